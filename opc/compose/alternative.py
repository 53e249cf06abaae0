"""What a chart shows, in words: for whoever cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from opc import dutch
from opc.model.picture import Chart, Series

_COUNTS = ("nul", "één", "twee", "drie", "vier")


def chart_in_words(chart: Chart) -> str:
    """The text alternative of a chart: its kind and axes, and of every series where it begins and ends, its highest and its lowest."""
    kinds = {"lijn": ("lijn", "lijnen", "Lijngrafiek"), "staaf": ("reeks", "reeksen", "Staafdiagram"), "gestapeld": ("laag", "lagen", "Staafdiagram met gestapelde staven")}
    one, many, what = kinds[chart.kind]
    count = len(chart.series)
    parts = [f" met {_COUNTS[count]} {one if count == 1 else many}"] if count > 1 else []
    parts.append(f", van {chart.labels[0]} tot en met {chart.labels[-1]}" if chart.in_time else f", per {_lower(chart.axis)}: {dutch.listing(chart.labels)}")
    said = [what + "".join(parts) + (f", in {chart.measure}" if chart.measure else "") + "."]
    said += [_series(chart, series) for series in chart.series]
    said += [f"{_span(chart, mine)}: {word}." for word, mine in _forecasts(chart)]
    if chart.kind == "gestapeld" and count > 1 and all(len(series.known) == len(chart.labels) for series in chart.series):
        total = Series("Samen", tuple(sum((value or Decimal(0) for value in values), Decimal(0)) for values in zip(*(series.values for series in chart.series), strict=True)))
        said.append(_series(chart, total))
    return " ".join(said)


def _series(chart: Chart, series: Series) -> str:
    known = series.known
    if len(known) == 1:
        at, value = known[0]
        return f"{series.name}: {_printed(chart, value)} ({chart.labels[at]})."
    return f"{series.name}{' ' if chart.in_time else ': '}{', '.join(_course(chart, known) if chart.in_time else _extremes(chart, known, 'het meest bij', 'het minst bij'))}."


def _forecasts(chart: Chart) -> Iterator[tuple[str, list[int]]]:
    """The labels whose numbers are not measured, by what those are called."""
    for word in dict.fromkeys(filter(None, chart.forecast)):
        yield word, [at for at, other in enumerate(chart.forecast) if other == word]


def _span(chart: Chart, at: list[int]) -> str:
    """Some labels, in words: from the first to the last when they follow each other in time."""
    if chart.in_time and len(at) > 2 and at == list(range(at[0], at[-1] + 1)):
        return f"{chart.labels[at[0]]} tot en met {chart.labels[at[-1]]}"
    return dutch.listing(chart.labels[number] for number in at)


def _course(chart: Chart, known: tuple[tuple[int, Decimal], ...]) -> Iterator[str]:
    """How a series goes in time."""
    first, last = known[0][1], known[-1][1]
    steps = {(other > one) - (other < one) for (_, one), (_, other) in pairwise(known)}
    begin, end = _printed(chart, first), _printed(chart, last)
    if begin == end and steps <= {0}:
        yield f"blijft steeds {begin}"
    elif steps == {1}:
        yield f"stijgt elke keer, van {begin} naar {end}"
    elif steps == {-1}:
        yield f"daalt elke keer, van {begin} naar {end}"
    elif steps <= {0, 1}:
        yield f"stijgt van {begin} naar {end} en daalt nergens"
    elif steps <= {0, -1}:
        yield f"daalt van {begin} naar {end} en stijgt nergens"
    else:
        yield f"begint op {begin} en eindigt op {end}"
        yield from _extremes(chart, known, "het hoogst in", "het laagst in")


def _extremes(chart: Chart, known: tuple[tuple[int, Decimal], ...], most: str, least: str) -> Iterator[str]:
    high, low = max(value for _, value in known), min(value for _, value in known)
    if high == low:
        yield f"overal {_printed(chart, high)}"
        return
    for words, extreme in ((most, high), (least, low)):
        where = dutch.listing(chart.labels[at] for at, value in known if value == extreme)
        yield f"{words} {where} ({_printed(chart, extreme)})"


def _printed(chart: Chart, value: Decimal) -> str:
    return dutch.number(value, chart.decimals)


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]
