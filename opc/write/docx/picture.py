"""Pictures in a Word file: their size, a sharp PNG beside every SVG, and the drawing that shows them."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import typst

from opc.error import OpcError
from opc.write.docx.look import EMU
from opc.write.docx.package import Package, Relations
from opc.write.docx.xml import escape
from opc.write.fonts import font_folder

SHARPNESS = 220  # pixels per inch of the PNG beside an SVG: what Word itself keeps of a picture
_WIDEST = 1400  # pixels: enough for a cover
_UNITS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "px": 0.75, "": 0.75}
_LENGTH = re.compile(r"\s*([\d.]+)\s*(mm|cm|in|pt|px|%|)\s*")
_KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".svg": "svg"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes and its natural size in points."""

    data: bytes
    kind: str
    """png, jpeg or svg"""
    width: float
    height: float


def read_picture(path: Path) -> Picture:
    """A picture from disk. Raises OpcError when it is no PNG, JPEG or SVG, or has no size."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OpcError(f"het beeld {path.name} kan niet worden gelezen", error.strerror or str(error)) from error
    kind = _KINDS.get(path.suffix.lower(), "")
    size = _svg_size(data) if kind == "svg" else _pixels(data)
    if not kind or size is None or not all(size):
        raise OpcError(f"het beeld {path.name} kan niet worden gelezen", "bewaar het opnieuw als SVG, PNG of JPEG")
    return Picture(data, kind, *size)


def length(text: str, room: float) -> float | None:
    """A width such as 90% or 8cm, in points; None when there is none. room: what 100% is."""
    match = _LENGTH.fullmatch(text)
    if not match or not match[1].strip("."):
        return None
    return float(match[1]) * (room / 100 if match[2] == "%" else _UNITS[match[2]])


def _svg_size(data: bytes) -> tuple[float, float] | None:
    match = re.search(rb"<svg\b[^>]*>", data)
    if not match:
        return None
    values = {name.decode(): value.decode() for name, value in re.findall(rb"""\b(width|height|viewBox)\s*=\s*["']([^"']*)["']""", match[0])}
    box = [float(part) for part in re.findall(r"-?[\d.]+", values.get("viewBox", ""))]
    sizes = [length(values.get(name, ""), 0) or 0 for name in ("width", "height")]
    if len(box) == 4 and box[2] and box[3] and not all(sizes):
        return (box[2] * 0.75, box[3] * 0.75)
    return (sizes[0], sizes[1])


def _pixels(data: bytes) -> tuple[float, float] | None:
    """Width and height of a PNG or JPEG in points, at 96 pixels to the inch."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width * 0.75, height * 0.75
    at = 2
    while data[:2] == b"\xff\xd8" and at + 9 < len(data) and data[at] == 0xFF:
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in (0xC4, 0xC8, 0xCC):  # start of frame
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width * 0.75, height * 0.75
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def plain(colour: str) -> Picture:
    """One pixel of one colour, to stretch."""
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0" + bytes.fromhex(colour), 9)
    return Picture(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b""), "png", 1, 1)


@lru_cache(maxsize=64)
def rendered(files: tuple[tuple[str, bytes], ...], fonts: Path | None, sharpness: float) -> bytes:
    """A PNG of a small Typst document. files: its text first, under the name main.typ; fonts: a folder with the house style's own."""
    compile_files: Callable[..., object] = typst.compile  # its types do not know that it takes files by name
    try:
        with font_folder() as folder:
            png = compile_files(dict(files), format="png", ppi=sharpness, font_paths=[folder, *([fonts] if fonts else [])], ignore_system_fonts=True)
    except typst.TypstError as error:
        raise OpcError("een afbeelding kan niet worden gelezen", "Typst zegt: " + error.message) from error
    except RuntimeError as error:
        raise OpcError("een afbeelding kan niet worden gelezen", f"bewaar haar opnieuw, als UTF-8 ({error})") from error
    if not isinstance(png, bytes):
        raise OpcError("een afbeelding kan niet worden gelezen", "er kwam meer dan één beeld uit")
    return png


@dataclass(slots=True)
class Gallery:
    """The pictures of one document: each file stands in the package once."""

    package: Package
    fonts: Path | None
    names: dict[object, str] = field(default_factory=dict)
    drawings: int = 0

    def file(self, data: bytes, kind: str) -> str:
        """The picture's path, from the folder word/."""
        if data not in self.names:
            self.names[data] = f"media/beeld{len(self.names) + 1}.{kind}"
            self.package.add(f"word/{self.names[data]}", data)
        return self.names[data]

    def fallback(self, picture: Picture, width: float) -> bytes:
        """A PNG for programs that do not draw SVG, sharp at `width` points."""
        height = width * picture.height / picture.width
        text = f'#set page(width: {width:.2f}pt, height: {height:.2f}pt, margin: 0pt, fill: none)\n#image("beeld.svg", width: 100%, height: 100%)'
        return rendered((("main.typ", text.encode()), ("beeld.svg", picture.data)), self.fonts, min(SHARPNESS, _WIDEST / width * 72))

    def blip(self, picture: Picture, width: float, relations: Relations) -> str:
        """The reference from a drawing to the picture."""
        def related(data: bytes, kind: str) -> str:
            return relations.to("image", self.file(data, kind))

        if picture.kind != "svg":
            return f'<a:blip r:embed="{related(picture.data, picture.kind)}"/>'
        png = related(self.fallback(picture, width), "png")
        svg = related(picture.data, "svg")
        return (f'<a:blip r:embed="{png}"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
                f'<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{svg}"/></a:ext></a:extLst></a:blip>')

    def inline(self, picture: Picture, width: float, alt: str, relations: Relations) -> str:
        """A run with the picture in a line of text, `width` points wide."""
        height = width * picture.height / picture.width
        return (f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">{_extent(width, height)}{self._name(alt)}'
                f'{self._graphic(picture, width, height, relations)}</wp:inline></w:drawing></w:r>')

    def anchored(self, picture: Picture, box: tuple[float, float, float, float], alt: str, relations: Relations, *, is_cropped: bool = False) -> str:
        """A run with the picture behind the text at a place on the page: left, top, width and height in points.

        is_cropped: the picture keeps its shape, and what falls outside the box is cut off.
        """
        left, top, width, height = box
        crop = _crop(picture, width / height) if is_cropped else ""
        return (f'<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{self.drawings + 1}" behindDoc="1" '
                f'locked="1" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>{round(left * EMU)}'
                f'</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>{round(top * EMU)}</wp:posOffset></wp:positionV>'
                f'{_extent(width, height)}<wp:wrapNone/>{self._name(alt)}{self._graphic(picture, width, height, relations, crop)}</wp:anchor></w:drawing></w:r>')

    def _name(self, alt: str) -> str:
        """The drawing's number and its words for who cannot see it; without words it says that it is decoration."""
        self.drawings += 1
        tag = f'<wp:docPr id="{self.drawings}" name="Beeld {self.drawings}" descr="{escape(alt)}"'
        if alt:
            return f"{tag}/><wp:cNvGraphicFramePr>{_LOCKS}</wp:cNvGraphicFramePr>"
        return (f'{tag}><a:extLst><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative '
                f'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst></wp:docPr>'
                f"<wp:cNvGraphicFramePr>{_LOCKS}</wp:cNvGraphicFramePr>")

    def _graphic(self, picture: Picture, width: float, height: float, relations: Relations, crop: str = "") -> str:
        return (f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{self.drawings}" '
                f'name="Beeld {self.drawings}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>{self.blip(picture, width, relations)}{crop}<a:stretch><a:fillRect/></a:stretch>'
                f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(width * EMU)}" cy="{round(height * EMU)}"/></a:xfrm>'
                f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>')


_LOCKS = '<a:graphicFrameLocks noChangeAspect="1"/>'


def _extent(width: float, height: float) -> str:
    return f'<wp:extent cx="{round(width * EMU)}" cy="{round(height * EMU)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'


def _crop(picture: Picture, shape: float) -> str:
    """What to cut off so that the picture gets this width to height, in thousandths of a percent."""
    natural = picture.width / picture.height
    if natural < shape:
        edge = round((1 - natural / shape) / 2 * 100000)
        return f'<a:srcRect t="{edge}" b="{edge}"/>'
    edge = round((1 - shape / natural) / 2 * 100000)
    return f'<a:srcRect l="{edge}" r="{edge}"/>'
