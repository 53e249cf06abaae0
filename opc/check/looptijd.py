"""Het plan geldt hoogstens vier schooljaren en volgt binnen vier jaar op het vorige.

*Goed*: van 2026-08-01 tot en met 2030-07-31.
*Fout*: van 2026-08-01 tot en met 2031-07-31.
"""

from __future__ import annotations

from collections.abc import Iterator

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
    years = (period.last - period.first).days / 365.25
    if years > options.years + 0.01:
        yield subject.finding(
            period.at("tot_en_met"), f"het plan loopt {round(years)} jaar, en hoogstens {options.years} kan",
            f"laat het eindigen op {period.first.year + options.years}-07-31, of eerder",
        )
    previous, adopted = subject.plan.file.previous, subject.plan.adopted
    if previous and previous.adopted and adopted:
        limit = previous.adopted.replace(year=previous.adopted.year + options.years, day=min(previous.adopted.day, 28))
        if adopted > limit.replace(day=previous.adopted.day if previous.adopted.month != 2 else limit.day):
            yield subject.finding(
                subject.plan.events("vaststelling")[-1].at("datum"), f"het vorige plan is van {dutch.long_date(previous.adopted)}: meer dan {options.years} jaar eerder",
                "ten minste één keer in de vier jaar hoort er een nieuw plan te zijn",
            )
