"""What a reviewer read: fingerprints of an answer and of what it answers, and which answers are to be read again.

An answer changes when its text does, or the facts and figures that stand in it; a requirement when it is worded anew.
White space does not count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from pydantic import BaseModel

from opc import dutch
from opc.model.chapter import Chapter, Section
from opc.model.evidence import BLOCKS
from opc.model.formula import FormulaError
from opc.model.front_matter import Answer, Facts
from opc.model.plan import Plan
from opc.model.plan_file import Review
from opc.model.record import Sector
from opc.model.requirement import Requirement
from opc.model.selection import for_sector
from opc.model.value import Block, evaluate_in, printed

Part = Literal["text", "facts", "wording"]
PARTS: tuple[Part, ...] = ("text", "facts", "wording")
"""The fields of a review that are fingerprints."""
CHANGES: dict[Part, str] = {"text": "de tekst", "facts": "de feiten of cijfers", "wording": "de omschrijving van de eis"}
"""What each is a fingerprint of."""

_KEYS = {info.alias or name: name for name, info in Facts.model_fields.items()}
_GOALS = ("speerpunt", "speerpuntbladzijde", "acties", "indicatoren", "planning", "planningsbeeld")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One answer, for one sector, and how far it was reviewed.

    now: the fingerprints of today, by part. review: who reviewed it when; None when nobody did yet.
    """

    requirement: Requirement
    sector: Sector
    chapter: Chapter
    answer: Answer
    now: dict[Part, str]
    review: Review | None

    @property
    def changed(self) -> tuple[Part, ...]:
        """Which parts are no longer what the reviewer read: text, facts, wording."""
        return tuple(part for part in PARTS if self.review and getattr(self.review, part) != self.now[part])

    @property
    def due(self) -> bool:
        """Whether somebody should read it: for the first time or again."""
        return self.review is None or bool(self.changed)

    @property
    def state(self) -> Literal["beoordeeld", "opnieuw te beoordelen", "nog niet beoordeeld"]:
        """The same in words."""
        return "nog niet beoordeeld" if self.review is None else "opnieuw te beoordelen" if self.changed else "beoordeeld"


    @property
    def in_words(self) -> str:
        """The same with who reviewed it when, and what changed after that."""
        if self.review is None:
            return self.state
        day = dutch.long_date(self.review.day)
        if not self.changed:
            return f"beoordeeld door {self.review.by} op {day}"
        many = len(self.changed) > 1 or "facts" in self.changed
        return f"opnieuw te beoordelen: {dutch.listing(CHANGES[part] for part in self.changed)} {'zijn' if many else 'is'} veranderd nadat {self.review.by} dit op {day} beoordeelde"


def reviewed(plan: Plan, requirements: Iterable[Requirement]) -> tuple[Reviewed, ...]:
    """Every answer of the plan, in the order of the requirements."""
    asked = tuple(requirements)
    editions: dict[Sector, Plan] = {sector: for_sector(plan, sector) for sector in plan.sectors}
    known = plan.reviews.reviews if plan.reviews else {}
    found = []
    for requirement in asked:
        for sector, edition in editions.items():
            named = edition.answers(requirement.id, sector) if not requirement.sectors or sector in requirement.sectors else ()
            answers = tuple((chapter, answer) for chapter, answer in named if answer.anchor in edition.sections)
            if answers:
                review = known.get(requirement.id, {}).get(sector)
                found.append(Reviewed(requirement, sector, *answers[0], _fingerprints(edition, requirement, sector, answers), review))
    return tuple(found)


def _fingerprints(plan: Plan, requirement: Requirement, sector: Sector, answers: tuple[tuple[Chapter, Answer], ...]) -> dict[Part, str]:
    named = {answer.anchor for _, answer in answers} | set(_pointed(plan, requirement))
    places = [plan.sections[anchor] for anchor in sorted(named) if anchor in plan.sections]
    text = [_text(plan, chapter, section) for chapter, section in places]
    facts: dict[str, Any] = {"": [value for chapter, section in places for value in _figures(plan, chapter, section)]}
    facts |= {anchor: _table(plan, anchor.removeprefix("tabel-")) for anchor in named if anchor.startswith("tabel-")}
    for test in requirement.tests:
        facts |= _tested(plan, test.kind, str(test.options.get("blok", "")), sector)
    return {"text": _digest(text), "facts": _digest(facts), "wording": _digest(requirement.text)}


def _pointed(plan: Plan, requirement: Requirement) -> Iterator[str]:
    """The places where the results stand, for a requirement that is tested by them."""
    if any(test.kind == "kwadranten" for test in requirement.tests):
        for _, results in plan.facts(lambda facts: facts.results):
            for quadrants in filter(None, (results.intended, results.achieved) if results else ()):
                yield from (quadrants.qualitative, quadrants.quantitative)
            if results and results.money:
                yield results.money


def _text(plan: Plan, chapter: Chapter, section: Section | None) -> str:
    """What stands there for the sector of this edition."""
    at, end = _extent(chapter, section)
    pieces = []
    for div in chapter.divs:
        if div.name in ("po", "vo") and div.name not in plan.sectors and at <= div.begin < end:
            pieces.append(chapter.source.text[at : div.begin])
            at = min(div.end, end)
    return "".join([*pieces, chapter.source.text[at:end]])


def _extent(chapter: Chapter, section: Section | None) -> tuple[int, int]:
    return (section.begin, section.end) if section else (chapter.body, len(chapter.source.text))


def _figures(plan: Plan, chapter: Chapter, section: Section | None) -> Iterator[Any]:
    """What the expressions of a section come out as: numbers, tables, facts."""
    begin, end = _extent(chapter, section)
    for expression in chapter.expressions:
        if begin <= expression.begin < end:
            try:
                value = evaluate_in(plan, expression.formula)
            except FormulaError:
                continue  # a finding of its own; the formula as written is in the text
            yield _block(plan, value) if isinstance(value, Block) else printed(value)


def _block(plan: Plan, block: Block) -> Any:
    if block.name == "tabel":
        return _table(plan, block.arguments[0])
    if block.name in _GOALS:
        return [_facts(plan, "speerpunten"), plan.actions, plan.indicators]
    return _facts(plan, block.name)


def _tested(plan: Plan, kind: str, group: str, sector: Sector) -> dict[str, Any]:
    """What a test looks at, by name, so that a test more of the same facts changes nothing."""
    if kind == "doelen":
        return {"indicatoren": plan.indicators}
    if kind == "begroting":
        return {kind: [_table(plan, budgets.of(sector)) for _, budgets in plan.facts(lambda facts: facts.budgets) if budgets]}
    key = group or BLOCKS.get(kind, "")
    return {key: _facts(plan, key)} if key in _KEYS else {}


def _facts(plan: Plan, key: str) -> Any:
    return [found for chapter in plan.chapters if (found := getattr(chapter.front, _KEYS[key]))] if key in _KEYS else []


def _table(plan: Plan, name: str) -> Any:
    table = plan.tables.get(name)
    return [[str(cell.text if cell.value is None else cell.value) for cell in row.cells] for row in table.rows] if table else []


def _digest(values: Any) -> str:
    """A fingerprint of 16 hex digits, of texts, facts and figures; of what they say, not of where they stand."""
    import hashlib  # only who reviews needs it, and loading OpenSSL costs 3 ms

    return hashlib.sha256(json.dumps(_plain(values), ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    match value:
        case str():
            return " ".join(value.split())
        case BaseModel():
            return _plain(value.model_dump(mode="json", exclude_defaults=True))  # a field that opc gets later changes nothing
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _ if is_dataclass(value):
            return {field.name: _plain(said) for field in fields(value) if not field.name.endswith("span") and (said := getattr(value, field.name)) not in (None, "", ())}
        case None | bool() | int():
            return value
    return str(value)
