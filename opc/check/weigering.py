"""Stemde een raad niet in, dan staat er wat daarna gebeurde. Hoogstens een opmerking.

*Goed*: na de weigering een toestemming, een uitspraak of een nieuwe stemming; of bij toelichting wat het bestuur doet.
*Fout*: alleen de weigering.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding, Severity
from opc.model.plan import Plan
from opc.model.plan_file import Event
from opc.model.record import Record, Sector, Texts


class Options(Record):
    """geen_uitkomst: the outcomes that are a refusal, word for word."""

    refusals: Texts = Field(alias="geen_uitkomst", min_length=1)

    def applies(self, plan: Plan, sector: Sector) -> bool:
        """Whether a council refused."""
        return any(self.refused(event) for event in plan.events("instemming", sector))

    def refused(self, event: Event) -> bool:
        """Whether this is a refusal."""
        return event.plain_outcome in self.refusals


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark at each refusal after which nothing is told."""
    plan = subject.plan
    steps = plan.events("instemming", subject.sector)
    rulings = plan.events("uitspraak", subject.sector)
    for event in steps:
        if options.refused(event) and not event.note and not any(later.day > event.day and set(event.actors) & set(later.actors) for later in (*steps, *rulings)):
            yield subject.finding(
                event.at("uitkomst"), f"{dutch.listing(event.actors)} stemde niet in, en er staat niet wat daarna gebeurde",
                "zet de toestemming of de uitspraak erbij, of zeg bij toelichting wat het bestuur doet", severity=Severity.opmerking,
            )
