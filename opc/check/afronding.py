"""De afgeronde regels van een tabel in duizenden tellen op tot het afgeronde totaal.
Een klein verschil is geen fout: opc zegt het, en zet er zelf een regel over onder de tabel.

*Goed*: een regel onder de tabel: "door afronding kan een totaal 1 afwijken". opc zet die er zelf onder.
*Fout*: geen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding
from opc.model.formula import FormulaError
from opc.model.table import NUMERIC, Cell, Computation, Table
from opc.model.value import blocks


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each scaled table of which rounded lines do not add up, at the expression that prints it."""
    for chapter in subject.plan.chapters:
        places = {expression.begin: expression.span for expression in chapter.expressions}
        for begin, block in blocks(subject.plan, chapter).items():
            scale: Decimal = block.options.get("scale", Decimal(1))
            if block.name != "tabel" or scale == 1:
                continue
            off = _off(subject.plan.tables[block.arguments[0]], scale, block.options["rows"])
            if off:
                said = dutch.listing(f"{label} ({dutch.listing(columns)})" for label, columns in off.items())
                yield subject.finding(places[begin], f"afgerond op {dutch.number(scale)} tellen de regels niet precies op bij {said}", "opc zet de uitleg onder de tabel; u hoeft niets te doen")


def _off(table: Table, scale: Decimal, printed: tuple[str, ...]) -> dict[str, list[str]]:
    """The columns in which the sum of the rounded rows is not the rounded sum, by the (printed) row with the sum.

    A sum that is wrong before rounding is another rule's.
    """
    rounded = replace(table, rows=tuple(row._replace(cells=tuple(_rounded(cell, scale) for cell in row.cells)) for row in table.rows))
    found: dict[str, list[str]] = {}
    for exact, row in zip(table.rows, rounded.rows, strict=True):
        if not _ADDS.fullmatch(row.formula) or (printed and row.label not in printed):
            continue
        for at, column in enumerate(table.columns):
            if column.unit not in NUMERIC:
                continue
            try:
                right = Computation(table).compute(exact, at, row.formula) == exact.cells[at].value
                if right and Computation(rounded).compute(row, at, row.formula) != row.cells[at].value:
                    found.setdefault(row.label, []).append(column.title)
            except FormulaError:
                continue
    return found


_CALL = r"""(?:som|rij)\((?:[^()"']|"[^"]*"|'[^']*')*\)"""
_ADDS = re.compile(rf"\s*{_CALL}(?:\s*[-+]\s*{_CALL})*\s*")
"""A formula that only adds and subtracts: a share or a start value cannot be rounded line by line."""


def _rounded(cell: Cell, scale: Decimal) -> Cell:
    return cell if cell.value is None else cell._replace(value=dutch.rounded(cell.value / scale))
