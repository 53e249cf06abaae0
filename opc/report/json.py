"""The report for other programs: a versioned format of its own, described by schemas/json/rapport-1.schema.json."""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from opc.finding import Finding, Severity
from opc.model.audience import Audience
from opc.model.checked import Checked
from opc.model.outcome import Status
from opc.source import Span

VERSION = 1
"""Goes up when a field changes or goes; the name of the schema holds it."""
REVISION = 2
"""Goes up when fields are added: a reader of the version before still understands the report."""


class Place(BaseModel):
    """Lines and columns count from 1; an end column is one past the last character."""

    file: str
    line: int = Field(ge=1)
    column: int = Field(ge=1)
    end_line: int = Field(ge=1)
    end_column: int = Field(ge=1)


class Explanation(BaseModel):
    """A second place that explains a finding."""

    place: Place
    message: str


class Acceptance(BaseModel):
    """Who lets a finding stay as it is."""

    by: str
    day: date
    reason: str
    place: Place


class Remark(BaseModel):
    """One finding."""

    rule: str
    severity: Literal["fout", "waarschuwing", "opmerking"]
    message: str
    hint: str
    place: Place
    sectors: list[str]
    related: list[Explanation]
    accepted: Acceptance | None = Field(description="null: niemand heeft deze bevinding aanvaard.")
    fingerprint: str = Field(pattern="^[0-9a-f]{32}$", description="Blijft gelijk als er regels boven de bevinding veranderen.")


class Outcome(BaseModel):
    """One requirement of law or inspectie that was tested."""

    id: str
    title: str
    sectors: list[str]
    layer: Literal["wet", "advies", "inspectie"]
    source: str
    certainty: Literal["A", "B", "C"] | None
    met: bool | None = Field(description="null: niet te zeggen; niet alles was te lezen, of opc heeft er geen toets voor, of de eis is voor dit plan niet van toepassing.")
    outcomes: dict[str, Literal["niet-van-toepassing", "in-orde", "mens", "onbekend", "niet-in-orde"]] = Field(
        description="Per sector de uitkomst; mens: opc vond niets, maar een mens moet het beoordelen. Sinds 1.1; niet-van-toepassing sinds 1.2.")
    human: list[str] = Field(description="Wat er voor een mens te beoordelen is. Sinds 1.1.")


class Reviewed(BaseModel):
    """How far one answer was reviewed."""

    requirement: str
    sector: str
    state: Literal["beoordeeld", "opnieuw te beoordelen", "nog niet beoordeeld"]
    by: str
    day: date | None
    changed: list[Literal["text", "facts", "wording"]] = Field(description="Wat anders is dan toen het werd beoordeeld.")
    place: Place


class Report(BaseModel):
    """A whole report."""

    model_config = ConfigDict(title="opc check --format json, versie 1")

    version: Literal[1]
    revision: Literal[2] = Field(description="Gaat omhoog als er velden bij komen; version pas als er een verandert of verdwijnt.")
    plan: str
    sectors: list[str]
    law_date: date = Field(description="De dag waarvan de wet is gebruikt.")
    counts: dict[str, int] = Field(description="Per ernst, zonder wat is aanvaard.")
    accepted: int = Field(description="Hoeveel bevindingen zijn aanvaard.")
    requirements: list[Outcome]
    reviews: list[Reviewed] = Field(description="Leeg als het plan geen beoordeeld.yaml heeft.")
    findings: list[Remark]


def report(checked: Checked, audience: Audience = Audience()) -> str:  # noqa: B008, ARG001 - it is frozen, and every reporter is called alike
    """The report as JSON, two spaces a level."""
    made = Report(
        version=VERSION,
        revision=REVISION,
        plan=checked.folder,
        sectors=list(checked.plan.sectors) if checked.plan else [],
        law_date=checked.day,
        counts={severity.name: checked.counts[severity] for severity in reversed(Severity)},
        accepted=len(checked.accepted),
        requirements=_outcomes(checked),
        reviews=[
            Reviewed(
                requirement=item.requirement.id, sector=item.sector, state=item.state, by=item.review.by if item.review else "",
                day=item.review.day if item.review else None, changed=list(item.changed), place=_place(item.answer.span),
            )
            for item in checked.reviews
        ],
        findings=[_remark(checked, finding) for finding in checked.findings],
    )
    return json.dumps(made.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def _outcomes(checked: Checked) -> list[Outcome]:
    """One entry a record of law and inspectie, with the outcome for each of its sectors."""
    made = []
    for requirement, held in groupby((outcome for outcome in checked.outcomes if outcome.sector), key=lambda outcome: outcome.requirement):
        if requirement.id not in checked.asked:
            continue
        own = list(held)
        worst = max(outcome.status for outcome in own)
        made.append(Outcome(
            id=requirement.id, title=requirement.title, sectors=list(requirement.sectors), layer=requirement.layer,
            source=str(requirement.source or ""), certainty=requirement.certainty,
            met=None if worst in (Status.unknown, Status.idle) or not requirement.tests else worst != Status.unmet,
            outcomes={str(outcome.sector): outcome.status.key for outcome in own}, human=list(dict.fromkeys(reason for outcome in own for reason in outcome.why)),
        ))
    return made


def _remark(checked: Checked, finding: Finding) -> Remark:
    source = checked.sources.get(finding.span.file)
    accepted = finding.accepted
    return Remark(
        rule=finding.rule, severity=finding.severity.name, message=finding.message, hint=finding.hint, place=_place(finding.span),
        sectors=list(finding.sectors), related=[Explanation(place=_place(item.span), message=item.message) for item in finding.related],
        accepted=Acceptance(by=accepted.by, day=accepted.day, reason=accepted.reason, place=_place(accepted.span)) if accepted else None,
        fingerprint=finding.fingerprint(source.line(finding.span.line) if source else ""),
    )


def _place(span: Span) -> Place:
    return Place(file=span.file, line=span.line, column=span.column, end_line=span.end_line, end_column=span.end_column)
