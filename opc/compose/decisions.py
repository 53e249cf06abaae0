"""What the pages about versions and decisions tell: the changes after adoption, and what a consent hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from opc import dutch
from opc.model.plan import Plan
from opc.model.plan_file import Change, Event, Period, Version


@dataclass(frozen=True, slots=True)
class Hold:
    """One condition of a consent, or the day until which the consent holds; with what happens else."""

    who: str
    what: str
    due: date | None
    otherwise: str
    met: str
    anchor: str


def change_in_words(plan: Plan, version: Version, change: Change) -> str:
    """What kind of change a version makes, for which sector and which period: one sentence."""
    words = change.kind if change.kind in ("wijziging", "addendum") else f"{change.kind}: eerst {_days(change.before)}" if change.before else change.kind
    following = [other.before for number, other in plan.changes if other.before and number.day > version.day]
    if change.before:
        words += f", nu {_days(following[0] if following else plan.file.period)}"
    sectors = f" voor {dutch.listing(change.sectors)}" if change.sectors and len(plan.sectors) > 1 else ""
    return f"{words[:1].upper()}{words[1:]}{sectors}."


def _days(period: Period | None) -> str:
    return f"tot en met {dutch.long_date(period.last)}" if period else ""


def holds(plan: Plan) -> Iterator[Hold]:
    """The conditions of every consent, in the order of the steps, with what lapses when."""
    for event in plan.decisions.events:
        who = dutch.listing(event.actors) or event.title
        if event.until:
            renewed = _renewed(plan, event)
            yield Hold(who, "De instemming geldt tot en met deze dag.", event.until, "Daarna geldt deze instemming niet meer.", f"nieuwe instemming op {dutch.long_date(renewed.day)}" if renewed else "nog geen nieuwe instemming", "")
        for condition in event.conditions:
            yield Hold(who, condition.what, condition.due, condition.otherwise, dutch.long_date(condition.met) if condition.met else "nog niet", condition.anchor or "")


def _renewed(plan: Plan, event: Event) -> Event | None:
    """The next consent of the same council, after one that holds for a part of the period."""
    later = (
        other for other in plan.decisions.events
        if other.kind == "instemming" and other.day > event.day and set(other.actors) & set(event.actors) and (other.until is None or (event.until and other.until > event.until))
    )
    return min(later, key=lambda other: other.day, default=None)
