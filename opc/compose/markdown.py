"""Making Markdown: what opc puts into a text has to come out as it went in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_CODE = re.compile(r"`([^`]+)`")
_BLANKS = re.compile(r"[ \t\r\n]+")
"""Not a no-break space: that keeps € and its amount together."""
_SPECIAL = re.compile(r"[\\`*_\[\]{}<>#|^~$\"'@&]|:(?=::)|-(?=-)|(?<=-)-|\.(?=\.\.)")
_BLOCK = re.compile(r"^(\d*(?=[.)](?: |$))|(?=[-+=]))")
"""What would begin a list or be a line."""


def escape(text: str) -> str:
    """Plain text as Markdown that says the same; newlines become spaces."""
    return _BLOCK.sub(r"\1\\", _SPECIAL.sub(r"\\\g<0>", _BLANKS.sub(" ", text).strip(" ")))


def told(text: str) -> str:
    """A sentence of a report as Markdown: plain text, of which a command or a field stands between backticks."""
    pieces = _CODE.split(text)
    return "".join(f"``{piece}``" if number % 2 else f"{' ' * (piece[:1] == ' ')}{escape(piece)}{' ' * (piece[-1:] == ' ')}" for number, piece in enumerate(pieces)).strip()


def quoted(text: str) -> str:
    """Text as the value of an attribute. Pandoc's dialect of CommonMark knows no backslash there."""
    return '"' + _BLANKS.sub(" ", text).strip(" ").replace("&", "&amp;").replace('"', "&quot;") + '"'


def link(anchor: str, words: str, kind: str = "verwijzing") -> str:
    """A reference in the composed text."""
    return f"[{escape(words)}](#{anchor}){{.{kind}}}"


def web(address: str, words: str) -> str:
    """Words, Markdown already, that lead to a place on the web if there is one."""
    return f"[{words}](<{address}>)" if address else words


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, anchor: str, number: str, title: str, units: Sequence[str] = (),
    totals: Sequence[int] = (), source: str = "", landscape: bool = False, kind: str = "",
) -> str:
    """A captioned table in the composed dialect. header and rows are Markdown already; title and source are plain text.

    units: the unit of each column, "tekst" for words; totals: the rows to stress, from 1.
    """
    units = units or ["tekst"] * len(header)
    words = [f"::: {{#{anchor} .tabel" if anchor else "::: {.tabel"]
    if kind:
        words.append(f".{kind}")
    if number:
        words.append(f"nummer={quoted(number)}")
    if title:
        words.append(f"titel={quoted(title)}")
    if source:
        words.append(f"bron={quoted(source)}")
    words.append(f"kolommen={quoted(','.join(units))}")
    if totals:
        words.append(f"totalen={quoted(','.join(map(str, totals)))}")
    if landscape:
        words.append('liggend="ja"')
    lines = [" ".join(words) + "}", _row(header), _row(":--" if unit in ("tekst", "datum") else "--:" for unit in units)]
    lines += [_row(row) for row in rows]
    return "\n".join([*lines, ":::"])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("\n", " ") or " " for cell in cells) + " |"
