"""Pictures: where they are, how large, and whether they may be used. Nothing is decoded."""

from __future__ import annotations

import re
import struct
from pathlib import Path

from opc import dutch
from opc.error import reason
from opc.model.plan import Asset
from opc.read.metadata import located, people
from opc.read.workspace import Workspace
from opc.source import Span

LARGEST_PIXELS = 60_000_000
"""More than an A3 poster at 300 dots per inch (17 million) will ever need; Typst decodes every pixel."""
LARGEST_BYTES = 30_000_000
KINDS = {".svg": "SVG", ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}


def read_asset(workspace: Workspace, plan: Path, base: Path, path: str, span: Span) -> Asset | None:
    """A picture of a plan. base: the folder from which the path counts. What is wrong is noticed at span."""
    def wrong(message: str, hint: str) -> None:
        workspace.notice(span, "huis-beeld", message, hint)

    if re.match(r"[a-z][a-z0-9+.-]*:|//", path, re.IGNORECASE):
        wrong("een beeld van een webadres kan niet", "zet het bestand in de map beeld/: dan blijft het plan hetzelfde, ook zonder internet")
        return None
    target = base / path
    try:
        resolved = target.resolve()
        if not resolved.is_relative_to(plan):
            through = "via een koppeling " if _linked(target, plan) else ""
            wrong(f"dit beeld ligt {through}buiten de map van het plan", "zet het bestand zelf in de map beeld/ van het plan")
            return None
        if not resolved.is_file():
            names = [other.name for other in target.parent.iterdir()] if target.parent.is_dir() else []
            meant = dutch.meant(target.name, names)
            wrong(f"het beeld {path} is er niet", f"bedoelt u {meant}?" if meant else "controleer de naam, ook hoofdletters")
            return None
        if resolved.suffix.lower() not in KINDS:
            wrong(f"opc kan een beeld van de soort {resolved.suffix or 'zonder achtervoegsel'} niet gebruiken", "bewaar het als SVG, PNG of JPEG")
            return None
        if resolved.stat().st_size > LARGEST_BYTES:
            wrong(f"dit beeld is te groot: {resolved.stat().st_size // 1_000_000} MB", f"bewaar het kleiner: hoogstens {LARGEST_BYTES // 1_000_000} MB")
            return None
        data = resolved.read_bytes()
    except OSError as error:
        wrong(f"het beeld {path} is niet te lezen: {reason(error)}", "controleer het bestand")
        return None
    size = None
    if resolved.suffix.lower() != ".svg":
        size = _pixels(data)
        if size is None:
            wrong(f"{path} is geen {KINDS[resolved.suffix.lower()]}", "open het in een beeldprogramma en bewaar het opnieuw")
            return None
        if size[0] * size[1] > LARGEST_PIXELS:
            wrong(f"dit beeld heeft {size[0] * size[1] // 1_000_000} miljoen beeldpunten", "verklein het: 3.000 beeldpunten breed is scherp genoeg voor papier")
            return None
    elif problem := _svg_problem(data):
        wrong(f"{path} is geen goede SVG{problem}", "bewaar het opnieuw vanuit het tekenprogramma")
        return None
    suffix = resolved.suffix.lower()
    return Asset(resolved.relative_to(plan).as_posix(), size, people(data, suffix), located(data, suffix))


def _linked(path: Path, plan: Path) -> bool:
    return any(part.is_symlink() for part in (path, *path.parents) if part != plan and part.is_relative_to(plan))


def _svg_problem(data: bytes) -> str:
    """What keeps a file from being an SVG, to put behind a sentence; empty when nothing does."""
    from xml.parsers import expat  # a plan without drawings does without

    parser = expat.ParserCreate()
    names: list[str] = []
    parser.StartElementHandler = lambda name, _: names.append(name)
    parser.EntityDeclHandler = lambda *_: names.insert(0, "!ENTITY")  # a short file can be made to fill the memory with these
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        return f" (regel {error.lineno})"
    return "" if names[0].rpartition(":")[2] == "svg" else f": zij begint met <{names[0]}>"


def _pixels(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG, from its header."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        if b"IDAT" not in data or b"IEND" not in data[-64:]:
            return None  # cut off
        width, height = struct.unpack(">II", data[16:24])
        return width, height
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
            return width, height
        at += 2 + length
    return None
