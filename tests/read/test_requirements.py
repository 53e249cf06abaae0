"""Reading `schemas/`: versions get what their subject shares, and each mistake is said once, at its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from opc.finding import Finding
from opc.model.requirement import RequirementSet
from opc.read.requirements import read_requirements

SUBJECT = """\
- id: terugplaatsing
  titel: Terug
  sector: po
  laag: wet
  ernst: fout
  toetsen:
    - soort: antwoord
      woorden: 40
  versies:
    - geldig: {van: 2025-08-01}
      tekst: De nieuwe tekst.
      verschil: De tekst is nieuw.
    - geldig: {van: 2014-08-01, tot_en_met: 2025-07-31}
      tekst: De oude tekst.
      ernst: waarschuwing
"""


def _read(folder: Path, text: str) -> tuple[RequirementSet, tuple[Finding, ...]]:
    (folder / "wpo.yaml").write_text(text, encoding="utf-8")
    known = read_requirements(folder, folder)
    return known, known.mistakes


def _said(found: tuple[Finding, ...]) -> list[tuple[int, int, str]]:
    return [(finding.span.line, finding.span.column, finding.message) for finding in found]


def test_a_version_has_its_own_words_and_what_all_versions_share(tmp_path: Path) -> None:
    known, noticed = _read(tmp_path, SUBJECT)
    new, old = known.by_id["terugplaatsing"]
    assert not noticed
    assert (new.text, new.severity.name, new.change, new.title) == ("De nieuwe tekst.", "fout", "De tekst is nieuw.", "Terug")
    assert (old.text, old.severity.name, old.change, old.title) == ("De oude tekst.", "waarschuwing", "", "Terug")
    assert new.tests == old.tests and new.tests[0].options["woorden"] == "40"


def test_a_version_stands_at_its_own_line_and_what_it_shares_at_that_of_the_subject(tmp_path: Path) -> None:
    known, _ = _read(tmp_path, SUBJECT)
    assert [version.span.line for version in known.all] == [10, 13]
    assert [version.at("titel").line for version in known.all] == [2, 2]
    assert [version.at("ernst").line for version in known.all] == [5, 15]


def test_a_day_has_one_version(tmp_path: Path) -> None:
    known, _ = _read(tmp_path, SUBJECT)
    assert [version.text for version in known.on(date(2025, 7, 31), ("po",))] == ["De oude tekst."]
    assert [version.text for version in known.on(date(2025, 8, 1), ("po",))] == ["De nieuwe tekst."]
    assert not known.on(date(2014, 7, 31), ("po",))


def test_a_mistake_in_what_versions_share_is_said_once(tmp_path: Path) -> None:
    known, noticed = _read(tmp_path, SUBJECT.replace("laag: wet", "laag: wetje"))
    assert _said(noticed) == [(4, 9, '"wetje" kan niet bij "laag"')]
    assert len(known.all) == 2


def test_a_version_with_a_mistake_is_left_out_and_the_other_still_works(tmp_path: Path) -> None:
    known, noticed = _read(tmp_path, SUBJECT.replace("van: 2025-08-01", "van: 2025-08-32"))
    assert _said(noticed) == [(10, 21, '"2025-08-32" is geen datum')]
    assert [version.text for version in known.all] == ["De oude tekst."]


def test_versions_that_hold_on_the_same_day_are_found(tmp_path: Path) -> None:
    _, noticed = _read(tmp_path, SUBJECT.replace("2025-07-31", "2025-08-01"))
    assert _said(noticed) == [(13, 15, 'twee versies van "terugplaatsing" gelden op dezelfde dag: 2025-08-01')]


def test_a_subject_is_named_once_in_a_file(tmp_path: Path) -> None:
    _, noticed = _read(tmp_path, SUBJECT + "- id: terugplaatsing\n  titel: Vo\n  sector: vo\n  ernst: fout\n  geldig: {van: 2014-08-01}\n  tekst: Vo.\n")
    assert _said(noticed) == [(16, 7, '"terugplaatsing" staat hier twee keer')]


def test_a_version_has_no_id_of_its_own(tmp_path: Path) -> None:
    known, noticed = _read(tmp_path, SUBJECT.replace("      tekst: De oude tekst.", "      id: terug\n      tekst: De oude tekst."))
    assert _said(noticed) == [(14, 7, '"id" hoort niet in een versie')]
    assert {version.id for version in known.all} == {"terugplaatsing"}


def test_versions_are_a_list_of_groups(tmp_path: Path) -> None:
    begin = SUBJECT.split("  versies:")[0]
    assert _said(_read(tmp_path, begin + "  versies: geen\n")[1]) == [(9, 12, '"versies" is een lijst')]
    assert _said(_read(tmp_path, begin + "  versies: [geen]\n")[1]) == [(9, 12, "een versie is een groep velden")]
