"""The fonts of a Word file: their table, and the letters themselves, so that the file looks the same where they are not installed.

Whole faces go along, not only the letters that the text uses: who goes on with the file types others. Each is obfuscated
as ECMA-376 part 1 (17.8.1) asks: the first 32 bytes change by a key that stands in the table, so that the file is not
a font to whoever unpacks the document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from uuid import UUID

from opc.model.document import Document
from opc.model.font import Face
from opc.write.docx.look import filled
from opc.write.docx.package import Package, Relations
from opc.write.docx.xml import NAMESPACES, escape
from opc.write.fonts import faces, house_fonts

_PLACES = {"embedRegular": (False, False), "embedBold": (True, False), "embedItalic": (False, True), "embedBoldItalic": (True, True)}
_HIDDEN = 32  # bytes
_SERIFS = range(2, 11)  # of the second PANOSE number, for Latin text


def font_table(document: Document, package: Package) -> bytes:
    """fontTable.xml, with each font of the house style; those that may travel are put in the package."""
    own = sorted(document.fonts.rglob("*")) if document.fonts else []
    found = [face for face in faces((*own, *house_fonts(document.style.fonts))) if face.may_travel]
    relations = Relations()
    fonts = "".join(_font(name, [face for face in found if face.family.lower() == name.lower()], package, relations) for name in document.style.fonts)
    package.relate("word/fontTable.xml", relations)
    return filled("fonts.xml", {"namespaces": NAMESPACES, "fonts": fonts}).encode()


def _font(name: str, found: Iterable[Face], package: Package, relations: Relations) -> str:
    """A font's entry. found: its faces; of two of the same sort the first counts."""
    by_sort: dict[tuple[bool, bool], Face] = {}
    for face in found:
        by_sort.setdefault((face.is_bold, face.is_italic), face)
    known, embedded, other, family = "", "", "Calibri", "swiss"
    if by_sort:
        face = next(iter(by_sort.values()))
        known = f'<w:panose1 w:val="{face.panose.hex().upper()}"/>'
        marks = " ".join(f'w:{mark}="{bits:08X}"' for mark, bits in zip(("usb0", "usb1", "usb2", "usb3", "csb0", "csb1"), face.coverage, strict=True))
        embedded = f"<w:sig {marks}/>"
        if face.panose[1] in _SERIFS:
            other, family = "Cambria", "roman"
    for place, sort in _PLACES.items():
        if sort in by_sort:
            key = UUID(bytes=hashlib.sha256(by_sort[sort].data).digest()[:16])
            file = f"fonts/font{len(relations.targets) + 1}.odttf"
            package.add(f"word/{file}", obfuscated(by_sort[sort].data, key))
            embedded += f'<w:{place} r:id="{relations.to("font", file)}" w:fontKey="{{{str(key).upper()}}}"/>'
    return (f'<w:font w:name="{escape(name)}"><w:altName w:val="{other}"/>{known}<w:charset w:val="00"/><w:family w:val="{family}"/><w:pitch w:val="variable"/>{embedded}</w:font>')


def obfuscated(data: bytes, key: UUID) -> bytes:
    """A font file as it stands in a Word file; done twice, it is itself again."""
    mask = key.bytes[::-1] * 2
    return bytes(byte ^ other for byte, other in zip(data[:_HIDDEN], mask, strict=False)) + data[_HIDDEN:]
