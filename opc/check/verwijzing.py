"""Elke verwijzing komt ergens uit.

*Goed*: `zie [](#vermogen)`, en ergens staat `## Vermogen {#vermogen}`.
*Fout*: `zie [](#paragraaf-7-9)`, en die paragraaf is er niet.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.chapter import Chapter
from opc.model.front_matter import Results
from opc.model.record import Record
from opc.model.value import anchors
from opc.source import Span


class Options(Record):
    """Nothing to choose."""


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each reference, in text or in a YAML file, to an anchor that does not exist."""
    known = {*anchors(subject.plan), *subject.plan.elsewhere}
    for span, anchor in _references(subject):
        if anchor not in known:
            meant = dutch.meant(anchor, known, 0.75)
            yield subject.finding(span, f"deze verwijzing komt nergens uit: #{anchor}", f"bedoelt u #{meant}?" if meant else "zet {#" + anchor + "} achter de kop waar u naar verwijst")
    for chapter in subject.plan.chapters:
        yield from _footnotes(subject, chapter)


def _footnotes(subject: Subject, chapter: Chapter) -> Iterator[Finding]:
    """A mark without its text, and a text without its mark."""
    text = chapter.source.text
    marks: dict[str, Span] = {}
    texts: dict[str, Span] = {}
    for begin, end in chapter.footnotes:
        is_text = text.startswith("]:", end) and not text[text.rfind("\n", 0, begin) + 1 : begin - 2].strip()
        (texts if is_text else marks).setdefault(text[begin:end], chapter.source.span(begin - 2, end + 1))
    for name, span in marks.items():
        if name not in texts:
            yield subject.finding(span, f"voetnoot {name} heeft geen tekst", f"zet onder aan het hoofdstuk [^{name}]: met de tekst erachter")
    for name, span in texts.items():
        if name not in marks and not subject.plan.elsewhere:
            yield subject.finding(span, f"naar voetnoot {name} verwijst niets", f"zet [^{name}] achter het woord waar de noot bij hoort, of haal de noot weg")


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
