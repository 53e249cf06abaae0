"""What `opc check` ends with, and where its report goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import BASE

from opc.cli import main

REMARK = ("besluiten.yaml", "tegen: 0", "tegen: 1")
WARNING = ("bijlagen/02-oogo.md", 'bijlage: "2"', 'bijlage: "3"')
ERROR = ("besluiten.yaml", ", Duinhoek]", "]")


def _opc(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    code = ended.value.code
    assert isinstance(code, int)
    return code


def _change(plan: Path, *changes: tuple[str, str, str]) -> Path:
    for file, old, new in changes:
        text = (plan / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (plan / file).write_text(text.replace(old, new), encoding="utf-8")
    return plan


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ((), {"fout": 0, "waarschuwing": 0, "opmerking": 0}),
        ((REMARK,), {"fout": 0, "waarschuwing": 0, "opmerking": 1}),
        ((WARNING,), {"fout": 0, "waarschuwing": 1, "opmerking": 1}),
        ((ERROR,), {"fout": 1, "waarschuwing": 1, "opmerking": 1}),
        ((REMARK, WARNING, ERROR), {"fout": 1, "waarschuwing": 1, "opmerking": 1}),
    ],
    ids=["nothing", "remark", "warning", "error", "all"],
)
def test_the_code_says_whether_something_is_this_bad(base: Path, changes: tuple[tuple[str, str, str], ...], codes: dict[str, int]) -> None:
    _change(base, *changes)
    assert {level: _opc("check", base, "--fail-level", level) for level in codes} == codes
    assert _opc("check", base) == codes["fout"]


def test_the_law_of_another_day_can_be_asked(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (base / "hoofdstukken/04-ouders.md").read_text(encoding="utf-8").replace("[ouders, leerlingen]", "[ouders]")
    (base / "hoofdstukken/04-ouders.md").write_text(text, encoding="utf-8")
    assert _opc("check", base, "--date", "2025-07-31") == 0
    assert _opc("check", base, "--date", "2025-08-01") == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "31 juli 2025: 20 in orde, 0 niet, 8 om zelf te beoordelen en 7 niet van toepassing." in said
    assert "[informatie]" in said


@pytest.mark.parametrize("arguments", [("--date", "2026-02-30"), ("--date", "morgen"), ("--fail-level", "erg"), ("--format", "xml"), ("--sector", "mbo"), ("--geen-optie",)])
def test_a_wrong_option_is_no_finding(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert _opc("check", BASE, *arguments) == 2
    assert capsys.readouterr().err.startswith("opc: ")


def test_no_plan_is_no_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _opc("check", tmp_path) == 2
    assert "geen plan.yaml" in capsys.readouterr().err


def test_a_report_can_go_to_a_file(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _change(base, ERROR)
    assert _opc("check", base, "--format", "json", "--output", tmp_path / "verslag.json") == 1
    assert "verslag.json" in capsys.readouterr().out
    assert json.loads((tmp_path / "verslag.json").read_text(encoding="utf-8"))["counts"]["fout"] == 1


def test_a_report_that_is_not_for_a_terminal_has_no_colour(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _change(base, ERROR)
    _opc("check", base)
    assert "\x1b" not in capsys.readouterr().out


def test_several_reports_go_to_a_folder_and_those_for_the_eye_to_the_screen(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _change(base, ERROR)
    assert _opc("check", base, "--format", "text,github,json,sarif,junit,gitlab", "--output", tmp_path / "map") == 1
    said = capsys.readouterr().out
    assert {path.name for path in (tmp_path / "map").iterdir()} == {"toets.json", "toets.sarif", "toets-junit.xml", "gl-code-quality-report.json"}
    assert "::error file=besluiten.yaml" in said and "besluiten.yaml:26:10: fout" in said and "toets.sarif" in said


def test_several_reports_need_a_folder(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _opc("check", base, "--format", "json,sarif") == 2
    assert "--output MAP" in capsys.readouterr().err


def test_one_report_in_a_folder_that_is_there_gets_its_own_name(base: Path, tmp_path: Path) -> None:
    assert _opc("check", base, "--format", "sarif", "--output", tmp_path) == 0
    assert (tmp_path / "toets.sarif").is_file()


def test_reports_appear_all_or_none(base: Path, tmp_path: Path) -> None:
    (tmp_path / "map" / "toets.sarif" / "vol").mkdir(parents=True)
    assert _opc("check", base, "--format", "json,sarif", "--output", tmp_path / "map") == 2
    assert [path.name for path in (tmp_path / "map").iterdir()] == ["toets.sarif"]
