"""One sector of a plan for both: what a po reader, or a vo reader, gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from opc.model.chapter import Chapter
from opc.model.plan import Plan
from opc.model.record import Record, Sector

Some = TypeVar("Some", bound=Record)


def for_sector(plan: Plan, sector: Sector) -> Plan:
    """The plan with what concerns one sector only. Texts keep their places; ::: blocks of the other sector stay in them."""
    return replace(
        plan,
        file=_select(plan.file, sector).model_copy(update={
            "sectors": (sector,),
            "organisations": {key: value for key, value in plan.file.organisations.items() if key == sector},
        }),
        decisions=_select(plan.decisions, sector),
        terms=_select(plan.terms, sector),
        chapters=tuple(_chapter(chapter, sector) for chapter in plan.chapters if _concerns(chapter.front, sector)),
        tables={id: table.for_sector(sector) for id, table in plan.tables.items() if _concerns(table.settings, sector)},
        indicators=tuple(item for item in plan.indicators if not item.sectors or sector in item.sectors),
        actions=tuple(item for item in plan.actions if not item.sectors or sector in item.sectors),
    )


def _chapter(chapter: Chapter, sector: Sector) -> Chapter:
    front = _select(chapter.front, sector)
    if front.growth:
        front = front.model_copy(update={"growth": {key: value for key, value in front.growth.items() if key == sector}})
    return replace(chapter, front=front)


def _select(record: Some, sector: Sector) -> Some:
    """The record without the items of its lists that are for the other sector."""
    update: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Record):
            kept = tuple(item for item in value if _concerns(item, sector))
            if len(kept) < len(value):
                update[name] = kept
        elif isinstance(value, Mapping) and any(isinstance(item, Record) for item in value.values()):
            update[name] = {key: item for key, item in value.items() if _concerns(item, sector)}
    return record.model_copy(update=update) if update else record


def _concerns(item: Any, sector: Sector) -> bool:
    sectors = getattr(item, "sectors", ())
    return not sectors or sector in sectors
