"""What was read before: it saves work, and never shows."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import BASE, ROOT, check, copy_plan
from pydantic import BaseModel
from test_cases import PLANS, RULES, VARIANTS, Case, _name

from opc.cache import NOTHING, Cache
from opc.package import data_folder
from opc.read import kept
from opc.read.plan import read_plan
from opc.read.requirements import read_requirements


def plain(value: Any) -> Any:
    """A value with all that is in it, also what does not count when two are compared: places, and which fields were given."""
    return _parts(type(value))(value)  # type: ignore[arg-type]  # mypy sees no hash in a class


@functools.cache
def _parts(kind: type) -> Callable[[Any], Any]:
    """How to take apart what is of a kind; looked up once, because a plan has thousands of values."""
    if issubclass(kind, BaseModel):
        return lambda value: (kind, plain(vars(value)), sorted(value.model_fields_set))
    if is_dataclass(kind) and not issubclass(kind, Mapping):
        names = [field.name for field in fields(kind)]
        return lambda value: (kind, [plain(getattr(value, name)) for name in names])
    if issubclass(kind, Mapping):
        return lambda value: [(key, plain(item)) for key, item in value.items()]
    if issubclass(kind, (tuple, list)):
        return lambda value: (kind, [plain(item) for item in value])
    return lambda value: (kind, value)


def read(folder: Path, cache: Cache = NOTHING) -> Any:
    return plain(read_plan(folder, folder, cache))


def names(cache: Cache) -> set[str]:
    assert cache.folder
    return {path.name for path in cache.folder.iterdir()}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    """One cache for all the plans of the cases, which have most of their files in common."""
    return Cache(tmp_path_factory.mktemp("bewaard"))


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "bewaard")


@pytest.mark.parametrize("case", [*RULES, *VARIANTS], ids=_name)
def test_a_plan_that_was_read_before_is_the_same_plan(case: Case, shared: Cache, tmp_path: Path) -> None:
    folder = case.plan(tmp_path / "plan", PLANS / "2026-2030" if case in VARIANTS else BASE)
    first = read(folder, shared)  # what no case had before is read here
    before = names(shared)
    assert read(folder, shared) == first
    assert names(shared) == before


@pytest.mark.parametrize("plan", sorted(path.parent for path in (ROOT / "plans").glob("*/*/plan.yaml")), ids=lambda plan: "-".join(plan.parts[-2:]))
def test_a_plan_of_the_repository_is_the_same_plan_too(plan: Path, cache: Cache) -> None:
    fresh = read(plan)
    assert read(plan, cache) == fresh
    assert read(plan, cache) == fresh


def test_requirements_that_were_read_before_are_the_same(cache: Cache) -> None:
    folder = data_folder("schemas")
    fresh = plain(read_requirements(folder, ROOT))
    assert plain(read_requirements(folder, ROOT, cache)) == fresh
    assert len(names(cache)) == 1
    assert plain(read_requirements(folder, ROOT, cache)) == fresh


def test_mistakes_in_requirements_are_noticed_again(cache: Cache, tmp_path: Path) -> None:
    (tmp_path / "eisen").mkdir()
    (tmp_path / "eisen" / "wpo.yaml").write_text("- id: x\n  onbekend: y\n", encoding="utf-8")
    fresh = plain(read_requirements(tmp_path / "eisen", tmp_path))
    assert len(read_requirements(tmp_path / "eisen", tmp_path).mistakes) > 1
    for _ in range(2):
        assert plain(read_requirements(tmp_path / "eisen", tmp_path, cache)) == fresh


@pytest.mark.parametrize("damage", ["", "kort", "x" * 100, "half", "verwisseld"])
def test_damage_makes_no_difference(base: Path, cache: Cache, damage: str) -> None:
    fresh = read(base)
    read(base, cache)
    assert cache.folder
    entries = {path: path.read_bytes() for path in sorted(cache.folder.iterdir())}
    others = [*list(entries.values())[1:], *list(entries.values())[:1]]
    for (path, content), other in zip(entries.items(), others, strict=True):
        path.write_bytes(content[: len(content) // 2] if damage == "half" else other if damage == "verwisseld" else damage.encode())
    assert read(base, cache) == fresh
    assert {path: path.read_bytes() for path in cache.folder.iterdir()} == entries


def test_only_what_changed_is_read_and_kept_again(base: Path, cache: Cache) -> None:
    read(base, cache)
    before = names(cache)
    chapter = sorted((base / "hoofdstukken").glob("*.md"))[-1]
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\nZie [](#nergens).\n", encoding="utf-8")
    fresh = read(base)
    assert read(base, cache) == fresh
    assert len(names(cache) - before) == 1, "the fields above it did not change"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("titel:", "onbekend: x\ntitel:", 1), encoding="utf-8")
    fresh = read(base)
    assert read(base, cache) == fresh
    assert len(names(cache) - before) == 3


def test_a_chapter_under_another_name_is_another_chapter(base: Path, cache: Cache) -> None:
    read(base, cache)
    chapter = sorted((base / "hoofdstukken").glob("*.md"))[0]
    chapter.rename(chapter.with_name("99-elders.md"))
    assert read(base, cache) == read(base)


def test_a_table_is_read_again_when_what_is_said_of_it_changes(base: Path, cache: Cache) -> None:
    read(base, cache)
    declared = base / "tabellen.yaml"
    declared.write_text("# een regel erboven\n" + declared.read_text(encoding="utf-8"), encoding="utf-8")
    assert read(base, cache) == read(base)


def test_other_code_reads_all_of_it_again(base: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    read(base, cache)
    before = names(cache)
    monkeypatch.setattr(kept, "_code", lambda: "andere code")
    read(base, cache)
    assert len(names(cache)) == 2 * len(before)


def test_the_code_is_every_file_that_reads_and_every_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "opc"
    shutil.copytree(ROOT / "opc", package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(kept, "__file__", str(package / "read" / "kept.py"))
    before = list(kept._all_code())
    for path in (package / "source.py", package / "model" / "record.py", package / "read" / "markdown.py"):
        os.utime(path, (1, 1))
        assert len(set(kept._all_code()) - set(before)) == 1, path
        before = list(kept._all_code())
    (package / "read" / "nieuw.py").touch()
    assert len(list(kept._all_code())) == len(before) + 1
    assert all(any(f"{name}{os.sep}__init__.py" in state for state in before) for name in kept._LIBRARIES)


def test_nothing_is_taken_from_or_given_to_somebody_else(base: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    read(base, cache)
    before = names(cache)
    assert cache.folder
    assert cache.folder.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in cache.folder.iterdir())
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert all(cache.get(name) is None for name in before)
    cache.put("sleutel", b"inhoud")
    assert names(cache) == before
    assert read(base, cache) == read(base)


def test_a_folder_that_cannot_be_written_makes_no_difference(base: Path, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map")
    assert read(base, Cache(tmp_path / "bestand" / "map")) == read(base)


def test_without_a_folder_nothing_is_kept(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "thuis"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "thuis"))
    check(base)
    assert not (tmp_path / "thuis").exists()
    monkeypatch.delenv("OPC_CACHE")
    check(base)
    assert (tmp_path / "thuis").exists()


def test_two_at_once_say_what_one_says(tmp_path: Path) -> None:
    folder = copy_plan(BASE, tmp_path / "plan")
    command = [sys.executable, "-m", "opc", "check", "--format", "json", str(folder)]

    def started(cache: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "OPC_CACHE": cache})

    alone = started("").communicate()[0]
    assert alone
    both = [started(str(tmp_path / "bewaard")) for _ in range(3)]
    assert [process.communicate()[0] for process in both] == [alone] * 3
    assert started(str(tmp_path / "bewaard")).communicate()[0] == alone
    assert not [name for name in names(Cache(tmp_path / "bewaard")) if name.startswith(".")]


def test_a_plan_that_was_read_before_needs_no_parser(base: Path, cache: Cache) -> None:
    code = f"import sys\nfrom opc.cli import run\nassert run(['check', {str(base)!r}]) == 0\nprint('\\n'.join(sys.modules))\n"

    def loaded() -> set[str]:
        ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "OPC_CACHE": str(cache.folder)}, capture_output=True, text=True, check=True)
        return set(ran.stdout.split())

    assert {"markdown_it", "yaml"} <= loaded()
    assert not {"markdown_it", "yaml"} & loaded()
