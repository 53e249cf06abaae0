"""`opc check FOLDER` with several plans in it: each is reported, and a table tells of all."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import BASE, copy_plan

from opc.cli import main
from opc.report.many import JOINERS, Row, table


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A good plan, one with an error, and one of which nobody can read plan.yaml."""
    for name in ("een", "twee", "drie"):
        copy_plan(BASE, tmp_path / "plannen" / name)
    wrong = tmp_path / "plannen" / "twee" / "besluiten.yaml"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace(", Duinhoek]", "]"), encoding="utf-8")
    (tmp_path / "plannen" / "drie" / "plan.yaml").write_text("titel: [", encoding="utf-8")
    return tmp_path / "plannen"


def _opc(*arguments: str | Path) -> object:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return ended.value.code


def test_every_plan_is_reported_in_the_order_of_the_folders_with_a_table_of_all(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _opc("check", plans) == 1
    said = capsys.readouterr()
    *_, header, three, one, two, all_ = said.out.splitlines()
    assert header.split() == ["fouten", "waarschuwingen", "opmerkingen", "aanvaard"]
    assert [line.split()[-4:] for line in (three, one, two, all_)] == [["1", "0", "0", "0"], ["0", "0", "0", "0"], ["1", "0", "0", "0"], ["2", "0", "0", "0"]]
    assert [line.split(":")[0] for line in said.err.splitlines()] == ["1 van 3", "2 van 3", "3 van 3"]


def test_what_was_accepted_is_counted_apart() -> None:
    said = table([Row("een", (0, 1, 2), 3), Row("twee", (1, 0, 0)), Row("drie", (0, 0, 0), problem="kapot")])
    assert [line.split()[-4:] for line in said.splitlines()] == [
        ["fouten", "waarschuwingen", "opmerkingen", "aanvaard"], ["0", "1", "2", "3"], ["1", "0", "0", "0"], ["niet", "te", "toetsen:", "kapot"], ["1", "1", "2", "3"],
    ]


def test_the_reports_for_programs_hold_all_plans(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = {}
    for name in JOINERS:
        assert _opc("check", plans, "--format", name) == 1
        made[name] = capsys.readouterr().out
    assert [len(plan["findings"]) for plan in json.loads(made["json"])["plans"]] == [1, 0, 1]
    assert [len(run["results"]) for run in json.loads(made["sarif"])["runs"]] == [1, 0, 1]
    assert len(json.loads(made["gitlab"])) == 2
    assert len(ET.fromstring(made["junit"].encode()).findall("testsuite")) >= 3
    assert made["github"].count("::error ") == 2


def test_a_report_of_one_plan_is_refused_before_anything_is_checked(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _opc("check", plans, "--format", "html") == 2
    assert "kies uit text, json" in capsys.readouterr().err


def test_without_a_folder_the_choices_are_listed(plans: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(plans)
    assert _opc("check") == 2
    assert "zeg welk u bedoelt" in capsys.readouterr().err
