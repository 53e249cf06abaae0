"""Reports: what was found, in the form that each reader uses.

REPORTERS is this room's table of contents: one module per format. What a requirement came to is told by
`opc/model/outcome.py`, so that every report says the same.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from opc.model.audience import Audience
from opc.model.checked import Checked


class Reporter(NamedTuple):
    """A format. module: its module in this room, loaded when it is used. file: what its file is called in a folder.

    aloud: meant for the terminal or the log, not for a file. readers: can be made for one kind of reader, with the plan's own
    words; quotes: shows those words to every reader.
    """

    module: str
    file: str
    aloud: bool = False
    readers: bool = False
    quotes: bool = False

    def __call__(self, checked: Checked, audience: Audience) -> str:
        """The report."""
        make: Callable[[Checked, Audience], str] = import_module(f"opc.report.{self.module}").report
        return make(checked, audience)


REPORTERS: dict[str, Reporter] = {
    "text": Reporter("text", "toets.txt", aloud=True),
    "json": Reporter("json", "toets.json"),
    "sarif": Reporter("sarif", "toets.sarif"),
    "junit": Reporter("junit", "toets-junit.xml"),
    "github": Reporter("github", "toets-github.txt", aloud=True),
    "gitlab": Reporter("gitlab", "gl-code-quality-report.json"),
    "html": Reporter("html", "toets.html", readers=True, quotes=True),
    "markdown": Reporter("markdown", "toets.md", readers=True),
}
"""Name of a format -> what makes it of a check."""
