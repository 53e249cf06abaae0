"""Letters: the files of those that come with opc, and of a house style's own."""

from __future__ import annotations

import importlib.util
import shutil
import struct
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from opc.error import OpcError
from opc.model.font import FONTS, Face, face

FAMILY, SERIF = FONTS
"""The letters of opc itself: every other font falls back on them."""
COMING_ALONG = {FAMILY: ("font_source_sans_pro", "SourceSansPro"), SERIF: ("font_source_serif_pro", "SourceSerifPro")}
"""What a house style may name without files of its own: the package that brings it, and how its files begin."""
# the faces that the templates use; more only cost time
_FACES = ("Light", "Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")


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


def faces(files: Iterable[Path]) -> Iterator[Face]:
    """The TrueType files among these, in this order. What is another sort of file, or is broken, is passed over."""
    for path in files:
        if path.suffix.lower() != ".ttf":
            continue
        try:
            yield face(path.read_bytes())
        except (OSError, ValueError, KeyError, struct.error):
            continue
