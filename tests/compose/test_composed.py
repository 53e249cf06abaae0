"""The composed document holds what the chapters hold: every heading, link, picture and table, once and under its name."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

import pytest
from conftest import BASE, ROOT, check
from hypothesis import HealthCheck, given, settings
from test_agreement import documents, plain, walk, without_notes

from opc.compose import compose
from opc.model.document import Document
from opc.model.plan import Plan
from opc.model.record import Sector
from opc.read.plan import root_of
from opc.write.pandoc import Node, read_tree, text_of

FOLDERS = [BASE, *sorted(path.parent for path in (ROOT / "plans").glob("*/*/plan.yaml"))]
EDITIONS = [(folder, sector) for folder in FOLDERS for sector in (None, *get_args(Sector))]


def composed(folder: Path, sector: Sector | None) -> tuple[Plan, Document, list[Node]]:
    checked = check(folder, sector=sector)
    assert checked.plan
    document = compose(checked.plan, checked.requirements, root=root_of(folder), status=checked.plan.file.status, law=checked.day)
    return checked.plan, document, list(walk(read_tree(document.parts)["blocks"], set()))


@cache
def edition(folder: Path, sector: Sector | None) -> tuple[Plan, Document, list[Node]]:
    return composed(folder, sector)


def names(nodes: list[Node]) -> Counter[str]:
    return Counter(node["c"][1 if node["t"] == "Header" else 0][0] for node in nodes if node["t"] in ("Header", "Div", "Figure", "Image", "Span", "Link", "Table")) - Counter({"": 10_000})


def shown(plan: Plan, chapter_divs: object, begin: int) -> bool:
    """Whether a place is in this edition."""
    return not any(div.name in ("po", "vo") and div.name not in plan.sectors and div.begin <= begin < div.end for div in chapter_divs)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("folder", "sector"), EDITIONS, ids=lambda value: value.name if isinstance(value, Path) else str(value))
def test_an_edition_of_a_plan(folder: Path, sector: Sector | None) -> None:
    plan, document, nodes = edition(folder, sector)
    headings = {node["c"][1][0]: node for node in nodes if node["t"] == "Header"}
    for heading in document.headings:
        said = plain(text_of(without_notes(headings[heading.anchor]["c"][2])))
        assert said == plain(f"{heading.number} {heading.title}")
        assert headings[heading.anchor]["c"][0] == heading.level
    for chapter in plan.chapters:
        for section in chapter.sections:
            assert (section.anchor in headings) == shown(plan, chapter.divs, section.begin)
    anchors = names(nodes)
    assert not [name for name, times in anchors.items() if times > 1]
    links = [node["c"][2][0] for node in nodes if node["t"] == "Link"]
    assert not [target for target in links if target.startswith("#") and target[1:] not in anchors]
    for node in nodes:
        if node["t"] == "Link" and node["c"][2][0].startswith("#") and "bladzijde" not in node["c"][0][1]:
            assert text_of(node["c"][1]).strip(), node
    images = [unquote(node["c"][2][0]) for node in nodes if node["t"] == "Image"]
    assert set(images) <= document.assets.keys() | document.pictures.keys()
    assert {path for path in images if path not in document.assets} == document.pictures.keys()
    assert Counter(path for path in images if path in document.assets) == Counter(
        plan.assets[f"{chapter.file}>{image.path}"].path for chapter in plan.chapters for image in chapter.images if shown(plan, chapter.divs, image.begin)
    )
    tables = [node for node in nodes if node["t"] == "Table"]
    captioned = [node for node in nodes if node["t"] == "Div" and "tabel" in node["c"][0][1]]
    numbers = [number for node in captioned if (number := dict(node["c"][0][2]).get("nummer"))]  # those of the first page have none
    assert len(tables) == len(captioned)
    assert numbers == [f"Tabel {number}" for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize(("folder", "sector"), EDITIONS, ids=lambda value: value.name if isinstance(value, Path) else str(value))
def test_no_markup_is_left_in_the_words(folder: Path, sector: Sector | None) -> None:
    _, _, nodes = edition(folder, sector)
    words = " ".join(node["c"] for node in nodes if node["t"] == "Str")
    assert not re.findall(r"\{\{|\}\}|:::|\{[#.]\w|\[\^|\]\(|\ue000|\ufffd|&amp;|&quot;|<<|%>|None|Decimal", words)
    assert {node["t"] for node in nodes} <= {
        "Header", "Para", "Plain", "Str", "Space", "SoftBreak", "LineBreak", "Strong", "Emph", "Quoted", "Link", "Span", "Note", "Code", "Div", "Table", "Figure",
        "Image", "BulletList", "OrderedList", "BlockQuote", "DoubleQuote", "SingleQuote", "Decimal", "Period", "DefaultStyle", "DefaultDelim", "ColWidthDefault", "AlignDefault",
        "AlignLeft", "AlignRight", "AlignCenter", "HorizontalRule",
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_sector_edition_names_no_chapter_of_the_other(folder: Path) -> None:
    for sector in get_args(Sector):
        _, document, _ = edition(folder, sector)
        assert f"\n::: {sector}\n" not in document.markdown
        assert "het gezamenlijke plan" not in document.markdown or folder != BASE


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(documents())
def test_generated_text_is_composed_whole(text: str) -> None:
    compare(text)


def test_only_what_stands_elsewhere_goes_on_under_the_bijlage_before_it() -> None:
    _, _, nodes = edition(ROOT / "plans/noorderwaard/2026-2030", None)
    titles = {node["c"][1][0]: node["c"][1][1] for node in nodes if node["t"] == "Header" and node["c"][0] == 1}
    assert [anchor for anchor, classes in titles.items() if "vervolg" in classes] == ["bijlage-opr-vo", "bijlage-oogo"]


@pytest.mark.slow
@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(documents())
def test_much_generated_text_is_composed_whole(text: str) -> None:
    compare(text)


def compare(text: str) -> None:
    """A chapter of generated text, in a plan: what Pandoc reads in the document is what opc read in the chapter."""
    folder = Path(GENERATED) / "plan"
    if not folder.exists():
        shutil.copytree(BASE, folder)
        (folder / ".git").mkdir()
    for name in set(re.findall(r"beeld/([\w-]+)\.svg", text)):
        shutil.copyfile(BASE / "beeld" / "logo.svg", folder / "beeld" / f"{name}.svg")
    body = re.sub(r"\{\{.*?\}\}", "{{ 1 + 2 }}", text).replace("](beeld/", "](../beeld/")
    (folder / "hoofdstukken" / "99-proef.md").write_text(f"---\nhoofdstuk: vrij\ntitel: Proef\nid: proef-hoofdstuk\n---\n\n{body}", encoding="utf-8")
    plan, _, nodes = composed(folder, None)
    chapter = next(chapter for chapter in plan.chapters if chapter.anchor == "proef-hoofdstuk")
    begin = next(number for number, node in enumerate(nodes) if node["t"] == "Header" and node["c"][1][0] == "proef-hoofdstuk")
    end = next(number for number, node in enumerate(nodes) if number > begin and node["t"] == "Header" and "bijlage" in node["c"][1][1])
    own = nodes[begin + 1 : end]
    headings = [re.sub(r"^\d+\.\d+ ", "", plain(text_of(without_notes(node["c"][2])))) for node in own if node["t"] == "Header"]
    assert len(headings) == len(chapter.sections), text
    for said, section in zip(headings, chapter.sections, strict=True):
        if not any(section.begin <= link.begin < section.text_begin for link in chapter.links):
            assert said == plain(section.title), text
    gone = Counter(link.target for link in chapter.links if link.target.startswith("#") and link.target[1:] not in names(nodes))
    assert Counter(node["c"][2][0] for node in own if node["t"] == "Link") == Counter(link.target for link in chapter.links) - gone, text
    assert sum(node["t"] == "Image" for node in own) == len(chapter.images), text
    assert sum(node["t"] == "Figure" for node in own) == sum(image.alone for image in chapter.images), text
    assert sum(node["t"] == "Table" for node in own) == len(chapter.tables), text
    assert sum(node["t"] == "Div" and "tabel" in node["c"][0][1] for node in own) == sum(div.name == "tabel" for div in chapter.divs), text


GENERATED = ""


@pytest.fixture(autouse=True, scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    global GENERATED  # hypothesis gives no room for a fixture per example
    GENERATED = str(tmp_path_factory.mktemp("generated"))


def test_the_page_with_decisions_tells_of_changes_and_of_what_lapses_when(tmp_path: Path) -> None:
    """A case's own plan: consent for a year under a condition, and an extension."""
    plan = tmp_path / "plan"
    shutil.copytree(BASE, plan)
    (plan / ".git").mkdir()
    edits = {
        "plan.yaml": [("tot_en_met: 2030-07-31", "tot_en_met: 2031-07-31")],
        "besluiten.yaml": [
            ("    wat: Vastgesteld plan.\n", "    wat: Vastgesteld plan.\n  - versie: \"1.1\"\n    datum: 2030-03-28\n    wat: Een jaar langer.\n"
             "    wijziging: {soort: verlenging, plekken: \"#verdeling\", periode_was: {van: 2026-08-01, tot_en_met: 2030-07-31}}\n"),
            ("    stemmen: {voor: 12, tegen: 0}\n", "    tot_en_met: 2027-07-31\n    voorwaarden:\n      - {wat: De begroting komt terug., uiterlijk: 2026-12-01, anders: Het geld wacht., plek: \"#verdeling\"}\n"),
            ("stappen:\n", "stappen:\n  - {datum: 2030-03-28, soort: vaststelling, stap: Verlenging vastgesteld, wie: [bestuur], uitkomst: vastgesteld, wijziging: \"1.1\"}\n"),
        ],
    }
    for name, pairs in edits.items():
        text = (plan / name).read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1
            text = text.replace(old, new)
        (plan / name).write_text(text, encoding="utf-8")
    _, document, nodes = composed(plan, None)
    rows = [[text_of(cell) for cell in row[1]] for node in nodes if node["t"] == "Table" for body in node["c"][4] for row in body[3]]
    said = [" | ".join(row) for row in rows]
    assert any("Een jaar langer. Verlenging: eerst tot en met 31 juli 2030, nu tot en met 31 juli 2031. Zie paragraaf" in row for row in said)
    assert "1.1 | 28 maart 2030 | Verlenging vastgesteld | bestuur | vastgesteld" in said
    assert "OPR PO | De instemming geldt tot en met deze dag. | 31 juli 2027 | Daarna geldt deze instemming niet meer. | nog geen nieuwe instemming" in said
    assert any(row.startswith("OPR PO | De begroting komt terug. Zie paragraaf") and row.endswith("1 december 2026 | Het geld wacht. | nog niet") for row in said)
    facts = dict(document.facts)
    assert facts["Looptijd"] == "1 augustus 2026 tot en met 31 juli 2031 (bij de vaststelling: 1 augustus 2026 tot en met 31 juli 2030)"
    assert facts["Status"] == "vastgesteld op 2 april 2026, gewijzigd op 28 maart 2030"


def test_a_title_that_a_heading_says_is_not_said_again_and_far_places_name_their_page() -> None:
    _, document, _ = edition(ROOT / "plans" / "noorderwaard" / "2026-2030", None)
    boxes = re.findall(r"\.speerpunt([^}]*)\}", document.markdown)
    assert boxes and not any("titel" in box for box in boxes)
    far = [line for line in document.markdown.splitlines() if ".met-bladzijde" in line]
    assert far and not any(line.startswith("|") for line in far)


def test_a_writer_has_own_words_above_goals_and_a_theme_for_each_kader() -> None:
    """The examples: what one poster heads "Dit gaan wij samen doen", and the uitgangspunten of a board under its themes."""
    said = edition(ROOT / "plans" / "voorbeelden" / "eilandrijk", None)[1].markdown
    assert said.count("**Dit gaan wij samen doen**") == 4 and "Wat wij willen bereiken" not in said
    themes = edition(ROOT / "plans" / "voorbeelden" / "havenstreek", None)[1].markdown
    assert "De kaders voor dit plan (dagelijks bestuur, 12 december 2019)" in themes and "Vastgesteld door" not in themes
    assert themes.count("| Organisatie en governance |") == 2
    assert "| Thema |" not in edition(ROOT / "plans" / "voorbeelden" / "klaverland", None)[1].markdown


def test_an_amount_in_the_name_of_a_computed_row_is_written_as_every_other(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(BASE, folder)
    for file in (folder / "tabellen.yaml", folder / "data" / "begroting-po.csv"):
        file.write_text(file.read_text(encoding="utf-8").replace("Totaal lasten", "Totaal lasten (was 125000)"), encoding="utf-8")
    _, document, _ = composed(folder, None)
    assert "Totaal lasten (was 125.000)" in document.markdown


def test_what_there_is_to_say_about_an_outcome_stands_behind_it(base: Path) -> None:
    decisions = base / "besluiten.yaml"
    decisions.write_text(decisions.read_text().replace("uitkomst: overeenstemming", "uitkomst: geen overeenstemming\n    toelichting: De arbiter doet uitspraak.", 1))
    _, _, nodes = composed(base, None)
    cells = [text_of(node["c"]) for node in nodes if node["t"] == "Plain"]
    assert cells.count("geen overeenstemming. De arbiter doet uitspraak.") == 2, "in the table of the steps, and in that of the oogo"


@pytest.mark.parametrize(("sector", "other"), [("po", "vo"), ("vo", "po")])
def test_an_edition_for_one_sector_names_one_samenwerkingsverband_and_one_budget(sector: Sector, other: Sector) -> None:
    folder = ROOT / "plans" / "noorderwaard" / "2026-2030"
    plan, document, nodes = edition(folder, sector)
    assert document.subtitle == f"Ondersteuningsplan van {plan.file.organisations[sector].name}"
    header = [text_of(cell[4]) for node in nodes if node["t"] == "Table" for row in node["c"][3][1] for cell in row[1]]
    assert f"2027 {sector}" in header and f"2027 {other}" not in header
    joint = edition(folder, None)[1]
    assert joint.subtitle == edition(folder, None)[0].file.subtitle != document.subtitle
