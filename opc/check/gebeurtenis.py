"""In besluiten.yaml staat deze stap, vóór de vaststelling en met iedereen die erbij hoort.
Wie dat zijn, staat in plan.yaml. Vraagt de eis een uitkomst, zoals instemming, dan leest opc die woord voor woord; geldt zij korter
dan het plan en staat er geen volgende, dan is dat een opmerking. In een concept is wat nog ontbreekt hoogstens een waarschuwing.

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
from opc.model.plan import Plan
from opc.model.plan_file import Change, Event, EventKind, Version
from opc.model.record import Record, Sector, Texts, Truth, Whole
from opc.source import Span

Whom = Literal["gemeenten", "samenvallend", "mbo", "opr"]


class Options(Record):
    """stap: the kind of step; wie: who must each be named in it; minstens: how many such steps there are; na, voor: the
    steps between which it belongs; uitkomst, geen_uitkomst: the outcomes that are an agreement, and those that are none, word
    for word; of: another kind of step that may take its place; wijzigingen: whether each change of the plan asks for the same.
    """

    kind: EventKind = Field(alias="stap")
    whom: Whom | None = Field(None, alias="wie")
    least: Whole = Field(1, alias="minstens")
    before: EventKind = Field("vaststelling", alias="voor")
    after: EventKind | None = Field(None, alias="na")
    outcomes: Texts = Field((), alias="uitkomst")
    refusals: Texts = Field((), alias="geen_uitkomst")
    instead: EventKind | None = Field(None, alias="of")
    changes: Truth = Field(False, alias="wijzigingen")

    def applies(self, plan: Plan, sector: Sector) -> bool:
        """Whether there is anybody to invite: a region may have no institution for mbo."""
        return self.whom != "mbo" or any(not item.sectors or sector in item.sectors for item in plan.file.vocational)

    def agreed(self, event: Event) -> bool:
        """Whether the outcome is one that is wanted."""
        return not self.outcomes or event.plain_outcome in self.outcomes


_STEP = {
    "oogo": "het overleg met gemeenten (OOGO)", "overleg-verbanden": "het overleg met samenvallende verbanden",
    "uitnodiging-mbo": "de uitnodiging van het mbo",
}


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each party that is missing, and for each step that came too late or ended in a refusal.

    A party that took part twice (a refusal and then consent) needs one good step.
    """
    wanted = _wanted(subject, options.whom)
    if options.whom and not wanted:
        # the two partnerships of a joint plan are each other's neighbours already
        joint = len(subject.plan.file.organisations) > 1 or subject.plan.elsewhere
        if options.whom == "gemeenten" or (options.whom == "samenvallend" and not joint):
            what = "gemeente" if options.whom == "gemeenten" else "samenwerkingsverband van de andere sector"
            yield subject.due(f"plan.yaml noemt geen {what}", f"vul {options.whom} in, in plan.yaml", severity=subject.step_severity)
        return
    yield from _asked(subject, options, wanted)
    for version, change in subject.plan.changes if options.changes else ():
        if subject.concerns(change.sectors):
            yield from _asked(subject, options, wanted, version, change)


def _asked(subject: Subject, options: Options, wanted: list[tuple[str, Span]], version: Version | None = None, change: Change | None = None) -> Iterator[Finding]:
    """The findings about the steps of the plan itself, or of one change of it."""
    plan, number = subject.plan, version.number if version else ""
    kinds = filter(None, (options.kind, options.instead))
    events = [event for kind in kinds for event in plan.events(kind, change=number) if subject.concerns(event.sectors)]
    step = _STEP.get(options.kind, f"de stap {options.kind}")
    if options.whom == "opr":
        step = f"de {options.kind} van {wanted[0][0]}"
    about = f' met {"de" if change and change.kind != "addendum" else "het"} {change.kind} (versie {number})' if change else ""
    lost = plan.decisions.lost("stappen")
    if len(events) < options.least:
        if lost:
            return
        times = "niet" if not events else f"maar {len(events)} keer"
        yield subject.finding(
            change.span if change else subject.steps, f"{step}{about} staat {times} in besluiten.yaml",
            f"voeg een stap toe met soort: {options.kind}, de datum en wie erbij waren" + (f', en wijziging: "{number}"' if change else ""), severity=subject.step_severity,
        )
        return
    limit = min(plan.events(options.before, subject.sector, number), key=lambda event: event.day, default=None)
    strangers = {actor for event in events for actor in event.actors} - _names(subject)
    good = [event for event in events if (limit is None or event.day < limit.day) and options.agreed(event)]
    doubtful: dict[int, Event] = {}
    for name, place in wanted:
        own = [event for event in events if name in event.actors]
        if not own and lost:
            continue
        if not own:
            yield _absent(subject, events[0], f"gemeente {name}" if options.whom == "gemeenten" else name, place, f"{f'de {options.kind}' if options.whom == 'opr' else step}{about}", dutch.meant(name, strangers))
        elif not any(name in event.actors for event in good):
            doubtful[id(own[-1])] = own[-1]
        elif options.whom == "opr":
            yield from _for_a_time(subject, options, own, f"{options.kind} van {name}{about}")
    if not wanted and not good:
        doubtful[id(events[-1])] = events[-1]
    for event in doubtful.values():
        if not options.agreed(event):
            yield _refused(subject, options, event, f"{step}{about}")
        if limit and event.day >= limit.day:
            yield _too_late(subject, options, event, f"{step}{about}", limit)
    yield from _too_early(subject, options, events, step, number)


def _absent(subject: Subject, event: Event, who: str, place: Span, step: str, meant: str) -> Finding:
    about = f' en wijziging: "{event.change}"' if event.change else ""
    return subject.finding(
        event.at("wie"), f"{who} ontbreekt {'bij' if event.kind == 'instemming' else 'in'} {step}",
        f'heet die hier "{meant}"? schrijf de naam als in plan.yaml' if meant else f"zet de naam bij `wie`, of voeg een stap toe met soort: {event.kind}{about}",
        severity=subject.step_severity, related=(Related(place, "zo staat de naam in plan.yaml"),),
    )


def _for_a_time(subject: Subject, options: Options, own: list[Event], step: str) -> Iterator[Finding]:
    """A consent that ends before the plan does, without a next one: what holds afterwards is not for opc to say."""
    period = subject.plan.file.period
    ends = {event.until or period.last: event for event in own if options.agreed(event)}
    if (until := max(ends)) < period.last:
        yield subject.finding(
            ends[until].at("tot_en_met"), f"de {step} geldt tot en met {dutch.long_date(until)}, het plan loopt tot en met {dutch.long_date(period.last)}, en een volgende staat er niet",
            "vraag voor die dag opnieuw instemming, en zet die stap erbij; is die dag voorbij, vraag haar dan alsnog, en leg uit wat er in de tussentijd gold",
            severity=Severity.opmerking, related=(Related(period.at("tot_en_met"), "het einde van het plan"),),
        )


def _refused(subject: Subject, options: Options, event: Event, step: str) -> Finding:
    if not event.outcome:
        said, hint = f"bij {step} staat geen uitkomst", f"zet bij uitkomst: {dutch.listing(options.outcomes[:3], 'of')}"
    elif event.plain_outcome in options.refusals:
        hint = "stemt de raad alsnog in, of geeft de geschillencommissie toestemming, zet die stap er dan bij"
        if options.whom != "opr" or event.kind == options.instead:
            said = f'uit "{event.outcome}" blijkt geen {options.outcomes[0]}'
        else:
            said = f"{dutch.listing(event.actors)} {'stemde' if len(event.actors) == 1 else 'stemden'} niet in"
            if not event.note and not any(later.kind == "verzoek" and later.change == event.change and later.day >= event.day for later in subject.plan.decisions.events):
                said += ", en er staat niet wat daarna gebeurde"
                hint += "; loopt het nog, zeg dan bij toelichting wat het bestuur doet"
    else:
        said = f'opc weet niet wat "{event.outcome}" betekent: is dit {options.outcomes[0]} of niet'
        hint = f"schrijf bij uitkomst alleen {dutch.listing((*options.outcomes[:2], options.refusals[0]), 'of')}, en wat er verder over te zeggen is bij toelichting"
    return subject.finding(event.at("uitkomst"), said, hint, severity=subject.step_severity)


def _too_early(subject: Subject, options: Options, events: list[Event], step: str, change: str) -> Iterator[Finding]:
    begins = subject.plan.events(options.after, subject.sector, change) if options.after else ()
    if not begins:
        return
    first = min(begins, key=lambda event: event.day)
    for event in events:
        if event.day < first.day:
            yield subject.finding(
                event.at("datum"), f"{step} was op {dutch.long_date(event.day)}, en het eerste concept is van {dutch.long_date(first.day)}",
                "dit overleg gaat over een concept; controleer de datums", severity=Severity.waarschuwing, related=(Related(first.at("datum"), f"stap: {first.title}"),),
            )


def _too_late(subject: Subject, options: Options, event: Event, step: str, limit: Event) -> Finding:
    same = event.day == limit.day
    return subject.finding(
        event.at("datum"),
        f"{step} was op {dutch.long_date(event.day)}, {'dezelfde dag als' if same else 'na'} de {options.before}" + ("" if same else f" van {dutch.long_date(limit.day)}"),
        "deze stap hoort eraan vooraf te gaan; controleer de datums" + (", of leg vast wat die dag het eerst kwam" if same else ""),
        severity=Severity.waarschuwing if same else None, related=(Related(limit.at("datum"), f"de {options.before}"),),
    )


def _names(subject: Subject) -> set[str]:
    """Everyone whom plan.yaml names: in a step they are no misspelling of somebody else."""
    file = subject.plan.file
    places = (file.municipalities, file.neighbours, file.vocational)
    return {item.name for group in places for item in group} | {name for item in file.organisations.values() for name in (item.name, item.council)}


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

