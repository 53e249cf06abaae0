"""The letters that a house style names: looked for when they are not opc's own."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from opc.read.plan import read_plan
from opc.write.fonts import house_fonts

OWN = "Huisletter Sans"


def letters(suffix: str) -> bytes:
    """A font with another name; as a collection of one when it is to be a .ttc."""
    data = house_fonts()[1].read_bytes().replace("Source Sans Pro".encode("utf-16-be"), OWN.encode("utf-16-be"))
    if suffix != ".ttc":
        return data
    head = struct.pack(">4sIII", b"ttcf", 0x10000, 1, 16)
    (count,) = struct.unpack_from(">H", data, 4)
    moved = bytearray(data)
    for at in range(12, 12 + 16 * count, 16):
        struct.pack_into(">I", moved, at + 8, struct.unpack_from(">I", data, at + 8)[0] + len(head))
    return head + bytes(moved)


@pytest.mark.parametrize("suffix", [".ttf", ".TTF", ".ttc"])
def test_a_font_in_the_folder_of_the_house_style_is_found(base: Path, suffix: str) -> None:
    (base / "huisstijl.yaml").write_text(f"lettertype: {OWN.upper()}\nlettertype_koppen: Huisletter\nlettertypen_map: letters\n")
    (base / "letters/diep").mkdir(parents=True)
    (base / f"letters/diep/eigen{suffix}").write_bytes(letters(suffix))
    (base / "letters/kapot.ttf").write_bytes(b"\0\1\0\0\0\xff")
    plan, noticed = read_plan(base, base)
    assert plan and plan.style.fonts == (OWN.upper(), "Huisletter")
    assert not noticed.findings


def test_a_font_that_is_not_there_is_a_finding_and_the_plan_has_the_usual_one(base: Path) -> None:
    (base / "huisstijl.yaml").write_text("lettertype: Huisleter Sans\nlettertypen_map: letters\n")
    (base / "letters").mkdir()
    (base / "letters/eigen.ttf").write_bytes(letters(".ttf"))
    plan, noticed = read_plan(base, base)
    assert plan and plan.style.fonts == ("Source Sans Pro",)
    (finding,) = noticed.findings
    assert (finding.span.line, finding.span.column, finding.rule, finding.hint) == (1, 13, "huis-veld", f"bedoelt u {OWN}?")


def test_a_folder_of_fonts_that_is_not_there_is_one_finding(base: Path) -> None:
    (base / "huisstijl.yaml").write_text("lettertype: Huisletter Sans\nlettertypen_map: letters\n")
    plan, noticed = read_plan(base, base)
    assert plan and plan.style.fonts == ("Source Sans Pro",)
    assert [finding.rule for finding in noticed.findings] == ["huis-bestand"]
