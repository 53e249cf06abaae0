"""A chapter's text: what stands where in it, and what in it cannot be printed in every format.

`dialect.py` says what is a heading, a link, a picture or a table. Two things are opc's own and masked before it sees the
text, length for length so that every place stays right: `{{ … }}`, as a word, and the ::: lines, as the thematic break
that ends a paragraph and a list just as they do in Pandoc. What the two parsers could read in two ways is refused.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from opc import dutch
from opc.model.chapter import Chapter, Div, Expression, Image, Link, PipeTable, Section
from opc.model.front_matter import FrontMatter
from opc.read.dialect import DEEPEST, Attributes, has_markup, parser, read_attributes
from opc.read.workspace import Workspace
from opc.source import Source

DIVS = ("po", "vo", "tabel", "kader", "voorbeeld", "kwestie", "kanttekening", "citaat", "kerncijfers", "ingangen", "publiek")
"""The names that may stand behind :::."""

HELP = "hulp"
DECORATION = "sier"
"""A second name for a box: the explanation that `opc new` puts in a chapter. It is no text of the plan."""

LONGEST = 1000
"""Signs of a heading; a PDF takes 32,767."""
LONGEST_ALTERNATIVE = 10_000
"""Signs of the description of a picture; a page has 3,000."""

EXAMPLES = "vergelijk met de voorbeelden in plans/README.md"

_EXPRESSION = re.compile(r"\{\{(.*?)\}\}")
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%")
_COLONS = re.compile(r"(:::+)([^\n]*)")
_RAW = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})\s*\{?=\s*(\w+)|`[^`\n]+`\{=(\w+)\}", re.MULTILINE)
_DIVIDERS = re.compile(r"^[ \t>]*(?=[^\n]*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.MULTILINE)
_UNREAD = re.compile(r"(?<!\\)\{(?=[ \t]*[#.][\w])|(?<=[\])])\{")
_NO_NOTE = re.compile(r"(?<!\\)\[\^")
_WITHIN = re.compile(rf"[*_]{{{DEEPEST},}}(?=[^\s*_])|\[(?:[^\[\]\n]*\[){{{DEEPEST - 1}}}")
_MASK = "\ue000"
_MASKS = re.compile(_MASK + "+")


def slug(title: str) -> str:
    """The anchor of a heading that has none of its own: Onze visie -> onze-visie."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "paragraaf"


def read_chapter(workspace: Workspace, source: Source, front: FrontMatter, anchor: str, body: int) -> Chapter:
    """A chapter with everything in it that has a place. body: the offset at which the text begins."""
    return _Reading(workspace, source, body).chapter(front, anchor)


@dataclass
class _Reading:
    workspace: Workspace
    source: Source
    body: int
    masked: str = ""
    starts: tuple[int, ...] = ()
    """Where each line of the text begins."""
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    notes: list[tuple[str, int, int]] = field(default_factory=list)
    """Name of each mark of a footnote, and where the name stands."""
    markup: list[tuple[int, int]] = field(default_factory=list)
    """What is no running text: targets of links, attributes, marks of footnotes."""

    def chapter(self, front: FrontMatter, anchor: str) -> Chapter:
        expressions = self.expressions()
        divs = self.divs()
        self.starts = self.source.starts[self.source.span(self.body).line - 1 :]
        for match in _RAW.finditer(self.masked, self.body) if "`" in self.masked or "~" in self.masked else ():
            self.notice(
                match.start(), match.end(), f"ruwe {match.group(1) or match.group(2)} kan niet in een hoofdstuk",
                "opc maakt uit dezelfde tekst ook Word en web; gebruik de blokken uit plans/README.md",
            )
        tokens = parser().parse(self.masked[self.body :])
        self.depth(tokens)
        sections = self.sections(tokens, Chapter(self.source, front, "", self.body, divs=divs))
        tables = tuple(self.tables(tokens))
        self.inlines(tokens)
        defined = self.definitions(tokens)
        self.blocks(tokens, divs)
        return Chapter(
            source=self.source, front=front, anchor=anchor, body=self.body, sections=sections, links=tuple(self.links), images=tuple(self.images),
            expressions=expressions, divs=divs, tables=tables, footnotes=tuple(sorted((begin, end) for _, begin, end in (*self.notes, *defined))),
            prose=self.prose(sections, divs),
        )

    def notice(self, begin: int, end: int, message: str, hint: str, rule: str = "huis-opmaak") -> None:
        self.workspace.notice(self.source.span(begin, end), rule, message, hint)

    def lines(self, token: Token) -> tuple[int, int]:
        """The offsets of a block's lines."""
        first, last = token.map or (0, 0)
        return self.line(first), self.line(last)

    def line(self, number: int) -> int:
        return self.starts[number] if number < len(self.starts) else len(self.masked)

    # What is opc's own

    def expressions(self) -> tuple[Expression, ...]:
        text = self.source.text
        found = []
        pieces = [text[: self.body]]
        at = self.body
        for match in _EXPRESSION.finditer(text, self.body):
            begin, end = match.span()
            line_end = text.find("\n", end)
            alone = text[begin - 1 : begin] in ("\n", "") and not text[end : line_end if line_end >= 0 else len(text)].strip()
            found.append(Expression(match.group(1), alone, begin, end, self.source.span(begin, end)))
            pieces += [text[at:begin], _MASK * (end - begin)]
            at = end
        pieces.append(text[at:])
        self.masked = "".join(pieces)
        for match in _LEFT_OVER.finditer(self.masked, self.body) if any(sign in self.masked for sign in ("{{", "}}", "{%")) else ():
            self.notice(
                *match.span(), f"{match.group()} hoort bij een berekening die hier niet compleet is",
                'schrijf op één regel: {{ aantal("besturen") }}', "huis-uitdrukking",
            )
        return tuple(found)

    def divs(self) -> tuple[Div, ...]:
        """The ::: blocks. A block closes at the first line with as many colons as it began with, or more, that no inner one takes."""
        open_: list[tuple[int, Div]] = []
        found: list[Div] = []
        fences: list[tuple[int, int]] = []
        for match in _COLONS.finditer(self.masked, self.body):
            here, end = match.span()
            begin = self.masked.rfind("\n", 0, here) + 1
            colons, after = match.group(1), match.group(2).strip()
            if begin < here:
                self.notice(here, here + len(colons), "::: hoort aan het begin van een regel", "zet elk blok los van lijsten en citaten: ::: met een naam, de tekst, en een regel met alleen :::")
                continue
            fences.append((begin, end))
            if after:
                if len(open_) == DEEPEST:
                    self.notice(begin, end, "dit is te diep genest", "sluit eerst een ander blok, met een regel met alleen :::")
                open_.append((len(colons), self.opened(begin, end, after, [div for _, div in open_])))
                continue
            at = next((number for number in reversed(range(len(open_))) if open_[number][0] <= len(colons)), None)
            if at is None:
                inner = open_[-1][1] if open_ else None
                self.notice(
                    begin, end, f"dit ::: is te kort voor het blok van regel {inner.span.line}" if inner else "dit ::: sluit een blok dat nergens begint",
                    f"sluit met {':' * open_[-1][0]}, net zo lang als het begin" if inner else "haal de regel weg, of zet boven het blok ::: met een naam",
                )
                continue
            found += [div._replace(close_begin=begin, end=begin) for _, div in self.unclosed(open_[at + 1 :])]
            found.append(open_[at][1]._replace(close_begin=begin, end=end))
            del open_[at:]
        found += [div for _, div in self.unclosed(open_)]
        pieces, at = [], 0
        for begin, end in fences:
            pieces += [self.masked[at:begin], "*" * (end - begin)]
            at = end
        self.masked = "".join([*pieces, self.masked[at:]])
        return tuple(sorted(found, key=lambda div: div.begin))

    def opened(self, begin: int, end: int, said: str, around: Sequence[Div]) -> Div:
        """The block that begins at a fence; what is odd about it is noticed."""
        attributes = read_attributes(said) if said.startswith("{") else None if re.search(r"[\s{}:]", said) else Attributes(classes=(said,))
        if attributes is None:
            self.notice(begin, end, "opc kan niet lezen wat er achter ::: staat", 'schrijf één woord, zoals ::: po, of ::: {.kader titel="…"} met rechte dubbele aanhalingstekens')
            attributes = Attributes(classes=("kader",))
        classes = attributes.classes
        name = HELP if HELP in classes else next((name for name in classes if name in DIVS), "")
        if not name:
            word = next(iter(classes), "")
            meant = dutch.meant(word, DIVS)
            self.notice(begin, end, f'opc kent geen blok "{word}"' if word else "dit blok heeft geen naam", f"bedoelt u {meant}?" if meant else f"kies uit: {dutch.listing(DIVS, 'of')}")
        if name in ("po", "vo") and any(div.name in ("po", "vo") for div in around):
            self.notice(begin, end, "een blok voor po of vo kan niet in een ander blok voor po of vo staan", "sluit het eerste blok met ::: voordat het volgende begint")
        if any(_MASK in value for value in attributes.others.values()):
            self.notice(begin, end, "een berekening kan niet achter :::", "schrijf het getal in de tekst van het blok, of typ het")
        return Div(name, attributes.anchor, attributes.others, begin, end, len(self.masked), len(self.masked), self.source.span(begin, end))

    def unclosed(self, left: Sequence[tuple[int, Div]]) -> Sequence[tuple[int, Div]]:
        for _, div in left:
            self.notice(div.begin, div.open_end, "dit blok is nergens gesloten", "zet na het blok een regel met alleen :::")
        return left

    # What markdown-it found

    def depth(self, tokens: Sequence[Token]) -> None:
        """Notices the first place that lies deeper than anyone can follow, and Pandoc's tree can hold."""
        deep = next((self.lines(token)[0] for token in tokens if token.level >= DEEPEST and token.map), None)
        signs = (self.masked.count(sign, self.body) for sign in "*_[")
        if deep is None and any(count >= DEEPEST for count in signs) and (within := _WITHIN.search(self.source.text, self.body)):
            deep = within.start()
        if deep is not None:
            self.notice(deep, deep + 1, "dit is te diep genest", "maak er minder lijsten, citaten, sterretjes of haken in elkaar van")

    def sections(self, tokens: Sequence[Token], chapter: Chapter) -> tuple[Section, ...]:
        found: list[Section] = []
        headings = [(at, token, *self.lines(token)) for at, token in enumerate(tokens) if token.type == "heading_open"]
        for _, _, begin, end in filter(lambda heading: heading[1].level, headings):
            self.notice(begin, end, "een kop kan niet in een lijst, citaat of voetnoot staan", "zet de kop aan het begin van een regel, met een lege regel erboven")
        headings = [heading for heading in headings if not heading[1].level]
        for number, (at, token, begin, end) in enumerate(headings):
            if token.markup in ("=", "-"):
                line = self.line((token.map or [0, 1])[1] - 1)
                self.notice(line, end - 1, "deze streepjes maken van de tekst erboven een kop", "schrijf een kop met ##; is het een lijn, zet er dan een lege regel boven")
            title = _text(tokens[at + 1].children or [])
            if len(title) > LONGEST:
                self.notice(begin, end, f"deze kop heeft {dutch.number(len(title))} tekens", "zet de tekst in een alinea onder de kop")
            if _MASK in title:
                self.notice(begin, end, "een berekening kan niet in een kop", "schrijf het getal in de tekst eronder")
            given: Attributes | None = token.meta.get("attributes")
            title = title.replace(_MASK, "").strip()
            anchor = given.anchor if given and tokens[at + 1].content else ""  # Pandoc gives a heading without words no name
            after = next((other for _, later, other, _ in headings[number + 1 :] if later.tag <= token.tag), len(self.masked))
            found.append(Section(
                anchor or slug(title), title, int(token.tag[1]), begin, after, end, self.source.whole_line(self.source.span(begin).line),
                chapter.sectors_at(begin), bool(anchor),
            ))
        return tuple(found)

    def tables(self, tokens: Sequence[Token]) -> Iterator[PipeTable]:
        for token in tokens:
            if token.type != "table_open":
                continue
            header, rows = token.meta["header"], token.meta["rows"]
            for line, cells in rows:
                if cells != len(header):
                    begin, end = self.line(line), self.line(line + 1) - 1
                    self.notice(
                        begin, end, f"deze rij heeft {dutch.count(cells, 'cel', 'cellen')}, de kop {len(header)}",
                        "staat er een | in een tekst? schrijf dan \\|" if cells > len(header) else "zet voor elke lege cel een |",
                    )
            begin, end = self.lines(token)
            yield PipeTable(header, len(rows), begin, end, self.source.whole_line(self.source.span(begin).line))

    def inlines(self, tokens: Sequence[Token]) -> None:
        inside = 0
        for number, token in enumerate(tokens):
            inside += {"footnote_reference_open": 1, "footnote_reference_close": -1}.get(token.type, 0)
            if token.type == "inline" and token.map:
                before = len(self.notes)
                opening = tokens[number - 1]
                if has_markup(token.content):
                    inline = _Inline(self, token.content, self.places(token, opening))
                    # in a list whose items stand close together, they are no paragraphs
                    inline.read(token.children or [], is_paragraph=opening.type == "paragraph_open" and not opening.hidden)
                    inline.left_over(is_paragraph=opening.type == "paragraph_open")
                if inside:  # Pandoc never ends when two footnotes name each other; a mark that is left out here is only text to it
                    for name, begin, end in self.notes[before:]:
                        self.notice(begin - 2, end + 1, f"voetnoot {name} kan niet in een voetnoot staan", "zet het nummer van de noot in de tekst zelf")
                    del self.notes[before:]
                if opening.type == "heading_open" and (written := opening.meta.get("written")):
                    begin, end = self.lines(opening)
                    at = self.masked.find(written, begin, end)
                    self.markup.append((at, at + len(written)))

    def places(self, token: Token, opening: Token) -> list[tuple[int, int]]:
        """For each line of an inline token: where it begins in the token's content, and in the text."""
        if "offset" in token.meta:
            return [(0, self.body + token.meta["offset"])]
        found, at = [], 0
        first = (token.map or [0, 0])[0]
        for number, line in enumerate(token.content.split("\n")):
            begin, end = self.line(first + number), self.line(first + number + 1)
            # the marks of lists, quotes and headings stand before a line, never behind it
            after = self.masked.find("#", begin) + 1 if opening.markup.startswith("#") else begin
            place = self.masked.find(line.strip(), after, end)
            found.append((at + len(line) - len(line.lstrip()), place if place >= 0 else begin))
            at += len(line) + 1
        return found

    def definitions(self, tokens: Sequence[Token]) -> list[tuple[str, int, int]]:
        """The footnotes' texts: name, and where the name stands. What has no counterpart is noticed."""
        found: list[tuple[str, int, int]] = []
        used = {name for name, _, _ in self.notes}
        for token in tokens:
            if token.type != "footnote_reference_open":
                continue
            name = token.meta["label"]
            begin, end = self.lines(token)
            at = self.masked.find(f"[^{name}]:", begin, end)
            if any(name == other for other, _, _ in found):
                self.notice(at, at + len(name) + 4, f"voetnoot {name} heeft al een tekst", "geef elke voetnoot een eigen naam")
            elif name not in used:
                self.notice(at, at + len(name) + 4, f"naar voetnoot {name} wordt nergens verwezen", f"zet [^{name}] in de tekst, of haal de voetnoot weg")
            self.markup.append((at, at + len(name) + 4))
            found.append((name, at + 2, at + 2 + len(name)))
        return found

    def blocks(self, tokens: Sequence[Token], divs: Sequence[Div]) -> None:
        for token in tokens:
            if token.type not in ("html_block", "fence", "code_block"):
                continue
            begin, end = self.lines(token)
            if token.type == "html_block":
                self.html(begin, token.content)
            for at in sorted({at for div in divs for at in (div.begin, div.close_begin) if begin <= at < end}):
                self.notice(at, at + 3, "::: kan niet in een blok met code staan", "sluit het blok met code eerst")

    def html(self, begin: int, content: str) -> None:
        first = content.strip().split("\n")[0]
        at = max(self.masked.find(first, begin), begin)
        self.notice(
            at, at + len(first), "HTML kan niet in een hoofdstuk",
            "opc maakt uit dezelfde tekst ook PDF en Word; gebruik **vet**, *schuin*, een lijst of een blok uit plans/README.md; bedoelt u het teken zelf, schrijf dan \\<",
        )

    def prose(self, sections: tuple[Section, ...], divs: tuple[Div, ...]) -> str:
        silent = [(0, self.body), *((section.begin, section.text_begin) for section in sections), *((image.begin, image.end) for image in self.images), *self.markup]
        for div in divs:
            silent += [(div.begin, div.end if div.name == HELP else div.open_end), (div.close_begin, div.end)]
        silent += [match.span() for match in _MASKS.finditer(self.masked, self.body)]
        pieces, at = [], 0
        for begin, end in sorted(silent):
            pieces += [self.masked[at:begin], _blanked(self.masked[max(at, begin) : end])]
            at = max(at, end)
        return "".join([*pieces, self.masked[at:]])


@dataclass
class _Inline:
    """The running text of one block."""

    reading: _Reading
    content: str
    places: list[tuple[int, int]]
    hidden: list[tuple[int, int]] = field(default_factory=list)
    """What has been read as something: no brace in it is left over."""

    def at(self, position: int) -> int:
        """The offset in the file of a position in the block's text."""
        number = max(0, bisect_right(self.places, position, key=lambda place: place[0]) - 1)
        begin, place = self.places[number]
        return place + position - begin

    def read(self, children: Sequence[Token], *, shift: int = 0, is_paragraph: bool = False) -> None:
        """Every token; shift: where the text of these tokens begins, for those in the caption of a picture."""
        for number, child in enumerate(children):
            if not child.meta or "begin" not in child.meta:
                continue
            before = children[number - 1] if number else None
            after = children[number + 1] if number + 1 < len(children) else None
            begin, end = child.meta["begin"] + shift, child.meta["end"] + shift
            match child.type:
                case "link_open":
                    begin = self.link(child, children[number + 1 :], begin, end, shift)
                case "image":
                    self.image(child, after, begin, end, shift, alone=is_paragraph and self.alone(children))
                    self.read(child.children or [], shift=begin + 2)
                    begin = child.meta["target"][0] + shift
                case "footnote_ref":
                    name, at = child.meta["label"], self.at(begin)
                    self.reading.notes.append((name, at + 2, at + 2 + len(name)))
                    self.reading.markup.append((at, at + len(name) + 3))
                case "span_open":
                    begin = child.meta["label_end"] + shift
                    self.reading.markup.append((self.at(begin) + 1, self.at(end)))
                    self.named(child, begin + 1, end)
                case "attributes":
                    self.reading.markup.append((self.at(begin), self.at(end)))
                    self.attributes(child, before, begin, end, shift)
                case "html_inline":
                    self.reading.html(self.at(begin), child.content)
            # the ) of a link or picture stays: a { right behind it is meant for it
            self.hidden.append((begin, end - (child.type in ("link_open", "image") and self.content[end - 1] == ")")))

    def alone(self, children: Sequence[Token]) -> bool:
        """Whether these are one picture and nothing else."""
        kinds = [child.type for child in children if child.type != "text" or child.content.strip()]
        return kinds.count("image") == 1 and set(kinds) <= {"image", "attributes"}

    def link(self, link: Token, following: Sequence[Token], begin: int, end: int, shift: int) -> int:
        """Keeps a link; gives the position at which its words end."""
        place = self.at(begin), self.at(end)
        self.reading.links.append(Link(str(link.attrs["href"]), _text(following, "link_close"), *place, self.reading.source.span(*place)))
        if link.markup == "autolink":
            return begin
        target: int = link.meta["target"][0] + shift
        self.reading.markup.append((self.at(target), place[1] - 1))
        return target

    def image(self, image: Token, after: Token | None, begin: int, end: int, shift: int, *, alone: bool) -> None:
        attributes = Attributes()
        first, last = (at + shift for at in image.meta["target"])
        written = self.content[first:last].removeprefix("<").removesuffix(">") or str(image.attrs["src"])
        if after is not None and after.type == "attributes" and after.meta["begin"] + shift == end:
            end, attributes = after.meta["end"] + shift, after.meta["attributes"]
        place = self.at(begin), self.at(end)
        caption = _text(image.children or []).replace(_MASK, "").strip()
        alternative = attributes.others.get("alt", "")
        if (length := len(alternative or caption)) > LONGEST_ALTERNATIVE:
            self.reading.notice(
                *place, f"het tekstalternatief van dit beeld heeft {dutch.number(length)} tekens",
                f"schrijf het korter, hoogstens {dutch.number(LONGEST_ALTERNATIVE)} tekens; een lange uitleg hoort in de tekst", "huis-tekstalternatief",
            )
        self.reading.images.append(Image(
            written, caption, alternative, attributes.anchor, attributes.others,
            *place, self.reading.source.span(*place), alone, DECORATION in attributes.classes,
        ))

    def attributes(self, token: Token, before: Token | None, begin: int, end: int, shift: int) -> None:
        """Attributes stand directly behind a picture or a link."""
        if before is not None and before.type == "image" and before.meta["end"] + shift == begin:
            return
        if before is not None and before.type == "link_close":
            self.named(token, begin, end)
            return
        self.reading.notice(
            self.at(begin), self.at(end), "wat tussen deze accolades staat, hoort nergens bij",
            "zet het direct achter een beeld of aan het eind van een kop; of zet de woorden waar het om gaat tussen [ en ]",
        )

    def named(self, token: Token, begin: int, end: int) -> None:
        attributes: Attributes = token.meta["attributes"]
        if attributes.anchor:
            self.reading.notice(
                self.at(begin), self.at(end), f"de naam #{attributes.anchor} kan hier niet",
                "alleen een kop, een beeld of een blok ::: krijgt een naam; verwijs naar de paragraaf waarin dit staat",
            )

    def left_over(self, *, is_paragraph: bool) -> None:
        """What looks like markup and would be printed as it stands."""
        content = self.content
        if "{" in content or "[^" in content:
            pieces = list(content)
            for begin, end in self.hidden:
                pieces[begin:end] = " " * (end - begin)
            rest = "".join(pieces)
            for match in _UNREAD.finditer(rest):
                begin = self.at(match.start())
                self.reading.notice(begin, begin + 1, "opc kan niet lezen wat er achter deze accolade staat", 'schrijf bijvoorbeeld {#figuur-route alt="…" width=90%}, met rechte dubbele aanhalingstekens')
            for match in _NO_NOTE.finditer(rest):
                begin = self.at(match.start())
                self.reading.notice(begin, begin + 2, "deze voetnoot heeft geen tekst", "schrijf verderop een regel die begint met [^naam]: en gebruik in de naam geen spaties")
        if is_paragraph and "|" in content and (row := _DIVIDERS.search(content)):
            begin = self.at(row.start())
            self.reading.notice(begin, begin + len(row.group().strip()), "dit lijkt een tabel, maar is er geen", "zet er een lege regel boven, begin met de kop, en geef de kop net zo veel cellen als de rij met streepjes")


def _blanked(text: str) -> str:
    """As many blanks, on as many lines."""
    return "\n".join(" " * len(line) for line in text.split("\n")) if "\n" in text else " " * len(text)


def _text(tokens: Sequence[Token], stop: str = "") -> str:
    """The words of inline tokens, as a reader sees them."""
    words = []
    for token in tokens:
        if token.type == stop:
            break
        if token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "image":
            words.append(_text(token.children or []))
        elif token.type not in ("html_inline", "attributes"):
            words.append(token.content)
    return "".join(words)
