"""What the partnership wants to reach: indicators and actions, read from their tables."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple, cast

from opc.model.record import Sector, Sectors
from opc.source import Span


class Indicator(NamedTuple):
    """How we see that it works. Values are in `unit`; empty texts and None say that the writer gave nothing."""

    id: str
    priority: str
    title: str
    sectors: Sectors
    unit: str
    baseline: Decimal | None
    baseline_day: date | None
    milestone: Decimal | None
    target: Decimal | None
    target_day: date | None
    source: str
    owner: str
    decimals: int
    span: Span
    target_span: Span
    milestone_day: date | None = None
    results: tuple[tuple[date, Decimal], ...] = ()
    """What was measured since: day and value."""
    better: str = ""
    """hoger or lager: which way is an improvement, when nulmeting and streefwaarde do not say it."""


class Action(NamedTuple):
    """What will be done, by whom, from when to when, and what it costs (EUR, per budget column)."""

    id: str
    priority: str
    title: str
    owner: str
    sectors: Sectors
    start: date | None
    end: date | None
    indicators: tuple[str, ...]
    amounts: tuple[tuple[str, Decimal], ...]
    """Column name and amount in euros."""
    span: Span


_BUDGET = re.compile(r"begroot_(\d{4})(?:_(po|vo))?")


def budgeted(column: str) -> tuple[int | None, Sector | None]:
    """For which calendar year and sector a column of the actions holds amounts; None where its name does not say."""
    match = _BUDGET.fullmatch(column)
    return (int(match[1]), cast("Sector | None", match[2])) if match else (None, None)
