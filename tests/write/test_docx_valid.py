"""The Word files of whole plans, before two validators that know nothing of opc."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from conftest import ROOT, TODAY
from openxml_audit import OpenXmlValidator
from test_docx import TEXT, make

from opc import pipeline
from opc.model.record import Sector
from opc.write import docx

SDK = Path(sys.prefix) / "node" / "node_modules" / ".bin" / "ooxml-validator"
"""The Open XML SDK, by which Microsoft's own programs judge; `make test-slow` puts it there."""


def complaints(path: Path) -> list[str]:
    """What either validator says of a file."""
    if not SDK.exists() and not os.environ.get("CI"):
        pytest.skip("the Open XML SDK is not there: make test-slow installs it where npm is")
    ran = subprocess.run([SDK, path, "--officeVersion", "Microsoft365"], capture_output=True, text=True, check=False)
    assert ran.stdout, ran.stderr
    said = json.loads(ran.stdout)
    assert said["ok"] is (not said["errors"])
    return [f"{error['path']}: {error['description']}" for error in said["errors"]] + [f"{error.part_uri}: {error.description}" for error in OpenXmlValidator().validate(path).errors]


@pytest.mark.slow
@pytest.mark.parametrize("sector", [None, "po", "vo"])
@pytest.mark.parametrize("period", ["2022-2026", "2026-2030"])
def test_the_word_file_of_a_sample_is_valid(period: str, sector: Sector | None, tmp_path: Path) -> None:
    built = pipeline.build(ROOT / "plans" / "noorderwaard" / period, ["docx"], tmp_path, today=TODAY, sector=sector, allow_errors=True)
    assert complaints(built.files[0].path) == []


@pytest.mark.slow
def test_a_word_file_with_everything_in_it_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "alles.docx"
    path.write_bytes(docx.render(*make(TEXT, tmp_path, watermark="CONCEPT")))
    assert complaints(path) == []


@pytest.mark.slow
def test_the_validators_see_a_mistake(tmp_path: Path) -> None:
    path, content = tmp_path / "fout.docx", docx.render(*make("Tekst.\n", tmp_path))
    with zipfile.ZipFile(BytesIO(content)) as good, zipfile.ZipFile(path, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name).replace(b"<w:body>", b"<w:body><w:weg/>"))
    assert len([said for said in complaints(path) if "weg" in said]) >= 2
