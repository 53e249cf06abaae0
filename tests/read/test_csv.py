from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opc.model.plan_file import TableFile
from opc.model.table import Table
from opc.read.csv import read_table
from opc.read.workspace import Workspace


def read(folder: Path, content: str | bytes) -> tuple[Table | None, list[str]]:
    """A table, and what was noticed: line, column and message."""
    path = folder / "x.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    workspace = Workspace(folder)
    settings = TableFile.model_validate({"bestand": "x.csv", "titel": "X"})
    source = workspace.text(path, fallback="cp1252")
    table = read_table(workspace, source, "x", settings) if source else None
    return table, [f"{finding.span.line}:{finding.span.column}: {finding.message}" for finding in workspace.noticed]


def texts(table: Table | None) -> list[list[str]]:
    assert table
    return [[column.name for column in table.columns], *([cell.text for cell in row.cells] for row in table.rows)]


PLAIN = [["naam", "aantal"], ["Zandhaven", "1.200"], ["Duinhoek", "30"]]


@pytest.mark.parametrize("content", [
    "naam;aantal\nZandhaven;1.200\nDuinhoek;30\n",
    "naam;aantal\r\nZandhaven;1.200\r\nDuinhoek;30",
    "naam,aantal\nZandhaven,1.200\nDuinhoek,30\n",
    "naam\taantal\nZandhaven\t1.200\nDuinhoek\t30\n",
    "sep=;\nnaam;aantal\nZandhaven;1.200\nDuinhoek;30\n",
    "naam;aantal;\nZandhaven;1.200;\nDuinhoek;30;\n",
    "\ufeff naam ; aantal\n\n;\n\"Zandhaven\";\"1.200\"\nDuinhoek;30\n\n",
], ids=["semicolons", "Windows", "commas", "tabs", "Excel's note", "a separator at the end", "blanks, quotes and a byte order mark"])
def test_what_spreadsheets_write(content: str, tmp_path: Path) -> None:
    table, noticed = read(tmp_path, content)
    assert not noticed
    assert texts(table) == PLAIN
    assert table
    assert [row.cells[1].value for row in table.rows] == [Decimal(1200), Decimal(30)]


def test_windows_letters_are_read(tmp_path: Path) -> None:
    table, noticed = read(tmp_path, "naam;bedrag\nCoöperatie “Eén”;€ 1.000\n".encode("cp1252"))
    assert not noticed
    assert texts(table)[1] == ["Coöperatie “Eén”", "€ 1.000"]


@pytest.mark.parametrize(("content", "said"), [
    ('naam;aantal\n"Zandhaven;1\nDuinhoek;2\n', "2:1: in deze regel klopt een aanhalingsteken niet"),
    ('naam;aantal\n"Zand"haven;1\n', "2:1: in deze regel klopt een aanhalingsteken niet"),
    (f'naam;aantal\n"{"x" * 200_000};1\n', "2:1: in deze regel klopt een aanhalingsteken niet"),
    (";;\n;;\n", "1:1: dit bestand heeft geen enkele gevulde cel"),
    ("naam;;aantal\na;1;2\n", "1:6: kolom 2 heeft geen naam"),
    ("naam;naam\na;1\n", '1:1: twee kolommen heten "naam"'),
    ("naam;aantal\na;1;2\nb;1\nc;1\n", "2:1: deze regel heeft 3 cellen, de kop 2"),
])
def test_a_mistake_is_told_at_its_line(content: str, said: str, tmp_path: Path) -> None:
    _, noticed = read(tmp_path, content)
    assert said in noticed


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp"), exclude_characters="\ufeff\ufffc\ufffd"), min_size=1, max_size=8).map(str.strip).filter(bool)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(rows=st.integers(2, 4).flatmap(lambda columns: st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=1, max_size=5)), quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_every_cell_comes_back_with_its_place(rows: list[list[str]], quoting: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    header = [f"kolom{number}" for number in range(len(rows[0]))]
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", quoting=quoting, lineterminator="\n").writerows([header, *rows])  # type: ignore[arg-type]
    table, _ = read(tmp_path_factory.getbasetemp(), stream.getvalue())
    assert texts(table) == [header, *rows]
    assert table
    lines = stream.getvalue().split("\n")
    for row in table.rows:
        for cell in row.cells:
            typed = lines[cell.span.line - 1][cell.span.column - 1 : cell.span.end_column - 1]
            assert typed.removeprefix('"').removesuffix('"').replace('""', '"').strip() == cell.text or typed.strip() == cell.text
