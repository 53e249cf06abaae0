"""Making Markdown: what opc puts into a text has to come out as it went in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"([\\`*_\[\]{}<>#|^~$\"'@])")


def escape(text: str) -> str:
    """Plain text as Markdown that says the same; newlines become spaces."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def quoted(text: str) -> str:
    """Text as the value of an attribute."""
    return '"' + " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'


def link(anchor: str, words: str, kind: str = "verwijzing") -> str:
    """A reference in the composed text."""
    return f"[{escape(words)}](#{anchor}){{.{kind}}}"


def bullets(items: Iterable[str]) -> str:
    """A list in one cell of a table: its items as sentences after each other would not do, so each on a line."""
    return "\\\n".join(f"– {item}" for item in items)


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, anchor: str, number: str, title: str, units: Sequence[str] = (),
    totals: Sequence[int] = (), source: str = "", landscape: bool = False, kind: str = "",
) -> str:
    """A captioned table in the composed dialect. header and rows are Markdown already; title and source are plain text.

    units: the unit of each column, "tekst" for words; totals: the rows to stress, from 1.
    """
    units = units or ["tekst"] * len(header)
    words = [f"::: {{#{anchor} .tabel"]
    if kind:
        words.append(f".{kind}")
    if number:
        words.append(f"nummer={quoted(number)}")
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
