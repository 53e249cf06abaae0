"""Onder elke kop staat tekst, een tabel, een beeld of een tussenkop, en de kop zelf heeft woorden.
Een paragraaf waarin iets staat, is voor opc niet leeg, ook al is zij nog niet af: zie daarvoor huis-onaf.

*Goed*: een kop met ten minste een zin, een tabel of een kop daaronder.
*Fout*: een kop met niets eronder.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from opc.check.subject import Subject, empty
from opc.finding import Finding, Severity
from opc.model.record import Record


class Options(Record):
    """vastgesteld: how bad it is in an adopted plan."""

    adopted: Literal["fout", "waarschuwing", "opmerking"] = Field("fout", alias="vastgesteld")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each heading, chapter or bijlage without anything under it; worse in an adopted plan."""
    severity = Severity[options.adopted] if subject.decided else None
    for chapter in subject.plan.chapters:
        external = chapter.appendix is not None and chapter.appendix.external
        if chapter.file in subject.plan.broken:
            continue  # the reader has said that nothing, or nobody knows what, stands there
        if not chapter.sections and empty(chapter, None) and not chapter.images and not external:
            yield subject.finding(chapter.front.at("titel"), "dit hoofdstuk heeft geen tekst", "schrijf het, of haal het bestand weg", severity=severity)
        for number, section in enumerate(chapter.sections):
            deeper = number + 1 < len(chapter.sections) and chapter.sections[number + 1].level > section.level
            if not section.title:
                yield subject.finding(section.span, "deze kop heeft geen woorden", "schrijf een titel achter de hekjes", severity=severity)
            elif not deeper and empty(chapter, section) and not any(section.begin <= image.begin < section.end for image in chapter.images):
                yield subject.finding(section.span, f'onder "{section.title}" staat niets', "schrijf de paragraaf, of haal de kop weg", severity=severity)
