"""Stemde een raad niet in en kwam er iets na, dan zijn de termijnen daarvan gehaald.
opc rekent in besluiten.yaml vanaf de stap ervoor; de laatste dag telt mee. Te laat is hoogstens een opmerking.

*Goed*: de raad weigerde op 2 februari, en het bestuur deed op 2 maart zijn verzoek aan de geschillencommissie.
*Fout*: de raad weigerde op 2 februari, en het bestuur deed zijn verzoek pas op 4 mei.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding, Related, Severity
from opc.model.plan import Plan
from opc.model.plan_file import Event
from opc.model.record import Record, Sector, Texts, Whole

_SEQUELS = ("instemming", "mededeling", "verzoek", "uitspraak")


class Options(Record):
    """geen_uitkomst: the outcomes that are a refusal, word for word; verzoek_weken: how long the board has to go to the commissie;
    mededeling_maanden: how long it has to tell the council what it will do, from which those weeks then count; 0 when it need not.
    """

    refusals: Texts = Field(alias="geen_uitkomst", min_length=1)
    weeks: Whole = Field(alias="verzoek_weken", ge=1, le=52)
    months: Whole = Field(0, alias="mededeling_maanden", ge=0, le=12)

    def applies(self, plan: Plan, sector: Sector) -> bool:
        """Whether a council refused, and something is told of what came next."""
        return any(event.note or _after(plan, event) for event in self.refused(plan, sector))

    def refused(self, plan: Plan, sector: Sector | None) -> Iterator[Event]:
        """The steps in which a council refused the plan or a change of it."""
        for event in plan.decisions.events:
            if event.kind == "instemming" and event.plain_outcome in self.refusals and (sector is None or not event.sectors or sector in event.sectors):
                yield event


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark at each step after a refusal that came later than it could."""
    for event in options.refused(subject.plan, subject.sector):
        after = _after(subject.plan, event)
        notice = next((step for step in after if step.kind == "mededeling"), None)
        request = next((step for step in after if step.kind == "verzoek"), None)
        told_by = months_later(event.day, options.months)
        if options.months and notice and notice.day > told_by:
            yield _late(subject, notice, event, told_by, f"{options.months} maanden na de weigering")
        if request:
            begin = notice if options.months and notice else event
            limit = (told_by if begin is event else begin.day) + timedelta(weeks=options.weeks)
            term = f"{options.weeks} weken na de {'weigering' if begin is event else 'mededeling'}"
            if options.months and begin is event:
                term = f"{options.months} maanden en {options.weeks} weken na de weigering"
            if request.day > limit:
                yield _late(subject, request, begin, limit, term)


def _late(subject: Subject, step: Event, begin: Event, limit: date, term: str) -> Finding:
    unsure = "; de dag waarop deze regels ingingen of eindigden, staat niet vast" if subject.requirement.uncertain_day else ""
    return subject.finding(
        step.at("datum"), f'"{step.title}" was op {dutch.long_date(step.day)}, en kon tot en met {dutch.long_date(limit)}: {term}',
        f"controleer de datums, en zeg bij toelichting wat dit betekende{unsure}", severity=Severity.opmerking, related=(Related(begin.at("datum"), begin.title),),
    )


def _after(plan: Plan, refusal: Event) -> list[Event]:
    """What came after a refusal and is about the same council, or names nobody; in the order of the days."""
    found = [step for step in plan.decisions.events if step.kind in _SEQUELS and step.change == refusal.change and step.day >= refusal.day and step is not refusal]
    return sorted((step for step in found if not step.actors or set(step.actors) & set(refusal.actors)), key=lambda step: step.day)


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if year <= date.max.year else date.max
