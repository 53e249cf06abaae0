"""The records in schemas/ against the law's own calendar, written out here a second time."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from opc import pipeline

SCHEMAS = Path(__file__).parent.parent / "schemas"
LAYERS = {"wpo": "wet", "wvo": "wet", "wms": "wet", "inspectie": "inspectie", "huis": "huis", "taal": "huis"}
SECTORS = ("po", "vo")
FOREVER = date.max

LAWS = {
    "WPO": "BWBR0003420",
    "WVO": "BWBR0002399",
    "WVO 2020": "BWBR0044212",
    "WMS": "BWBR0020685",
    "Besluit bekostiging WPO": "BWBR0003862",
    "Besluit bekostiging WPO 2022": "BWBR0046159",
    "Inrichtingsbesluit WVO": "BWBR0005946",
    "Uitvoeringsbesluit WVO 2020": "BWBR0045787",
}

# What lid 8 (WVO 2020: lid 9) asks from each day on: letter, id, and the first day of the wording that then holds.
# Every set is written out whole, so that a slip in the records is not repeated here.
CONTENT: dict[str, dict[str, str]] = {
    "po": {
        "2014-08-01": """
            a samenhang 2014-08-01, b verdeling 2014-08-01, c toelaatbaarheid 2014-08-01, d terugplaatsing 2014-08-01,
            e resultaten 2014-08-01, f informatie 2014-08-01, g groei-sbo 2014-08-01, h verdeelsleutel-sbo 2014-08-01,
            i groei-so 2014-08-01, j verdeelsleutel-so 2014-08-01""",
        "2015-08-01": """
            a samenhang 2014-08-01, b verdeling 2014-08-01, c toelaatbaarheid 2014-08-01, d terugplaatsing 2014-08-01,
            e resultaten 2014-08-01, f informatie 2014-08-01, g groei-sbo 2015-08-01, h verdeelsleutel-sbo 2014-08-01,
            i groei-so 2015-08-01, j verdeelsleutel-so 2014-08-01""",
        "2022-04-01": """
            a samenhang 2014-08-01, b verdeling 2014-08-01, c toelaatbaarheid 2022-04-01, d terugplaatsing 2014-08-01,
            e resultaten 2014-08-01, f informatie 2014-08-01, g groei 2022-04-01""",
        "2025-08-01": """
            a samenhang 2025-08-01, b verdeling 2014-08-01, c toelaatbaarheid 2022-04-01, d terugplaatsing 2014-08-01,
            e resultaten 2014-08-01, f informatie 2025-08-01, g groei 2022-04-01""",
    },
    "vo": {
        "2014-08-01": """
            a samenhang 2014-08-01, b verdeling 2014-08-01, c toelaatbaarheid 2014-08-01, d terugplaatsing 2014-08-01,
            e resultaten 2014-08-01, f informatie 2014-08-01, g groei-vso 2014-08-01, h verdeelsleutel-vso 2014-08-01""",
        "2015-08-01": """
            a samenhang 2014-08-01, b verdeling 2014-08-01, c toelaatbaarheid 2015-08-01, d terugplaatsing 2014-08-01,
            e resultaten 2014-08-01, f informatie 2014-08-01, g groei-vso 2015-08-01, h verdeelsleutel-vso 2014-08-01,
            i lwoo-criteria 2015-08-01, j lwoo-licenties 2015-08-01""",
        "2022-04-01": """
            a samenhang 2014-08-01, b verdeling 2014-08-01, c toelaatbaarheid 2015-08-01, d terugplaatsing 2014-08-01,
            e resultaten 2014-08-01, f informatie 2014-08-01, h groei 2022-04-01""",
        "2022-08-01": """
            a samenhang 2022-08-01, b verdeling 2022-08-01, c toelaatbaarheid 2022-08-01, d terugplaatsing 2022-08-01,
            e resultaten 2022-08-01, f informatie 2022-08-01, g groei 2022-08-01""",
        "2025-08-01": """
            a samenhang 2025-08-01, b verdeling 2022-08-01, c toelaatbaarheid 2022-08-01, d terugplaatsing 2022-08-01,
            e resultaten 2022-08-01, f informatie 2025-08-01, g groei 2022-08-01""",
    },
}

# Days on which a set changes without a change in the content elements: nothing may move around them either.
QUIET = {"po": ("2025-01-01",), "vo": ("2016-01-01", "2019-01-01", "2022-01-01", "2025-01-01")}

# Article and lid that hold the content of the plan.
PLACE = {"WPO": ("18a", "8"), "WVO": ("17a", "8"), "WVO 2020": ("2.47", "9")}

# The other requirements of the law: id, sector, first day, last day.
PROCEDURE = """
    looptijd po 2014-08-01 -, looptijd vo 2014-08-01 2022-07-31, looptijd vo 2022-08-01 -,
    ondersteuningsaanbod po 2014-08-01 2025-07-31, ondersteuningsaanbod po 2025-08-01 -,
    ondersteuningsaanbod vo 2014-08-01 2022-07-31, ondersteuningsaanbod vo 2022-08-01 2025-07-31, ondersteuningsaanbod vo 2025-08-01 -,
    oogo po 2014-08-01 -, oogo vo 2014-08-01 2022-07-31, oogo vo 2022-08-01 -,
    oogo-procedure po 2014-08-01 -, oogo-procedure vo 2014-08-01 2022-07-31, oogo-procedure vo 2022-08-01 -,
    overleg-verbanden po 2014-08-01 -, overleg-verbanden vo 2014-08-01 2022-07-31, overleg-verbanden vo 2022-08-01 -,
    uitnodiging-mbo vo 2019-01-01 2022-07-31, uitnodiging-mbo vo 2022-08-01 -,
    indiening po 2014-08-01 -, indiening vo 2014-08-01 2022-07-31, indiening vo 2022-08-01 -,
    instemming-opr po 2013-12-12 2016-12-31, instemming-opr vo 2013-12-12 2016-12-31,
    instemming-opr po 2017-01-01 -, instemming-opr vo 2017-01-01 -,
    opr-samenstelling po 2013-12-12 -, opr-samenstelling vo 2013-12-12 -,
    opdc po 2016-08-01 2022-03-31, opdc vo 2014-08-01 2022-07-31, opdc vo 2022-08-01 -,
    groei-datum po 2022-04-01 -, groei-datum vo 2022-08-01 -,
    materiele-bekostiging po 2014-08-01 2022-03-31
"""

# The lid of each step, per law.
PARAGRAPHS = {
    "WPO": dict.fromkeys(("looptijd", "ondersteuningsaanbod"), "7")
    | dict.fromkeys(("oogo", "oogo-procedure", "overleg-verbanden"), "9")
    | {"indiening": "10"},
    "WVO": dict.fromkeys(("looptijd", "ondersteuningsaanbod"), "7")
    | dict.fromkeys(("oogo", "oogo-procedure", "overleg-verbanden", "uitnodiging-mbo"), "9")
    | {"indiening": "10"},
    "WVO 2020": dict.fromkeys(("looptijd", "ondersteuningsaanbod"), "8")
    | dict.fromkeys(("oogo", "oogo-procedure", "overleg-verbanden", "uitnodiging-mbo"), "10")
    | {"indiening": "11"},
}


def _records() -> list[dict[str, Any]]:
    """Every version with what its subject says of all of them, read without opc."""
    found = []
    for name in LAYERS:
        for subject in yaml.safe_load((SCHEMAS / f"{name}.yaml").read_text(encoding="utf-8")):
            shared = {key: value for key, value in subject.items() if key != "versies"}
            found += [{**shared, **version, "bestand": name} for version in subject.get("versies", [{}])]
    return found


RECORDS = _records()
LAW = [record for record in RECORDS if record["laag"] == "wet"]


def _sectors(record: dict[str, Any]) -> tuple[str, ...]:
    sector = record["sector"]
    return (sector,) if isinstance(sector, str) else tuple(sector)


def _days(record: dict[str, Any]) -> tuple[date, date]:
    return record["geldig"]["van"], record["geldig"].get("tot_en_met", FOREVER)


def _holds(record: dict[str, Any], day: date) -> bool:
    first, last = _days(record)
    return first <= day <= last


def _is_content(record: dict[str, Any]) -> bool:
    source = record["bron"]
    return "onderdeel" in source and PLACE.get(source["wet"]) == (source["artikel"], source["lid"])


def _name(record: dict[str, Any]) -> str:
    return f"{record['bestand']}/{record['id']}/{record['geldig']['van']}"


def _content_on(sector: str, day: date) -> list[tuple[str, str, str]]:
    return sorted(
        (record["bron"]["onderdeel"], record["id"], str(record["geldig"]["van"]))
        for record in LAW
        if sector in _sectors(record) and _holds(record, day) and _is_content(record)
    )


def _expected_on(sector: str, day: date) -> list[tuple[str, str, str]]:
    started = [first for first in CONTENT[sector] if date.fromisoformat(first) <= day]
    if not started:
        return []
    return sorted(tuple(line.split()) for line in CONTENT[sector][max(started)].split(","))  # type: ignore[misc]


def _boundaries() -> list[tuple[str, date]]:
    return [
        (sector, date.fromisoformat(first) + timedelta(days=shift))
        for sector in SECTORS
        for first in (*CONTENT[sector], *QUIET[sector])
        for shift in (-1, 0, 1)
    ]


@pytest.mark.parametrize(("sector", "day"), _boundaries(), ids=str)
def test_content_elements_on_and_around_every_boundary_day(sector: str, day: date) -> None:
    assert _content_on(sector, day) == _expected_on(sector, day)


@pytest.mark.parametrize("sector", SECTORS)
def test_content_elements_change_on_no_other_day(sector: str) -> None:
    turns = {day for record in LAW if sector in _sectors(record) and _is_content(record) for day in _days(record)}
    starts = {date.fromisoformat(first) for first in CONTENT[sector]}
    assert turns <= starts | {first - timedelta(days=1) for first in starts} | {FOREVER}


def test_today_both_sectors_are_asked_seven_elements() -> None:
    for sector in SECTORS:
        assert [letter for letter, _, _ in _content_on(sector, date(2026, 11, 22))] == list("abcdefg")


def test_the_other_requirements_of_the_law() -> None:
    expected = {tuple(line.split()) for line in PROCEDURE.split(",")}
    found = {
        (record["id"], sector, str(first), "-" if last == FOREVER else str(last))
        for record in LAW
        if not _is_content(record)
        for first, last in [_days(record)]
        for sector in _sectors(record)
    }
    assert found == expected


def test_each_step_names_its_lid() -> None:
    for record in LAW:
        source = record["bron"]
        paragraph = PARAGRAPHS.get(source["wet"], {}).get(record["id"])
        if paragraph is not None:
            assert (source["artikel"], source["lid"]) == (PLACE[source["wet"]][0], paragraph), _name(record)


def test_the_old_vo_law_ends_where_the_new_one_begins() -> None:
    for record in LAW:
        first, last = _days(record)
        if record["bron"]["wet"] in ("WVO", "Inrichtingsbesluit WVO"):
            assert last <= date(2022, 7, 31), _name(record)
        if record["bron"]["wet"].endswith("WVO 2020"):
            assert first >= date(2022, 8, 1), _name(record)


def test_intervals_of_one_id_and_sector_never_overlap() -> None:
    for one, other in combinations(RECORDS, 2):
        if one["id"] == other["id"] and set(_sectors(one)) & set(_sectors(other)):
            (first, last), (begin, end) = _days(one), _days(other)
            assert last < begin or end < first, f"{_name(one)} and {_name(other)}"


@pytest.mark.parametrize("record", RECORDS, ids=_name)
def test_record_is_complete(record: dict[str, Any]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", record["id"])
    assert set(_sectors(record)) <= set(SECTORS) and _sectors(record)
    first, last = _days(record)
    assert isinstance(first, date) and isinstance(last, date) and first <= last
    assert record["laag"] == LAYERS[record["bestand"]]
    assert record["ernst"] in ("fout", "waarschuwing", "opmerking")
    for key in ("titel", "tekst", "uitleg", "goed", "fout"):
        assert isinstance(record[key], str) and record[key].strip(), key
    assert isinstance(record["toetsen"], list)
    assert all(isinstance(test.get("soort"), str) for test in record["toetsen"])
    if record["laag"] == "huis":
        assert record["id"].startswith("taal-" if record.get("groep") == "taal" else "huis-") and "bron" not in record and "zekerheid" not in record
    else:
        assert not record["id"].startswith(("huis-", "taal-"))
        assert record["zekerheid"] in ("A", "B", "C")
        assert record["bron"]["wet"] and record["bron"]["adres"].startswith("https://")
    if record["laag"] == "inspectie":
        assert record["ernst"] != "fout"
    if record.get("dag_onzeker"):
        assert record["dag_onzeker"] == "ja" and record["toelichting"]


@pytest.mark.parametrize("record", [record for record in RECORDS if "overheid.nl" in record.get("bron", {}).get("adres", "")], ids=_name)
def test_address_shows_the_law_on_a_day_on_which_the_wording_held(record: dict[str, Any]) -> None:
    match = re.fullmatch(r"https://wetten\.overheid\.nl/(BWBR\d{7})/(\d{4}-\d\d-\d\d)", record["bron"]["adres"])
    assert match
    assert match[1] == LAWS[record["bron"]["wet"]]
    assert _holds(record, date.fromisoformat(match[2]))


def test_every_requirement_of_the_law_has_an_official_address() -> None:
    assert {record["bron"]["wet"] for record in LAW} <= LAWS.keys()


def test_the_newest_version_stands_first() -> None:
    for name in LAYERS:
        for subject in yaml.safe_load((SCHEMAS / f"{name}.yaml").read_text(encoding="utf-8")):
            first_days = [version["geldig"]["van"] for version in subject.get("versies", [])]
            assert first_days == sorted(first_days, reverse=True), subject["id"]


def test_opc_reads_the_same() -> None:
    read = {(item.id, item.sectors, item.validity.first, item.validity.last, item.text) for item in pipeline.requirements().all}
    assert read == {
        (record["id"], _sectors(record), record["geldig"]["van"], record["geldig"].get("tot_en_met"), record["tekst"]) for record in RECORDS
    }


def test_every_file_is_read() -> None:
    assert {path.stem for path in SCHEMAS.glob("*.yaml")} == LAYERS.keys()


def test_handbook_explains_every_kind_of_check() -> None:
    handbook = (SCHEMAS / "README.md").read_text(encoding="utf-8")
    for record in RECORDS:
        for test in record["toetsen"]:
            assert record["laag"] == "huis" or f"| `{test['soort']}` |" in handbook, test["soort"]
            assert all(f"`{option}`" in handbook for option in test if option != "soort"), (record["id"], test)


def test_changelog_names_every_requirement() -> None:
    changelog = (SCHEMAS / "CHANGELOG.md").read_text(encoding="utf-8")
    missing = {record["id"] for record in RECORDS if record["laag"] != "huis" and f"`{record['id']}`" not in changelog}
    assert not missing
