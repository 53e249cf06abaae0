"""The report for a terminal."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import BASE, ROOT, check
from hypothesis import given
from hypothesis import strategies as st

from opc.finding import Finding, Related, Severity, in_order
from opc.model.audience import Audience
from opc.model.checked import Checked
from opc.model.outcome import Status
from opc.report.text import columns, report, wrap
from opc.source import Source, Span

FILE = "hoofdstukken/06-ondersteuning.md"


def _checked(line: str, begin: int, end: int, message: str = "hier gaat iets mis", **more: object) -> Checked:
    source = Source(FILE, line + "\n")
    finding = Finding(source.span(begin, end), "huis-verwijzing", Severity.fout, message, "doe dit anders")
    return Checked(None, "plan", date(2026, 8, 1), (), (finding._replace(**more),), {FILE: source})  # type: ignore[arg-type]


def _marked(text: str) -> tuple[str, str]:
    """The quoted line and the line with the marks, without their margins."""
    quoted, marks = (line.partition("│ ")[2] for line in text.splitlines() if "│" in line)
    return quoted, marks


def test_the_part_at_fault_is_quoted_and_underlined() -> None:
    assert report(_checked("Zie [](#nergens).", 4, 16)) == (
        "hoofdstukken/06-ondersteuning.md:1:5: fout\n"
        "  hier gaat iets mis [huis-verwijzing]\n"
        "    1 │ Zie [](#nergens).\n"
        "      │     ^^^^^^^^^^^^\n"
        "   = doe dit anders\n"
        "\n"
        "1 fout, 0 waarschuwingen en 0 opmerkingen.\n"
        "plan.yaml was niet te lezen, dus het plan zelf is nog niet getoetst.\n"
    )


def test_a_long_line_is_cut_around_the_part_at_fault() -> None:
    line = "woord " * 40 + "FOUT" + " woord" * 40
    quoted, marks = _marked(report(_checked(line, 240, 244)))
    assert quoted.startswith("…") and quoted.endswith("…")
    assert len(quoted) == 72
    assert quoted[marks.index("^") : marks.index("^") + 4] == "FOUT"
    assert marks.count("^") == 4


def test_marks_stand_under_wide_signs() -> None:
    quoted, marks = _marked(report(_checked("日本語 x FOUT", 6, 10)))
    assert columns(quoted[: quoted.index("FOUT")]) == marks.index("^") == 9
    assert marks.strip() == "^^^^"


def test_a_place_behind_the_last_sign_is_marked() -> None:
    assert _marked(report(_checked("Totaal;", 7, 7))) == ("Totaal;", "       ^")


def test_a_part_that_goes_on_past_the_line_is_marked_to_its_end() -> None:
    assert _marked(report(_checked("een twee\ndrie", 4, 13)))[1] == "    ^^^^"


def test_an_empty_line_is_not_quoted() -> None:
    assert "│" not in report(_checked("", 0, 0))


def test_signs_that_steer_a_terminal_are_shown_as_a_dot() -> None:
    text = report(_checked("a\x1b[31mb\u202ec\td", 5, 6, "\x1b[31mrood\u200b"))
    assert "\x1b" not in text
    assert "a·[31mb·c d" in text


def test_colour_is_only_for_the_eye() -> None:
    checked = check(ROOT / "plans/noorderwaard/2026-2030")
    assert re.sub(r"\x1b\[\d+m", "", report(checked, Audience(colour=True))) == report(checked)


def test_related_places_are_named_with_their_line() -> None:
    related = (Related(Span("plan.yaml", 3, 12), "hier staat het"),)
    assert "   = plan.yaml:3: hier staat het\n" in report(_checked("x", 0, 1, related=related))


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=200) | st.text("abc /-_", min_size=60, max_size=300)


@given(line=TEXTS, begin=st.integers(0, 300), length=st.integers(0, 300), message=TEXTS, width=st.integers(60, 100))
def test_no_line_is_wider_than_the_terminal(line: str, begin: int, length: int, message: str, width: int) -> None:
    begin = min(begin, len(line))
    checked = _checked(line, begin, min(begin + length, len(line)), message, hint=message, related=(Related(Span("plan.yaml"), message),))
    text = report(checked, Audience(width=width))
    assert max(columns(shown) for shown in text.split("\n")) <= width


@given(line=st.text("abcé日 ;", min_size=1, max_size=300), begin=st.integers(0, 300))
def test_the_marks_begin_under_the_sign_at_fault(line: str, begin: int) -> None:
    begin = min(begin, len(line) - 1)
    if not line.rstrip() or begin >= len(line.rstrip()):
        return
    quoted, marks = _marked(report(_checked(line, begin, begin + 1)))
    at = next(number for number in range(len(quoted)) if columns(quoted[:number]) == marks.index("^"))
    assert quoted[at] == line[begin]


@given(text=TEXTS, width=st.integers(20, 100))
def test_wrapping_loses_no_sign(text: str, width: int) -> None:
    lines = wrap(text, "  ", width)
    assert max(map(columns, lines)) <= width
    assert len("".join("".join(lines).split())) == len("".join("".join(wrap(text, "  ", 10_000)).split()))


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("plan", ["2022-2026", "2026-2030"])
def test_the_samples_fit_the_terminal(plan: str, width: int) -> None:
    text = report(check(ROOT / "plans/noorderwaard" / plan), Audience(width=width))
    paths = [line for line in text.splitlines() if line.startswith("plans/")]
    assert all(columns(line) <= width for line in text.splitlines() if line not in paths)
    assert width < 80 or all(columns(line) <= width for line in paths)


# --- Order and summary -----------------------------------------------------------------------------------------------


def test_findings_go_by_file_and_line_the_worst_first() -> None:
    def finding(file: str, line: int, column: int, severity: Severity) -> Finding:
        return Finding(Span(file, line, column), f"huis-{severity.name}", severity, f"{file} {line} {column}")

    wanted = [
        finding("a.md", 2, 5, Severity.opmerking),
        finding("a.md", 10, 1, Severity.opmerking),
        finding("a.md", 10, 4, Severity.fout),
        finding("a.md", 10, 4, Severity.opmerking),
        finding("b.md", 1, 1, Severity.fout),
    ]
    assert list(in_order(reversed(wanted))) == wanted


def test_the_same_remark_for_two_sectors_is_one() -> None:
    first, second = (Finding(Span("plan.yaml", 3), "oogo", severity, "er ontbreekt iets", sectors=(sector,), related=(Related(Span(f"{sector}.yaml"), "de wet"),))
                     for severity, sector in ((Severity.waarschuwing, "vo"), (Severity.fout, "po")))
    (merged,) = in_order([first, second])
    assert merged.sectors == ("po", "vo")
    assert merged.severity is Severity.fout
    assert [related.span.file for related in merged.related] == ["vo.yaml", "po.yaml"]


def test_the_summary_counts_what_is_above_it(base: Path) -> None:
    (base / "besluiten.yaml").write_text((BASE / "besluiten.yaml").read_text().replace("tegen: 0", "tegen: 1").replace(", Duinhoek]", "]"))
    (base / "bijlagen/02-oogo.md").write_text((BASE / "bijlagen/02-oogo.md").read_text().replace('bijlage: "2"', 'bijlage: "3"'))
    checked = check(base)
    assert report(checked).endswith(
        "\n\n1 fout, 1 waarschuwing en 1 opmerking.\n"
        "Getoetst voor po en vo aan 36 eisen van wet en inspectie, zoals die golden op 2\n"
        "april 2026: 19 in orde, 1 niet, 8 om zelf te beoordelen en 8 niet van\ntoepassing.\n"
    )


def test_the_summary_names_the_law_that_was_used() -> None:
    assert "Getoetst voor po aan " in report(check(BASE, sector="po"))
    assert "zoals die golden op 1 mei 2023: 19 in orde, 0 niet, 8 om zelf te beoordelen en 7 niet van toepassing." in " ".join(report(check(BASE, day=date(2023, 5, 1))).split())


def test_what_could_not_be_read_was_not_tested(base: Path) -> None:
    (base / "besluiten.yaml").write_text("stappen: [\n")
    text = " ".join(report(check(base)).split())
    assert "1 fout, 0 waarschuwingen en 0 opmerkingen. Getoetst voor po en vo aan 36 eisen" in text
    assert text.endswith("Niet alles was te lezen, dus niet alles is getoetst.")


def test_of_a_step_that_cannot_be_read_nothing_is_said(base: Path) -> None:
    steps = base / "besluiten.yaml"
    steps.write_text(steps.read_text(encoding="utf-8").replace("2026-02-05", "2026-02-50"), encoding="utf-8")
    checked = check(base)
    assert {finding.rule for finding in checked.findings} == {"huis-veld"}
    assert "oogo" in {verdict.id for verdict in checked.of_status(Status.unknown)} and "terugplaatsing" not in {verdict.id for verdict in checked.of_status(Status.unknown)}
    assert "niet te zeggen" in " ".join(report(checked).split())


def test_a_plan_that_cannot_be_read_has_no_law(base: Path) -> None:
    (base / "plan.yaml").write_text("titel: [\n")
    text = report(check(base))
    assert "Getoetst" not in text
    assert re.search(r"^1 fout, 0 waarschuwingen en 0 opmerkingen\.$", text, re.MULTILINE)


def test_a_plan_of_which_plan_yaml_cannot_be_read_is_not_said_to_be_tested(base: Path) -> None:
    (base / "plan.yaml").write_text((base / "plan.yaml").read_text(encoding="utf-8").replace("2026-08-01", "2026-13-01", 1), encoding="utf-8")
    said = report(check(base))
    assert said.endswith("1 fout, 0 waarschuwingen en 0 opmerkingen.\nplan.yaml was niet te lezen, dus het plan zelf is nog niet getoetst.\n")
