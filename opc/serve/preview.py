"""What the browser gets: the website of a plan, and the findings of its check."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from opc.finding import Finding
from opc.model.checked import Checked
from opc.template import environment, templates_folder

OWN = "_opc/"
"""The addresses of what the preview adds to the website."""
GONE = f"{OWN}weg.html"
"""What stands in the place of a page that is not there: it looks out for the page like any other."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Pages as they were last made, and what is to be said of the files as they now are.

    files: path in the website -> content. homes: file of a chapter -> its page. trouble: why there are no newer pages.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)
    checked: Checked | None = None
    trouble: str = ""

    def shown(self, version: int) -> dict[str, bytes]:
        """Everything that the browser can ask for. version: differs from that of the pages before."""
        head = f'<link rel="stylesheet" href="{OWN}voorbeeld.css">\n<script>window.opcVoorbeeld = {self._said(version)};</script>\n<script src="{OWN}voorbeeld.js" defer></script>\n</head>'
        pages = {**(self.files or {"index.html": _alone(nothing=True)}), GONE: _alone(nothing=False)}
        for name, content in pages.items():
            if name.endswith(".html"):
                pages[name] = content.replace(b"</head>", head.encode(), 1)
        folder = templates_folder() / "html"
        return pages | {f"{OWN}{name}": (folder / name).read_bytes() for name in ("voorbeeld.css", "voorbeeld.js")}

    def _said(self, version: int) -> str:
        findings = [self._finding(finding) for finding in (self.checked.findings if self.checked else ())]
        # the text of a plan may hold "</script>"
        return json.dumps({"versie": version, "storing": self.trouble, "bevindingen": findings}, ensure_ascii=False).replace("</", "<\\/")

    def _finding(self, finding: Finding) -> dict[str, str | int]:
        source = self.checked.sources.get(finding.span.file) if self.checked else None
        lines = source.text.split("\n") if source else []
        line = lines[finding.span.line - 1] if finding.span.line <= len(lines) else ""
        severity = "aanvaard" if finding.accepted else finding.severity.name
        return {"ernst": severity, "eis": finding.rule, "tekst": finding.message, "hint": finding.hint, "plek": str(finding.span),
                "regel": line, "bladzijde": self.homes.get(finding.span.file, "")}


def _alone(*, nothing: bool) -> bytes:
    """A page without a plan. nothing: there is no plan yet; else this page of it is not there."""
    return environment().get_template("html/voorbeeld.html.j2").render(nothing=nothing).encode()
