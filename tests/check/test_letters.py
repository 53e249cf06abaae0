"""The table of characters that can be printed, against what Typst sets with opc's letters."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from opc.model.letters import RANGES, is_western, printable, unprintable
from opc.write import pdf
from opc.write.fonts import font_folder


def refused(folder: Path, signs: str) -> str:
    """The signs that Typst cannot set, in the first of its complaints."""
    rows = [signs[at : at + 40] for at in range(0, len(signs), 40)]
    text = "\n\n".join(" ".join(f'#"\\u{{{ord(sign):x}}}"' for sign in row) for row in rows)
    project = folder / "main.typ"
    project.write_text(f'#set document(title: "x")\n#set text(font: "Source Sans Pro", lang: "nl")\n{text}\n', encoding="utf-8")
    try:
        with font_folder() as fonts:
            typst.compile(project, root=folder, font_paths=[fonts], ignore_system_fonts=True, pdf_standards=pdf.STANDARDS)
    except typst.TypstError as error:
        return "".join(re.findall(r'text `"(.*?)"`', error.diagnostic)) or error.message
    return ""


def test_typst_sets_every_character_of_the_table(tmp_path: Path) -> None:
    signs = "".join(chr(code) for first, last in RANGES for code in range(first, last + 1) if unicodedata.category(chr(code)) not in ("Cc", "Cn", "Co"))
    assert len(signs) > 5_000
    assert not refused(tmp_path, signs)


def test_every_western_character_is_in_the_table() -> None:
    western = "".join(sign for code in range(256) if (sign := bytes([code]).decode("cp1252", errors="ignore")).isprintable())
    assert len(western) > 200
    assert is_western(western) and not list(unprintable(western))
    assert not is_western("漢")


@pytest.mark.parametrize("sign", "漢😀祝ㄅ🏳")
def test_typst_refuses_what_is_not_in_the_table(sign: str, tmp_path: Path) -> None:
    assert refused(tmp_path, sign)
    assert list(unprintable(f"a{sign}b")) == [(1, 2)]


def test_what_dutch_writers_type_can_be_printed() -> None:
    text = "Coöperatie “Eén” ‘twee’ – — … • → ✓ ✔ ☐ ≥ ½ € \u00a0 \u00ad \u202f CO₂ m² 50‰ Šćžł Ωμ Иван İstanbul"
    assert printable(text) == text


@settings(max_examples=200, derandomize=True)
@given(st.text())
def test_what_is_left_can_be_printed(text: str) -> None:
    made = printable(text)
    assert not list(unprintable(made))
    assert [sign for sign in made if sign != "\ufffd"] == [sign for at, sign in enumerate(text) if not any(begin <= at < end for begin, end in unprintable(text)) and sign != "\ufffd"]
