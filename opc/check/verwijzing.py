"""Elke verwijzing in de tekst en in de velden wijst naar een naam die in het plan staat.
Een link die geen webadres is, meldt opc ook: die werkt alleen op de computer waarop zij is gemaakt.

*Goed*: `zie [](#vermogen)`, en ergens staat `## Vermogen {#vermogen}`.
*Fout*: `zie [](#paragraaf-7-9)`, en die paragraaf is er niet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding
from opc.model.front_matter import Results
from opc.model.plan import Plan
from opc.source import Span

_ADDRESS = re.compile(r"#|https?://|mailto:|tel:", re.IGNORECASE)


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each reference, in text or in a YAML file, to an anchor that does not exist, and for each link that leads nowhere on paper."""
    known = {*subject.plan.anchors, *subject.plan.elsewhere}
    for span, anchor in _references(subject):
        if anchor not in known and not _rests_on_lost_data(subject.plan, anchor):
            meant = dutch.meant(anchor, known, 0.75)
            yield subject.finding(span, f"deze verwijzing komt nergens uit: #{anchor}", f"bedoelt u #{meant}?" if meant else _hint(anchor))
    for chapter in subject.plan.chapters:
        for link in chapter.links:
            if not _ADDRESS.match(link.target):
                meant = dutch.meant(link.target, known, 0.75)
                yield subject.finding(link.span, f"deze link werkt alleen op uw computer: {link.target}", f"bedoelt u #{meant}?" if meant else "begin een webadres met https:// en een plek in het plan met #")


def _hint(anchor: str) -> str:
    if anchor.startswith("tabel-"):
        return "een tabel heet #tabel- met haar naam uit tabellen.yaml erachter, en staat ergens in de tekst"
    return "zet {#" + anchor + "} achter de kop waar u naar verwijst"


def _rests_on_lost_data(plan: Plan, anchor: str) -> bool:
    """Whether opc would make this place from a table that could not be read."""
    if anchor.startswith(("figuur-", "tabel-indicatoren-", "tabel-acties-")):
        return plan.unread != frozenset()
    return anchor.startswith("tabel-") and plan.is_unread(anchor.removeprefix("tabel-"))


def _references(subject: Subject) -> Iterator[tuple[Span, str]]:
    plan = subject.plan
    # an answer that is not there is a finding of the requirement itself
    answered = {requirement.id for requirement in subject.asked for test in requirement.tests if test.kind == "antwoord"}
    for chapter in plan.chapters:
        for link in chapter.links:
            if link.target.startswith("#"):
                yield link.span, link.target[1:]
        for answer in chapter.front.answers:
            if answer.requirement not in answered:
                yield answer.at("anchor"), answer.anchor
        results: Results | None = chapter.front.results
        if results:
            for quadrants in (results.intended, results.achieved):
                if quadrants:
                    yield quadrants.at("kwalitatief"), quadrants.qualitative
                    yield quadrants.at("kwantitatief"), quadrants.quantitative
            if results.money:
                yield results.at("middelen"), results.money
    for table in plan.tables.values():
        if table.settings.anchor:
            yield table.settings.at("toelichting"), table.settings.anchor
    if plan.decisions.procedure.startswith("#"):
        yield plan.decisions.at("procedure_oogo"), plan.decisions.procedure[1:]
    for _, change in plan.changes:
        for anchor in change.anchors:
            yield change.at("plekken"), anchor
    for step in plan.decisions.steps:
        for condition in step.conditions:
            if condition.anchor:
                yield condition.at("plek"), condition.anchor
