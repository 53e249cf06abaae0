"""Drawings of what is no number: steps, plans, ties and risks. Each with its words for whoever cannot see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from opc import dutch
from opc.compose import markdown
from opc.compose.figure import Figure, data_table
from opc.compose.numbering import Numbers
from opc.model.front_matter import Body
from opc.model.goal import Action
from opc.model.picture import Diagram
from opc.model.plan import Plan
from opc.model.plan_file import Event, Undated

_DECISIONS = {"oogo", "advies", "voorgenomen-besluit", "instemming", "uitspraak", "goedkeuring", "vaststelling"}
_COMMAND = {"bestuur", "toezicht", "leiding"}
"""Ties that are drawn as a whole line; others, such as advice, are dashed."""
_CHANCES = {3: "groot", 2: "middel", 1: "klein"}


def timeline(plan: Plan, numbers: Numbers) -> Figure:
    """Every step of besluiten.yaml, in the order of their days."""
    steps: list[Event | Undated] = [*sorted(plan.decisions.events, key=lambda event: event.day), *plan.decisions.undated]
    shown = [
        {"datum": _short(step.day) if isinstance(step, Event) else step.expected or "nog niet bekend", "stap": f"{step.title} (wijziging {step.change})" if step.change else step.title,
         "uitkomst": step.outcome, "besluit": step.kind in _DECISIONS, "gedaan": bool(step.outcome)}
        for step in steps
    ]
    told = (f"{dutch.long_date(step.day) if isinstance(step, Event) else step.moment}: {step.title}{f' ({step.outcome})' if step.outcome else ''}" for step in steps)
    words = f"Tijdlijn met {dutch.count(len(steps), 'stap', 'stappen')}. {'. '.join(told)}."
    below = _below(numbers, "tabel-besluiten", "Alle stappen, met wie erbij was, staan", ("Datum", "Stap", "Uitkomst"), ((str(item["datum"]), str(item["stap"]), str(item["uitkomst"])) for item in shown))
    return Figure(Diagram("tijdlijn", {"stappen": shown}), "Zo komt het plan tot stand", words, below)


def planning(plan: Plan, numbers: Numbers, concerns: Callable[[Any], bool]) -> Figure:
    """The actions over the school years, under their speerpunten."""
    period = plan.file.period
    length = (period.last - period.first).days + 1

    def share(day: date | None, other: int) -> float:
        return other if day is None else round(min(max((day - period.first).days / length, 0), 1), 4)

    goals, told = [], []
    titles = {item.id: item.title for _, items in plan.facts(lambda facts: facts.priorities) for item in items}
    actions = [action for action in plan.actions if concerns(action.sectors)]
    for goal in dict.fromkeys(action.priority for action in actions):
        mine = [action for action in actions if action.priority == goal]
        name = f"Speerpunt {goal.removeprefix('S')}" + (f": {titles[goal]}" if goal in titles else "")
        goals.append({"titel": name, "regels": [
            {"id": action.id, "titel": action.title, "balken": [{"begin": share(action.start, 0), "einde": max(share(action.end, 1), share(action.start, 0) + 0.01)}]} for action in mine]})
        told.append(f"{name}: {'; '.join(f'{action.id} {_term(action, period.first, period.last)}' for action in mine)}.")
    years = period.school_years()
    words = f"Balken voor {dutch.count(len(actions), 'actie', 'acties')}, van schooljaar {years[0]} tot en met {years[-1]}. {' '.join(told)}"
    content = {"kolommen": [f"{year[:5]}{year[-2:]}" for year in years], "groepen": goals}
    below = _below(numbers, "tabel-planning", "Wie wat doet, staat", ("Nr", "Actie", "Wanneer"), ((action.id, action.title, _term(action, period.first, period.last)) for action in actions))
    return Figure(Diagram("planningsbeeld", content), "Planning: van wanneer tot wanneer elke actie loopt", words, below)


def organogram(plan: Plan, numbers: Numbers) -> Figure:
    """The organs, in rows below those that they stand under."""
    bodies = {item.name: item for _, items in plan.facts(lambda facts: facts.bodies) for item in items}
    ties = {name: {above: word for above, word in item.under.items() if above in bodies} for name, item in bodies.items()}
    rows = _rows(ties)
    most = max(bodies, key=lambda name: (len(ties[name]) + sum(name in above for above in ties.values())))
    drawn = [
        [{"naam": name, "leden": _members(bodies[name]), "hoofd": name == most and any(ties.values()), "zijlijn": bool(ties[name]) and not _COMMAND & set(ties[name].values()),
          "banden": [{"boven": above, "woord": word, "vol": word in _COMMAND} for above, word in ties[name].items()]} for name in row]
        for row in rows
    ]
    told = [f"Schema van boven naar beneden. Bovenaan: {dutch.listing(rows[0])}."]
    for row in rows[1:]:
        told += [f"{name}: onder {dutch.listing(f'{above} ({word})' for above, word in ties[name].items())}." for name in row]
    below = _below(numbers, "tabel-organen", "Wat elk orgaan doet, staat", ("Orgaan", "Leden", "Onder"),
                   ((name, bodies[name].members, dutch.listing(f"{above} ({word})" for above, word in ties[name].items())) for row in rows for name in row))
    return Figure(Diagram("organogram", {"rijen": drawn}), "Organogram", " ".join(told), below)


def route(plan: Plan, numbers: Numbers) -> Figure:  # noqa: ARG001 every diagram gets the numbers
    """The steps of the route, one after the other."""
    steps = [item for _, items in plan.facts(lambda facts: facts.route) for item in items]
    always = plan.fact(lambda facts: facts.route_always) or ""
    told = [f"Schema met {dutch.count(len(steps), 'stap', 'stappen')} achter elkaar."]
    told += [f"Stap {at}: {step.step}{f', {step.what}' if step.what else ''}{f' ({step.who})' if step.who else ''}." for at, step in enumerate(steps, 1)]
    told += [f"Bij alle stappen: {always}."] if always else []
    content = {"steeds": always, "stappen": [{"stap": step.step, "wat": step.what, "wie": step.who} for step in steps]}
    return Figure(Diagram("route", content), f"De route in {dutch.count(len(steps), 'stap', 'stappen')}", " ".join(told),
                  _table(("Nr", "Stap", "Wat", "Wie"), ((str(at), step.step, step.what, step.who) for at, step in enumerate(steps, 1))))


def round_of_steps(plan: Plan, numbers: Numbers) -> Figure:  # noqa: ARG001 every diagram gets the numbers
    """The yearly round: a ring of arrows."""
    steps = [item for _, items in plan.facts(lambda facts: facts.round) for item in items]
    told = [f"Ring van {len(steps)} pijlen, met de klok mee, om het ondersteuningsplan {plan.file.period}."]
    told += [f"Pijl {at}: {step.step}{f': {step.what}' if step.what else ''}{'' if step.what.endswith(('.', '?', '!')) else '.'}" for at, step in enumerate(steps, 1)]
    told.append(f"Daarna begint het opnieuw bij {steps[0].step}.")
    content = {"midden": f"Ondersteunings­plan {plan.file.period}", "stappen": [{"stap": step.step, "wat": step.what} for step in steps]}
    return Figure(Diagram("kringloop", content), "De kringloop van een jaar", " ".join(told), _table(("Stap", "Wat"), ((step.step, step.what) for step in steps)))


def risks(plan: Plan, numbers: Numbers) -> Figure:
    """The risks by chance and by what they cost."""
    found = [item for _, items in plan.facts(lambda facts: facts.risks) for item in items]
    top = max((item.impact for item in found), default=Decimal(1)) or Decimal(1)
    step = next(size for size in (part * Decimal(10) ** power for power in range(9) for part in (1, 2, 5)) if size * 5 >= top)
    end = step * ceil(top / step)
    seen: dict[tuple[int, int], int] = {}
    drawn, told = [], []
    for number, item in enumerate(found, 1):
        place = float(item.impact / end)
        cell = (item.chance, round(place * 25))
        seen[cell] = seen.get(cell, 0) + 1
        drawn.append({"nummer": number, "naam": item.name, "kans": item.chance, "plek": round(place, 4), "opzij": (0, -0.34, 0.34)[(seen[cell] - 1) % 3]})
    for chance, word in _CHANCES.items():
        if mine := [f"{number} {item.name} ({dutch.euro(item.impact)})" for number, item in enumerate(found, 1) if item.chance == chance]:
            told.append(f"Kans {word}: {'; '.join(mine)}.")
    ticks = [{"plek": float(step * at / end), "tekst": dutch.number(step * at)} for at in range(int(end / step) + 1)]
    words = f"Veld met {dutch.count(len(found), 'risico', 'risico’s')}: hoe hoger, hoe groter de kans; hoe verder naar rechts, hoe groter het gevolg. {' '.join(told)}"
    below = _below(numbers, "tabel-risicos", "Wat wij eraan doen, staat", ("Nr", "Risico", "Kans", "Gevolg"),
                   ((str(at), item.name, _CHANCES[item.chance], dutch.euro(item.impact)) for at, item in enumerate(found, 1)))
    return Figure(Diagram("risicobeeld", {"stappen": ticks, "risicos": drawn}), "Risico's naar kans en gevolg", words, below)


def _below(numbers: Numbers, anchor: str, words: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A reference to the table that says what is drawn and more, in these words; when that is not printed, what is drawn as a table of its own."""
    return f"{words} in {numbers.refer(anchor, numbers.words[anchor])}." if anchor in numbers.words else _table(header, rows)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """What is drawn as a table, for a screen: on paper it would say once more what its reader sees, for all the words of a drawing are letters there."""
    return data_table("Dit beeld als tabel", header, [[markdown.escape(cell) for cell in row] for row in rows], on_paper=False)


def _rows(ties: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Organs by how many stand above them. A ring, which the check refuses, is cut."""
    depth: dict[str, int] = {}

    def of(name: str, below: frozenset[str] = frozenset()) -> int:
        if name not in depth:
            depth[name] = 1 + max((of(above, below | {name}) for above in ties[name] if above not in below | {name}), default=-1)
        return depth[name]

    rows: list[list[str]] = [[] for _ in range(1 + max(map(of, ties)))]
    for name in ties:
        rows[depth[name]].append(name)
    return rows


def _members(body: Body) -> str:
    """Who is in it, as far as that fits in a box."""
    return body.members.split(",")[0].split(";")[0]


def _term(action: Action, first: date, last: date) -> str:
    """From when to when an action runs, in words."""
    begin, end = action.start or first, action.end or last
    if begin <= first and end >= last:
        return "de hele looptijd"
    return f"van {_month(begin)} tot en met {_month(end)}"


def _month(day: date) -> str:
    return f"{dutch.MONTHS[day.month - 1]} {day.year}"


def _short(day: date) -> str:
    return f"{day.day} {short_month(day.month)} {day.year}"


def short_month(number: int) -> str:
    """Three letters for a month, 1 to 12."""
    return "mrt" if number == 3 else dutch.MONTHS[number - 1][:3]
