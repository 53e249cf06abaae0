"""Stemde een raad in onder voorwaarden, dan staat erbij welke, en of eraan is voldaan.
Geldt een instemming korter dan het plan, dan kwam de volgende op tijd. Dat er geen volgende is, meldt de eis instemming-opr.

*Goed*: elke voorwaarde heeft een dag bij `voldaan`, en voor de dag waarop de instemming afloopt is er een nieuwe.
*Fout*: de raad stemde in voor één jaar, het plan loopt er vier, en er is geen nieuwe instemming.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding, Related, Severity
from opc.model.plan_file import Condition, Event


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each condition that is not named or not known to be met, and for each consent that was renewed too late."""
    for event in subject.plan.decisions.events:
        if "voorwaarde" in event.outcome.lower() and not event.conditions and event.until is None:
            yield subject.finding(event.at("uitkomst"), "de uitkomst noemt voorwaarden, en er staat niet welke", "zet ze bij voorwaarden: wat, uiterlijk wanneer, en wat er anders gebeurt")
        for condition in event.conditions:
            yield from _condition(subject, event, condition)
        yield from _gap(subject, event)


def _condition(subject: Subject, event: Event, condition: Condition) -> Iterator[Finding]:
    place = condition.span if condition.has("wat") else event.key("voorwaarden")
    due = f"uiterlijk {dutch.long_date(condition.due)}" if condition.due else ""
    otherwise = f"anders: {condition.otherwise}" if condition.otherwise else ""
    said = "; ".join(part for part in (f'"{condition.what.rstrip(".")}"', due, otherwise.rstrip(".")) if part)
    if condition.met is None:
        yield subject.finding(place, f"van deze voorwaarde is niet bekend of eraan is voldaan: {said}", "zet er voldaan: bij, met de dag, zodra het zo is", severity=Severity.opmerking)
    elif condition.due and condition.met > condition.due:
        yield subject.finding(
            condition.at("voldaan"), f"aan deze voorwaarde is voldaan op {dutch.long_date(condition.met)}, en dat was te laat: {said}", "leg vast wat er met de instemming is gebeurd",
        )


def _gap(subject: Subject, event: Event) -> Iterator[Finding]:
    """A consent for a part of the plan's period that was renewed too late; that none followed is for the law's own rule to say."""
    if event.until is None or event.until >= subject.plan.file.period.last:
        return
    following = [other for other in subject.plan.decisions.events if other.day > event.day and other.kind in ("instemming", "uitspraak") and set(other.actors) & set(event.actors)]
    good = [other for other in following if other.until is None or other.until > event.until]
    renewed = min(good, key=lambda other: other.day, default=None)
    if renewed and renewed.day > event.until:
        yield subject.finding(
            renewed.at("datum"), f"de instemming van {dutch.listing(event.actors)} gold tot en met {dutch.long_date(event.until)}, en de volgende is van {dutch.long_date(renewed.day)}",
            "leg in het plan uit wat er in de tussentijd gold; controleer de datums", related=(Related(event.at("tot_en_met"), "tot hier gold de vorige"),),
        )
