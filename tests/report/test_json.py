"""The report for other programs."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from conftest import BASE, ROOT, check

from opc.report.json import Report, report


@pytest.mark.parametrize("plan", [BASE, ROOT / "plans/noorderwaard/2022-2026", ROOT / "plans/noorderwaard/2026-2030"], ids=lambda path: path.name)
def test_a_report_is_what_its_schema_says(plan: Path) -> None:
    made = json.loads(report(check(plan)))
    jsonschema.Draft202012Validator(Report.model_json_schema(), format_checker=jsonschema.FormatChecker()).validate(made)
    assert Report.model_validate(made).model_dump(mode="json") == made


def test_a_report_says_what_was_met_and_what_was_not(base: Path) -> None:
    (base / "besluiten.yaml").write_text((BASE / "besluiten.yaml").read_text().replace(", Duinhoek]", "]"))
    made = Report.model_validate_json(report(check(base)))
    assert {outcome.id for outcome in made.requirements if outcome.met is False} == {"oogo"}
    idle = {outcome.id for outcome in made.requirements if set(outcome.outcomes.values()) == {"niet-van-toepassing"}}
    assert idle == {outcome.id for outcome in made.requirements if outcome.met is None} == {
        "lwoo-eigen-regels", "lwoo-pro-grenzen", "landelijk-verband", "opting-in", "opr-reglement", "weigering-opr", "inspectie-toets", "inspectie-uitstel",
    }
    assert made.counts == {"fout": 1, "waarschuwing": 0, "opmerking": 0}
    (finding,) = made.findings
    assert (finding.rule, finding.severity, finding.sectors) == ("oogo", "fout", ["po", "vo"])
    assert (finding.place.file, finding.place.line, finding.place.column, finding.place.end_column) == ("besluiten.yaml", 26, 10, 21)
    assert [related.place.file for related in finding.related] == ["plan.yaml", "schemas/wpo.yaml", "schemas/wvo.yaml"]


def test_every_tested_requirement_of_the_law_is_in_it_once_a_sector() -> None:
    made = Report.model_validate_json(report(check(BASE)))
    told = [(outcome.id, sector) for outcome in made.requirements for sector in outcome.sectors]
    assert len(told) == len(set(told))
    assert {("groei", "po"), ("groei", "vo"), ("uitnodiging-mbo", "vo")} <= set(told)
    assert not any(outcome.id.startswith("huis-") for outcome in made.requirements)


def test_a_fingerprint_survives_lines_above_it(base: Path) -> None:
    text = (BASE / "besluiten.yaml").read_text().replace("tegen: 0", "tegen: 1")
    (base / "besluiten.yaml").write_text(text)
    before = Report.model_validate_json(report(check(base))).findings
    (base / "besluiten.yaml").write_text("# een regel erboven\n" + text)
    after = Report.model_validate_json(report(check(base))).findings
    assert [finding.fingerprint for finding in before] == [finding.fingerprint for finding in after]
    assert [finding.place.line + 1 for finding in before] == [finding.place.line for finding in after]


def test_what_could_not_be_read_is_neither_met_nor_unmet(base: Path) -> None:
    (base / "besluiten.yaml").write_text("stappen: [\n")
    made = Report.model_validate_json(report(check(base)))
    assert {outcome.met for outcome in made.requirements} == {None}


def test_a_plan_that_cannot_be_read_still_gives_a_report(base: Path) -> None:
    (base / "plan.yaml").write_text("titel: [\n")
    made = Report.model_validate_json(report(check(base)))
    assert made.sectors == [] and made.requirements == [] and made.counts["fout"] == 1
