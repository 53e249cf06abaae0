"""Charts, by Matplotlib: lines, bars and stacked bars that can be read in black and white, with the names beside what they name.

Only this module knows Matplotlib. It takes a second to load, so that happens when a chart is drawn that no earlier build drew.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path
from tempfile import gettempdir
from textwrap import fill
from typing import Any

from opc import dutch
from opc.cache import Cache
from opc.model.picture import Chart
from opc.write.drawing.colours import mixed, readable, shades
from opc.write.drawing.letters import Letters, letters
from opc.write.drawing.pen import Colours, Pen

WIDTH, HEIGHT = 5.9, 2.9
"""Inches: the measure of the text, so that letters come out at their own size."""
NARROW, HIGH = 3.15, 3.3
"""The same for the screen of a phone."""
_NAME, _LABEL = 12, 20
"""Letters on a line of a name beside a narrow chart, and of a label."""
SIZE = 8.6
"""Points."""
_DASHES = ("solid", (0, (5, 2)), (0, (1.2, 1.6)), (0, (7, 2, 1.2, 2)))
_FORECAST = (0, (2.4, 1.6))
_MARKERS = ("o", "s", "^", "D")
_HATCHES = ("", "///", "..", "xx")
_MOST_VALUES = 24, 16
"""Numbers that are written at their point or bar, and in a narrow chart; with more of them the axis has to do."""


def load(cache: Cache) -> None:
    """Loads Matplotlib, which takes a quarter of a second."""
    # where Matplotlib keeps its list of the system's fonts, of which it uses none here
    os.environ.setdefault("MPLCONFIGDIR", str((cache.folder or Path(gettempdir())) / "matplotlib"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import matplotlib.backends.backend_svg
        import matplotlib.figure  # noqa: F401 loaded is all that is asked


def draw_chart(chart: Chart, pen: Pen, cache: Cache) -> bytes:
    """A chart as SVG, letters as outlines. The same chart gives the same bytes."""
    load(cache)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from matplotlib import rc_context
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        with rc_context({"svg.hashsalt": "opc", "svg.fonttype": "path", "hatch.linewidth": 0.7, "axes.unicode_minus": True}):
            figure = _Drawing(chart, pen.colours, letters(pen)).figure()
            made = BytesIO()
            figure.set_canvas(FigureCanvasSVG(figure))
            figure.savefig(made, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return made.getvalue()


class _Drawing:
    """One chart on its way to the paper."""

    def __init__(self, chart: Chart, colours: Colours, faces: Letters) -> None:
        from matplotlib.font_manager import FontProperties

        self.chart, self.ink, self.rule = chart, colours.ink, colours.rule
        self.width, self.height = (NARROW, HIGH) if chart.is_narrow else (WIDTH, HEIGHT)
        self.most = _MOST_VALUES[chart.is_narrow]
        self.shades = shades(colours, len(chart.series))
        self.plain = FontProperties(fname=str(faces.regular), size=SIZE)
        self.strong = FontProperties(fname=str(faces.strong), size=SIZE)
        self.lying = chart.kind != "lijn" and not chart.in_time and max(map(len, chart.labels)) > 9

    def figure(self) -> Any:
        """The whole drawing."""
        from matplotlib.figure import Figure

        height = self.height
        if self.lying:
            bars = len(self.chart.series) if self.chart.kind == "staaf" else 1
            height = max(1.3, 0.62 + sum(max(0.17 * bars + 0.1, 0.15 * (label.count("\n") + 1)) for label in self.labels))
        figure = Figure(figsize=(self.width, height))
        figure.patch.set_alpha(0)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.patch.set_alpha(0)
        right = {"lijn": self.lines, "staaf": self.bars, "gestapeld": self.stack}[self.chart.kind](axes)
        self.dress(axes)
        self.place(figure, axes, right, height)
        if self.chart.kind == "lijn" and self.few:
            self.numbers(figure, axes)
        return figure

    # what is drawn: each gives the points of room that its words need at the right

    def lines(self, axes: Any) -> float:
        """Lines with the name at their end."""
        chart = self.chart
        top = float(max(value for series in chart.series for _, value in series.known))
        low = 0.0 if chart.from_zero else float(min(value for series in chart.series for _, value in series.known))
        low = min(low, float(min(value for series in chart.series for _, value in series.known)))
        axes.set_ylim(low - (0.0 if chart.from_zero and low >= 0 else (top - low) * 0.12), top + (top - low) * 0.14)
        axes.set_xlim(-0.25, len(chart.labels) - 0.75)
        ends = []
        for series, shade, dash, marker in zip(chart.series, self.shades, _DASHES, _MARKERS, strict=False):
            at = [place for place, _ in series.known]
            values = [float(value) for _, value in series.known]
            guessed = [bool(chart.expected(place)) for place in at]
            towards = [one or other for one, other in zip(guessed, [*guessed[1:], False], strict=True)]
            nothing = float("nan")
            looks: dict[str, Any] = {"color": shade, "marker": marker, "markersize": 5, "clip_on": False}
            axes.plot(at, [nothing if guess else value for value, guess in zip(values, guessed, strict=True)], linestyle=dash, linewidth=1.7, markeredgecolor="white", markeredgewidth=0.8, zorder=3, **looks)
            if any(guessed):
                axes.plot(at, [value if guess else nothing for value, guess in zip(values, towards, strict=True)], linestyle=_FORECAST, linewidth=1.2, markerfacecolor="white", markeredgewidth=1.1, zorder=2.9, **looks)
            ends.append((values[-1], series.name, shade))
        if self.few:
            return self.names(axes, ends, len(chart.labels) - 1, 4 + max(self.wide(self.printed(series.known[-1][1])) for series in chart.series) / 2)
        return self.names(axes, [(value, f"{name} {self.printed(series.known[-1][1])}", shade) for (value, name, shade), series in zip(ends, chart.series, strict=True)], len(chart.labels) - 1)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels as they stand at the axis; beside lying bars they say themselves what is a forecast."""
        said = (f"{label} ({word})" if self.lying and (word := self.chart.expected(at)) else label for at, label in enumerate(self.chart.labels))
        return tuple(fill(label, _LABEL) if self.lying and self.chart.is_narrow else label for label in said)

    @property
    def few(self) -> bool:
        """Whether every point of the lines gets its number."""
        return len(self.chart.series) * len(self.chart.labels) <= self.most

    def numbers(self, figure: Any, axes: Any) -> None:
        """The number of each point, above or below it, where it touches the least of the lines and of the other numbers."""
        points = [[tuple(place) for place in axes.transData.transform([(at, float(value)) for at, value in series.known]) * 72 / figure.dpi] for series in self.chart.series]
        crowd = [(one[0] + (other[0] - one[0]) * step / 12, one[1] + (other[1] - one[1]) * step / 12) for line in points for one, other in pairwise(line) for step in range(13)]
        floor = float(axes.transAxes.transform((0, 0))[1]) * 72 / figure.dpi
        taken: list[tuple[float, float, float]] = []
        for series, line in zip(self.chart.series, points, strict=True):
            for (at, value), (x, y) in zip(series.known, line, strict=True):
                half, high = self.wide(self.printed(value)) / 2 + 1, SIZE * 0.9

                def cost(shift: float, x: float = x, y: float = y, half: float = half, high: float = high) -> float:
                    middle = y + shift + (high / 2 if shift > 0 else -high / 2)
                    touched = sum(abs(px - x) < half and abs(py - middle) < high / 2 for px, py in crowd)
                    others = sum(abs(px - x) < half + wide and abs(py - middle) < high for px, py, wide in taken)
                    return float(touched + 20 * others + 50 * (middle - high / 2 < floor) + abs(shift) / 10)

                shift = min((5.5, -5.5, 12.0, -12.0), key=cost)
                taken.append((x, y + shift + (high / 2 if shift > 0 else -high / 2), half))
                self.number(axes, value, (at, float(value)), (0, shift), "center", "bottom" if shift > 0 else "top")

    def bars(self, axes: Any) -> float:
        """Bars beside each other; more than one series is named above them."""
        chart, count = self.chart, len(self.chart.series)
        thick = 0.74 / count
        for order, (series, shade, hatch) in enumerate(zip(chart.series, self.shades, _HATCHES, strict=False)):
            at = [place + (order - (count - 1) / 2) * thick for place in range(len(chart.labels))]
            self.bar(axes, at, [float(value or 0) for value in series.values], thick * 0.92, [0.0] * len(at), shade, hatch)
            if self.numbered(thick * 0.92):
                for place, value in zip(at, series.values, strict=True):
                    if value is not None:
                        self.at_end(axes, value, place)
        self.room_for_numbers(axes, [value for series in chart.series for _, value in series.known])
        return 0

    def stack(self, axes: Any) -> float:
        """Bars on top of each other; the layers are named beside the last one, or above when they lie."""
        chart = self.chart
        base = [0.0] * len(chart.labels)
        ends = []
        for series, shade, hatch in zip(chart.series, self.shades, _HATCHES, strict=False):
            values = [float(value or 0) for value in series.values]
            self.bar(axes, list(range(len(base))), values, 0.66, base, shade, hatch)
            ends.append((base[-1] + values[-1] / 2, series.name, shade))
            base = [one + other for one, other in zip(base, values, strict=True)]
        totals = [sum((series.values[at] or Decimal(0) for series in chart.series), Decimal(0)) for at in range(len(base))]
        if self.numbered(0.9):
            for place, value in enumerate(totals):
                self.at_end(axes, value, place)
        self.room_for_numbers(axes, totals)
        return 0 if self.lying else self.names(axes, ends, len(base) - 0.62)

    # its parts

    def bar(self, axes: Any, at: Sequence[float], values: Sequence[float], thick: float, base: Sequence[float], shade: str, hatch: str) -> None:
        """A row of bars, with an edge and a hatch that show without colour."""
        looks = {"facecolor": shade, "edgecolor": "white" if hatch else self.ink, "hatch": hatch, "linewidth": 0, "zorder": 3}
        outline = {"facecolor": "none", "edgecolor": self.ink, "linewidth": 0.7, "zorder": 4}
        for look in (looks, outline):
            drawn = axes.barh(at, values, height=thick, left=base, **look) if self.lying else axes.bar(at, values, width=thick, bottom=base, **look)
            for place, patch in enumerate(drawn):
                if self.chart.expected(place):
                    patch.set(facecolor=mixed(shade, "#ffffff", 0.55) if look is looks else "none", linestyle=_FORECAST)

    def numbered(self, thick: float) -> bool:
        """Whether every bar gets its number: when they are few enough to stand beside each other. thick: of a bar, in labels."""
        if len(self.chart.labels) * len(self.chart.series) > self.most and self.chart.kind == "staaf":
            return False
        widest = max(self.wide(self.printed(value)) for series in self.chart.series for _, value in series.known)
        return self.lying or widest < thick * self.width * 72 * 0.72 / len(self.chart.labels)

    def at_end(self, axes: Any, value: Decimal, place: float) -> None:
        """A number at the end of its bar."""
        if self.lying:
            self.number(axes, value, (float(value), place), (3 if value >= 0 else -3, 0), "left" if value >= 0 else "right", "center_baseline")
        else:
            self.number(axes, value, (place, float(value)), (0, 2.5 if value >= 0 else -2.5), "center", "bottom" if value >= 0 else "top")

    def number(self, axes: Any, value: Decimal, at: tuple[float, float], shift: tuple[float, float], across: str, along: str) -> None:
        """A number at a place of the data, on a little white so that no line runs through it."""
        ground = {"facecolor": "white", "alpha": 0.7, "linewidth": 0, "pad": 0.2}
        axes.annotate(self.printed(value), at, shift, textcoords="offset points", ha=across, va=along, color=self.ink, fontproperties=self.plain,
                      bbox=ground if self.chart.kind == "lijn" else None, annotation_clip=False, zorder=6)

    def names(self, axes: Any, ends: Sequence[tuple[float, str, str]], at: float, apart: float = 9) -> float:
        """The names of series at their ends, moved apart where they would touch; gives the points that they need. apart: points before them."""
        low, high = axes.get_ylim()
        line = (high - low) * (SIZE * 1.2) / (self.height * 72 * 0.78)
        order = sorted(range(len(ends)), key=lambda number: ends[number][0])
        texts = [fill(ends[number][1], _NAME if self.chart.is_narrow else 24) for number in order]
        places = [ends[number][0] for number in order]
        for _ in range(60):
            for one in range(len(places) - 1):
                clear = line * (texts[one].count("\n") + texts[one + 1].count("\n") + 2.2) / 2
                if (lack := clear - (places[one + 1] - places[one])) > 0:
                    places[one], places[one + 1] = places[one] - lack / 2, places[one + 1] + lack / 2
        for number, place, text in zip(order, places, texts, strict=True):
            axes.annotate(text, (at, place), (apart, 0), textcoords="offset points", ha="left", va="center", color=readable(ends[number][2], self.ink), fontproperties=self.strong,
                          linespacing=1.05, annotation_clip=False)
        return apart + 3 + max(self.wide(text) for text in texts)

    def room_for_numbers(self, axes: Any, values: Sequence[Decimal]) -> None:
        """Limits that leave room for the numbers at the ends of the bars."""
        low, high = min(0.0, *map(float, values)) if values else 0.0, max(0.0, *map(float, values)) if values else 1.0
        reach = (high - low) or 1.0
        share = 0.1
        if self.lying:
            number, room = max(self.wide(self.printed(value)) for value in values), self.width * 72 * 0.6
            share = number / (room - number if self.chart.is_narrow else room) + 0.02
        limits = (low - (reach * share if low < 0 else 0), high + reach * share if high > 0 else 0.0)
        if self.lying:
            axes.set_xlim(*limits)
            axes.set_ylim(len(self.chart.labels) - 0.45, -0.55)
        else:
            axes.set_ylim(*limits)
            axes.set_xlim(-0.6, len(self.chart.labels) - 0.4)

    def dress(self, axes: Any) -> None:
        """Axes, grid and labels."""
        from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

        chart, names = self.chart, self.labels
        along, across = (axes.yaxis, axes.xaxis) if self.lying else (axes.xaxis, axes.yaxis)
        along.set_major_locator(FixedLocator(range(len(chart.labels))))
        along.set_major_formatter(FuncFormatter(lambda place, _: names[round(place)]))
        across.set_major_locator(MaxNLocator(3 if self.lying and chart.is_narrow else 5, steps=[1, 2, 2.5, 5, 10], integer=all(value == int(value) for series in chart.series for _, value in series.known)))
        across.set_major_formatter(FuncFormatter(lambda value, _: dutch.number(Decimal(repr(round(float(value), 6))))))
        across.grid(True, color=self.rule, linewidth=0.5)
        axes.set_axisbelow(True)
        axes.tick_params(length=0, pad=4, colors=self.ink)
        self.bands(axes)
        for spine in axes.spines.values():
            spine.set_visible(False)
        if self.lying:
            axes.axvline(0, color=self.ink, linewidth=0.9, zorder=5)
        elif chart.from_zero:
            axes.axhline(0, color=self.ink, linewidth=0.9, zorder=5)
        for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            label.set_fontproperties(self.plain)

    def bands(self, axes: Any) -> None:
        """A ground below the numbers that are a forecast, with that word above it."""
        low, high = axes.get_xlim()
        for word, run in groupby(range(len(self.chart.labels)), self.chart.expected):
            places = list(run)
            if not word or self.lying:
                continue
            begin, end = max(places[0] - 0.5, low), min(places[-1] + 0.5, high)
            axes.axvspan(begin, end, facecolor=mixed(self.rule, "#ffffff", 0.65), linewidth=0, zorder=0)
            axes.annotate(word, (begin, 1), (0, 3), xycoords=("data", "axes fraction"), textcoords="offset points", ha="left", va="bottom", color=self.ink, fontproperties=self.strong, annotation_clip=False)

    def place(self, figure: Any, axes: Any, right: float, height: float) -> None:
        """Puts the axes so that every word beside them fits, and the unit and the names of bars above them."""
        wide, high = self.width * 72, height * 72
        if self.lying:
            left = max(map(self.wide, self.labels)) + 8
        else:
            ticks = axes.yaxis.get_major_locator().tick_values(*axes.get_ylim())
            left = max(self.wide(axes.yaxis.get_major_formatter()(tick)) for tick in ticks) + 8
        below = SIZE * 1.9
        if self.lying:
            right = max(right, max(self.wide(axes.xaxis.get_major_formatter()(tick)) for tick in axes.get_xlim()) / 2)
        else:
            below = self.turn(axes, wide - left - right)
            left = max(left, below - SIZE * 1.9)  # so far the first label that is aslant comes to the left
        named = (self.chart.kind == "staaf" or self.lying) and len(self.chart.series) > 1
        rows = self.key_rows(wide - left if self.lying else wide) if named else []
        above = SIZE * (1.7 + 1.7 * len(rows) + (1.4 if any(self.chart.forecast) and not self.lying else 0))
        axes.set_position((left / wide, below / high, (wide - left - max(right, 6)) / wide, (high - below - above) / high))
        unit = self.chart.measure
        note = unit if self.chart.from_zero else f"{unit} (de as begint niet bij nul)".strip()
        figure.text(0 if not self.lying else left / wide, 1 - SIZE * 1.1 / high, note, color=self.ink, fontproperties=self.plain)
        if named:
            self.key(figure, rows, high, left if self.lying else 0.0)

    def turn(self, axes: Any, room: float) -> float:
        """Labels below: aslant when they do not fit beside each other. Gives the points that they need."""
        widest = max(map(self.wide, self.labels))
        if widest + 5 <= room / len(self.chart.labels):
            return SIZE * 1.9
        for label in axes.get_xticklabels():
            label.set(rotation=45, ha="right", rotation_mode="anchor")
        return widest * 0.71 + SIZE * 1.6

    def key_rows(self, room: float) -> list[list[int]]:
        """The series in as many rows as their names need."""
        rows: list[list[int]] = [[]]
        left = room
        for number, series in enumerate(self.chart.series):
            need = 31 + self.wide(series.name)
            if rows[-1] and need > left:
                rows.append([])
                left = room
            rows[-1].append(number)
            left -= need
        return rows

    def key(self, figure: Any, rows: list[list[int]], high: float, left: float) -> None:
        """What the colours and hatches of the bars mean, in rows above them."""
        from matplotlib.patches import Rectangle

        wide = self.width * 72
        for down, row in enumerate(rows):
            at, line = left, 1 - SIZE * (2.8 + 1.7 * down) / high
            for number in row:
                name, shade, hatch = self.chart.series[number].name, self.shades[number], _HATCHES[number]
                looks: tuple[dict[str, Any], ...] = ({"facecolor": shade, "edgecolor": "white", "hatch": hatch, "linewidth": 0}, {"facecolor": "none", "edgecolor": self.ink, "linewidth": 0.7})
                for look in looks:
                    figure.add_artist(Rectangle((at / wide, line - 0.5 / high), 13 / wide, SIZE * 0.85 / high, transform=figure.transFigure, **look))
                figure.text((at + 17) / wide, line, name, color=self.ink, fontproperties=self.strong)
                at += 31 + self.wide(name)

    def printed(self, value: Decimal) -> str:
        """A number as it stands in the chart."""
        return dutch.number(value, self.chart.decimals)

    def wide(self, text: str) -> float:
        """How wide a text is, in points."""
        from matplotlib.textpath import text_to_path

        return max(float(text_to_path.get_text_width_height_descent(line, self.strong, ismath=False)[0]) for line in text.split("\n"))


