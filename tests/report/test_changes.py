"""What `opc rules --since` tells: which law changed between two days, and what of a plan to read again."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import BASE, TODAY

from opc import pipeline
from opc.error import OpcError
from opc.model.change import changes
from opc.model.record import Sector
from opc.report.text import columns

BOTH: tuple[Sector, ...] = ("po", "vo")


def _kinds(since: str, day: str, sector: Sector) -> dict[str, str]:
    found = changes(pipeline.requirements(), date.fromisoformat(since), date.fromisoformat(day), (sector,))
    return {change.id: change.kind for change in found if change.versions[0].layer == "wet"}


@pytest.mark.parametrize(
    ("since", "day", "sector", "expected"),
    [
        (
            "2022-03-31", "2022-04-01", "po",
            {"toelaatbaarheid": "gewijzigd", "groei": "nieuw", "groei-datum": "nieuw", "groei-sbo": "vervallen", "groei-so": "vervallen"}
            | dict.fromkeys(("verdeelsleutel-sbo", "verdeelsleutel-so", "opdc", "materiele-bekostiging"), "vervallen"),
        ),
        ("2025-07-31", "2025-08-01", "po", dict.fromkeys(("samenhang", "informatie", "ondersteuningsaanbod"), "gewijzigd") | {"opr-samenstelling": "onzeker"}),
        ("2018-12-31", "2019-01-01", "vo", {"uitnodiging-mbo": "nieuw"}),
        ("2021-12-31", "2022-01-01", "vo", dict.fromkeys(("groei-vso", "verdeelsleutel-vso", "uitnodiging-mbo"), "onzeker")),
        (
            "2022-07-31", "2022-08-01", "vo",
            dict.fromkeys(("samenhang", "verdeling", "toelaatbaarheid", "terugplaatsing", "resultaten", "informatie", "groei", "opdc"), "vernummerd")
            | dict.fromkeys(("looptijd", "ondersteuningsaanbod", "oogo", "oogo-procedure", "overleg-verbanden", "uitnodiging-mbo", "indiening"), "vernummerd")
            | {"groei-datum": "nieuw", "lwoo-pro-grenzen": "onzeker"},
        ),
        ("2025-08-01", "2026-11-22", "vo", {}),
    ],
)
def test_each_day_on_which_the_law_turned(since: str, day: str, sector: Sector, expected: dict[str, str]) -> None:
    assert _kinds(since, day, sector) == expected


def test_a_plan_has_its_sections_named_with_their_line() -> None:
    lines = pipeline.changes(date(2025, 7, 31), TODAY, BOTH, BASE, 80, form="text").splitlines()
    at = lines.index("  informatie (po en vo): Informatie voor ouders en leerlingen")
    said = "\n".join(lines[at : at + 8])
    number = (BASE / "hoofdstukken" / "04-ouders.md").read_text(encoding="utf-8").splitlines().index("## Waar u terechtkunt {#informatie}") + 1
    assert f"04-ouders.md:{number}" in said and "Waar u terechtkunt" in said
    assert all(columns(line) <= 80 for line in lines if "lees opnieuw" not in line)


def test_a_new_requirement_without_an_answer_says_so() -> None:
    said = pipeline.changes(date(2022, 3, 31), date(2022, 4, 1), ("po",), BASE, 80, form="text")
    assert "groei (po)" in said and "05-geld.md" in said
    said = pipeline.changes(date(2015, 7, 31), date(2015, 8, 1), ("vo",), BASE, 80, form="text")
    assert "in dit plan wijst nog geen hoofdstuk een antwoord aan" in said


def test_what_was_first_read_between_two_days_is_no_change_between_them() -> None:
    said = pipeline.changes(date(2025, 1, 1), date(2025, 8, 1), ("vo",), None, 80, form="text")
    known, unsure = said.split("Ergens voor 1 augustus 2025; wanneer precies, is niet nagegaan")
    assert "opr-profielen" not in known and "WMS artikel 11a, nog niet op 13 juli 2015, wel op 1 augustus 2025" in unsure
    assert "opr-reglement" not in known and "WMS artikel 29a, op of voor 1 augustus 2025" in unsure


def test_what_is_new_begins_when_it_first_did_and_what_lapsed_says_what_came_after() -> None:
    said = " ".join(pipeline.changes(date(2015, 9, 1), date(2022, 5, 1), ("vo",), None, 80, form="text").split())
    assert "Uitnodiging aan het mbo WVO artikel 17a lid 9, vanaf 1 januari 2019 Mbo-instellingen met" in said
    assert "Vaststellen van groei in het vso WVO artikel 17a lid 8 onder g, tot en met 31 maart 2022 Sinds 1 april 2022 vraagt de wet" in said
    assert "artikel 118v, tot en met 31 december 2015 (dag niet zeker)" in said


def test_what_began_somewhere_between_two_days_did_begin_between_them() -> None:
    found = changes(pipeline.requirements(), date(2015, 7, 13), date(2025, 8, 1), ("vo",))
    assert {change.kind for change in found if change.id == "weigering-opr"} == {"gewijzigd"}


def test_two_days_with_the_same_law() -> None:
    assert "Niets: op beide dagen vraagt de wet hetzelfde." in pipeline.changes(TODAY - timedelta(days=9), TODAY, BOTH, None, 80, form="text")


def test_the_same_for_programs() -> None:
    told = json.loads(pipeline.changes(date(2025, 7, 31), TODAY, ("po",), BASE, 80, form="json"))
    [change] = [change for change in told["changes"] if change["id"] == "informatie"]
    assert (change["kind"], change["sectors"], change["versions"][0]["from"]) == ("gewijzigd", ["po"], "2025-08-01")
    assert change["read_again"][0].rpartition("/")[2].startswith("04-ouders.md:")


def test_the_list_for_programs_has_every_requirement_of_the_day() -> None:
    told = json.loads(pipeline.rules(date(2015, 1, 1), ("vo",), 80, today=TODAY, form="json"))
    assert [item["id"] for item in told["requirements"]] == [item.id for item in pipeline.requirements().on(date(2015, 1, 1), ("vo",))]
    assert {item["layer"] for item in told["requirements"]} == {"wet", "advies", "inspectie", "huis"}


def test_a_plan_that_cannot_be_read_is_told(base: Path) -> None:
    (base / "plan.yaml").write_text("titel: [\n", encoding="utf-8")
    with pytest.raises(OpcError, match="is niet te lezen"):
        pipeline.changes(date(2022, 1, 1), TODAY, BOTH, base, 80, form="text")
