"""Figures that opc draws: the picture, its caption, what it shows in words, and where its numbers stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from opc import dutch
from opc.compose import markdown
from opc.compose.alternative import chart_in_words
from opc.compose.numbering import Numbers
from opc.model.picture import Chart, Picture
from opc.model.plan import Plan
from opc.model.value import Block


class Figure(NamedTuple):
    """What stands in the text for a block that is drawn. below: Markdown that comes after it."""

    picture: Picture
    title: str
    alternative: str
    below: str = ""


def path_of(anchor: str) -> str:
    """Where the text says that a drawing is: no folder of a plan, so that no picture of its own is hidden."""
    return f"getekend/{anchor}.svg"


def in_markdown(figure: Figure, anchor: str, numbers: Numbers, *, width: str = "100%") -> str:
    """A figure in the composed dialect. width: of the column of text."""
    number = numbers.labels.get(anchor, "")  # none in a short version
    caption = f"[{number}]{{.nummer}} {markdown.escape(figure.title)}" if number else markdown.escape(figure.title)
    image = f"![{caption}]({path_of(anchor)}){{#{anchor} alt={markdown.quoted(figure.alternative)} width={width}}}"
    return f"{image}\n\n{figure.below}".rstrip()


def chart_figure(plan: Plan, numbers: Numbers, block: Block, chart: Chart) -> Figure:
    """The figure of a chart, with its numbers: a reference to the table if that is printed, else a small table of their own."""
    settings = plan.tables[block.arguments[0]].settings
    scale = block.options["scale"]
    title = block.options["title"] or settings.title + (f" (x {dutch.number(scale)})" if scale != 1 else "")
    place = _printed_table(numbers, block)
    if place:
        below = f"De cijfers staan in {numbers.refer(place, numbers.words[place])}."
    else:
        below = _numbers(chart, "De cijfers bij deze figuur", settings.source)
    return Figure(chart, title, chart_in_words(chart), below)


def _printed_table(numbers: Numbers, block: Block) -> str:
    """The anchor of a table in this document that holds all the numbers of a chart; empty if there is none."""
    for other, anchors in numbers.blocks.values():
        if other.name == "tabel" and other.arguments == block.arguments and all(
            not other.options[what] or (block.options[what] and set(block.options[what]) <= set(other.options[what])) for what in ("columns", "rows")
        ):
            return anchors[0]
    return ""


def data_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, units: Sequence[str] = (), source: str = "", on_paper: bool = True) -> str:
    """What a figure shows as a table of its own below it, without the columns that hold nothing.

    title: what opens it on a screen; rows: of Markdown; on_paper: whether it tells who sees the figure anything more.
    """
    filled = [at for at in range(len(header)) if at == 0 or any(row[at] for row in rows)]
    made = markdown.table(
        [markdown.escape(header[at]) for at in filled], [[row[at] for at in filled] for row in rows],
        anchor="", number="", title="", units=[units[at] for at in filled] if units else (), source=source,
    )
    return f":::: {{.cijfers{'' if on_paper else ' .scherm'} titel={markdown.quoted(title)}}}\n{made}\n::::"


def _numbers(chart: Chart, title: str, source: str) -> str:
    """The numbers of a chart as a table."""
    header = [chart.axis, *(series.name for series in chart.series)]
    rows = [
        [markdown.escape(f"{label} ({chart.expected(at)})" if chart.expected(at) else label), *("–" if series.values[at] is None else dutch.number(series.values[at] or 0, chart.decimals) for series in chart.series)]
        for at, label in enumerate(chart.labels)
    ]
    units = ["tekst", *(chart.unit for _ in chart.series)]
    return data_table(title, header, rows, units=units, source=source)
