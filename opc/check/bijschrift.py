"""Elke tabel in de tekst heeft een bijschrift, en boven elke kolom een kop.
Met het bijschrift krijgt zij een nummer; de koppen noemt een voorleesprogramma bij elke cel.

*Goed*: `::: {.tabel #tabel-rollen titel="Wie doet wat"}` om de tabel heen.
*Fout*: een tabel los in de tekst.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc.check.subject import Options, Subject
from opc.finding import Finding


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each typed table without a caption, and for each whose header row has an empty cell."""
    for chapter in subject.plan.chapters:
        for table in chapter.tables:
            around = next((div for div in chapter.divs if div.name == "tabel" and div.begin <= table.begin < div.end), None)
            if around is None or not around.attributes.get("titel"):
                yield subject.finding(table.span, "deze tabel heeft geen bijschrift", '''zet haar tussen ::: {.tabel #tabel-naam titel="…"} en :::''')
            if any(not text.strip() for text in table.header):
                yield subject.finding(table.span, "een kolom van deze tabel heeft geen kop", "schrijf boven elke kolom wat erin staat: een voorleesprogramma noemt dat bij elke cel")
