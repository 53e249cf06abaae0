"""De dagen en de versies in besluiten.yaml staan in de goede volgorde.
opc vergelijkt de dagen van de stappen met elkaar en met die van de versies, ook bij elke wijziging van het plan. Dezelfde dag is goed.

*Goed*: concept, overleg, instemming, goedkeuring, vaststelling, indiening.
*Fout*: de raad van toezicht keurt goed nadat het plan is vastgesteld, of het overleg was eerder dan de versie waarover het ging.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding, Related

_BEFORE = (("voorgenomen-besluit", "vaststelling"), ("goedkeuring", "vaststelling"), ("advies", "vaststelling"), ("vaststelling", "inwerkingtreding"))


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each step that came after the step that it belongs before, or before the version that it is about."""
    plan = subject.plan
    if subject.decided and not plan.events("vaststelling") and not plan.decisions.lost("stappen"):
        yield subject.finding(plan.file.at("status"), "het plan heet vastgesteld, en besluiten.yaml heeft geen stap vaststelling", "voeg de stap toe, met de datum; of zet de status op concept")
    yield from _versions(subject)
    yield from _steps(subject, _BEFORE, "")
    for version, _ in plan.changes:
        yield from _steps(subject, (*_BEFORE, ("vaststelling", "indiening")), version.number)


def _steps(subject: Subject, pairs: tuple[tuple[str, str], ...], change: str) -> Iterator[Finding]:
    """A step after the one that it belongs before, in the making of the plan or of one change of it."""
    for kind, after in pairs:
        ends = subject.plan.events(after, change=change)
        if not ends:
            continue
        limit = min(ends, key=lambda event: event.day)
        for event in subject.plan.events(kind, change=change):
            if event.day > limit.day:
                yield subject.finding(
                    event.at("datum"), f'"{event.title}" was op {dutch.long_date(event.day)}, na "{limit.title}" op {dutch.long_date(limit.day)}',
                    "controleer de datums", related=(Related(limit.at("datum"), limit.title),),
                )


def _versions(subject: Subject) -> Iterator[Finding]:
    """A version older than the one above it, and a step about a version that was not there or did not exist yet."""
    decisions = subject.plan.decisions
    for before, version in pairwise(decisions.versions):
        if version.day < before.day:
            yield subject.finding(
                version.at("datum"), f"versie {version.number} is van {dutch.long_date(version.day)}, en versie {before.number} erboven is van later: {dutch.long_date(before.day)}",
                "zet de versies op volgorde, of controleer de datums",
            )
    days = {version.number: version for version in decisions.versions}
    for event in decisions.events:
        about = days.get(event.version)
        if about is None and event.version and days and not decisions.lost("versies"):
            yield subject.finding(event.at("versie"), f"er is geen versie {event.version}", f"bij versies staan {dutch.listing(days)}")
        elif about and event.day < about.day:
            yield subject.finding(
                event.at("datum"), f'"{event.title}" was op {dutch.long_date(event.day)}, voordat versie {event.version} er was: {dutch.long_date(about.day)}',
                "controleer de datums en het nummer van de versie", related=(Related(about.at("datum"), f"versie {event.version}"),),
            )
