"""What a picture says about people, beside what it shows: who made it, and where. Nothing is decoded, and little is looked at."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

ARTIST, AUTHOR, OWNER, EXIF, GPS = 0x013B, 0x9C9D, 0xA430, 0x8769, 0x8825
"""Tags of EXIF: Artist, XPAuthor (UTF-16), CameraOwnerName, and where the two other directories stand."""
MOST_ENTRIES = 500
"""Entries of a directory that are read; a camera writes some thirty."""
MOST_DIRECTORIES = 5
MOST_BLOCKS = 5000
"""Blocks of a file that are looked at; a PNG of 30 MB has 4000."""
LARGEST = 200_000
"""Bytes of a block of metadata that are read."""
LONGEST = 100
"""Signs of a name that are kept."""

_CREATOR = re.compile(rb"<dc:creator\b[^>]*>(.{0,2000}?)</dc:creator>", re.DOTALL)
_HOME = re.compile(rb"(?:/home/|/Users/|[A-Z]:[\\/]Users[\\/])([^\\/\"'<>&\s]{2,40})[\\/]")


def people(data: bytes, suffix: str) -> tuple[str, ...]:
    """The names of makers in a picture's metadata, in order, each once; suffix: .svg, .png or .jpg."""
    found = _svg(data) if suffix == ".svg" else _names(_blocks(data))
    return tuple(dict.fromkeys(name for raw in found if (name := " ".join(raw.replace("\0", " ").split())[:LONGEST])))


def located(data: bytes, suffix: str) -> bool:
    """Whether a photo says where it was taken."""
    return suffix != ".svg" and any(kind == "exif" and _tiff(block)[1] for kind, block in _blocks(data))


def _svg(data: bytes) -> Iterator[str]:
    if b"dc:creator" in data:
        yield from _creators(data)
    if b"sers" in data or b"/home/" in data:  # a drawing program keeps the path to which it exported
        yield from (match[1].decode(errors="replace") for match in _HOME.finditer(data[:LARGEST]))


def _creators(xml: bytes) -> Iterator[str]:
    for match in _CREATOR.finditer(xml):
        for text in re.findall(rb">([^<>]+)<", b">" + match[1] + b"<"):
            yield text.decode(errors="replace").strip()


def _names(blocks: Iterator[tuple[str, bytes]]) -> Iterator[str]:
    for kind, block in blocks:
        if kind == "exif":
            yield from _tiff(block)[0]
        elif kind == "xmp":
            yield from _creators(block)
        else:
            yield block.decode("utf-8" if kind == "utf-8" else "latin-1", errors="replace")


def _blocks(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The blocks of metadata of a PNG or JPEG, with their kind: exif, xmp, or the text of a maker in utf-8 or latin-1."""
    at = 8 if data[:4] == b"\x89PNG" else 2
    for _ in range(MOST_BLOCKS):
        if at + 12 > len(data):
            return
        if at >= 8 and data[:4] == b"\x89PNG":
            length, kind = struct.unpack(">I4s", data[at : at + 8])
            yield from _chunk(kind, data[at + 8 : at + 8 + min(length, LARGEST)])
            at += 12 + length
        else:
            if data[at] != 0xFF or data[at + 1] == 0xDA:  # from here on there is only the picture
                return
            length = int.from_bytes(data[at + 2 : at + 4], "big")
            yield from _segment(data[at + 1], data[at + 4 : at + 2 + length])
            at += 2 + max(2, length)


def _chunk(kind: bytes, block: bytes) -> Iterator[tuple[str, bytes]]:
    if kind == b"eXIf":
        yield "exif", block
    elif kind in (b"tEXt", b"iTXt"):
        keyword, _, rest = block.partition(b"\0")
        if kind == b"iTXt":  # compressed or not, its method, language, the keyword in that language
            if rest[:1] == b"\1":
                return
            rest = rest[2:].split(b"\0", 2)[-1]
        if keyword == b"XML:com.adobe.xmp":
            yield "xmp", rest
        elif keyword in (b"Author", b"Artist", b"Creator"):
            yield ("latin-1" if kind == b"tEXt" else "utf-8"), rest


def _segment(marker: int, block: bytes) -> Iterator[tuple[str, bytes]]:
    if marker == 0xE1 and block.startswith(b"Exif\0\0"):
        yield "exif", block[6:]
    elif marker == 0xE1 and block.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
        yield "xmp", block[29:]
    elif marker == 0xED and (place := block.find(b"\x1c\x02\x50")) >= 0:  # IPTC 2:80, By-line
        length = int.from_bytes(block[place + 3 : place + 5], "big")
        yield "utf-8", block[place + 5 : place + 5 + min(length, LONGEST)]


def _tiff(block: bytes) -> tuple[list[str], bool]:
    """The makers in EXIF, and whether it has a place on earth. What is broken in it is passed over."""
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    names: list[str] = []
    places = False
    if order is None or len(block) < 8:
        return names, places
    directories, seen = [struct.unpack(f"{order}I", block[4:8])[0]], set[int]()
    while directories and len(seen) < MOST_DIRECTORIES:
        at = directories.pop()
        if at in seen or at + 2 > len(block):
            continue
        seen.add(at)
        for number in range(min(struct.unpack(f"{order}H", block[at : at + 2])[0], MOST_ENTRIES)):
            entry = block[at + 2 + 12 * number : at + 14 + 12 * number]
            if len(entry) < 12:
                break
            tag, _, count, value = struct.unpack(f"{order}HHII", entry)
            if tag in (ARTIST, AUTHOR, OWNER) and count <= LARGEST:
                raw = entry[8 : 8 + count] if count <= 4 else block[value : value + count]
                names.append(raw.decode("utf-16-le" if tag == AUTHOR else "utf-8", errors="replace"))
            elif tag == EXIF:
                directories.append(value)
            elif tag == GPS:
                places = places or block[value : value + 2] not in (b"\0\0", b"")
    return names, places
