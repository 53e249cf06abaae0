from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from opc import pipeline
from opc.error import OpcError
from opc.finding import Finding, Severity
from opc.model.checked import Checked
from opc.model.record import Sector
from opc.model.requirement import RequirementSet
from opc.write.skeleton import ELSEWHERE, HOMES, explained, skeleton

PO: tuple[Sector, ...] = ("po",)
VO: tuple[Sector, ...] = ("vo",)
BOTH: tuple[Sector, ...] = ("po", "vo")
CHOICES = (PO, VO, BOTH)
PERIODS = ("2026-2030", "2028-2029", "2022-2026", "2021-2025", "2015-2019", "2014-2018")
READING = {"huis-bestand", "huis-yaml", "huis-veld", "huis-csv", "huis-uitdrukking", "huis-verwijzing", "huis-beeld", "huis-opmaak", "huis-dubbel-id"}

every_choice = pytest.mark.parametrize("sectors", CHOICES, ids="+".join)
every_period = pytest.mark.parametrize("period", PERIODS)


@cache
def law() -> RequirementSet:
    return pipeline.requirements()


def new(folder: Path, sectors: tuple[Sector, ...] = BOTH, period: str = "2026-2030") -> Path:
    skeleton(folder, sectors, period, law())
    return folder


def check(plan: Path, period: str = "2026-2030") -> Checked:
    return pipeline.check(plan, today=date(int(period[:4]), 8, 1), day=None, sector=None)


def of_rule(checked: Checked, rule: str) -> list[Finding]:
    return [finding for finding in checked.findings if finding.rule == rule]


def texts(plan: Path) -> dict[str, str]:
    return {path.relative_to(plan).as_posix(): path.read_text() for path in sorted(plan.rglob("*")) if path.is_file()}


def said(text: str) -> str:
    """A text without line ends and comment signs, to look for sentences in."""
    return " ".join(re.sub(r"^\s*#", " ", text, flags=re.MULTILINE).split())


@every_period
@every_choice
def test_a_new_plan_is_read_without_a_mistake(tmp_path: Path, sectors: tuple[Sector, ...], period: str) -> None:
    checked = check(new(tmp_path / "plan", sectors, period), period)
    assert checked.plan and checked.plan.sectors == sectors and str(checked.plan.file.period) == period
    assert [finding for finding in checked.findings if finding.rule in READING] == []
    assert {finding.rule for finding in checked.findings if finding.rule.startswith("huis-")} == {"huis-onaf"}


@every_choice
def test_a_new_plan_builds_as_a_concept(tmp_path: Path, sectors: tuple[Sector, ...]) -> None:
    plan = new(tmp_path / "swv" / "2026-2030", sectors)
    built = pipeline.build(plan, ["pdf", "docx"], None, today=date(2026, 1, 1), sector=None, allow_errors=False)
    assert [written.path.name for written in built.files] == ["swv-2026-2030.pdf", "swv-2026-2030.docx"]
    assert built.files[0].pages > 15


@pytest.mark.parametrize("sector", BOTH)
def test_one_sector_of_a_new_joint_plan_builds(tmp_path: Path, sector: Sector) -> None:
    plan = new(tmp_path / "swv" / "2026-2030")
    assert pipeline.build(plan, ["pdf"], None, today=date(2026, 1, 1), sector=sector, allow_errors=False).files


@every_period
@every_choice
def test_all_that_the_law_asks_is_explained(tmp_path: Path, sectors: tuple[Sector, ...], period: str) -> None:
    plan = texts(new(tmp_path / "plan", sectors, period))
    chapters = said("\n".join(text for name, text in plan.items() if name.startswith("hoofdstukken/")))
    fields = said(plan["plan.yaml"] + plan["besluiten.yaml"])
    asked = [requirement for requirement in law().on(date(int(period[:4]), 8, 1), sectors) if requirement.layer == "wet"]
    assert len(asked) > 10
    for requirement in asked:
        if any(test.kind == "antwoord" for test in requirement.tests):
            assert said(requirement.text) in chapters, requirement.id
            assert re.search(rf'^  {requirement.id}(/\w\w)?: "#', "\n".join(plan.values()), re.MULTILINE), requirement.id
        assert said(requirement.guidance) in chapters + fields, requirement.id


def test_every_requirement_has_a_place_in_a_new_plan() -> None:
    known = {requirement.id for requirement in law().all if explained(requirement)}
    assert known == {home.partition("/")[0] for home in HOMES}


def test_a_requirement_that_is_new_to_opc_gets_a_chapter_of_its_own(tmp_path: Path) -> None:
    strange = law().by_id["terugplaatsing"][0].model_copy(update={"id": "iets-nieuws", "text": "Dit vroeg de wet nog nooit."})
    skeleton(tmp_path / "plan", PO, "2026-2030", RequirementSet((*law().all, strange)))
    chapter = texts(tmp_path / "plan")["hoofdstukken/14-overige-eisen.md"]
    assert "Dit vroeg de wet nog nooit." in chapter
    assert f'iets-nieuws: "#{ELSEWHERE}"' in chapter
    assert not (new(tmp_path / "other", PO) / "hoofdstukken/14-overige-eisen.md").exists()


def test_a_plan_for_one_sector_is_silent_about_the_other(tmp_path: Path) -> None:
    po = "\n".join(texts(new(tmp_path / "po", PO)).values())
    vo = "\n".join(texts(new(tmp_path / "vo", VO)).values())
    assert not re.findall(r"\bvso\b|\blwoo\b|praktijkonderwijs|vmbo|\bmbo\b|::: vo|WVO", po)
    assert not re.findall(r"\bsbo\b|\bso\b|basisonderwijs|groep 8|::: po|WPO", vo)
    assert not list((tmp_path / "po").rglob("*-vo.csv")) and not list((tmp_path / "vo").rglob("*-po.csv"))


def test_every_open_place_is_on_the_list_and_the_list_is_in_the_order_of_the_files(tmp_path: Path) -> None:
    plan = new(tmp_path / "plan")
    checked = check(plan)
    assert list(checked.findings) == sorted(checked.findings, key=lambda finding: (finding.span.file, finding.span.line))
    listed = {(finding.span.file.rpartition("plan/")[2], int(line)) for finding in of_rule(checked, "huis-onaf")
              for line in (finding.span.line, *re.findall(r"\d+", finding.hint.partition("; ook op")[2]))}
    open_ = {(name, number) for name, text in texts(plan).items() for number, line in enumerate(text.split("\n"), 1)
             if "[invullen" in line and not line.startswith("# ")}
    assert listed == open_
    assert len(of_rule(checked, "huis-onaf")) < 90


def test_an_open_place_is_named_with_what_belongs_there(tmp_path: Path) -> None:
    messages = [finding.message for finding in of_rule(check(new(tmp_path / "plan")), "huis-onaf")]
    assert "hier komt nog: hoe u omgaat met gegevens van leerlingen" in messages
    assert "hier komt nog: terug- en overplaatsing (vo)" in messages


@every_choice
def test_an_explanation_is_no_answer(tmp_path: Path, sectors: tuple[Sector, ...]) -> None:
    checked = check(new(tmp_path / "plan", sectors))
    content = {requirement.id for requirement in checked.requirements if any(test.kind == "antwoord" for test in requirement.tests)}
    assert len(content) == 7
    assert content <= {finding.rule for finding in checked.at_least(Severity.fout)}
    assert checked.plan and checked.plan.file.status == "concept"


def filled(plan: Path, boxes: bool) -> None:
    """Fills every open place, and takes the explanations away."""
    for name in texts(plan):
        text = re.sub(r"\[invullen[^\]]*\]", "Wij doen dit elk jaar in mei samen met de scholen. " * 8, (plan / name).read_text())
        if name.endswith(".csv"):
            text = text.replace("samen met de scholen. ", "samen met de scholen ")
        if not boxes:
            text = re.sub(r"^::: \{\.kader \.hulp.*?^:::$\n", "", text, flags=re.DOTALL | re.MULTILINE)
        (plan / name).write_text(text)


def test_a_plan_without_open_places_or_explanations_is_no_longer_unfinished(tmp_path: Path) -> None:
    plan = new(tmp_path / "plan")
    filled(plan, boxes=False)
    assert of_rule(check(plan), "huis-onaf") == []


def test_an_explanation_above_a_text_that_is_ready_has_to_go(tmp_path: Path) -> None:
    plan = new(tmp_path / "plan")
    filled(plan, boxes=True)
    found = of_rule(check(plan), "huis-onaf")
    assert len(found) == sum(text.count(".hulp") for text in texts(plan).values())
    assert {finding.message for finding in found} == {"de uitleg van opc staat hier nog"}


def test_the_steps_to_come_are_right_when_their_signs_are_taken_away(tmp_path: Path) -> None:
    plan = new(tmp_path / "plan")
    file = plan / "besluiten.yaml"
    text = re.sub(r"^  # ", "  ", file.read_text(), flags=re.MULTILINE).replace("jjjj-mm-dd", "2026-02-05")
    file.write_text(text)
    checked = check(plan)
    assert [finding for finding in checked.findings if finding.rule in READING] == []
    assert checked.plan and len(checked.plan.decisions.events) == 11


def test_the_commented_fields_are_right_when_their_signs_are_taken_away(tmp_path: Path) -> None:
    plan = new(tmp_path / "plan")
    for name in ("plan.yaml", "huisstijl.yaml", "hoofdstukken/10-bekostiging.md", "hoofdstukken/11-organisatie.md"):
        text = (plan / name).read_text()
        uncommented = re.sub(r"^# ((?:  +[\w-]|[a-z_]+: *$|[a-z_]+: +beeld|logo_alt|  +- ).*)$", r"\1", text, flags=re.MULTILINE)
        assert uncommented != text
        (plan / name).write_text(uncommented)
    found = [finding for finding in check(plan).findings if finding.rule in READING]
    assert {finding.rule for finding in found} <= {"huis-beeld"}, found  # the pictures are not there


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "hoofdstukken").mkdir()
    mine = tmp_path / "hoofdstukken" / "05-visie.md"
    mine.write_text("van mij")
    with pytest.raises(OpcError, match=r"05-visie\.md is er al") as raised:
        new(tmp_path)
    assert raised.value.hint
    assert texts(tmp_path) == {"hoofdstukken/05-visie.md": "van mij"}


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    before = texts(new(tmp_path / "plan"))
    with pytest.raises(OpcError, match="is er al"):
        new(tmp_path / "plan", PO)
    assert texts(tmp_path / "plan") == before


def test_files_that_opc_does_not_make_may_be_there(tmp_path: Path) -> None:
    (tmp_path / "notities.txt").write_text("van mij")
    assert texts(new(tmp_path))["notities.txt"] == "van mij"


def test_the_files_that_were_made_are_named(tmp_path: Path) -> None:
    made = skeleton(tmp_path / "plan", BOTH, "2026-2030", law())
    assert {path.relative_to(tmp_path / "plan").as_posix() for path in made} == set(texts(tmp_path / "plan"))


@pytest.mark.parametrize(("period", "message", "hint"), [
    ("2026", '"2026" is geen periode', "2026-2030"),
    ("26-30", '"26-30" is geen periode', "2026-2030"),
    ("2026-2030-2034", "is geen periode", "2026-2030"),
    ("vier jaar", "is geen periode", "2026-2030"),
    ("2026-2031", "duurt 5 jaar", "2026-2030"),
    ("2030-2026", "eindigt niet later", "2030-2034"),
    ("2026-2026", "eindigt niet later", "2026-2030"),
    ("2010-2014", "opc weet niet wat de wet in 2010 vroeg", "2014"),
])
def test_a_wrong_period_is_refused(tmp_path: Path, period: str, message: str, hint: str) -> None:
    with pytest.raises(OpcError) as raised:
        new(tmp_path / "plan", BOTH, period)
    assert message in raised.value.message and hint in raised.value.hint
    assert not (tmp_path / "plan").exists()


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan").write_text("geen map")
    with pytest.raises(OpcError) as raised:
        new(tmp_path / "plan")
    assert "--output" not in raised.value.hint
    assert (tmp_path / "plan").read_text() == "geen map"
