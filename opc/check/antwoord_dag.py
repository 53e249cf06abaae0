"""De paragraaf die deze eis beantwoordt, noemt een dag die de eis toelaat.
opc zoekt in die paragraaf naar dagen als 1 februari; van meer dagen hoeft er één goed te zijn.

*Goed*: Het verband telt op 1 februari.
*Fout*: Het verband telt op 1 september, of noemt geen dag.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.groei_datum import days_in, in_words
from opc.check.subject import Subject, text
from opc.finding import Finding, Severity
from opc.model.record import Record, Truth


class Options(Record):
    """van, tot_en_met: the first and the last day, as month-day; the period may run over New Year. alleen_genoemd: no day is fine too."""

    first: str = Field(alias="van", pattern=r"^\d\d-\d\d$")
    last: str = Field(alias="tot_en_met", pattern=r"^\d\d-\d\d$")
    only_named: Truth = Field(False, alias="alleen_genoemd")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding when no day that the answering sections name lies in the period."""
    sections = subject.plan.sections
    found = [(answer, sections[answer.anchor]) for _, answer in subject.answers() if answer.anchor in sections]
    days = [day for _, place in found for day in days_in(text(*place))]
    if not found or (not days and options.only_named):
        return
    first, last = (tuple(map(int, day.split("-"))) for day in (options.first, options.last))
    if any(first <= day <= last if first <= last else day >= first or day <= last for day in days):
        return
    period = f"{in_words(first)} tot en met {in_words(last)}"
    named = dutch.listing(dict.fromkeys(in_words(day) for day in days))
    place = found[0][0].at("anchor")
    if first == last:
        yield subject.finding(place, f"het antwoord op deze eis noemt {named}, en niet {in_words(first)}", f"noem {in_words(first)}", severity=_doubt(subject, options))
        return
    message = f"het antwoord op deze eis noemt {named}, en geen dag van {period}" if days else "het antwoord op deze eis noemt geen dag"
    yield subject.finding(place, message, f"noem een dag van {period}", severity=_doubt(subject, options))


def _doubt(subject: Subject, options: Options) -> Severity:
    """A day that need not be named, and is not the one that was meant, may still be right."""
    return min(Severity.waarschuwing, subject.requirement.severity) if options.only_named else subject.requirement.severity
