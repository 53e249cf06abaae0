"""What `opc rules` and `opc explain` say of the requirements."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import TODAY

from opc import pipeline
from opc.error import OpcError
from opc.report.text import columns

NAMES = sorted(pipeline.requirements().by_id)


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("day", [date(2014, 8, 1), date(2022, 3, 31), date(2022, 4, 1), TODAY])
def test_the_list_names_every_requirement_of_the_day_once(day: date, width: int) -> None:
    lines = pipeline.rules(day, ("po", "vo"), width).splitlines()
    named = [line.split()[0] for line in lines if line.startswith("  ") and not line.startswith("   ")]
    assert sorted(named) == sorted({requirement.id for requirement in pipeline.requirements().on(day, ("po", "vo"))})
    assert all(columns(line) <= width for line in lines)


def test_the_list_says_for_whom_and_from_which_law() -> None:
    said = " ".join(pipeline.rules(TODAY, ("po", "vo"), 100).split())
    assert "(vo). WVO 2020 artikel 2.47 lid 10" in said
    assert "Terug- en overplaatsing (po en vo). WPO artikel 18a lid 8 onder d; WVO 2020 artikel 2.47 lid 9 onder d" in said


def test_the_list_for_one_sector_leaves_out_the_other() -> None:
    assert "uitnodiging-mbo" not in pipeline.rules(TODAY, ("po",), 80)
    assert "uitnodiging-mbo" in pipeline.rules(TODAY, ("vo",), 80)


@pytest.mark.parametrize("name", NAMES)
def test_every_requirement_is_explained(name: str) -> None:
    lines = pipeline.explain(name, TODAY, 80).splitlines()
    assert lines[0].endswith(f"[{name}]")
    assert all(columns(line) <= 80 for line in lines if "https://" not in line and line is not lines[0])
    assert any(record.text.split()[0] in " ".join(lines) for record in pipeline.requirements().by_id[name])


def test_an_explanation_shows_every_wording_with_its_days() -> None:
    said = " ".join(pipeline.explain("informatie", TODAY, 80).split())
    assert "po: WPO artikel 18a lid 8 onder f, vanaf 6 januari 2014 (dag niet zeker), tot en met 31 juli 2025." in said
    assert "vo: WVO 2020 artikel 2.47 lid 9 onder f, vanaf 1 augustus 2025 (dag niet zeker), geldt nog." in said


def test_a_requirement_of_another_time_says_so() -> None:
    assert "Op 1 januari 2020 geldt deze eis niet." in pipeline.explain("groei", date(2020, 1, 1), 80)
    assert "geldt deze eis niet" not in pipeline.explain("groei", TODAY, 80)


@pytest.mark.parametrize(("name", "hint"), [("terugplaatsng", "bedoelt u terugplaatsing?"), ("xyz", "opc rules toont ze allemaal")])
def test_a_name_that_is_none_is_told(name: str, hint: str) -> None:
    with pytest.raises(OpcError) as raised:
        pipeline.explain(name, TODAY, 80)
    assert raised.value.hint == hint
