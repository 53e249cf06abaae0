"""Mistakes in `schemas/`: each is a finding at its line, and what the other records ask is still checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT, TODAY

from opc import pipeline
from opc.check import KINDS
from opc.cli import run
from opc.error import OpcError
from opc.model.outcome import PROSE, STEPS


@pytest.fixture
def mistaken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`schemas/` with two records whose severity is none."""
    folder = tmp_path / "opc" / "schemas"
    shutil.copytree(ROOT / "schemas", folder, ignore=shutil.ignore_patterns("json"))
    house = folder / "huis.yaml"
    text = house.read_text(encoding="utf-8")
    assert text.count("ernst: waarschuwing") > 1
    house.write_text(text.replace("ernst: waarschuwing", "ernst: ergerlijk", 2), encoding="utf-8")
    monkeypatch.setattr("opc.pipeline.law.data_folder", lambda _: folder)
    monkeypatch.setattr("opc.pipeline.law.requirements", pipeline.requirements.__wrapped__)  # a process reads the records once
    return folder


def test_each_mistake_in_the_records_is_a_finding_and_the_plan_is_still_checked(mistaken: Path, base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (base / "besluiten.yaml").write_text((base / "besluiten.yaml").read_text(encoding="utf-8").replace(", Duinhoek]", "]"), encoding="utf-8")
    assert run(["check", str(base)]) == 2
    said = capsys.readouterr().out
    assert said.count("schemas/huis.yaml:") == 2, said
    assert "bedoelt u" in said or "kies uit" in said or "fout, waarschuwing" in said, said
    assert "[oogo]" in said
    assert mistaken.is_dir()


def test_a_record_without_a_mistake_can_still_be_explained(mistaken: Path) -> None:
    assert pipeline.explain("oogo", TODAY, 80).startswith("Overleg met alle gemeenten")
    with pytest.raises(OpcError) as raised:
        pipeline.explain("huis-leeg", TODAY, 80)
    assert f"{raised.value.message}\n{raised.value.hint}".count("schemas/huis.yaml:") == 2
    assert mistaken.is_dir()


def test_a_list_of_all_records_is_not_made_of_some(mistaken: Path) -> None:
    with pytest.raises(OpcError):
        pipeline.rules(TODAY, ("po", "vo"), 80, today=TODAY)
    assert mistaken.is_dir()


def test_the_kinds_that_are_named_apart_are_kinds() -> None:
    assert KINDS.keys() >= PROSE | STEPS
