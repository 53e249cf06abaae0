"""The wettelijke leeswijzer: which requirement is answered where, and the other way round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from opc.model.evidence import evidence, places
from opc.model.outcome import applies
from opc.model.plan import Plan
from opc.model.record import Sector
from opc.model.requirement import Requirement


@dataclass(frozen=True, slots=True)
class Covered:
    """One requirement with the law's places and where the plan answers it, for the sectors that it answers alike.

    applies: whether the plan has what it is about. anchors: of sections and tables, in the order of the plan. steps: what answers it and is no text, in words: the steps of
    the making of the plan, with their days, and what stands in plan.yaml only.
    """

    id: str
    title: str
    laws: tuple[str, ...]
    sectors: tuple[Sector, ...]
    applies: bool
    anchors: tuple[str, ...]
    steps: tuple[str, ...]


def coverage(plan: Plan, requirements: Iterable[Requirement]) -> tuple[Covered, ...]:
    """What the law asks of this plan, in the order of the records, with where the plan answers it."""
    found: dict[str, list[Covered]] = {}
    for requirement in requirements:
        if requirement.layer != "wet":
            continue
        for sector in plan.sectors:
            if not requirement.sectors or sector in requirement.sectors:
                _add(found.setdefault(requirement.id, []), _covered(plan, requirement, sector))
    return tuple(item for items in found.values() for item in items)


def _covered(plan: Plan, requirement: Requirement, sector: Sector) -> Covered:
    held = tuple(evidence(plan, requirement, sector))
    return Covered(
        requirement.id, requirement.title, (str(requirement.source),) if requirement.source else (), (sector,), applies(plan, requirement, sector), places(plan, held),
        tuple(item.text for item in held if item.kind == "stap" or not item.anchor),
    )


def _add(items: list[Covered], new: Covered) -> None:
    """Sectors that are asked the same and have the same answer go together; each has its own law."""
    for at, old in enumerate(items):
        if (old.title, old.applies, old.anchors) == (new.title, new.applies, new.anchors) and (old.anchors or old.steps == new.steps):
            laws, steps = (tuple(dict.fromkeys(both)) for both in ((*old.laws, *new.laws), (*old.steps, *new.steps)))
            items[at] = replace(old, laws=laws, sectors=(*old.sectors, *new.sectors), steps=steps)
            return
    items.append(new)
