"""What opc puts into a text comes out as it went in."""

from __future__ import annotations

import unicodedata
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from opc.compose.markdown import escape, quoted, table, told
from opc.write.pandoc import nodes, read_tree, text_of

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp", "Zs")) | st.sampled_from(" \u00a0\n")
MARKS = st.sampled_from([*"\\`*_[]{}<>#|^~$\"'@&!()+-=.:;/", "1. ", "- ", "## ", "> ", "::: po", "&amp;", "{#x}", "[a](b)", "`x`", "http://x.nl", "<b>", "[^1]", "---", "a", " "])
TEXTS = st.lists(st.text(LETTERS, max_size=6) | MARKS, min_size=1, max_size=8).map("".join).filter(str.strip)


def plain(text: str) -> str:
    """Text without what Pandoc's typography does to dashes and dots."""
    for made, typed in (("—", "---"), ("–", "--"), ("…", "...")):
        text = text.replace(made, typed)
    return unicodedata.normalize("NFC", " ".join(text.split()))  # as Pandoc does


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(TEXTS, min_size=1, max_size=40))
def test_text_is_text(texts: list[str]) -> None:
    blocks = read_tree(["\n\n".join(map(escape, texts))])["blocks"]
    assert [block["t"] for block in blocks] == ["Para"] * len(texts)
    assert [plain(text_of(block)) for block in blocks] == [plain(text) for text in texts]
    assert {node["t"] for node in nodes(blocks)} <= {"Para", "Str", "Space"}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(TEXTS, min_size=1, max_size=40))
def test_an_attribute_holds_any_text(texts: list[str]) -> None:
    blocks = read_tree(["\n\n".join(f"::: {{.kader titel={quoted(text)}}}\nx\n:::" for text in texts)])["blocks"]
    assert [plain(dict(block["c"][0][2]).get("titel", "")) for block in blocks] == [plain(text) for text in texts]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(1, 4).flatmap(lambda columns: st.lists(st.lists(TEXTS, min_size=columns, max_size=columns), min_size=2, max_size=6)))
def test_a_table_keeps_its_cells(rows: list[list[str]]) -> None:
    header, *others = [[escape(cell) for cell in row] for row in rows]
    (div,) = read_tree([table(header, others, anchor="tabel-x", number="Tabel 1", title='Titel "x" & y', source="bron", totals=[1])])["blocks"]
    (made,) = div["c"][1]
    assert made["t"] == "Table"
    body: list[Any] = [*made["c"][3][1], *made["c"][4][0][3]]
    assert [[plain(text_of(cell[4])) for cell in row[1]] for row in body] == [[plain(cell) for cell in row] for row in rows]
    assert dict(div["c"][0][2])["titel"] == 'Titel "x" & y'


def test_a_command_in_a_message_is_code_and_keeps_its_hyphens() -> None:
    assert told('leg dat vast: `opc review groei --by "uw naam"`') == 'leg dat vast: ``opc review groei --by "uw naam"``'
    assert escape("--by") == "\\-\\-by"
