"""Contrast as WCAG 2.2 counts it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opc.model.colour import contrast, luminance

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # the last five by hand, from the formula in WCAG 2.2
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.478), ("#767676", "#ffffff", 4.542), ("#ff0000", "#ffffff", 3.998), ("#0000ff", "#ffffff", 8.592), ("#00ff00", "#000000", 15.304)],
)
def test_known_ratios(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)


@given(COLOURS, COLOURS)
def test_a_ratio_is_the_same_both_ways_and_from_1_to_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


@given(COLOURS)
def test_luminance_is_a_share(colour: str) -> None:
    assert 0 <= luminance(colour) <= 1
    assert luminance(colour) == luminance(colour.upper().replace("#", "#"))
