"""Four years, to the day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import BASE, check
from hypothesis import given
from hypothesis import strategies as st

from opc.check.looptijd import later


def _found(base: Path, first: str, last: str, previous: str) -> bool:
    text = (BASE / "plan.yaml").read_text(encoding="utf-8")
    text = text.replace("2026-08-01, tot_en_met: 2030-07-31", f"{first}, tot_en_met: {last}").replace("2022-04-12", previous)
    (base / "plan.yaml").write_text(text, encoding="utf-8")
    return any(finding.rule == "looptijd" for finding in check(base).findings)


@pytest.mark.parametrize(
    ("first", "last", "previous", "wrong"),
    [
        ("2026-08-01", "2030-07-31", "2022-04-02", False),
        ("2026-08-01", "2030-08-01", "2022-04-02", True),
        ("2026-08-01", "2027-07-31", "2022-04-02", False),
        ("2026-08-01", "2030-07-31", "2022-04-01", True),
        ("2024-02-29", "2028-02-28", "2022-04-02", False),
        ("2024-02-29", "2028-02-29", "2022-04-02", True),
        ("2026-08-01", "2026-07-31", "2022-04-02", True),
        ("9998-08-01", "9999-07-31", "2022-04-02", False),
    ],
)
def test_a_plan_holds_four_years_at_most(base: Path, first: str, last: str, previous: str, wrong: bool) -> None:
    assert _found(base, first, last, previous) is wrong


@given(st.dates(max_value=date(9990, 1, 1)), st.integers(0, 9))
def test_years_later_is_the_same_day(day: date, years: int) -> None:
    end = later(day, years)
    assert end.year == day.year + years
    assert (end.month, end.day) == (day.month, day.day) or ((day.month, day.day) == (2, 29) and end - timedelta(days=1) == date(end.year, 2, 28))


def test_years_later_ends_with_the_calendar() -> None:
    assert later(date(9998, 8, 1), 4) == date.max
