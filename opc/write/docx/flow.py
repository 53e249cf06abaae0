"""The stream of blocks that a Word file is: where it stands, what has been written, and how far down the page it has come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from opc.write.columns import Family
from opc.write.docx.look import BOTTOM, HANG, LEFT, MEASURE, PAGE, ROOM, TOP, TWIPS
from opc.write.docx.pages import Pages
from opc.write.docx.text import Text
from opc.write.docx.xml import Ink, paragraph, run, with_properties
from opc.write.docx.xml import field as field_of

STEP = 14.0
"""How far a list is indented per level, in points."""
WHOLE = 340.0
"""A table lower than this many points stays on one page, as in the PDF."""
KEPT = "<w:keepNext/>"
_FARTHEST = 31  # points between a border and its text, in Word


def _frame(left: float, width: float) -> str:
    """A frame beside the text that follows it. left: from the edge of the page; both in points."""
    return f'<w:framePr w:w="{round(width * TWIPS)}" w:wrap="around" w:vAnchor="text" w:hAnchor="page" w:x="{round(left * TWIPS)}" w:y="1"/>'


_BESIDE = _frame(LEFT - HANG, HANG - STEP)
"""In the column for numbers and labels."""
NOTE = _frame(LEFT - HANG * 1.5, HANG * 1.25)
"""It goes on to the left of that column."""
_COUNTED = re.compile(r"([^\W\d]+[\s\u00a0])(\d+)")
_PARAGRAPH = "<w:p>"
_HEADING = '<w:p><w:pPr><w:pStyle w:val="Heading'
_ROOMY = re.compile(r'<w:p><w:pPr><w:pStyle w:val="(Heading|Natabel|Voortabel)')
_ONE_COLUMN = '<w:cols w:space="708"/>'
_TWO_COLUMNS = '<w:cols w:num="2" w:space="510"/>'
_NEAR = 5  # paragraphs: so little of a chapter does not stay behind when a landscape table follows


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand.

    style: of a paragraph there. width: in points. level: of the list, -1 outside of one. bar: the colour of a line beside
    the text. label: of a sector, still to be shown. is_top: in no other block but a sector's, so that a table may ask for more
    width or a page of its own. is_boxed: in a box.
    """

    style: str = "BodyText"
    width: float = MEASURE
    level: int = -1
    bar: str = ""
    label: str = ""
    is_top: bool = False
    is_boxed: bool = False
    is_card: bool = False
    """In a card of a poster, where there is no room for a box in a box."""

    @property
    def indent(self) -> float:
        """How far its text stands from the left, in points."""
        return STEP * (self.level + 1)

    def line(self, space: float = 0) -> str:
        """The border that draws the bar. space: how far the paragraph is indented."""
        if not self.bar:
            return ""
        return f'<w:pBdr><w:left w:val="single" w:sz="8" w:space="{min(_FARTHEST, round(11 + space))}" w:color="{self.bar}"/></w:pBdr>'


def sector(name: str) -> str:
    """The name of a sector, in a frame."""
    return run(f"\u00a0{name}\u00a0", Ink(style="Sectornaam"))


@dataclass(slots=True)
class Flow:
    """Blocks, one after another in `out`. sections: how an upright and a landscape section end."""

    text: Text
    look: Mapping[str, str]
    pages: Pages
    table_size: float
    """The size of type in tables, in points."""
    sections: tuple[str, str]
    family: Family = field(default_factory=Family)
    broad: frozenset[int] = frozenset()
    out: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """The last number of each sort of caption."""

    def paragraph(self, style: str, text: str, content: str, place: Place, properties: str = "", *, is_kept: bool = False, joins: bool = False) -> None:
        """Write a paragraph, and count its lines. text and content: its words, and runs of them; is_kept: it stays on the page of what follows.

        joins: no page begins with it, whatever its style says.
        """
        for anchor in self.text.passed:
            self.pages.mark(anchor)
        self.text.passed.clear()
        self.pages.paragraph(style, text, place.width - place.indent, is_kept=is_kept, joins=joins)
        self.out.append(paragraph(style, content, properties))

    def mark(self, anchor: str) -> None:
        """A place between blocks with this id."""
        if anchor:
            self.pages.mark(anchor)
            self.out.append(self.text.place(anchor))

    def label(self, name: str) -> None:
        """The name of a sector in the margin, beside the paragraph that follows."""
        self.out.append(paragraph("Sectorlabel", sector(name), _BESIDE))

    def caption(self, style: str, number: str, title: tuple[str, str], anchor: str, place: Place, properties: str = "") -> None:
        """A caption. title: its words as text and as runs. The number counts by itself, and is what references repeat."""
        plain, words = title
        self.pages.mark(anchor)
        if match := _COUNTED.fullmatch(number):
            sort, value = match[1], int(match[2])
            follows = self.counts.get(sort, 0) + 1 == value
            self.counts[sort] = value
            code = f"SEQ {sort.strip()} \\* ARABIC" + ("" if follows else f" \\r {value}")
            made = run(sort) + self.text.place(anchor, field_of(code, run(match[2])))
        else:
            made = self.text.place(anchor, run(number) if number else words)
        if number and words:
            made += run("\u2002") + words
        self.paragraph(style, f"{number} {plain}", made, place, properties, is_kept=KEPT in properties)

    def space_after(self) -> None:
        """Some room below a table, which also parts it from a table that follows."""
        self.out.append(paragraph("Natabel"))
        self.pages.settle(self.pages.styles["Natabel"].line)

    def space_before(self, place: Place) -> None:
        """Some room above a box, unless a heading or other room is there."""
        if self.out and place.level < 0 and not _ROOMY.match(self.out[-1]):
            self.out.append(paragraph("Voortabel"))
            self.pages.settle(self.pages.styles["Voortabel"].line)

    def landscape_begin(self) -> int:
        """Where in `out` the landscape section begins: headings right above go along, and so does the little that a chapter began with."""
        end = begin = len(self.out)
        for index in range(end - 1, max(end - _NEAR, 0) - 1, -1):
            if not self.out[index].startswith(_PARAGRAPH) or self.sections[1] in self.out[index]:
                break
            if self.out[index].startswith(_HEADING + '1"'):
                begin = index
                break
        while begin and self.out[begin - 1].startswith(_HEADING):
            begin -= 1
        if not any(block.startswith(_HEADING + '1"') for block in self.out[begin:]):
            self.pages.turn()
        self.pages.room = PAGE[0] - TOP - BOTTOM
        return begin

    def columns(self, begin: int) -> None:
        """The paragraphs from here on in `out` stand in two columns, on the page on which they begin.

        Word makes columns even in height only when the section after them begins on the same page.
        """
        going_on = self.sections[0].replace("<w:pgSz", '<w:type w:val="continuous"/><w:pgSz').replace("<w:titlePg/>", "")
        self._section(begin)
        self.out[-1] = with_properties(self.out[-1], going_on.replace(_ONE_COLUMN, _TWO_COLUMNS))
        self.out.append(paragraph("Natabel", properties=going_on))

    def _section(self, begin: int) -> None:
        """An upright section ends before this block of `out`."""
        if begin and self.out[begin - 1].startswith(_PARAGRAPH):
            self.out[begin - 1] = with_properties(self.out[begin - 1], self.sections[0])
        elif begin:
            self.out.insert(begin, paragraph("Natabel", properties=self.sections[0]))

    def landscape_end(self, begin: int) -> None:
        """The landscape section ends after the last block, which is a paragraph."""
        landscape = self.sections[1]
        if begin and landscape in self.out[begin - 1]:
            self.out[begin - 1] = self.out[begin - 1].replace(landscape, "")
        else:
            self._section(begin)
        self.out[-1] = with_properties(self.out[-1], landscape)
        self.pages.turn()
        self.pages.room = ROOM
