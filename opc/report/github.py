"""The report as GitHub's workflow commands: printed in a workflow, they become remarks at the lines of a pull request.

Source of the form and of what is escaped: GitHub's documentation, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from opc.finding import Finding, Severity
from opc.model.audience import Audience
from opc.model.checked import Checked

COMMANDS = {Severity.fout: "error", Severity.waarschuwing: "warning", Severity.opmerking: "notice"}


def report(checked: Checked, audience: Audience) -> str:  # noqa: ARG001 - every reporter is called alike
    """One command a finding, the worst first: GitHub shows ten of each kind a step. What was accepted is a notice, and counted in a line for the log."""
    worst = sorted(checked.findings, key=lambda finding: (finding.accepted is not None, -finding.severity, finding.order))
    return "".join(f"{line}\n" for line in (*map(_command, worst), checked.accepted_in_words) if line)


def _command(finding: Finding) -> str:
    span = finding.span
    values = {"file": span.file, "line": span.line, "endLine": span.end_line, "col": span.column}
    if span.end_line == span.line:
        values["endColumn"] = max(span.end_column, span.column)  # GitHub takes columns of one line only
    values["title"] = f"opc: {finding.rule}"
    command = COMMANDS[Severity.opmerking if finding.accepted else finding.severity]
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
    return f"::{command} {properties}::{_text(chr(10).join(filter(None, (finding.message, finding.advice))))}"


def _text(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _text(value).replace(":", "%3A").replace(",", "%2C")
