"""Chapters and bijlagen: the text as written, and what stands where in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from opc.model.front_matter import Appendix, FrontMatter
from opc.model.record import Sectors
from opc.source import Source, Span

# Offsets below are code points from the begin of the file's text.


class Section(NamedTuple):
    """A heading and all that stands under it, up to the next heading of its level. level: 2 for a paragraaf."""

    anchor: str
    title: str
    level: int
    begin: int
    end: int
    text_begin: int
    """Where the heading ends and the text begins."""
    span: Span
    sectors: Sectors
    explicit: bool
    """Whether the writer gave the anchor with {#…}."""


class Link(NamedTuple):
    """A link. target: #id for a place in the plan; without text, opc writes the words."""

    target: str
    text: str
    begin: int
    end: int
    span: Span


class Image(NamedTuple):
    """A picture, with the path as the writer typed it."""

    path: str
    caption: str
    alt: str
    anchor: str
    attributes: Mapping[str, str]
    begin: int
    end: int
    span: Span
    alone: bool = False
    """Whether it is a paragraph of its own: then it is a figure, if it is no decoration."""
    decoration: bool = False
    """Whether the writer says that it tells nothing: no caption, no number, and screen readers pass it by."""


class Expression(NamedTuple):
    """`{{ … }}`: formula is what stands between the braces; block: alone on its line."""

    formula: str
    block: bool
    begin: int
    end: int
    span: Span


class Div(NamedTuple):
    """`::: name … :::`, offsets of the whole, fences included."""

    name: str
    anchor: str
    attributes: Mapping[str, str]
    begin: int
    open_end: int
    """Where the line of the opening fence ends."""
    close_begin: int
    end: int
    span: Span


class PipeTable(NamedTuple):
    """A table typed in the text. header: the texts of the first row."""

    header: tuple[str, ...]
    rows: int
    begin: int
    end: int
    span: Span


@dataclass(frozen=True)
class Chapter:
    """A chapter or a bijlage."""

    source: Source
    front: FrontMatter
    anchor: str
    body: int
    """The offset at which the text begins, after the front matter."""
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    expressions: tuple[Expression, ...] = ()
    divs: tuple[Div, ...] = ()
    tables: tuple[PipeTable, ...] = ()
    footnotes: tuple[tuple[int, int], ...] = ()
    """Where the name of each footnote stands, in its mark and in its text."""
    prose: str = field(default="", repr=False)
    """The file's text with everything but running text blanked out: offsets stay right."""

    @property
    def file(self) -> str:
        """The path, relative to the root of the reader."""
        return self.source.file

    @property
    def appendix(self) -> Appendix | None:
        """The front matter, when this is a bijlage."""
        return self.front if isinstance(self.front, Appendix) else None

    @property
    def kind(self) -> str:
        """What the chapter is about."""
        return str(getattr(self.front, "kind", "vrij"))

    def sectors_at(self, offset: int) -> Sectors:
        """The sectors for which a place holds: of the innermost ::: po or ::: vo around it, else of the chapter."""
        sectors: Sectors = self.front.sectors
        for div in self.divs:
            if div.name in ("po", "vo") and div.begin <= offset < div.end:
                sectors = ("po",) if div.name == "po" else ("vo",)
        return sectors

    def words(self, begin: int, end: int) -> int:
        """How many words of running text stand between two offsets."""
        return len(self.prose[begin:end].split())

    @cached_property
    def by_anchor(self) -> dict[str, Section]:
        """The sections by anchor; the first wins."""
        return {section.anchor: section for section in reversed(self.sections)}
