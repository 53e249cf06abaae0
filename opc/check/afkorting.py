"""Elke afkorting in de tekst staat in begrippen.yaml, of is ergens anders uitgelegd.
opc zoekt woorden met hoofdletters, zoals OPP en CvB. Goed is ook wat in plan.yaml in een naam staat, en wat in hetzelfde hoofdstuk
tussen haakjes achter het hele woord staat: schoolondersteuningsplan (SOP).

*Goed*: OPP, met in begrippen.yaml `afkorting: OPP` en wat het betekent.
*Fout*: een afkorting die nergens wordt uitgelegd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.record import Record, Texts


class Options(Record):
    """bekend: abbreviations that need no explanation in any plan."""

    known: Texts = Field((), alias="bekend")


_ABBREVIATION = re.compile(r"[A-Z](?<![\w.@/-].)(?:[A-Z&]{1,6}|[A-Z][A-Za-z]?[A-Z]{1,4}|[a-z]{1,2}[A-Z]{1,3})(?:'s|’s)?(?![\w@])(?!\.\w)")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding at the first use of each abbreviation that nothing explains."""
    plan = subject.plan
    known = {"PO", "VO", *options.known, *plan.terms.known}
    for term in plan.terms.terms:
        known |= {term.abbreviation, *re.findall(r"\b[A-Z]{2,}\b", f"{term.term} {term.meaning}")} - {""}
    for organisation in plan.file.organisations.values():
        known |= set(re.findall(r"\b[A-Z]{2,}\b", f"{organisation.name} {organisation.council}"))
    places = (plan.file.municipalities, plan.file.neighbours, plan.file.vocational, plan.file.opdc)
    for name in (item.name for group in places for item in group):
        known |= set(re.findall(r"\b[A-Z]{2,}\b", name))
    seen: set[str] = set()
    for chapter in plan.chapters:
        explained = set(re.findall(r"\(([A-Z][A-Za-z&]+)\)", chapter.prose))
        for match in _ABBREVIATION.finditer(chapter.prose):
            word = re.sub(r"['’]s$", "", match.group())
            if word in known or word.upper() in known or word in seen or word in explained or set(word) <= set("IVXLC"):
                continue
            seen.add(word)
            meant = dutch.meant(word, known)
            yield subject.finding(
                chapter.source.span(match.start(), match.end()), f'de afkorting "{word}" wordt nergens uitgelegd',
                f"zet haar in begrippen.yaml{f', of bedoelt u {meant}?' if meant else ''}; is zij algemeen bekend, zet haar dan bij bekend",
            )
