"""Findings that a body accepted: shown, and not counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import CASES, check, copy_plan

from opc.finding import Severity
from opc.model.audience import Audience
from opc.report import REPORTERS

AGAINST = ("{voor: 12, tegen: 0}", "{voor: 11, tegen: 1}")
ITEM = '  - {{regel: huis-stemmen, bestand: {file}, {place}reden: De naam van het plan., door: OPR PO, datum: 2026-03-31}}\n'


def _plan(base: Path, place: str = "", file: str = "besluiten.yaml") -> Path:
    steps, plan = base / "besluiten.yaml", base / "plan.yaml"
    steps.write_text(steps.read_text(encoding="utf-8").replace(*AGAINST), encoding="utf-8")
    plan.write_text(plan.read_text(encoding="utf-8") + "akkoord:\n" + ITEM.format(file=file, place=place), encoding="utf-8")
    return base


def test_an_accepted_finding_is_shown_with_who_accepted_it_and_why(base: Path) -> None:
    checked = check(_plan(base))
    assert REPORTERS["text"](checked, Audience()).startswith(
        "besluiten.yaml:34:14: opmerking, aanvaard\n"
        "  OPR PO was niet eensgezind: 11 voor en 1 tegen [huis-stemmen]\n"
        "   34 │     stemmen: {voor: 11, tegen: 1}\n"
        "      │              ^^^^^^^^^^^^^^^^^^^^\n"
        "   = aanvaard door OPR PO op 31 maart 2026: De naam van het plan.\n"
        "\n"
        "0 fouten, 0 waarschuwingen en 0 opmerkingen.\n"
        "1 bevinding is aanvaard en telt niet mee.\n"
    )
    report = json.loads(REPORTERS["json"](checked, Audience()))
    assert report["accepted"] == 1 and report["counts"]["opmerking"] == 0
    assert report["findings"][0]["accepted"]["by"] == "OPR PO"


def test_an_accepted_finding_does_not_count_for_the_exit_code(base: Path) -> None:
    checked = check(_plan(base))
    assert len(checked.findings) == 1 and not checked.at_least(Severity.opmerking)


@pytest.mark.parametrize(("place", "accepted"), [('tekst: "tegen:   1", ', True), ("tekst: onthouding, ", False), ('plek: "#geld", ', False)])
def test_an_akkoord_is_about_the_place_that_it_names(base: Path, place: str, accepted: bool) -> None:
    assert bool(check(_plan(base, place)).accepted) == accepted


def test_an_akkoord_about_a_paragraph_holds_there_only(tmp_path: Path) -> None:
    for number, (anchor, accepted) in enumerate((("verdeling", True), ("groei", False))):
        plan = copy_plan(CASES / "basis" / "plan", tmp_path / str(number))
        chapter = next(path for path in (plan / "hoofdstukken").glob("*.md") if "{#verdeling}\n" in path.read_text(encoding="utf-8"))
        chapter.write_text(chapter.read_text(encoding="utf-8").replace("{#verdeling}\n", "{#verdeling}\n\nDat bedrag is nog PM.\n"), encoding="utf-8")
        file = plan / "plan.yaml"
        file.write_text(
            f'{file.read_text(encoding="utf-8")}akkoord:\n  - {{regel: huis-onaf, bestand: hoofdstukken/{chapter.name}, plek: "#{anchor}", reden: Dat bedrag komt in juni., door: bestuur, datum: 2026-03-31}}\n',
            encoding="utf-8",
        )
        assert [bool(finding.accepted) for finding in check(plan).findings if finding.rule == "huis-onaf"] == [accepted]


def test_an_edition_for_one_sector_says_nothing_of_an_akkoord_about_the_other(base: Path) -> None:
    assert not check(_plan(base), sector="vo").findings
