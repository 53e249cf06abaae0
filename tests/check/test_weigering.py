"""What may follow on a refusal, and until when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import BASE, check

from opc.check.weigering import months_later
from opc.model.outcome import Status, verdicts

_CONSENT = """    uitkomst: instemming
    sectoren: [vo]
"""


def _with(base: Path, steps: str, note: str = "") -> Path:
    text = (BASE / "besluiten.yaml").read_text(encoding="utf-8").replace("2026-03-19", "2026-02-02")
    assert text.count(_CONSENT) == 1
    text = text.replace(_CONSENT, _CONSENT.replace("instemming", "geen instemming") + note + steps)
    (base / "besluiten.yaml").write_text(text, encoding="utf-8")
    return base


def _status(base: Path, day: date = date(2025, 8, 1)) -> Status:
    return next(verdict.status for verdict in verdicts(check(base, day=day).outcomes) if verdict.id == "weigering-opr")


def test_a_refusal_without_more_is_one_finding_and_nothing_else_is_judged(base: Path) -> None:
    _with(base, "")
    assert [finding.rule for finding in check(base).findings] == ["instemming-opr"]
    assert _status(base) == Status.idle


def test_what_the_board_does_may_be_told_in_words(base: Path) -> None:
    _with(base, "", "    toelichting: Het bestuur vraagt de commissie om toestemming.\n")
    (finding,) = check(base).findings
    assert finding.message == "OPR VO stemde niet in"
    assert _status(base) == Status.met


@pytest.mark.parametrize(
    ("law", "told", "asked", "late"),
    [
        ("2025-08-01", "", "2026-03-16", 0), ("2025-08-01", "", "2026-03-17", 1), ("2025-08-01", "2026-03-01", "2026-03-17", 1),
        ("2025-07-31", "2026-05-02", "2026-06-13", 0), ("2025-07-31", "2026-05-03", "2026-06-14", 1), ("2025-07-31", "2026-05-02", "2026-06-14", 1),
        ("2025-07-31", "", "2026-06-13", 0), ("2025-07-31", "", "2026-06-14", 1),
    ],
)
def test_each_term_to_the_day(base: Path, law: str, told: str, asked: str, late: int) -> None:
    notice = f"  - {{datum: {told}, soort: mededeling, stap: Bericht, wie: [OPR VO]}}\n" if told else ""
    _with(base, f"{notice}  - {{datum: {asked}, soort: verzoek, stap: Verzoek, wie: [OPR VO]}}\n")
    found = [finding for finding in check(base, day=date.fromisoformat(law)).findings if finding.rule == "weigering-opr"]
    assert len(found) == late


@pytest.mark.parametrize(("day", "months", "then"), [("2025-10-06", 3, "2026-01-06"), ("2025-11-30", 3, "2026-02-28"), ("2025-12-01", 1, "2026-01-01"), ("9999-11-01", 3, "9999-12-31")])
def test_months_later(day: str, months: int, then: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_what_it_rests_on_is_the_refusal_and_what_came_next(base: Path) -> None:
    _with(base, """  - {datum: 2026-02-10, soort: verzoek, stap: Verzoek, wie: [OPR VO], sectoren: [vo]}
  - {datum: 2026-03-20, soort: uitspraak, stap: Beslissing, wie: [OPR VO], uitkomst: toestemming, sectoren: [vo]}
""")
    checked = check(base, day=date(2025, 8, 1))
    assert not checked.findings
    rests_on = {verdict.id: [item.text for item in verdict.evidence] for verdict in checked.verdicts if verdict.id in ("weigering-opr", "instemming-opr")}
    assert [text.split(": ", 1)[1] for text in rests_on["weigering-opr"]] == ["Instemming OPR VO (OPR VO): geen instemming", "Verzoek (OPR VO)", "Beslissing (OPR VO): toestemming"]
    assert rests_on["instemming-opr"][-1].endswith("Beslissing (OPR VO): toestemming")
