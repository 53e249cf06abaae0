"""The blocks of a Word file: headings, paragraphs, lists, quotes and boxes, each in a style of the house style's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from opc.write.docx.captioned import figure, picture, table
from opc.write.docx.flow import KEPT, NOTE, Flow, Place
from opc.write.docx.grid import border, cell, grid, row
from opc.write.docx.look import TWIPS
from opc.write.docx.numbering import BULLETS, STEPS, Numbering, member, unnumbered
from opc.write.docx.text import paragraphs, split_number
from opc.write.docx.xml import paragraph, run
from opc.write.node import announces, attributes, decoration, is_place, typeset
from opc.write.pandoc import Node

_SECTORS = {"po": "rule", "vo": "pale"}
"""The colour of the line beside each: lines of one colour would run on from one block into the next."""
_DIVS = ("tabel", "kader", "voorbeeld", "kwestie", "kanttekening", "citaat", "po", "vo", "kerncijfers", "register", "inleiding", "tegels")
_LIST = '<w:p><w:pPr><w:pStyle w:val="List'
_QUOTED = '<w:pStyle w:val="Quote"/>'
_WHOLE_BOX = 240.0  # points
_HEAD = 4  # paragraphs
_OPEN_BELOW = '<w:bottom w:w="0" w:type="dxa"/>'
_BESIDE = '<w:left w:w="347" w:type="dxa"/>'  # the white line between two tiles takes six points of the room of the right one
_OPEN_ABOVE = '<w:top w:w="0" w:type="dxa"/>'
_BOX = 13.0  # points between a box and its words
_BROAD = 700.0  # points: from here on cards stand more than two beside each other
_GAP, _TILE = 10.0, 76.0  # points between tiles, and their height


@dataclass(frozen=True, slots=True)
class Body:
    """Writes Pandoc's blocks to a flow."""

    flow: Flow
    numbering: Numbering

    def blocks(self, blocks: Iterable[Node], place: Place) -> None:
        """Write them."""
        for block in blocks:
            self.block(block, place)

    def block(self, block: Node, place: Place) -> None:
        """Write one."""
        content: Any = block.get("c")
        match block["t"]:
            case "Para" | "Plain":
                self.words(content, place)
            case "Header":
                self.heading(content[0], content[1], content[2], place)
            case "Div":
                self.div(content[0], content[1], place)
            case "Table":
                table(self.flow, block, {}, "", place)
            case "Figure":
                if not figure(self.flow, block, place):
                    self.blocks(content[2], place)
            case "BulletList":
                self.items(content, place)
            case "OrderedList":
                (first, _, _), items = content
                self.items(items, place, self.numbering.start(STEPS, min(place.level + 1, 8), first))
            case "BlockQuote":
                self.blocks(content, replace(place, style="Quote"))
            case "CodeBlock":
                self.flow.paragraph("Code", content[1], run(content[1]), place)
            case "HorizontalRule":
                self.flow.paragraph("Scheidingslijn", "", "", place)
            case "RawBlock" if content[0] == "openxml":
                self.flow.out.append(content[1])
            case _:
                for inlines in paragraphs([block]):
                    self.words(inlines, place)

    def words(self, inlines: list[Node], place: Place) -> None:
        """A paragraph of running text, or one more in an item of a list."""
        if image := decoration(inlines):
            picture(self.flow, image, "Sierbeeld", place)
            return
        style, properties = place.style, place.line()
        if place.level >= 0:
            style = "ListContinue"
            properties = f'{place.line(place.indent)}<w:ind w:left="{round(place.indent * TWIPS)}"/>'
        is_kept = place.level < 0 and announces(inlines)
        self.flow.paragraph(style, *self.flow.text.written(inlines), place, KEPT * is_kept + properties, is_kept=is_kept)

    def items(self, items: Sequence[Sequence[Node]], place: Place, steps: int = 0) -> None:
        """A list. steps: the instance that counts its items, 0 for bullets."""
        inner = replace(place, level=place.level + 1, is_top=False)
        depth = inner.level
        style = ("ListNumber" if steps else "ListBullet") + (str(min(depth, 2) + 1) if depth else "")
        listed = member(steps, depth) if steps else member(BULLETS, depth) if depth > 2 else ""
        properties = listed + place.line(place.indent)
        for item in items:
            first = item[0] if item and item[0]["t"] in ("Para", "Plain") else None
            words = first["c"] if first else []
            self.flow.paragraph(style, *self.flow.text.written(words), inner, properties)
            self.blocks(item[1:] if first else item, inner)
        if not depth and self.flow.out[-1].startswith(_LIST):
            # below the list the room of a paragraph, between its items less
            before, mark, after = self.flow.out[-1].partition("<w:ind " if "<w:ind " in self.flow.out[-1] else "</w:pPr>")
            self.flow.out[-1] = f'{before}<w:spacing w:after="{self.flow.look["em3"]}"/>{mark}{after}'

    def heading(self, level: int, attr: list[Any], inlines: list[Node], place: Place) -> None:
        """A heading with the number of the text, made by Word where it can."""
        anchor, classes, _ = attributes(attr)
        number, words = split_number(inlines)
        title, made = self.flow.text.written(words)
        made = self.flow.text.place(anchor, made)
        self.flow.pages.mark(anchor)
        style, properties = f"Heading{min(level, 4)}", ""
        if place.is_card:
            style, made = "Heading2", run(f"{number}\u2002" if number else "") + made
        elif place.is_boxed:
            style, made = "Kaderkop", run(f"{number} " if number else "") + made
        elif level <= 2 and self.flow.look["is_book"]:
            listed = (self.numbering.chapter if level == 1 else self.numbering.paragraph)(number)
            properties = unnumbered(level) if listed is None else listed
            made = run(f"{number}\t") + made if listed is None else made
        elif number:
            made = run(f"{number} ") + made
        joins = "vervolg" in classes
        if joins:
            properties = f'<w:pageBreakBefore w:val="0"/>{properties}<w:spacing w:before="{self.flow.look["em40"]}"/>'
        self.flow.paragraph(style, title, made, place, properties, is_kept=True, joins=joins)

    def div(self, attr: list[Any], inner: list[Node], place: Place) -> None:
        """A fenced block, by its class."""
        anchor, classes, values = attributes(attr)
        if "scherm" in classes:
            return
        name = next((name for name in classes if name in _DIVS), "")
        if name != "tabel":
            self.flow.mark(anchor)
        match name:
            case "tabel":
                self.tables(inner, values, anchor, place, has_terms="begrippen" in classes)
            case "kader" | "voorbeeld" | "kwestie":
                self.box(name, typeset(values.get("titel", "")), inner, place)
            case "kanttekening":
                self.note(inner, place)
            case "inleiding":
                self.blocks(inner, replace(place, style="Inleiding"))
            case "citaat":
                self.quote(inner, typeset(values.get("bron", "")), place)
            case "po" | "vo":
                self.sector(name, inner, replace(place, bar=self.flow.look[_SECTORS[name]]))
            case "kerncijfers":
                self.tiles(inner, place)
            case "register":
                self.register(inner, place)
            case "tegels":
                self.cards(inner, place)
            case _ if "begrippen" in classes:
                for block in inner:
                    nested, kinds, more = attributes(block["c"][0]) if block["t"] in ("Div", "Table") else ("", (), {})
                    if block["t"] == "Table" or "tabel" in kinds:
                        self.tables([block], more, nested, place, has_terms=True)
                    else:
                        self.block(block, place)
            case _:
                self.blocks(inner, place)

    def tables(self, inner: Iterable[Node], values: Mapping[str, str], anchor: str, place: Place, *, has_terms: bool) -> None:
        """A fenced table: the first table gets the caption; what else there is follows."""
        is_first = True
        for block, is_term in _flat(inner):
            if block["t"] == "Table":
                table(self.flow, block, values if is_first else {}, anchor if is_first else "", place, has_terms=has_terms or is_term)
                is_first = False
            else:
                self.block(block, place)

    def sector(self, name: str, inner: list[Node], place: Place) -> None:
        """Text for one sector: its name in the margin, where the number of a heading must have its place first."""
        heads = list(takewhile(lambda block: block["t"] == "Header", inner))
        self.blocks(heads, place)
        rest = inner[len(heads):]
        if rest and rest[0]["t"] == "Div" and "tabel" in rest[0]["c"][0][1]:
            self.block(rest[0], replace(place, label=name))
            rest = rest[1:]
        elif rest:
            self.flow.label(name)
        self.blocks(rest, place)

    def note(self, inner: list[Node], place: Place) -> None:
        """A note in the margin, beside the paragraph that follows; in a box, or for one sector, it stands above that."""
        in_margin = place.is_top and not place.bar and bool(self.flow.look["is_book"])
        for inlines in paragraphs(inner):
            text, content = self.flow.text.written(inlines)
            if in_margin:
                self.flow.out.append(paragraph("Kanttekening", content, NOTE))
            else:
                self.flow.paragraph("Kanttekening", text, content, place, place.line())

    def quote(self, inner: list[Node], source: str, place: Place) -> None:
        """Words of somebody, and whose they are."""
        quoted = replace(place, style="Quote", bar="")
        self.blocks(inner, quoted)
        if source:
            self.flow.out[-1:] = (block.replace(_QUOTED, _QUOTED + KEPT, 1) for block in self.flow.out[-1:])
            self.flow.paragraph("Citaatbron", source, run(f"— {source}"), quoted)

    def box(self, kind: str, title: str, inner: list[Node], place: Place) -> None:
        """A box around blocks, as a table of one cell: only that keeps paragraphs and lists in one box."""
        flow, width = self.flow, place.width - place.indent
        inside = Place(style="Kader" if kind == "kader" else "Voorbeeld", width=width - 2 * _BOX, is_boxed=True)
        flow.space_before(place)
        outer, flow.out = flow.out, []
        page, begin = flow.pages.page, flow.pages.height
        flow.pages.settle(_BOX)
        if kind != "kader" and not title.lower().startswith(kind):
            flow.paragraph("Voorbeeldlabel", kind.capitalize(), run(kind.capitalize()), inside)
        if title:
            flow.paragraph("Kaderkop", title, run(title), inside)
        self.blocks(inner, inside)
        flow.pages.settle(_BOX)
        if not flow.out or not flow.out[-1].startswith("<w:p>"):
            flow.out.append(paragraph("Natabel"))  # a cell ends with a paragraph
        made, flow.out = flow.out, outer
        height = (flow.pages.page - page) * flow.pages.room + flow.pages.height - begin
        if height <= _WHOLE_BOX and flow.pages.page != page:
            flow.pages.page, flow.pages.height = page + 1, height
        style, fill = ("Kadertabel", flow.look["soft"]) if kind == "kader" else ("Voorbeeldtabel", "")
        # a high box may go on on the next page, but its title does not stand alone on this one
        head = _HEAD if height > _WHOLE_BOX and len(made) > _HEAD and all(block.startswith("<w:p>") for block in made[:_HEAD]) else 0
        rows = [row([cell("".join(made[:head]), width, fill=fill, margins=_OPEN_BELOW)])] if head else []
        rows.append(row([cell("".join(made[head:]), width, fill=fill, margins=_OPEN_ABOVE if head else "")], may_split=height > _WHOLE_BOX))
        flow.out.append(grid(rows, [width], style=style, name=title or kind.capitalize(), indent=place.indent))
        flow.space_after()

    def cards(self, inner: list[Node], place: Place) -> None:
        """The cards of a poster beside each other, as cells of a table."""
        cards = [block["c"][1] for block in inner if block["t"] == "Div" and "tegel" in block["c"][0][1]]
        if not cards:
            return
        flow = self.flow
        columns = min(len(cards), 5 if place.width > _BROAD else 2)
        width = (place.width + _GAP) / columns
        widths = [width] * (columns - 1) + [width - _GAP]
        flow.space_before(place)
        outer, rows = flow.out, []
        page, height = flow.pages.page, flow.pages.height
        for begin in range(0, len(cards), columns):
            made, highest = [], 0.0
            for at, blocks in enumerate(cards[begin : begin + columns]):
                flow.out = []
                flow.pages.page, flow.pages.height = page, 0
                self.blocks(blocks, Place(style="Kader", width=widths[at] - _BOX - _GAP, is_boxed=True, is_card=True))
                gaps = border("bottom", 96, "FFFFFF") + ("" if at == columns - 1 else border("right", 96, "FFFFFF"))
                made.append(cell("".join([*flow.out, *[paragraph("Natabel")] * (not flow.out or not flow.out[-1].startswith("<w:p>"))]), widths[at], fill=flow.look["soft"],
                                 borders=border("top", 24, flow.look["primary"]) + gaps, margins=_BESIDE if at else ""))
                highest = max(highest, (flow.pages.page - page) * flow.pages.room + flow.pages.height)
            made += [cell(paragraph("Kader"), widths[at]) for at in range(len(made), columns)]
            rows.append(row(made))
            height += highest + _GAP
        flow.pages.page, flow.pages.height = page, height
        flow.pages.settle(0)
        flow.out = outer
        flow.out.append(grid(rows, widths, style="Kengetallentabel", name="Speerpunten"))
        flow.space_after()

    def tiles(self, inner: list[Node], place: Place) -> None:
        """A list of key figures as tiles; what else there is stays as it is."""
        for block in inner:
            if block["t"] != "BulletList":
                self.block(block, place)
                continue
            items = [next(paragraphs(item), []) for item in block["c"]]
            if place.is_card:
                for style, words in (part for item in items for part in _figure(item)):
                    self.flow.paragraph(style, *self.flow.text.written(words), place)
                continue
            columns = 2 if len(items) in (2, 4) else min(len(items), 3)
            # on a sheet they begin where the headings do
            hang = float(self.flow.look["hang"]) / TWIPS if place.is_top and self.flow.text.document.look == "blad" else 0
            width = (place.width + hang + _GAP) / columns
            widths = [width] * (columns - 1) + [width - _GAP]
            self.flow.space_before(place)
            rows = []
            for begin in range(0, len(items), columns):
                made = [self.tile(items[begin + count] if begin + count < len(items) else None, widths[count], is_first=not count, is_last=count == columns - 1) for count in range(columns)]
                rows.append(row(made))
                self.flow.pages.block(_TILE)
            self.flow.out.append(grid(rows, widths, style="Kengetallentabel", name="Kerncijfers", indent=-hang))
            self.flow.space_after()

    def register(self, inner: list[Node], place: Place) -> None:
        """A list of words with the pages on which each stands, a page once; in two columns where no other block is around it."""
        flow, begin = self.flow, len(self.flow.out)
        page, height = flow.pages.page, flow.pages.height
        for item in (item for block in inner if block["t"] == "BulletList" for item in block["c"]):
            nodes = next(paragraphs(item), [])
            kept: dict[int, Node] = {}
            for node in filter(is_place, nodes):
                kept.setdefault(self.flow.pages.found.get(node["c"][2][0][1:], 1), node)
            first = next((at for at, node in enumerate(nodes) if is_place(node)), len(nodes))
            pages = [part for node in kept.values() for part in ({"t": "Str", "c": ","}, {"t": "Space"}, node)][2:]
            self.words([*nodes[:first], *pages], replace(place, style="Register"))
        if place.is_top and len(flow.out) > begin:
            flow.columns(begin)
            flow.pages.page, flow.pages.height = page, height + ((flow.pages.page - page) * flow.pages.room + flow.pages.height - height) / 2

    def tile(self, inlines: list[Node] | None, width: float, *, is_first: bool, is_last: bool) -> str:
        """One key figure: the bold words large, the others below them."""
        if inlines is None:
            return cell(paragraph("Kengetaltekst"), width)
        gaps = border("bottom", 48, "FFFFFF") + ("" if is_last else border("right", 96, "FFFFFF"))
        return cell("".join(paragraph(style, self.flow.text.inlines(words)) for style, words in _figure(inlines)), width, fill=self.flow.look["soft"], borders=border("top", 12, self.flow.look["primary"]) + gaps, margins="" if is_first else _BESIDE)


def _figure(inlines: list[Node]) -> Iterator[tuple[str, list[Node]]]:
    """The paragraphs of a key figure: style and words, first those that are bold."""
    if inlines and inlines[0]["t"] == "Strong":
        yield "Kengetal", inlines[0]["c"]
        inlines = inlines[2 if len(inlines) > 1 and inlines[1]["t"] == "Space" else 1:]
    yield "Kengetaltekst", inlines


def _flat(blocks: Iterable[Node], *, is_term: bool = False) -> Iterator[tuple[Node, bool]]:
    """Blocks and those in fenced blocks; and whether they hold explained words."""
    for block in blocks:
        if block["t"] == "Div":
            yield from _flat(block["c"][1], is_term=is_term or "begrippen" in block["c"][0][1])
        else:
            yield block, is_term
