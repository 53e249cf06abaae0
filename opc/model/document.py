"""A composed document: one Markdown text with everything filled in, ready for every writer alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from opc.model.picture import Picture
from opc.model.plan_file import Accessibility, HouseStyle


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the reader meets it, for tables of contents. level 1 is a chapter or a bijlage."""

    level: int
    number: str
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step in the making of the plan, for the page that tells where it stands. outcome: empty as long as nobody noted it."""

    day: str
    """In words; empty when it is not known yet."""
    title: str
    actors: str
    outcome: str
    conditions: tuple[str, ...] = ()
    document: str = ""
    address: str = ""
    """Where the document can be read: a web address."""
    done: bool = False
    """Whether it is behind us."""
    waits: bool = False
    """Whether its day has passed without an outcome that anybody noted."""
    ends: bool = False
    """Whether it is the end of the period, which is no step that anybody takes."""


PhaseState = Literal["klaar", "nu", "straks", "komt"]
"""Behind us, going on, the next to begin, and what comes after that."""


@dataclass(frozen=True, slots=True)
class Phase:
    """Steps of a kind, as one part of the way to a plan. when: its months, in words; steps: their titles."""

    title: str
    when: str
    state: PhaseState
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a plan stands on a day."""

    day: str
    """In words."""
    now: str
    """Where we are, in a few sentences."""
    phases: tuple[Phase, ...]
    steps: tuple[Step, ...]
    """In the order of their days, those without a day last."""
    versions: tuple[tuple[str, str, str], ...] = ()
    """Number, day and what changed, the newest first."""
    places: tuple[tuple[str, str, str], ...] = ()
    """Where the plan says more: what to call the place, what stands there, and its anchor."""


@dataclass(frozen=True, slots=True)
class Priority:
    """A speerpunt, as a first page offers it. notice: what a reader will notice of it. anchor: where it is worked out; empty if nowhere."""

    number: str
    title: str
    notice: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along in the PDF. kind: its media type. relation: what it is to the text, data or source (ISO 32000-2)."""

    name: str
    description: str
    kind: str
    relation: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Appointment:
    """A day for in a calendar. id: the same in every edition of the plan."""

    id: str
    day: date
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Document:
    """What the writers get. The same document gives the same bytes.

    parts: the text, a Markdown for each chapter, in opc's dialect (see plans/README.md) in which numbers, references, tables
    and captions are filled in, with these classes for the writers: span `.nummer` (a number before a title or caption), link `.verwijzing` (with
    `.met-bladzijde`: on paper the page of its target comes after it), link
    `.bladzijde` (the page on which its target stands), link `.vindplaats` (the same on paper; on a screen its own words), div `.tabel` with titel, nummer, bron, kolommen (the unit of each
    column, comma separated), totalen (rows to stress, from 1) and liggend="ja" (on a landscape page), div `.inleiding` (the line under a chapter's title), div `.kader`,
    `.voorbeeld`, `.kwestie`, `.kanttekening` (in the margin, beside what follows), `.citaat`, `.register` (a list of words, each with its `.vindplaats` links), `.po`, `.vo`, image `.sier` (decoration, for the eye alone), heading `.bijlage` and `.ongenummerd`.
    assets: path as it stands in the Markdown -> the file on disk.
    pictures: path as it stands in the Markdown -> what `write.drawing` draws there, before any writer begins; a div `.cijfers` with titel holds the table of its numbers (with `.scherm`: for a screen only).
    facts: what cover and colofon show, as (label, text).
    """

    title: str
    subtitle: str
    period: str
    version: str
    status: str
    organisations: tuple[tuple[str, str], ...]
    """Name and number of each samenwerkingsverband."""
    author: str
    date: str
    """The day of the version, ISO: what the files say of their making; never the clock."""
    parts: tuple[str, ...]
    headings: tuple[Heading, ...]
    style: HouseStyle
    assets: Mapping[str, Path]
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    facts: tuple[tuple[str, str], ...] = ()
    standing: Standing | None = None
    """Where its making stands; none of a short version."""
    summary: str = ""
    """The anchor of the chapter that sums the plan up."""
    priorities: tuple[Priority, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    accessibility: Accessibility = field(default_factory=Accessibility)
    contact: str = ""
    """The e-mail address for whoever cannot use the document."""
    watermark: str = ""
    language: str = "nl-NL"
    logo: Path | None = None
    cover: Path | None = None
    fonts: Path | None = None
    """A folder with the house style's own fonts."""
    look: str = "boek"
    """boek: with a cover and contents; blad: the title stands above the text; poster: all on one side."""
    paper: str = "A4"
    landscape: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    """What goes in a CSV file, the names of the columns first."""
    calendar: tuple[Appointment, ...] = ()

    @property
    def markdown(self) -> str:
        """The whole text."""
        return "\n".join(self.parts)

    def source(self, path: str) -> Path:
        """The file on disk of an image, by the path that stands in the Markdown. Raises KeyError."""
        return self.assets.get(path) or self.assets[unquote(path)]
