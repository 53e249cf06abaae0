"""What travels in every PDF: which requirement is answered where, and when asked what the plan was made from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import page
import pikepdf
from conftest import BASE, ROOT, TODAY, copy_plan

from opc import pipeline


def build(tmp_path: Path, *, embed_source: bool) -> tuple[Path, pipeline.Built]:
    plan = copy_plan(BASE, tmp_path / "plan")
    built = pipeline.build(plan, ["pdf"], tmp_path, today=TODAY, sector=None, allow_errors=True, embed_source=embed_source)
    return built.files[0].path, built


def destinations(node: Any) -> Iterator[str]:
    for child in node.get("/Kids", []):
        yield from destinations(child)
    yield from (str(name) for name in list(node.get("/Names", []))[::2])


def test_the_crosswalk_names_places_in_the_pdf(tmp_path: Path) -> None:
    path, built = build(tmp_path, embed_source=False)
    with pikepdf.open(path) as pdf:
        assert list(pdf.attachments) == ["dekking.json"]
        said = json.loads(pdf.attachments["dekking.json"].get_file().read_bytes())
        known = set(destinations(pdf.Root.Names.Dests))
    schema = json.loads((ROOT / "schemas" / "json" / "dekking-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(said, schema)
    assert built.checked
    assert said["law_date"] == built.checked.day.isoformat()
    answers = {entry["id"]: entry["answers"] for entry in said["requirements"]}
    assert len([name for name, places in answers.items() if places]) >= 7
    assert {place["destination"] for places in answers.values() for place in places} <= known
    (place,) = answers["terugplaatsing"][:1]
    assert place["number"]
    assert place["title"]


def test_the_source_goes_along_when_asked(tmp_path: Path) -> None:
    path, _ = build(tmp_path, embed_source=True)
    with pikepdf.open(path) as pdf:
        found = {name: pdf.attachments[name].get_file().read_bytes().decode() for name in pdf.attachments}
    folder = tmp_path / "plan"
    for name in ("plan.yaml", "besluiten.yaml", *(file.relative_to(folder).as_posix() for file in (*folder.glob("hoofdstukken/*.md"), *folder.glob("data/*.csv")))):
        assert found[name] == (folder / name).read_text(encoding="utf-8-sig").replace("\r\n", "\n"), name


def test_a_pdf_with_attachments_conforms(tmp_path: Path) -> None:
    path, _ = build(tmp_path, embed_source=True)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        assert [failure for failure in page.validate_pdf(str(path), profile=profile).failures if not failure.rule_id.endswith("STREAM-LENGTH-001")] == []
