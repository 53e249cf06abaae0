"""In besluiten.yaml staat dat het plan na de vaststelling, en vóór 1 mei, naar de inspectie is gegaan.
Dat is 1 mei van het jaar waarin het plan begint. In een concept is een stap die nog moet komen hoogstens een waarschuwing.

*Goed*: ingediend op 30 april van het jaar waarin het plan begint.
*Fout*: ingediend op 1 mei.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding, Related
from opc.model.record import Record


class Options(Record):
    """voor: the first day that is too late, as month-day."""

    before: str = Field("05-01", alias="voor", pattern=r"^\d\d-\d\d$")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding when the plan was sent too late, before it was adopted, or not at all."""
    month, day = map(int, options.before.split("-"))
    limit = date(subject.plan.file.period.first.year, month, day)
    sent = subject.plan.events("indiening", subject.sector)
    if not sent:
        if not subject.plan.decisions.lost("stappen"):
            yield subject.finding(
                subject.steps,
                "het plan is nog niet bij de inspectie ingediend", f"dat hoort vóór {dutch.long_date(limit)} te gebeuren; voeg dan een stap toe met soort: indiening", severity=subject.step_severity,
            )
        return
    first = min(sent, key=lambda event: event.day)
    if first.day >= limit:
        yield subject.finding(
            first.at("datum"), f"het plan is op {dutch.long_date(first.day)} ingediend, en dat moest vóór {dutch.long_date(limit)}",
            "uitstel bestaat niet; klopt de datum, neem dan contact op met de inspectie",
        )
    adopted = subject.plan.events("vaststelling", subject.sector)
    if adopted and first.day < min(event.day for event in adopted):
        yield subject.finding(
            first.at("datum"), "het plan is ingediend voordat het was vastgesteld", "het vastgestelde plan gaat naar de inspectie; controleer de datums",
            related=(Related(adopted[0].at("datum"), "de vaststelling"),),
        )
