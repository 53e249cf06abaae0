"""Een stap is gezet, met iedereen die erbij hoort, vóór de vaststelling.

De stappen staan in besluiten.yaml. De namen bij `wie` zijn die van plan.yaml.

*Goed*: een stap `oogo` met alle gemeenten bij `wie`, eerder dan de vaststelling.
*Fout*: één gemeente ontbreekt, of de raad stemde in ná de vaststelling.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding, Related, Severity
from opc.model.plan_file import Event, EventKind
from opc.model.record import Record, Texts, Whole
from opc.source import Span

Whom = Literal["gemeenten", "samenvallend", "mbo", "opr"]


class Options(Record):
    """stap: the kind of step; wie: who must be named in it, or of whom at least so many (minstens); voor, na: the steps
    between which it belongs; uitkomst, geen_uitkomst: words of which the outcome has one, or none."""

    kind: EventKind = Field(alias="stap")
    whom: Whom | None = Field(None, alias="wie")
    least: Whole | None = Field(None, alias="minstens")
    before: EventKind = Field("vaststelling", alias="voor")
    after: EventKind | None = Field(None, alias="na")
    outcomes: Texts = Field((), alias="uitkomst")
    refusals: Texts = Field((), alias="geen_uitkomst")


_ONE = {"gemeenten": "gemeente", "samenvallend": "samenwerkingsverband", "mbo": "mbo-instelling", "opr": "raad"}
_STEP = {
    "oogo": "het overleg met gemeenten (OOGO)", "overleg-verbanden": "het overleg met samenvallende verbanden",
    "uitnodiging-mbo": "de uitnodiging van het mbo", "instemming": "de instemming van de OPR",
}


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each party that is missing, and for each step that came too late."""
    events = [event for event in subject.plan.events(options.kind) if subject.concerns(event.sectors)]
    step = _STEP.get(options.kind, f"de stap {options.kind}")
    wanted = _wanted(subject, options.whom)
    if options.whom and not wanted:
        if options.whom in ("gemeenten", "samenvallend"):
            yield subject.due(f"plan.yaml noemt geen enkele {_ONE[options.whom]}", f"vul {options.whom} in, in plan.yaml", severity=subject.step_severity)
        return
    if not events:
        yield subject.finding(
            _steps(subject), f"{step} staat niet in besluiten.yaml",
            f"voeg een stap toe met soort: {options.kind}, de datum en wie erbij waren", severity=subject.step_severity,
        )
        return
    named = {actor for event in events for actor in event.actors}
    absent = [(name, place) for name, place in wanted if name not in named]
    if options.least is not None and len(wanted) - len(absent) >= options.least:
        absent = []
    for name, place in absent:
        said = dutch.meant(name, named - {known for known, _ in wanted})
        yield subject.finding(
            events[0].at("wie"), f"{_ONE[options.whom or 'opr']} {name} ontbreekt in {step}",
            f'heet die hier "{said}"? schrijf de naam als in plan.yaml' if said else "noem haar bij `wie`, of voeg een stap toe met de dag van dat overleg",
            severity=subject.step_severity, related=(Related(place, "hier staat zij in plan.yaml"),),
        )
    if options.outcomes:
        for event in events:
            said = event.outcome.lower()
            if not any(word in said for word in options.outcomes) or any(word in said for word in options.refusals):
                yield subject.finding(event.at("uitkomst"), f'uit "{event.outcome}" blijkt geen {options.outcomes[0]}', f"zet bij uitkomst: {dutch.listing(options.outcomes, 'of')}", severity=subject.step_severity)
    yield from _too_early(subject, options, events, step)
    yield from _too_late(subject, options, events, step)


def _too_early(subject: Subject, options: Options, events: list[Event], step: str) -> Iterator[Finding]:
    begins = subject.plan.events(options.after, subject.sector) if options.after else ()
    if not begins:
        return
    first = min(begins, key=lambda event: event.day)
    for event in events:
        if event.day < first.day:
            yield subject.finding(
                event.at("datum"), f"{step} was op {dutch.long_date(event.day)}, en het eerste concept is van {dutch.long_date(first.day)}",
                "dit overleg gaat over een concept; controleer de datums", severity=Severity.waarschuwing, related=(Related(first.at("datum"), f"stap: {first.title}"),),
            )


def _too_late(subject: Subject, options: Options, events: list[Event], step: str) -> Iterator[Finding]:
    ends = subject.plan.events(options.before, subject.sector)
    if not ends:
        return
    limit = min(ends, key=lambda event: event.day)
    for event in events:
        if event.day < limit.day:
            continue
        same = event.day == limit.day
        yield subject.finding(
            event.at("datum"),
            f"{step} was op {dutch.long_date(event.day)}, {'dezelfde dag als' if same else 'na'} de {options.before}" + ("" if same else f" van {dutch.long_date(limit.day)}"),
            "deze stap hoort eraan vooraf te gaan; controleer de datums" + (", of leg vast wat die dag het eerst kwam" if same else ""),
            severity=Severity.waarschuwing if same else None, related=(Related(limit.at("datum"), f"de {options.before}"),),
        )


def _wanted(subject: Subject, whom: Whom | None) -> list[tuple[str, Span]]:
    file = subject.plan.file
    if whom == "gemeenten":
        return [(item.name, item.span) for item in file.municipalities if subject.concerns(item.sectors)]
    if whom == "mbo":
        return [(item.name, item.span) for item in file.vocational if subject.concerns(item.sectors)]
    if whom == "opr":
        return [(item.council, item.at("opr")) for sector, item in file.organisations.items() if sector == subject.sector]
    if whom == "samenvallend":
        # only samenwerkingsverbanden of the other sector count
        return [(item.name, item.span) for item in file.neighbours if not item.sectors or any(sector != subject.sector for sector in item.sectors)]
    return []


def _steps(subject: Subject) -> Span:
    return subject.plan.decisions.at("stappen") if subject.plan.decisions.has("stappen") else subject.plan.file.at("sectoren")
