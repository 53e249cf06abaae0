"""Formulas: what they give, and where they are wrong."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opc.model.formula import LONGEST, FormulaError, evaluate, names_in

FUNCTIONS: dict[str, Callable[..., Any]] = {"max": max, "som": lambda *codes: Decimal(len(codes)), "euro": lambda value: f"€ {value}"}


def _wrong(text: str) -> FormulaError:
    with pytest.raises(FormulaError) as raised:
        evaluate(text, FUNCTIONS, {"bao": Decimal(3)})
    return raised.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("-2 - -3", 1), ("10 / 4", "2.5"), ("0.1 + 0.2", "0.3"), ("100 * bao / 12", 25),
        ('max(som("B"), som("L", "P"))', 2), ("  bao  ", 3),
    ],
)
def test_numbers_are_exact(text: str, value: int | str) -> None:
    assert evaluate(text, FUNCTIONS, {"bao": Decimal(3)}) == Decimal(value)


@given(st.decimals(-10**9, 10**9, places=2), st.decimals(-10**9, 10**9, places=2))
def test_a_sum_is_the_sum(one: Decimal, other: Decimal) -> None:
    assert evaluate(f"{one} + {other}", {}) == one + other
    assert evaluate(f"a - ({other})", {}, {"a": one}) == one - other


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("1 + bo", "bo", 'bekende naam'),
        ("  1 + bo", "bo", 'bekende naam'),
        ("€ + bao", "€", "niet te lezen"),
        ("bao / (3 - 3)", "bao /", "delen door nul"),
        ('"é" + bao', '"é"', "geen getal"),
        ('som("é") + mux(1)', "mux(1)", "geen functie"),
        ("1 + bao ** 2", "bao **", "machtsverheffen"),
        ("bao.real", "bao.real", "een punt met een naam erachter"),
        ("som.__globals__", "som.__globals__", "een punt met een naam erachter"),
        ("[1, 2][0]", "[1, 2][0]", "vierkante haken"),
        ("1 < 2", "1 < 2", "een vergelijking"),
        ("(lambda: 1)()", "(lambda: 1)()", "dit mag niet"),
        ("max(1, 2", "max(1, 2", "niet te lezen"),
        ("{}", "{}", "een woordenboek"),
    ],
)
def test_a_mistake_is_at_the_part_that_is_wrong(text: str, at: str, message: str) -> None:
    error = _wrong(text)
    assert message in error.message
    if "niet te lezen" not in message:
        assert error.offset == text.index(at)


@pytest.mark.parametrize(("text", "hint"), [("1 + boa", "bedoelt u bao?"), ("mex(1)", "bedoelt u max?"), ("euro(1, 2)", "voorbeelden")])
def test_a_mistake_comes_with_a_hint(text: str, hint: str) -> None:
    assert hint in _wrong(text).hint


@pytest.mark.parametrize("text", ["", "   ", "1 2", "x = 1", "1 +", "(" * 300, "1" + " + 1" * LONGEST, "import os", "\x00", "9" * 400, "1e999999 * 10"])
def test_what_is_no_formula_is_refused_with_words(text: str) -> None:
    try:
        evaluate(text, {})
    except FormulaError as error:
        assert error.message


@given(st.text(max_size=60))
def test_any_text_has_a_value_or_a_mistake(text: str) -> None:
    try:
        evaluate(text, FUNCTIONS, {"bao": Decimal(3)})
    except FormulaError as error:
        assert 0 <= error.offset <= len(text) + 1


def test_the_names_of_a_formula_are_not_its_functions() -> None:
    assert names_in('100 * sbo / (bao + sbo) - max(so, som("L"))') == {"sbo", "bao", "so"}
