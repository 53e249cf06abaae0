"""Mistakes in `schemas/`: all of them are told at once, and the work is not begun."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from opc import pipeline
from opc.error import OpcError


def test_all_mistakes_in_the_records_are_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "schemas"
    shutil.copytree(ROOT / "schemas", folder, ignore=shutil.ignore_patterns("json"))
    house = folder / "huis.yaml"
    text = house.read_text(encoding="utf-8")
    assert text.count("ernst: waarschuwing") > 1
    house.write_text(text.replace("ernst: waarschuwing", "ernst: ergerlijk", 2), encoding="utf-8")
    monkeypatch.setattr("opc.pipeline.data_folder", lambda _: folder)
    with pytest.raises(OpcError) as raised:
        pipeline.requirements.__wrapped__()  # type: ignore[attr-defined]  # conftest reads the records once
    said = f"{raised.value.message}\n{raised.value.hint}"
    assert said.count("schemas/huis.yaml:") == 2, said
