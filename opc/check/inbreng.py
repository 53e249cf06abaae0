"""Elke kwestie en elke bouwsteen heeft een antwoord dat in het plan te vinden is, of een reden waarom zij niet is overgenomen.
opc kijkt of de paragraaf of het doel bestaat; of het antwoord goed is, beoordeelt wie het inbracht. Lijkt de inbrenger een mens met naam te
zijn, dan zegt opc dat ook.

*Goed*: `antwoord: "#thuiszitters"`, `antwoord: S1` of `niet_overgenomen: Dit beslist elk schoolbestuur zelf.`
*Fout*: een kwestie zonder antwoord, of een antwoord dat naar niets wijst.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import Field

from opc import dutch
from opc.check.subject import PLACEHOLDER, Subject
from opc.finding import Finding, Severity
from opc.model.record import Record, Texts
from opc.model.value import goals

if TYPE_CHECKING:
    from opc.model.contribution import Contribution

_PERSON = re.compile(r"\b(mw|mevr|dhr)\b\.?|\b(mevrouw|de heer)\b|\S@\S", re.IGNORECASE)
_FULL_NAME = r"(?:^|[,&] ?|\ben )(?:{}) ?(?:[a-z']+ ){{0,2}}[A-Z](?!\S*school)[a-z]"
"""A first name or initials, and a surname; not the school that is called after someone."""


class Options(Record):
    """voornamen: words before a surname that make it a person's."""

    first_names: Texts = Field((), alias="voornamen")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each item without an answer, each answer that names nothing, each name that is used twice, and each person."""
    if not subject.plan.issues and not subject.plan.building_blocks:
        return
    full = re.compile(_FULL_NAME.format("|".join((r"(?:[A-Z]\.){1,4}", *options.first_names))))
    places = {*subject.plan.anchors, *subject.plan.elsewhere}
    known = goals(subject.plan)
    items = [item for item in (*subject.plan.issues, *subject.plan.building_blocks) if subject.concerns(item.sectors)]
    often = Counter(item.id for item in items)
    for item in items:
        if often[item.id] > 1:
            yield subject.finding(item.at("id"), f'"{item.id}" is de naam van {often[item.id]} onderdelen', "geef elk onderdeel een eigen naam, ook over de twee bestanden heen")
        if _PERSON.search(item.by) or full.search(item.by):
            yield subject.finding(item.at("inbrenger"), "hier staat, lijkt het, de naam van een persoon", "noem de groep of het orgaan, zoals ouders of OPR", severity=Severity.waarschuwing)
        if not item.answers and _open(item.declined):
            yield subject.finding(
                item.at("id"), f"op {item.id} geeft het plan nog geen antwoord", 'schrijf erbij: antwoord: "#paragraaf", antwoord: S1, of niet_overgenomen: met de reden', severity=subject.step_severity,
            )
        yield from _unresolved(subject, item, places, known)


def _open(text: str) -> bool:
    return not text or text.startswith(PLACEHOLDER)


def _unresolved(subject: Subject, item: Contribution, places: set[str], known: tuple[str, ...]) -> Iterator[Finding]:
    """The answers that name no place and no goal of this plan."""
    for answer in item.answers:
        anchor = answer.removeprefix("#")
        if answer.startswith("#"):
            if anchor in places or (anchor.startswith("tabel-") and subject.plan.is_unread(anchor.removeprefix("tabel-"))):
                continue
            meant = dutch.meant(anchor, places, 0.75)
            yield subject.finding(item.at("antwoord"), f"het antwoord op {item.id} is er niet: #{anchor}", f"bedoelt u #{meant}?" if meant else "schrijf de paragraaf, met {#" + anchor + "} achter de kop")
        elif answer not in known and not subject.plan.goals_lost:
            hint = f'bedoelt u "#{answer}"?' if answer in places else f"de doelen zijn {dutch.listing(known)}" if 0 < len(known) < 12 else "een paragraaf begint met #, tussen aanhalingstekens"
            yield subject.finding(item.at("antwoord"), f'er is geen speerpunt, actie of indicator "{answer}"', hint)
