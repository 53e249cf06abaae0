"""Ouders en leerlingen weten welke ondersteuning er is en waar zij onafhankelijke hulp vinden.

*Goed*: `informatie:` met kanalen voor ouders en voor leerlingen, en een onafhankelijk steunpunt.
*Fout*: alleen "via de website", zonder te zeggen wie er onafhankelijk helpt.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.front_matter import Information
from opc.model.record import Record, Texts


class Options(Record):
    """voor: who must be reached: ouders, leerlingen."""

    whom: Texts = Field(("ouders",), alias="voor")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each group without a channel, and when there is no independent support."""
    held: list[Information] = [found for _, found in subject.facts("informatie")]
    if not held:
        yield subject.due("nergens staat hoe ouders en leerlingen worden geïnformeerd", "vul `informatie:` in, met kanalen en onafhankelijk, in de front matter van een hoofdstuk")
        return
    for whom in options.whom:
        if not any(whom in channel.whom for found in held for channel in found.channels):
            yield subject.finding(held[0].at("kanalen"), f"er is geen kanaal voor {whom}", f"voeg een kanaal toe met voor: [{whom}]")
        if not any(whom in channel.whom for found in held for channel in found.independent):
            yield subject.finding(held[0].at("onafhankelijk"), f"voor {whom} is geen onafhankelijke hulp genoemd", f"voeg onder onafhankelijk een onderdeel toe met voor: [{whom}]")
