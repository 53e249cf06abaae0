"""Elk OPDC dat plan.yaml noemt, komt met die naam in een hoofdstuk voor.
Wat er dan over staat, beoordeelt een lezer. Noemt plan.yaml geen OPDC, dan vraagt opc niets.

*Goed*: plan.yaml noemt het OPDC, en een paragraaf legt uit voor wie het is.
*Fout*: plan.yaml noemt een OPDC dat in geen enkel hoofdstuk voorkomt.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.plan import Plan
from opc.model.record import Record, Sector


class Options(Record):
    """None; a plan without an OPDC is not asked anything."""

    def applies(self, plan: Plan, sector: Sector) -> bool:
        """Whether there is one for this sector."""
        return any(not institution.sectors or sector in institution.sectors for institution in plan.file.opdc)


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each OPDC that the text does not name."""
    for institution in subject.plan.file.opdc:
        if not subject.concerns(institution.sectors):
            continue
        if not any(institution.name.lower() in " ".join(chapter.source.text.split()).lower() for chapter in subject.plan.chapters):
            yield subject.finding(institution.span, f'het plan noemt "{institution.name}" nergens', "leg in een paragraaf uit wat het OPDC doet en voor wie het is")
