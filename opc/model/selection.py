"""One sector of a plan for both: what a po reader, or a vo reader, gets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from opc.model.chapter import Chapter
from opc.model.plan import Plan
from opc.model.record import Record, Sector

Some = TypeVar("Some", bound=Record)


class _Placed(Protocol):
    @property
    def begin(self) -> int: ...


Placed = TypeVar("Placed", bound=_Placed)


def for_sector(plan: Plan, sector: Sector) -> Plan:
    """The plan as an edition for one sector: without the facts, steps and texts that are for the other only.

    Tables, indicators and key figures stay whole, for a text for both may count both; blocks choose what they print.
    ::: blocks of the other sector stay among the divs, so that a document can leave out their text.
    """
    return replace(
        plan,
        file=_select(plan.file, sector).model_copy(update={
            "sectors": (sector,),
            "subtitle": f"Ondersteuningsplan van {own.name}" if (own := plan.file.organisations.get(sector)) and len(plan.sectors) > 1 else plan.file.subtitle,
            "organisations": {key: value for key, value in plan.file.organisations.items() if key == sector},
            "key_figures": plan.file.key_figures,
            "neighbours": plan.file.neighbours,  # their sectors are their own: the law asks for those of the other sector
        }),
        decisions=_select(plan.decisions, sector),
        terms=_select(plan.terms, sector),
        issues=tuple(item for item in plan.issues if _concerns(item, sector)),
        building_blocks=tuple(item for item in plan.building_blocks if _concerns(item, sector)),
        chapters=tuple(_chapter(chapter, sector) for chapter in plan.chapters if _concerns(chapter.front, sector)),
        elsewhere=frozenset(plan.anchors),
    )


def _chapter(chapter: Chapter, sector: Sector) -> Chapter:
    front = _select(chapter.front, sector)
    if front.growth:
        front = front.model_copy(update={"growth": {key: value for key, value in front.growth.items() if key == sector}})
    gone = [(div.begin, div.end) for div in chapter.divs if div.name in ("po", "vo") and div.name != sector]
    if not gone:
        return replace(chapter, front=front)

    def kept(items: tuple[Placed, ...]) -> tuple[Placed, ...]:
        return tuple(item for item in items if not any(begin <= item.begin < end for begin, end in gone))

    prose = chapter.prose
    for begin, end in gone:
        prose = prose[:begin] + re.sub(r"[^\n]", " ", prose[begin:end]) + prose[end:]
    return replace(
        chapter, front=front, prose=prose, sections=kept(chapter.sections), links=kept(chapter.links), images=kept(chapter.images),
        expressions=kept(chapter.expressions), tables=kept(chapter.tables),
        divs=tuple(div for div in chapter.divs if (div.begin, div.end) in gone or div in kept((div,))),
        footnotes=tuple(pair for pair in chapter.footnotes if not any(begin <= pair[0] < end for begin, end in gone)),
    )


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
