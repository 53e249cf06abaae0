"""A plan: everything that was read from one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from opc.model.chapter import Chapter, Section
from opc.model.front_matter import Answer, Facts
from opc.model.goal import Action, Indicator
from opc.model.plan_file import Change, Decisions, Event, HouseStyle, PlanFile, Reviews, Terms, Version
from opc.model.record import Sector, Sectors
from opc.model.requirement import Frame, Requirement
from opc.model.table import Table
from opc.source import Source, Span

if TYPE_CHECKING:
    from opc.model.contribution import Contribution  # only some plans have any
    from opc.model.paragraph import Index

Found = TypeVar("Found")


class Asset(NamedTuple):
    """A picture on disk. size: pixels, None for SVG."""

    path: str
    """Relative to the plan's folder, POSIX."""
    size: tuple[int, int] | None
    makers: tuple[str, ...] = ()
    """Who made it, as its metadata say."""
    located: bool = False
    """Whether its metadata say where it was taken."""


@dataclass(frozen=True, eq=False, repr=False)
class Plan:
    """One plan, of one period. folder: relative to the reader's root, POSIX."""

    folder: str
    file: PlanFile
    decisions: Decisions
    terms: Terms
    style: HouseStyle
    chapters: tuple[Chapter, ...]
    tables: Mapping[str, Table]
    indicators: tuple[Indicator, ...]
    actions: tuple[Action, ...]
    assets: Mapping[str, Asset] = field(default_factory=dict)
    frames: tuple[Frame, ...] = ()
    """What the samenwerkingsverband itself asks of the plan: the records of kaders.yaml."""
    frames_lost: bool = False
    """Whether kaders.yaml has a mistake: then not everything that the samenwerkingsverband asks was tested."""
    issues: tuple[Contribution, ...] = ()
    """kwesties.yaml: what asks for a solution."""
    building_blocks: tuple[Contribution, ...] = ()
    """bouwstenen.yaml: what taking part yielded."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Every text that was read, by path: reports show its lines."""
    unread: frozenset[str] | None = frozenset()
    """Tables that tabellen.yaml names and that could not be read; None when it could not be read itself."""
    broken: frozenset[str] = frozenset()
    """Files whose fields could not be read, as findings name them: that was noticed, so nothing follows from what they lack."""
    reviews: Reviews | None = None
    """Who read which answer; None when this plan keeps no reviews."""
    elsewhere: frozenset[str] = frozenset()
    """In an edition for one sector: the anchors of the whole plan. A reference to one of them is no mistake."""

    @property
    def span(self) -> Span:
        """plan.yaml."""
        return Span(self.place("plan.yaml"))

    def place(self, name: str) -> str:
        """The path of a file of the plan, as findings show it."""
        return f"{self.folder}/{name}" if self.folder not in ("", ".") else name

    @cached_property
    def small(self) -> tuple[tuple[Chapter, str, str], ...]:
        """Each chapter with its text, facts and all, in small letters: as it stands, and with its words one space apart."""
        texts = ((chapter, (chapter.source.text[: chapter.body] + chapter.prose[chapter.body :]).lower()) for chapter in self.chapters)
        return tuple((chapter, text, " ".join(text.split())) for chapter, text in texts)

    @cached_property
    def fields_lost(self) -> bool:
        """Whether a chapter, or its fields, could not be read: then no one knows what the chapters lack."""
        folders = (self.place("hoofdstukken"), self.place("bijlagen"))
        return any(name == folder or name.startswith(f"{folder}/") for name in self.broken for folder in folders)

    @property
    def goals_lost(self) -> bool:
        """Whether a table of actions or indicators, or a chapter that may name one, could not be read."""
        return self.fields_lost or any(self.is_unread(table) for chapter in self.chapters for table in (chapter.front.actions, chapter.front.indicators) if table)

    @property
    def whole(self) -> bool:
        """Whether everything could be read."""
        return not self.broken and self.unread == frozenset()

    def is_unread(self, table: str) -> bool:
        """Whether this table may be there, in a file that could not be read: that was noticed, so nothing follows from its absence."""
        return table not in self.tables and (self.unread is None or table in self.unread)

    @property
    def sectors(self) -> Sectors:
        """po, vo or both."""
        return self.file.sectors

    def wants(self, requirement: Requirement) -> bool:
        """Whether the group of a rule is switched on: rules about language only when plan.yaml asks for them."""
        return requirement.group != "taal" or self.file.language is not None

    @property
    def adopted(self) -> date | None:
        """The day on which the plan was adopted, if it was."""
        return max((event.day for event in self.events("vaststelling")), default=None)

    @property
    def changes(self) -> tuple[tuple[Version, Change], ...]:
        """The versions that changed this plan after its adoption, for the sectors of this edition."""
        return tuple((version, change) for version, change in self.decisions.changes if not change.sectors or set(change.sectors) & set(self.sectors))

    def events(self, kind: str, sector: Sector | None = None, change: str = "") -> tuple[Event, ...]:
        """The steps of one kind that (also) concern a sector, in the order of the file: those of the plan itself, or of a change of it."""
        return tuple(
            event
            for event in self.decisions.events
            if event.kind == kind and event.change == change and (sector is None or not event.sectors or sector in event.sectors)
        )

    @property
    def body(self) -> tuple[Chapter, ...]:
        """The chapters, without the bijlagen."""
        return tuple(chapter for chapter in self.chapters if not chapter.appendix)

    @property
    def appendices(self) -> tuple[Chapter, ...]:
        """The bijlagen."""
        return tuple(chapter for chapter in self.chapters if chapter.appendix)

    def facts(self, get: Callable[[Facts], Found]) -> Iterator[tuple[Chapter, Found]]:
        """What the chapters say of one group of facts (get: lambda facts: facts.growth); empty ones are left out."""
        for chapter in self.chapters:
            if found := get(chapter.front):
                yield chapter, found

    def fact(self, get: Callable[[Facts], Found]) -> Found | None:
        """The first chapter's facts of one group."""
        return next((found for _, found in self.facts(get)), None)

    def answers(self, requirement: str, sector: Sector | None = None) -> Iterator[tuple[Chapter, Answer]]:
        """What the chapters name under `eisen:` for a requirement; sector: for that one only, None for any."""
        for chapter in self.chapters:
            for answer in chapter.front.answers:
                if answer.requirement == requirement and (sector is None or (answer.sector in (None, sector) and (not chapter.front.sectors or sector in chapter.front.sectors))):
                    yield chapter, answer

    @cached_property
    def index(self) -> Index:
        """Finds the paragraphs that are about something."""
        from opc.model.paragraph import Index  # a plan that answers everything does without

        return Index(self)

    @cached_property
    def anchors(self) -> dict[str, str]:
        """Every anchor that a reference may name, with the file that holds it; of two the first."""
        from opc.model.value import anchors  # which knows plans

        return anchors(self)

    @cached_property
    def functions(self) -> dict[str, Callable[..., Any]]:
        """Every function that an expression in a chapter may call."""
        from opc.model.value import functions

        return functions(self)

    @cached_property
    def sections(self) -> dict[str, tuple[Chapter, Section | None]]:
        """Chapters and sections by anchor; the first wins."""
        found: dict[str, tuple[Chapter, Section | None]] = {}
        for chapter in self.chapters:
            found.setdefault(chapter.anchor, (chapter, None))
            for section in chapter.sections:
                found.setdefault(section.anchor, (chapter, section))
        return found
