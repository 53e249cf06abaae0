"""The wettelijke leeswijzer: every requirement with the places that answer it, and back."""

from __future__ import annotations

from pathlib import Path

from conftest import BASE, check, copy_plan

from opc.compose import compose
from opc.compose.coverage import Covered, coverage
from opc.model.checked import Checked

ANSWER = '  terugplaatsing: "#terug"'
CHAPTER = "hoofdstukken/02-toewijzing.md"


def covered(checked: Checked) -> dict[str, list[Covered]]:
    assert checked.plan
    rows: dict[str, list[Covered]] = {}
    for item in coverage(checked.plan, checked.requirements):
        rows.setdefault(item.id, []).append(item)
    return rows


def test_every_requirement_that_the_plan_answers_has_a_place() -> None:
    checked = check(BASE)
    rows = covered(checked)
    for outcome in checked.outcomes:
        if outcome.requirement.layer == "wet":
            (row,) = [item for item in rows[outcome.requirement.id] if outcome.sector in item.sectors]
            assert bool(outcome.evidence) == bool(row.anchors or row.steps)
    assert "tabel-begroting-po" in {anchor for item in rows["verdeling"] for anchor in item.anchors}
    assert {item.anchors for item in rows["oogo"]} == {("versies-en-besluiten",)}
    assert rows["looptijd"][0].steps[0].startswith("looptijd: 1 augustus")


def test_sectors_with_other_answers_have_rows_of_their_own(tmp_path: Path) -> None:
    chapter = copy_plan(BASE, tmp_path / "plan") / CHAPTER
    text = chapter.read_text(encoding="utf-8").replace(ANSWER, '  terugplaatsing/po: "#terug"\n  terugplaatsing/vo: ["#terug", "#erbij"]')
    chapter.write_text(f"{text}\n## Erbij {{#erbij}}\n\nOok dit.\n", encoding="utf-8")
    checked = check(tmp_path / "plan")
    assert [(item.sectors, item.anchors) for item in covered(checked)["terugplaatsing"]] == [(("po",), ("terug",)), (("vo",), ("terug", "erbij"))]
    assert not [finding for finding in checked.findings if finding.rule == "terugplaatsing"]


def test_what_the_plan_has_not_is_not_applicable(tmp_path: Path) -> None:
    file = copy_plan(BASE, tmp_path / "plan") / "plan.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(line for line in lines if "OPDC" not in line and not line.startswith("opdc:")) + "\n", encoding="utf-8")
    (row,) = covered(check(tmp_path / "plan"))["opdc"]
    assert not row.applies


def test_a_section_that_is_not_there_is_found_in_a_list(tmp_path: Path) -> None:
    chapter = copy_plan(BASE, tmp_path / "plan") / CHAPTER
    chapter.write_text(chapter.read_text(encoding="utf-8").replace(ANSWER, '  terugplaatsing: ["#terug", "#boem"]'), encoding="utf-8")
    (finding, *_) = [finding for finding in check(tmp_path / "plan").findings if finding.rule == "terugplaatsing"]
    assert finding.message == "de paragraaf die deze eis beantwoordt, is er niet: #boem"
    assert finding.span.line == 6


def test_the_leeswijzer_names_each_place_with_its_page_and_leads_back(tmp_path: Path) -> None:
    chapter = copy_plan(BASE, tmp_path / "plan") / CHAPTER
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n{{ leeswijzer() }}\n", encoding="utf-8")
    checked = check(tmp_path / "plan")
    assert checked.plan
    text = "\n".join(compose(checked.plan, checked.requirements, root=tmp_path, status="concept", law=checked.day).parts)
    there, back = (text[text.index(f"{{#{name} ") :].split("\n:::")[0].splitlines()[3:] for name in ("tabel-leeswijzer", "tabel-leeswijzer-omgekeerd"))
    for line in there:
        assert line.count("{.verwijzing}") == line.count("{.bladzijde}"), line
    pairs = {(line.split(" | ")[0].removeprefix("| "), place) for line in there for place in line.split(" | ")[2].split(", ") if "{.verwijzing}" in place}
    assert pairs == {(title, line.split(" | ")[0].removeprefix("| ")) for line in back for title in line.split(" | ")[2].split("; ")}


def test_eisen_with_nothing_below_it_names_none(tmp_path: Path) -> None:
    chapter = copy_plan(BASE, tmp_path / "plan") / CHAPTER
    lines = chapter.read_text(encoding="utf-8").splitlines()
    chapter.write_text("\n".join(line for line in lines if not line.startswith(("  terugplaatsing: ", "  toelaatbaarheid: "))) + "\n", encoding="utf-8")
    assert {finding.rule for finding in check(tmp_path / "plan").findings if finding.severity > 1} <= {"terugplaatsing", "toelaatbaarheid"}


def test_what_is_found_by_words_is_where_they_stand_most(tmp_path: Path) -> None:
    chapter = copy_plan(BASE, tmp_path / "plan") / "hoofdstukken/06-organisatie.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n## Schoolbesturen en hun scholen {#wie}\n\nDe schoolbesturen staan in de bijlage.\n", encoding="utf-8")
    (verdict,) = [item for item in check(tmp_path / "plan").verdicts if item.id == "verband-omvang"]
    assert [item.anchor for item in verdict.evidence] == ["wie"]
