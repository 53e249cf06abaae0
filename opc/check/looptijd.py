"""Het plan geldt hoogstens vier schooljaren en volgt binnen vier jaar op het vorige.

*Goed*: van 2026-08-01 tot en met 2030-07-31.
*Fout*: van 2026-08-01 tot en met 2031-07-31.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.record import Record, Whole


class Options(Record):
    """jaren: how long a plan may hold."""

    years: Whole = Field(4, alias="jaren")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding when the period is too long, runs backwards, or when adoption came too long after the previous one."""
    period = subject.plan.file.period
    if period.last <= period.first:
        yield subject.finding(period.at("tot_en_met"), "de laatste dag ligt voor de eerste", "controleer de jaartallen")
        return
    end = later(period.first, options.years)
    if period.last >= end:
        yield subject.finding(
            period.at("tot_en_met"), f"het plan loopt van {dutch.long_date(period.first)} tot en met {dutch.long_date(period.last)}: langer dan {options.years} jaar",
            f"laat het eindigen op {end - timedelta(days=1)}, of eerder",
        )
    previous = subject.plan.file.previous
    adoptions = subject.plan.events("vaststelling", subject.sector)
    if previous and previous.adopted and adoptions:
        first = min(adoptions, key=lambda event: event.day)
        if first.day > later(previous.adopted, options.years):
            yield subject.finding(
                first.at("datum"), f"het vorige plan is van {dutch.long_date(previous.adopted)}: meer dan {options.years} jaar eerder",
                f"ten minste één keer in de {options.years} jaar hoort er een nieuw plan te zijn",
            )


def later(day: date, years: int) -> date:
    """The same day so many years later; 1 March for a 29 February that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1) if day.year + years <= date.max.year else date.max
