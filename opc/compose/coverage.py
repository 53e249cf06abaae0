"""The wettelijke leeswijzer: which requirement is answered where, and the other way round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from opc.model.plan import Plan
from opc.model.record import Sector
from opc.model.requirement import Requirement


@dataclass(frozen=True, slots=True)
class Covered:
    """One requirement with the law's places and the anchors of the sections that answer it."""

    id: str
    title: str
    laws: tuple[str, ...]
    sectors: tuple[Sector, ...]
    anchors: tuple[str, ...]
    steps: tuple[str, ...]
    """The days of the steps that answer it, for a requirement about the making of the plan."""


def coverage(plan: Plan, requirements: Iterable[Requirement]) -> tuple[Covered, ...]:
    """What the law asks of this plan, in the order of the records, with where the plan answers it."""
    found: dict[str, Covered] = {}
    for requirement in requirements:
        if requirement.layer != "wet":
            continue
        before = found.get(requirement.id)
        own = tuple(sector for sector in plan.sectors if not requirement.sectors or sector in requirement.sectors)
        anchors = tuple(
            answer.anchor
            for chapter in plan.chapters
            for answer in chapter.front.answers
            if answer.requirement == requirement.id and (answer.sector is None or answer.sector in own)
        )
        steps = tuple(_step(plan, requirement))
        laws = (str(requirement.source),) if requirement.source else ()
        found[requirement.id] = Covered(
            requirement.id,
            _titles(before.title if before else "", requirement.title),
            tuple(dict.fromkeys((*(before.laws if before else ()), *laws))),
            tuple(dict.fromkeys((*(before.sectors if before else ()), *own))),
            tuple(dict.fromkeys((*(before.anchors if before else ()), *anchors))),
            tuple(dict.fromkeys((*(before.steps if before else ()), *steps))),
        )
    return tuple(found.values())


def _titles(before: str, title: str) -> str:
    """The title of a requirement that each sector has in its own words: all of them."""
    return title if not before else before if title in before.split("; ") else f"{before}; {title}"


def _step(plan: Plan, requirement: Requirement) -> Iterable[str]:
    for test in requirement.tests:
        kind = {"indiening": "indiening", "gebeurtenis": str(test.options.get("stap", ""))}.get(test.kind)
        if kind:
            for event in plan.events(kind):
                yield f"{event.title}, {event.day.isoformat()}"
        elif test.kind in ("looptijd", "schooljaren"):
            yield "periode"
