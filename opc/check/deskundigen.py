"""Bij de toelaatbaarheid staan de deskundigen die de regels noemen.
opc telt hen in de velden boven de tekst, en kijkt of een van hen orthopedagoog of psycholoog is als de regels dat vragen. Zijn zij niet
ingevuld, dan meldt de eis toelaatbaarheid dat.

*Goed*: deskundigen: [een orthopedagoog, een kinderpsychiater].
*Fout*: deskundigen: [de intern begeleider].
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject, blank
from opc.finding import Finding
from opc.model.record import Record, Texts, Whole


class Options(Record):
    """eerste: what one of the experts is (part of a word is enough); minstens: how many there are; per_soort: for which schools."""

    first: Texts = Field((), alias="eerste")
    least: Whole = Field(1, alias="minstens")
    schools: Texts = Field((), alias="per_soort")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each kind of school with too few experts, or without one of the first kind; none at all is another rule's."""
    for _, admissions in subject.facts("toelaatbaarheid"):
        for admission in admissions:
            if admission.school not in options.schools or blank(admission.experts):
                continue
            if len(admission.experts) < options.least:
                yield subject.finding(
                    admission.at("deskundigen"), f"bij {admission.school} {'staat' if len(admission.experts) == 1 else 'staan'} {dutch.count(len(admission.experts), 'deskundige', 'deskundigen')}",
                    f"noem er ten minste {options.least}",
                )
            elif options.first and not any(word in expert.lower() for word in options.first for expert in admission.experts):
                yield subject.finding(admission.at("deskundigen"), f"bij {admission.school} staat geen {dutch.listing(options.first, 'of')}", "noem ook die deskundige")
