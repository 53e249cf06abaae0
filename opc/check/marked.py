"""The language of what goes in a short version for everyone: there each remark is a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from opc.check import check_plan
from opc.finding import Finding, Severity
from opc.model.plan import Plan
from opc.model.requirement import Requirement


def check_marked(plan: Plan, language: Literal["beleid", "publiek"], asked: tuple[Requirement, ...]) -> Iterator[Finding]:
    """What the rules about language say of the passages in ::: publiek, as mistakes. asked: every requirement; those about language count."""
    marked = {
        chapter.file: [(chapter.source.span(div.begin).line, chapter.source.span(div.close_begin).line) for div in chapter.divs if div.name == "publiek"]
        for chapter in plan.chapters
    }
    said = replace(plan, file=plan.file.model_copy(update={"language": language}))
    for finding in check_plan(said, tuple(item for item in asked if item.group == "taal")):
        if any(first <= finding.span.line <= last for first, last in marked.get(finding.span.file, ())):
            yield finding._replace(severity=Severity.fout)
