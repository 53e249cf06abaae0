"""A chapter's text: what stands where in it. Reads the dialect that `opc/write/pandoc.py` names in Pandoc's words.

markdown-it-py says what is a heading, a link, a picture or a table; its inline tokens have no place, so this module
looks their text up again in the lines of their block. `{{ … }}` and ::: lines are masked first: they are opc's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from opc import dutch
from opc.model.chapter import Chapter, Div, Expression, Image, Link, PipeTable, Section
from opc.model.front_matter import FrontMatter
from opc.read.workspace import Workspace
from opc.source import Source, Span

DIVS = ("po", "vo", "tabel", "kader", "voorbeeld", "citaat", "kerncijfers")
"""The names that may stand behind :::."""

HELP = "hulp"
"""A second name for a box: the explanation that `opc new` puts in a chapter. It is no text of the plan."""

_EXPRESSION = re.compile(r"\{\{(.*?)\}\}")
_FENCE = re.compile(r"^(:{3,})[ \t]*(?:\{([^{}\n]*)\}|([\w-]+))?[ \t]*:*[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{([^{}\n]*)\}")
_ATTRIBUTE = re.compile(r'#([^\s#.{}"=]+)|\.([\w-]+)|([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|(\S+))')
_HEADING_ID = re.compile(r"[ \t]*\{([^{}\n]*)\}[ \t]*#*[ \t]*$")
_DESTINATION = re.compile(r"\]\(\s*(<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
_RAW = re.compile(r"^\s*(?:`{3,}|~{3,})\s*\{?=\s*(\w+)|`[^`\n]+`\{=(\w+)\}", re.MULTILINE)
_MASK = "\ue000"


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin, inline=False)


def slug(title: str) -> str:
    """The anchor of a heading that has none of its own: Onze visie -> onze-visie."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "paragraaf"


def read_attributes(text: str) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """What stands between braces: the id, the classes and the other attributes."""
    anchor, classes, others = "", [], {}
    for match in _ATTRIBUTE.finditer(text):
        name, kind, key, quoted, bare = match.groups()
        if name:
            anchor = name
        elif kind:
            classes.append(kind)
        else:
            others[key] = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else bare
    return anchor, tuple(classes), others


def read_chapter(workspace: Workspace, source: Source, front: FrontMatter, anchor: str, body: int) -> Chapter:
    """A chapter with everything in it that has a place. body: the offset at which the text begins."""
    return _Reading(workspace, source, body).chapter(front, anchor)


@dataclass
class _Reading:
    workspace: Workspace
    source: Source
    body: int

    def chapter(self, front: FrontMatter, anchor: str) -> Chapter:
        expressions, masked = self.expressions()
        divs, masked = self.divs(masked)
        for match in _RAW.finditer(masked, self.body):
            name = match.group(1) or match.group(2)
            self.workspace.notice(
                self.source.span(match.start(), match.end()), "huis-opmaak", f"ruwe {name} kan niet in een hoofdstuk",
                "opc maakt uit dezelfde tekst ook Word en web; gebruik de blokken uit plans/README.md",
            )
        self.offsets = self._line_offsets(masked)
        text = masked[self.body :]
        tokens = _parser().parse(text)
        sections = self.sections(tokens, masked, divs, front)
        links, images = self.inlines(tokens, masked)
        tables = tuple(self.tables(tokens))
        self.html(tokens, masked)
        footnotes = tuple((match.start(1), match.end(1)) for match in _FOOTNOTE.finditer(masked, self.body))
        return Chapter(
            source=self.source, front=front, anchor=anchor, body=self.body, sections=sections, links=links, images=images,
            expressions=expressions, divs=divs, tables=tables, footnotes=footnotes, prose=self.prose(masked, sections, images, divs),
        )

    def _line_offsets(self, masked: str) -> list[int]:
        offsets = [self.body]
        at = masked.find("\n", self.body)
        while at >= 0:
            offsets.append(at + 1)
            at = masked.find("\n", at + 1)
        offsets.append(len(masked))
        return offsets

    def lines(self, token: Token) -> tuple[int, int]:
        """The offsets of a block's lines."""
        first, last = token.map or (0, 0)
        return self.offsets[min(first, len(self.offsets) - 1)], self.offsets[min(last, len(self.offsets) - 1)]

    def expressions(self) -> tuple[tuple[Expression, ...], str]:
        text = self.source.text
        found = []
        pieces = [text[: self.body]]
        at = self.body
        for match in _EXPRESSION.finditer(text, self.body):
            begin, end = match.span()
            line_begin = text.rfind("\n", 0, begin) + 1
            line_end = text.find("\n", end)
            rest = text[line_begin:begin] + text[end : line_end if line_end >= 0 else len(text)]
            found.append(Expression(match.group(1), not rest.strip(), begin, end, self.source.span(begin, end)))
            pieces += [text[at:begin], _MASK * (end - begin)]
            at = end
        pieces.append(text[at:])
        masked = "".join(pieces)
        for match in re.finditer(r"\{\{|\}\}|\{%", masked[self.body :]):
            self.workspace.notice(
                self.source.span(self.body + match.start(), self.body + match.end()), "huis-uitdrukking",
                f"{match.group()} hoort bij een berekening die hier niet compleet is", "schrijf op één regel: {{ aantal(\"besturen\") }}",
            )
        return tuple(found), masked

    def divs(self, masked: str) -> tuple[tuple[Div, ...], str]:
        open_: list[tuple[re.Match[str], str, tuple[str, str, dict[str, str]]]] = []
        found: list[Div] = []
        blank: list[tuple[int, int]] = []
        for match in _FENCE.finditer(masked, self.body):
            colons, attributes, word = match.groups()
            span = self.source.span(match.start(), match.end())
            if attributes is None and word is None:
                if open_ and len(colons) >= len(open_[-1][1]):
                    opening, _, (name, anchor, others) = open_.pop()
                    found.append(Div(name, anchor, others, opening.start(), opening.end(), match.start(), match.end(), self.source.span(opening.start(), opening.end())))
                    blank.append(match.span())
                elif not open_:
                    self.workspace.notice(span, "huis-opmaak", "dit ::: sluit een blok dat nergens begint", "haal de regel weg, of zet boven het blok ::: met een naam")
                    blank.append(match.span())
                continue
            anchor, classes, others = read_attributes(attributes) if attributes is not None else ("", (word,), {})
            name = HELP if HELP in classes else next((name for name in classes if name in DIVS), "")
            if not name:
                said = next(iter(classes), "")
                meant = dutch.meant(said, DIVS)
                self.workspace.notice(span, "huis-opmaak", f'opc kent geen blok "{said}"' if said else "dit blok heeft geen naam", f"bedoelt u {meant}?" if meant else f"kies uit: {dutch.listing(DIVS, 'of')}")
            if name in ("po", "vo") and any(outer[2][0] in ("po", "vo") for outer in open_):
                self.workspace.notice(span, "huis-opmaak", "een blok voor po of vo kan niet in een ander blok voor po of vo staan", "sluit het eerste blok met ::: voordat het volgende begint")
            open_.append((match, colons, (name, anchor, others)))
            blank.append(match.span())
        for opening, _, (name, anchor, others) in open_:
            span = self.source.span(opening.start(), opening.end())
            self.workspace.notice(span, "huis-opmaak", "dit blok is nergens gesloten", "zet na het blok een regel met alleen :::")
            found.append(Div(name, anchor, others, opening.start(), opening.end(), len(masked), len(masked), span))
        pieces, at = [], 0
        for begin, end in sorted(blank):
            pieces += [masked[at:begin], " " * (end - begin)]
            at = end
        pieces.append(masked[at:])
        return tuple(sorted(found, key=lambda div: div.begin)), "".join(pieces)

    def sections(self, tokens: Sequence[Token], masked: str, divs: tuple[Div, ...], front: FrontMatter) -> tuple[Section, ...]:
        found: list[Section] = []
        for at, token in enumerate(tokens):
            if token.type != "heading_open":
                continue
            begin, end = self.lines(token)
            raw = tokens[at + 1].content
            anchor = ""
            if match := _HEADING_ID.search(raw):
                anchor, _, _ = read_attributes(match.group(1))
                raw = raw[: match.start()]
            title = _plain(raw)
            chapter = Chapter(self.source, front, "", self.body, divs=divs)
            line = self.source.span(begin).line
            found.append(Section(
                anchor or slug(title), title, int(token.tag[1]), begin, len(masked), end, self.source.whole_line(line),
                chapter.sectors_at(begin), bool(anchor),
            ))
        closed = []
        for number, section in enumerate(found):
            after = next((other.begin for other in found[number + 1 :] if other.level <= section.level), len(masked))
            closed.append(replace(section, end=after))
        return tuple(closed)

    def inlines(self, tokens: Sequence[Token], masked: str) -> tuple[tuple[Link, ...], tuple[Image, ...]]:
        links: list[Link] = []
        images: list[Image] = []
        for number, token in enumerate(tokens):
            if token.type != "inline" or not token.children:
                continue
            begin, end = self.lines(token)
            if token.map is None:
                continue
            if number and tokens[number - 1].type in ("th_open", "td_open"):
                end = masked.find("\n", begin) if masked.find("\n", begin) >= 0 else end
            cursor = begin
            for at, child in enumerate(token.children):
                if child.type not in ("link_open", "image"):
                    continue
                target = str(child.attrs.get("href" if child.type == "link_open" else "src", ""))
                place = self.destination(masked, cursor, end, target)
                text = _text(token.children[at + 1 :], "link_close") if child.type == "link_open" else child.content
                if place is None:
                    span = self.source.whole_line(self.source.span(begin).line)
                    if child.type == "link_open":
                        links.append(Link(target, text, begin, begin, span))
                    continue
                opened, closed, written = place
                anchor, _, attributes = "", (), {}
                after = closed
                if match := _ATTRIBUTES.match(masked, closed):
                    anchor, _, attributes = read_attributes(match.group(1))
                    after = match.end()
                if child.type == "link_open":
                    links.append(Link(written, text, opened, closed, self.source.span(opened, closed)))
                    if child.markup != "autolink":
                        cursor = closed if not any(inner.type == "image" for inner in token.children[at + 1 :]) else cursor
                else:
                    cursor = closed
                    images.append(Image(written, _plain(text), attributes.get("alt", ""), anchor, attributes, opened, after, self.source.span(opened, after)))
        return tuple(links), tuple(images)

    def destination(self, masked: str, begin: int, end: int, target: str) -> tuple[int, int, str] | None:
        """The offsets of a link or picture (its opening bracket, past its closing parenthesis) and its target as typed."""
        for match in _DESTINATION.finditer(masked, begin, end):
            written = match.group(1).removeprefix("<").removesuffix(">")
            if written != target and _parser().normalizeLink(written) != target:
                continue
            depth, at = 0, match.start()
            while at >= begin:
                if masked[at] == "]" and masked[at - 1] != "\\":
                    depth += 1
                elif masked[at] == "[" and masked[at - 1] != "\\":
                    depth -= 1
                    if not depth:
                        break
                at -= 1
            return max(at - (at > begin and masked[at - 1] == "!"), begin), match.end(), written
        if (at := masked.find(f"<{target.removeprefix('mailto:')}>", begin, end)) >= 0:
            return at, at + len(target.removeprefix("mailto:")) + 2, target
        return None

    def tables(self, tokens: Sequence[Token]) -> Iterator[PipeTable]:
        for at, token in enumerate(tokens):
            if token.type != "table_open":
                continue
            begin, end = self.lines(token)
            header: list[str] = []
            rows = 0
            for number in range(at + 1, len(tokens)):
                inner = tokens[number]
                if inner.type == "table_close":
                    break
                if inner.type == "th_open":
                    header.append(tokens[number + 1].content)
                rows += inner.type == "tr_open"
            line = self.source.span(begin).line
            yield PipeTable(tuple(header), rows - 1, begin, end, self.source.whole_line(line))

    def html(self, tokens: Sequence[Token], masked: str) -> None:
        for token in tokens:
            begin, end = self.lines(token) if token.map else (self.body, len(masked))
            raw = [token.content] if token.type == "html_block" else [child.content for child in token.children or () if child.type == "html_inline"]
            for content in raw:
                at = masked.find(content.split("\n")[0].strip(), begin, end)
                at = begin if at < 0 else at
                begin = at + 1
                first = content.strip().split("\n")[0]
                self.workspace.notice(
                    self.source.span(at, at + len(first)), "huis-opmaak", "HTML kan niet in een hoofdstuk",
                    "opc maakt uit dezelfde tekst ook PDF en Word; gebruik **vet**, *schuin*, een lijst of een blok uit plans/README.md; bedoelt u het teken zelf, schrijf dan \\<",
                )

    def prose(self, masked: str, sections: tuple[Section, ...], images: tuple[Image, ...], divs: tuple[Div, ...]) -> str:
        pieces = list(masked)

        def blank(begin: int, end: int) -> None:
            for at in range(begin, end):
                if pieces[at] != "\n":
                    pieces[at] = " "

        blank(0, self.body)
        for section in sections:
            blank(section.begin, section.text_begin)
        for image in images:
            blank(image.begin, image.end)
        for div in divs:
            if div.name == HELP:
                blank(div.begin, div.end)
        for pattern, group in ((_DESTINATION, 1), (_ATTRIBUTES, 0), (_FOOTNOTE, 0), (re.compile(_MASK + "+"), 0)):
            for match in pattern.finditer(masked, self.body):
                blank(*match.span(group))
        return "".join(pieces)


def _text(tokens: Sequence[Token], stop: str) -> str:
    words = []
    for token in tokens:
        if token.type == stop:
            break
        words.append(" " if token.type in ("softbreak", "hardbreak") else token.content)
    return "".join(words)


def _plain(markdown: str) -> str:
    """A title without its markup."""
    inline = _parser().parseInline(markdown)
    return _text(inline[0].children or [], "").replace(_MASK, "").strip()
