"""One school year of a plan: which actions run in it, what is due, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from opc import dutch
from opc.compose.block import Printer
from opc.compose.decisions import Hold, holds
from opc.compose.diagram import short_month
from opc.compose.figure import Figure
from opc.model.document import Appointment
from opc.model.front_matter import Moment
from opc.model.goal import Action, Indicator, budgeted
from opc.model.moment import Stretch, stretches
from opc.model.picture import Diagram
from opc.model.plan import Plan
from opc.model.profile import SchoolYear
from opc.model.progress import measured_on, on_path, standing

WIDTH = 190
"""Of the picture of a year, in millimetres: with its longest title on one line it is beside its heading on a landscape page."""


@dataclass(frozen=True)
class Year:
    """What the template of a jaarplan may ask about its school year."""

    plan: Plan
    printer: Printer
    year: SchoolYear

    def acties(self, priority: str) -> list[Action]:
        """The actions of a speerpunt that run in it."""
        return [action for action in self.printer.actions(priority) if runs(action, self.year)]

    def wanneer(self, action: Action) -> str:
        """What of an action begins or ends in it, in words."""
        begins = f"begint op {_unbroken(action.start)}" if action.start and action.start in self.year else ""
        ends = f"klaar op {_unbroken(action.end)}" if action.end and action.end in self.year else ""
        return dutch.listing(filter(None, (begins, ends))) or "loopt door"

    def kolommen(self) -> list[str]:
        """The columns with amounts for a calendar year that it is a part of."""
        return [name for name in self.printer.budgets(self.plan.actions) if budgeted(name)[0] in (self.year.first.year, self.year.last.year)]

    def bedrag(self, action: Action, column: str) -> Decimal | None:
        """What an action costs, by a column."""
        return dict(action.amounts).get(column)

    def totaal(self, column: str) -> Decimal:
        """What all actions that run in it cost, by a column."""
        return sum((dict(action.amounts).get(column, Decimal(0)) for action in self.plan.actions if runs(action, self.year) and self.printer.concerns(action.sectors)), Decimal(0))

    def meting(self, indicator: Indicator) -> date | None:
        """The day in it on which an indicator is measured."""
        return next((day for year in (self.year.first.year, self.year.last.year) if (day := measured_on(indicator, year)) in self.year), None)

    def verwacht(self, indicator: Indicator) -> Decimal | None:
        """What the path has on the day of that measurement."""
        day = self.meting(indicator)
        return on_path(indicator, day) if day else None

    def momenten(self) -> list[tuple[Moment, tuple[Stretch, ...]]]:
        """The fixed moments, with when in it they are; those of which that is not known come last."""
        found = [(moment, stretches(moment.when, self.year)) for moment in self.printer.facts("cycle") or ()]
        return sorted(found, key=lambda item: item[1] or ((date.max, date.max),))

    def voorwaarden(self) -> list[Hold]:
        """The conditions of a consent that are due in it."""
        return [hold for hold in holds(self.plan) if hold.due in self.year]


def picture(made: Year) -> Figure | None:
    """A school year by its months: what has a day or a term in it, not what goes on all the year. None when nothing has."""
    groups = [(title, rows) for title, rows in _drawn(made) if rows]
    length = (made.year.last - made.year.first).days + 1

    def share(day: date) -> float:
        return round((day - made.year.first).days / length, 4)

    content = {
        "breedte": WIDTH, "wit": 0.85,
        "kolommen": [short_month(at % 12 + 1) for at in range(7, 19)],
        "groepen": [
            {"titel": title, "regels": [
                {"id": own, "titel": words, "balken": [{"begin": share(first), "einde": share(first if first == last else last + timedelta(days=1))} for first, last in when]}
                for own, words, when in rows]}
            for title, rows in groups
        ],
    }
    told = (f"{title}: {'; '.join(f'{own} {words} ({dutch.listing(map(_in_words, when))})'.strip() for own, words, when in rows)}." for title, rows in groups)
    return Figure(Diagram("planningsbeeld", content), f"Schooljaar {made.year} in één beeld", f"Kalender van augustus tot en met juli. {' '.join(told)}") if groups else None


def _drawn(made: Year) -> Iterator[tuple[str, list[tuple[str, str, tuple[Stretch, ...]]]]]:
    """The groups of the picture of a year, with the id, the words and the days of each of their lines."""
    year = made.year
    actions = [action for action in made.plan.actions if made.printer.concerns(action.sectors) and runs(action, year)]
    terms = [(action, Stretch(max(action.start or year.first, year.first), min(action.end or year.last, year.last))) for action in actions]
    yield "Acties die in de loop van het jaar beginnen of klaar zijn", [(action.id, action.title, (term,)) for action, term in terms if term != (year.first, year.last)]
    days: dict[date, list[str]] = {}
    for indicator in made.plan.indicators:
        if made.printer.concerns(indicator.sectors) and (day := made.meting(indicator)):
            days.setdefault(day, []).append(indicator.id)
    yield "Metingen", [("", f"{'Indicatoren' if len(set(ids)) > 1 else 'Indicator'} {dutch.listing(dict.fromkeys(ids))}", (Stretch(day, day),)) for day, ids in sorted(days.items())]
    yield "Afspraken met een datum", [("", f"{hold.who}: {hold.what}", (Stretch(hold.due, hold.due),)) for hold in made.voorwaarden() if hold.due]
    yield "Vaste momenten", [("", moment.what, when) for moment, when in made.momenten() if when]


def _in_words(stretch: Stretch) -> str:
    """When something is: on a day, in a whole month, or from the one day to the other."""
    first, last = stretch
    if first == last:
        return dutch.long_date(first)
    if first.day == (last + timedelta(days=1)).day == 1:
        return f"{dutch.MONTHS[first.month - 1]} {first.year}" if first.month == last.month else f"{dutch.MONTHS[first.month - 1]} tot en met {dutch.MONTHS[last.month - 1]} {last.year}"
    return f"{dutch.long_date(first)} tot en met {dutch.long_date(last)}"


def _unbroken(day: date) -> str:
    """A day that stays on one line."""
    return dutch.long_date(day).replace(" ", "\u00a0")


def runs(action: Action, year: SchoolYear) -> bool:
    """Whether an action runs in a school year."""
    return (action.start or date.min) <= year.last and (action.end or date.max) >= year.first


def rows(plan: Plan, printer: Printer, data: str, year: SchoolYear | None) -> Iterator[tuple[str, ...]]:
    """What goes in the CSV file of a short version. data: acties (of the school year, if there is one) or monitor."""
    if data == "monitor":
        yield from _measured(plan, printer)
        return
    columns = Year(plan, printer, year).kolommen() if year else printer.budgets(plan.actions)
    yield ("id", "speerpunt", "actie", "eigenaar", "sector", "start", "gereed", "indicator", *columns)  # a fixed moment has no id
    for action in plan.actions:
        if not printer.concerns(action.sectors) or (year and not runs(action, year)):
            continue
        amounts = dict(action.amounts)
        yield (
            action.id, action.priority, action.title, action.owner, _sectors(action), _iso(action.start), _iso(action.end), "; ".join(action.indicators),
            *(_plain(amounts.get(name)) for name in columns),
        )
    for moment, when in Year(plan, printer, year).momenten() if year else ():
        for stretch in when:
            yield ("", "", moment.what, moment.who, "", _iso(stretch.first), _iso(stretch.last), *("" for _ in range(1 + len(columns))))


def _measured(plan: Plan, printer: Printer) -> Iterator[tuple[str, ...]]:
    yield ("id", "speerpunt", "indicator", "sector", "eenheid", "nulmeting", "peildatum_nulmeting", "mijlpaal", "streefwaarde", "peildatum_streef", "gemeten", "gemeten_op", "pad", "stand")
    for item in plan.indicators:
        if printer.concerns(item.sectors):
            now = standing(item)
            yield (
                item.id, item.priority, item.title, _sectors(item), item.unit, _plain(item.baseline), _iso(item.baseline_day), _plain(item.milestone),
                _plain(item.target), _iso(item.target_day), _plain(now.value), _iso(now.day), _plain(now.expected), now.state,
            )


def appointments(plan: Plan, printer: Printer, year: SchoolYear) -> Iterator[Appointment]:
    """The days of a school year: where actions begin and end, where indicators are measured, what is due, and the fixed moments, of a whole month on its first day."""
    place = "-".join((*(item.number.lower() for item in plan.file.organisations.values()), str(plan.file.period)))
    made = Year(plan, printer, year)
    for action in plan.actions:
        if not printer.concerns(action.sectors):
            continue
        about = f"Eigenaar: {action.owner}. Indicator: {', '.join(action.indicators)}."
        for word, verb, day in (("start", "begint", action.start), ("gereed", "is klaar", action.end)):
            if day is not None and day in year:
                yield Appointment(f"{action.id}-{word}@{place}", day, f"{action.id} {verb}: {action.title}", about)
    for indicator in plan.indicators:
        day = made.meting(indicator) if printer.concerns(indicator.sectors) else None
        if day:
            sectors = f" ({_sectors(indicator)})" if indicator.sectors and len(plan.sectors) > 1 else ""
            yield Appointment(
                f"{'-'.join((indicator.id, *indicator.sectors))}-meting-{day.year}@{place}", day, f"{indicator.id} meten: {indicator.title}{sectors}",
                f"Bron: {indicator.source}." if indicator.source else "",
            )
    for hold in holds(plan):
        if hold.due is not None and hold.due in year:
            own = sha256(f"{hold.who}\n{hold.what}".encode()).hexdigest()[:12]  # its place in the file may change
            yield Appointment(f"voorwaarde-{own}@{place}", hold.due, f"{hold.who}: {hold.what}", f"Anders: {hold.otherwise}" if hold.otherwise else "")
    for moment, when in made.momenten():
        own = sha256(f"{moment.what}\n{moment.who}".encode()).hexdigest()[:12]
        for stretch in when:
            yield Appointment(f"moment-{own}-{stretch.first:%Y%m%d}@{place}", stretch.first, f"{moment.what} ({moment.when})", f"Wie: {moment.who}.")


def _sectors(item: Action | Indicator) -> str:
    return " en ".join(sector.upper() for sector in item.sectors)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _plain(value: Decimal | None) -> str:
    """A number as a spreadsheet reads it here: a comma, no points."""
    return "" if value is None else f"{value:f}".replace(".", ",")
