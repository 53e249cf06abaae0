"""The report as GitLab's code quality report: GitLab shows it in a merge request, and tells what is new since the branch it goes to.

Source of the fields: GitLab's documentation, "Code Quality", "Code Quality report format".
"""

from __future__ import annotations

import json

from opc.finding import Severity
from opc.model.audience import Audience
from opc.model.checked import Checked

SEVERITIES = {Severity.fout: "critical", Severity.waarschuwing: "minor", Severity.opmerking: "info"}


def report(checked: Checked, audience: Audience) -> str:  # noqa: ARG001 - every reporter is called alike
    """A list of findings; each has a fingerprint of its own, as GitLab wants."""
    made = [
        {
            "description": finding.message + (f" ({finding.advice})" if finding.advice else ""),
            "check_name": finding.rule,
            "fingerprint": fingerprint,
            "severity": SEVERITIES[Severity.opmerking if finding.accepted else finding.severity],
            "location": {"path": finding.span.file, "lines": {"begin": finding.span.line, "end": finding.span.end_line}},
        }
        for finding, fingerprint in checked.fingerprints()
    ]
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
