"""What a PDF of ours says, read without poppler: a machine with only Python has the quick tests too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf


def words(pdf: Path) -> str:
    """Its text in the order in which it was set, one space between words; the cells of a row follow each other without one.

    Only what Typst writes: two bytes a glyph, and a table with what each of them means. Text that lies outside the page is said
    too; `pdftotext`, which leaves it out, is for the slow tests.
    """
    with pikepdf.open(pdf) as opened:
        return " ".join("\n".join("".join(_said(sheet)) for sheet in opened.pages).split())


def elements(node: Any) -> Iterator[Any]:
    """Every element of a structure tree, parents first."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node.K)


def _said(sheet: pikepdf.Page) -> Iterator[str]:
    fonts = {name: _meanings(font["/ToUnicode"].read_bytes().decode("ascii")) for name, font in sheet.resources.get("/Font", {}).items()}
    meaning: dict[str, str] = {}
    height: object = None
    for step in pikepdf.parse_content_stream(sheet):
        match str(step.operator):
            case "cm":
                if step.operands[5] != height:  # another line
                    yield "\n"
                height = step.operands[5]
            case "Tf":
                meaning = fonts[str(step.operands[0])]
            case "Tj" | "TJ":
                (shown,) = step.operands
                for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
                    if isinstance(part, pikepdf.String):
                        yield "".join(meaning[glyph] for glyph in re.findall("....", bytes(part).hex().upper()))


def _meanings(table: str) -> dict[str, str]:
    """Glyph -> text, both of which the table writes in hexadecimals."""
    return {glyph: bytes.fromhex(text).decode("utf-16-be") for glyph, text in re.findall(r"(?m)^<(\w{4})> <(\w+)>$", table)}
