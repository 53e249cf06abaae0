"""Ergens in de hoofdstukken staan woorden die hierbij horen.
opc ziet alleen of de woorden er staan, niet wat zij zeggen. Ontbreken zij, dan is dat hoogstens een opmerking.

*Goed*: het OPDC, met erbij dat leerlingen er tijdelijk zijn.
*Fout*: het OPDC, en nergens voor hoe lang.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc.check.subject import Subject
from opc.finding import Finding, Severity
from opc.model.plan import Plan
from opc.model.record import Record, Sector, Texts, Words


class Options(Record):
    """woorden: groups of words with | between them, of each of which one is there (a part of a word is enough); bij: only in
    chapters with one of these words, and not asked of a plan without them; zeg, doe: the message and the hint.
    """

    groups: Texts = Field(alias="woorden", min_length=1)
    about: Texts = Field((), alias="bij")
    message: Words = Field(alias="zeg")
    hint: Words = Field(alias="doe")

    def applies(self, plan: Plan, sector: Sector) -> bool:
        """Whether the plan is about it at all."""
        return not self.about or any(_texts(plan, sector, self.about))


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark when a group of words is nowhere."""
    texts = list(_texts(subject.plan, subject.sector, options.about))
    if options.about and not texts:
        return
    if not all(any(word in text for text in texts for word in group.split("|")) for group in options.groups):
        yield subject.due(options.message, options.hint, severity=Severity.opmerking)


def _texts(plan: Plan, sector: Sector | None, about: Texts) -> Iterator[str]:
    """The chapters for a sector, facts and all, in small letters; about: only those with one of these words."""
    for chapter, _, text in plan.small:
        ours = not chapter.front.sectors or sector is None or sector in chapter.front.sectors
        if ours and (not about or any(word in text for word in about)):
            yield text
