"""The fonts in a folder of a plan."""

from __future__ import annotations

import struct
from pathlib import Path

from opc.model import font

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")


def families(folder: Path) -> frozenset[str]:
    """The names of the families in the font files of a folder and those below it. What is no font, or is broken, is passed over."""
    found: set[str] = set()
    for path in sorted(folder.rglob("*")):
        try:
            if path.suffix.lower() in _SUFFIXES and path.is_file():
                found.update(font.families(path.read_bytes()))
        except (OSError, ValueError, KeyError, struct.error):
            continue
    return frozenset(found)
