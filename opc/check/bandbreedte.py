"""Noemt het plan een IQ bij lwoo of praktijkonderwijs, dan zijn de grenzen die van de landelijke regels.
opc zoekt ze bij de criteria in de velden boven de tekst. Een verband met eigen criteria voor lwoo mag daarvoor andere hebben.

*Goed*: criteria: [Een IQ van 55 tot en met 80.], bij praktijkonderwijs.
*Fout*: criteria: [Een IQ van 60 tot en met 85.].
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.front_matter import Admission
from opc.model.plan import Plan
from opc.model.record import Record, Sector, Texts


class Options(Record):
    """lwoo, pro: the bands that a plan may name, as 55-80."""

    lwoo: Texts = Field(())
    pro: Texts = Field(())

    def applies(self, plan: Plan, sector: Sector) -> bool:  # noqa: ARG002 - lwoo and praktijkonderwijs are of one sector
        """Whether the plan names a band at all."""
        found = (admission for chapter in plan.chapters for admission in chapter.front.admission if admission.school in ("lwoo", "pro"))
        return any(_BAND.search(text) for admission in found for text in admission.criteria)


_BAND = re.compile(r"\bIQ\b[^.;\d]{0,40}(\d{2,3})\s*(?:tot en met|t/m|tot|en|-|–)\s*(\d{2,3})\b", re.IGNORECASE)


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each other band among the criteria; a partnership with criteria of its own for lwoo may have them."""
    for _, admissions in subject.facts("toelaatbaarheid"):
        for admission in admissions:
            allowed = {"lwoo": options.lwoo, "pro": options.pro}.get(admission.school, ())
            if not allowed or (admission.school == "lwoo" and "criteria" in subject.plan.file.opting_out):
                continue
            yield from _other(subject, admission, allowed)


def _other(subject: Subject, admission: Admission, allowed: Texts) -> Iterator[Finding]:
    named = dict.fromkeys(f"{first}-{last}" for text in admission.criteria for first, last in _BAND.findall(text))
    for band in named:
        if band not in allowed:
            known = dutch.listing([each.replace("-", " tot en met ") for each in allowed], "of")
            yield subject.finding(
                admission.at("criteria"), f"bij {admission.school} staat een IQ van {band.replace('-', ' tot en met ')}, en de landelijke regels zeggen {known}",
                "neem de landelijke grens over, of zeg in plan.yaml dat u eigen criteria hebt: opting_out: [criteria]" if admission.school == "lwoo" else "neem de landelijke grens over",
            )
