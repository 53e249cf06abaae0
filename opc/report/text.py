"""The report for a terminal: what is wrong, where, with the line itself; then the count."""

from __future__ import annotations

import textwrap
import unicodedata

from opc import dutch
from opc.finding import Finding, Severity
from opc.model.checked import Checked

COLOURS = {Severity.fout: "31", Severity.waarschuwing: "33", Severity.opmerking: "36"}


def report(checked: Checked, *, colour: bool = False, width: int = 80) -> str:
    """The findings by file and line, and a summary. width: columns; colour: with ANSI codes."""
    parts = [_finding(checked, finding, colour, width) for finding in checked.findings]
    return "\n".join([*parts, _summary(checked, colour, width)]) + "\n"


def _finding(checked: Checked, finding: Finding, colour: bool, width: int) -> str:
    label = _paint(finding.severity.name, COLOURS[finding.severity], colour)
    sectors = f" (voor {dutch.listing(finding.sectors)})" if finding.sectors and checked.plan and len(checked.plan.sectors) > 1 else ""
    lines = [f"{_paint(str(finding.span), '1', colour)}: {label}", *_wrap(f"{finding.message}{sectors} [{finding.rule}]", "  ", width)]
    lines += _quote(checked, finding, colour, width)
    if finding.hint:
        lines += _wrap(finding.hint, "   = ", width)
    for related in finding.related:
        lines += _wrap(f"{related.span.file}:{related.span.line}: {related.message}", "   = ", width)
    return "\n".join(lines) + "\n"


def _quote(checked: Checked, finding: Finding, colour: bool, width: int) -> list[str]:
    """The line at fault with its part underlined; long lines are cut around it."""
    source = checked.sources.get(finding.span.file)
    text = source.line(finding.span.line).replace("\t", " ") if source else ""
    if not text.strip():
        return []
    begin = finding.span.column - 1
    end = finding.span.end_column - 1 if finding.span.end_line == finding.span.line else len(text)
    end = max(end, begin + 1)
    margin = f"{finding.span.line:>5} │ "
    room = max(20, width - len(margin))
    if _columns(text) > room:
        first = max(0, min(begin - room // 4, len(text) - room + 1))
        cut = text[first:]
        begin, end = begin - first, end - first
        if first:
            cut, begin, end = "…" + cut[1:], begin, end
        while _columns(cut) > room:
            cut = cut[:-2] + "…"
        text, end = cut, min(end, len(cut))
    before = _columns(text[:begin])
    marks = "^" * max(1, _columns(text[begin:end]))
    return [f"{margin}{text.rstrip()}", f"{' ' * 5} │ {' ' * before}{_paint(marks[: room - before] or '^', COLOURS[finding.severity], colour)}"]


def _summary(checked: Checked, colour: bool, width: int) -> str:
    counts = checked.counts
    said = [
        _paint(dutch.count(counts[severity], *words), COLOURS[severity], colour and counts[severity] > 0)
        for severity, words in (
            (Severity.fout, ("fout", "fouten")), (Severity.waarschuwing, ("waarschuwing", "waarschuwingen")), (Severity.opmerking, ("opmerking", "opmerkingen")),
        )
    ]
    lines = [dutch.listing(said) + "."]
    if checked.plan:
        asked, unmet = len(checked.asked), len(checked.unmet)
        lines += _wrap(
            f"Getoetst voor {dutch.listing(checked.plan.sectors)} aan {dutch.count(asked, 'eis', 'eisen')} van wet en inspectie, zoals die golden op {dutch.long_date(checked.day)}: "
            f"{asked - unmet} in orde, {unmet} niet.", "", width,
        )
    return "\n".join(lines)


def _wrap(text: str, margin: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=margin, subsequent_indent=" " * len(margin), break_on_hyphens=False, break_long_words=False) or [margin.rstrip()]


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
