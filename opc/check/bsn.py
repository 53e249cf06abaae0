"""Er staat geen getal dat een burgerservicenummer (BSN) kan zijn in teksten, velden en tabellen.
opc zoekt getallen van negen cijfers die aan de elfproef voldoen: een som waaraan elk BSN te herkennen is. Ongeveer een op de elf andere
getallen voldoet daar toevallig ook aan. Bedragen slaat opc over, en een nummer waar iets als RSIN of rekening voor staat.

*Goed*: een leerling zonder nummer, of met een nummer dat alleen in dit voorbeeld bestaat.
*Fout*: een BSN of onderwijsnummer in een bijlage of in een tabel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opc.check.subject import Options, Subject
from opc.finding import Finding
from opc.model.plan import Plan
from opc.source import Span

_NINE = re.compile(r"[0-9](?<![\w.,/+-].)(?:[0-9]{8}|[0-9]{3}\.[0-9]{2}\.[0-9]{3})(?![\w/]|[.,-][0-9])")
_OTHER = re.compile(r"(?:rsin|fiscaal|kvk|iban|rekening\w*|btw|ozb|tel\w*|bedrag\w*|eur|euro)\W{0,3}(?:nummer|nr)?\W{0,3}(?:is |van )?$|€\s*$", re.IGNORECASE)
_AMOUNT = re.compile(r"\s*(?:euro\b|eur\b|€)", re.IGNORECASE)
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each number that can be a BSN."""
    for source in subject.plan.sources.values():
        for match in _NINE.finditer(source.text):
            digits = re.sub(r"\D", "", match.group())
            place = source.span(*match.span())
            if passes(digits) and not _OTHER.search(source.text, max(0, match.start() - 25), match.start()) and not _AMOUNT.match(source.text, match.end()) and not _is_amount(subject.plan, place):
                yield subject.finding(place, "dit nummer kan een burgerservicenummer zijn", "haal het weg; is het iets anders, zet er dan voor wat het is (zoals RSIN)")


def passes(digits: str) -> bool:
    """Whether nine digits pass the eleven test of a BSN."""
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11 == 0 and len(set(digits)) > 1


def _is_amount(plan: Plan, place: Span) -> bool:
    """Whether a place is in a column of euros."""
    return any(
        column.unit == "EUR" and cell.span.line == place.line and cell.span.column <= place.column <= cell.span.end_column
        for table in plan.tables.values() if table.span.file == place.file for row in table.rows for column, cell in zip(table.columns, row.cells, strict=True)
    )
