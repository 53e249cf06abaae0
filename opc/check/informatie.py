"""Voor elke groep die de eis noemt, staat er een weg waarlangs zij iets hoort, en een plek voor onafhankelijke hulp.
Dat zijn velden boven de tekst. Of die hulp echt onafhankelijk is, beoordeelt een lezer.

*Goed*: `informatie:` met kanalen voor ouders en voor leerlingen, en een onafhankelijk steunpunt.
*Fout*: alleen "via de website", zonder te zeggen wie er onafhankelijk helpt.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.chapter import Chapter
from opc.model.front_matter import Information
from opc.model.record import Record, Texts
from opc.source import Span


class Options(Record):
    """voor: who must be reached: ouders, leerlingen."""

    whom: Texts = Field(("ouders",), alias="voor")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for the groups without a channel, and one for those without independent support."""
    held: list[tuple[Chapter, Information]] = list(subject.facts("informatie"))
    if not held:
        yield subject.due("nergens staat hoe ouders en leerlingen worden geïnformeerd", "vul `informatie:` in bovenaan een hoofdstuk, met kanalen en onafhankelijk")
        return
    chapter, information = held[0]

    def at(key: str) -> Span:
        return information.at(key) if information.has(key) else chapter.front.key("informatie")

    for key, what, channels in (
        ("kanalen", "er is geen kanaal voor {}", [channel for _, found in held for channel in found.channels]),
        ("onafhankelijk", "voor {} is geen onafhankelijke hulp genoemd", [channel for _, found in held for channel in found.independent]),
    ):
        reached = {whom for channel in channels for whom in channel.whom}
        if absent := [whom for whom in options.whom if whom not in reached]:
            yield subject.finding(at(key), what.format(dutch.listing(absent)), f"voeg bij {key} een onderdeel toe met voor: [{', '.join(absent)}]")
