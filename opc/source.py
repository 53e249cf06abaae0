"""Where a text comes from, and a place in it.

Lines and columns count from 1; a column is one Unicode code point; an end column is one past the last
character, as SARIF 2.1.0 means it. Files are named by their POSIX path relative to the root of the reader.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, Self


class _Stretch(NamedTuple):
    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Span(_Stretch):
    """A stretch of text in a file; prints as `file:line:column`."""

    __slots__ = ()

    def __new__(cls, file: str, line: int = 1, column: int = 1, end_line: int = 0, end_column: int = 0) -> Self:
        """Without an end: one point."""
        return super().__new__(cls, file, line, column, end_line or line, end_column or column)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Source:
    """A file's text: lines end in a line feed, there is no byte order mark."""

    file: str
    text: str

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset at which each line begins."""
        return tuple(accumulate((len(line) + 1 for line in self.text.split("\n")[:-1]), initial=0))

    def span(self, begin: int, end: int | None = None) -> Span:
        """The place of text[begin:end], offsets in code points from 0; without an end, one point."""
        line, column = self._place(begin)
        end_line, end_column = (line, column) if end is None else self._place(end)
        return Span(self.file, line, column, end_line, end_column)

    def offset(self, line: int, column: int = 1) -> int:
        """The offset of a place, counted from 0; a line past the end gives the end of the text."""
        if line > len(self.starts):
            return len(self.text)
        return min(self.starts[line - 1] + column - 1, len(self.text))

    def line(self, number: int) -> str:
        """The text of one line, without its newline; empty past the end."""
        if not 1 <= number <= len(self.starts):
            return ""
        begin = self.starts[number - 1]
        end = self.text.find("\n", begin)
        return self.text[begin:] if end < 0 else self.text[begin:end]

    def whole_line(self, number: int) -> Span:
        """The place of a line's text, without the blanks around it."""
        text = self.line(number)
        begin = len(text) - len(text.lstrip()) + 1
        return Span(self.file, number, begin, number, max(begin, len(text.rstrip()) + 1))

    def _place(self, offset: int) -> tuple[int, int]:
        offset = max(0, min(offset, len(self.text)))
        row = bisect_right(self.starts, offset) - 1
        return row + 1, offset - self.starts[row] + 1
