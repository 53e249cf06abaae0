"""De dag na 1 februari waarop het verband de groei vaststelt, ligt in de periode die de wet noemt.
opc leest de dagen in het veld telmomenten; van meer dagen hoeft er één goed te zijn.

*Goed*: telmomenten: [1 mei].
*Fout*: telmomenten: [1 oktober].
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.record import Record


class Options(Record):
    """van, tot_en_met: the first and the last day, as month-day."""

    first: str = Field(alias="van", pattern=r"^\d\d-\d\d$")
    last: str = Field(alias="tot_en_met", pattern=r"^\d\d-\d\d$")


_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(dutch.MONTHS)})")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding when no counting day that the rule names lies in the period."""
    first, last = (tuple(map(int, text.split("-"))) for text in (options.first, options.last))
    for _, rules in subject.facts("groei"):
        rule = rules.get(subject.sector) if subject.sector else None
        if rule is None:
            continue
        days = [day for text in rule.counting for day in days_in(text)]
        if not any(first <= day <= last for day in days):
            message = f"geen telmoment ligt tussen {in_words(first)} en {in_words(last)}" if days else "bij de telmomenten staat geen dag"
            yield subject.finding(rule.at("telmomenten"), message, f"noem een dag van {in_words(first)} tot en met {in_words(last)}")


def days_in(text: str) -> list[tuple[int, ...]]:
    """The days of the year that a text names, as month and day."""
    return [(dutch.MONTHS.index(month) + 1, int(day)) for day, month in _DAY.findall(text)]


def in_words(day: tuple[int, ...]) -> str:
    """A day of the year: 1 februari."""
    return f"{day[1]} {dutch.MONTHS[day[0] - 1]}"
