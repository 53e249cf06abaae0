"""How far an indicator is: what was measured, against the path from the nulmeting over the mijlpaal to the streefwaarde."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from opc import dutch
from opc.model.goal import Indicator

State = Literal["voor op schema", "op schema", "achter op schema", "nog niet gemeten", "geen pad"]

RULE = (
    "Het pad is een rechte lijn van de nulmeting naar de mijlpaal, en van de mijlpaal naar de streefwaarde. Op schema: de laatste meting haalt de waarde die "
    "het pad op de dag van de meting heeft. Voor op schema: zij haalt al de waarde die het pad een jaar later heeft. Achter op schema: zij haalt de waarde "
    "van het pad niet. Waarden op het pad zijn afgerond op de decimalen van de indicator. Geen pad: de nulmeting, de streefwaarde of een van hun dagen ontbreekt, "
    "of zij zijn gelijk en het plan zegt niet of hoger of lager beter is."
)
"""What the words of a state mean."""


class Standing(NamedTuple):
    """Where an indicator stands. day, value: of the last measurement; expected: what the path has on that day."""

    state: State
    day: date | None = None
    value: Decimal | None = None
    expected: Decimal | None = None


def standing(indicator: Indicator) -> Standing:
    """The last measured value, compared with the path."""
    sign = _direction(indicator)
    if not sign:
        return Standing("geen pad", *max(indicator.results, default=()))
    if not indicator.results:
        return Standing("nog niet gemeten")
    day, value = max(indicator.results)
    expected, ahead = on_path(indicator, day), on_path(indicator, _years_on(day, 1))
    assert expected is not None
    assert ahead is not None  # there is a path
    if sign * value < sign * expected:
        return Standing("achter op schema", day, value, expected)
    is_ahead = sign * value >= sign * ahead and ahead != expected
    return Standing("voor op schema" if is_ahead else "op schema", day, value, expected)


def path(indicator: Indicator) -> list[tuple[date, Decimal]]:
    """The points of the path, in the order of their days; nothing when its begin or its end is not known."""
    points = [(indicator.baseline_day, indicator.baseline), (indicator.milestone_day, indicator.milestone), (indicator.target_day, indicator.target)]
    known = [(day, value) for day, value in points if day is not None and value is not None]
    if points[0] not in known or points[-1] not in known or known != sorted(known, key=lambda point: point[0]):
        return []
    return known


def on_path(indicator: Indicator, day: date) -> Decimal | None:
    """The value of the path on a day, rounded as the indicator is; before its begin and after its end it is level."""
    points = path(indicator)
    if not points:
        return None
    if day <= points[0][0]:
        return points[0][1]
    for (first, low), (last, high) in pairwise(points):
        if first < day <= last:
            part = Decimal((day - first).days) / (last - first).days
            return dutch.rounded(low + (high - low) * part, indicator.decimals)
    return points[-1][1]


def measured_on(indicator: Indicator, year: int) -> date | None:
    """The day of a year on which this indicator is measured: that of the nulmeting, or of the streefwaarde."""
    day = indicator.baseline_day or indicator.target_day
    return None if day is None else _years_on(day, year - day.year)


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _direction(indicator: Indicator) -> int:
    """1 when higher is better, -1 when lower is; 0 when there is no path, or it is level and nobody said."""
    points = path(indicator)
    if not points:
        return 0
    if points[-1][1] != points[0][1]:
        return 1 if points[-1][1] > points[0][1] else -1
    return {"hoger": 1, "lager": -1}.get(indicator.better, 0)
