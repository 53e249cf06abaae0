"""Deelname is gedeeld door de goede leerlingen: so en sbo door bao en sbo samen, vso, pro en lwoo door het vo.
opc rekent kolommen na die deelname heten, als de aantallen in dezelfde tabel staan. Gaat een doel over deelname, dan vergelijkt het de
nulmeting daarvan met de tabel.

Zo rekent ook Vensters. Alleen dan is de deelname te vergelijken met die van andere verbanden en met het land.

*Goed*: deelname so = so / (bao + sbo).
*Fout*: deelname so = so / bao.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding
from opc.model.formula import FormulaError
from opc.model.table import Computation, Row, Table

_DENOMINATORS = {"so": ("bao", "sbo"), "sbo": ("bao", "sbo"), "vso": ("vo",), "pro": ("vo",), "lwoo": ("vo",)}
"""By what the pupils of each kind of school are divided. Source: encyclopedie.vensters.nl, Deelnamepercentage."""
_NAMED = re.compile(r"deelname\W*(?:_pct_|pct_)?(sbo|vso|so|pro|lwoo)(?![a-z])", re.IGNORECASE)


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each column divided by something else, and for each indicator that says another value than the table."""
    for table in subject.plan.tables.values():
        for at, kind in _columns(table):
            wrong = [row for row in table.rows if (right := _right(table, row, kind)) is not None and _said(table, row, at) not in (None, dutch.rounded(right, table.columns[at].decimals or 0))]
            if wrong:
                sum_ = " + ".join(_DENOMINATORS[kind])
                yield subject.finding(
                    table.columns[at].span, f"deelname {kind} is hier niet {kind} gedeeld door {sum_}",
                    f"laat de cellen leeg en schrijf in tabellen.yaml: formule: 100 * {kind} / " + (f"({sum_})" if "+" in sum_ else sum_),
                )
    for indicator in subject.plan.indicators:
        match = _NAMED.search(indicator.title)
        if match is None or indicator.baseline is None or indicator.baseline_day is None:
            continue
        for table in subject.plan.tables.values():
            cells = [row.cells[at].value for at, kind in _columns(table) if kind == match[1].lower() for row in table.rows if row.label == indicator.baseline_day.isoformat()]
            if cells and cells[0] is not None and dutch.rounded(cells[0], indicator.decimals) != indicator.baseline:
                yield subject.finding(
                    indicator.span, f"de nulmeting van indicator {indicator.id} is {dutch.number(indicator.baseline)}, tabel {table.id} zegt {dutch.number(cells[0])}",
                    "maak ze gelijk, of noem een andere peildatum",
                )


def _columns(table: Table) -> Iterator[tuple[int, str]]:
    """The columns with a share of pupils, and of which kind of school."""
    names = {column.name for column in table.columns}
    for at, column in enumerate(table.columns):
        match = _NAMED.search(column.name.replace("_", " ")) or _NAMED.search(column.title)
        if match and column.unit == "%" and {match[1].lower(), *_DENOMINATORS[match[1].lower()]} <= names:
            yield at, match[1].lower()


def _right(table: Table, row: Row, kind: str) -> Decimal | None:
    part, *whole = (row.cells[table.index(name)].value for name in (kind, *_DENOMINATORS[kind]))
    total = sum((number or Decimal(0) for number in whole), Decimal(0))
    return 100 * part / total if part is not None and total and None not in whole else None


def _said(table: Table, row: Row, at: int) -> Decimal | None:
    """The value by the writer's own formula, else the one that was typed: a typed value beside a formula is another rule's."""
    column = table.columns[at]
    if not column.formula:
        return row.cells[at].value
    try:
        return dutch.rounded(Computation(table).compute(row, at, column.formula), column.decimals or 0)
    except FormulaError:
        return None
