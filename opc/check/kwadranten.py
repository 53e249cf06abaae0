"""Wat het verband wil bereiken en wat het heeft bereikt, staat er in woorden (kwalitatief) én in getallen (kwantitatief).
Bovenaan een hoofdstuk staat waar elk van die vier te lezen is, en waar het geld staat. opc kijkt of dat is ingevuld en of die plekken
niet leeg zijn. Een eerste plan mag in plaats van het bereikte zeggen waarom er nog niets is.

*Goed*: `resultaten:` met beoogd en bereikt, elk kwalitatief en kwantitatief, en `middelen`.
*Fout*: alleen doelen voor de komende jaren, zonder wat er van de vorige is terechtgekomen.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc.check.subject import Options, Subject, words
from opc.finding import Finding
from opc.model.chapter import Chapter
from opc.model.front_matter import Quadrants, Results
from opc.source import Span


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each of the four parts, or the money, that is missing or points at nothing or at an empty place."""
    held: list[tuple[Chapter, Results]] = list(subject.facts("resultaten"))
    if not held:
        yield subject.due("de resultaten staan nergens bij elkaar", "vul `resultaten:` in, met beoogd en bereikt, bovenaan een hoofdstuk")
        return
    chapter, results = held[0]
    whole = chapter.front.key("resultaten")
    known = subject.plan.anchors

    def empty(anchor: str) -> bool:
        if anchor not in known:
            return False  # a reference to nothing: another rule says so
        return anchor in subject.plan.sections and words(*subject.plan.sections[anchor]) < 10

    def parts(quadrants: Quadrants | None, name: str) -> Iterator[tuple[Span, str]]:
        if quadrants is None:
            yield whole, f"de {name} resultaten ontbreken"
            return
        for key, anchor in (("kwalitatief", quadrants.qualitative), ("kwantitatief", quadrants.quantitative)):
            if empty(anchor):
                yield quadrants.at(key), f"de {name} resultaten ({key}) verwijzen naar een lege paragraaf"

    problems = list(parts(results.intended, "beoogde"))
    if results.achieved or not results.first_plan:
        problems += parts(results.achieved, "bereikte")
    if results.money is None:
        problems.append((whole, "het geld bij de resultaten ontbreekt"))
    for span, message in problems:
        yield subject.finding(span, message, "noem de paragraaf of tabel: kwalitatief, kwantitatief en middelen; is dit het eerste plan, zeg dat dan bij eerste_plan")
