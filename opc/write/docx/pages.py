"""A guess at the page on which each place of a Word file will stand.

Only Word knows where its pages end, and it fills in page numbers when it opens or prints the file. Programs that do not
(a preview, a browser) show what is written in the file: this guess, which a simple account of lines and heights gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from opc.write.columns import text_width
from opc.write.docx.look import MEASURE, ROOM, Metrics

_HOLE = re.compile("\ue000([^\ue001]*)\ue001")
_FULL = 0.97  # how much of a line words fill, the rest is lost at its end


def hole(anchor: str) -> str:
    """What stands in the text until the page of this anchor is known."""
    return f"\ue000{anchor}\ue001"


def lines_of(length: float, width: float) -> int:
    """How many lines of this width words take that are so long on one line, both in points."""
    return max(1, ceil(length / max(1.0, width * _FULL)))


@dataclass(slots=True)
class Pages:
    """How far the text has come. Heights in points."""

    styles: Mapping[str, Metrics]
    page: int = 1
    height: float = 0.0
    kept: float = 0.0
    """What may not be parted from the paragraph that follows."""
    room: float = ROOM
    found: dict[str, int] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)

    def mark(self, anchor: str) -> None:
        """The next block is the place with this name."""
        self.waiting.append(anchor)

    def paragraph(self, style: str, text: str, width: float = MEASURE, *, is_kept: bool = False, joins: bool = False) -> None:
        """A paragraph follows. is_kept: it stays on the page of what comes after it. joins: no page begins with it, whatever its style says."""
        metrics = self.styles.get(style) or Metrics()
        if metrics.is_new_page and not joins:
            self.turn()
        lines = lines_of(text_width(text) * metrics.size, width)
        height = lines * metrics.line + (metrics.before if self.height else 0) + metrics.after
        if is_kept:
            self.kept += height
            if self.height + self.kept + 2 * 14 > self.room:
                self.turn()
            self.settle(height)
        elif self.height + height - metrics.after <= self.room:
            self.settle(height)
            self.kept = 0
        else:
            fits = int((self.room - self.height - metrics.before) // metrics.line)
            fits = fits if fits >= 2 and lines - fits >= 2 else 0
            if fits:
                self.settle(0)
            self.turn()
            self.settle((lines - fits) * metrics.line + metrics.after)
            self.kept = 0

    def block(self, height: float) -> None:
        """Something of this height follows, which is not parted."""
        if self.height and self.height + height > self.room:
            self.turn()
        self.settle(height)
        self.kept = 0

    def together(self, height: float) -> None:
        """What follows is this high and stays on one page."""
        if self.height + height > self.room:
            self.turn()

    def settle(self, height: float) -> None:
        """The height is used, on this page."""
        for anchor in self.waiting:
            self.found.setdefault(anchor, self.page)
        self.waiting.clear()
        self.height += height
        while self.height > self.room + 40:
            self.page += 1
            self.height -= self.room

    def turn(self) -> None:
        """A new page begins, unless this one is empty."""
        if self.height:
            self.page += 1
            self.height = self.kept = 0

    def filled(self, text: str) -> str:
        """The text with page numbers in its holes."""
        return _HOLE.sub(lambda match: str(self.found.get(match[1], 1)), text)
