"""Reports: what was found, in the form that each reader uses."""

from __future__ import annotations

from collections.abc import Callable

from opc.model.checked import Checked


def _text(checked: Checked, colour: bool, width: int) -> str:
    from opc.report.text import report

    return report(checked, colour=colour, width=width)


def _json(checked: Checked, _colour: bool, _width: int) -> str:
    from opc.report.json import report

    return report(checked)


REPORTERS: dict[str, Callable[[Checked, bool, int], str]] = {"text": _text, "json": _json}
"""Name of a format -> what makes it of a check, for a terminal of so many columns, in colour or not."""
