"""What opc has to say about a plan: a value with a place, never an exception."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from opc import dutch
from opc.source import Span

_LONG = r'(?P<begin>"[^"]{60})[^"]{20,}(?P<end>")|(?P<word>\S{60})\S{40,}'


def brief(text: str) -> str:
    """A message in which no quoted value, and no word, goes on and on; the rest of it stands in the file."""
    return text if len(text) < 300 else re.sub(_LONG, r"\g<begin>\g<word>…\g<end>", text)


class Severity(IntEnum):
    """How bad it is; greater is worse. In SARIF: note, warning, error."""

    opmerking = 1
    waarschuwing = 2
    fout = 3


class Related(NamedTuple):
    """A second place that explains a finding, in a few words."""

    span: Span
    message: str


class Acceptance(NamedTuple):
    """Why a finding may stay as it is: who decided so, when, and where that is written down."""

    span: Span
    by: str
    day: date
    reason: str


class Finding(NamedTuple):
    """One remark: where, by which rule, how bad, what is wrong and what to do about it.

    sectors: the sectors that a requirement was tested for; empty when the remark is about the text itself.
    accepted: a body of the samenwerkingsverband lets it stay; reports show it apart and it does not count.
    """

    span: Span
    rule: str
    severity: Severity
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()
    sectors: tuple[str, ...] = ()
    accepted: Acceptance | None = None

    @property
    def advice(self) -> str:
        """What to do about it; of what was accepted, who did so and why."""
        if self.accepted:
            return f"aanvaard door {self.accepted.by} op {dutch.long_date(self.accepted.day)}: {self.accepted.reason}"
        return self.hint

    @property
    def order(self) -> tuple[Span, int, str, str]:
        """Reports go by file and line, the worst first at one place."""
        return (self.span, -self.severity, self.rule, self.message)

    def fingerprint(self, line: str) -> str:
        """Names this finding across edits above it: rule, file and the text of its line, hashed (SHA-256, 32 hex digits)."""
        import hashlib  # only some reports name findings, and loading OpenSSL costs 3 ms

        return hashlib.sha256("\n".join((self.rule, self.span.file, line.strip())).encode()).hexdigest()[:32]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by place; the same remark for two sectors becomes one for both."""
    merged: dict[tuple[Span, str, str], Finding] = {}
    for finding in findings:
        key = (finding.span, finding.rule, finding.message)
        if first := merged.get(key):
            finding = first._replace(
                severity=max(first.severity, finding.severity),
                sectors=tuple(sorted({*first.sectors, *finding.sectors})),
                related=tuple(dict.fromkeys((*first.related, *finding.related))),
            )
        merged[key] = finding
    return tuple(sorted(merged.values(), key=lambda finding: finding.order))
