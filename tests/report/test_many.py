"""`opc check FOLDER` with several plans in it: each is reported, and a table tells of all."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import BASE, copy_plan

from opc.cli import main
from opc.report.many import JOINERS, Row, pages, table


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
    for name in JOINERS.keys() - {"html"}:
        assert _opc("check", plans, "--format", name) == 1
        made[name] = capsys.readouterr().out
    assert [len(plan["findings"]) for plan in json.loads(made["json"])["plans"]] == [1, 0, 1]
    assert [len(run["results"]) for run in json.loads(made["sarif"])["runs"]] == [1, 0, 1]
    assert len(json.loads(made["gitlab"])) == 2
    assert len(ET.fromstring(made["junit"].encode()).findall("testsuite")) >= 3
    assert made["github"].count("::error ") == 2


def test_pages_need_a_place_before_anything_is_checked(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _opc("check", plans, "--format", "html") == 2
    said = capsys.readouterr().err
    assert "--output" in said and "1 van" not in said


def test_each_plan_has_a_page_and_one_lists_them_with_the_worst_first(plans: Path, tmp_path: Path) -> None:
    assert _opc("check", plans, "--format", "html", "--output", tmp_path / "toets.html") == 1
    said = (tmp_path / "toets.html").read_text(encoding="utf-8")
    links = re.findall(r'href="(toets-per-plan/[^"]+)"', said)
    assert [Path(link).stem.rpartition("-")[2] for link in links] == ["twee", "drie", "een"]
    for link in links:
        assert (tmp_path / link).read_text(encoding="utf-8").startswith("<!DOCTYPE html>") and (tmp_path / link).is_file()
    assert len(list((tmp_path / "toets-per-plan").iterdir())) == 3


def test_a_plan_that_could_not_be_tested_is_listed_without_a_page() -> None:
    said = JOINERS["html"]([("a/b", "x")], [Row("kapot", (0, 0, 0), problem="<onleesbaar>"), Row("a/b", (0, 0, 0))])
    assert said.index("&lt;onleesbaar&gt;") < said.index('href="toets-per-plan/a-b.html"')


def test_plans_of_which_the_names_look_alike_have_pages_of_their_own() -> None:
    assert list(pages([("a/b", "1"), ("a-b", "2"), ("..", "3")])) == ["a-b.html", "a-b-2.html", "plan.html"]


def test_without_a_folder_the_choices_are_listed(plans: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(plans)
    assert _opc("check") == 2
    assert "zeg welk u bedoelt" in capsys.readouterr().err
