"""Totalen, percentages en doorgeschoven bedragen kloppen met de regels waaruit zij volgen.

tabellen.yaml noemt bij `rijen` en `formule` hoe een cel uit andere volgt. opc rekent elke getypte cel na.

*Goed*: een lege cel (opc telt zelf), of het juiste bedrag.
*Fout*: totaal 1.204.000 onder regels die samen 1.214.000 zijn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.formula import FormulaError
from opc.model.record import Record
from opc.model.table import Table


class Options(Record):
    """eenheid: only cells of this kind: percentages, or everything else."""

    what: Literal["bedragen", "percentages"] = Field("bedragen", alias="wat")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each typed cell that differs from its formula, after rounding to the column's decimals."""
    for table in subject.plan.tables.values():
        try:
            yield from _differences(subject, table, options)
        except FormulaError as error:
            if options.what == "bedragen":
                yield subject.finding(table.settings.span, f'een formule van tabel "{table.id}" klopt niet: {error.message}', error.hint)


def _differences(subject: Subject, table: Table, options: Options) -> Iterator[Finding]:
    for cell, exact, formula in table.expected():
        row = next(row for row in table.rows if cell in row.cells)
        column = table.columns[row.cells.index(cell)]
        if (column.unit == "%") != (options.what == "percentages"):
            continue
        typed = cell.value if cell.value is not None else exact
        decimals = column.decimals if column.decimals is not None else max(0, -int(typed.as_tuple().exponent))
        value = dutch.rounded(exact, decimals)
        if value != typed:
            yield subject.finding(
                cell.span, f"{row.label} ({column.title}) is {dutch.number(typed, decimals)}, en {formula} geeft {dutch.number(value, decimals)}: een verschil van {dutch.number(abs(typed - value), decimals)}",
                "verbeter het getal, of laat de cel leeg: opc rekent zelf",
            )
