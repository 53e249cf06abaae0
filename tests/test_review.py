"""Reviews: what a reviewer read is written down, and what changed after that is to be read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from conftest import TODAY, check

from opc import cli, pipeline
from opc.error import OpcError
from opc.model.requirement import RequirementSet
from opc.pipeline import law


def _record(plan: Path, *names: str, by: str = "M. de Vries") -> str:
    return pipeline.record_review(plan, names, by=by, today=TODAY, width=80)


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _due(plan: Path) -> dict[str, tuple[str, ...]]:
    """Requirement and sector -> what changed, for every answer that is no longer what was read."""
    return {f"{item.requirement.id}/{item.sector}": item.changed for item in check(plan).reviews if item.changed}


def _chapter(plan: Path, words: str) -> Path:
    return next(path for path in (plan / "hoofdstukken").glob("*.md") if words in path.read_text(encoding="utf-8"))


def test_what_was_reviewed_stays_reviewed_until_something_changes(base: Path) -> None:
    assert not check(base).reviews
    assert _record(base).endswith("Alles is beoordeeld.\n")
    assert not check(base).findings
    assert {item.state for item in check(base).reviews} == {"beoordeeld"}
    assert not {finding.rule for sector in ("po", "vo") for finding in check(base, sector=sector).findings}


def test_a_changed_paragraph_is_to_be_reviewed_again_and_white_space_does_not_count(base: Path) -> None:
    _record(base)
    chapter = _chapter(base, "{#terug}\n")
    _edit(chapter, "{#terug}\n", "{#terug}\n\n\n")
    assert not _due(base)
    _edit(chapter, "{#terug}\n", "{#terug}\n\nEn nog iets.\n")
    assert _due(base) == {"terugplaatsing/po": ("text",), "terugplaatsing/vo": ("text",)}
    assert [(finding.rule, finding.sectors) for finding in check(base).findings] == [("huis-beoordeling", ("po", "vo"))]
    _record(base, "terugplaatsing/po", by="A. Bakker")
    assert _due(base) == {"terugplaatsing/vo": ("text",)}


def test_a_text_for_one_sector_is_reviewed_for_that_sector(base: Path) -> None:
    chapter = _chapter(base, "{#terug}\n")
    _record(base)
    _edit(chapter, "{#terug}\n", "{#terug}\n\n::: vo\nAlleen in het vo.\n:::\n")
    assert _due(base) == {"terugplaatsing/vo": ("text",)}


def test_a_changed_fact_is_seen_where_the_text_stays_the_same(base: Path) -> None:
    _record(base)
    chapter = _chapter(base, "\nterugplaatsing:\n")
    fact = next(line for line in chapter.read_text(encoding="utf-8").splitlines() if line.strip().startswith("initiatief:"))
    _edit(chapter, fact, f"{fact} en de ouders")
    assert {"terugplaatsing/po": ("facts",), "terugplaatsing/vo": ("facts",)}.items() <= _due(base).items()


def test_a_requirement_that_is_worded_anew_is_said(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _record(base)
    known = pipeline.requirements()
    changed = tuple(record.model_copy(update={"text": "Iets anders."}) if record.id == "groei" else record for record in known.all)
    monkeypatch.setattr(law, "requirements", lambda **_: replace(known, all=changed) if isinstance(known, RequirementSet) else known)
    assert _due(base) == {"groei/po": ("wording",), "groei/vo": ("wording",)}


def test_the_file_has_one_line_for_each_answer_and_a_second_review_changes_only_its_own(base: Path) -> None:
    _record(base)
    path = base / "beoordeeld.yaml"
    before = path.read_text(encoding="utf-8")
    assert sorted(yaml.safe_load(before)["beoordeeld"]) == list(yaml.safe_load(before)["beoordeeld"])
    _record(base, "groei/vo", by='A. "Bakker": #1')
    after = path.read_text(encoding="utf-8")
    assert [line for line in after.splitlines() if line not in before.splitlines()] == [next(line for line in after.splitlines() if "Bakker" in line)]
    assert check(base).plan.reviews.reviews["groei"]["vo"].by == 'A. "Bakker": #1'  # type: ignore[union-attr]


def test_nothing_is_written_when_a_name_is_wrong_or_the_plan_cannot_be_read(base: Path) -> None:
    with pytest.raises(OpcError, match=r"geen antwoord op gro en terugplatsing") as caught:
        _record(base, "groei", "gro", "terugplatsing")
    assert caught.value.hint == "bedoelt u groei?\nbedoelt u terugplaatsing?"
    chapter = _chapter(base, "{#terug}\n")
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("eisen:", "eisen: [", 1), encoding="utf-8")
    with pytest.raises(OpcError, match="niet alles in dit plan is te lezen"):
        _record(base)
    assert not (base / "beoordeeld.yaml").exists()


def test_a_list_of_reviews_that_cannot_be_read_is_not_overwritten(base: Path) -> None:
    (base / "beoordeeld.yaml").write_text("beoordeeld: [\n", encoding="utf-8")
    with pytest.raises(OpcError, match=r"beoordeeld\.yaml is niet te lezen"):
        _record(base)
    assert (base / "beoordeeld.yaml").read_text(encoding="utf-8") == "beoordeeld: [\n"


def test_the_list_says_what_changed_and_who_reviewed_it(base: Path) -> None:
    _record(base, "groei")
    _edit(_chapter(base, "{#terug}\n"), "{#terug}\n", "{#terug}\n\nEn nog iets.\n")
    said = pipeline.review(base, (), today=TODAY, width=80)
    assert "Beoordeeld\n  groei (po en vo)" in said
    assert "beoordeeld door M. de Vries op 22 november 2026" in said
    assert "Nog niet beoordeeld" in said and "Veranderd na de beoordeling" not in said
    _record(base)
    _edit(_chapter(base, "En nog iets."), "En nog iets.", "En nog iets anders.")
    said = pipeline.review(base, (), today=TODAY, width=80)
    assert said.startswith("1 antwoord te beoordelen, van ")
    assert "opnieuw te beoordelen: de tekst is veranderd nadat M. de Vries dit op 22" in said
    assert "opc explain EIS\n" in said and 'opc review EIS --by "uw naam"' in said
    assert 'opc review plans/een/2026-2030 EIS --by "uw naam"' in pipeline.review(base, (), today=TODAY, width=80, named="plans/een/2026-2030")


def test_the_command_lists_and_records(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["review", str(base)]) == 0
    assert "Nog niet beoordeeld" in capsys.readouterr().out
    assert cli.run(["review", str(base), "groei", "--by", "M. de Vries"]) == 0
    assert "groei (po en vo)" in capsys.readouterr().out
    assert cli.run(["review", str(base), "--all", "--by", "M. de Vries"]) == 0
    assert "Alles is beoordeeld." in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--all"], ["--by", " "], ["--by", "Jan"], ["groei", "--all", "--by", "Jan"], ["geen/map/hier"]])
def test_a_command_that_is_not_clear_writes_nothing(base: Path, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(base)
    assert cli.run(["review", *words]) == 2
    assert not (base / "beoordeeld.yaml").exists()
