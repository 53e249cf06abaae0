"""What an outcome rests on: the sections, facts and steps of the plan that a requirement is about, whatever is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from opc import dutch
from opc.model.front_matter import Facts, Results
from opc.model.plan import Plan
from opc.model.plan_file import ForSector
from opc.model.record import Record, Sector, attribute
from opc.model.requirement import Requirement, Test
from opc.source import Span

BLOCKS = {
    "informatie": "informatie", "groei": "groei", "kwadranten": "resultaten", "begroting": "begroting", "doelen": "indicatoren",
    "groei-datum": "groei", "samenstelling": "ondersteuningsplanraden", "beperking": "beperking_aanbod", "reserve": "begroting",
}
"""Kind of check -> the group of facts that it looks at."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place of the plan. anchor: of a section or table in the text, empty for a fact or a step."""

    kind: Literal["tekst", "feit", "stap"]
    text: str
    span: Span
    anchor: str = ""


def evidence(plan: Plan, requirement: Requirement, sector: Sector | None) -> Iterator[Evidence]:
    """What the plan holds for a requirement: first the sections that answer it, then what its tests looked at, each once."""
    seen: set[Evidence] = set()
    for found in _all(plan, requirement, sector):
        if found not in seen:
            seen.add(found)
            yield found


def _all(plan: Plan, requirement: Requirement, sector: Sector | None) -> Iterator[Evidence]:
    for chapter in plan.chapters:
        for answer in chapter.front.answers:
            if answer.requirement == requirement.id and (answer.sector in (None, sector) or sector is None) and _concerns(chapter.front.sectors, sector):
                place = plan.sections.get(answer.anchor)
                title, span = (place[1].title, place[1].span) if place and place[1] else (place[0].front.title if place else f"#{answer.anchor}", answer.at("anchor"))
                yield Evidence("tekst", title, span, answer.anchor)
    for test in requirement.tests:
        yield from _tested(plan, test, sector)


def _tested(plan: Plan, test: Test, sector: Sector | None) -> Iterator[Evidence]:
    block = str(test.options.get("blok", "")) or BLOCKS.get(test.kind, "")
    if block:
        yield from _facts(plan, block, sector, test.options.get("per_soort", ()))
    step = {"indiening": "indiening", "gebeurtenis": str(test.options.get("stap", ""))}.get(test.kind)
    if step:
        for event in plan.events(step, sector):
            who = f" ({dutch.listing(event.actors)})" if event.actors else ""
            yield Evidence("stap", f"{dutch.long_date(event.day)}: {event.title}{who}{': ' + event.outcome if event.outcome else ''}", event.span)
    elif test.kind in ("looptijd", "schooljaren"):
        period = plan.file.period
        yield Evidence("feit", f"looptijd: {dutch.long_date(period.first)} tot en met {dutch.long_date(period.last)}", plan.file.at("periode"))
    elif test.kind == "verwijzing-procedure" and plan.decisions.procedure:
        named = plan.decisions.procedure
        words = "de afgesproken procedure" if named.startswith("#") else f"procedure: {named}"
        yield Evidence("tekst" if named.startswith("#") else "feit", words, plan.decisions.at("procedure_oogo"), named.removeprefix("#"))
    elif test.kind == "opdc":
        for item in plan.file.opdc:
            if _concerns(item.sectors, sector):
                yield Evidence("feit", f"OPDC: {item.name}", item.span)


def _facts(plan: Plan, block: str, sector: Sector | None, schools: Sequence[str]) -> Iterator[Evidence]:
    try:
        name = attribute(Facts, block)
    except KeyError:
        return
    for chapter in plan.chapters:
        if _concerns(chapter.front.sectors, sector) and (found := getattr(chapter.front, name)):
            yield Evidence("feit", f"{block.replace('_', ' ')}{_size(found, sector, schools)}", chapter.front.key(block))
            if isinstance(found, Results):
                for words, quadrants in (("beoogd", found.intended), ("bereikt", found.achieved)):
                    if quadrants:
                        yield Evidence("tekst", f"{words} in woorden", quadrants.at("kwalitatief"), quadrants.qualitative)
                        yield Evidence("tekst", f"{words} in cijfers", quadrants.at("kwantitatief"), quadrants.quantitative)


def _size(found: Any, sector: Sector | None, schools: Sequence[str]) -> str:
    """How much a group of facts holds for a sector, in words."""
    if isinstance(found, tuple):
        own = [item for item in found if not isinstance(item, Record) or _concerns(getattr(item, "sectors", ()), sector)]
        named = [str(item.school) for item in own if hasattr(item, "school") and (not schools or item.school in schools)]
        return f": {dutch.listing(named)}" if named else f": {dutch.count(len(own), 'onderdeel', 'onderdelen')}"
    if isinstance(found, ForSector):
        return f": {dutch.listing([f'tabel {name}' for name in (found.po, found.vo) if name and (sector is None or name == found.of(sector))])}"
    if isinstance(found, str) and len(found) < 80:
        return f": {found}"
    return ""


def _concerns(sectors: tuple[str, ...], sector: Sector | None) -> bool:
    return not sectors or sector is None or sector in sectors
