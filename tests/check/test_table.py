"""Formulas in tables: sums, rows, what stands to the left, and cells that nobody filled in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opc import dutch
from opc.model.formula import FormulaError, UnknownNumberError
from opc.model.plan_file import TableFile, Unit
from opc.model.table import Cell, Column, Computation, Row, Table
from opc.source import Span

NOWHERE = Span("data/tabel.csv")


def _table(header: str, *lines: str, rows: dict[str, str] | None = None, columns: dict[str, str] | None = None, unit: Unit = "EUR", decimals: int | None = None) -> Table:
    """A table from texts with semicolons; rows and columns: the formulas."""
    names = header.split(";")
    made = tuple(
        Column(name, name, unit if at else "tekst", decimals, (columns or {}).get(name, ""), (), False, NOWHERE) for at, name in enumerate(names)
    )
    table = Table("tabel", made, (), TableFile(bestand="data/tabel.csv", titel="Tabel"), NOWHERE)  # type: ignore[call-arg]
    found = []
    for number, line in enumerate(lines, 2):
        cells = [Cell(text, dutch.parse_number(text) if at else None, Span(NOWHERE.file, number, at + 1), given=bool(text)) for at, text in enumerate(line.split(";"))]
        found.append(Row(tuple(cells), Span(NOWHERE.file, number), (rows or {}).get(cells[0].text, "")))
    return replace(table, rows=tuple(found))


def _filled(table: Table) -> dict[str, list[str]]:
    return {row.label: [cell.text for cell in row.cells[1:]] for row in Computation(table).filled().rows}


BUDGET = {
    "Totaal baten": 'som("B")',
    "Totaal lasten": 'som("L", "P")',
    "Resultaat": 'rij("Totaal baten") - rij("Totaal lasten")',
    "Vermogen": 'vorige(1000) + rij("Resultaat")',
    "Signaal": 'max(250, 0.035 * rij("Totaal baten"))',
}


def test_a_budget_fills_itself_in() -> None:
    table = _table(
        "regel;2026;2027;2028", "B1 Rijk;10.000;9.000;8.000", "B2 Gemeenten;500;500;", "L1 So;7.000;7.000;7.000", "P1 Hulp;4.000;2.500;1.000",
        "Totaal baten;;;", "Totaal lasten;;;", "Resultaat;;;", "Vermogen;;;", "Signaal;;;", rows=BUDGET, decimals=0,
    )
    assert _filled(table) == {
        "B1 Rijk": ["10.000", "9.000", "8.000"], "B2 Gemeenten": ["500", "500", ""], "L1 So": ["7.000"] * 3, "P1 Hulp": ["4.000", "2.500", "1.000"],
        "Totaal baten": ["10.500", "9.500", "8.000"], "Totaal lasten": ["11.000", "9.500", "8.000"], "Resultaat": ["−500", "0", "0"],
        "Vermogen": ["500", "500", "500"], "Signaal": ["368", "333", "280"],
    }


def test_a_letter_with_a_digit_counts_and_another_word_does_not() -> None:
    table = _table("regel;2026", "B1 Rijk;5", "B12 Meer;7", "Bijzonder;100", "Som;", rows={"Som": 'som("B")'})
    assert _filled(table)["Som"] == ["12"]


def test_a_sum_without_letters_leaves_out_what_is_computed() -> None:
    table = _table("regel;2026", "a;1", "b;2", "Tussen;", "c;3", "Totaal;", rows={"Tussen": 'rij("a") + rij("b")', "Totaal": "som()"})
    assert _filled(table) == {"a": ["1"], "b": ["2"], "Tussen": ["3"], "c": ["3"], "Totaal": ["6"]}


def test_a_column_follows_from_the_others_in_its_row() -> None:
    table = _table("jaar;bao;sbo;bao+sbo;deel", "2025;14.420;405;;", columns={"bao+sbo": "bao + sbo", "deel": '100 * sbo / kolom("bao+sbo")'}, unit="%", decimals=2)
    assert _filled(table) == {"2025": ["14.420", "405", "14.825,00", "2,73"]}


def test_a_column_whose_name_is_part_of_another_is_not_used() -> None:
    # "so" stands in "sbo_so", and is still unknown: that is no reason not to compute
    table = _table("jaar;so;sbo_so;dubbel", "2025;<5;12;", columns={"dubbel": "2 * sbo_so"})
    assert _filled(table)["2025"] == ["<5", "12", "24"]


def test_decimals_that_nobody_asked_for_are_at_most_two() -> None:
    filled = Computation(_table("jaar;a;b;deel", "2025;1;3;", columns={"deel": "a / b"})).filled()
    assert (filled.rows[0].cells[3].text, filled.rows[0].cells[3].value) == ("0,33", Decimal("0.33"))


def test_what_nobody_knows_is_not_computed() -> None:
    table = _table("gemeente;leerlingen", "Zandhaven;24", "Duinhoek;<5", "Totaal;", rows={"Totaal": "som()"})
    assert _filled(table)["Totaal"] == [""]
    with pytest.raises(UnknownNumberError):
        Computation(table).compute(table.rows[2], 1, "som()")


def test_a_percentage_of_nothing_waits() -> None:
    table = _table("jaar;deel;geheel;pct", "2025;;;", columns={"pct": "100 * deel / geheel"})
    assert _filled(table)["2025"] == ["", "", ""]
    assert Computation(table).waits(table.rows[0], 3)


@pytest.mark.parametrize("formula", ['rij("A")', 'rij("B") + 1', 'som() + rij("A")'])
def test_a_row_cannot_follow_from_itself(formula: str) -> None:
    table = _table("regel;2026", "A;", "B;", rows={"A": formula, "B": 'rij("A")'})
    with pytest.raises(FormulaError, match="naar zichzelf"):
        Computation(table).compute(table.rows[0], 1, formula)
    assert _filled(table) == {"A": [""], "B": [""]}


def test_a_long_chain_of_years_is_no_circle() -> None:
    years = ";".join(str(year) for year in range(1900, 2100))
    table = _table(f"regel;{years}", "R;" + ";".join(["1"] * 200), "V;" + ";" * 199, rows={"V": 'vorige(0) + rij("R")'})
    assert _filled(table)["V"][-1] == "200"


def test_rows_that_each_need_the_next_are_computed_once() -> None:
    rows = {f"r{number}": f'rij("r{number + 1}") + rij("r{number + 1}")' for number in range(40)}
    table = _table("regel;2026", *(f"r{number};" for number in range(40)), "r40;1", rows=rows)
    assert _filled(table)["r0"] == [dutch.number(2**40)]


def test_too_long_a_chain_is_left_empty() -> None:
    rows = {f"r{number}": f'rij("r{number + 1}")' for number in range(400)}
    table = _table("regel;2026", *(f"r{number};" for number in range(400)), "r400;1", rows=rows)
    assert _filled(table)["r399"] == ["1"]


@pytest.mark.parametrize(
    ("formula", "message"),
    [('som("X")', "geen rij begint met X"), ('rij("Totaal")', 'geen rij "Totaal"'), ('kolom("2027")', 'geen kolom "2027"'), ('"tekst"', "geen getal"), ("vorige()", "te weinig"), ("1 / 0", "delen door nul"),
     ('rij(["a"])', "geen rij"), ('kolom(1)', "verkeerde gegevens")],
)
def test_a_formula_that_fails_says_why(formula: str, message: str) -> None:
    table = _table("regel;2026", "a;1", "b;", rows={"b": formula})
    with pytest.raises(FormulaError, match=message):
        Computation(table).compute(table.rows[1], 1, formula)


AMOUNTS = st.lists(st.decimals(-10**12, 10**12, places=2), min_size=1, max_size=8)


@given(AMOUNTS, AMOUNTS)
def test_result_and_reserve_add_up(income: list[Decimal], spending: list[Decimal]) -> None:
    rows = [f"B{number};{dutch.number(value)}" for number, value in enumerate(income)] + [f"L{number};{dutch.number(value)}" for number, value in enumerate(spending)]
    table = Computation(_table("regel;2026", *rows, "Totaal baten;", "Totaal lasten;", "Resultaat;", "Vermogen;", rows={**BUDGET, "Totaal lasten": 'som("L")'}, decimals=2)).filled()
    assert table.cell("Resultaat", "2026").value == sum(income) - sum(spending)
    assert table.cell("Vermogen", "2026").value == 1000 + sum(income) - sum(spending)
