"""Het plan duurt hoogstens vier jaar, en het vorige is niet langer dan vier jaar daarvoor vastgesteld.
opc leest dat in plan.yaml en besluiten.yaml. Duurt het plan door een verlenging langer, dan is dat een waarschuwing: of een besluit tot
verlenging telt als een nieuw plan, staat niet vast.

*Goed*: van 2026-08-01 tot en met 2030-07-31.
*Fout*: van 2026-08-01 tot en met 2031-07-31.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding, Related, Severity
from opc.model.plan_file import Change, Version
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
    extension = _extension(subject, options)
    if period.last >= end and extension:
        yield from _extended(subject, options, *extension)
    elif period.last >= end:
        yield subject.finding(
            period.at("tot_en_met"), f"het plan loopt van {dutch.long_date(period.first)} tot en met {dutch.long_date(period.last)}: langer dan {options.years} jaar",
            f"laat het eindigen op {end - timedelta(days=1)}, of eerder",
        )
    previous = subject.plan.file.previous
    adoptions = subject.plan.events("vaststelling", subject.sector)
    if previous and previous.adopted and adoptions:
        first = min(adoptions, key=lambda event: event.day)
        if first.day > later(previous.adopted, options.years):
            changed = previous.changed if previous.changed and first.day <= later(previous.changed, options.years) else None
            said = f"het vorige plan is van {dutch.long_date(previous.adopted)}: meer dan {options.years} jaar eerder"
            yield subject.finding(
                first.at("datum"), f"{said}; het is gewijzigd op {dutch.long_date(changed)}" if changed else said,
                f"ten minste één keer in de {options.years} jaar hoort er een nieuw plan te zijn"
                + ("; of een wijziging of verlenging daarvoor telt, staat niet vast: vraag het de inspectie" if changed else ""),
                severity=Severity.waarschuwing if changed else None,
            )


def _extension(subject: Subject, options: Options) -> tuple[Version, Change] | None:
    """The last change that moved the end of the plan, unless even a plan that began then would last too long."""
    changes = [(version, change) for version, change in subject.plan.changes if change.kind == "verlenging" and subject.concerns(change.sectors)]
    last = max(changes, key=lambda item: item[0].day, default=None)
    if last is None:
        return None
    day = last[0].day
    start = date(day.year if day <= date(day.year, 8, 1) else min(day.year + 1, date.max.year), 8, 1)
    return last if subject.plan.file.period.last < later(start, options.years) else None


def _extended(subject: Subject, options: Options, version: Version, change: Change) -> Iterator[Finding]:
    """A plan that lasts too long by an extension: an error when that was decided too late, else something to ask about."""
    plan = subject.plan
    decided = min((event.day for event in plan.events("vaststelling", subject.sector, version.number)), default=None)
    adopted = min((event.day for event in plan.events("vaststelling", subject.sector)), default=None)
    if decided and adopted and decided > later(adopted, options.years):
        yield subject.finding(
            change.span, f"de verlenging is van {dutch.long_date(decided)}, en het plan zelf van {dutch.long_date(adopted)}: meer dan {options.years} jaar eerder",
            f"ten minste één keer in de {options.years} jaar stelt het verband een plan vast",
        )
        return
    period = plan.file.period
    yield subject.finding(
        change.span, f"door de verlenging loopt het plan van {dutch.long_date(period.first)} tot en met {dutch.long_date(period.last)}: langer dan {options.years} jaar",
        f"de wet vraagt ten minste één keer in de {options.years} jaar een plan; of een verlenging daarvoor telt, staat niet vast: vraag het de inspectie",
        severity=Severity.waarschuwing, related=(Related(period.at("tot_en_met"), "het nieuwe einde"),),
    )


def later(day: date, years: int) -> date:
    """The same day so many years later; 1 March for a 29 February that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1) if day.year + years <= date.max.year else date.max
