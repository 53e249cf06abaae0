"""What travels in every PDF: which requirement is answered where, and when asked what the plan was made from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import page
import pikepdf
import pytest
from conftest import BASE, ROOT, TODAY, copy_plan

from opc import pipeline


def failures(path: Path) -> list[Any]:
    found = [failure for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A) for failure in page.validate_pdf(str(path), profile=profile).failures]
    return [failure for failure in found if not failure.rule_id.endswith("STREAM-LENGTH-001")]


def build(tmp_path: Path, *, embed_source: bool) -> tuple[Path, pipeline.Built]:
    plan = copy_plan(BASE, tmp_path / "plan")
    built = pipeline.build(plan, ["pdf"], tmp_path, today=TODAY, sector=None, allow_errors=True, embed_source=embed_source)
    return built.files[0].path, built


def crosswalk(path: Path) -> tuple[dict[str, Any], set[str]]:
    """dekking.json of a PDF, as its schema has it, and the named destinations of that PDF."""
    with pikepdf.open(path) as pdf:
        said = json.loads(pdf.attachments["dekking.json"].get_file().read_bytes())
        known = set(destinations(pdf.Root.Names.Dests)) if "/Dests" in pdf.Root.get("/Names", {}) else set()
    jsonschema.validate(said, json.loads((ROOT / "schemas" / "json" / "dekking-1.schema.json").read_text(encoding="utf-8")))
    return said, known


def destinations(node: Any) -> Iterator[str]:
    for child in node.get("/Kids", []):
        yield from destinations(child)
    yield from (str(name) for name in list(node.get("/Names", []))[::2])


def test_the_crosswalk_names_places_in_the_pdf(tmp_path: Path) -> None:
    path, built = build(tmp_path, embed_source=False)
    said, known = crosswalk(path)
    assert built.checked
    assert said["document"] == "plan"
    assert said["law_date"] == built.checked.day.isoformat()
    answers = {entry["id"]: entry["answers"] for entry in said["requirements"]}
    assert len([name for name, places in answers.items() if places]) >= 7
    assert {place["destination"] for places in answers.values() for place in places} <= known
    (place,) = answers["terugplaatsing"][:1]
    assert place["number"]
    assert place["title"]


@pytest.mark.parametrize(("look", "text", "destination"), [
    ("boek", "# Terug {#terug}\n\nTekst.\n", "terug"), ("blad", '<% for groep in gemarkeerd("citaat") %>\n# Kort {#<< groep.anker >>}\n\nTekst.\n<% endfor %>\n', "toewijzing"), ("poster", "# Kort\n\nTekst.\n", ""),
])
def test_a_short_version_tells_it_of_the_plan_and_leads_to_what_it_has(tmp_path: Path, look: str, text: str, destination: str) -> None:
    plan = copy_plan(BASE, tmp_path / "plan")
    own = plan / "profielen" / "folder"
    own.mkdir(parents=True)
    (own / "profiel.yaml").write_text(f"titel: Folder\nvormen: [pdf]\nopmaak: {look}\n", encoding="utf-8")
    (own / "tekst.md.j2").write_text(text, encoding="utf-8")
    chapter = plan / "hoofdstukken" / "02-toewijzing.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("{#terug}\n", "{#terug}\n\n::: citaat\nHet ging goed.\n:::\n"), encoding="utf-8")
    built = pipeline.build(plan, ["pdf"], tmp_path, today=TODAY, sector=None, allow_errors=False, embed_source=True, profile="folder")
    said, known = crosswalk(built.files[0].path)
    whole, _ = crosswalk(build(tmp_path / "heel", embed_source=False)[0])
    assert said["document"] == "folder"
    (entry,) = (entry for entry in said["requirements"] if entry["id"] == "terugplaatsing")
    assert [place["destination"] for place in entry["answers"]] == [destination]
    assert {place["destination"] for entry in said["requirements"] for place in entry["answers"]} <= known | {""}
    # what is answered where is the same, wherever it is told
    for one, other in zip(said["requirements"], whole["requirements"], strict=True):
        assert [(place["number"], place["title"]) for place in one["answers"]] == [(place["number"], place["title"]) for place in other["answers"]]
    with pikepdf.open(built.files[0].path) as pdf:
        assert {"dekking.json", "plan.yaml"} <= set(pdf.attachments)
    assert failures(built.files[0].path) == []


def test_a_toetsverslag_leads_to_the_outcome(tmp_path: Path) -> None:
    built = pipeline.assess(BASE, tmp_path, today=TODAY, sector=None, reader=None)
    (path,) = (file.path for file in built.files if file.format == "pdf")
    said, known = crosswalk(path)
    (entry,) = (entry for entry in said["requirements"] if entry["id"] == "terugplaatsing")
    assert said["document"] == "toetsverslag"
    assert entry["answers"][0]["number"] and not entry["answers"][0]["destination"]
    assert entry["destination"] == "eis-terugplaatsing"
    assert {entry["destination"] for entry in said["requirements"]} <= known | {""}
    assert failures(path) == []


def test_the_source_goes_along_when_asked(tmp_path: Path) -> None:
    path, _ = build(tmp_path, embed_source=True)
    with pikepdf.open(path) as pdf:
        found = {name: pdf.attachments[name].get_file().read_bytes().decode() for name in pdf.attachments}
    folder = tmp_path / "plan"
    for name in ("plan.yaml", "besluiten.yaml", *(file.relative_to(folder).as_posix() for file in (*folder.glob("hoofdstukken/*.md"), *folder.glob("data/*.csv")))):
        assert found[name] == (folder / name).read_text(encoding="utf-8-sig").replace("\r\n", "\n"), name


def test_a_pdf_with_attachments_conforms(tmp_path: Path) -> None:
    path, _ = build(tmp_path, embed_source=True)
    assert failures(path) == []
