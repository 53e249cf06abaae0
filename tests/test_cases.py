"""Every rule by example: a tiny plan in, the report of that rule out. See tests/cases/README.md."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import pytest
import yaml
from conftest import BASE, CASES, ROOT, check, copy_plan
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from opc import pipeline
from opc.check import KINDS
from opc.check.subject import Subject
from opc.finding import Finding, Severity
from opc.model.checked import Checked
from opc.model.record import Sector
from opc.model.requirement import Requirement
from opc.report.text import report
from opc.source import Span

GOLDEN = "OPC_GOLDEN" in os.environ
EXPECTED = "verwacht.txt"
CHANGES = "wijziging.yaml"
PLANS = ROOT / "plans" / "noorderwaard"
EARLIER = CASES / "basis" / "vroeger"
"""What a plan before April 2022 had besides."""


class _Change(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Replace(_Change):
    """An exact text in one file, there once, and what comes in its place."""

    file: str
    old: str = Field(alias="van")
    new: str = Field(alias="naar")


class Remove(_Change):
    """A file that is not there."""

    file: str = Field(alias="weg")


class Cut(_Change):
    """A paragraph of a chapter that is not there, from its heading to the next of its level."""

    file: str
    anchor: str = Field(alias="zonder")


class Settings(_Change):
    """dag: the law of which day or days; sector: an edition for one; basis: over which plan; ook: other rules that the same mistake breaks."""

    days: Annotated[tuple[date, ...], BeforeValidator(lambda given: given if isinstance(given, list) else [given])] = Field((), alias="dag")
    sector: Sector | None = None
    base: Literal["plan", "vroeger"] = Field("plan", alias="basis")
    also: tuple[str, ...] = Field((), alias="ook")


Change = Replace | Cut | Remove | Settings
CHANGES_FILE: TypeAdapter[tuple[Change, ...]] = TypeAdapter(tuple[Change, ...])


@dataclass(frozen=True)
class Case:
    """A folder tests/cases/<rule>/<goed or fout, and a name>."""

    folder: Path

    @property
    def rule(self) -> str:
        return self.folder.parent.name

    @property
    def wrong(self) -> bool:
        return self.folder.name.startswith("fout")

    @property
    def kind(self) -> str:
        """The kind of check that finds it: fout-begroting-te-kort is begroting's."""
        kinds = self.kinds
        words = self.folder.name.removeprefix("fout").removeprefix("-")
        named = [kind for kind in kinds if words == kind or words.startswith(f"{kind}-")]
        return max(named, key=len) if named else kinds[0] if len(kinds) == 1 else ""

    @property
    def kinds(self) -> tuple[str, ...]:
        records = pipeline.requirements().by_id.get(self.rule, ())
        return tuple(dict.fromkeys(test.kind for record in records for test in record.tests))

    def changes(self) -> tuple[Change, ...]:
        path = self.folder / CHANGES
        return CHANGES_FILE.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or ()) if path.exists() else ()

    def settings(self) -> Settings:
        found = [change for change in self.changes() if isinstance(change, Settings)]
        assert len(found) < 2, "one line with settings is enough"
        return found[0] if found else Settings()

    def plan(self, folder: Path, base: Path) -> Path:
        """The plan of this case: the base, the case's own files over it, and its changes."""
        copy_plan(base, folder)
        if self.settings().base == "vroeger":
            shutil.copytree(EARLIER, folder, dirs_exist_ok=True)
        shutil.copytree(self.folder, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(EXPECTED, CHANGES))
        for change in self.changes():
            match change:
                case Replace():
                    text = (folder / change.file).read_text(encoding="utf-8")
                    assert text.count(change.old) == 1, f"{change.old!r} is {text.count(change.old)} times in {change.file}, not once"
                    (folder / change.file).write_text(text.replace(change.old, change.new), encoding="utf-8")
                case Cut():
                    text = (folder / change.file).read_text(encoding="utf-8")
                    section = re.compile(rf"(?ms)^## [^\n]*\{{#{re.escape(change.anchor)}\}}\n.*?(?=^## |\Z)")
                    assert len(section.findall(text)) == 1, f"no paragraph {change.anchor} in {change.file}"
                    (folder / change.file).write_text(section.sub("", text), encoding="utf-8")
                case Remove():
                    (folder / change.file).unlink()
        return folder


def _cases() -> list[Case]:
    return [Case(path) for path in sorted(CASES.glob("*/*/")) if path.parent.name not in ("basis", "noorderwaard", "voorbeelden")]


def _variants() -> list[Case]:
    return [Case(path) for path in sorted((CASES / "noorderwaard").glob("*/")) if (path / CHANGES).exists()]


RULES = _cases()
VARIANTS = _variants()


def _name(case: Case) -> str:
    return f"{case.rule}/{case.folder.name}"


def _text(checked: Checked, findings: Iterable[Finding]) -> str:
    """The report of some findings, without the summary. Lines in schemas/ are masked: a record above may grow."""
    said = report(replace(checked, findings=tuple(_elsewhere(finding) for finding in findings))).rpartition("\n\n")[0] + "\n"
    return re.sub(r"(schemas/\w+\.yaml):0:", r"\1:…:", said)


def _elsewhere(finding: Finding) -> Finding:
    """A finding that names no line of schemas/, so that lines break at the same word whatever its number."""
    return finding._replace(related=tuple(item._replace(span=Span(item.span.file, 0)) if item.span.file.startswith("schemas/") else item for item in finding.related))


def _matches(path: Path, text: str) -> None:
    if GOLDEN:
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"make golden writes {path.relative_to(ROOT)}; look at it"
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", RULES, ids=_name)
def test_a_rule_finds_what_it_should_and_nothing_else(case: Case, tmp_path: Path) -> None:
    settings = case.settings()
    plan = case.plan(tmp_path / "plan", BASE)
    days = settings.days or (None,)
    said = [_said(case, check(plan, day=day, sector=settings.sector)) for day in days]
    if case.wrong:
        _matches(case.folder / EXPECTED, said[0] if len(days) == 1 else "\n".join(f"=== {day}\n\n{text}" for day, text in zip(days, said, strict=True)))


def _said(case: Case, checked: Checked) -> str:
    """What the rule says on one day: something for a bad case, nothing for a good one, and nobody else anything."""
    assert any(requirement.id == case.rule for requirement in checked.requirements), "the rule does not hold on this day"
    assert all(_in_its_file(checked, finding) for finding in checked.findings)
    own = [finding for finding in checked.findings if finding.rule == case.rule]
    others = {finding.rule for finding in checked.findings} - {case.rule}
    assert others == set(case.settings().also), f"{checked.day}: " + _text(checked, [finding for finding in checked.findings if finding.rule in others])
    if not case.wrong:
        assert not own, f"{checked.day}: " + _text(checked, own)
        return ""
    assert own, f"nothing on {checked.day}"
    if any(requirement.tests for requirement in checked.requirements if requirement.id == case.rule):
        assert case.kind, f"name the kind of check: fout-{' or fout-'.join(case.kinds)}"
        assert {finding.message for finding in own} == {finding.message for finding in _by_kind(checked, case)}
    return _text(checked, own)


def _in_its_file(checked: Checked, finding: Finding) -> bool:
    """Whether the place is one that an editor can go to."""
    span = finding.span
    source = checked.sources[span.file]
    begin, end = (span.line, span.column), (span.end_line, span.end_column)
    return begin <= end and span.column <= len(source.line(span.line)) + 1 and span.end_column <= len(source.line(span.end_line)) + 1


def _by_kind(checked: Checked, case: Case) -> Iterator[Finding]:
    """What the case's kind of check alone has to say."""
    assert checked.plan
    for requirement in checked.requirements:
        for test in requirement.tests:
            if requirement.id == case.rule and test.kind == case.kind:
                own = (None,) if requirement.layer == "huis" else tuple(sector for sector in checked.plan.sectors if sector in requirement.sectors)
                for sector in own:
                    yield from KINDS[test.kind].run(Subject(checked.plan, requirement, sector, checked.requirements), test.bound)


@pytest.mark.parametrize("sector", [None, "po", "vo"])
def test_the_base_plan_is_without_a_remark(sector: Sector | None) -> None:
    checked = check(BASE, sector=sector)
    assert not checked.findings, _text(checked, checked.findings)


def test_every_rule_and_every_kind_of_check_has_a_good_and_a_bad_case() -> None:
    asked = {name for name, records in pipeline.requirements().by_id.items() if any(record.tests for record in records)}
    assert asked <= {case.rule for case in RULES if not case.wrong}
    assert asked <= {case.rule for case in RULES if case.wrong}
    assert KINDS.keys() <= {case.kind for case in RULES if case.wrong}


@cache
def _base_day() -> date:
    """The day of the law that the base plan is tested by when a case says none."""
    return check(BASE).day


def _in_play(case: Case, requirement: Requirement, sector: Sector) -> bool:
    """Whether a case puts this version of its rule to this sector."""
    if case.rule != requirement.id:
        return False
    settings = case.settings()
    days = settings.days or (_base_day(),)
    return settings.sector in (None, sector) and any(day in requirement.validity for day in days)


@pytest.mark.parametrize(
    "requirement", [item for item in pipeline.requirements().all if item.tests and item.layer != "huis"], ids=lambda item: f"{item.id}-{'-'.join(item.sectors)}-{item.validity.first}",
)
def test_every_version_of_the_law_has_a_good_and_a_bad_case(requirement: Requirement) -> None:
    for sector in requirement.sectors:
        assert [case for case in RULES if not case.wrong and _in_play(case, requirement, sector)], f"no good case for {sector}"
    own = [case for case in RULES if case.wrong and any(_in_play(case, requirement, sector) for sector in requirement.sectors)]
    said = [" ".join((case.folder / EXPECTED).read_text(encoding="utf-8").split()) for case in own]
    assert any(requirement.in_words in text for text in said), f"no bad case has a finding of {requirement.in_words}"


@pytest.mark.parametrize("requirement", pipeline.requirements().all, ids=lambda item: f"{item.id}-{'-'.join(item.sectors)}-{item.validity.first}")
def test_every_version_is_tested_or_says_what_a_human_reads(requirement: Requirement) -> None:
    """Nothing is left out in silence: what reading finds has cases of its own, and what cannot be tested says so where it is explained."""
    if requirement.layer == "huis":
        assert not requirement.human
        assert requirement.tests or {case.wrong for case in RULES if case.rule == requirement.id} == {True, False}
    elif requirement.layer == "wet":
        assert requirement.tests and not requirement.human
    else:
        assert bool(requirement.tests) != bool(requirement.human)
    if requirement.human:
        said = " ".join(pipeline.explain(requirement.id, requirement.validity.first, 100).split())
        assert f"Dit toetst opc niet {requirement.human}" in said


def test_every_case_is_of_a_rule_and_every_golden_is_used() -> None:
    assert {case.rule for case in RULES} <= pipeline.requirements().by_id.keys()
    assert all(re.fullmatch(r"(goed|fout)(-[a-z0-9-]+)?", case.folder.name) for case in RULES)
    used = {case.folder / EXPECTED for case in RULES if case.wrong} | {case.folder / EXPECTED for case in VARIANTS} | {_sample_golden(plan) for plan in _SAMPLES} | {_example_golden(plan) for plan in _EXAMPLES}
    assert set(CASES.rglob(EXPECTED)) == used
    assert all(any(case.folder.iterdir()) for case in RULES)


# --- The sample plans ------------------------------------------------------------------------------------------------

_SAMPLES = ("2022-2026", "2026-2030")


def _sample_golden(period: str) -> Path:
    return CASES / "noorderwaard" / period / EXPECTED


def _masked(text: str) -> str:
    """Without line numbers: the sample's text may grow, and the quoted line shows where it is."""
    return re.sub(r"(?m)^ *\d+ │", "    … │", re.sub(r"([\w/-]+\.(?:md|yaml|csv)):\d+(?=[:)])", r"\1:…", text))


@cache
def _sample(period: str) -> Checked:
    return check(PLANS / period)


def _key(finding: Finding, folder: str) -> tuple[str, str, Severity, str]:
    return finding.rule, finding.span.file.removeprefix(folder).lstrip("/"), finding.severity, finding.message


@pytest.mark.parametrize("period", _SAMPLES)
def test_a_sample_plan_gives_only_the_remarks_that_it_should(period: str) -> None:
    checked = _sample(period)
    assert not checked.at_least(Severity.fout)
    assert not checked.unmet
    _matches(_sample_golden(period), _masked(_text(checked, checked.findings)))


_EXAMPLES = tuple(sorted(path.parent.name for path in (ROOT / "plans" / "voorbeelden").glob("*/plan.yaml")))


def _example_golden(name: str) -> Path:
    return CASES / "voorbeelden" / name / EXPECTED


@pytest.mark.parametrize("name", _EXAMPLES)
def test_an_example_gives_the_report_that_its_story_asks_for(name: str) -> None:
    _matches(_example_golden(name), _masked(report(check(ROOT / "plans" / "voorbeelden" / name))))


@pytest.mark.parametrize("sector", ["po", "vo"])
@pytest.mark.parametrize("period", _SAMPLES)
def test_an_edition_of_a_sample_gives_no_remark_of_its_own(period: str, sector: Sector) -> None:
    whole = {_key(finding, "") for finding in _sample(period).findings}
    assert {_key(finding, "") for finding in check(PLANS / period, sector=sector).findings} <= whole


@pytest.mark.parametrize("case", VARIANTS, ids=_name)
def test_a_broken_variant_of_the_sample_gives_exactly_one_finding_more(case: Case, tmp_path: Path) -> None:
    sample = _sample("2026-2030")
    checked = check(case.plan(tmp_path / "plan", PLANS / "2026-2030"))
    before = {_key(finding, sample.folder) for finding in sample.findings}
    added = [finding for finding in checked.findings if _key(finding, "") not in before]
    assert before <= {_key(finding, "") for finding in checked.findings}
    assert len(added) == 1, _text(checked, added)
    _matches(case.folder / EXPECTED, _masked(_text(checked, added)))
