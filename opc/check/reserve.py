"""Ligt het vermogen in het laatste jaar van de begroting boven de signaleringswaarde, dan legt een paragraaf uit waarom.
Is die uitleg er, dan is het een opmerking; ontbreekt zij, een waarschuwing. De waarde is een signaal, geen norm: 3,5 procent van de
baten, en ten minste 250.000 euro.

*Goed*: een begroting waarvan het vermogen daalt tot onder de signaleringswaarde.
*Fout*: een hoog vermogen zonder toelichting.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject, words
from opc.finding import Finding, Severity
from opc.model.record import Number, Record
from opc.model.table import NUMERIC


class Options(Record):
    """deel: the share of the income; minimaal: in euros."""

    share: Number = Field(Decimal("0.035"), alias="deel")
    minimum: Number = Field(Decimal(250_000), alias="minimaal")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark when the reserve is above the signal value in the last year; a warning when no section explains it."""
    for _, budgets in subject.facts("begroting"):
        table = subject.plan.tables.get(budgets.of(subject.sector or "po"))
        if table is None or not table.settings.reserve or not table.settings.income:
            continue
        if any(label not in {row.label for row in table.rows} for label in (table.settings.reserve, table.settings.income)):
            continue
        at = max((number for number, column in enumerate(table.columns) if column.unit in NUMERIC), default=0)
        reserve, income = table.row(table.settings.reserve).cells[at], table.row(table.settings.income).cells[at]
        if reserve.value is None or income.value is None:
            continue
        limit = dutch.rounded(max(options.minimum, options.share * income.value))
        if reserve.value <= limit:
            continue
        where = table.settings.anchor or ""
        explained = where in subject.plan.sections and words(*subject.plan.sections[where]) >= 30
        year = table.columns[at].name
        yield subject.finding(
            reserve.span, f"het vermogen blijft tot het einde boven de signaleringswaarde: in {year} {dutch.number(reserve.value)} tegen {dutch.number(limit)} euro",
            f"de uitleg staat onder #{where}; lees of zij klopt" if explained else "leg uit waarom, en noem die paragraaf bij toelichting in tabellen.yaml",
            severity=Severity.opmerking if explained else Severity.waarschuwing,
        )
