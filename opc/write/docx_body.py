"""The blocks of a Word file: headings, paragraphs, lists, tables, figures and boxes, in the house style's own styles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from opc.write.docx_look import HANG, LANDSCAPE, LEFT, MEASURE, PAGE, ROOM, TOP, BOTTOM, TWIPS
from opc.write.docx_numbering import STEPS, Numbering, member, unnumbered
from opc.write.docx_pages import Pages
from opc.write.docx_table import PADDING, border, cell, grid, row
from opc.write.docx_text import Text, paragraphs, split_number, typeset
from opc.write.docx_xml import PLAIN, Ink, field as field_of, paragraph, run, with_properties
from opc.write.filter import Cells, Layout, attributes, cells, lay_out
from opc.write.pandoc import Node, text_of

STEP = 14.0
"""How far a list is indented per level, in points."""
WHOLE = 250.0
"""A table or box lower than this many points stays on one page, as in the PDF."""
SLACK = 3.0
"""What a column is wider than its words, for bold totals and for letters that stand in for the house style's."""
BOX_PADDING = 17.0
_KEPT = "<w:keepNext/>"
_SECTORS = {"po": "rule", "vo": "pale"}
"""The colour of the line beside each: lines of one colour would run on from one block into the next."""
_NUMBER = re.compile(r"([^\W\d]+[\s\u00a0])(\d+)")
_HEADING = '<w:p><w:pPr><w:pStyle w:val="Heading'
_LIST = '<w:p><w:pPr><w:pStyle w:val="List'
_SECTION = "<w:sectPr"
# a frame in the column for numbers and labels, beside the paragraph that follows
_BESIDE = (f'<w:framePr w:w="{round((HANG - 14) * TWIPS)}" w:wrap="around" w:vAnchor="text" w:hAnchor="page" w:x="{round((LEFT - HANG) * TWIPS)}" w:y="1"/>')
_FARTHEST = 31  # points between a border and its text, in Word


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand. style: of a paragraph there; width in points; level: of the list, -1 outside of one; bar: the colour of a line beside the text."""

    style: str = "BodyText"
    width: float = MEASURE
    level: int = -1
    bar: str = ""
    is_top: bool = False
    is_boxed: bool = False

    def line(self, space: float = 0) -> str:
        """The border that draws the bar. space: how far the text is indented."""
        if not self.bar:
            return ""
        return f'<w:pBdr><w:left w:val="single" w:sz="8" w:space="{min(_FARTHEST, round(11 + space))}" w:color="{self.bar}"/></w:pBdr>'


@dataclass(slots=True)
class Body:
    """Writes blocks one after another to `out`. sections: how an upright and a landscape section end."""

    text: Text
    look: Mapping[str, str]
    numbering: Numbering
    pages: Pages
    table_size: float
    sections: tuple[str, str] = ("", "")
    out: list[str] = field(default_factory=list)
    headings: list[tuple[int, str, str, str]] = field(default_factory=list)
    """Level, number, title and anchor of each."""
    counts: dict[str, int] = field(default_factory=dict)
    """How many captions of each sort there are."""

    def blocks(self, blocks: Iterable[Node], place: Place) -> None:
        """Write them."""
        for block in blocks:
            self.block(block, place)

    def inside(self, blocks: Iterable[Node], place: Place) -> str:
        """Them for inside a cell; there the last must be a paragraph."""
        outer, self.out = self.out, []
        self.blocks(blocks, place)
        made, self.out = self.out, outer
        if not made or not made[-1].startswith("<w:p>"):
            made.append(paragraph("Natabel"))
        return "".join(made)

    def block(self, block: Node, place: Place) -> None:
        """Write one."""
        content = block.get("c")
        match block["t"]:
            case "Para" | "Plain":
                self.words(content, place)  # type: ignore[arg-type]
            case "Header":
                self.heading(content, place)  # type: ignore[arg-type]
            case "Div":
                self.div(content, place)  # type: ignore[arg-type]
            case "Table":
                self.table(block, {}, "", place)
            case "Figure":
                self.figure(content, place)  # type: ignore[arg-type]
            case "BulletList":
                self.list(content, place, 0)  # type: ignore[arg-type]
            case "OrderedList":
                (first, _, _), items = content  # type: ignore[misc]
                self.list(items, place, self.numbering.start(STEPS, min(place.level + 1, 8), first))
            case "BlockQuote":
                self.blocks(content, replace(place, style="Quote"))  # type: ignore[arg-type]
            case "CodeBlock":
                self.paragraph("Code", run(content[1]), content[1], place)  # type: ignore[index]
            case "HorizontalRule":
                self.paragraph("Scheidingslijn", "", "", place)
            case "RawBlock" if content and content[0] == "openxml":
                self.out.append(content[1])
            case _:
                for inlines in paragraphs([block]):
                    self.words(inlines, place)

    def paragraph(self, style: str, content: str, text: str, place: Place, properties: str = "", *, is_kept: bool = False) -> None:
        """Write a paragraph, and count its lines."""
        self.pages.paragraph(style, text, place.width - STEP * (place.level + 1), is_kept=is_kept)
        self.out.append(paragraph(style, content, properties))

    def words(self, inlines: list[Node], place: Place) -> None:
        """A paragraph of running text, or one more in an item of a list."""
        style, properties = place.style, place.line()
        if place.level >= 0:
            indent = STEP * (place.level + 1)
            style = "ListContinue"
            properties = f'{place.line(indent)}<w:ind w:left="{round(indent * TWIPS)}"/>'
        self.paragraph(style, self.text.inlines(inlines), text_of(inlines), place, properties)

    def list(self, items: Sequence[Sequence[Node]], place: Place, steps: int) -> None:
        """A list. steps: the instance that counts its items, 0 for bullets."""
        inner = replace(place, level=place.level + 1, is_top=False)
        depth = inner.level
        style = ("ListNumber" if steps else "ListBullet") + ("" if not depth else str(min(depth, 2) + 1))
        properties = (member(steps, depth) if steps else member(2, depth) if depth > 2 else "") + place.line(STEP * depth)
        for item in items:
            for count, block in enumerate(item):
                if not count and block["t"] in ("Para", "Plain"):
                    self.paragraph(style, self.text.inlines(block["c"]), text_of(block), inner, properties)
                else:
                    self.block(block, inner)
            if not item:
                self.paragraph(style, "", "", inner, properties)
        if not depth and self.out and self.out[-1].startswith(_LIST):
            # below the list the room of a paragraph, between its items less
            before, mark, after = self.out[-1].partition("<w:ind " if "<w:ind " in self.out[-1] else "</w:pPr>")
            self.out[-1] = f'{before}<w:spacing w:after="{self.look["em6"]}"/>{mark}{after}'

    # headings and captions

    def heading(self, content: tuple[int, list[object], list[Node]], place: Place) -> None:
        """A heading with the number of the text, made by Word where it can."""
        level, attr, inlines = content
        anchor = attributes(attr)[0]
        number, words = split_number(inlines)
        title = text_of(words)
        made = self.text.place(anchor, self.text.inlines(words))
        if anchor:
            self.pages.mark(anchor)
        if place.is_boxed:
            self.paragraph("Kaderkop", run(f"{number} " if number else "") + made, title, place, _KEPT, is_kept=True)
            return
        properties = ""
        if level <= 2:
            listed = self.numbering.chapter(number) if level == 1 else self.numbering.paragraph(number) if number else None
            properties = unnumbered(level) if listed is None else listed
            made = run(f"{number}\t") + made if listed is None else made
        elif number:
            made = run(f"{number} ") + made
        self.headings.append((level, number, title, anchor))
        self.paragraph(f"Heading{min(level, 4)}", made, title, place, properties, is_kept=True)

    def caption(self, style: str, number: str, title: str, words: str, anchor: str, place: Place, properties: str) -> None:
        """A caption. words: its title as runs; the number is a field that counts, and all of it what references name."""
        match = _NUMBER.fullmatch(number)
        self.pages.mark(anchor)
        if match:
            sort, value = match[1], int(match[2])
            counts = self.counts.get(sort, 0) + 1 == value
            self.counts[sort] = value
            field_code = f"SEQ {sort.strip()} \\* ARABIC" + ("" if counts else f" \\r {value}")
            made = run(sort) + self.text.place(anchor, field_of(field_code, run(match[2])))
        else:
            made = self.text.place(anchor, run(number) if number else words)
        if number and words:
            made += run("\u2002") + words
        self.paragraph(style, made, f"{number} {title}", place, properties, is_kept=bool(properties))

    # fenced blocks

    def div(self, content: tuple[list[object], list[Node]], place: Place) -> None:
        """A fenced block, by its class."""
        attr, inner = content
        anchor, classes, values = attributes(attr)
        name = next((name for name in classes if name in ("tabel", "kader", "voorbeeld", "citaat", *_SECTORS, "kerncijfers")), "")
        if anchor and name != "tabel":
            self.pages.mark(anchor)
            self.out.append(self.text.place(anchor))
        match name:
            case "tabel":
                self.tables(inner, values, anchor, place, has_terms="begrippen" in classes)
            case "kader" | "voorbeeld":
                self.box(name, typeset(values.get("titel", "")), inner, place)
            case "citaat":
                self.quote(inner, typeset(values.get("bron", "")), place)
            case "po" | "vo":
                label = run(f"\u00a0{name}\u00a0", Ink(style="Sectornaam"))
                self.out.append(paragraph("Sectorlabel", label, _BESIDE))
                self.blocks(inner, replace(place, bar=self.look[_SECTORS[name]], is_top=False))
            case "kerncijfers":
                self.tiles(inner, place)
            case _:
                terms = "begrippen" in classes
                for block in inner:
                    if terms and block["t"] == "Div" and "tabel" in block["c"][0][1]:
                        nested, _, more = attributes(block["c"][0])
                        self.tables(block["c"][1], more, nested or anchor, place, has_terms=True)
                    elif terms and block["t"] == "Table":
                        self.table(block, values, "", place, has_terms=True)
                    else:
                        self.block(block, place)

    def quote(self, inner: list[Node], source: str, place: Place) -> None:
        """Words of somebody, and whose they are."""
        quoted = replace(place, style="Quote", bar="")
        self.blocks(inner, quoted)
        if source:
            self.paragraph("Citaatbron", run(f"— {source}"), source, quoted)

    def box(self, kind: str, title: str, inner: list[Node], place: Place) -> None:
        """A box around blocks, as a table of one cell: only that keeps lists and paragraphs together in one."""
        width = place.width - max(0, place.level + 1) * STEP
        inside = Place(style="Kader" if kind == "kader" else "Voorbeeld", width=width - 2 * BOX_PADDING, is_boxed=True)
        self.space_before(place)
        self.pages.height += BOX_PADDING
        page, begin = self.pages.page, self.pages.height
        made = ""
        if kind == "voorbeeld" and not title.lower().startswith("voorbeeld"):
            made += paragraph("Voorbeeldlabel", run("Voorbeeld"))
        if title:
            self.pages.paragraph("Kaderkop", title, inside.width)
            made += paragraph("Kaderkop", run(title))
        made += self.inside(inner, inside)
        is_whole = self.pages.page == page and self.pages.height - begin < WHOLE
        name = title or ("Kader" if kind == "kader" else "Voorbeeld")
        style, fill = ("Kadertabel", self.look["soft"]) if kind == "kader" else ("Voorbeeldtabel", "")
        self.out.append(grid([row([cell(made, width, fill=fill)], may_split=not is_whole)], [width], style=style, name=name, indent=STEP * (place.level + 1)))
        self.pages.height += BOX_PADDING
        self.space_after()

    def tiles(self, inner: list[Node], place: Place) -> None:
        """A list of key figures as tiles; what else there is stays as it is."""
        for block in inner:
            if block["t"] != "BulletList":
                self.block(block, place)
                continue
            items = [next(paragraphs(item), []) for item in block["c"]]
            columns = 2 if len(items) in (2, 4) else min(len(items), 3)
            gap, width = 10.0, (place.width + 10.0) / columns
            widths = [width - (gap if count == columns - 1 else 0) for count in range(columns)]
            rows = []
            for begin in range(0, len(items), columns):
                made = [self.tile(items[begin + count], widths[count], is_last=count == columns - 1) if begin + count < len(items)
                        else cell(paragraph("Kengetaltekst"), widths[count]) for count in range(columns)]
                rows.append(row(made))
                self.pages.block(76)
            self.space_before(place)
            self.out.append(grid(rows, widths, style="Kengetallentabel", name="Kerncijfers"))
            self.space_after()

    def tile(self, inlines: list[Node], width: float, *, is_last: bool) -> str:
        """One key figure: the bold words large, the others below them."""
        number, words = ([inlines[0]], inlines[1:]) if inlines and inlines[0]["t"] == "Strong" else ([], inlines)
        words = words[1:] if words and words[0]["t"] == "Space" else words
        content = "".join(paragraph("Kengetal", self.text.inlines(strong["c"])) for strong in number) + paragraph("Kengetaltekst", self.text.inlines(words))
        white = border("bottom", 48, "FFFFFF") + ("" if is_last else border("right", 96, "FFFFFF"))
        return cell(content, width, fill=self.look["soft"], borders=border("top", 12, self.look["primary"]) + white)

    # tables and figures

    def tables(self, inner: Iterable[Node], values: Mapping[str, str], anchor: str, place: Place, *, has_terms: bool = False) -> None:
        """A fenced table: the first table gets the caption, what else there is follows."""
        is_first = True
        has_terms = has_terms or any(block["t"] == "Div" and "begrippen" in block["c"][0][1] for block in inner)
        for block in _flat(inner):
            if block["t"] == "Table":
                self.table(block, values if is_first else {}, anchor if is_first else "", place, has_terms=has_terms)
                is_first = False
            else:
                self.block(block, place)

    def table(self, table: Node, values: Mapping[str, str], anchor: str, place: Place, *, has_terms: bool = False) -> None:
        """A table of data with its caption and source."""
        shape = cells(table, values["kolommen"].split(",") if values.get("kolommen") else ())
        is_landscape = values.get("liggend") == "ja" and place.is_top
        width = LANDSCAPE if is_landscape else place.width - STEP * (place.level + 1)
        layout = lay_out(shape, size=self.table_size, width=width, wide=width + HANG if place.is_top and not is_landscape else width, padding=PADDING + SLACK)
        begin = self.landscape_begin() if is_landscape else 0
        shift = -HANG if is_landscape or layout.wide and place.is_top else STEP * (place.level + 1)
        outdent = f'<w:ind w:left="{round(shift * TWIPS)}"/>' if shift else ""
        number, title = values.get("nummer", ""), typeset(values.get("titel", ""))
        if number or title:
            words = run(title, Ink(style="Bijschrifttekst"))
            self.caption("Caption", number, title, words, anchor, replace(place, width=layout_width(layout)), f"{_KEPT}{outdent}")
        elif anchor:
            self.pages.mark(anchor)
            self.out.append(self.text.place(anchor))
        totals = {int(part) for part in values.get("totalen", "").split(",") if part.strip().isdigit()}
        source = typeset(values.get("bron", ""))
        rows = self.rows(shape, layout, totals, has_terms=has_terms)
        self.out.append(grid(rows, layout.widths, style="Tabel", name=f"{number}: {title}" if number and title else title or number or "Tabel",
                             indent=shift, has_header=bool(shape.header), first=has_terms))
        if source:
            words = source if source.startswith("Bron") else f"Bron: {source}"
            self.paragraph("Tabelbron", run(words), words, replace(place, level=-1), outdent)
        else:
            self.space_after()
        if is_landscape:
            self.landscape_end(begin)

    def rows(self, shape: Cells, layout: Layout, totals: set[int], *, has_terms: bool) -> list[str]:
        """The rows of a table of data."""
        size = round(layout.size * 2) if layout.size < self.table_size else 0
        is_whole = layout.height < WHOLE
        primary = self.look["primary"]
        made = []
        if any(map(text_of, shape.header)) or shape.header:
            styles = ["Tabelkopgetal" if align == "right" else "Tabelkop" for align in shape.aligns]
            made.append(row((cell(paragraph(styles[column], self.text.inlines(inlines, Ink(size=size))), layout.widths[column], fill=self.look["soft"],
                                  borders=border("bottom", 6, primary), align="bottom") for column, inlines in enumerate(shape.header)), is_header=True))
            self.pages.block(self.row_height(shape.header, layout))
        for count, inlines in enumerate(shape.rows, 1):
            is_total = count in totals
            kept = _KEPT if is_whole and count < len(shape.rows) else ""
            columns = []
            for column, width in enumerate(layout.widths):
                words = inlines[column] if column < len(inlines) else []
                ink = Ink(bold=is_total or has_terms and not column, size=size)
                style = "Tabelgetal" if shape.aligns[column] == "right" else "Tabelcel"
                centred = '<w:jc w:val="center"/>' if shape.aligns[column] == "center" else ""
                columns.append(cell(paragraph(style, self.text.inlines(words, ink), kept + centred), width, fill=self.look["faint"] if is_total else "",
                                    borders=border("top", 6, primary) if is_total else ""))
            made.append(row(columns))
            self.pages.block(self.row_height(inlines, layout))
        return made

    def row_height(self, inlines: Sequence[list[Node]], layout: Layout) -> float:
        """How high a row will be, in points."""
        metrics = self.pages.styles["Tabelcel"]
        lines = max((self.pages.lines("Tabelcel", text_of(words), layout.widths[column] - PADDING) for column, words in enumerate(inlines[: len(layout.widths)])), default=1)
        return lines * metrics.line * layout.size / metrics.size + metrics.before + metrics.after + 0.5

    def figure(self, content: tuple[list[object], list[object], list[Node]], place: Place) -> None:
        """A picture with its caption below."""
        attr, caption, inner = content
        anchor = attributes(attr)[0]
        inlines = next(paragraphs(inner), [])
        image = next((node for node in inlines if node["t"] == "Image"), None)
        if image is None:
            self.blocks(inner, place)
            return
        drawing = self.text.image(image, place.width, least=place.width)
        size = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"', drawing)
        self.pages.block(int(size[2]) / 12700 + 40 if size else 200)
        self.out.append(paragraph("Figuur", drawing, place.line()))
        number, words = split_number([node for inlines in paragraphs(caption[1]) for node in inlines])  # type: ignore[arg-type]
        if number or words:
            self.caption("Figuurbijschrift", number, text_of(words), self.text.inlines(words, Ink(style="Bijschrifttekst")), anchor, place, place.line())

    # space, and pages on their side

    def space_after(self) -> None:
        """Some room below a table, which also parts it from a table that follows."""
        self.out.append(paragraph("Natabel"))
        self.pages.height += self.pages.styles["Natabel"].line

    def space_before(self, place: Place) -> None:
        """Some room above a box, unless a heading or another room is there."""
        if self.out and place.level < 0 and not re.match(r'<w:p><w:pPr><w:pStyle w:val="(Heading|Natabel)', self.out[-1]):
            self.out.append(paragraph("Voortabel"))

    def landscape_begin(self) -> int:
        """Where in `out` the landscape section begins: what little of a chapter stands above the table goes along, and so do headings."""
        end = begin = len(self.out)
        for index in range(end - 1, max(end - 5, 0) - 1, -1):
            if not self.out[index].startswith("<w:p>") or _SECTION in self.out[index]:
                break
            if self.out[index].startswith(_HEADING + '1"'):
                begin = index
                break
        while begin and self.out[begin - 1].startswith(_HEADING):
            begin -= 1
        moved = sum(block.startswith(_HEADING) for block in self.out[begin:])
        if not any(block.startswith(_HEADING + '1"') for block in self.out[begin:]):
            self.pages.turn()
        for *_, anchor in self.headings[len(self.headings) - moved:]:
            self.pages.found[anchor] = self.pages.page
        self.pages.room = PAGE[0] - TOP - BOTTOM
        return begin

    def landscape_end(self, begin: int) -> None:
        """The landscape section ends after the last block."""
        upright, landscape = self.sections
        if begin and landscape in self.out[begin - 1]:
            self.out[begin - 1] = self.out[begin - 1].replace(landscape, "")
        elif begin and self.out[begin - 1].startswith("<w:p>"):
            self.out[begin - 1] = with_properties(self.out[begin - 1], upright)
        elif begin:
            self.out.insert(begin, paragraph("Natabel", properties=upright))
        self.out[-1] = with_properties(self.out[-1], landscape)
        self.pages.turn()
        self.pages.room = ROOM


def layout_width(layout: Layout) -> float:
    """The width of a table, in points."""
    return sum(layout.widths)


def _flat(blocks: Iterable[Node]) -> Iterable[Node]:
    for block in blocks:
        if block["t"] == "Div":
            yield from _flat(block["c"][1])
        else:
            yield block
