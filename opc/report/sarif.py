"""The report as SARIF 2.1.0, for editors and for tools that gather findings.

Results are findings only. SARIF has words for what passed (`kind: pass`) and for what a human judges (`review`), but
GitHub's code scanning takes every result for a problem (microsoft/PSRule#955); so what was met stands in the run's properties.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import quote

from opc import dutch
from opc.finding import Finding, Severity
from opc.model.audience import Audience
from opc.model.checked import Checked
from opc.model.requirement import Requirement
from opc.source import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.fout: "error", Severity.waarschuwing: "warning", Severity.opmerking: "note"}

NO_LAW = {
    "advies": "Dit staat in de wet, maar is geen vraag aan het plan.",
    "inspectie": "Dit is een norm of verwachting van een toezichthouder, geen wet.",
    "kader": "Dit is een eigen kader van het verband, geen wet.",
    "huis": "Dit is een regel van opc zelf, geen wet.",
}


def report(checked: Checked, audience: Audience) -> str:  # noqa: ARG001 - every reporter is called alike
    """One run: the requirements as rules, the findings as results. Columns count code points."""
    wordings: dict[str, list[Requirement]] = {}
    for requirement in checked.requirements:
        wordings.setdefault(requirement.id, []).append(requirement)
    names = list(dict.fromkeys((*wordings, *(finding.rule for finding in checked.findings))))
    number = {name: at for at, name in enumerate(names)}
    try:
        release = version("opc")
    except PackageNotFoundError:  # run from a folder with its files, without an installation
        release = "0"
    states = {(item.requirement.id, item.sector): {"beoordeling": item.in_words} for item in checked.reviews}
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "opc", "version": release, "language": "nl-NL", "rules": [_rule(name, wordings.get(name, ())) for name in names]}},
        "automationDetails": {"id": f"opc/{checked.folder}/"},
        "language": "nl-NL",
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": checked.plan is not None}],
        "results": [_result(checked, finding, fingerprint, number[finding.rule]) for finding, fingerprint in checked.fingerprints()],
        "properties": {
            "wetVan": checked.day.isoformat(),
            "eisen": [{"id": outcome.requirement.id, "sector": outcome.sector, "uitkomst": outcome.status.key, **states.get((outcome.requirement.id, outcome.sector), {})} for outcome in checked.outcomes if outcome.sector],
        },
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(name: str, wordings: Sequence[Requirement]) -> dict[str, Any]:
    if not wordings:
        return {"id": name}
    first = wordings[0]
    texts = list(dict.fromkeys(item.text.strip() for item in wordings))
    sources = [item for item in wordings if item.source]
    rule: dict[str, Any] = {
        "id": name,
        "shortDescription": {"text": " / ".join(dict.fromkeys(item.title for item in wordings))},
        "fullDescription": {"text": "\n\n".join(texts)},
        "help": {"text": _help(wordings, texts, bold=""), "markdown": _help(wordings, texts, bold="**")},
        "defaultConfiguration": {"level": LEVELS[first.severity]},
        "properties": {
            "tags": [first.layer, *dict.fromkeys(sector for item in wordings for sector in item.sectors)],
            "bron": list(dict.fromkeys(str(item.source) for item in sources)),
            "zekerheid": list(dict.fromkeys(item.certainty for item in wordings if item.certainty)),
        },
    }
    if address := next((item.source.address for item in sources if item.source and item.source.address), ""):
        rule["helpUri"] = address
    return rule


def _help(wordings: Sequence[Requirement], texts: Sequence[str], *, bold: str) -> str:
    """What the requirement asks, what is good, and where it stands."""
    first = wordings[0]
    parts = list(texts)
    for label, text in ((first.guidance_label, first.guidance), ("Goed", first.good), ("Fout", first.bad), ("Zo legt u het vast", first.recording)):
        if text:
            parts.append(f"{bold}{label}.{bold} {' '.join(text.split())}")
    if first.example:
        parts.append(f"```yaml\n{first.example.rstrip()}\n```" if bold else first.example.rstrip())
    for item in wordings:
        if item.source:
            certainty = f" Zekerheid {item.certainty}: {item.certainty_in_words}." if item.certainty else ""
            address = item.source.address
            where = f"[{item.source}]({address})" if bold and address else f"{item.source}{': ' + address if address else ''}"
            parts.append(f"{bold}Bron{bold} ({dutch.listing(item.sectors)}): {where}, geldig vanaf {dutch.long_date(item.validity.first)}.{certainty}")
    if first.layer != "wet":
        parts.append(NO_LAW[first.layer])
    return "\n\n".join(parts)


def _result(checked: Checked, finding: Finding, fingerprint: str, number: int) -> dict[str, Any]:
    text = finding.message + (f"\n{finding.advice}" if finding.advice else "")
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "kind": "fail",
        "level": LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _place(finding.span)}],
        "partialFingerprints": {"opcRegel/v1": fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [_related(checked.sources, number, item.span, item.message) for number, item in enumerate(finding.related, 1)]
    if finding.accepted:
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": finding.accepted.reason, "location": {"physicalLocation": _place(finding.accepted.span)}}]
    if finding.sectors:
        result["properties"] = {"sectoren": list(finding.sectors)}
    return result


def _related(sources: Mapping[str, Any], number: int, span: Span, message: str) -> dict[str, Any]:
    """A second place; of a record in opc's own `schemas/`, which is no file of the reader's, only the words."""
    if span.file in sources:
        return {"id": number, "physicalLocation": _place(span), "message": {"text": message}}
    return {"id": number, "logicalLocations": [{"fullyQualifiedName": f"{span.file}:{span.line}"}], "message": {"text": message}}


def _place(span: Span) -> dict[str, Any]:
    region = {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column}
    return {"artifactLocation": {"uri": quote(span.file), "uriBaseId": "%SRCROOT%"}, "region": region}
