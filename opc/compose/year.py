"""One school year of a plan: which actions run in it, what is due, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from opc import dutch
from opc.compose.block import Printer
from opc.compose.decisions import Hold, holds
from opc.model.document import Appointment
from opc.model.goal import Action, Indicator, budgeted
from opc.model.plan import Plan
from opc.model.profile import SchoolYear
from opc.model.progress import measured_on, on_path, standing


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
        begins = f"begint op {dutch.long_date(action.start)}" if action.start and action.start in self.year else ""
        ends = f"klaar op {dutch.long_date(action.end)}" if action.end and action.end in self.year else ""
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

    def voorwaarden(self) -> list[Hold]:
        """The conditions of a consent that are due in it."""
        return [hold for hold in holds(self.plan) if hold.due in self.year]


def runs(action: Action, year: SchoolYear) -> bool:
    """Whether an action runs in a school year."""
    return (action.start or date.min) <= year.last and (action.end or date.max) >= year.first


def rows(plan: Plan, printer: Printer, data: str, year: SchoolYear | None) -> Iterator[tuple[str, ...]]:
    """What goes in the CSV file of a short version. data: acties (of the school year, if there is one) or monitor."""
    if data == "monitor":
        yield from _measured(plan, printer)
        return
    columns = Year(plan, printer, year).kolommen() if year else printer.budgets(plan.actions)
    yield ("id", "speerpunt", "actie", "eigenaar", "sector", "start", "gereed", "indicator", *columns)
    for action in plan.actions:
        if not printer.concerns(action.sectors) or (year and not runs(action, year)):
            continue
        amounts = dict(action.amounts)
        yield (
            action.id, action.priority, action.title, action.owner, _sectors(action), _iso(action.start), _iso(action.end), "; ".join(action.indicators),
            *(_plain(amounts.get(name)) for name in columns),
        )


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
    """The days of a school year: where actions begin and end, where indicators are measured, and what is due."""
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


def _sectors(item: Action | Indicator) -> str:
    return " en ".join(sector.upper() for sector in item.sectors)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _plain(value: Decimal | None) -> str:
    """A number as a spreadsheet reads it here: a comma, no points."""
    return "" if value is None else f"{value:f}".replace(".", ",")
