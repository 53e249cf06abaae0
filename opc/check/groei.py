"""De groeiregeling is compleet: vijf onderdelen.
Dat zijn 1 februari als peildatum; een drempel met een getal; wat een school dan krijgt, met een bedrag of een formule; zonder leerlingen
in een residentiële plaatsing; en elke schoolsoort. opc leest dat in de velden boven de tekst.

*Goed*: drempel "meer dan 2,0% boven het gemiddelde van drie jaar", tegemoetkoming "het tarief per leerling, betaald in mei".
*Fout*: drempel "bij onverwacht veel groei".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.front_matter import Growth
from opc.model.record import Record, Texts


class Options(Record):
    """schoolsoorten: for which kinds of school the rule must hold."""

    schools: Texts = Field((), alias="schoolsoorten")


_AMOUNT = re.compile(r"\d|tarief|bedrag|formule|naar rato|gelijk aan")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each part that is missing or says nothing that can be counted."""
    held: list[Growth] = [rule for _, found in subject.facts("groei") for sector, rule in found.items() if sector == subject.sector]
    if not held:
        yield subject.due("er is geen groeiregeling", f"vul `groei:` in voor {subject.sector}, bovenaan het hoofdstuk over geld")
        return
    rule = held[0]
    if not re.search(r"\b0?1[ -]*(februari|02|2)\b|02-01", rule.reference_day):
        yield subject.finding(rule.at("peildatum"), "de peildatum is niet 1 februari", "noem 1 februari, en bij telmomenten wanneer daarna wordt geteld")
    if not re.search(r"\d", rule.threshold):
        yield subject.finding(rule.at("drempel"), "in de drempel staat geen getal", "zeg vanaf hoeveel leerlingen of procent groei meer dan gemiddeld is")
    if not _AMOUNT.search(rule.compensation):
        yield subject.finding(rule.at("tegemoetkoming"), "bij de tegemoetkoming staat geen bedrag of formule", "zeg hoeveel een school per leerling krijgt, en wanneer")
    if not rule.without_residential:
        yield subject.finding(rule.at("zonder_residentieel"), "leerlingen in een residentiële of justitiële plaatsing tellen hier mee", "laat hen buiten de telling, en zet zonder_residentieel: ja")
    if absent := [school for school in options.schools if school not in rule.schools]:
        yield subject.finding(rule.at("schoolsoorten"), f"de groeiregeling zegt niets over {dutch.listing(absent)}", "noem elke schoolsoort")
