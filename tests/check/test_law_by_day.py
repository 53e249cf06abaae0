"""Which requirements a plan gets: by the day of its adoption, by the sectors it is for."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import BASE, TODAY, check

from opc import pipeline
from opc.check import KINDS, bind
from opc.model.record import Sector
from opc.model.requirement import Requirement


def _asked(day: str, *sectors: Sector) -> dict[str, Requirement]:
    return {requirement.id: requirement for requirement in pipeline.requirements().on(date.fromisoformat(day), sectors)}


@pytest.mark.parametrize(
    ("day", "sector", "inside", "outside"),
    [
        ("2022-03-31", "po", {"groei-sbo", "groei-so", "verdeelsleutel-so", "opdc"}, {"groei", "groei-datum", "huis-opdc"}),
        ("2022-04-01", "po", {"groei", "groei-datum", "huis-opdc"}, {"groei-sbo", "groei-so", "verdeelsleutel-so", "opdc"}),
        ("2022-03-31", "vo", {"groei-vso", "lwoo-criteria"}, {"groei", "groei-datum"}),
        ("2022-04-01", "vo", {"groei", "uitnodiging-mbo"}, {"groei-vso", "lwoo-criteria", "groei-datum"}),
        ("2022-08-01", "vo", {"groei", "groei-datum"}, {"groei-vso"}),
        ("2018-12-31", "vo", {"oogo"}, {"uitnodiging-mbo"}),
        ("2019-01-01", "vo", {"uitnodiging-mbo"}, set()),
        ("2026-01-01", "po", {"groei"}, {"uitnodiging-mbo"}),
        ("2024-12-31", "po", {"informatie"}, {"steunpunt"}),
        ("2025-01-01", "po", {"steunpunt"}, set()),
    ],
)
def test_a_day_has_its_own_requirements(day: str, sector: Sector, inside: set[str], outside: set[str]) -> None:
    asked = _asked(day, sector).keys()
    assert inside <= asked
    assert not outside & asked


@pytest.mark.parametrize(
    ("day", "sector", "rule", "source"),
    [
        ("2022-07-31", "vo", "terugplaatsing", "WVO artikel 17a lid 8 onder d"),
        ("2022-08-01", "vo", "terugplaatsing", "WVO 2020 artikel 2.47 lid 9 onder d"),
        ("2022-07-31", "vo", "groei", "WVO artikel 17a lid 8 onder h"),
        ("2022-08-01", "vo", "groei", "WVO 2020 artikel 2.47 lid 9 onder g"),
        ("2022-07-31", "po", "terugplaatsing", "WPO artikel 18a lid 8 onder d"),
        ("2022-08-01", "po", "terugplaatsing", "WPO artikel 18a lid 8 onder d"),
    ],
)
def test_a_requirement_has_the_source_of_its_day(day: str, sector: Sector, rule: str, source: str) -> None:
    assert str(_asked(day, sector)[rule].source) == source


@pytest.mark.parametrize("sector", ["po", "vo"])
@pytest.mark.parametrize(("day", "whom"), [("2025-07-31", ["ouders"]), ("2025-08-01", ["ouders", "leerlingen"])])
def test_pupils_are_to_be_informed_from_august_2025(sector: Sector, day: str, whom: list[str]) -> None:
    assert [test.options["voor"] for test in _asked(day, sector)["informatie"].tests if test.kind == "informatie"] == [whom]


@pytest.mark.parametrize("rule", ["samenhang", "informatie", "ondersteuningsaanbod"])
@pytest.mark.parametrize("sector", ["po", "vo"])
def test_august_2025_brings_a_new_wording(rule: str, sector: Sector) -> None:
    assert _asked("2025-07-31", sector)[rule] is not _asked("2025-08-01", sector)[rule]
    assert _asked("2025-08-01", sector)[rule].validity.first == date(2025, 8, 1)


@pytest.mark.parametrize("day", ["2014-08-01", "2022-03-31", "2022-04-01", "2022-07-31", "2022-08-01", "2025-07-31", "2025-08-01"])
@pytest.mark.parametrize("sector", ["po", "vo"])
def test_there_is_one_wording_a_day_and_sector(day: str, sector: Sector) -> None:
    names = [requirement.id for requirement in pipeline.requirements().on(date.fromisoformat(day), (sector,))]
    assert len(names) == len(set(names))


def test_the_law_is_that_of_the_adoption() -> None:
    assert check(BASE).day == date(2026, 4, 2)


def test_a_given_day_goes_before_the_adoption() -> None:
    assert check(BASE, day=date(2024, 1, 1)).day == date(2024, 1, 1)


def test_without_an_adoption_the_law_is_that_of_today(base: Path) -> None:
    text = (base / "besluiten.yaml").read_text(encoding="utf-8")
    (base / "besluiten.yaml").write_text(text.replace("soort: vaststelling", "soort: publicatie"), encoding="utf-8")
    (base / "plan.yaml").write_text((base / "plan.yaml").read_text(encoding="utf-8").replace("vastgesteld\n", "concept\n", 1), encoding="utf-8")
    assert check(base).day == TODAY


def test_schemas_name_only_kinds_and_options_that_exist() -> None:
    assert not bind(pipeline.requirements().all)[1]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_check_explains_itself(kind: str) -> None:
    said = KINDS[kind].__doc__ or ""
    assert "*Goed*" in said and "*Fout*" in said
    assert re.match(r"[A-Z].*[.!]\n", said)
    assert KINDS[kind].run.__doc__
    assert KINDS[kind].Options.__doc__


def _earlier(base: Path, adopted: str, first: int) -> Path:
    """The small plan with only what the law of before August 2025 asked: information for parents."""
    text = (base / "plan.yaml").read_text(encoding="utf-8")
    (base / "plan.yaml").write_text(text.replace("2026-08-01", f"{first}-08-01").replace("2030-07-31", f"{first + 4}-07-31"), encoding="utf-8")
    text = (base / "besluiten.yaml").read_text(encoding="utf-8")
    (base / "besluiten.yaml").write_text(text.replace("2026-04-02\n    soort: vaststelling", f"{adopted}\n    soort: vaststelling"), encoding="utf-8")
    chapter = base / "hoofdstukken" / "04-ouders.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("voor: [ouders, leerlingen]", "voor: [ouders]"), encoding="utf-8")
    return base


def _since(plan: Path, *, day: date | None = None) -> list[tuple[str, str]]:
    return [(finding.severity.name, finding.message) for finding in check(plan, day=day).findings if finding.message.startswith("sinds")]


def test_a_plan_in_force_is_told_what_the_law_asks_since_and_only_as_a_remark(base: Path) -> None:
    plan = _earlier(base, "2025-04-02", 2025)
    said = _since(plan)
    assert ("opmerking", "sinds 1 augustus 2025 (dag niet zeker) vraagt de wet meer dan dit plan zegt: voor leerlingen is geen onafhankelijke hulp genoemd") in said
    assert {severity for severity, _ in said} == {"opmerking"}
    assert "informatie" not in check(plan).unmet


def test_on_a_given_day_only_the_law_of_that_day_counts(base: Path) -> None:
    assert not _since(_earlier(base, "2025-04-02", 2025), day=date(2025, 4, 2))


def test_a_plan_of_today_s_law_hears_nothing_of_it(base: Path) -> None:
    assert not _since(base)
    assert not _since(_earlier(base, "2025-09-02", 2025))


def test_a_plan_that_is_over_is_left_in_peace(base: Path) -> None:
    assert not _since(_earlier(base, "2022-04-12", 2022))


def test_what_the_old_law_asked_too_is_said_once(base: Path) -> None:
    plan = _earlier(base, "2025-04-02", 2025)
    chapter = plan / "hoofdstukken" / "04-ouders.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace('  informatie: "#informatie"', "  informatie: '#er-niet'"), encoding="utf-8")
    told = [finding.message for finding in check(plan).findings if finding.rule == "informatie" and "is er niet" in finding.message]
    assert len(told) == 1
