"""Wat de acties van een speerpunt in een jaar kosten, is het bedrag dat de begroting dat jaar noemt.
opc vergelijkt alleen een regel van de begroting met "speerpunt 1" of met de titel van het speerpunt in haar naam.

*Goed*: drie acties van speerpunt 1 kosten in 2027 samen 1.511.560, en zoveel staat er in de begroting van 2027.
*Fout*: de acties tellen op tot 1.500.000.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding, Related
from opc.model.front_matter import Priority
from opc.model.goal import budgeted
from opc.model.record import Sector
from opc.model.table import Row, Table


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each budget line that the actions of its speerpunt do not add up to, at the line's amount."""
    actions: dict[tuple[str, str], list[Decimal]] = {}
    first = {action.priority: action.span for action in reversed(subject.plan.actions)}
    for action in subject.plan.actions:
        for column, amount in action.amounts:
            actions.setdefault((action.priority, column), []).append(amount)
    priorities: dict[str, Priority] = {item.id: item for _, items in subject.facts("speerpunten") for item in items}
    for (priority, column), amounts in actions.items():
        year, sector = budgeted(column)
        table = _budget(subject, sector) if year else None
        if not table or str(year) not in {other.name for other in table.columns}:
            continue
        rows = [row for row in table.plain if _about(row, priority, priorities.get(priority))]
        if len(rows) != 1 or not any(amounts):
            continue
        cell, total = rows[0].cells[table.index(str(year))], sum(amounts, Decimal(0))
        if cell.value is not None and cell.value != total:
            yield subject.finding(
                cell.span, f"de acties van {priority} kosten in {year} samen {dutch.number(total)} euro, de begroting noemt {dutch.number(cell.value)}",
                "pas de acties of de begroting aan; hoort er meer bij deze regel, maak daar een actie van of noem het speerpunt niet",
                related=(Related(first[priority], f"de eerste actie van {priority}"),),
            )


def _budget(subject: Subject, sector: str | None) -> Table | None:
    """The budget of the sector that a column names; without one, that of the only sector of the plan."""
    wanted: list[Sector] = [own for own in subject.plan.sectors if own == sector or (sector is None and len(subject.plan.sectors) == 1)]
    names = [budgets.of(own) for own in wanted for _, budgets in subject.facts("begroting")]
    return next((subject.plan.tables[name] for name in names if name in subject.plan.tables), None)


def _about(row: Row, id: str, priority: Priority | None) -> bool:
    number = re.sub(r"\D", "", id)
    label = row.label.lower()
    return bool(number and re.search(rf"\bspeerpunt {number}\b", label)) or bool(priority and priority.title.lower() in label)
