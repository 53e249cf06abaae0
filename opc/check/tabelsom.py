"""Totalen, percentages en bedragen die naar het volgende jaar gaan, zijn gelijk aan wat opc uitrekent.
Hoe een cel uit andere volgt, staat als formule in tabellen.yaml. Een getypte cel rekent opc na; een lege vult het zelf in.

*Goed*: een lege cel (opc telt zelf), of het juiste bedrag.
*Fout*: totaal 1.204.000 onder regels die samen 1.214.000 zijn.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.formula import CircularFormulaError, FormulaError, UnknownNumberError
from opc.model.record import Record
from opc.model.table import Cell, Column, Computation, Row, Table
from opc.source import Span


class Options(Record):
    """eenheid: only cells of this kind: percentages, or everything else."""

    what: Literal["bedragen", "percentages"] = Field("bedragen", alias="wat")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each typed cell that differs from its formula, after rounding to the column's decimals."""
    for table in subject.plan.tables.values():
        if options.what == "bedragen":
            yield from _absent(subject, table)
        wrong: dict[str, FormulaError] = {}
        differences: dict[Span, list[_Difference]] = {}
        computation = Computation(table)
        for row, at, formula in table.covered():
            column, cell = table.columns[at], row.cells[at]
            if (column.unit == "%") != (options.what == "percentages") or formula in wrong or (cell.text and cell.value is None):
                continue
            try:
                exact = computation.compute(row, at, formula)
            except UnknownNumberError:
                continue
            except FormulaError as problem:
                again = isinstance(problem, CircularFormulaError) and any(isinstance(other, CircularFormulaError) for other in wrong.values())
                if not again and (cell.text or not computation.waits(row, at)):
                    wrong[formula] = problem
                continue
            if cell.given and cell.value is not None and (found := _compare(row, column, cell, exact, formula)):
                differences.setdefault(row.span, []).append(found)
        for found_in_row in differences.values():
            yield _finding(subject, found_in_row)
        for formula, error in wrong.items():
            yield subject.finding(_place(subject, table, formula, error.offset), f'een formule van tabel "{table.id}" klopt niet: {error.message}', error.hint)


def _absent(subject: Subject, table: Table) -> Iterator[Finding]:
    """A finding for each row that has a formula and is not there."""
    labels = [row.label for row in table.rows]
    for label in table.settings.formulas:
        if label not in labels:
            meant = dutch.meant(label, labels, 0.8)
            yield subject.finding(
                _place(subject, table, label), f'{table.settings.file} heeft geen rij "{label}"',
                f'bedoelt u "{meant}"?' if meant else "zet de rij in het bestand, met lege cellen: opc rekent zelf; of haal haar formule weg",
            )


class _Difference(NamedTuple):
    """A typed number and what it should be, both as printed."""

    row: Row
    column: Column
    cell: Cell
    typed: str
    right: str
    apart: str
    formula: str


def _compare(row: Row, column: Column, cell: Cell, exact: Decimal, formula: str) -> _Difference | None:
    typed = cell.value or Decimal(0)
    decimals = column.decimals if column.decimals is not None else max(0, -int(typed.as_tuple().exponent))
    right = dutch.rounded(exact, decimals)
    if right == typed:
        return None
    return _Difference(row, column, cell, dutch.number(typed, decimals), dutch.number(right, decimals), dutch.number(abs(typed - right), decimals), formula)


def _finding(subject: Subject, found: list[_Difference]) -> Finding:
    """One for a row: a line that is missing above it makes every total wrong."""
    first, *others = found
    also = f"; ook {dutch.listing(other.column.title for other in others)} {'klopt' if len(others) == 1 else 'kloppen'} niet" if others else ""
    return subject.finding(
        first.cell.span, f"{first.row.label}, {first.column.title}: er staat {first.typed}, maar de berekening geeft {first.right}; dat scheelt {first.apart}{also}",
        f"de berekening is {first.formula}; verbeter een van de getallen, of laat de cel leeg: opc rekent zelf",
    )


def _place(subject: Subject, table: Table, text: str, offset: int = 0) -> Span:
    """Where a formula or the name of its row stands in tabellen.yaml; the table's entry when it is written in another way there."""
    source = subject.plan.sources.get(table.settings.span.file)
    at = source.text.find(text, source.offset(table.settings.span.line)) if source else -1
    return source.span(at + min(offset, len(text) - 1), at + len(text)) if source and at >= 0 else table.settings.span
