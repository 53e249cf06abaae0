"""What pictures say about people: each place where a program writes a name."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opc.read.metadata import located, people

NAME = "Noor de Vries"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator><rdf:Seq><rdf:li>{NAME}</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>'.encode()


def _png(*chunks: tuple[bytes, bytes]) -> bytes:
    made = b"".join(struct.pack(">I4s", len(data), kind) + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in (*chunks, (b"IDAT", b"x"), (b"IEND", b"")))
    return b"\x89PNG\r\n\x1a\n" + made


def _jpeg(marker: int, data: bytes) -> bytes:
    return b"\xff\xd8\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data + b"\xff\xda" + b"\0" * 20


def _exif(order: str = "<", *, place: bool = False) -> bytes:
    name = NAME.encode() + b"\0"
    entries = [(0x013B, 2, len(name), 200), *([(0x8825, 4, 1, 150)] if place else [])]
    header = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, 8)
    directory = struct.pack(f"{order}H", len(entries)) + b"".join(struct.pack(f"{order}HHII", *entry) for entry in entries) + bytes(4)
    gps = struct.pack(f"{order}HHHII", 1, 2, 5, 3, 190)
    return (header + directory).ljust(150, b"\0") + gps.ljust(50, b"\0") + name


@pytest.mark.parametrize(("data", "suffix"), [
    (_png((b"tEXt", b"Author\0" + NAME.encode())), ".png"),
    (_png((b"iTXt", b"Author\0\0\0nl\0\0" + NAME.encode())), ".png"),
    (_png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)), ".png"),
    (_png((b"eXIf", _exif(">"))), ".png"),
    (_jpeg(0xE1, b"Exif\0\0" + _exif()), ".jpg"),
    (_jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP), ".jpeg"),
    (_jpeg(0xED, b"Photoshop 3.0\x008BIM\x1c\x02\x50\0\x0d" + NAME.encode()), ".jpg"),
    (f"<svg><metadata><dc:creator><dc:title>{NAME}</dc:title></dc:creator></metadata></svg>".encode(), ".svg"),
])
def test_the_name_of_a_maker_is_found_wherever_a_program_writes_it(data: bytes, suffix: str) -> None:
    assert people(data, suffix) == (NAME,)
    assert not located(data, suffix)


def test_a_photo_that_says_where_it_was_taken_says_so() -> None:
    assert located(_jpeg(0xE1, b"Exif\0\0" + _exif(place=True)), ".jpg")


def test_the_home_folder_of_who_exported_a_drawing_is_a_name() -> None:
    assert people(b'<svg data-export="C:\\Users\\noor\\plan.png"/>', ".svg") == ("noor",)


def test_a_picture_without_names_has_none() -> None:
    for data in (_png((b"tEXt", b"Software\0Gimp")), _jpeg(0xE0, b"JFIF\0"), b"<svg/>"):
        assert not people(data, ".svg" if data.startswith(b"<") else ".png")


@given(st.binary(max_size=300), st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1\x00\x80Exif\0\0II*\0\x08\0\0\0", b"<svg><dc:creator>"]))
def test_broken_metadata_are_passed_over(rest: bytes, begin: bytes) -> None:
    for suffix in (".png", ".jpg", ".svg"):
        people(begin + rest, suffix)
        located(begin + rest, suffix)
