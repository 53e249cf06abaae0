"""Een raad stemde niet unaniem: dat mag, en de lezer wil weten wat er met de bezwaren is gedaan.

*Goed*: de tekst zegt waarom een lid tegenstemde en wat daarmee gebeurt.
*Fout*: geen.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.record import Record


class Options(Record):
    """Nothing to choose."""


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each step with votes against."""
    for event in subject.plan.decisions.events:
        if event.votes and event.votes.against:
            yield subject.finding(
                event.at("stemmen"), f"{dutch.listing(event.actors)}: {dutch.count(event.votes.against, 'stem', 'stemmen')} tegen en {event.votes.in_favour} voor",
                "leg in het plan uit wat er met de bezwaren is gedaan",
            )
