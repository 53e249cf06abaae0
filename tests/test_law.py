"""The records in schemas/ against the law's own calendar, written out here a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from opc import pipeline

SCHEMAS = Path(__file__).parent.parent / "schemas"
LAYERS = {"wpo": "wet", "wvo": "wet", "wms": "wet", "verband": "advies", "inspectie": "inspectie", "huis": "huis", "taal": "huis"}
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
    "Wet passend onderwijs": "BWBR0032176",
    "Wet op het onderwijstoezicht": "BWBR0013800",
    "Uitvoeringsbesluit WVO 2020": "BWBR0045787",
}

# LAW.md 1.4 once more, by the names that it gives: what each set asks of the plan itself, from its first to its last day. The build-up
# (`po-2013`, `vo-2013` of 1.1 and 1.2) begins on the first day on which its text was read in force, and asks what the first set asks.
SETS = {
    "po-2013": ("2014-01-06", "2014-07-31", "18a-8: a b c1 d e f1 g1 h i1 j; first-plan-ix; first-plan-xvii"),
    "po-2014-08": ("2014-08-01", "2015-07-31", "18a-8: a b c1 d e f1 g1 h i1 j; 118-5; first-plan-xvii"),
    "po-2015-08": ("2015-08-01", "2022-03-31", "18a-8: a b c1 d e f1 g2 h i2 j; 118-5; amvb-opdc"),
    "po-2022-04": ("2022-04-01", "2025-07-31", "18a-8: a b c2 d e f1 g3"),
    "po-2025-08": ("2025-08-01", "", "18a-8: a2 b c2 d e f2 g3"),
    "vo-2013": ("2013-08-01", "2014-07-31", "17a-8: a b c1 d e f g1 h1; first-plan-ix; first-plan-xvii"),
    "vo-2014-08": ("2014-08-01", "2015-07-31", "17a-8: a b c1 d e f g1 h1; first-plan-xvii; amvb-opdc"),
    "vo-2015-08": ("2015-08-01", "2015-12-31", "17a-8: a b c2 d e f g2 h1 i j; amvb-opdc; 118v"),
    "vo-2016-01": ("2016-01-01", "2018-12-31", "17a-8: a b c2 d e f g2 h1 i j; amvb-opdc"),
    "vo-2019-01": ("2019-01-01", "2021-12-31", "17a-8: a b c2 d e f g2 h1 i j; amvb-opdc; 17a-9-mbo"),
    "vo-2022-01": ("2022-01-01", "2022-03-31", "17a-8: a b c2 d e f g2-88 h1-88 i j; amvb-opdc; 17a-9-mbo"),
    "vo-2022-04": ("2022-04-01", "2022-07-31", "17a-8: a b c2 d e f h2; amvb-opdc; 17a-9-mbo"),
    "vo-2022-08": ("2022-08-01", "2025-07-31", "2.47-9: a b c d e f1 g; amvb-opdc; 17a-9-mbo"),
    "vo-2025-08": ("2025-08-01", "", "2.47-9: a2 b c d e f2 g; amvb-opdc; 17a-9-mbo"),
}

# Those names -> id in schemas/, first day of the version.
NAMES = {
    "po": {
        "18a-8 a": "samenhang 2014-01-06", "18a-8 a2": "samenhang 2025-08-01", "18a-8 b": "verdeling 2014-01-06",
        "18a-8 c1": "toelaatbaarheid 2014-01-06", "18a-8 c2": "toelaatbaarheid 2022-04-01", "18a-8 d": "terugplaatsing 2014-01-06",
        "18a-8 e": "resultaten 2014-01-06", "18a-8 f1": "informatie 2014-01-06", "18a-8 f2": "informatie 2025-08-01",
        "18a-8 g1": "groei-sbo 2014-01-06", "18a-8 g2": "groei-sbo 2015-08-01", "18a-8 g3": "groei 2022-04-01",
        "18a-8 h": "verdeelsleutel-sbo 2014-01-06", "18a-8 i1": "groei-so 2014-01-06", "18a-8 i2": "groei-so 2015-08-01",
        "18a-8 j": "verdeelsleutel-so 2014-01-06", "118-5": "materiele-bekostiging 2014-08-01", "amvb-opdc": "opdc 2016-08-01",
        "first-plan-ix": "eerste-plan 2014-01-06", "first-plan-xvii": "eerste-plan-herbeoordeling 2014-01-06",
    },
    "vo": {
        "17a-8 a": "samenhang 2013-08-01", "17a-8 b": "verdeling 2013-08-01", "17a-8 c1": "toelaatbaarheid 2013-08-01",
        "17a-8 c2": "toelaatbaarheid 2015-08-01", "17a-8 d": "terugplaatsing 2013-08-01", "17a-8 e": "resultaten 2013-08-01",
        "17a-8 f": "informatie 2013-08-01", "17a-8 g1": "groei-vso 2013-08-01", "17a-8 g2": "groei-vso 2015-08-01",
        "17a-8 g2-88": "groei-vso 2022-01-01", "17a-8 h1": "verdeelsleutel-vso 2013-08-01", "17a-8 h1-88": "verdeelsleutel-vso 2022-01-01",
        "17a-8 h2": "groei 2022-04-01", "17a-8 i": "lwoo-criteria 2015-08-01", "17a-8 j": "lwoo-licenties 2015-08-01",
        "2.47-9 a": "samenhang 2022-08-01", "2.47-9 a2": "samenhang 2025-08-01", "2.47-9 b": "verdeling 2022-08-01",
        "2.47-9 c": "toelaatbaarheid 2022-08-01", "2.47-9 d": "terugplaatsing 2022-08-01", "2.47-9 e": "resultaten 2022-08-01",
        "2.47-9 f1": "informatie 2022-08-01", "2.47-9 f2": "informatie 2025-08-01", "2.47-9 g": "groei 2022-08-01",
        "amvb-opdc": "opdc", "118v": "lwoo-aanvulling 2015-08-01", "17a-9-mbo": "uitnodiging-mbo",
        "first-plan-ix": "eerste-plan 2013-08-01", "first-plan-xvii": "eerste-plan-herbeoordeling 2013-08-01",
    },
}
# LAW.md: "entered in 2016"; the first text that was read is of 1 August. For po it was read to 31 March 2022 only.
OPDC_PO_FROM = date(2016, 8, 1)

# Article and lid that hold the content of the plan.
PLACE = {"WPO": ("18a", "8"), "WVO": ("17a", "8"), "WVO 2020": ("2.47", "9")}

# The other requirements of the law: id, sector, first day, last day.
PROCEDURE = """
    looptijd po 2014-01-06 -, looptijd vo 2013-08-01 2022-07-31, looptijd vo 2022-08-01 -,
    ondersteuningsaanbod po 2014-01-06 2025-07-31, ondersteuningsaanbod po 2025-08-01 -,
    ondersteuningsaanbod vo 2013-08-01 2022-07-31, ondersteuningsaanbod vo 2022-08-01 2025-07-31, ondersteuningsaanbod vo 2025-08-01 -,
    oogo po 2014-01-06 -, oogo vo 2013-08-01 2022-07-31, oogo vo 2022-08-01 -,
    oogo-procedure po 2014-01-06 -, oogo-procedure vo 2013-08-01 2022-07-31, oogo-procedure vo 2022-08-01 -,
    overleg-verbanden po 2014-01-06 -, overleg-verbanden vo 2013-08-01 2022-07-31, overleg-verbanden vo 2022-08-01 -,
    uitnodiging-mbo vo 2019-01-01 2021-12-31, uitnodiging-mbo vo 2022-01-01 2022-07-31, uitnodiging-mbo vo 2022-08-01 -,
    indiening po 2014-01-06 -, indiening vo 2013-08-01 2022-07-31, indiening vo 2022-08-01 -,
    instemming-opr po 2013-12-12 2016-12-31, instemming-opr vo 2013-12-12 2016-12-31,
    instemming-opr po 2017-01-01 -, instemming-opr vo 2017-01-01 -,
    opr-samenstelling po 2013-12-12 2025-07-31, opr-samenstelling vo 2013-12-12 2025-07-31,
    opr-samenstelling po 2025-08-01 -, opr-samenstelling vo 2025-08-01 -,
    eerste-plan po 2014-01-06 2014-07-31, eerste-plan vo 2013-08-01 2014-07-31,
    eerste-plan-herbeoordeling po 2014-01-06 2015-07-31, eerste-plan-herbeoordeling vo 2013-08-01 2015-07-31,
    lwoo-aanvulling vo 2015-08-01 2015-12-31, lwoo-pro-grenzen vo 2022-08-01 -,
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


ELSEWHERE = {"materiele-bekostiging", "opdc", "eerste-plan", "eerste-plan-herbeoordeling", "lwoo-aanvulling", "uitnodiging-mbo"}
"""Ids of LAW.md's sets that are no onderdeel of the lid with the content."""


def _asked_on(sector: str, day: date) -> set[str]:
    return {
        record["id"] if record["id"] in ("opdc", "uitnodiging-mbo") and sector == "vo" else f"{record['id']} {record['geldig']['van']}"
        for record in LAW
        if sector in _sectors(record) and _holds(record, day) and (_is_content(record) or record["id"] in ELSEWHERE)
    }


def _set(name: str) -> set[str]:
    asked: list[str] = []
    for part in SETS[name][2].split(";"):
        head, _, letters = part.strip().partition(": ")
        asked += [f"{head} {letter}" for letter in letters.split()] or [head]
    return {NAMES[name[:2]][each] for each in asked}


def _expected_on(sector: str, day: date) -> set[str]:
    for name, (first, last, _) in SETS.items():
        if name.startswith(sector) and date.fromisoformat(first) <= day and (not last or day <= date.fromisoformat(last)):
            return _set(name) - ({"opdc 2016-08-01"} if sector == "po" and day < OPDC_PO_FROM else set())
    return set()


@pytest.mark.parametrize("sector", SECTORS)
def test_every_set_on_each_of_its_days(sector: str) -> None:
    """Every day from the year before the first set to two years from now: so also the day before and after every boundary."""
    day, wrong = date(2012, 8, 1), []
    while day <= date(2028, 8, 1):
        if (asked := _asked_on(sector, day)) != (expected := _expected_on(sector, day)):
            wrong.append((day, asked - expected, expected - asked))
        day += timedelta(days=1)
    assert not wrong[:3]


@pytest.mark.parametrize("name", SETS)
def test_the_letters_of_a_set(name: str) -> None:
    """The onderdelen, as the law itself letters them on the first and the last day."""
    first, last, names = SETS[name]
    expected = [re.match(r"[a-z]", each)[0] for each in names.split(";")[0].partition(": ")[2].split()]  # type: ignore[index]
    for day in (date.fromisoformat(first), date.fromisoformat(last or "2026-11-22")):
        found = sorted(record["bron"]["onderdeel"] for record in LAW if name[:2] in _sectors(record) and _holds(record, day) and _is_content(record))
        assert found == expected


def test_sets_follow_on_each_other() -> None:
    for sector in SECTORS:
        own = [(date.fromisoformat(first), last) for name, (first, last, _) in SETS.items() if name.startswith(sector)]
        for (_, last), (first, _) in pairwise(own):
            assert date.fromisoformat(last) + timedelta(days=1) == first


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
    allowed = record["id"] in ("huis-afronding", "huis-stemmen")  # what these remark on is no mistake
    assert allowed != ("fout" in record)
    for key in ("titel", "tekst", "uitleg", "goed", *(() if allowed else ("fout",))):
        assert isinstance(record[key], str) and record[key].strip(), key
    assert isinstance(record["toetsen"], list)
    assert all(isinstance(test.get("soort"), str) for test in record["toetsen"])
    if record["laag"] == "huis":
        assert record["id"].startswith("taal-" if record.get("groep") == "taal" else "huis-") and "bron" not in record and "zekerheid" not in record
    else:
        assert not record["id"].startswith(("huis-", "taal-"))
        assert record["zekerheid"] in ("A", "B", "C")
        assert record["bron"]["wet"] and record["bron"]["adres"].startswith("https://")
    if record["laag"] in ("advies", "inspectie"):
        assert record["ernst"] != "fout"
    if record.get("dag_onzeker"):
        assert record["dag_onzeker"] == "ja" and record["toelichting"]
    if began := record.get("begon_na"):
        assert record.get("dag_onzeker") and (began == "onbekend" or began < first)


@pytest.mark.parametrize("record", [record for record in RECORDS if "overheid.nl" in record.get("bron", {}).get("adres", "")], ids=_name)
def test_address_shows_the_law_on_a_day_on_which_the_wording_held(record: dict[str, Any]) -> None:
    match = re.fullmatch(r"https://wetten\.overheid\.nl/(BWBR\d{7})/(\d{4}-\d\d-\d\d)", record["bron"]["adres"])
    assert match
    assert match[1] == LAWS[record["bron"]["wet"]]
    assert _holds(record, date.fromisoformat(match[2]))


def test_every_requirement_of_the_law_has_an_official_address() -> None:
    assert {record["bron"]["wet"] for record in RECORDS if record["laag"] in ("wet", "advies")} <= LAWS.keys()


def test_what_is_no_law_has_no_address_of_the_law() -> None:
    """But for the law that lets the inspectie look at pupils who stay at home, which says nothing of the plan."""
    assert {record["id"] for record in RECORDS if record["laag"] == "inspectie" and record["bron"]["wet"] in LAWS} == {"thuiszitters"}


def test_each_version_after_the_first_says_what_changed() -> None:
    for name, sector in {(record["id"], sector) for record in RECORDS for sector in _sectors(record)}:
        own = sorted((record for record in RECORDS if record["id"] == name and sector in _sectors(record)), key=lambda record: _days(record)[0])
        assert all(record.get("verschil") for record in own[1:]), (name, sector)


def test_what_came_after_is_told_of_what_lapsed() -> None:
    """`daarna` is of a requirement that lapsed for a sector, each of these has it, and what it points to is there. `einde_onzeker` is of a last version."""
    ids = {record["id"] for record in RECORDS}
    for name, sector in sorted({(record["id"], sector) for record in RECORDS if record["laag"] in ("wet", "advies") for sector in _sectors(record)}):
        own = sorted((record for record in RECORDS if record["id"] == name and sector in _sectors(record)), key=lambda record: _days(record)[0])
        assert bool(own[-1].get("daarna")) == (_days(own[-1])[1] < FOREVER), (name, sector)
        assert not any(record.get("einde_onzeker") for record in own[:-1]), (name, sector)
        for pointed in re.findall(r"zie ([a-z-]+)|staat bij ([a-z-]+) en ([a-z-]+)", own[-1].get("daarna", "")):
            assert set(filter(None, pointed)) <= ids, (name, pointed)


def test_the_newest_version_stands_first() -> None:
    for name in LAYERS:
        for subject in yaml.safe_load((SCHEMAS / f"{name}.yaml").read_text(encoding="utf-8")):
            for sector in SECTORS:
                first_days = [version["geldig"]["van"] for version in subject.get("versies", []) if sector in version.get("sector", subject.get("sector"))]
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


@pytest.mark.parametrize("record", [record for record in RECORDS if record.get("laag") != "huis"], ids=_name)
def test_what_a_reader_sees_is_a_sentence_and_what_a_writer_types_is_apart(record: dict[str, Any]) -> None:
    for key in ("uitleg", "goed", "fout"):
        assert not re.search(r"\.yaml|\{|^\w+:|opc ", record[key]), (key, record[key])
    if example := record.get("voorbeeld"):
        assert isinstance(yaml.safe_load(example), dict) and record.get("vastleggen")


def test_an_example_of_a_file_has_only_fields_that_opc_knows() -> None:
    known = {name for path in (SCHEMAS / "json").glob("*.json") for name in _properties(yaml.safe_load(path.read_text(encoding="utf-8")))}
    free = {"begroting", *SECTORS}  # a table and sectors, which a plan names itself
    for record in RECORDS:
        if "voorbeeld" in record:
            assert not set(_keys(yaml.safe_load(record["voorbeeld"]))) - known - free - {item["id"] for item in RECORDS}, record["id"]


def _properties(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _properties(part)


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(part)
