"""Tables of data and figures in a Word file, with their captions and sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from opc.write.columns import Cells, Layout, cells, lay_out, text_width
from opc.write.docx.flow import KEPT, WHOLE, Flow, Place, sector
from opc.write.docx.grid import PADDING, border, cell, grid, row
from opc.write.docx.look import LANDSCAPE, TWIPS
from opc.write.docx.pages import lines_of
from opc.write.docx.text import paragraphs, split_number
from opc.write.docx.xml import Ink, paragraph, run
from opc.write.node import attributes, typeset
from opc.write.pandoc import Node, text_of

SLACK = 1.0
"""How much wider than its words a column is, in points: Word's widths are whole twips, and its letters are fitted to the screen."""
_TOGETHER = 3  # rows at the end of a long table that go to the next page together
_CAPTION = 40.0  # points for what stands above and below a table
_CENTRED = '<w:jc w:val="center"/>'
_TITLE = Ink(style="Bijschrifttekst")


def table(flow: Flow, node: Node, values: Mapping[str, str], anchor: str, place: Place, *, has_terms: bool = False) -> None:
    """Write a table. values: titel, nummer, bron, kolommen, totalen, liggend; has_terms: its first column holds the words that it explains."""
    shape = cells(node, values["kolommen"].split(",") if values.get("kolommen") else ())
    document, hang = flow.text.document, float(flow.look["hang"]) / TWIPS
    is_landscape = values.get("liggend") == "ja" and place.is_top and not document.landscape
    # on a sheet, and where another table of the chapter must, a table begins where the headings do
    is_broad = place.is_top and not is_landscape and (document.look == "blad" or id(node) in flow.broad)
    room = LANDSCAPE if is_landscape else place.width - place.indent + hang * is_broad
    layout = lay_out(shape, size=flow.table_size, width=room, wide=room + hang if place.is_top and not is_landscape and not is_broad else room, padding=PADDING + SLACK, font=flow.look["font"],
                     alike=flow.family.of(shape))
    texts = [list(map(text_of, inlines)) for inlines in (shape.header, *shape.rows)]
    ems = [list(map(text_width, row)) for row in texts]
    heights = [_height(flow, row, layout) for row in ems]
    begin = flow.landscape_begin() if is_landscape else 0
    shift = -hang if is_landscape or is_broad or (layout.wide and place.is_top) else place.indent
    outdent = f'<w:ind w:left="{round(shift * TWIPS)}"/>' if shift else ""
    number, title = values.get("nummer", ""), typeset(values.get("titel", ""))
    labelled = ""
    if place.label and shift < 0 and (number or title):
        labelled = run("\u2002") + sector(place.label)
    elif place.label:
        flow.label(place.label)
    if layout.height < WHOLE:
        flow.pages.together(sum(heights) + _CAPTION)
    if number or title:
        flow.caption("Caption", number, (title, run(title, _TITLE) + labelled), anchor, replace(place, width=sum(layout.widths), level=-1), KEPT + outdent)
    else:
        flow.mark(anchor)
    totals = {int(part) for part in values.get("totalen", "").split(",") if part.strip().isdigit()}
    rows = _rows(flow, shape, layout, heights, totals, has_terms=has_terms, has_source=bool(values.get("bron")))
    name = ": ".join(filter(None, (number, title))) or "Tabel"
    flow.out.append(grid(rows, layout.widths, style="Tabel", name=name, indent=shift, has_header=bool(shape.header), has_terms=has_terms))
    if source := typeset(values.get("bron", "")):
        words = source if source.startswith("Bron") else f"Bron: {source}"
        flow.paragraph("Tabelbron", words, run(words), replace(place, level=-1), outdent)
    else:
        flow.space_after()
    if is_landscape:
        flow.landscape_end(begin)


def _rows(
    flow: Flow, shape: Cells, layout: Layout, heights: Sequence[float], totals: set[int], *, has_terms: bool, has_source: bool,
) -> list[str]:
    size = round(layout.size * 2) if layout.size < flow.table_size else 0
    hyphens = '<w:suppressAutoHyphens w:val="0"/>' if layout.tight else ""
    line = border("bottom", 6, flow.look["primary"]), border("top", 6, flow.look["primary"])

    def filled(inlines: Sequence[list[Node]], kind: str, *, kept: str = "", bold: bool = False, **looks: str) -> list[str]:
        made = []
        for column, (align, width) in enumerate(zip(shape.aligns, layout.widths, strict=True)):
            words = flow.text.inlines(inlines[column] if column < len(inlines) else (), Ink(bold=bold or (has_terms and not column), size=size))
            style = {"Tabelkop": "Tabelkopgetal", "Tabelcel": "Tabelgetal"}[kind] if align == "right" else kind
            made.append(cell(paragraph(style, words, kept + hyphens + (_CENTRED if align == "center" else "")), width, **looks))
        return made

    rows = []
    if shape.header:
        rows.append(row(filled(shape.header, "Tabelkop", fill=flow.look["soft"], borders=line[0], align="bottom"), is_header=True))
        flow.pages.block(heights[0])
    for count, inlines in enumerate(shape.rows, 1):
        left = len(shape.rows) - count
        kept = KEPT if (left or has_source) and (layout.height < WHOLE or left < _TOGETHER) else ""
        looks = {"fill": flow.look["faint"], "borders": line[1]} if count in totals else {}
        rows.append(row(filled(inlines, "Tabelcel", kept=kept, bold=count in totals, **looks), may_split=layout.highest >= WHOLE))
        flow.pages.block(heights[count])
    return rows


def _height(flow: Flow, ems: Sequence[float], layout: Layout) -> float:
    """How high a row will be, in points."""
    metrics = flow.pages.styles["Tabelcel"]
    lines = max((lines_of(wide * layout.size, width - PADDING) for wide, width in zip(ems, layout.widths, strict=False)), default=1)
    return lines * metrics.line * layout.size / metrics.size + metrics.before + metrics.after + 0.5


def figure(flow: Flow, node: Node, place: Place) -> bool:
    """Write a figure; False if there is no picture in it."""
    attr, caption, inner = node["c"]
    image = next((part for inlines in paragraphs(inner) for part in inlines if part["t"] == "Image"), None)
    if image is None:
        return False
    properties = picture(flow, image, "Figuur", place)
    number, words = split_number([part for inlines in paragraphs(caption[1]) for part in inlines])
    anchor = attributes(attr)[0]
    if number or words:
        flow.caption("Figuurbijschrift", number, flow.text.written(words, _TITLE), anchor, place, properties)
    else:
        flow.mark(anchor)
    return True


def picture(flow: Flow, image: Node, style: str, place: Place) -> str:
    """Write a picture that is a paragraph; gives the paragraph's properties."""
    drawing, height = flow.text.image(image, place.width - place.indent, fills=True)
    flow.pages.block(height + _CAPTION)
    properties = place.line(place.indent) + (f'<w:ind w:left="{round(place.indent * TWIPS)}"/>' if place.indent else "")
    flow.out.append(paragraph(style, drawing, properties))
    return properties
