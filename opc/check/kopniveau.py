"""Koppen beginnen bij twee hekjes (##), en er komt nooit meer dan één hekje tegelijk bij.
Eén hekje is de titel van een hoofdstuk, en die staat al boven de tekst.

*Goed*: `## Toelating`, daarna `### Stappen`.
*Fout*: `## Toelating`, daarna `#### Stappen`.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc.check.subject import Options, Subject
from opc.finding import Finding


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each heading that is more than one level below the one above it, or at the chapter's own level."""
    for chapter in subject.plan.chapters:
        above = 1
        for section in chapter.sections:
            if section.level == 1:
                yield subject.finding(section.span, "een kop met één # is de titel van een hoofdstuk, en die staat al bovenaan, bij titel", "gebruik ## voor een paragraaf")
            elif section.level > above + 1:
                said = f"na {'#' * above} komt {'#' * section.level}" if above > 1 else f"een hoofdstuk begint met ##, niet met {'#' * section.level}"
                yield subject.finding(section.span, f"deze kop slaat een niveau over: {said}", f"gebruik {'#' * (above + 1)}")
            above = section.level
