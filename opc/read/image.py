"""Pictures: where they are, how large, and whether they may be used. A PNG is unpacked, but nothing is drawn."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from opc import dutch
from opc.error import reason
from opc.model.plan import Asset
from opc.read.kept import kept
from opc.read.metadata import located, people
from opc.read.workspace import Workspace, resolved
from opc.source import Span

LARGEST_PIXELS = 60_000_000
"""More than an A3 poster at 300 dots per inch (17 million) will ever need; Typst decodes every pixel."""
LARGEST_BYTES = 30_000_000
DEEPEST, WIDEST = 200, 100_000
"""How deep a drawing may be nested, and its greatest size, in its own units: what draws it, stops at more."""
_LENGTH = re.compile(r"(\+?(?:\d{1,9}(?:\.\d*)?|\.\d+))(?:px|pt|pc|mm|cm|in|em|ex)?")
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
KINDS = {".svg": "SVG", ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}


def read_asset(workspace: Workspace, plan: Path, base: Path, path: str, span: Span) -> Asset | None:
    """A picture of a plan. base: the folder from which the path counts. What is wrong is noticed at span."""
    def wrong(message: str, hint: str) -> None:
        workspace.notice(span, "huis-beeld", message, hint)

    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", path):
        wrong("een beeld van een webadres kan niet", "zet het bestand in de map beeld/: dan blijft het plan hetzelfde, ook zonder internet")
        return None
    target = base / path
    try:
        found = resolved(target)
        if not found.is_relative_to(plan):
            through = "via een koppeling " if _linked(target, plan) else ""
            wrong(f"dit beeld ligt {through}buiten de map van het plan", "zet het bestand zelf in de map beeld/ van het plan")
            return None
        if not found.is_file():
            names = [other.name for other in target.parent.iterdir()] if target.parent.is_dir() else []
            meant = dutch.meant(target.name, names)
            wrong(f"het beeld {path} is er niet", f"bedoelt u {meant}?" if meant else "controleer de naam, ook hoofdletters")
            return None
        suffix = found.suffix.lower()
        if suffix not in KINDS:
            wrong(f"opc kan een beeld van de soort {found.suffix or 'zonder achtervoegsel'} niet gebruiken", "bewaar het als SVG, PNG of JPEG")
            return None
        if found.stat().st_size > LARGEST_BYTES:
            wrong(f"dit beeld is te groot: {found.stat().st_size // 1_000_000} MB", f"bewaar het kleiner: hoogstens {LARGEST_BYTES // 1_000_000} MB")
            return None
        data = found.read_bytes()
    except OSError as error:
        wrong(f"het beeld {path} is niet te lezen: {reason(error)}", "controleer het bestand")
        return None
    seen = kept(workspace, lambda: _seen(data, suffix), "beeld", suffix, hashlib.sha256(data).hexdigest())
    if seen.problem:
        wrong(f"{path} {seen.problem}", seen.hint)
        return None
    return Asset(found.relative_to(plan).as_posix(), seen.size, seen.people, seen.is_located)


class _Seen(NamedTuple):
    """What a picture is. problem: why it cannot be used, to put behind its name; empty when it can, as is what to do about it."""

    problem: str = ""
    hint: str = ""
    size: tuple[int, int] | None = None
    people: tuple[str, ...] = ()
    is_located: bool = False


def _seen(data: bytes, suffix: str) -> _Seen:
    """What stands in the file of a picture. Unpacking a large one takes long: it is only done anew when the file changed."""
    size = None
    if suffix == ".svg":
        if problem := _svg_problem(data):
            return _Seen(f"is geen goede SVG{problem}", "bewaar het opnieuw vanuit het tekenprogramma")
    elif (size := _pixels(data, suffix)) is None:
        return _Seen(f"is geen {KINDS[suffix]}", "open het in een beeldprogramma en bewaar het opnieuw")
    elif size[0] * size[1] > LARGEST_PIXELS:
        return _Seen(f"heeft {size[0] * size[1] // 1_000_000} miljoen beeldpunten", "verklein het: 3.000 beeldpunten breed is scherp genoeg voor papier")
    return _Seen(size=size, people=people(data, suffix), is_located=located(data, suffix))


def _linked(path: Path, plan: Path) -> bool:
    return any(part.is_symlink() for part in (path, *path.parents) if part != plan and part.is_relative_to(plan))


def _svg_problem(data: bytes) -> str:
    """What keeps a file from being an SVG that can be drawn, to put behind a sentence; empty when nothing does."""
    from xml.parsers import expat  # a plan without drawings does without

    try:
        if "\0" in data.decode("utf-8-sig"):
            return ": zij is geen UTF-8"
    except UnicodeDecodeError:
        return ": zij is geen UTF-8"
    parser = expat.ParserCreate()
    problems: list[str] = []
    depth = 0

    def begins(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        kind = name.rpartition(":")[2]
        if depth == 0:
            problems.append(f": zij begint met <{name}>" if kind != "svg" else _size_problem(attributes))
        depth += 1
        if depth == DEEPEST:
            problems.append(": zij is te diep genest")
        outside = [value for key, value in attributes.items() if key in ("href", "xlink:href") and not value.strip().startswith(("data:", "#"))]
        if kind in ("image", "feImage", "use") and outside:
            problems.append(f': zij haalt een ander beeld op ("{outside[0][:60]}")')

    def ends(name: str) -> None:  # noqa: ARG001 - what expat hands over
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    # a short file can be made to fill the memory with these
    parser.EntityDeclHandler = lambda *_: problems.insert(0, ": zij begint met <!ENTITY>")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        return f" (regel {error.lineno})"
    return next(filter(None, problems), "")


def _size_problem(attributes: Mapping[str, str]) -> str:
    """What is wrong with the size of a drawing."""
    sizes = [attributes[key] for key in ("width", "height") if not attributes.get(key, "100%").strip().endswith("%")]
    if "viewBox" in attributes:
        box = attributes["viewBox"].replace(",", " ").split()
        if len(box) != 4:
            return f': de maat "{attributes["viewBox"][:60]}" klopt niet'
        sizes += box[2:]
    elif len(sizes) < 2:
        return ": zij heeft geen maat (width en height, of viewBox)"
    for size in sizes:
        number = _LENGTH.fullmatch(size.strip())
        if number is None or not 0 < float(number[1]) <= WIDEST:
            return f': de maat "{size[:60]}" klopt niet'
    return ""


def _pixels(data: bytes, suffix: str) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None when it is not one, or is broken."""
    return _png(data) if suffix == ".png" else _jpeg(data)


def _png(data: bytes) -> tuple[int, int] | None:
    """Source: the PNG specification (ISO/IEC 15948). Every chunk is looked at, and that there are as many bytes as it takes."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 33 or data[12:16] != b"IHDR":
        return None
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", data[16:29])
    channels = _CHANNELS.get(colour)
    if not (width and height) or channels is None or depth not in (1, 2, 4, 8, 16) or interlaced > 1:
        return None
    if width * height > LARGEST_PIXELS:
        return width, height  # said by the caller; not worth unpacking
    passes = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    wanted = 0
    for x, y, dx, dy in passes:
        columns, rows = max(0, -(-(width - x) // dx)), max(0, -(-(height - y) // dy))
        wanted += rows * (1 + (columns * channels * depth + 7) // 8) if columns else 0
    at, unpacked, unpack = 8, 0, zlib.decompressobj()
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        block = data[at + 8 : at + 8 + length]
        if len(data) < at + 12 + length or zlib.crc32(kind + block) != int.from_bytes(data[at + 8 + length : at + 12 + length], "big"):
            return None
        if kind == b"IEND":
            return (width, height) if unpacked >= wanted else None
        if kind == b"IDAT":
            try:
                while block and not unpack.eof and unpacked <= wanted:
                    unpacked += len(unpack.decompress(block, 1 << 20))
                    block = unpack.unconsumed_tail
            except zlib.error:
                return None
        at += 12 + length
    return None  # cut off


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """Only its header is read."""
    if data[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # start of frame
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return (width, height) if width and height and b"\xff\xda" in data[at:] else None
        at += 2 + length
    return None
