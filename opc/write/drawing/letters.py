"""The letters of drawings: those of the house style, from files, never the system's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from opc.write.drawing.pen import Pen
from opc.write.fonts import COMING_ALONG, FAMILY, faces, house_fonts


@dataclass(frozen=True, slots=True)
class Letters:
    """Two font files: for words, and for words that stand out."""

    regular: Path
    strong: Path


def letters(pen: Pen) -> Letters:
    """The letters of the house style; opc's own where its folder has none with that name. Raises OpcError when those are missing."""
    font = pen.font
    _, prefix = COMING_ALONG.get(font, COMING_ALONG[FAMILY])
    house = {path.stem: path for path in house_fonts([font])}
    regular, strong = house[f"{prefix}-Regular"], house[f"{prefix}-Semibold"]
    if font not in COMING_ALONG and pen.fonts:
        upright: dict[bool, Path] = {}
        for path in sorted(pen.fonts.rglob("*.ttf")):
            upright |= {face.is_bold: path for face in faces([path]) if face.family == font and not face.is_italic}
        regular = upright.get(False, regular)
        strong = upright.get(True, regular if False in upright else strong)
    return Letters(regular, strong)
