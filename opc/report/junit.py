"""The report as JUnit XML: one test case a requirement and sector, passed ones too; what a human has to judge, or is not for this plan, is skipped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from opc import dutch
from opc.finding import Finding
from opc.model.audience import Audience
from opc.model.checked import Checked
from opc.model.outcome import Outcome, Status
from opc.model.record import Sector
from opc.report.rules import LAYERS

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for."""


def report(checked: Checked, audience: Audience) -> str:  # noqa: ARG001 - every reporter is called alike
    """The test suites: the law, the inspectie, and opc's own rules. Without a plan, one suite with what went wrong."""
    if checked.plan is None:
        suites = [_suite("plan", [_case("plan", "Het plan is te lezen", _failures(checked.findings))], len(checked.findings) > 0, 0)]
        failed, tests = 1, 1
    else:
        made = sorted(checked.outcomes, key=lambda outcome: list(LAYERS).index(outcome.requirement.layer))
        reviews: dict[tuple[str, Sector | None], str] = {(item.requirement.id, item.sector): item.in_words for item in checked.reviews}
        known = {outcome.requirement.id for outcome in made}
        suites = [_outcomes(layer, list(held), reviews) for layer, held in groupby(made, key=lambda outcome: outcome.requirement.layer)]
        others = [finding for finding in checked.findings if finding.rule not in known]
        if others:
            suites.append(_suite("overig", [_case("overig", "Geen andere bevindingen", _failures(others))], 1, 0))
        failed = sum(outcome.status == Status.unmet for outcome in made) + bool(others)
        tests = len(made) + bool(others)
    name = f"opc check {checked.folder}, de wet van {dutch.long_date(checked.day)}"
    head = f'<testsuites name={_attribute(name)} tests="{tests}" failures="{failed}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>", ""])


def _outcomes(layer: str, outcomes: Sequence[Outcome], reviews: Mapping[tuple[str, Sector | None], str]) -> str:
    counts = [sum(outcome.status == status for outcome in outcomes) for status in Status]
    return _suite(LAYERS[layer], [_outcome(outcome, reviews.get((outcome.requirement.id, outcome.sector), "")) for outcome in outcomes], counts[Status.unmet], counts[Status.human] + counts[Status.unknown] + counts[Status.idle])


def _outcome(outcome: Outcome, review: str) -> str:
    """review: how far the answer was reviewed, in words; empty when the plan keeps no reviews."""
    requirement = outcome.requirement
    title = requirement.title + (f" ({outcome.sector})" if outcome.sector else "") + (f": {requirement.source}" if requirement.layer == "wet" and requirement.source else "")
    body = ""
    if outcome.status == Status.unmet:
        body = _failures(outcome.findings)
    elif outcome.status != Status.met:
        why = {Status.human: outcome.why, Status.idle: ("het plan heeft niet waar deze eis over gaat",)}.get(outcome.status, ("niet alles was te lezen, dus niet alles is getoetst",))
        body = f"      <skipped message={_attribute(outcome.status.words + ': ' + '; '.join(why))}/>\n"
    remarks = [_words(finding) for finding in outcome.findings if outcome.status != Status.unmet]
    lines = [f"{item.span}: {item.text}" for item in outcome.evidence]
    if said := "\n".join(filter(None, (review, *remarks, *lines))):
        body += f"      <system-out>{_text(said)}</system-out>\n"
    return _case(".".join(filter(None, ("opc", requirement.layer, outcome.sector, requirement.id))), title, body)


def _suite(name: str, cases: Sequence[str], failures: int, skipped: int) -> str:
    return f'  <testsuite name={_attribute(name)} tests="{len(cases)}" failures="{int(failures)}" errors="0" skipped="{skipped}">\n{"".join(cases)}  </testsuite>'


def _case(group: str, title: str, body: str) -> str:
    head = f"    <testcase classname={_attribute(group)} name={_attribute(title)}"
    return f"{head}>\n{body}    </testcase>\n" if body else f"{head}/>\n"


def _failures(findings: Sequence[Finding]) -> str:
    """One failure with all findings: readers of JUnit show only the first of a case."""
    if not findings:
        return ""
    worst = max(findings, key=lambda finding: finding.severity)
    others = f" (en nog {len(findings) - 1})" if len(findings) > 1 else ""
    text = "\n".join(_words(finding) for finding in sorted(findings, key=lambda finding: (-finding.severity, finding.order)))
    return f'      <failure type="{worst.severity.name}" message={_attribute(worst.message + others)}>{_text(text)}</failure>\n'


def _words(finding: Finding) -> str:
    hint = f"\n  = {finding.advice}" if finding.advice else ""
    return f"{finding.span}: {finding.severity.name}: {finding.message} [{finding.rule}]{hint}"


def _attribute(value: str) -> str:
    return quoteattr(_FORBIDDEN.sub("·", value))


def _text(value: str) -> str:
    return escape(_FORBIDDEN.sub("·", value))


