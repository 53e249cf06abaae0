"""In plan.yaml is de rechtsvorm van het verband ingevuld, of bij een landelijk verband waar zijn scholen staan.
opc kijkt naar het gegeven waar deze eis over gaat: of er iets is ingevuld, niet of het klopt. Hoogstens een opmerking.

*Goed*: `rechtsvorm: stichting` bij het verband; bij een landelijk verband de gemeenten waar scholen staan.
*Fout*: een verband zonder rechtsvorm; `landelijk: ja` zonder gemeenten.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from opc.check.subject import Subject, blank
from opc.finding import Finding, Severity
from opc.model.plan import Plan
from opc.model.record import Record, Sector


class Options(Record):
    """veld: rechtsvorm, or gemeenten, which are asked of a national samenwerkingsverband only."""

    wanted: Literal["rechtsvorm", "gemeenten"] = Field(alias="veld")

    def applies(self, plan: Plan, sector: Sector) -> bool:  # noqa: ARG002 - a plan says this for all its sectors
        """Whether it is asked of this plan."""
        return self.wanted != "gemeenten" or plan.file.national


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark when plan.yaml leaves it open."""
    file = subject.plan.file
    if options.wanted == "gemeenten":
        if file.national and not any(subject.concerns(item.sectors) for item in file.municipalities):
            yield subject.finding(file.at("landelijk"), "een landelijk verband zonder gemeenten", "noem bij gemeenten waar de scholen staan", severity=Severity.opmerking)
        return
    for sector, organisation in file.organisations.items():
        if sector == subject.sector and blank(organisation.legal_form):
            yield subject.finding(organisation.span, f"de rechtsvorm van {organisation.name} ontbreekt", "zet bij het verband rechtsvorm: stichting, of wat het is", severity=Severity.opmerking)
