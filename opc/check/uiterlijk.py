"""Een stap is gezet op of voor de vaste dag die de eis noemt, in het jaar waarin het plan begint.
opc leest de dagen in besluiten.yaml.

*Goed*: het voorstel ging op 28 januari naar de raad.
*Fout*: het voorstel ging op 3 maart naar de raad, en dat moest uiterlijk op 1 februari.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.plan_file import EventKind
from opc.model.record import Record, Truth


class Options(Record):
    """stap: the kind of step; dag: the last day that is in time, as month-day; verplicht: whether the step has to be there."""

    kind: EventKind = Field(alias="stap")
    last: str = Field(alias="dag", pattern=r"^\d\d-\d\d$")
    required: Truth = Field(True, alias="verplicht")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding when the step is not there, or its first time was too late."""
    month, day = map(int, options.last.split("-"))
    limit = date(subject.plan.file.period.first.year, month, day)
    steps = subject.plan.events(options.kind, subject.sector)
    if not steps:
        if options.required and not subject.plan.decisions.lost("stappen"):
            yield subject.finding(
                subject.steps, f"de stap {options.kind} staat niet in besluiten.yaml", f"voeg de stap toe; zij hoort uiterlijk op {dutch.long_date(limit)} te zijn gezet",
                severity=subject.step_severity,
            )
        return
    first = min(steps, key=lambda event: event.day)
    if first.day > limit:
        yield subject.finding(
            first.at("datum"), f"de stap {options.kind} was op {dutch.long_date(first.day)}, en dat moest uiterlijk op {dutch.long_date(limit)}", "controleer de datum",
        )
