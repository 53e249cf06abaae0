"""Where the making of a plan stands: its steps in phases, those behind us and those to come, on a given day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from opc import dutch
from opc.compose.numbering import Numbers
from opc.model.document import Phase, PhaseState, Standing, Step
from opc.model.plan import Plan
from opc.model.plan_file import AnyStep, Event, Status

_PHASES: tuple[tuple[str, frozenset[str]], ...] = (
    ("Terugkijken", frozenset({"start", "evaluatie"})),
    ("Meepraten en schrijven", frozenset({"raadpleging", "concept"})),
    ("Overleggen", frozenset({"overleg-verbanden", "uitnodiging-mbo", "oogo"})),
    ("Besluiten", frozenset({"advies", "voorgenomen-besluit", "instemming", "mededeling", "verzoek", "uitspraak", "goedkeuring", "vaststelling"})),
    ("Indienen en bekendmaken", frozenset({"indiening", "publicatie"})),
    ("Uitvoeren", frozenset({"inwerkingtreding", "einde"})),
)
"""The phases in their order, with the kinds of their steps."""
_WITH_OUTCOME = frozenset({"overleg-verbanden", "oogo", "advies", "voorgenomen-besluit", "instemming", "uitspraak", "goedkeuring", "vaststelling"})
"""Kinds of steps that are not over before somebody noted what came of them; of the others it is enough that their day has passed."""


def standing(plan: Plan, numbers: Numbers, status: Status, today: date) -> Standing | None:
    """Where a plan stands on a day; None when it has no steps."""
    ordered: list[AnyStep] = [*sorted(plan.decisions.events, key=lambda event: event.day), *plan.decisions.undated]
    if not ordered:
        return None
    steps = tuple(_step(step, today) for step in ordered)
    texts = {chapter.front.title: chapter.anchor for chapter in plan.chapters if getattr(chapter.front, "kind", "") == "proces"}
    places = [(numbers.words[anchor], title, anchor) for title, anchor in texts.items() if anchor in numbers.words]
    tables = (("tabel-besluiten", "Alle stappen, met wie erbij was"), ("tabel-kwesties", "De kwesties, met ons antwoord"), ("tabel-bouwstenen", "De bouwstenen, met ons antwoord"))
    places += [(numbers.words[anchor], words, anchor) for anchor, words in tables if anchor in numbers.words]
    versions = tuple((version.number, dutch.long_date(version.day), version.what) for version in reversed(plan.decisions.versions))
    return Standing(dutch.long_date(today), _now(plan, status, today, steps), tuple(_phases(ordered, today)), steps, versions, tuple(places))


def _step(step: AnyStep, today: date) -> Step:
    title = f"{step.title} (wijziging {step.change})" if step.change else step.title
    day = dutch.long_date(step.day) if isinstance(step, Event) else step.expected
    return Step(day, title, dutch.listing(step.actors), step.told, tuple(condition.what for condition in step.conditions),
                document=step.document, address=step.address, done=_is_done(step, today), waits=_waits(step, today), ends=step.kind == "einde")


def _is_done(step: AnyStep, today: date) -> bool:
    """Whether a step is behind us: its outcome is known, or its day has passed. An outcome that is known beforehand waits for its day."""
    return step.day <= today if isinstance(step, Event) else bool(step.outcome)


def _waits(step: AnyStep, today: date) -> bool:
    """Whether the day has passed and nobody noted what came of it."""
    return _is_done(step, today) and not step.outcome and step.kind in _WITH_OUTCOME


def _phases(steps: Sequence[AnyStep], today: date) -> list[Phase]:
    """The phases that have steps, changes of an adopted plan left out."""
    made: list[Phase] = []
    for title, kinds in _PHASES:
        own = [step for step in steps if step.kind in kinds and not step.change]
        if not own:
            continue
        begun = any(_is_done(step, today) for step in own)
        over = all(_is_done(step, today) and not _waits(step, today) for step in own)
        state: PhaseState = "klaar" if over else "nu" if begun else "komt"
        days = [step.day for step in own if isinstance(step, Event)]
        made.append(Phase(title, _span(days), state, tuple(dict.fromkeys(step.title for step in own))))
    if not any(phase.state == "nu" for phase in made):  # between two phases: the next one is what is being worked on
        for at, phase in enumerate(made):
            if phase.state == "komt":
                made[at] = Phase(phase.title, phase.when, "straks", phase.steps)
                break
    return made


def _span(days: Sequence[date]) -> str:
    """From the first month to the last: september tot en met oktober 2025."""
    if not days:
        return "nog niet bekend"
    first, last = min(days), max(days)
    end = f"{dutch.MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    begin = dutch.MONTHS[first.month - 1]
    return f"{begin}{'' if first.year == last.year else f' {first.year}'} tot en met {end}"


def _now(plan: Plan, status: Status, today: date, steps: Sequence[Step]) -> str:
    """Where we are, in two or three sentences."""
    period = plan.file.period
    coming = next((step for step in steps if not step.done and not step.ends), None)
    following = f" De eerstvolgende stap is: {coming.title} ({coming.day or 'datum nog te bepalen'})." if coming else ""
    if status != "vastgesteld":
        last = next((step for step in reversed(steps) if step.done), None)
        before = f" De laatste stap was: {last.title} ({last.day})." if last and last.day else ""
        return f"Dit plan is in de maak. U leest versie {plan.file.version}.{before}{following}"
    adopted = f"Dit plan is vastgesteld op {dutch.long_date(plan.adopted)}." if plan.adopted else "Dit plan is vastgesteld."
    if today < period.first:
        return f"{adopted} Het gaat in op {dutch.long_date(period.first)}.{following}"
    if today > period.last:
        return f"{adopted} Het gold tot en met {dutch.long_date(period.last)}; die dag is voorbij."
    years = period.school_years()
    current = f"{today.year - (today.month < 8)}-{today.year + (today.month >= 8)}"
    return f"{adopted} Het geldt tot en met {dutch.long_date(period.last)}. Dit is schooljaar {current}, jaar {years.index(current) + 1} van {len(years)}.{following}"
