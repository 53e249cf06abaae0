"""`{{ grafiek(…) }}`: from a table to what a chart shows, with everything that can be wrong in between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from opc import dutch
from opc.model.formula import FormulaError, UnknownNumberError
from opc.model.picture import CHART_KINDS, Chart, ChartKind, Series
from opc.model.plan_file import Unit
from opc.model.record import Sector
from opc.model.table import NUMERIC, Cell, Row, Table

COLUMNS = "kolommen"
"""What `x` says when the columns run along the axis, and the rows are the series."""
MOST_SERIES = 4
"""More lines or colours cannot be told apart in black and white."""
MOST_LABELS = 24
FORECASTS = ("prognose", "raming", "verwachting")
"""What a cell says of a row whose numbers nobody has measured."""
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:[-/](?:(?:19|20)?\d{2}))?")


def chart(table: Table, kind: str, x: str, names: Sequence[str], rows: Sequence[str], scale: Decimal) -> Chart:
    """A chart of a table. x: the column whose cells stand along the axis, empty for the first; or COLUMNS.

    names: the columns, or with COLUMNS the rows, that are the series; none: every column of numbers. rows: the labels of the
    rows to show; none: those that are not computed. Raises FormulaError.
    """
    if kind not in CHART_KINDS:
        raise FormulaError(f'een grafiek van de soort "{kind}" is er niet', hint=f"kies {dutch.listing(CHART_KINDS, 'of')}")
    if scale <= 0:
        raise FormulaError("schaal is een getal boven nul, zoals 1000")
    made = _across(table, kind, names, scale) if x == COLUMNS else _down(table, kind, x, names, rows, scale)
    _suits(made, table)
    return made


def narrowed(whole: Chart, table: Table, sector: Sector, kind: str, x: str, names: Sequence[str], rows: Sequence[str], scale: Decimal) -> Chart | None:
    """The same chart in an edition for one sector: without the columns and rows of the other; None if nothing is left of it."""
    mine = table.for_sector(sector)
    if (len(mine.columns), len(mine.rows)) == (len(table.columns), len(table.rows)):
        return whole
    columns, labels = {column.name for column in mine.columns}, {row.label for row in mine.rows}
    left = [name for name in names if name in (labels if x == COLUMNS else columns)]
    left_rows = [label for label in rows if label in labels]
    if (names and not left) or (rows and not left_rows) or (x and x != COLUMNS and x not in columns):
        return None
    try:
        return chart(mine, kind, x, left, left_rows, scale)
    except FormulaError:  # nothing but columns of the other sector
        return None


def _down(table: Table, kind: ChartKind, x: str, names: Sequence[str], rows: Sequence[str], scale: Decimal) -> Chart:
    """The rows along the axis, each series a column."""
    axis = table.index(x) if x else 0
    numeric = [at for at, column in enumerate(table.columns) if column.unit in NUMERIC and at != axis and not column.hidden]
    chosen = [table.index(name) for name in names] or numeric
    for at in chosen:
        if table.columns[at].unit not in NUMERIC:
            fits = dutch.listing(table.columns[number].name for number in numeric)
            raise FormulaError(f'in kolom "{table.columns[at].name}" staan geen getallen', hint=f"kies uit {fits}" if fits else "kies een andere tabel")
    if not chosen:
        raise FormulaError(f'tabel "{table.id}" heeft geen kolom met getallen', hint="kies een andere tabel, of geef de kolommen een eenheid in tabellen.yaml")
    units = list(dict.fromkeys(table.columns[at].unit for at in chosen))
    shown = [table.row(label) for label in rows] if rows else list(table.plain)
    if not shown:
        raise UnknownNumberError(f'tabel "{table.id}" heeft nog geen rijen')
    texts = [row.cells[axis].text for row in shown]
    series = [Series(table.columns[at].title, tuple(_scaled(row.cells[at], scale) for row in shown)) for at in chosen]
    decimals = max(_decimals(table, at, shown, scale) for at in chosen)
    return Chart(kind, table.columns[axis].title, _labels(texts), tuple(series), _one(units), scale, decimals, _in_time(texts), _forecast(shown))


def _across(table: Table, kind: ChartKind, names: Sequence[str], scale: Decimal) -> Chart:
    """The columns along the axis, each series a row."""
    along = [at for at, column in enumerate(table.columns) if column.unit in NUMERIC and not column.hidden]
    if not along:
        raise FormulaError(f'tabel "{table.id}" heeft geen kolom met getallen', hint="kies een andere tabel, of geef de kolommen een eenheid in tabellen.yaml")
    if not names:
        raise FormulaError("zeg welke rijen de grafiek toont", hint='bijvoorbeeld reeksen=["Totaal baten", "Totaal lasten"]')
    rows = [table.row(name) for name in names]
    titles = [table.columns[at].title for at in along]
    units = list(dict.fromkeys(table.columns[at].unit for at in along))
    series = [Series(row.label, tuple(_scaled(row.cells[at], scale) for at in along)) for row in rows]
    decimals = max(_decimals(table, at, rows, scale) for at in along)
    return Chart(kind, "Jaar" if _in_time(titles) else "Kolom", tuple(titles), tuple(series), _one(units), scale, decimals, _in_time(titles))


def _forecast(rows: Sequence[Row]) -> tuple[str, ...]:
    """Of each row the cell that says that it is a forecast; nothing when none is."""
    said = tuple(next((cell.text.lower() for cell in row.cells if cell.text.lower() in FORECASTS), "") for row in rows)
    return said if any(said) else ()


def _suits(made: Chart, table: Table) -> None:
    """Raises FormulaError when nobody could read this chart."""
    if len(made.series) > MOST_SERIES:
        raise FormulaError(f"{len(made.series)} reeksen in één grafiek is te veel", hint=f"kies er hoogstens {MOST_SERIES} met reeksen=[…]: meer zijn in zwart-wit niet te onderscheiden")
    if len(made.labels) > MOST_LABELS:
        raise FormulaError(f"{len(made.labels)} punten in één grafiek is te veel", hint=f"kies er hoogstens {MOST_LABELS} met rijen=[…]")
    if made.kind == "lijn" and len(made.labels) < 2:
        raise FormulaError("een lijn heeft minstens twee punten nodig", hint='neem soort="staaf"')
    if empty := [one.name for one in made.series if not one.known]:
        raise UnknownNumberError(f'in "{empty[0]}" van tabel "{table.id}" staat nog geen getal')
    if made.kind == "gestapeld" and any(value < 0 for one in made.series for _, value in one.known):
        raise FormulaError("wat onder nul is, kan niet worden gestapeld", hint='neem soort="staaf"')


def _one(units: Sequence[Unit]) -> str:
    if len(units) > 1:
        raise FormulaError(f"{dutch.listing(units)} kunnen niet langs één as", hint="kies reeksen met dezelfde eenheid")
    return units[0]


def _scaled(cell: Cell, scale: Decimal) -> Decimal | None:
    return None if cell.value is None else cell.value / scale


def _decimals(table: Table, at: int, rows: Sequence[Row], scale: Decimal) -> int:
    if scale != 1:
        return 0
    given = table.columns[at].decimals
    if given is not None:
        return given
    exponents = (row.cells[at].value.as_tuple().exponent for row in rows if row.cells[at].value is not None)  # type: ignore[union-attr]
    return min(max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0), 2) if rows else 0


def _in_time(texts: Sequence[str]) -> bool:
    """Whether these are years, school years or days, each after the one before."""
    return len(texts) > 1 and all(_DAY.fullmatch(text) or _YEAR.fullmatch(text) for text in texts) and list(texts) == sorted(set(texts))


def _labels(texts: Sequence[str]) -> tuple[str, ...]:
    """Days as a reader writes them; only the year where every day is of another."""
    days = [_DAY.fullmatch(text) for text in texts]
    found = [day for day in days if day]
    if len(found) < len(texts):
        return tuple(texts)
    years = [day[1] for day in found]
    return tuple(years) if len(set(years)) == len(years) else tuple(f"{int(day[3])}-{int(day[2])}-{day[1]}" for day in found)
