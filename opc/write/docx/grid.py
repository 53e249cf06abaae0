"""Tables in a Word file: of data, and of one cell or a few for boxes and tiles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from opc.write.docx.look import TWIPS
from opc.write.docx.xml import escape

PADDING = 10.0
"""Left and right of a cell of data together, in points: what the style `Tabel` says."""


def grid(
    rows: Iterable[str], widths: Sequence[float], *, style: str, name: str = "", description: str = "", indent: float = 0, has_header: bool = False,
    has_terms: bool = False,
) -> str:
    """A table.

    widths: of its columns, in points; name and description: for who cannot see it; indent: from the text's left edge, in
    points; has_terms: the first column is as a header to its row.
    """
    twips = [round(width * TWIPS) for width in widths]
    shift = f'<w:tblInd w:w="{round(indent * TWIPS)}" w:type="dxa"/>' if indent else ""
    told = (f'<w:tblCaption w:val="{escape(name)}"/>' if name else "") + (f'<w:tblDescription w:val="{escape(description)}"/>' if description else "")
    look = (f'<w:tblLook w:val="{0x0600 + 0x20 * has_header + 0x80 * has_terms:04X}" w:firstRow="{int(has_header)}" w:lastRow="0" w:firstColumn="{int(has_terms)}" '
            'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>')
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    return (f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(twips)}" w:type="dxa"/>{shift}<w:tblLayout w:type="fixed"/>{look}{told}</w:tblPr>'
            f'<w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>')


def row(cells: Iterable[str], *, is_header: bool = False, may_split: bool = False) -> str:
    """A row. is_header: Word repeats it on each page."""
    properties = ("" if may_split else "<w:cantSplit/>") + ("<w:tblHeader/>" if is_header else "")
    return f'<w:tr>{f"<w:trPr>{properties}</w:trPr>" if properties else ""}{"".join(cells)}</w:tr>'


def cell(content: str, width: float, *, fill: str = "", borders: str = "", margins: str = "", align: str = "") -> str:
    """A cell. content: blocks, the last a paragraph; width in points; borders and margins: of the cell itself, in the schema's order; align: top or bottom."""
    properties = (f'<w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/>' + (f"<w:tcBorders>{borders}</w:tcBorders>" if borders else "")
                  + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "") + (f"<w:tcMar>{margins}</w:tcMar>" if margins else "")
                  + (f'<w:vAlign w:val="{align}"/>' if align else ""))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def border(side: str, size: int, colour: str) -> str:
    """A line along one side of a cell. size: in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
