"""Afgeronde regels tellen op tot het afgeronde totaal.

Een tabel in duizenden euro's kan een verschil van 1 laten zien. Dat is geen fout, wel iets om uit te leggen.

*Goed*: een regel onder de tabel: "door afronding kan een totaal 1 afwijken". opc zet die er zelf onder.
*Fout*: geen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.formula import FormulaError
from opc.model.record import Record
from opc.model.table import NUMERIC, Computation, Table
from opc.model.value import blocks


class Options(Record):
    """Nothing to choose."""


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each scaled table of which rounded lines do not add up, at the expression that prints it."""
    for chapter in subject.plan.chapters:
        places = {expression.begin: expression.span for expression in chapter.expressions}
        for begin, block in blocks(subject.plan, chapter).items():
            scale = block.options.get("scale", Decimal(1))
            if block.name != "tabel" or scale == 1:
                continue
            table = subject.plan.tables[block.arguments[0]]
            for label, columns in _off(table, scale).items():
                yield subject.finding(places[begin], f"{label}: afgerond op {dutch.number(scale)} tellen de regels niet precies op in {dutch.listing(columns)}", "opc zet de uitleg onder de tabel; u hoeft niets te doen")


def _off(table: Table, scale: Decimal) -> dict[str, list[str]]:
    """The columns in which the sum of the rounded rows is not the rounded sum, by the row with the sum."""
    rows = tuple(
        replace(row, cells=tuple(replace(cell, value=None if cell.value is None else dutch.rounded(cell.value / scale)) for cell in row.cells)) for row in table.rows
    )
    rounded = replace(table, rows=rows)
    found: dict[str, list[str]] = {}
    for row in rounded.rows:
        if not row.formula.startswith("som"):
            continue
        for at, column in enumerate(table.columns):
            try:
                if column.unit in NUMERIC and Computation(rounded).compute(row, at, row.formula) != row.cells[at].value:
                    found.setdefault(row.label, []).append(column.title)
            except FormulaError:
                break
    return found
