"""Aantallen onder de vijf over leerlingen kunnen iemand herkenbaar maken.

tabellen.yaml zegt met `personen: ja` dat een tabel over leerlingen gaat.

*Goed*: kleine gemeenten samen op één regel, of `<5` in de cel.
*Fout*: een tabel met "2 thuiszitters" in een kleine gemeente.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.record import Record, Whole


class Options(Record):
    """onder: the smallest number that is safe."""

    below: Whole = Field(5, alias="onder")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """One finding a table, at its first small cell."""
    for table in subject.plan.tables.values():
        if not table.settings.persons:
            continue
        small = [cell for row in table.rows for cell, column in zip(row.cells, table.columns, strict=True) if cell.value is not None and 0 < cell.value < options.below and not column.hidden]
        if small:
            yield subject.finding(
                small[0].span, f"deze tabel heeft {dutch.count(len(small), 'cel', 'cellen')} onder de {options.below} over leerlingen",
                "neem kleine groepen samen, of zet <5 in de cel, voordat het plan openbaar wordt",
            )
