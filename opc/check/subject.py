"""What a check gets: the plan, the requirement, the sector; and what all checks share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from opc.finding import Finding, Related, Severity, brief
from opc.model.chapter import Chapter, Section
from opc.model.front_matter import Answer, Facts
from opc.model.plan import Plan
from opc.model.record import Record, Sector, attribute
from opc.model.requirement import Requirement
from opc.source import Span

BLOCK_WORDS = 25
"""As many words as a block that opc makes (a table, a list of steps) counts for."""

PLACEHOLDER = "[invullen"
"""How a field or text begins that `opc new` left open."""


class Options(Record):
    """The options of a kind of check that has none."""


class Subject(NamedTuple):
    """One requirement put to one plan, for one sector (None: for the text as such)."""

    plan: Plan
    requirement: Requirement
    sector: Sector | None = None
    asked: tuple[Requirement, ...] = ()
    """Every requirement that is put to this plan."""

    def finding(self, span: Span, message: str, hint: str = "", *, severity: Severity | None = None, related: tuple[Related, ...] = ()) -> Finding:
        """A finding of this requirement; a statutory one points at its record too."""
        own = self.requirement.layer == "kader"
        if self.requirement.layer != "huis":
            related = (*related, Related(self.requirement.span, self.requirement.in_words))
        severity = severity or self.requirement.severity
        return Finding(
            span, self.requirement.id, severity if self.decided or not own else min(Severity.waarschuwing, severity), brief(message), brief(hint), related, (self.sector,) if self.sector else (),
        )

    def due(self, message: str, hint: str = "", *, severity: Severity | None = None) -> Finding:
        """Something that is absent: it has no line, so point at the line that makes it due, the sectors of plan.yaml or the kader itself."""
        return self.finding(self.requirement.at("id") if self.requirement.layer == "kader" else self.plan.file.at("sectoren"), message, hint, severity=severity)

    @property
    def steps(self) -> Span:
        """Where a step that is absent belongs."""
        decisions = self.plan.decisions
        return decisions.key("stappen") if decisions.has("stappen") else self.plan.file.at("sectoren")

    @property
    def decided(self) -> bool:
        """Whether the plan says that it was adopted; in a concept, steps may still be to come."""
        return self.plan.file.status == "vastgesteld"

    @property
    def step_severity(self) -> Severity:
        """How bad it is that a step was not taken: in a concept it is only still to be done."""
        return self.requirement.severity if self.decided else min(Severity.waarschuwing, self.requirement.severity)

    def answers(self) -> Iterator[tuple[Chapter, Answer]]:
        """What the chapters name under `eisen:` for this requirement and sector."""
        return self.plan.answers(self.requirement.id, self.sector)

    def concerns(self, sectors: tuple[str, ...]) -> bool:
        """Whether something that is said for these sectors (none: for all) is said for this one."""
        return not sectors or self.sector is None or self.sector in sectors

    def facts(self, key: str) -> Iterator[tuple[Chapter, Any]]:
        """What the chapters' front matter holds under a (Dutch) key of `Facts`."""
        name = attribute(Facts, key)
        for chapter in self.plan.chapters:
            if self.concerns(chapter.front.sectors) and (found := getattr(chapter.front, name)):
                yield chapter, found



def value(record: Record, key: str) -> Any:
    """The value under a (Dutch) key."""
    return getattr(record, attribute(type(record), key))


def blank(said: Any) -> bool:
    """Whether a fact says nothing yet: it is empty, or `opc new` left it open."""
    if isinstance(said, tuple):
        return all(blank(item) for item in said)
    return said.startswith(PLACEHOLDER) if isinstance(said, str) and said else not said


def text(chapter: Chapter, section: Section | None) -> str:
    """The prose of a section or of a whole chapter."""
    begin, end = _extent(chapter, section)
    return chapter.prose[begin:end]


def words(chapter: Chapter, section: Section | None) -> int:
    """The words of a section or of a whole chapter; blocks count as well."""
    begin, end = _extent(chapter, section)
    blocks = sum(1 for item in chapter.expressions if item.block and begin <= item.begin < end)
    return chapter.words(begin, end) + BLOCK_WORDS * blocks


def empty(chapter: Chapter, section: Section | None) -> bool:
    """Whether there is not one word, nor a block; they need not be counted."""
    begin, end = _extent(chapter, section)
    return not chapter.prose[begin:end].strip() and not any(item.block and begin <= item.begin < end for item in chapter.expressions)


def written(chapter: Chapter, section: Section | None) -> int:
    """The words that say something: those of a place that `opc new` left open do not."""
    begin, end = _extent(chapter, section)
    open_ = re.findall(rf"{re.escape(PLACEHOLDER)}[^\]\n]*\]?", chapter.prose[begin:end])
    return words(chapter, section) - sum(len(place.split()) for place in open_)


def _extent(chapter: Chapter, section: Section | None) -> tuple[int, int]:
    return (section.text_begin, section.end) if section else (chapter.body, len(chapter.source.text))
