"""Several plans in one report: what their own reports say, in the one form, and a table of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from opc import dutch
from opc.finding import Severity
from opc.model.outcome import Status


class Row(NamedTuple):
    """One plan of several: how it is called, how many findings of each severity it has, and whether it could be tested."""

    plan: str
    counts: tuple[int, ...]
    """In the order of Severity, the worst first."""
    accepted: int = 0
    """Findings that were accepted, and do not count."""
    problem: str = ""
    """Why it could not be tested."""
    title: str = ""
    """As the plan calls itself, with its period."""
    outcomes: tuple[int, ...] = ()
    """How many of the requirements of law and inspectie came out how, in the order of Status; for the page alone."""

    @property
    def in_words(self) -> str:
        """The findings: those that there are."""
        named = [dutch.count(count, severity.name, f"{severity.name}en") for severity, count in zip(reversed(Severity), self.counts, strict=True) if count]
        return dutch.listing([*named, *([f"{dutch.number(self.accepted)} aanvaard"] if self.accepted else [])]) or "geen"


def table(rows: Sequence[Row]) -> str:
    """The count of findings of each plan, and of all."""
    names = [*(f"{severity.name}en" for severity in reversed(Severity)), "aanvaard"]
    total = Row(f"samen {dutch.count(len(rows), 'plan', 'plannen')}", tuple(map(sum, zip(*(row.counts for row in rows), strict=True))), sum(row.accepted for row in rows))
    room = max(len(row.plan) for row in (*rows, total))
    lines = [" " * room + "".join(f"  {name}" for name in names)]
    for row in (*rows, total):
        cells = "".join(f"  {dutch.number(count):>{len(name)}}" for name, count in zip(names, (*row.counts, row.accepted), strict=True))
        lines.append(f"{row.plan:<{room}}{f'  niet te toetsen: {row.problem}' if row.problem else cells}")
    return "\n".join(lines) + "\n"


def _text(reports: Sequence[tuple[str, str]], rows: Sequence[Row]) -> str:
    parts = [f"{plan}\n{'─' * len(plan)}\n{said}" for plan, said in reports]
    return "\n".join([*parts, table(rows)])


def _json(reports: Sequence[tuple[str, str]], _rows: Sequence[Row]) -> str:
    return _dumped({"version": 1, "plans": _loaded(reports)})


def _sarif(reports: Sequence[tuple[str, str]], _rows: Sequence[Row]) -> str:
    said = _loaded(reports)
    return _dumped({**(said[0] if said else {"version": "2.1.0"}), "runs": [run for report in said for run in report["runs"]]})


def _junit(reports: Sequence[tuple[str, str]], _rows: Sequence[Row]) -> str:
    """The suites of all plans under one root, whose own counts are left out: they are optional."""
    suites = [suite for _, said in reports for suite in re.findall(r"<testsuite\b.*?</testsuite>", said, re.DOTALL)]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", *suites, "</testsuites>", ""])


def _gitlab(reports: Sequence[tuple[str, str]], _rows: Sequence[Row]) -> str:
    return _dumped([item for report in _loaded(reports) for item in report])


def _joined(reports: Sequence[tuple[str, str]], _rows: Sequence[Row]) -> str:
    return "\n".join(said.rstrip("\n") for _, said in reports if said.strip()) + "\n"


PAGES = "toets-per-plan"
"""The folder with the pages of the plans, beside the page that lists them."""


def pages(reports: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The name of each plan's page in that folder -> the page, in the order of the plans."""
    made: dict[str, str] = {}
    for plan, said in reports:
        name = re.sub(r"[^\w.-]+", "-", plan).strip("-.") or "plan"
        made[next(each for each in (f"{name}.html", *(f"{name}-{number}.html" for number in range(2, len(reports) + 2))) if each not in made)] = said
    return made


def _html(reports: Sequence[tuple[str, str]], rows: Sequence[Row]) -> str:
    """The page that lists the plans, the worst first, with a link to the page of each."""
    from opc.template import environment  # a check for the screen does without

    links = dict(zip((plan for plan, _ in reports), pages(reports), strict=True))
    ordered = sorted(rows, key=lambda row: (not row.problem, -row.outcomes[Status.unmet] if row.outcomes else 0, *(-count for count in row.counts)))
    statuses = (Status.unmet, Status.human, Status.met)
    return environment().get_template("report/overzicht.html.j2").render(rijen=ordered, koppelingen=links, map=PAGES, uitkomsten=statuses)


def _loaded(reports: Sequence[tuple[str, str]]) -> list[Any]:
    import json  # a check of one plan does without

    return [json.loads(said) for _, said in reports]


def _dumped(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


JOINERS: dict[str, Callable[[Sequence[tuple[str, str]], Sequence[Row]], str]] = {
    "text": _text, "json": _json, "sarif": _sarif, "junit": _junit, "gitlab": _gitlab, "github": _joined, "markdown": _joined, "html": _html,
}
"""Name of a format -> what makes one report of the reports of several plans. Of HTML that is a list: each plan keeps a page of its own, see `pages`."""
