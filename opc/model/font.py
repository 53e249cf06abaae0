"""What a font file says of itself. Source of its tables: ISO/IEC 14496-22, OpenType."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

FONTS = ("Source Sans Pro", "Source Serif Pro")
"""The fonts that come with opc; every other one falls back on the first."""

_TRUETYPE = (b"\0\1\0\0", b"true")
_OPENTYPE, _COLLECTION = b"OTTO", b"ttcf"
_WINDOWS, _FAMILY_NAME = 3, 1  # a platform and a kind of name in the table `name`


class Face(NamedTuple):
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


def face(data: bytes) -> Face:
    """A TrueType file. Raises ValueError, KeyError or struct.error for what is another sort of file, or is broken."""
    if data[:4] not in _TRUETYPE:
        raise ValueError("outlines of another sort")  # a .ttf may hold those of PostScript, which Word does not show
    tables = _tables(data, 0)
    begin, _ = tables[b"OS/2"]
    (version,) = struct.unpack_from(">H", data, begin)
    (permission,) = struct.unpack_from(">H", data, begin + 8)
    (selection,) = struct.unpack_from(">H", data, begin + 62)
    scripts: tuple[int, ...] = struct.unpack_from(">4I", data, begin + 42)
    pages: tuple[int, ...] = struct.unpack_from(">2I", data, begin + 78) if version else (0, 0)
    return Face(data, _family(data, tables[b"name"][0]), bool(selection & 0x20), bool(selection & 0x01), _may_travel(permission), data[begin + 32 : begin + 42], scripts + pages)


def families(data: bytes) -> Iterator[str]:
    """The names under which the fonts in a TrueType or OpenType file, or in a collection of them, are listed. Raises as `face` does."""
    places: tuple[int, ...] = (0,)
    if data[:4] == _COLLECTION:
        (count,) = struct.unpack_from(">I", data, 8)
        places = struct.unpack_from(f">{count}I", data, 12)
    for at in places:
        if data[at : at + 4] not in (*_TRUETYPE, _OPENTYPE):
            raise ValueError("no font")
        yield _family(data, _tables(data, at)[b"name"][0])


def _tables(data: bytes, at: int) -> dict[bytes, tuple[int, int]]:
    """Where each table of the font at a place begins, and its length, by name."""
    (count,) = struct.unpack_from(">H", data, at + 4)
    return {data[entry : entry + 4]: struct.unpack_from(">II", data, entry + 8) for entry in range(at + 12, at + 12 + 16 * count, 16)}


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
