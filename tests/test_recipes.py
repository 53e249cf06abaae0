"""What a pipeline does: the recipes of `opc new --ci`, run step by step, and the hook for pre-commit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import BASE, ROOT, copy_plan

from opc.cli import run
from opc.write.recipe import PLACES


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a plan, and `opc` and a python that only writes down what it should install."""
    copy_plan(BASE, tmp_path / "repo" / "ons plan" / "2026-2030")
    (tmp_path / "repo" / "ons plan" / "2026-2030" / ".git").rmdir()
    (tmp_path / "repo" / ".git").mkdir()
    (tmp_path / "bin").mkdir()
    for name, text in (("opc", f'exec "{sys.executable}" -m opc "$@"'), ("python", f'echo "$@" > "{tmp_path}/installed"')):
        (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / "bin" / name).chmod(0o755)
    return tmp_path / "repo"


def _steps(ci: str, recipe: dict[str, Any]) -> tuple[list[tuple[str, bool]], dict[str, str]]:
    """The commands, each with whether it runs after a failure, and the variables."""
    if ci == "gitlab":
        job = recipe["ondersteuningsplan"]
        return [(command, False) for command in job["script"]], job["variables"]
    steps = recipe["jobs"]["toets"]["steps"]
    for step in steps:
        assert "run" in step or re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])
    return [(step["run"], "always()" in step.get("if", "")) for step in steps if "run" in step], recipe["env"]


def _run(ci: str, repository: Path, package: str) -> tuple[list[int], str]:
    recipe = yaml.safe_load((repository / PLACES[ci]).read_text(encoding="utf-8"))
    steps, variables = _steps(ci, recipe)
    environment = {**os.environ, **variables, "OPC_PACKAGE": package, "PATH": f"{repository.parent / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "GITHUB_STEP_SUMMARY": str(repository / "samenvatting.md")}
    codes: list[int] = []
    said = ""
    for command, always in steps:
        if any(codes) and not (always and codes[0] == 0):
            continue
        ran = subprocess.run(["bash", "-e", "-c", command], cwd=repository, env=environment, capture_output=True, text=True, check=False)
        codes.append(ran.returncode)
        said += ran.stdout + ran.stderr
    return codes, said


@pytest.mark.parametrize("ci", sorted(PLACES))
def test_a_recipe_checks_builds_and_keeps_what_was_made(ci: str, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = repository / "ons plan" / "2026-2030"
    assert run(["new", str(plan), "--ci", ci]) == 0
    assert "OPC_PACKAGE" in capsys.readouterr().out
    codes, said = _run(ci, repository, "./opc.whl")
    assert not any(codes), said
    assert (repository.parent / "installed").read_text().split() == ["-m", "pip", "install", "./opc.whl"]
    names = {path.name for path in (repository / "toets").iterdir()}
    assert {"toets.html", "toets.md", "toets-junit.xml", "ons plan-2026-2030-toetsverslag.pdf", "ons plan-2026-2030-toetsverslag.docx"} <= names
    assert {path.suffix for path in (repository / "uitvoer").iterdir()} == {".pdf", ".docx"}
    recipe = yaml.safe_load((repository / PLACES[ci]).read_text(encoding="utf-8"))
    if ci == "gitlab":
        for kept in recipe["ondersteuningsplan"]["artifacts"]["reports"].values():
            assert (repository / kept).is_file()
    else:
        assert (repository / "samenvatting.md").read_text(encoding="utf-8").startswith("## Toets van")


@pytest.mark.parametrize("ci", sorted(PLACES))
def test_a_plan_with_errors_fails_and_still_has_its_toetsverslag(ci: str, repository: Path) -> None:
    plan = repository / "ons plan" / "2026-2030"
    text = (plan / "besluiten.yaml").read_text(encoding="utf-8")
    (plan / "besluiten.yaml").write_text(text.replace(", Duinhoek]", "]"), encoding="utf-8")
    assert run(["new", str(plan), "--ci", ci]) == 0
    codes, said = _run(ci, repository, "./opc.whl")
    assert 1 in codes and set(codes) <= {0, 1}, said
    assert ("::error file=ons plan/2026-2030/besluiten.yaml,line=" in said) == (ci == "github")
    assert (repository / "toets" / "ons plan-2026-2030-toetsverslag.pdf").is_file()
    assert not (repository / "uitvoer").exists()


@pytest.mark.parametrize("ci", sorted(PLACES))
def test_a_recipe_asks_where_opc_comes_from(ci: str, repository: Path) -> None:
    assert run(["new", str(repository / "ons plan" / "2026-2030"), "--ci", ci]) == 0
    codes, said = _run(ci, repository, "")
    assert codes == [1]
    assert "OPC_PACKAGE" in said


def test_a_recipe_never_takes_the_place_of_a_file(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / ".gitlab-ci.yml").write_text("van ons\n")
    assert run(["new", str(repository / "nieuw"), "--sector", "po", "--period", "2026-2030", "--ci", "github", "--ci", "gitlab"]) == 2
    assert "is er al" in capsys.readouterr().err
    assert (repository / ".gitlab-ci.yml").read_text() == "van ons\n"
    assert not (repository / "nieuw").exists() and not (repository / ".github").exists()


def test_a_new_plan_can_come_with_its_recipe(repository: Path) -> None:
    assert run(["new", str(repository / "nieuw" / "2026-2030"), "--sector", "po", "--period", "2026-2030", "--ci", "github"]) == 0
    assert 'PLAN: "nieuw/2026-2030"' in (repository / PLACES["github"]).read_text(encoding="utf-8")
    assert (repository / "nieuw" / "2026-2030" / "plan.yaml").is_file()


def test_the_hook_for_pre_commit_runs_for_every_file_of_a_plan(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("opc-check", "python", False)
    files = [path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file()]
    files += [f"{folder}{name}.yaml" for folder in ("", "plans/") for name in ("kaders", "kwesties", "bouwstenen", "beoordeeld", "tabellen", "huisstijl")]
    assert files and all(re.search(hook["files"], file) for file in files)
    assert not re.search(hook["files"], "src/main.py") and not re.search(hook["files"], ".github/workflows/opc.yml")
    program, *arguments = hook["entry"].split()
    assert program == "opc"
    monkeypatch.chdir(base)
    assert run(arguments) == 0
    (base / "besluiten.yaml").write_text((base / "besluiten.yaml").read_text(encoding="utf-8").replace(", Duinhoek]", "]"), encoding="utf-8")
    assert run(arguments) == 1
