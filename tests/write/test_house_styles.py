"""The house styles that come with opc: one YAML file is enough."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import ROOT, TODAY, check, copy_plan

from opc import pipeline
from opc.read.plan import read_plan

STYLES = sorted(path.stem for path in (ROOT / "templates" / "huisstijlen").glob("*.yaml"))
MAIN = ROOT / "plans" / "noorderwaard" / "2026-2030"


def styled(plan: Path, text: str) -> Path:
    (plan / "huisstijl.yaml").write_text(text, encoding="utf-8")
    return plan


@pytest.mark.parametrize("name", STYLES)
def test_a_plan_in_a_style_that_comes_with_opc_has_no_findings_about_it(name: str, base: Path) -> None:
    before = check(base).findings
    checked = check(styled(base, f"basis: {name}\n"))
    assert [finding.message for finding in checked.findings] == [finding.message for finding in before]
    assert checked.plan
    assert len(checked.plan.style.fonts) == 2


def test_what_a_plan_says_itself_goes_before_its_base(base: Path) -> None:
    text = (ROOT / "templates/huisstijlen/klei.yaml").read_text(encoding="utf-8")
    plan, noticed = read_plan(styled(base, 'basis: klei\ntekstgrootte: 11\nkleuren:\n  vlak: "#ffffff"\n'), base)
    assert plan
    assert not noticed.findings
    style = plan.style
    assert (style.size, style.colours.soft) == (Decimal(11), "#ffffff")
    assert f'hoofdkleur: "{style.colours.primary}"' in text
    assert f"lettertype: {style.font}\n" in text
    assert "klei.yaml" not in " ".join(noticed.sources)


def test_a_colour_of_the_plan_that_its_base_makes_unreadable_is_found_at_its_line(base: Path) -> None:
    checked = check(styled(base, 'basis: zee\nkleuren:\n  vlak: "#0b4a75"\n'))
    assert [(finding.span.line, finding.rule) for finding in checked.findings if "vlak" in finding.message] == [(3, "huis-contrast")]


def test_a_base_that_is_not_there_is_told_with_the_name_that_was_meant(base: Path) -> None:
    found = {finding.message: finding for finding in check(styled(base, "basis: zeee\n")).findings}
    finding = found['er komt geen huisstijl "zeee" met opc mee']
    assert (finding.span.file, finding.span.line, finding.hint) == ("huisstijl.yaml", 1, "bedoelt u zee?")


@pytest.mark.slow
@pytest.mark.parametrize("name", STYLES)
def test_every_format_of_the_sample_plan_has_the_letters_and_colours_of_the_style(name: str, tmp_path: Path) -> None:
    plan = styled(copy_plan(MAIN, tmp_path / "plan"), f"basis: {name}\nlogo: beeld/logo.svg\n")
    pipeline.build(plan, ["pdf", "docx", "html"], tmp_path / "uit", today=TODAY, sector=None, allow_errors=True)
    style = read_plan(plan, plan)[0].style  # type: ignore[union-attr]
    (docx,) = (tmp_path / "uit").glob("*.docx")
    with ZipFile(docx) as package:
        fonts, styles = package.read("word/fontTable.xml").decode(), package.read("word/styles.xml").decode()
    site = next((tmp_path / "uit").glob("*/index.html")).parent
    css = (site / "stijl.css").read_text(encoding="utf-8")
    for font in style.fonts:
        assert re.search(rf'w:name="{font}".*?embedBoldItalic', fonts)
        assert f'font-family: "{font}"' in css
    assert style.colours.primary[1:].upper() in styles
    assert style.colours.primary in css
    letters = {path.name.split("-")[0] for path in (site / "letters").iterdir()}
    assert letters == {"SourceSansPro", "SourceSerifPro"}
