"""Geldt deze eis voor het plan, dan wijst een hoofdstuk de paragraaf aan die haar beantwoordt.
opc kijkt of zij er is en of zij genoeg woorden heeft. Of het antwoord goed is, beoordeelt een lezer. Of de eis voor dit plan geldt, leest opc
in plan.yaml.

*Goed*: plan.yaml noemt `opting_out: [criteria]`, en een paragraaf noemt die criteria.
*Fout*: plan.yaml noemt `opting_out: [criteria]`, en geen paragraaf zegt welke.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from opc.check import antwoord
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.plan import Plan
from opc.model.plan_file import PlanFile
from opc.model.record import Many, Sector

Condition = Literal["eerste-plan", "opting-out-criteria", "opting-out-duur", "opting-out-scholen"]


class Options(antwoord.Options):
    """als: it is asked when one of these holds of the plan; woorden: as of antwoord."""

    when: Many[Condition] = Field(alias="als", min_length=1)

    def applies(self, plan: Plan, sector: Sector) -> bool:  # noqa: ARG002 - a plan says this for all its sectors
        """Whether the requirement holds for this plan."""
        return any(_holds(plan.file, condition) for condition in self.when)


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """What antwoord finds, when the requirement holds for this plan."""
    if subject.sector and options.applies(subject.plan, subject.sector):
        yield from antwoord.run(subject, options)


def _holds(file: PlanFile, condition: Condition) -> bool:
    if condition == "eerste-plan":
        return file.previous is None
    return condition.removeprefix("opting-out-") in file.opting_out
