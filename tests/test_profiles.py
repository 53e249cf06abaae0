"""Short versions: what each is made of, and that it is a PDF for everybody."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import page
import pikepdf
import pytest
from conftest import BASE, ROOT, TODAY, copy_plan
from paper import words

from opc import pipeline
from opc.compose.diagram import short_month
from opc.error import OpcError
from opc.model.goal import Indicator
from opc.model.moment import stretches
from opc.model.profile import SchoolYear
from opc.model.progress import on_path, standing
from opc.model.record import Sector
from opc.source import Span

NOORDERWAARD = ROOT / "plans" / "noorderwaard" / "2026-2030"
EARLIER = ROOT / "plans" / "noorderwaard" / "2022-2026"
YEAR = "2026-2027"

Build = Callable[..., dict[str, Path]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Builds a short version: format -> file."""
    def made(profile: str, plan: Path = NOORDERWAARD, *, year: str | None = None, sector: Sector | None = None, formats: tuple[str, ...] = ()) -> dict[str, Path]:
        built = pipeline.build(plan, formats, tmp_path, today=TODAY, sector=sector, allow_errors=False, profile=profile, year=year)
        assert built.files, built.checked and [finding for finding in built.checked.findings if finding.severity == 3]
        return {file.format: file.path for file in built.files}

    return made


def failures(path: Path) -> list[str]:
    return [
        f"{failure.rule_id}: {failure.message}"
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)
        for failure in page.validate_pdf(str(path), profile=profile).failures
        if not failure.rule_id.endswith("STREAM-LENGTH-001")  # a known false alarm, see tests/write/test_pdf.py
    ]


@pytest.mark.parametrize(("profile", "year", "least", "most"), [
    ("publieksversie", None, 8, 10), ("poster", None, 1, 2), ("factsheet", None, 1, 3), ("jaarplan", YEAR, 2, 6), ("monitor", None, 2, 4),
])
def test_every_short_version_is_a_pdf_for_everybody_of_a_few_pages(build: Build, tmp_path: Path, profile: str, year: str | None, least: int, most: int) -> None:
    path = build(profile, year=year, formats=("pdf",))["pdf"]
    assert failures(path) == []
    with pikepdf.open(path) as pdf:
        assert list(pdf.attachments) == ["dekking.json"]
    from opc.write.pdf import pages

    assert least <= pages(path.read_bytes()) <= most


def test_a_publieksversie_refers_to_the_numbers_of_the_whole_plan(build: Build) -> None:
    said = words(build("publieksversie", formats=("pdf",))["pdf"])
    assert re.search(r"Lees speerpunt 1 in paragraaf 8\.1 van het plan ?\.", said)
    assert "Drie keer heb ik ons hele verhaal verteld" in said
    assert "Zo verdelen we het geld" not in said


def test_a_mark_does_not_show_in_the_plan_itself(base: Path, tmp_path: Path) -> None:
    def text() -> str:
        (file,) = pipeline.build(base, ("html-single",), tmp_path / "uit", today=TODAY, sector=None, allow_errors=True).files
        return re.sub(r"\s+", " ", file.path.read_text(encoding="utf-8"))

    before = text()
    chapter = base / "hoofdstukken" / "01-visie.md" if (base / "hoofdstukken" / "01-visie.md").exists() else sorted((base / "hoofdstukken").glob("*.md"))[0]
    source = chapter.read_text(encoding="utf-8")
    front, body = source.split("\n---\n", 1)
    first, *rest = body.strip("\n").split("\n\n")
    chapter.write_text("\n\n".join([f"{front}\n---\n\n::: publiek\n{first}\n:::", *rest]) + "\n", encoding="utf-8")
    assert text() == before


def test_without_marked_passages_there_is_nothing_to_make(base: Path, tmp_path: Path) -> None:
    with pytest.raises(OpcError, match="in geen enkel hoofdstuk iets gemarkeerd met ::: publiek") as raised:
        pipeline.build(base, (), tmp_path, today=TODAY, sector=None, allow_errors=True, profile="publieksversie")
    assert "plans/README.md" in raised.value.hint
    assert not list(tmp_path.glob("*.pdf"))


def test_hard_language_in_a_marked_passage_is_a_mistake(base: Path, tmp_path: Path) -> None:
    chapter = sorted((base / "hoofdstukken").glob("*.md"))[0]
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n::: publiek\nIndien u het wenst, betreft dit een brief.\n:::\n", encoding="utf-8")
    built = pipeline.build(base, (), tmp_path, today=TODAY, sector=None, allow_errors=False, profile="publieksversie")
    assert built.checked
    assert "taal-moeilijk-woord" in {finding.rule for finding in built.checked.findings if finding.severity == 3}


def test_a_key_indicator_that_is_not_there_is_told(tmp_path: Path) -> None:
    plan = copy_plan(NOORDERWAARD, tmp_path / "plan")
    chapter = plan / "hoofdstukken" / "08-speerpunten.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("kernindicator: I3.4", "kernindicator: I9.9"), encoding="utf-8")
    with pytest.raises(OpcError, match=r'speerpunt S3 heeft geen indicator "I9\.9"') as raised:
        pipeline.build(plan, (), tmp_path / "uit", today=TODAY, sector=None, allow_errors=False, profile="poster")
    assert "I3.4" in raised.value.hint


@pytest.mark.parametrize(("profile", "year", "message", "hint"), [
    ("publiekversie", None, 'er is geen profiel "publiekversie"', "bedoelt u publieksversie?"),
    ("jaarplan", None, "het profiel jaarplan gaat over één schooljaar", "--year 2026-2027"),
    ("jaarplan", "2031-2032", "schooljaar 2031-2032 valt buiten de looptijd van dit plan", "kies uit: 2026-2027"),
    ("jaarplan", "2026", '"2026" is geen schooljaar', "kies uit: 2026-2027"),
    ("poster", YEAR, "het profiel poster gaat niet over één schooljaar", "laat --year weg"),
])
def test_what_cannot_be_made_is_said(tmp_path: Path, profile: str, year: str | None, message: str, hint: str) -> None:
    with pytest.raises(OpcError) as raised:
        pipeline.build(NOORDERWAARD, (), tmp_path, today=TODAY, sector=None, allow_errors=False, profile=profile, year=year)
    assert raised.value.message == message
    assert hint in raised.value.hint


def test_a_format_that_a_version_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OpcError, match='van het profiel poster geen "ics"'):
        pipeline.build(NOORDERWAARD, ("ics",), tmp_path, today=TODAY, sector=None, allow_errors=False, profile="poster")
    with pytest.raises(OpcError, match='van een heel plan geen "csv"'):
        pipeline.build(NOORDERWAARD, ("csv",), tmp_path, today=TODAY, sector=None, allow_errors=False)


def test_a_jaarplan_has_the_actions_of_its_year(build: Build) -> None:
    files = build("jaarplan", year=YEAR, formats=("csv", "ics"))
    rows = list(csv.DictReader(StringIO(files["csv"].read_text(encoding="utf-8-sig")), delimiter=";"))
    assert "A1.1" in {row["id"] for row in rows}
    assert "A3.3" not in {row["id"] for row in rows}  # begins in August 2027
    assert {row["begroot_2027_po"] for row in rows if row["id"] == "A1.2"} == {"35560"}
    (story,) = (row for row in rows if row["actie"].startswith("Openbaar verslag"))
    assert (story["id"], story["eigenaar"], story["start"], story["gereed"]) == ("", "kwaliteitsmedewerker", "2026-11-01", "2026-11-30")
    text = files["ics"].read_text(encoding="utf-8").replace("\n ", "")
    assert [line for line in text.splitlines() if "Halfjaarrapportage" in line] == ["SUMMARY:Halfjaarrapportage besproken (maart en april)"] * 2
    assert "DTSTART;VALUE=DATE:20270630\nDTEND;VALUE=DATE:20270701\nSUMMARY:Jaarverslag over het vorige kalenderjaar openbaar (vóór 1 juli)" in text


def test_a_jaarplan_shows_its_year(build: Build) -> None:
    said = build("jaarplan", year=YEAR, formats=("html-single",))["html-single"].read_text(encoding="utf-8")
    (figure,) = re.findall(r'<figure id="figuur-schooljaar">.*?</figure>', said, re.DOTALL)
    assert "A1.2 Audits basisondersteuning: elke school één keer in vier jaar (januari tot en met juli 2027)" in figure
    assert "Gesprek per bestuur over de basisondersteuning en de eigen cijfers (november 2026 en april 2027)" in figure
    assert "A1.1" not in figure  # goes on all the year


@pytest.mark.parametrize(("said", "expected"), [
    ("1 augustus", ["1 aug"]), ("1 en 15 oktober", ["1 okt", "15 okt"]), ("1, 2 en 3 mei", ["1 mei", "2 mei", "3 mei"]), ("vóór 1 juli", ["30 jun"]), ("Voor 1 augustus", []),
    ("november", ["1 nov-30 nov"]), ("eind februari", ["1 feb-28 feb"]), ("december", ["1 dec-31 dec"]), ("april en november", ["1 nov-30 nov", "1 apr-30 apr"]),
    ("november tot februari", ["1 nov-31 jan"]), ("15 november tot en met januari", ["15 nov-31 jan"]), ("31 november", []), ("elk kwartaal", []), ("juni 2029", []), ("juni 2027", ["1 jun-30 jun"]),
    ("tot 1 maart", ["1 mrt"]),
])
def test_a_fixed_moment_is_found_in_its_year(said: str, expected: list[str]) -> None:
    found = stretches(said, SchoolYear(date(2026, 8, 1), date(2027, 7, 31)))
    assert ["-".join(f"{day.day} {short_month(day.month)}" for day in dict.fromkeys(stretch)) for stretch in found] == expected


def test_a_jaarplan_for_one_sector_leaves_the_other_out(build: Build) -> None:
    rows = build("jaarplan", year=YEAR, sector="po", formats=("csv",))["csv"].read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].endswith("begroot_2027_po")


def test_a_calendar_is_one_that_programs_read(build: Build) -> None:
    content = build("jaarplan", year=YEAR, formats=("ics",))["ics"].read_bytes()
    lines = content.split(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    text = content.decode().replace("\r\n ", "")
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    uids = re.findall(r"^UID:(.*)\r$", text, re.MULTILINE)
    assert len(uids) == len(set(uids)) == text.count("BEGIN:VEVENT")
    assert "UID:A1.2-start@po9901-vo9901-2026-2030\r\nDTSTAMP:20260402T000000Z\r\nDTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270102\r\n" in text
    assert "A1.1 begint: Middelen basisondersteuning naar schoolbesturen (PO 100\\, VO 90 euro per leerling)" in text
    assert build("jaarplan", year=YEAR, formats=("ics",))["ics"].read_bytes() == content


def test_a_monitor_shows_the_path_beside_what_was_measured(build: Build) -> None:
    file = build("monitor", EARLIER, formats=("docx",))["docx"]
    with zipfile.ZipFile(file) as package:
        text = package.read("word/document.xml").decode()
    assert re.search(r'descr="Lijngrafiek met twee lijnen[^"]*gemeten[^"]*pad naar het doel', text)


def test_a_monitor_says_in_words_how_it_stands(build: Build) -> None:
    files = build("monitor", EARLIER, formats=("pdf", "csv"))
    said = words(files["pdf"])
    assert "Het pad is een rechte lijn" in said
    rows = {row["id"]: row for row in csv.DictReader(StringIO(files["csv"].read_text(encoding="utf-8-sig")), delimiter=";")}
    assert (rows["I10"]["gemeten"], rows["I10"]["pad"], rows["I10"]["stand"]) == ("87", "43", "achter op schema")
    assert rows["I9.1"]["stand"] == "achter op schema"  # a level path, and lower is better
    assert rows["I1"]["stand"] == "voor op schema"
    assert rows["I4"]["stand"] == "op schema"
    assert failures(files["pdf"]) == []


def indicator(*results: tuple[date, Decimal], baseline: str = "24", milestone: str = "18", target: str = "12", better: str = "") -> Indicator:
    return Indicator(
        "I4.1", "S4", "Thuiszitters", (), "aantal", Decimal(baseline), date(2025, 7, 31), Decimal(milestone), Decimal(target), date(2029, 7, 31), "", "", 0,
        Span("x"), Span("x"), milestone_day=date(2027, 7, 31), results=results, better=better,
    )


@pytest.mark.parametrize(("value", "state"), [("21", "op schema"), ("20", "op schema"), ("18", "voor op schema"), ("22", "achter op schema")])
def test_a_measurement_is_compared_with_the_path_of_its_day(value: str, state: str) -> None:
    assert on_path(indicator(), date(2026, 7, 31)) == 21
    assert standing(indicator((date(2026, 7, 31), Decimal(value)))).state == state


def test_what_has_no_measurement_or_no_direction_is_not_judged() -> None:
    assert standing(indicator()).state == "nog niet gemeten"
    level = {"baseline": "5", "milestone": "5", "target": "5"}
    assert standing(indicator((date(2026, 7, 31), Decimal(6)), **level)).state == "geen pad"
    assert standing(indicator((date(2026, 7, 31), Decimal(6)), **level, better="hoger")).state == "op schema"


def own(plan: Path, text: str, settings: str = "titel: Folder\nvormen: [html-single]\n") -> Path:
    folder = plan / "profielen" / "folder"
    folder.mkdir(parents=True)
    (folder / "profiel.yaml").write_text(settings, encoding="utf-8")
    (folder / "tekst.md.j2").write_text(text, encoding="utf-8")
    return plan


def test_a_reference_leads_to_the_website_of_the_plan(tmp_path: Path) -> None:
    plan = copy_plan(BASE, tmp_path / "plan")
    file = plan / "plan.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\ncolofon:\n  hele_plan: https://swv.example/plan/index.html\n", encoding="utf-8")
    chapter = plan / "hoofdstukken" / "02-toewijzing.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("{#terug}\n", "{#terug}\n\n::: publiek\nZie [](#toewijzing) en [de raad](#tabel-indicatoren).\n:::\n"), encoding="utf-8")
    own(plan, '# Kort\n\n<< verwijs("terug") >>\n\n<< gemarkeerd("publiek")[0].passages[0].tekst >>\n')
    short = pipeline.build(plan, ("html-single", "pdf"), tmp_path, today=TODAY, sector=None, allow_errors=False, profile="folder")
    assert short.files, short.checked and [(finding.message, finding.hint) for finding in short.checked.findings]
    links = re.findall(r'<a [^>]*href="(https://[^"]*)"[^>]*>([^<]*)', short.files[0].path.read_text(encoding="utf-8"))
    with pikepdf.open(short.files[1].path) as pdf:
        assert [str(item.A.URI) for item in pdf.pages[-1].Annots] == [address for address, _ in links]
    site = pipeline.build(plan, ("html",), tmp_path, today=TODAY, sector=None, allow_errors=False).files[0].path.parent
    assert len(links) == 3
    for address, said in links:
        page, _, anchor = address.removeprefix("https://swv.example/plan/").partition("#")
        assert f'id="{anchor}"' in (site / page).read_text(encoding="utf-8"), said


def test_an_own_profile_can_be_added(tmp_path: Path) -> None:
    plan = own(copy_plan(NOORDERWAARD, tmp_path / "plan"), '# Kort {#kort}\n\nEr zijn << waarde(\'aantal("gemeenten")\') >> gemeenten; zie << verwijs("verdeling") >>.\n\n<< blok(\'tabel("gemeenten")\') >>\n')
    (file,) = pipeline.build(plan, (), tmp_path / "uit", today=TODAY, sector=None, allow_errors=False, profile="folder").files
    said = file.path.read_text(encoding="utf-8")
    assert "Er zijn 5 gemeenten; zie paragraaf 10.2 van het plan." in re.sub("</?a[^>]*>", "", said)
    assert "Kwakelwaard" in said


@pytest.mark.parametrize(("text", "line", "part"), [("# Kort\n\n<< onbekend >>\n", 3, "onbekend"), ("# Kort\n<% for x in y %>\n", 2, "lezen")])
def test_a_mistake_in_an_own_template_is_told_at_its_line(tmp_path: Path, text: str, line: int, part: str) -> None:
    plan = own(copy_plan(BASE, tmp_path / "plan"), text)
    with pytest.raises(OpcError) as raised:
        pipeline.build(plan, (), tmp_path / "uit", today=TODAY, sector=None, allow_errors=True, profile="folder")
    assert raised.value.message.startswith(f"profielen/folder/tekst.md.j2:{line}:")
    assert part in raised.value.message


def test_a_mistake_in_the_settings_of_a_profile_is_told_at_its_line(tmp_path: Path) -> None:
    plan = own(copy_plan(BASE, tmp_path / "plan"), "# Kort\n", "titel: Folder\nvormen: [pdf]\nopmaak: folder\n")
    with pytest.raises(OpcError, match=r"profielen/folder/profiel\.yaml:3:"):
        pipeline.build(plan, (), tmp_path / "uit", today=TODAY, sector=None, allow_errors=True, profile="folder")
