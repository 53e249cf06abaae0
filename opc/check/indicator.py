"""Een doel met een streefwaarde heeft ook een nulmeting, twee peildata, een bron en een eigenaar.
opc kijkt in de tabel met indicatoren of die cellen gevuld zijn. Heeft een actie voor dit doel een eigenaar, dan is dat ook goed.

*Goed*: van 24 (31 juli 2025) naar 12 (31 juli 2029), bron: leerplicht, eigenaar: thuiszittersregisseur.
*Fout*: "thuiszitters: 10% minder", zonder te zeggen ten opzichte van wat en wanneer.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.record import Record, Texts


class Options(Record):
    """velden: what a target must have beside it: nulmeting, peildatum, bron, eigenaar."""

    fields: Texts = Field(("nulmeting", "peildatum", "bron", "eigenaar"), alias="velden")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each indicator with a target of which something is missing."""
    owners = {name for action in subject.plan.actions if action.owner for name in action.indicators}
    owned_elsewhere = subject.plan.fields_lost or any(subject.plan.is_unread(table) for _, table in subject.facts("acties"))
    for indicator in subject.plan.indicators:
        if indicator.target is None or (subject.sector and indicator.sectors and subject.sector not in indicator.sectors):
            continue
        absent = [
            name
            for name, there in (
                ("nulmeting", indicator.baseline is not None),
                ("peildatum", indicator.baseline_day is not None and indicator.target_day is not None),
                ("bron", bool(indicator.source)),
                ("eigenaar", bool(indicator.owner) or indicator.id in owners or owned_elsewhere),
            )
            if name in options.fields and not there
        ]
        if absent:
            sectors = f" ({dutch.listing(indicator.sectors)})" if indicator.sectors else ""
            yield subject.finding(indicator.target_span, f"indicator {indicator.id}{sectors} heeft een streefwaarde, maar geen {dutch.listing(absent, 'en geen')}", "vul het in: zonder dat is niet te zien of het doel is gehaald")
