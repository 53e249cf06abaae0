"""Pandoc's tree as Typst, in calls of the functions of `templates/pdf/`.

Pandoc has a typst writer too. This one knows opc's classes, keeps alternative texts and languages, and saves sending
the whole tree through a second process, which was a fifth of the time of a build. A node that opc's dialect does not
have (raw text, mathematics) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote

from opc.error import OpcError
from opc.model.document import Document
from opc.model.picture import Diagram
from opc.write.columns import Cells, Family, Layout, broad, cells, family, lay_out
from opc.write.node import DECORATION, announces, attributes, decoration, is_place, is_strong, typeset
from opc.write.pandoc import Node, text_of

# measures in points, as templates/pdf/style.typ has them
MEASURE = 150 / 25.4 * 72
MARGINS = 60 / 25.4 * 72
HANG = 20 / 25.4 * 72
LANDSCAPE = 257 / 25.4 * 72
TABLE_SIZE = 0.9
PADDING = 10.0
WHOLE = 340.0
"""A table lower than this many points stays on one page."""
SHORT = 520
"""A box with fewer letters than this, about a quarter of a page, stays on one page."""

_CALLS = {"Emph": "emph", "Strong": "strong", "Strikeout": "strike", "Superscript": "super", "Subscript": "sub", "Underline": "underline",
          "SmallCaps": "smallcaps"}
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}


def string(text: str) -> str:
    """A string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", " ") + '"'


# always special; and what only is before another: "--" is a dash, "-?" a soft hyphen, "-1" a minus, "..." an ellipsis, "//" a comment
_SPECIAL = re.compile(r"[\\#$*_`<>@\[\]~\"']|-(?![A-Za-z])|\.(?=\.)|/(?=[/*])")
# what would begin a list, a heading or a term if it were the first thing in a block
_OPENING = re.compile(r"\A(?:[-+=/]|\d+(?=\.))")


def escaped(text: str) -> str:
    """Markup that shows this text, wherever it stands but at the beginning of a block."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def label(anchor: str) -> str:
    """An anchor as a value."""
    return f"label({string(anchor)})"


@dataclass(frozen=True, slots=True)
class Body:
    """Writes the text of a document.

    `files` fills up with its images, file name in the Typst project -> file on disk; `drawings` with its diagrams, by folder.
    """

    document: Document
    files: dict[str, Path] = field(default_factory=dict)
    drawings: dict[str, Diagram] = field(default_factory=dict)
    family: Family = field(default_factory=Family)
    broad: frozenset[int] = frozenset()

    @property
    def measure(self) -> float:
        """The width of the text."""
        sheet = sorted({"A4": (210.0, 297.0), "A3": (297.0, 420.0)}[self.document.paper])
        return sheet[self.document.landscape] / 25.4 * 72 - MARGINS

    def text(self, blocks: Iterable[Node]) -> str:
        """Write the whole text, each chapter in a call of its own, because Typst lays out those beside each other.

        blocks: are gone through twice, chapter by chapter, so that they need not all be there at once.
        """
        measures = {"size": TABLE_SIZE * float(self.document.style.size), "width": self.measure, "wide": self.measure + HANG, "padding": PADDING}
        kin = family(blocks)
        parts: list[str] = []
        is_open = False
        lying: list[Node] = []
        """What waits for a page that lies: headings and landscape tables, one after another."""

        def flush() -> None:
            """Write what waits; headings after the last table are of the text that follows."""
            written = [self.block(block, self.measure, is_top=True) for block in lying]
            count = max((at for at, block in enumerate(lying, 1) if _is_landscape(block)), default=0)
            parts.extend([f"#lying[{''.join(written[:count])}]\n"] * bool(count) + written[count:])
            lying.clear()

        for chapter in _by_chapter(blocks):
            body = replace(self, family=kin, broad=broad(chapter, kin, **measures, font=self.document.style.font))
            for block in _beside(chapter):
                if block["t"] == "Header" and block["c"][0] == 1 and not (is_open and "vervolg" in block["c"][1][1]):
                    flush()
                    parts += ["]\n"] * is_open
                    is_open = True
                    parts.append(self.opening(block))
                if block["t"] == "Header":
                    lying.append(block)
                elif _is_landscape(block) and not self.document.landscape:
                    lying.append(_turned(block))
                else:
                    flush()
                    parts.append(body.block(block, self.measure, is_top=True))
        flush()
        return "".join([*parts, *["]\n"] * is_open])

    def opening(self, header: Node) -> str:
        """Write the beginning of the call around a chapter."""
        _, attr, inlines = header["c"]
        anchor, classes, _ = attributes(attr)
        kind = "appendix" if "bijlage" in classes else "plain" if "ongenummerd" in classes else "chapter"
        number, title = _numbered(inlines)
        return (f"#chapter(kind: {string(kind)}, number: {string(number)}, title: {string(typeset(text_of(title).strip()))}, "
                f"anchor: {label(anchor) if anchor else 'none'})[\n")

    def blocks(self, blocks: Iterable[Node], measure: float) -> str:
        """Write blocks that stand in another one, which is `measure` points wide."""
        return "".join(self.block(block, measure) for block in blocks)

    def block(self, block: Node, measure: float, *, is_top: bool = False, sector: str = "") -> str:
        """Write one block. is_top: it stands in no other, so it may ask for the margin or a page of its own.

        sector: the label that goes with it, so that the two never part at the end of a page.
        """
        mark = f"#sector-mark({string(sector)});" if sector else ""
        if block["t"] in ("Para", "Plain") and (image := decoration(block["c"])):
            shown, _, width = self.image(image)
            return f"{mark}#ornament({shown}, width: {width})\n\n"
        match block["t"]:
            case "Para":
                text = mark + self.paragraph(block["c"], opens=not mark)
                return f"#lead-in[{text}]\n\n" if announces(block["c"]) else f"{text}\n\n"
            case "Plain":
                # no paragraph ends between the words of a tight item and the list below them
                return f"{mark}{self.paragraph(block['c'], opens=not mark)}\n"
            case "Header":
                level, attr, inlines = block["c"]
                place = f"#{label(attr[0])}" if attr[0] else ""
                supplement = f", supplement: {string(sector)}" if sector else ""
                return f"#heading(level: {level}{supplement})[{self.heading(inlines)}]{place}\n\n"
        before = f"#hanging(sector-tag({string(sector)}))\n" if sector else ""
        return before + self.container(block, measure, is_top=is_top)

    def container(self, block: Node, measure: float, *, is_top: bool) -> str:
        """Write a block that holds others."""
        match block["t"]:
            case "Div":
                return self.div(block, measure, is_top=is_top)
            case "Table":
                return self.table(block, {}, "", measure, is_top=is_top)
            case "Figure":
                return self.figure(block)
            case "BulletList":
                return f"#list({self.items(block['c'], measure)})\n\n"
            case "OrderedList":
                (start, _, _), items = block["c"]
                return f"#enum(start: {start}, {self.items(items, measure)})\n\n"
            case "BlockQuote":
                return f"#quote(block: true)[{self.blocks(block['c'], measure)}]\n\n"
            case "CodeBlock":
                return f"#raw(block: true, {string(block['c'][1])})\n\n"
            case "HorizontalRule":
                return "#divider()\n\n"
        raise NotImplementedError(block["t"])

    def items(self, items: list[list[Node]], measure: float) -> str:
        """Write the items of a list, as arguments."""
        tight = all(not item or item[0]["t"] == "Plain" for item in items)
        return f"tight: {_truth(tight)}, " + ", ".join(f"[{self.blocks(item, measure - HANG / 2).rstrip()}]" for item in items)

    def div(self, div: Node, measure: float, *, is_top: bool) -> str:
        """Write a fenced block: a table with its caption, a box, a text for one sector, tiles."""
        attr, inner = div["c"]
        anchor, classes, values = attributes(attr)
        if "scherm" in classes:
            return ""
        place = f" #{label(anchor)}" if anchor else ""
        title = f"title: {string(typeset(values.get('titel', '')))}"
        match next((name for name in classes if name in _DIVS), ""):
            case "tabel" | "begrippen":
                return self.tables(inner, anchor, classes, values, measure, is_top=is_top)
            case "inleiding":
                return f"#lead[{self.blocks(inner, measure).rstrip()}]\n\n"
            case "kader":
                whole = _truth(sum(len(text_of(block)) for block in inner) < SHORT)
                return f"#panel({title}, whole: {whole})[{self.blocks(inner, measure - 34)}]{place}\n\n"
            case "voorbeeld" | "kwestie" as name:
                return f"#example({title}, kind: {string(name)})[{self.blocks(inner, measure - 34)}]{place}\n\n"
            case "naast":
                note, text = inner
                return f"#beside[{self.blocks(note['c'][1], HANG)}][{self.block(text, measure)}]{place}\n\n"
            case "kanttekening":
                return f"#side-note[{self.blocks(inner, measure)}]{place}\n\n"
            case "citaat":
                return f"#testimony(source: {string(typeset(values.get('bron', '')))})[{self.blocks(inner, measure)}]{place}\n\n"
            case "po" | "vo" as name:
                return self.sector(name, inner, place, measure, is_top=is_top)
            case "register":
                return "".join(self.register(block) if block["t"] == "BulletList" else self.block(block, measure) for block in inner)
            case "kerncijfers":
                return "".join(f"#tiles({self.tiles(block)})\n\n" if block["t"] == "BulletList" else self.block(block, measure) for block in inner)
            case "tegels":
                return f"#cards({', '.join(self.card(block, measure) for block in inner if block['t'] == 'Div')})\n\n"
        return f"#block[{self.blocks(inner, measure)}]{place}\n\n" if place else self.blocks(inner, measure)

    def sector(self, name: str, inner: list[Node], place: str, measure: float, *, is_top: bool) -> str:
        """Write a text for one sector. A table that needs more room than the text interrupts it, and has the label itself."""
        parts = []
        for is_broad, group in groupby(inner, lambda node: is_top and self.is_broad(node, measure)):
            if is_broad:
                for node in group:
                    anchor, classes, values = attributes(node["c"][0])
                    parts.append(self.tables(node["c"][1], anchor, classes, {**values, "sector": name}, measure, is_top=True))
            else:
                first, *rest = group
                text = self.block(first, measure, sector=name) + self.blocks(rest, measure)
                parts.append(f"#sector(opens: {_truth(first['t'] == 'Header')})[{text}]{place}\n\n")
                place = ""
        return "".join(parts)

    def is_broad(self, node: Node, measure: float) -> bool:
        """Whether a block is a table that needs more room than the measure."""
        if node["t"] != "Div" or "tabel" not in node["c"][0][1]:
            return False
        _, _, values = attributes(node["c"][0])
        table = next((inner for inner in _flat(node["c"][1]) if inner["t"] == "Table"), None)
        return table is not None and (values.get("liggend") == "ja" or (id(table) in self.broad or self.layout(_shape(table, values), measure).wide))

    def tiles(self, bullets: Node) -> str:
        """Write a bullet list as the arguments for tiles: what is bold in front is the figure."""
        tiles = []
        for item in bullets["c"]:
            words = [node for part in item if part["t"] in ("Plain", "Para") for node in part["c"]]
            figure = words.pop(0)["c"] if words and words[0]["t"] == "Strong" else []
            tiles.append(f"([{self.content(figure)}], [{self.content(_trimmed(words))}])")
        return ", ".join(tiles)

    def card(self, div: Node, measure: float) -> str:
        """Write a card of a poster: its heading, its text, and the key figures at its foot."""
        inner = div["c"][1]
        number, title = _numbered(next((node["c"][2] for node in inner if node["t"] == "Header"), []))
        figures = [block for node in inner if node["t"] == "Div" and "kerncijfers" in node["c"][0][1] for block in node["c"][1] if block["t"] == "BulletList"]
        text = [node for node in inner if node["t"] != "Header" and not (node["t"] == "Div" and "kerncijfers" in node["c"][0][1])]
        tiles = "".join(f"{self.tiles(block)}, " for block in figures)
        return f"(number: {string(number)}, title: [{self.content(_trimmed(title))}], figures: ({tiles}), body: [{self.blocks(text, measure)}])"

    def register(self, bullets: Node) -> str:
        """Write a list of words, each with the pages on which it stands."""
        entries = []
        for item in bullets["c"]:
            nodes = [node for part in item if part["t"] in ("Plain", "Para") for node in part["c"]]
            begin = next((at for at, node in enumerate(nodes) if is_place(node)), len(nodes))
            places = _array(label(node["c"][2][0][1:]) for node in nodes if is_place(node))
            entries.append(f"([{self.content(nodes[:begin])}], {len(text_of(nodes[:begin]))}, {places})")
        return f"#register({', '.join(entries)})\n\n"

    def tables(self, inner: list[Node], anchor: str, classes: tuple[str, ...], values: Mapping[str, str], measure: float, *, is_top: bool) -> str:
        """Write what a `.tabel` holds: as a rule one table, which the caption belongs to."""
        is_terms = "begrippen" in classes or any(node["t"] == "Div" and "begrippen" in node["c"][0][1] for node in inner)
        parts = []
        for node in _flat(inner):
            if node["t"] == "Table":
                parts.append(self.table(node, values, anchor, measure, is_top=is_top, is_terms=is_terms))
                values, anchor = {}, ""
            else:
                parts.append(self.block(node, measure))
        return "".join(parts)

    def layout(self, shape: Cells, width: float, *, can_widen: bool = True) -> Layout:
        """Column widths of a table in a column of `width` points, or with the margin beside it."""
        return lay_out(shape, size=TABLE_SIZE * float(self.document.style.size), width=width, wide=width + HANG * can_widen, padding=PADDING, font=self.document.style.font, alike=self.family.of(shape))

    def table(self, table: Node, values: Mapping[str, str], anchor: str, measure: float, *, is_top: bool, is_terms: bool = False) -> str:
        """Write a table, with the caption above it and the source below."""
        shape = _shape(table, values)
        landscape = values.get("liggend") == "ja" and is_top and not self.document.landscape
        is_sheet = is_top and self.document.look == "blad"  # there a table begins where the headings do
        is_wide = is_sheet or (is_top and not landscape and id(table) in self.broad)
        layout = self.layout(shape, LANDSCAPE if landscape else measure + HANG * is_wide, can_widen=is_top and not landscape and not is_wide)
        totals = sorted({int(part) for part in values.get("totalen", "").split(",") if part.strip().isdigit()})
        options = {
            "number": string(values.get("nummer", "")),
            "title": string(typeset(values.get("titel", ""))),
            "source": string(typeset(values.get("bron", ""))),
            "sector": string(values.get("sector", "")),
            "columns": _array(f"{points:.1f}fr" for points in layout.widths),
            "align": _array(shape.aligns),
            "totals": _array(map(str, totals)),
            "size": f"{layout.size:g}pt",
            "wide": _truth(layout.wide or is_wide),
            "landscape": _truth(landscape),
            "alone": _truth(values.get("gedraaid") != "ja"),
            "whole": _truth(layout.height < WHOLE),
            "solid": _truth(layout.highest < WHOLE),
            "tight": _truth(layout.tight),
            "terms": _truth(is_terms),
            "anchor": label(anchor) if anchor else "none",
            "header": _array(f"[{self.content(cell)}]" for cell in shape.header),
        }
        rows = []
        for count, row in enumerate(shape.rows, 1):
            written = [self.content(cell) for cell in row]
            if count in totals:
                written = [f"#strong[{text}]" if text and not is_strong(cell) else text for text, cell in zip(written, row, strict=True)]
            written += [""] * (len(shape.aligns) - len(row))
            rows.append("".join(f", [{text}]" for text in written))
        return f"#data-table({', '.join(f'{name}: {value}' for name, value in options.items())}{''.join(rows)})\n\n"

    def figure(self, figure: Node) -> str:
        """Write a figure with its caption below."""
        attr, caption, inner = figure["c"]
        image = next((node for block in inner if block["t"] in ("Plain", "Para") for node in block["c"] if node["t"] == "Image"), None)
        if image is None:
            return self.blocks(inner, self.measure)
        shown, alt, width = self.image(image)
        number, words = _numbered([node for block in caption[1] if block["t"] in ("Plain", "Para") for node in block["c"]])
        place = label(attr[0]) if attr[0] else "none"
        return (f"#picture({shown}, alt: {alt}, width: {width}, number: {string(number)}, anchor: {place})"
                f"[{self.content(_trimmed(words))}]\n\n")

    def image(self, image: Node) -> tuple[str, str, str]:
        """The file or the drawing of an image, its alternative text and its width, as Typst writes them."""
        attr, inlines, (target, _) = image["c"]
        _, _, values = attributes(attr)
        alt = (values.get("alt") or text_of(inlines))[:30_000]  # a PDF takes no string of more than 32,767 signs
        width = values.get("width", "")
        return self.shown(target), string(alt) if alt else "none", width if re.fullmatch(r"\d+(\.\d+)?(%|cm|mm|in|pt)", width) else "100%"

    def shown(self, target: str) -> str:
        """The name of an image's file, or of a diagram the drawing itself: its words stay words, and it is laid out once."""
        if isinstance(diagram := self.document.pictures.get(target), Diagram):
            folder = next((folder for folder, other in self.drawings.items() if other == diagram), f"drawing-{len(self.drawings) + 1}")
            self.drawings[folder] = diagram
            return f"(body: include {string(f'{folder}/main.typ')}, width: {diagram.width:g}mm, low: {_truth(diagram.is_low)})"
        source = self.document.assets.get(target) or self.document.assets.get(unquote(target))
        if source is None or not source.is_file():
            raise OpcError(f"de afbeelding {target} is niet gevonden", "zet het bestand in de map van het plan")
        name = next((name for name, path in self.files.items() if path == source), f"image-{len(self.files) + 1}{source.suffix.lower()}")
        self.files[name] = source
        return string(name)

    def heading(self, inlines: list[Node]) -> str:
        """Write a heading's words; its number in a call of its own, so that it can hang in the margin."""
        number, words = _numbered(inlines)
        if number:
            return f"#number({string(number)});{self.inlines(_trimmed(words), least=24)}"
        return self.content(words, least=24)

    def paragraph(self, inlines: list[Node], *, opens: bool = True) -> str:
        """Write a paragraph. opens: nothing stands before it that keeps it from beginning like a list."""
        if inlines and inlines[-1]["t"] == "Str" and len(inlines) > 1:
            # the end of a long word on a line of its own looks lost
            begin = self.content(inlines[:-1]) if opens else self.inlines(inlines[:-1])
            return begin + escaped(inlines[-1]["c"])
        return self.content(inlines) if opens else self.inlines(inlines)

    def content(self, inlines: list[Node], least: int = 13) -> str:
        """Write inlines that begin a block, where `1.` would begin a list."""
        return _OPENING.sub(lambda match: f"\\{match[0]}" if match[0] in "-+=/" else f"{match[0]}\\", self.inlines(inlines, least), count=1)

    def inlines(self, inlines: list[Node], least: int = 13) -> str:
        """Write inlines. least: words of so many letters may be broken at the end of a line."""
        parts: list[str] = []
        for node in inlines:
            kind = node["t"]
            if kind == "Str":
                text = node["c"]
                parts.append(escaped(text) if len(text) < least else _long(text, least))
            elif kind in ("Space", "SoftBreak"):
                parts.append(" ")
            else:
                parts.append(self.inline(node))
        return "".join(parts)

    def inline(self, node: Node) -> str:
        """Write one inline that is more than text. The semicolon ends the call, whatever follows."""
        match node["t"]:
            case "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript" | "Underline" | "SmallCaps" as kind:
                return f"#{_CALLS[kind]}[{self.content(node['c'])}];"
            case "Quoted":
                before, after = _QUOTES[node["c"][0]["t"]]
                return before + self.inlines(node["c"][1]) + after
            case "Link":
                return self.link(node)
            case "Span":
                attr, words = node["c"]
                if attr[0]:
                    return f"#[{self.content(words)}#metadata(none)#{label(attr[0])}];"
                if language := dict(attr[2]).get("lang"):
                    tag, _, region = language.partition("-")
                    return f"#text(lang: {string(tag)}, region: {string(region) if region else 'none'})[{self.content(words)}];"
                if attr[1][:1] == ["stand"]:
                    return f"#state({string(''.join(attr[1][1:]))})[{self.content(words)}];"
                return self.inlines(words)
            case "Note":
                return f"#footnote[{self.blocks(node['c'], self.measure).rstrip()}];"
            case "Image":
                shown, alt, width = self.image(node)
                inner = f"fitted({shown}, {alt}, {width})"
                return f"#box({f'pdf.artifact({inner})' if DECORATION in node['c'][0][1] else inner});"
            case "Code":
                return f"#raw({string(node['c'][1])});"
            case "LineBreak":
                return "#linebreak();"
            case "Cite":
                return self.inlines(node["c"][1])
        raise NotImplementedError(node["t"])

    def link(self, node: Node) -> str:
        """Write a link: to a page on the web, to a place in the text, or the page number of such a place."""
        attr, words, (target, _) = node["c"]
        if not target.startswith("#"):
            return f"#web({string(target)})[{self.content(words)}];"
        if "bladzijde" in attr[1]:
            return f"#page-of({label(target[1:])});"
        if "verwijzing" in attr[1]:
            # "paragraaf" at the end of a line and "6.2" on the next is hard to read
            words = [{"t": "Str", "c": "\u00a0"} if word["t"] in ("Space", "SoftBreak") else word for word in words]
        page = f"#on-page({label(target[1:])});" if "met-bladzijde" in attr[1] else ""
        return f"#link({label(target[1:])})[{self.content(words)}];{page}"


_DIVS = {"tabel", "begrippen", "register", "inleiding", "kader", "voorbeeld", "kwestie", "kanttekening", "naast", "citaat", "po", "vo", "kerncijfers", "tegels"}

_LETTERS = re.compile(r"[^\W\d_]+")


def _long(text: str, least: int) -> str:
    """Write a text that may hold a long word.

    Ragged lines that break short words look restless, ragged lines that break none too: only long words are broken.
    """
    if all(match.end() - match.start() < least for match in _LETTERS.finditer(text)):
        return escaped(text)
    # samen-naar-schoolgroepen breaks best at its own hyphens
    head, hyphen, word = text.rpartition("-")
    if any(match.end() - match.start() >= least for match in _LETTERS.finditer(head)):
        head, hyphen, word = "", "", text
    return f"{escaped(head + hyphen)}#long({string(word)});"


def _numbered(inlines: list[Node]) -> tuple[str, list[Node]]:
    """The number in front of a heading or a caption, and the rest."""
    number = "".join(text_of(node) for node in inlines if _is_number(node))
    return number, [node for node in inlines if not _is_number(node)]


def _is_number(node: Node) -> bool:
    return node["t"] == "Span" and "nummer" in node["c"][0][1]


def _trimmed(inlines: list[Node]) -> list[Node]:
    return inlines[1:] if inlines and inlines[0]["t"] == "Space" else inlines


def _by_chapter(blocks: Iterable[Node]) -> Iterator[list[Node]]:
    """Blocks, in lists that begin with the heading of a chapter."""
    chapter: list[Node] = []
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] == 1 and chapter:
            yield chapter
            chapter = []
        chapter.append(block)
    yield chapter


def _beside(blocks: Iterable[Node]) -> Iterable[Node]:
    """Blocks, each note that can stand in the margin in one with the text beside it."""
    note: Node | None = None
    for block in blocks:
        if note is not None and block["t"] in ("Para", "BulletList", "OrderedList"):
            yield {"t": "Div", "c": [[note["c"][0][0], ["naast"], []], [note, block]]}
            note = None
            continue
        if note is not None:
            yield note
        note = block if block["t"] == "Div" and "kanttekening" in block["c"][0][1] else None
        if note is None:
            yield block
    if note is not None:
        yield note


def _is_landscape(block: Node) -> bool:
    return block["t"] == "Div" and ["liggend", "ja"] in [list(pair) for pair in block["c"][0][2]]


def _turned(block: Node) -> Node:
    """The same landscape table, on a page that lies already."""
    (anchor, classes, pairs), inner = block["c"]
    return {"t": "Div", "c": [[anchor, classes, [*pairs, ["gedraaid", "ja"]]], inner]}


def _shape(table: Node, values: Mapping[str, str]) -> Cells:
    return cells(table, values["kolommen"].split(",") if values.get("kolommen") else ())


def _flat(blocks: Iterable[Node]) -> Iterable[Node]:
    """Blocks, those in a fenced block among them."""
    for block in blocks:
        if block["t"] == "Div":
            yield from _flat(block["c"][1])
        else:
            yield block


def _array(values: Iterable[str]) -> str:
    return f"({''.join(f'{value}, ' for value in values)})"


def _truth(value: bool) -> str:
    return "true" if value else "false"
