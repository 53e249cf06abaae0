"""The toetsverslag: the outcome of a check as a document."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from conftest import BASE, TODAY

from opc import pipeline
from opc.cli import run
from opc.model.audience import Kind, Reader


def _text(path: Path) -> str:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("reader", [None, "opr", "gemeente", "toezicht"])
def test_every_reader_gets_a_pdf_and_a_word_file(reader: Kind | None, tmp_path: Path) -> None:
    built = pipeline.assess(BASE, tmp_path, today=TODAY, sector=None, reader=Reader(reader) if reader else None)
    assert {written.path.suffix for written in built.files} == {".pdf", ".docx"}
    assert all("toetsverslag" in written.path.name and (reader or "toetsverslag") in written.path.name for written in built.files)
    said = _text(next(written.path for written in built.files if written.path.suffix == ".docx"))
    assert "Samen sterk in de Duinstreek" in said and "2 april 2026" in said
    expected = {None: "Terug- en overplaatsing", "opr": "Voor ouders", "gemeente": "Leerlingenvervoer", "toezicht": "Ingediend bij de inspectie"}
    assert expected[reader] in said
    assert not re.search(r"paragraaf \d", said)  # a place keeps its number on the same line


def test_a_requirement_has_a_section_with_its_outcome_and_source(tmp_path: Path) -> None:
    pipeline.assess(BASE, tmp_path, today=TODAY, sector="po", reader=None)
    said = _text(next(tmp_path.glob("*.docx")))
    assert "Uitkomst: in orde (po)." in said and "WPO artikel 18a lid 8 onder d (po), geldig vanaf 6 januari 2014 (dag niet zeker). Zekerheid\u00a0A." in said
    assert "Uitkomst: zelf te beoordelen" in said and "WVO 2020" not in said
    assert "Indicatoren (hoofdstuk\u00a03)" in said  # once, though its table has that name too


def test_an_outcome_stays_with_what_is_said_of_it(tmp_path: Path) -> None:
    pipeline.assess(BASE, tmp_path, today=TODAY, sector="po", reader=None)
    document = docx.Document(io.BytesIO(next(tmp_path.glob("*.docx")).read_bytes()))
    outcomes = [paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Uitkomst: ")]
    assert outcomes and all(paragraph.paragraph_format.keep_with_next for paragraph in outcomes)


def test_a_plan_with_errors_has_one_too_and_the_plan_itself_is_refused(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (base / "besluiten.yaml").read_text(encoding="utf-8")
    (base / "besluiten.yaml").write_text(text.replace(", Duinhoek]", "]"), encoding="utf-8")
    assert run(["build", str(base), "--format", "toetsverslag", "--output", str(tmp_path / "uit")]) == 0
    assert "niet in orde" in _text(next((tmp_path / "uit").glob("*.docx")))
    assert run(["build", str(base), "--format", "toetsverslag,pdf", "--output", str(tmp_path / "twee")]) == 1
    assert {path.suffix for path in (tmp_path / "twee").iterdir()} == {".pdf", ".docx"}
    assert "Er is niets gebouwd" in capsys.readouterr().out


def test_a_plan_that_cannot_be_read_has_none(base: Path, tmp_path: Path) -> None:
    (base / "plan.yaml").write_text("titel: [\n")
    assert run(["build", str(base), "--format", "toetsverslag", "--output", str(tmp_path / "uit")]) == 1
    assert not list(tmp_path.rglob("*toetsverslag*"))


def test_for_whom_goes_with_a_report_for_readers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", str(BASE), "--format", "pdf", "--for", "opr"]) == 2
    assert run(["check", str(BASE), "--format", "sarif", "--for", "opr"]) == 2
    assert "--for hoort bij --format" in capsys.readouterr().err
