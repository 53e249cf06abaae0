"""The letters of the house style, as a browser asks for them."""

from __future__ import annotations

from dataclasses import dataclass

from opc.model.document import Document
from opc.write.fonts import COMING_ALONG, faces, house_fonts

_WEIGHTS = {"Regular": (400, "normal"), "It": (400, "italic"), "Semibold": (600, "normal")}
"""The faces that the pages use, of what comes with opc: more would only make them slower."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A font file and what it holds. weight: 400 is regular, 700 bold. slant: normal or italic."""

    name: str
    family: str
    weight: int
    slant: str
    content: bytes


def letters(document: Document) -> tuple[Letter, ...]:
    """The font files that a page loads: opc's own where the style names them, and those in the style's folder."""
    families = set(document.style.fonts)
    begins = {prefix: family for family, (_, prefix) in COMING_ALONG.items() if family in families}
    found = []
    for file in house_fonts(families):
        prefix, _, sort = file.stem.partition("-")
        if prefix in begins and sort in _WEIGHTS:
            found.append(Letter(file.name, begins[prefix], *_WEIGHTS[sort], file.read_bytes()))
    own = sorted(document.fonts.rglob("*.ttf")) if document.fonts else []
    for at, face in enumerate(faces(own), 1):
        if face.family in families - COMING_ALONG.keys():
            found.append(Letter(f"letter-{at}.ttf", face.family, 700 if face.is_bold else 400, "italic" if face.is_italic else "normal", face.data))
    return tuple(found)
