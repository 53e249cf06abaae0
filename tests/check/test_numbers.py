"""Numbers, amounts and days as Dutch readers read and write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opc import dutch


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.500.000", "1500000"), ("1500000", "1500000"), ("2,5", "2.5"), ("1.234,50", "1234.50"), ("-90.870", "-90870"), ("−90.870", "-90870"),
        ("€ 1.000", "1000"), ("84%", "84"), (" 12 ", "12"), ("1 234 567", "1234567"), ("1\u00a0000", "1000"), ("+3", "3"), ("0,05", "0.05"), ("012", "12"),
    ],
)
def test_a_dutch_number_is_read(text: str, value: str) -> None:
    assert dutch.parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "1.5", "1,234,567", "1.50.000", "1,5 mln", "tien", "1e5", "1..000", "1.0000", "12.34,5", ",5", "5,", "--3", "1.000.00", "NaN", "Infinity", "½", "१२"])
def test_what_a_dutch_reader_would_doubt_is_no_number(text: str) -> None:
    assert dutch.parse_number(text) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=4))
def test_what_is_written_is_read_back(value: Decimal) -> None:
    assert dutch.parse_number(dutch.number(value)) == value
    assert dutch.parse_number(dutch.number(value, 2)) == dutch.rounded(value, 2)


@given(st.integers(-(10**18), 10**18), st.integers(0, 4))
def test_whole_numbers_survive(value: int, decimals: int) -> None:
    assert dutch.parse_number(dutch.number(value)) == value
    assert dutch.parse_number(dutch.number(value, decimals)) == value


@pytest.mark.parametrize("decimals", [-3, 0, 4, 10**9])
@pytest.mark.parametrize("value", ["1e300", "-1e-300", "123456789012345678901234567890.5", "0"])
def test_no_number_is_too_long_to_round(value: str, decimals: int) -> None:
    assert dutch.number(Decimal(value), decimals)


def test_a_number_without_end_is_no_number() -> None:
    assert dutch.parse_number("9" * 31) is None


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [("1234567", None, "1.234.567"), ("-0.5", 1, "−0,5"), ("0.5", 0, "1"), ("1.5", 0, "2"), ("2.5", 0, "3"), ("-2.5", 0, "−3"), ("0.0040", None, "0,004"), ("1E+3", None, "1.000"), ("-0.2", 0, "0")],
)
def test_a_number_is_written_half_up(value: str, decimals: int | None, text: str) -> None:
    assert dutch.number(Decimal(value), decimals) == text


def test_amounts_and_percentages() -> None:
    assert dutch.euro(Decimal("-1234.5")) == "−€\u00a01.235"
    assert dutch.euro(10, 2) == "€\u00a010,00"
    assert dutch.percent(Decimal("2.731"), 2) == "2,73%"


@pytest.mark.parametrize(("quantity", "text"), [(0, "0 fouten"), (1, "1 fout"), (2, "2 fouten"), (1000, "1.000 fouten")])
def test_one_fault_and_many(quantity: int, text: str) -> None:
    assert dutch.count(quantity, "fout", "fouten") == text


@pytest.mark.parametrize(("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")])
def test_a_list_reads_as_a_sentence(words: list[str], text: str) -> None:
    assert dutch.listing(words) == text


@given(st.dates())
def test_a_day_is_written_out(day: date) -> None:
    number, month, year = dutch.long_date(day).split()
    assert date(int(year), dutch.MONTHS.index(month) + 1, int(number)) == day


@pytest.mark.parametrize(("word", "meant"), [("vermogn", "vermogen"), ("xyz", ""), ("", "")])
def test_a_word_that_was_meant_is_found(word: str, meant: str) -> None:
    assert dutch.meant(word, ["vermogen", "verdeling"]) == meant


@pytest.mark.parametrize(("value", "text"), [("0", "nul"), ("1", "één"), ("5", "vijf"), ("20", "twintig"), ("22", "tweeëntwintig"), ("100", "honderd"), ("101", "101"), ("1200", "1.200"), ("2.5", "2,5"), ("-3", "−3")])
def test_a_number_is_written_out(value: str, text: str) -> None:
    assert dutch.in_words(Decimal(value)) == text
