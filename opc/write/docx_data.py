"""Tables of data and figures in a Word file, with their captions and sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from opc.write.docx_flow import KEPT, WHOLE, Flow, Place
from opc.write.docx_look import HANG, LANDSCAPE, TWIPS
from opc.write.docx_table import PADDING, border, cell, grid, row
from opc.write.docx_text import paragraphs, split_number, typeset
from opc.write.docx_xml import Ink, paragraph, run
from opc.write.filter import Cells, Layout, attributes, cells, lay_out
from opc.write.pandoc import Node, text_of

SLACK = 3.0
"""How much wider than its words a column is, in points: for bold totals, and for letters that stand in for the house style's."""
_CENTRED = '<w:jc w:val="center"/>'
_TITLE = Ink(style="Bijschrifttekst")


def table(flow: Flow, node: Node, values: Mapping[str, str], anchor: str, place: Place, *, has_terms: bool = False) -> None:
    """Write a table. values: titel, nummer, bron, kolommen, totalen, liggend; has_terms: its first column holds the words that it explains."""
    shape = cells(node, values["kolommen"].split(",") if values.get("kolommen") else ())
    is_landscape = values.get("liggend") == "ja" and place.is_top
    room = LANDSCAPE if is_landscape else place.width - place.indent
    layout = lay_out(shape, size=flow.table_size, width=room, wide=room + HANG if place.is_top and not is_landscape else room, padding=PADDING + SLACK)
    begin = flow.landscape_begin() if is_landscape else 0
    shift = -HANG if is_landscape or (layout.wide and place.is_top) else place.indent
    outdent = f'<w:ind w:left="{round(shift * TWIPS)}"/>' if shift else ""
    number, title = values.get("nummer", ""), typeset(values.get("titel", ""))
    if number or title:
        flow.caption("Caption", number, (title, run(title, _TITLE)), anchor, replace(place, width=sum(layout.widths), level=-1), KEPT + outdent)
    else:
        flow.mark(anchor)
    totals = {int(part) for part in values.get("totalen", "").split(",") if part.strip().isdigit()}
    rows = _rows(flow, shape, layout, totals, has_terms=has_terms)
    name = ": ".join(filter(None, (number, title))) or "Tabel"
    flow.out.append(grid(rows, layout.widths, style="Tabel", name=name, indent=shift, has_header=bool(shape.header), has_terms=has_terms))
    if source := typeset(values.get("bron", "")):
        words = source if source.startswith("Bron") else f"Bron: {source}"
        flow.paragraph("Tabelbron", run(words), words, replace(place, level=-1), outdent)
    else:
        flow.space_after()
    if is_landscape:
        flow.landscape_end(begin)


def _rows(flow: Flow, shape: Cells, layout: Layout, totals: set[int], *, has_terms: bool) -> list[str]:
    size = round(layout.size * 2) if layout.size < flow.table_size else 0
    primary = flow.look["primary"]
    columns = range(len(layout.widths))
    made = []
    if shape.header:
        header = (cell(paragraph("Tabelkopgetal" if shape.aligns[column] == "right" else "Tabelkop", flow.text.inlines(_at(shape.header, column), Ink(size=size)),
                                 _CENTRED if shape.aligns[column] == "center" else ""),
                       layout.widths[column], fill=flow.look["soft"], borders=border("bottom", 6, primary), align="bottom") for column in columns)
        made.append(row(header, is_header=True))
        flow.pages.block(_height(flow, shape.header, layout))
    for count, inlines in enumerate(shape.rows, 1):
        is_total = count in totals
        kept = KEPT if layout.height < WHOLE and count < len(shape.rows) else ""
        fill, line = (flow.look["faint"], border("top", 6, primary)) if is_total else ("", "")
        made.append(row(
            cell(paragraph("Tabelgetal" if shape.aligns[column] == "right" else "Tabelcel",
                           flow.text.inlines(_at(inlines, column), Ink(bold=is_total or (has_terms and not column), size=size)),
                           kept + (_CENTRED if shape.aligns[column] == "center" else "")), layout.widths[column], fill=fill, borders=line)
            for column in columns))
        flow.pages.block(_height(flow, inlines, layout))
    return made


def _at(inlines: Sequence[list[Node]], column: int) -> list[Node]:
    return inlines[column] if column < len(inlines) else []


def _height(flow: Flow, inlines: Sequence[list[Node]], layout: Layout) -> float:
    """How high a row will be, in points."""
    metrics = flow.pages.styles["Tabelcel"]
    lines = max((flow.pages.lines("Tabelcel", text_of(words), width - PADDING) for words, width in zip(inlines, layout.widths, strict=False)), default=1)
    return lines * metrics.line * layout.size / metrics.size + metrics.before + metrics.after + 0.5


def figure(flow: Flow, node: Node, place: Place) -> bool:
    """Write a figure; False if there is no picture in it."""
    attr, caption, inner = node["c"]
    image = next((part for inlines in paragraphs(inner) for part in inlines if part["t"] == "Image"), None)
    if image is None:
        return False
    drawing, height = flow.text.image(image, place.width - place.indent, fills=True)
    flow.pages.block(height + 40)
    outdent = f'<w:ind w:left="{round(place.indent * TWIPS)}"/>' if place.indent else ""
    flow.out.append(paragraph("Figuur", drawing, place.line(place.indent) + outdent))
    number, words = split_number([part for inlines in paragraphs(caption[1]) for part in inlines])
    anchor = attributes(attr)[0]
    if number or words:
        flow.caption("Figuurbijschrift", number, (text_of(words), flow.text.inlines(words, _TITLE)), anchor, place, place.line(place.indent) + outdent)
    else:
        flow.mark(anchor)
    return True
