"""De OPR heeft evenveel leden uit het personeel als ouders en leerlingen samen.
opc vergelijkt de aantallen in het veld ondersteuningsplanraden, voor elke raad apart.

*Goed*: 6 ouders en leerlingen, 6 personeelsleden.
*Fout*: 7 ouders en leerlingen, 5 personeelsleden.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc.check.subject import Options, Subject
from opc.finding import Finding


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each council that is out of balance."""
    for _, councils in subject.facts("ondersteuningsplanraden"):
        for council in councils:
            if subject.concerns(council.sectors) and council.parents != council.staff:
                yield subject.finding(
                    council.span, f"{council.name} heeft {council.parents} leden voor ouders en leerlingen en {council.staff} voor het personeel",
                    "die aantallen horen gelijk te zijn",
                )
