"""Moments of a year as writers put them: 1 en 15 oktober, november, vóór 1 juli."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from opc import dutch
from opc.model.profile import SchoolYear

_MONTH = "|".join(dutch.MONTHS)
_SAID = re.compile(rf"(?:(v[oó][oó]r|tot en met|tot)\s+)?(?:(\d{{1,2}}(?:(?:\s*,\s*|\s+en\s+)\d{{1,2}})*)\s+)?\b({_MONTH})\b(?:\s+(\d{{4}}))?", re.IGNORECASE)


class Stretch(NamedTuple):
    """From the first day to the last; of a moment that has a day these are the same."""

    first: date
    last: date


def stretches(said: str, year: SchoolYear) -> tuple[Stretch, ...]:
    """When in a school year a fixed moment is, in the order of the days; nothing when no month is named, or only one of another year.

    A month without a day is the whole month. "vóór 1 juli" is the day before it; "november tot februari" ends with January.
    """
    found: list[Stretch] = []
    for match in _SAID.finditer(said):
        word = (match[1] or "").lower()
        for stretch in _stretches(match, year):
            before = stretch.first - timedelta(days=1)
            if word.startswith("v"):
                found.append(Stretch(before, before))
            elif word and found:
                found.append(Stretch(found.pop().first, stretch.last if word == "tot en met" else before))
            else:
                found.append(stretch)
    return tuple(sorted(stretch for stretch in found if year.first <= stretch.first <= stretch.last <= year.last))


def _stretches(match: re.Match[str], year: SchoolYear) -> Iterator[Stretch]:
    month = dutch.MONTHS.index(match[3].lower()) + 1
    number = int(match[4] or (year.first.year if month >= year.first.month else year.last.year))
    if match[2] is None:
        first = date(number, month, 1)
        yield Stretch(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        return
    for said in re.findall(r"\d+", match[2]):
        try:
            day = date(number, month, int(said))
        except ValueError:  # 31 november
            continue
        yield Stretch(day, day)
