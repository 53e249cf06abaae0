"""Een tabel over leerlingen heeft geen aantallen onder de vijf; nul mag.
opc kijkt alleen naar tabellen die volgens tabellen.yaml over leerlingen gaan (personen: ja), en niet in kolommen die niet worden afgedrukt.

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
        counts = [at for at, column in enumerate(table.columns) if column.unit in ("leerlingen", "aantal") and not column.hidden]
        small = [cell for row in table.rows for at in counts if (cell := row.cells[at]).value is not None and 0 < cell.value < options.below]
        if small:
            yield subject.finding(
                small[0].span, f"in deze tabel {'staat' if len(small) == 1 else 'staan'} {dutch.count(len(small), 'aantal', 'aantallen')} leerlingen onder de {options.below}",
                "neem kleine groepen samen, of zet <5 in de cel, voordat het plan openbaar wordt",
            )
