"""Kaders: what a samenwerkingsverband asks of its own plan, in the form of `schemas/` and never as law."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import check

from opc.cli import run
from opc.finding import Finding, Severity
from opc.model.audience import Audience
from opc.report.html import report as page
from opc.report.text import report

KADER = """\
- id: kader-dichtbij
  titel: Dicht bij huis
  tekst: Het plan zegt hoe leerlingen dicht bij huis naar school gaan.
  ernst: {severity}
  vastgesteld_door: algemeen bestuur
"""


def _kaders(plan: Path, severity: str = "fout") -> None:
    (plan / "kaders.yaml").write_text(KADER.format(severity=severity), encoding="utf-8")


def _concept(plan: Path) -> None:
    path = plan / "plan.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("status: vastgesteld", "status: concept"), encoding="utf-8")


def _only(plan: Path) -> Finding:
    (finding,) = check(plan).findings
    return finding


@pytest.mark.parametrize("severity", list(Severity))
def test_a_kader_without_a_section_is_as_bad_as_it_says_in_an_adopted_plan(base: Path, severity: Severity) -> None:
    _kaders(base, severity.name)
    finding = _only(base)
    assert (finding.rule, finding.severity, str(finding.span)) == ("kader-dichtbij", severity, "kaders.yaml:1:7")
    assert finding.sectors == ("po", "vo")


def test_in_a_concept_it_is_never_more_than_a_warning(base: Path) -> None:
    _kaders(base)
    _concept(base)
    assert _only(base).severity is Severity.waarschuwing


def test_a_kader_counts_apart_from_the_law(base: Path) -> None:
    before = check(base)
    _kaders(base)
    checked = check(base)
    assert (checked.asked, checked.unmet) == (before.asked, before.unmet)
    assert (checked.frames, checked.frames_unmet) == (("kader-dichtbij",), ("kader-dichtbij",))
    assert "Getoetst aan 1 eigen kader: 0 in orde, 1 niet." in report(checked)
    assert "eigen kader, vastgesteld door algemeen bestuur" in report(checked)


def test_a_kader_in_a_folder_above_holds_for_every_plan_under_it(base: Path) -> None:
    plan = base / "2026-2030"
    plan.mkdir()
    for path in [path for path in base.iterdir() if path.name not in (".git", plan.name)]:
        path.rename(plan / path.name)
    _kaders(base)
    assert str(_only(plan).span) == "kaders.yaml:1:7"


def test_a_kader_with_a_mistake_gives_exit_code_2_and_the_others_still_work(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _kaders(base)
    with (base / "kaders.yaml").open("a", encoding="utf-8") as file:
        file.write("- id: kader-zonder-titel\n  tekst: Dit kader heeft geen titel.\n")
    assert run(["check", str(base)]) == 2
    said = capsys.readouterr().out
    assert 'kaders.yaml:6:3: fout\n  veld "titel" ontbreekt' in said
    assert "[kader-dichtbij]" in said


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("zekerheid: A", "kaders.yaml:6:3: fout\n  een kader is geen wet en heeft geen zekerheid"),
        ("bron: {wet: WPO, artikel: 18a}", "kaders.yaml:6:15: fout\n  een kader is geen wet, en noemt WPO als bron"),
    ],
)
def test_a_kader_never_looks_like_law(base: Path, capsys: pytest.CaptureFixture[str], field: str, said: str) -> None:
    _kaders(base)
    with (base / "kaders.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  {field}\n")
    assert run(["check", str(base)]) == 2
    assert said in capsys.readouterr().out


def test_a_kader_may_name_where_it_comes_from(base: Path) -> None:
    _kaders(base)
    with (base / "kaders.yaml").open("a", encoding="utf-8") as file:
        file.write("  bron: {wet: Koersplan 2026}\n")
    assert _only(base).rule == "kader-dichtbij"


def test_the_page_says_whose_kader_it_is(base: Path) -> None:
    _kaders(base)
    said = page(check(base), Audience())
    assert "<li>Eigen kader, vastgesteld door algemeen bestuur.</li>" in said and "1 januari 1." not in said
