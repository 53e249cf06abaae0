"""Where a plan stands: by the days of its own steps, and the day on which somebody looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from conftest import BASE, TODAY

from opc import pipeline
from opc.compose.numbering import Numbers
from opc.compose.steps import standing
from opc.model.document import Standing
from opc.model.plan import Plan
from opc.model.plan_file import Decisions


@cache
def plan() -> Plan:
    found = pipeline.check(BASE, today=TODAY, day=None, sector=None).plan
    assert found
    return found


def seen(day: str, *steps: dict[str, Any], status: Any = "vastgesteld") -> Standing:
    given = replace(plan(), decisions=Decisions.model_validate({"stappen": list(steps)}))
    found = standing(given, Numbers(), status, date.fromisoformat(day))
    assert found
    return found


STEPS = (
    {"datum": "2025-09-04", "soort": "start", "stap": "Start", "uitkomst": "begonnen"},
    {"datum": "2025-11-06", "soort": "raadpleging", "stap": "Bijeenkomst", "uitkomst": "bouwstenen", "document": "verslag", "adres": "https://swv.example/verslag"},
    {"datum": "2026-02-05", "soort": "oogo", "stap": "Overleg", "wie": ["Oudemeer"], "uitkomst": "overeenstemming"},
    {"datum": "2026-04-02", "soort": "vaststelling", "stap": "Vaststelling", "uitkomst": "vastgesteld"},
    {"datum": "2026-08-01", "soort": "inwerkingtreding", "stap": "Inwerkingtreding"},
    {"datum": "2030-07-31", "soort": "einde", "stap": "Einde"},
)


@pytest.mark.parametrize(("day", "states"), [
    ("2025-10-01", "klaar straks komt komt komt"), ("2026-02-05", "klaar klaar klaar straks komt"),
    ("2026-11-28", "klaar klaar klaar klaar nu"), ("2030-08-01", "klaar klaar klaar klaar klaar"),
])
def test_the_phases_follow_the_days(day: str, states: str) -> None:
    assert " ".join(phase.state for phase in seen(day, *STEPS).phases) == states


def test_a_plan_in_the_making_tells_the_last_step_and_the_next() -> None:
    found = seen("2025-12-01", *STEPS, status="concept")
    assert "De laatste stap was: Bijeenkomst (6 november 2025). De eerstvolgende stap is: Overleg (5 februari 2026)." in found.now
    assert [step.done for step in found.steps] == [True, True, False, False, False, False]
    assert (found.steps[1].document, found.steps[1].address) == ("verslag", "https://swv.example/verslag")


def test_a_day_that_has_passed_without_an_outcome_waits_for_one_and_its_phase_is_not_over() -> None:
    steps = [{**step, "uitkomst": ""} for step in STEPS]
    found = seen("2026-09-01", *steps)
    assert [step.title for step in found.steps if step.waits] == ["Overleg", "Vaststelling"]
    assert " ".join(phase.state for phase in found.phases) == "klaar klaar nu nu nu"


def test_a_plan_that_holds_names_no_end_as_its_next_step() -> None:
    words = seen("2026-11-28", *STEPS).now
    assert "jaar 1 van 4." in words
    assert "eerstvolgende" not in words


def test_a_step_without_a_day_is_still_to_come() -> None:
    found = seen("2026-03-01", *STEPS, {"datum": "nog te bepalen", "soort": "instemming", "stap": "Instemming", "verwacht": "maart 2026"})
    assert (found.steps[-1].title, found.steps[-1].day, found.steps[-1].done) == ("Instemming", "maart 2026", False)
