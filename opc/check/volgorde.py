"""De stappen staan op volgorde van datum, en geen stap ligt na een die erop volgt.

*Goed*: concept, overleg, instemming, goedkeuring, vaststelling, indiening.
*Fout*: de raad van toezicht keurt goed nadat het plan is vastgesteld.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding, Related
from opc.model.record import Record


class Options(Record):
    """Nothing to choose."""


_BEFORE = (("voorgenomen-besluit", "vaststelling"), ("goedkeuring", "vaststelling"), ("advies", "vaststelling"), ("vaststelling", "inwerkingtreding"))


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each step that came after the step that it belongs before."""
    plan = subject.plan
    for kind, after in _BEFORE:
        ends = plan.events(after)
        if not ends:
            continue
        limit = min(ends, key=lambda event: event.day)
        for event in plan.events(kind):
            if event.day > limit.day:
                yield subject.finding(
                    event.at("datum"), f'"{event.title}" was op {dutch.long_date(event.day)}, na "{limit.title}" op {dutch.long_date(limit.day)}',
                    "controleer de datums", related=(Related(limit.at("datum"), limit.title),),
                )
