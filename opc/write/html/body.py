"""Pandoc's tree as HTML, in the classes that `templates/html/style.css` styles."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from opc.model.document import Document
from opc.write.columns import Family, cells, lay_out, text_width
from opc.write.node import DECORATION, attributes
from opc.write.pandoc import Node, nodes, text_of

_TAGS = {"Emph": "em", "Strong": "strong", "Strikeout": "s", "Superscript": "sup", "Subscript": "sub", "Underline": "u", "SmallCaps": "span"}
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
_SECTORS = {"po": "primair onderwijs", "vo": "voortgezet onderwijs"}
_DIVS = {"tabel", "kader", "voorbeeld", "kwestie", "kanttekening", "citaat", "po", "vo", "kerncijfers", "ingangen", "register", "inleiding", "tegels", "tegel"}
_WIDTH = re.compile(r"\d+(\.\d+)?%")
_SHORT = 14
"""Letters that a cell of a table keeps on one line."""
_MANY = 7
"""Columns that stand closer to each other."""
_SIZE, _PADDING, _CLOSE = 7.0, 7 * 1.25, 7 * 0.8
"""How columns are shared out: in a type of 7 points, which is never made smaller; and what is left and right of a cell together."""
_MEASURE, _SHEET = 7 * 49.0, 7 * 69.0
"""How wide a column of text is, and a sheet, as `stijl.css` has them on a screen of 1280 pixels."""
_DAYS = re.compile(r"(\d{1,2} [a-z]+ \d{4}|\d\d-\d{4} – \d\d-\d{4})?")
"""What stays on one line too: a day, and from month to month."""
_WORDS = 3
"""With so many columns of words a table stands below itself on a phone, if they are more than those of numbers or there are many columns; otherwise it slides."""
_NUMBER = ("nr", "nummer")
"""What stands above a column that only numbers the next one."""
_COUNTED = re.compile(r"^([a-z]+) (\d[\d.]*[a-z]?)$", re.IGNORECASE)
"""The words of a reference, which stay on one line: paragraaf 8.3."""
_JOINT = re.compile(r"(?<=[a-z]{4}(?:ings|eids|eits|aats|ngst))(?=(?:[bdfghjklmnrvwz]|plan|team)[a-z]{3})")
"""Where a long Dutch word has a part that begins: a browser that knows no Dutch breaks it nowhere else."""
_WEB = ("http:", "https:", "mailto:", "tel:")


@dataclass(slots=True)
class Body:
    """Writes blocks as HTML.

    address: where an anchor stands, as a link from this page. picture: the address of an image; narrow: the path of what a phone shows instead, if anything; drawn: whether opc drew it; has_words: whether it is a drawing to be read. deepen:
    how many levels every heading sinks. font, measure: of the text, which columns are shared out by (`measure_of`). family: which tables go together. titles: anchor -> what a link to it says instead of its own words. notes: fills up with the footnotes, which stand below the page. taken: ids that are in use.
    """

    address: Callable[[str], str]
    picture: Callable[[str], str]
    narrow: Callable[[str], str] = lambda path: ""  # noqa: ARG005 a plan without drawings
    drawn: Callable[[str], bool] = lambda path: False  # noqa: ARG005 the same
    has_words: Callable[[str], bool] = lambda path: False  # noqa: ARG005 the same
    deepen: int = 0
    font: str = ""
    measure: float = _MEASURE
    family: Family = field(default_factory=Family)
    titles: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    section: str = ""
    """The anchor of the section that is being written: addresses of paragraphs begin with it."""

    def blocks(self, blocks: Iterable[Node]) -> str:
        """Write blocks, one below the other."""
        return "".join(map(self.block, blocks))

    def block(self, block: Node) -> str:
        """Write one block."""
        content: Any = block.get("c")
        match block["t"]:
            case "Para":
                name = self.paragraph_id(text_of(block))
                return f'<p id="{name}">{self.inlines(content)}</p>\n'
            case "Plain":
                return self.inlines(content)
            case "Header":
                return self.heading(*content)
            case "Div":
                return self.div(*content)
            case "Table":
                return self.table(block, "", {})
            case "Figure":
                return self.figure(*content)
            case "BulletList":
                return f"<ul>\n{self.items(content)}</ul>\n"
            case "OrderedList":
                (start, _, _), items = content
                first = f' start="{start}"' if start != 1 else ""
                return f"<ol{first}>\n{self.items(items)}</ol>\n"
            case "BlockQuote":
                return f"<blockquote>\n{self.blocks(content)}</blockquote>\n"
            case "CodeBlock":
                return f'<pre tabindex="0"><code>{escape(content[1])}</code></pre>\n'
            case "HorizontalRule":
                return "<hr>\n"
        raise NotImplementedError(block["t"])

    def items(self, items: Iterable[list[Node]]) -> str:
        """Write the items of a list."""
        return "".join(f"<li>{self.blocks(item).strip()}</li>\n" for item in items)

    def heading(self, level: int, attr: Sequence[Any], inlines: list[Node]) -> str:
        """Write a heading, with its number apart and a link to itself."""
        anchor, _, _ = attributes(attr)
        number, words = numbered(inlines)
        tag = f"h{min(level + self.deepen, 6)}"
        label = f'<span class="nummer">{escape(number)}</span> ' if number else ""
        if not anchor:
            return f"<{tag}>{label}{self.inlines(words)}</{tag}>\n"
        self.section = anchor
        self.taken.add(anchor)
        link = f'<a class="adres" href="#{escape(anchor)}" aria-label="Adres van {escape(number or text_of(words).strip())}">#</a>'
        return f'<{tag} id="{escape(anchor)}">{label}{self.inlines(words)} {link}</{tag}>\n'

    def paragraph_id(self, text: str) -> str:
        """An address that stays while the words stay: the section's anchor, a point, and a digest of the words.

        A number in the row would come to mean another paragraph when one is put in above it; this one means that paragraph or
        nothing, and then `script.js` goes to the section.
        """
        digest = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:6]
        name = base = f"{self.section or 'tekst'}.{digest}"
        count = 2
        while name in self.taken:
            name, count = f"{base}-{count}", count + 1
        self.taken.add(name)
        return escape(name)

    def div(self, attr: Sequence[Any], inner: list[Node]) -> str:
        """Write a fenced block: a table with its caption, a box, a text for one sector, tiles."""
        anchor, classes, values = attributes(attr)
        place = f' id="{escape(anchor)}"' if anchor else ""
        title = f'<p class="titel">{escape(values["titel"])}</p>\n' if values.get("titel") else ""
        if "cijfers" in classes:
            return f'<details{place} class="cijfers">\n<summary>{escape(values.get("titel", "De cijfers"))}</summary>\n{self.blocks(inner)}</details>\n'
        match next((name for name in classes if name in _DIVS), ""):
            case "tabel":
                return self.tables(inner, anchor, values)
            case "kwestie":
                sort = "" if values.get("titel", "").lower().startswith("kwestie") else '<p class="soort">Kwestie</p>\n'
                return f'<aside class="kwestie"{place}>\n{sort}{title}{self.blocks(inner)}</aside>\n'
            case "kader" | "voorbeeld" | "kanttekening" as name:
                return f'<aside class="{name}"{place}>\n{title}{self.blocks(inner)}</aside>\n'
            case "citaat":
                source = f"<figcaption>{escape(values['bron'])}</figcaption>\n" if values.get("bron") else ""
                return f'<figure class="citaat"{place}>\n<blockquote>\n{self.blocks(inner)}</blockquote>\n{source}</figure>\n'
            case "po" | "vo" as name:
                label = f'<p class="sector-naam"><abbr title="{_SECTORS[name]}">{name}</abbr></p>\n'
                above = " met-kop" if inner and inner[0]["t"] == "Header" else ""
                return f'<div class="sector {name}{above}"{place}>\n{label}{self.blocks(inner)}</div>\n'
            case "kerncijfers" | "ingangen" | "register" | "inleiding" | "tegels" | "tegel" as name:
                return f'<div class="{name}"{place}>\n{self.blocks(inner)}</div>\n'
        return f"<div{place}>\n{self.blocks(inner)}</div>\n" if place else self.blocks(inner)

    def tables(self, inner: list[Node], anchor: str, values: Mapping[str, str]) -> str:
        """Write what a `.tabel` holds: as a rule one table, which the caption belongs to."""
        parts = []
        for node in _flat(inner):
            if node["t"] == "Table":
                parts.append(self.table(node, anchor, values))
                anchor, values = "", {}
            else:
                parts.append(self.block(node))
        return "".join(parts)

    def table(self, table: Node, anchor: str, values: Mapping[str, str]) -> str:
        """Write a table with its caption above and its source below. Columns with nothing but page numbers are for paper."""
        shape = cells(table, values["kolommen"].split(",") if values.get("kolommen") else ())
        shown = [column for column in range(len(shape.aligns)) if not _is_paper(row[column] for row in shape.rows if column < len(row))]
        totals = {int(part) for part in values.get("totalen", "").split(",") if part.strip().isdigit()}
        heads_rows = bool(shown) and not shape.numeric[shown[0]] and any(shape.numeric[column] for column in shown)

        numbers = sum(shape.numeric[column] for column in shown)
        words, many = len(shown) - numbers, len(shown) >= _MANY
        stacked = len(shown) > 1 and (not numbers or (words >= _WORDS and (words > numbers or many)))
        # below each other, a number and what it numbers are one line
        coded = stacked and len(shown) > 2 and shown[0] < len(shape.header) and text_of(shape.header[shown[0]]).strip().casefold() in _NUMBER
        padding = _CLOSE if many else _PADDING
        layout = lay_out(shape, size=_SIZE, width=self.measure, wide=self.measure, padding=padding, font=self.font, alike=self.family.of(shape))
        whole = sum(layout.widths[column] for column in shown)
        columns = "".join(f'<col style="--deel: {layout.widths[column] / whole:.1%}">' for column in shown) if whole else ""
        kind = " ".join(("tabel", *["stapel"] * stacked, *["genummerd"] * coded, *["veel"] * many))
        # a browser forgets that something is a table when its cells are laid out otherwise
        table_role, part, line, entry, top, side = (f' role="{name}"' if stacked else "" for name in ("table", "rowgroup", "row", "cell", "columnheader", "rowheader"))

        short = {column for column in shown if max(map(len, shape.texts[column]), default=0) <= _SHORT or all(map(_DAYS.fullmatch, shape.texts[column]))}

        def cell(tag: str, column: int, inlines: list[Node], scope: str = "") -> str:
            looks = [shape.aligns[column]] * (shape.aligns[column] != "left") + ["kort"] * (column in short and "col" not in scope)
            given = ' class="' + ' '.join(looks) + '"' if looks else ""
            head = escape(text_of(shape.header[column])) if stacked and tag == "td" and len(shown) > 2 and column != shown[0] and column < len(shape.header) else ""
            named = f' data-kop="{head}"' if head else ""
            fitting = _fitting(inlines, (layout.widths[column] - padding) / _SIZE)
            return f"<{tag}{scope}{side if 'row' in scope else entry if tag == 'td' else top}{named}{given}>{self.inlines(fitting)}</{tag}>"

        head = "".join(cell("th", column, shape.header[column] if column < len(shape.header) else [], ' scope="col"') for column in shown)
        rows = []
        for count, row in enumerate(shape.rows, 1):
            # a row is named by its first cell, if that says something
            heads = heads_rows and bool(row) and bool(text_of(row[shown[0]]).strip())
            made = [cell("th" if heads and column == shown[0] else "td", column, row[column] if column < len(row) else [],
                         ' scope="row"' if heads and column == shown[0] else "") for column in shown]
            total = ' class="totaal"' if count in totals else ""
            rows.append(f"<tr{line}{total}>{''.join(made)}</tr>\n")
        number = f'<span class="nummer">{escape(values["nummer"])}</span> ' if values.get("nummer") else ""
        title = f"<caption>{number}{escape(values['titel'])}</caption>\n" if values.get("titel") else ""
        source = f'<p class="bron">Bron: {escape(values["bron"])}</p>\n' if values.get("bron") else ""
        place = f' id="{escape(anchor)}"' if anchor else ""
        return (f'<div class="{kind}"{place}>\n{_sliding(values.get("nummer", ""), values.get("titel", ""), "Tabel")}\n<table{table_role}>\n{title}<colgroup>{columns}</colgroup>\n<thead{part}>\n<tr{line}>{head}</tr>\n</thead>\n'
                f"<tbody{part}>\n{''.join(rows)}</tbody>\n</table>\n</div>\n{source}</div>\n")

    def figure(self, attr: Sequence[Any], caption: Sequence[Any], inner: list[Node]) -> str:
        """Write a figure with its caption below."""
        anchor, _, _ = attributes(attr)
        place = f' id="{escape(anchor)}"' if anchor else ""
        number, words = numbered([node for block in caption[1] if block["t"] in ("Plain", "Para") for node in block["c"]])
        label = f'<span class="nummer">{escape(number)}</span> ' if number else ""
        below = f"<figcaption>{label}{self.inlines(words)}</figcaption>\n" if number or words else ""
        pictures = [node for node in nodes(inner) if node["t"] == "Image"]
        large = self.picture(pictures[0]["c"][2][0]) if len(pictures) == 1 else ""
        title = escape(number or text_of(words).strip() or "dit beeld")
        link = "" if not large or large.startswith("data:") else f'<p class="groot"><a href="{escape(large)}">Groot bekijken<span class="onzichtbaar">: {title}</span></a></p>\n'
        return f"<figure{place}>\n{_sliding(number, text_of(words).strip(), 'Beeld')}{self.blocks(inner)}</div>\n{below}{link}</figure>\n"

    def inlines(self, inlines: Iterable[Node]) -> str:
        """Write inlines."""
        return "".join(map(self.inline, _without_pages(list(inlines)))).strip(" ") if inlines else ""

    def words(self, inlines: Iterable[Node]) -> str:
        """Write inlines that stand within others: the spaces at their ends count."""
        return "".join(map(self.inline, inlines))

    def inline(self, node: Node) -> str:
        """Write one inline."""
        content: Any = node.get("c")
        match node["t"]:
            case "Str":
                return escape(content, quote=False)
            case "Space":
                return " "
            case "SoftBreak":
                return "\n"
            case "LineBreak":
                return "<br>"
            case "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript" | "Underline" | "SmallCaps" as kind:
                return f"<{_TAGS[kind]}>{self.words(content)}</{_TAGS[kind]}>"
            case "Quoted":
                before, after = _QUOTES[content[0]["t"]]
                return before + self.words(content[1]) + after
            case "Link":
                return self.link(content[1], content[2][0])
            case "Span":
                anchor, classes, values = attributes(content[0])
                state = " ".join(classes) if "stand" in classes else ""
                marks = "".join(f' {name}="{escape(value)}"' for name, value in (("id", anchor), ("class", state), ("lang", values.get("lang", ""))) if value)
                return f"<span{marks}>{self.words(content[1])}</span>" if marks else self.words(content[1])
            case "Note":
                return self.note(content)
            case "Image":
                return self.image(content[0], content[1], content[2][0])
            case "Code":
                return f"<code>{escape(content[1])}</code>"
            case "Cite":
                return self.words(content[1])
        raise NotImplementedError(node["t"])

    def link(self, words: list[Node], address: str) -> str:
        """Write a link: to the web, or to a place in the text."""
        if address.startswith("#"):
            text = escape(self.titles[address[1:]]) if address[1:] in self.titles else self.words(words)
            if _COUNTED.match(text):
                text = text.replace(" ", "\u00a0")
            return f'<a href="{escape(self.address(address[1:]))}">{text}</a>'
        return f'<a href="{escape(address)}">{self.words(words)}</a>' if address.lower().startswith(_WEB) else self.words(words)

    def image(self, attr: Sequence[Any], inlines: list[Node], path: str) -> str:
        """Write an image with its alternative text, none when it is decoration."""
        _, classes, values = attributes(attr)
        alt = "" if DECORATION in classes else values.get("alt") or text_of(inlines)
        given = values.get("width", "")
        width = f' style="width:{given}"' if _WIDTH.fullmatch(given) else ""
        kind = ' class="schema tekening"' if self.drawn(path) else ' class="schema"' if self.has_words(path) else ""
        image = f'<img src="{escape(self.picture(path))}" alt="{escape(alt)}"{kind}{width}>'
        if narrow := self.narrow(path):
            return f'<picture><source media="screen and (max-width: 40rem)" srcset="{escape(self.picture(narrow))}">{image}</picture>'
        return image

    def note(self, blocks: list[Node]) -> str:
        """Write a reference to a footnote; its text goes to `notes`."""
        number = len(self.notes) + 1
        self.notes.append("")  # a note in a note comes after it
        back = f' <a href="#bij-noot-{number}" aria-label="Terug naar de tekst">↩</a>'
        self.notes[number - 1] = f'<li id="noot-{number}">{" ".join(self.inlines(block["c"]) for block in blocks if block["t"] in ("Para", "Plain"))}{back}</li>\n'
        return f'<sup class="noot"><a id="bij-noot-{number}" href="#noot-{number}" aria-label="Noot {number}">{number}</a></sup>'


def measure_of(document: Document) -> float:
    """How wide a table can be, in points of a type of 7."""
    return _MEASURE if document.look == "boek" else _SHEET


def numbered(inlines: list[Node]) -> tuple[str, list[Node]]:
    """The number in front of a heading or a caption, and the rest."""
    number = "".join(text_of(node) for node in inlines if _is(node, "Span", "nummer"))
    return number, [node for node in inlines if not _is(node, "Span", "nummer")]


def anchors(blocks: Iterable[Node]) -> Iterator[str]:
    """Every name in a text that a link can go to."""
    places = {"Header": 1, "Div": 0, "Figure": 0, "Span": 0, "Image": 0}
    for node in nodes(list(blocks)):
        if (place := places.get(node["t"])) is not None and (name := node["c"][place][0]):
            yield name


def _sliding(number: str, title: str, kind: str) -> str:
    """The begin of what slides sideways on a phone, and must be reached by keyboard too. Only with a number is its name one of a kind."""
    name = ": ".join(filter(None, (number, title))) or kind
    return f'<div class="schuif" role="{"region" if number else "group"}" aria-label="{escape(name)}" tabindex="0">'


def _is(node: Node, kind: str, name: str) -> bool:
    return node["t"] == kind and name in node["c"][0][1]


def _is_paper(column: Iterable[list[Node]]) -> bool:
    """Whether a column holds page numbers only."""
    found = [node for cell in column for node in cell if node["t"] not in ("Space", "SoftBreak") and not (node["t"] == "Str" and node["c"] == ",")]
    return bool(found) and all(_is(node, "Link", "bladzijde") for node in found)


def _without_pages(inlines: list[Node]) -> list[Node]:
    """The same without "op bladzijde 12": a screen has no pages."""
    made: list[Node] = []
    for node in inlines:
        if not _is(node, "Link", "bladzijde"):
            made.append(node)
            continue
        for word in ("bladzijde", "op"):
            while made and made[-1]["t"] in ("Space", "SoftBreak"):
                made.pop()
            if made and made[-1] == {"t": "Str", "c": word}:
                made.pop()
        while made and made[-1]["t"] in ("Space", "SoftBreak"):
            made.pop()
    return made


def _fitting(inlines: list[Node], room: float) -> list[Node]:
    """The same, a word that is wider than so many ems with soft hyphens between its parts."""
    return [{"t": "Str", "c": _JOINT.sub("\u00ad", node["c"])} if node["t"] == "Str" and text_width(node["c"]) > room else node for node in inlines]


def _flat(blocks: Iterable[Node]) -> Iterator[Node]:
    """Blocks, those in a fenced block among them."""
    for block in blocks:
        if block["t"] == "Div":
            yield from _flat(block["c"][1])
        else:
            yield block
