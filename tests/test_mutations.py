"""Plans with anything wrong in them: a check ends in findings with a place and a hint, a build in files or in words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import BASE, TODAY, check, copy_plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opc import pipeline
from opc.model.audience import Audience
from opc.report import REPORTERS

FILES = {path.relative_to(BASE).as_posix(): path.read_text(encoding="utf-8") for path in sorted(BASE.rglob("*")) if path.suffix in (".md", ".yaml", ".csv")}
PIECES = st.sampled_from([
    "", "x", "- ", "  ", "\t", "{", "}", "[", "]", '"', "'", "#", "|", ":", ":::", "::: po", "{{ 1 }}", '{{ tabel("x") }}', "{{ 1/0 }}", "{#x}", "[](#x)", "[^1]", "[^1]: y",
    "```", "<b>", "&a", "*a", "!!x", "~", "ja", "nee", "true", "0", "-1", "1e9", "2026-13-45", "[]", "{}", '""', "😀", "\x0b", "\u2028", "\ufeff", ";", '"a;b', "1.2.3", "1,5",
    "%", "---", ">", "|-", "? x", ": ", "é" * 300, "po", "[po, xx]", "9" * 40, "![a](../beeld/route.svg)", '![a](/etc/passwd){alt="b"}', "| a |\n|--|\n| 1 | 2 |", "# x", "### y", "\n\n",
    "S9", "I9", "#verdeling", "vaststelling", "oogo", "groei", "begroting-po", "Totaal baten",
])


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A text with a few lines changed, doubled, moved or gone."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        match draw(st.sampled_from(["gone", "twice", "before", "within", "word", "value", "swap", "indent"])):
            case "gone" if len(lines) > 1:
                del lines[at]
            case "twice":
                lines.insert(at, line)
            case "before":
                lines.insert(at, draw(PIECES))
            case "within":
                place = draw(st.integers(0, len(line)))
                lines[at] = line[:place] + draw(PIECES) + line[place:]
            case "word":
                words = re.split(r"(\W+)", line)
                words[draw(st.integers(0, len(words) - 1))] = draw(PIECES)
                lines[at] = "".join(words)
            case "value" if ":" in line:
                lines[at] = line[: line.index(":")] + ": " + draw(PIECES)
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], line
            case _:
                lines[at] = " " * draw(st.integers(0, 6)) + line.lstrip()
    return "\n".join(lines)


CHANGES = st.lists(st.sampled_from(list(FILES)), min_size=1, max_size=3, unique=True).flatmap(lambda names: st.fixed_dictionaries({name: mutated(FILES[name]) for name in names}))


def changed(folder: Path, changes: dict[str, str]) -> Path:
    plan = folder / "plan"
    if plan.exists():
        shutil.rmtree(plan)
    copy_plan(BASE, plan)
    for name, text in changes.items():
        (plan / name).write_text(text, encoding="utf-8")
    return plan


def check_ends_in_findings(folder: Path, changes: dict[str, str]) -> None:
    checked = check(changed(folder, changes))
    for finding in checked.findings:
        assert finding.hint, finding
        assert (folder / "plan" / finding.span.file).exists(), finding
        assert 1 <= finding.span.line <= finding.span.end_line
    for name, reporter in REPORTERS.items():
        assert reporter(checked, Audience()) or (name == "github" and not checked.findings)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(CHANGES)
def test_a_check_ends_in_findings(tmp_path_factory: pytest.TempPathFactory, changes: dict[str, str]) -> None:
    check_ends_in_findings(tmp_path_factory.getbasetemp(), changes)


@pytest.mark.slow
@settings(max_examples=1_500, deadline=None, suppress_health_check=list(HealthCheck))
@given(CHANGES)
def test_many_checks_end_in_findings(tmp_path_factory: pytest.TempPathFactory, changes: dict[str, str]) -> None:
    check_ends_in_findings(tmp_path_factory.getbasetemp(), changes)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(CHANGES)
def test_a_concept_is_built_whatever_is_wrong_with_it(tmp_path_factory: pytest.TempPathFactory, changes: dict[str, str]) -> None:
    plan = changed(tmp_path_factory.getbasetemp(), changes)
    text = (plan / "plan.yaml").read_text(encoding="utf-8")
    (plan / "plan.yaml").write_text(text.replace("status: vastgesteld", "status: concept"), encoding="utf-8")
    built = pipeline.build(plan, ["pdf", "docx"], None, today=TODAY, sector=None, allow_errors=True)
    assert built.files or (built.checked and built.checked.plan is None)
