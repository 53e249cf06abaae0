"""Letters: those that come with opc, and what a font file says of itself."""

from __future__ import annotations

import importlib.util
import shutil
import struct
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from opc.error import OpcError

FAMILY = "Source Sans Pro"
"""The letters of opc itself: every other font falls back on them."""
COMING_ALONG = {FAMILY: ("font_source_sans_pro", "SourceSansPro"), "Source Serif Pro": ("font_source_serif_pro", "SourceSerifPro")}
"""What a house style may name without files of its own: the package that brings it, and how its files begin."""
# the faces that the templates use; more only cost time
_FACES = ("Light", "Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
_TRUETYPE = (b"\0\1\0\0", b"true")
_WINDOWS, _FAMILY_NAME = 3, 1  # a platform and a kind of name in the table `name`


def house_fonts(names: Collection[str] = ()) -> tuple[Path, ...]:
    """The files of Source Sans Pro and of what else of these comes with opc, each face once. Raises OpcError when they are not installed."""
    return tuple(file for family in COMING_ALONG if family in (FAMILY, *names) for file in _files(family))


def _files(family: str) -> tuple[Path, ...]:
    package, prefix = COMING_ALONG[family]
    spec = importlib.util.find_spec(package)
    folder = Path(spec.origin).parent / "files" if spec and spec.origin else Path()
    # the package holds each face twice, as otf and ttf: which one Typst takes would depend on the disk's order
    found = tuple(path for face in _FACES if (path := folder / f"{prefix}-{face}.ttf").is_file())
    if len(found) < len(_FACES):
        raise OpcError(f"het lettertype {family} is niet gevonden", f"installeer opc opnieuw: het komt mee in het pakket {package.replace('_', '-')}")
    return found


@contextmanager
def font_folder(names: Collection[str] = ()) -> Iterator[Path]:
    """A folder with the files of `house_fonts`, for Typst, which takes fonts by the folder."""
    with TemporaryDirectory(prefix="opc-") as name:
        for file in house_fonts(names):
            try:
                (Path(name) / file.name).symlink_to(file)
            except OSError:  # Windows gives the right to link to few
                shutil.copyfile(file, Path(name) / file.name)
        yield Path(name)


@dataclass(frozen=True, slots=True)
class Face:
    """A TrueType file. family: the name under which programs list it together with its bold and its italic."""

    data: bytes
    family: str
    is_bold: bool
    is_italic: bool
    may_travel: bool
    """Its maker lets it go along in a document that others edit."""
    panose: bytes
    coverage: tuple[int, ...]
    """Six numbers whose bits are scripts and code pages."""


def faces(files: Iterable[Path]) -> Iterator[Face]:
    """The TrueType files among these, in this order. What is another sort of file, or is broken, is passed over."""
    for path in files:
        if path.suffix.lower() != ".ttf":
            continue
        try:
            yield _face(path.read_bytes())
        except (OSError, ValueError, KeyError, struct.error):
            continue


def _face(data: bytes) -> Face:
    """Source of the tables: ISO/IEC 14496-22, OpenType."""
    if data[:4] not in _TRUETYPE:
        raise ValueError("outlines of another sort")  # a .ttf may hold those of PostScript, which Word does not show
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {data[at : at + 4]: struct.unpack_from(">II", data, at + 8) for at in range(12, 12 + 16 * count, 16)}
    begin, _ = tables[b"OS/2"]
    (version,) = struct.unpack_from(">H", data, begin)
    (permission,) = struct.unpack_from(">H", data, begin + 8)
    (selection,) = struct.unpack_from(">H", data, begin + 62)
    scripts: tuple[int, ...] = struct.unpack_from(">4I", data, begin + 42)
    pages: tuple[int, ...] = struct.unpack_from(">2I", data, begin + 78) if version else (0, 0)
    return Face(data, _family(data, tables[b"name"][0]), bool(selection & 0x20), bool(selection & 0x01), _may_travel(permission), data[begin + 32 : begin + 42], scripts + pages)


def _may_travel(permission: int) -> bool:
    """Whether the bits of fsType allow a document that can be edited: installable (none of the first four) or editable (8), and not only its bitmaps (0x200)."""
    return (not permission & 0x0F or bool(permission & 0x08)) and not permission & 0x200


def _family(data: bytes, begin: int) -> str:
    _, count, texts = struct.unpack_from(">3H", data, begin)
    for at in range(begin + 6, begin + 6 + 12 * count, 12):
        platform, _, _, kind, length, offset = struct.unpack_from(">6H", data, at)
        if (platform, kind) == (_WINDOWS, _FAMILY_NAME):
            return data[begin + texts + offset :][:length].decode("utf-16-be")
    raise ValueError("a font without a name")
