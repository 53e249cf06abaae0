"""Tables of data: typed once, in CSV, and recomputed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from opc import dutch
from opc.model.formula import CircularFormulaError, FormulaError, UnknownNumberError, evaluate, names_in
from opc.model.plan_file import TableFile, Unit
from opc.model.record import Sector, Sectors
from opc.source import Span

NUMERIC: frozenset[Unit] = frozenset({"EUR", "%", "aantal", "cijfer", "leerlingen", "schooldagen", "fte"})
"""Units whose cells are numbers."""

FURTHEST = 100
"""Cells that may wait for each other: more than any budget has, fewer than Python's stack can hold."""
LONGEST_FRACTION = 2
"""Decimals of a computed cell in a column that does not say how many it has."""


class Column(NamedTuple):
    """One column: the name in the file, the heading in print, and what its cells are."""

    name: str
    title: str
    unit: Unit
    decimals: int | None
    formula: str
    sectors: Sectors
    hidden: bool
    span: Span


class Cell(NamedTuple):
    """One cell. value: the number, if the column holds numbers; given: whether the writer typed it."""

    text: str
    value: Decimal | None
    span: Span
    given: bool = True


class Row(NamedTuple):
    """One row; computed when it is a total or another row with a formula."""

    cells: tuple[Cell, ...]
    span: Span
    formula: str = ""

    @property
    def label(self) -> str:
        """What the row is called: its first cell."""
        return self.cells[0].text


@dataclass(frozen=True)
class Table:
    """A CSV file with its entry in tabellen.yaml. Empty cells that a formula covers are filled in."""

    id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    settings: TableFile
    span: Span
    """The first line of the CSV file."""

    @cached_property
    def _index(self) -> dict[str, int]:
        return {column.name: number for number, column in enumerate(self.columns)}

    @cached_property
    def _labels(self) -> dict[str, Row]:
        return {row.label: row for row in reversed(self.rows)}

    @property
    def plain(self) -> tuple[Row, ...]:
        """The rows that are not computed from others."""
        return tuple(row for row in self.rows if not row.formula)

    def index(self, name: str) -> int:
        """The position of a column, from 0. Raises FormulaError when there is none."""
        if name in self._index:
            return self._index[name]
        if name in self.settings.columns:  # the reader noticed that the file lacks it
            raise UnknownNumberError(f'tabel "{self.id}" heeft geen kolom "{name}"')
        meant = dutch.meant(name, self._index)
        raise FormulaError(f'tabel "{self.id}" heeft geen kolom "{name}"', hint=f'bedoelt u "{meant}"?' if meant else f"de kolommen zijn {dutch.listing(self._index)}")

    def row(self, label: str) -> Row:
        """The first row with this label. Raises FormulaError when there is none."""
        if label in self._labels:
            return self._labels[label]
        if label in self.settings.formulas:  # a finding of its own
            raise UnknownNumberError(f'tabel "{self.id}" heeft geen rij "{label}"')
        meant = dutch.meant(label, self._labels)
        raise FormulaError(f'tabel "{self.id}" heeft geen rij "{label}"', hint=f'bedoelt u "{meant}"?' if meant else f"kijk in {self.settings.file} hoe de rij heet")

    def cell(self, label: str, column: str) -> Cell:
        """One cell. Raises FormulaError when row or column is missing."""
        return self.row(label).cells[self.index(column)]

    def total(self, column: str) -> Decimal:
        """The exact sum of one column over the rows that are not computed; the result has the column's unit.

        Empty cells count as 0. Raises FormulaError when there is no such column.
        """
        at = self.index(column)
        return sum((row.cells[at].value or Decimal(0) for row in self.plain), Decimal(0))

    def for_sector(self, sector: Sector) -> Table:
        """Without the columns and rows of the other sector."""
        keep = [number for number, column in enumerate(self.columns) if not column.sectors or sector in column.sectors]
        by_row = self._index.get("sector")
        rows = [row for row in self.rows if by_row is None or not row.cells[by_row].text or sector.upper() in row.cells[by_row].text.upper().split()]
        return replace(
            self,
            columns=tuple(self.columns[at] for at in keep),
            rows=tuple(row._replace(cells=tuple(row.cells[at] for at in keep)) for row in rows),
        )

    def covered(self) -> Iterator[tuple[Row, int, str]]:
        """Every cell that a formula covers: its row, the position of its column, and the formula."""
        for row in self.rows:
            for at, column in enumerate(self.columns):
                formula = column.formula or row.formula
                if formula and column.unit in NUMERIC:
                    yield row, at, formula


@dataclass(frozen=True)
class Computation:
    """Formulas over the cells of one table."""

    table: Table
    known: dict[tuple[int, int], Decimal] = field(default_factory=dict, compare=False, repr=False)
    """Cells without a value that were computed already: the row's identity and the column."""

    def filled(self) -> Table:
        """The table with every empty cell that a formula covers filled in; a cell whose formula fails stays empty."""
        cells = {id(row): list(row.cells) for row in self.table.rows}
        for row, at, formula in self.table.covered():
            if row.cells[at].text:
                continue
            try:
                value = self.compute(row, at, formula)
            except FormulaError:
                continue
            self.known[id(row), at] = value
            decimals = self.table.columns[at].decimals
            value = dutch.rounded(value, LONGEST_FRACTION if decimals is None else decimals)
            cells[id(row)][at] = Cell(dutch.number(value, decimals), value, row.cells[at].span, given=False)
        return replace(self.table, rows=tuple(row._replace(cells=tuple(cells[id(row)])) for row in self.table.rows))

    def waits(self, row: Row, at: int) -> bool:
        """Whether a cell cannot be computed yet because the writer left others in its row or column empty."""
        plain = [number for number, column in enumerate(self.table.columns) if column.unit in NUMERIC and not column.formula]
        beside = [] if row.formula else [row.cells[number] for number in plain]
        above = [other.cells[at] for other in self.table.plain] if at in plain else []
        return any(not cell.text for cell in (*beside, *above))

    def compute(self, row: Row, at: int, formula: str, pending: tuple[tuple[int, int], ...] = ()) -> Decimal:
        """The value of a formula for one cell, not rounded. pending: the cells that wait for it.

        Raises FormulaError; UnknownNumberError when the formula is right but a cell that it needs has no number.
        """
        table = self.table

        def of(other: Row, column: int) -> Decimal:
            if (other is row and column == at) or (id(other), column) in pending:
                raise CircularFormulaError("deze formule verwijst, misschien via andere, naar zichzelf", hint="reken een van deze rijen uit andere rijen uit")
            cell = other.cells[column]
            if cell.value is not None:
                return cell.value
            if cell.text:
                raise UnknownNumberError(f'"{cell.text}" is geen getal om mee te rekenen')
            wanted = table.columns[column].formula or other.formula
            if not wanted:
                return Decimal(0)
            key = (id(other), column)
            if len(pending) > FURTHEST:
                raise FormulaError("deze formule hangt van te veel andere formules af")
            if key not in self.known:
                try:
                    self.known[key] = self.compute(other, column, wanted, (*pending, (id(row), at)))
                except CircularFormulaError:
                    raise
                except FormulaError as error:  # the mistake is the other formula's
                    raise UnknownNumberError(error.message) from None
            return self.known[key]

        def som(*codes: str) -> Decimal:
            chosen = [other for other in table.plain if not codes or any(re.match(rf"{re.escape(code)}\d", other.label) for code in codes)]
            if codes and not chosen:
                raise FormulaError(f"geen rij begint met {dutch.listing(codes, 'of')} en een cijfer", hint='som("B") telt de rijen op die zo beginnen: B1, B2, B3')
            return sum((of(other, at) for other in chosen), Decimal(0))

        def vorige(start: Decimal) -> Decimal:
            numeric = [number for number, column in enumerate(table.columns) if column.unit in NUMERIC]
            place = numeric.index(at)
            return of(row, numeric[place - 1]) if place else start

        functions: dict[str, Callable[..., Any]] = {
            "som": som,
            "rij": lambda label: of(table.row(label), at),
            "kolom": lambda name: of(row, table.index(name)),
            "vorige": vorige,
            "max": max,
            "min": min,
        }
        used = names_in(formula)
        names = {column.name: of(row, number) for number, column in enumerate(table.columns) if column.unit in NUMERIC and column.name in used}
        value = evaluate(formula, functions, names)
        if not isinstance(value, Decimal):
            raise FormulaError("deze formule geeft geen getal")
        return value
