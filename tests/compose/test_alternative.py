"""What a chart shows, in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opc import dutch
from opc.compose.alternative import chart_in_words
from opc.model.picture import CHART_KINDS, Chart, ChartKind, Series


def chart(*series: Series, kind: ChartKind = "lijn", labels: tuple[str, ...] = ("2023", "2024", "2025"), unit: str = "leerlingen", decimals: int = 0, in_time: bool = True) -> Chart:
    return Chart(kind, "Jaar" if in_time else "Gemeente", labels, series, unit, Decimal(1), decimals, in_time)


def test_what_nobody_has_measured_is_told_with_its_word() -> None:
    line = replace(chart(series("so", 1, 2, 3)), forecast=("", "prognose", "prognose"))
    assert chart_in_words(line).endswith("2024 en 2025: prognose.")
    longer = replace(chart(series("so", 1, 2, 3, 4), labels=("2023", "2024", "2025", "2026")), forecast=("", "raming", "raming", "raming"))
    assert chart_in_words(longer).endswith("2024 tot en met 2026: raming.")


def series(name: str, *values: float | None) -> Series:
    return Series(name, tuple(None if value is None else Decimal(str(value)) for value in values))


def test_lines_are_told_by_their_course() -> None:
    told = chart_in_words(chart(series("bao", 15120, 14960, 14420), series("sbo", 372, 380, 380), series("so", 5, 5, 5), series("vso", 10, 30, 20)))
    assert told == (
        "Lijngrafiek met vier lijnen, van 2023 tot en met 2025, in leerlingen. bao daalt elke keer, van 15.120 naar 14.420. sbo stijgt van 372 naar 380 en daalt nergens. "
        "so blijft steeds 5. vso begint op 10 en eindigt op 20, het hoogst in 2024 (30), het laagst in 2023 (10)."
    )


def test_bars_of_places_are_told_by_the_most_and_the_least() -> None:
    told = chart_in_words(chart(series("po", 24, 11, 24), kind="staaf", labels=("Oudemeer", "Veenhaven", "Elsbroek"), in_time=False))
    assert told == "Staafdiagram, per gemeente: Oudemeer, Veenhaven en Elsbroek, in leerlingen. po: het meest bij Oudemeer en Elsbroek (24), het minst bij Veenhaven (11)."


def test_a_stack_is_told_with_its_whole() -> None:
    told = chart_in_words(chart(series("a", 1, 2, 3), series("b", 4, 4, 5), kind="gestapeld", unit="%", decimals=1))
    assert told == (
        "Staafdiagram met gestapelde staven met twee lagen, van 2023 tot en met 2025, in procent. a stijgt elke keer, van 1,0 naar 3,0. "
        "b stijgt van 4,0 naar 5,0 en daalt nergens. Samen stijgt elke keer, van 5,0 naar 8,0."
    )


def test_a_number_that_is_not_there_is_passed_over() -> None:
    assert "a: 3 (2024)." in chart_in_words(chart(series("a", None, 3, None)))
    assert "a stijgt elke keer, van 1 naar 3." in chart_in_words(chart(series("a", 1, None, 3)))


@pytest.mark.parametrize("kind", CHART_KINDS)
@given(values=st.lists(st.one_of(st.none(), st.integers(0, 10**6)), min_size=2, max_size=8).filter(lambda found: any(value is not None for value in found)), in_time=st.booleans())
def test_every_chart_is_told_with_its_extremes(kind: ChartKind, values: list[int | None], in_time: bool) -> None:
    labels = tuple(str(2020 + at) for at in range(len(values)))
    told = chart_in_words(chart(series("reeks", *values), kind=kind, labels=labels, in_time=in_time))
    known = [value for value in values if value is not None]
    assert {dutch.number(max(known)), dutch.number(min(known))} <= set(told.replace("(", " ").replace(")", " ").replace(",", " ").replace(". ", " ").rstrip(".").split())
    if in_time:
        assert dutch.number(known[0]) in told
        assert dutch.number(known[-1]) in told
    assert told.endswith(".")
