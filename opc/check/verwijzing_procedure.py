"""De procedure voor het overleg met gemeenten is in besluiten.yaml genoemd.
Staat zij in het plan zelf, dan zoekt opc daarin naar een woord over geschillen. Wat buiten het plan staat, leest opc niet.

*Goed*: `procedure_oogo: "Procedure OOGO Noorderwaard, vastgesteld op 3 maart 2025"`, of een #verwijzing naar een bijlage.
*Fout*: het veld is leeg.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.record import Record, Texts


class Options(Record):
    """woorden: of which the procedure, when it stands in the plan, has one."""

    words: Texts = Field(("geschil", "bemiddel"), alias="woorden")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding when no procedure is named, or when the text it points at says nothing about disputes."""
    said = subject.plan.decisions.procedure
    place = subject.plan.decisions.at("procedure_oogo") if subject.plan.decisions.has("stappen") else subject.plan.file.at("sectoren")
    if not said:
        yield subject.finding(place, "de procedure voor het overleg met gemeenten is niet genoemd", "vul procedure_oogo in, in besluiten.yaml", severity=subject.step_severity)
        return
    if not said.startswith("#") or said[1:] not in subject.plan.sections:
        return
    chapter, section = subject.plan.sections[said[1:]]
    begin, end = (section.text_begin, section.end) if section else (0, len(chapter.source.text))
    if not any(word in chapter.source.text[begin:end].lower() for word in options.words):
        yield subject.finding(place, "de procedure voor het overleg met gemeenten zegt niets over geschillen", "noem hoe een verschil van mening wordt opgelost")
