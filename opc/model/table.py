"""Tables of data: typed once, in CSV, and recomputed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from opc import dutch
from opc.model.formula import FormulaError, evaluate
from opc.model.plan_file import TableFile, Unit
from opc.model.record import Sector, Sectors
from opc.source import Span

NUMERIC: frozenset[Unit] = frozenset({"EUR", "%", "aantal", "cijfer", "leerlingen", "schooldagen", "fte"})
"""Units whose cells are numbers."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the name in the file, the heading in print, and what its cells are."""

    name: str
    title: str
    unit: Unit
    decimals: int | None
    formula: str
    sectors: Sectors
    hidden: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. value: the number, if the column holds numbers; given: whether the writer typed it."""

    text: str
    value: Decimal | None
    span: Span
    given: bool = True


@dataclass(frozen=True, slots=True)
class Row:
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
        meant = dutch.meant(name, self._index)
        raise FormulaError(f'tabel "{self.id}" heeft geen kolom "{name}"', hint=f'bedoelt u "{meant}"?' if meant else f"de kolommen zijn {dutch.listing(self._index)}")

    def row(self, label: str) -> Row:
        """The first row with this label. Raises FormulaError when there is none."""
        if label in self._labels:
            return self._labels[label]
        meant = dutch.meant(label, self._labels)
        raise FormulaError(f'tabel "{self.id}" heeft geen rij "{label}"', hint=f'bedoelt u "{meant}"?' if meant else "")

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
            rows=tuple(replace(row, cells=tuple(row.cells[at] for at in keep)) for row in rows),
        )

    def expected(self) -> Iterator[tuple[Cell, Decimal, str]]:
        """Every typed cell that a formula covers, with the value that the formula gives and the formula."""
        for row in self.rows:
            for at, column in enumerate(self.columns):
                formula = row.formula or column.formula
                if formula and column.unit in NUMERIC and row.cells[at].given and row.cells[at].value is not None:
                    if row.formula and column.formula:
                        formula = column.formula
                    yield row.cells[at], Computation(self).compute(row, at, formula), formula


@dataclass(frozen=True)
class Computation:
    """Formulas over the cells of one table."""

    table: Table

    def filled(self) -> Table:
        """The table with every empty cell that a formula covers filled in. Raises FormulaError."""
        rows = []
        for row in self.table.rows:
            cells = []
            for at, (column, cell) in enumerate(zip(self.table.columns, row.cells, strict=True)):
                formula = column.formula or row.formula
                if cell.value is None and not cell.text and formula and column.unit in NUMERIC:
                    try:
                        value = self.compute(row, at, formula)
                    except FormulaError:
                        if not self._waits(row, at, formula):
                            raise
                        cells.append(cell)
                        continue
                    cell = Cell(dutch.number(value, column.decimals), dutch.rounded(value, column.decimals or 0), cell.span, given=False)
                cells.append(cell)
            rows.append(replace(row, cells=tuple(cells)))
        return replace(self.table, rows=tuple(rows))

    def _waits(self, row: Row, at: int, formula: str) -> bool:
        """Whether a cell that the formula names is still empty: a percentage of nothing is not a mistake."""
        return any(
            column.name in formula and column.unit in NUMERIC and number != at and not row.cells[number].text and not column.formula and not row.formula
            for number, column in enumerate(self.table.columns)
        )

    def compute(self, row: Row, at: int, formula: str, depth: int = 0) -> Decimal:
        """The value of a formula for one cell, not rounded. Raises FormulaError."""
        if depth > 20:
            raise FormulaError("deze formules verwijzen in een kring naar elkaar")
        table = self.table

        def of(other: Row, column: int) -> Decimal:
            cell = other.cells[column]
            if cell.value is not None:
                return cell.value
            formula = table.columns[column].formula or other.formula
            return self.compute(other, column, formula, depth + 1) if formula and not cell.text else Decimal(0)

        def som(*codes: str) -> Decimal:
            chosen = [other for other in table.plain if not codes or any(re.match(rf"{re.escape(code)}\d", other.label) for code in codes)]
            if codes and not chosen:
                raise FormulaError(f"geen rij begint met {dutch.listing(codes, 'of')} en een cijfer")
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
        names = {column.name: of(row, number) for number, column in enumerate(table.columns) if column.unit in NUMERIC and number != at and column.name in formula}
        value = evaluate(formula, functions, names)
        if not isinstance(value, Decimal):
            raise FormulaError("deze formule geeft geen getal")
        return value
