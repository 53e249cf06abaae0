"""The letters of the house style, as a browser asks for them."""

from __future__ import annotations

from dataclasses import dataclass

from opc.model.document import Document
from opc.write.fonts import FAMILY, faces, house_fonts

_WEIGHTS = {"SourceSansPro-Regular.ttf": (400, "normal"), "SourceSansPro-It.ttf": (400, "italic"), "SourceSansPro-Semibold.ttf": (600, "normal")}
"""The house letters that the pages use: more would only make them slower."""


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
    families = {document.style.font, document.style.heading_font or document.style.font}
    found = [Letter(file.name, FAMILY, *_WEIGHTS[file.name], file.read_bytes()) for file in house_fonts() if FAMILY in families and file.name in _WEIGHTS]
    own = sorted(document.fonts.rglob("*.ttf")) if document.fonts else []
    for at, face in enumerate(faces(own), 1):
        if face.family in families - {FAMILY}:
            found.append(Letter(f"letter-{at}.ttf", face.family, 700 if face.is_bold else 400, "italic" if face.is_italic else "normal", face.data))
    return tuple(found)
