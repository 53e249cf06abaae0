"""CSV as spreadsheets export it: semicolon or comma, UTF-8 with or without BOM, or cp1252; amounts the Dutch way."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

from opc import dutch
from opc.model.plan_file import ColumnFile, TableFile
from opc.model.table import NUMERIC, Cell, Column, Computation, Row, Table
from opc.read.workspace import Workspace
from opc.source import Source, Span

MOST_ROWS = 10_000
"""Lines of a table; all schools of the country are 8,000."""
SUPPRESSED = ("<5", "< 5", "n.v.t.", "nvt", "-", "–", "x", "onbekend")
"""What publishers put in a cell that has no number; printed as it stands."""

_Typed = tuple[str, Span]


class _Broken(Exception):  # noqa: N818 - it never leaves this module
    """A line whose quotes do not match."""

    def __init__(self, line: int) -> None:
        self.line = line


def read_table(workspace: Workspace, source: Source, id: str, settings: TableFile) -> Table | None:
    """One table. Cells keep their places; what is wrong is noticed at its line. None when it is not rectangular."""
    if not source.text.strip():
        workspace.notice(Span(source.file), "huis-csv", "dit bestand is leeg", "zet op de eerste regel de namen van de kolommen")
        return None
    try:
        lines = _lines(source)
    except _Broken as broken:
        workspace.notice(source.whole_line(broken.line), "huis-csv", "in deze regel klopt een aanhalingsteken niet", 'een cel die met " begint, eindigt ook zo; een " in de tekst zelf schrijft u als ""')
        return None
    if len(lines) > MOST_ROWS:
        workspace.notice(lines[MOST_ROWS][0][1], "huis-csv", f"deze tabel heeft {dutch.number(len(lines))} regels", f"neem alleen op wat het plan nodig heeft: hoogstens {dutch.number(MOST_ROWS)} regels")
        return None
    if not lines:
        workspace.notice(Span(source.file), "huis-csv", "dit bestand heeft geen enkele gevulde cel", "zet op de eerste regel de namen van de kolommen")
        return None
    header = [text.strip() for text, _ in lines[0]]
    if "" in header:
        workspace.notice(lines[0][header.index("")][1], "huis-csv", f"kolom {header.index('') + 1} heeft geen naam", "geef elke kolom een naam, of haal haar weg")
        return None
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        workspace.notice(lines[0][header.index(twice)][1], "huis-csv", f'twee kolommen heten "{twice}"', "geef elke kolom een eigen naam")
    if ragged := [line for line in lines[1:] if len(line) != len(header)]:
        _uneven(workspace, lines, ragged)
        return None
    numeric = {at for at in range(1, len(header)) if _all_numbers([line[at][0] for line in lines[1:] if at < len(line)])}
    columns = tuple(
        _column(settings, name, settings.columns.get(name, ColumnFile()), at in numeric, lines[0][at][1]) for at, name in enumerate(header)
    )
    for name in settings.columns:
        if name not in header:
            meant = dutch.meant(name, header)
            workspace.notice(settings.columns[name].span, "huis-csv", f'{settings.file} heeft geen kolom "{name}"', f'bedoelt u "{meant}"?' if meant else f"de kolommen zijn {dutch.listing(header)}")
    rows = tuple(_row(workspace, columns, line, settings) for line in lines[1:])
    return Computation(Table(id, columns, rows, settings, Span(source.file))).filled()


def _uneven(workspace: Workspace, lines: list[list[_Typed]], ragged: list[list[_Typed]]) -> None:
    """Says which lines have too many or too few cells; when all have the same number, it is the header that is wrong."""
    header, *others = lines
    if len(others) > 1 and len({len(line) for line in others}) == 1:
        workspace.notice(
            header[0][1], "huis-csv", f"de kop heeft {dutch.count(len(header), 'cel', 'cellen')}, elke regel eronder {len(others[0])}", "geef elke kolom een naam",
        )
        return
    for line in ragged:
        workspace.notice(
            line[0][1], "huis-csv", f"deze regel heeft {dutch.count(len(line), 'cel', 'cellen')}, de kop {len(header)}",
            "staat er een puntkomma in een tekst? zet die tekst tussen aanhalingstekens",
        )


def _column(settings: TableFile, name: str, column: ColumnFile, numeric: bool, span: Span) -> Column:
    unit = column.unit or ((settings.unit or "aantal") if numeric else "tekst")
    decimals = column.decimals if column.decimals is not None else settings.decimals
    return Column(name, column.title or name, unit, decimals, column.formula, column.sectors, column.hidden, span)


def _row(workspace: Workspace, columns: tuple[Column, ...], line: list[_Typed], settings: TableFile) -> Row:
    cells = []
    for column, (typed, span) in zip(columns, line, strict=True):
        text = typed.strip()
        value: Decimal | None = None
        if column.unit in NUMERIC and text and text.lower() not in SUPPRESSED:
            value = dutch.parse_number(text)
            if value is None:
                workspace.notice(span, "huis-csv", f'"{text}" is geen getal, en kolom "{column.name}" heeft getallen ({column.unit})', "schrijf het voluit, zoals 1.500.000 of 2,5; een lege cel mag ook")
        cells.append(Cell(text, value, span, bool(text)))
    label = cells[0].text
    return Row(tuple(cells), line[0][1], settings.formulas.get(label, ""))


def _all_numbers(texts: list[str]) -> bool:
    given = [text for text in texts if text.strip() and text.strip().lower() not in SUPPRESSED]
    numbers = [text for text in given if dutch.parse_number(text) is not None]
    # one stray text in a column of numbers is a mistake, not a column of texts
    return bool(numbers) and len(numbers) > 0.7 * len(given)


def _lines(source: Source) -> list[list[_Typed]]:
    """Every line as texts with places; a quoted one points at its first character."""
    first = source.line(1)
    told = re.fullmatch(r"sep=(.)", first.strip())  # Excel's own note to itself
    delimiter = told[1] if told else max(";,\t", key=first.count)
    found: list[list[_Typed]] = []
    reader = csv.reader(io.StringIO(source.text), delimiter=delimiter, strict=True)
    before = 0
    while True:
        line = before + 1
        try:
            values = next(reader)
        except StopIteration:
            break
        except csv.Error:
            raise _Broken(line) from None
        before = reader.line_num
        if not any(value.strip() for value in values) or (told and line == 1):
            continue
        text = source.line(line)
        cells, at = [], 0
        for value in values:
            quoted = text[at : at + 1] == '"'
            length = len(value) + value.count('"') + 2 if quoted else len(value)
            cells.append((value, Span(source.file, line, at + 1, line, min(at + length, len(text)) + 1)))
            at += length + 1
        found.append(cells)
    while found and len({len(cells) for cells in found}) == 1 and len(found[0]) > 1 and not any(cells[-1][0].strip() for cells in found):
        found = [cells[:-1] for cells in found]  # a separator at the end of every line
    return found

