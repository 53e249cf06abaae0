"""What is kept between builds: it saves work, and never shows."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from conftest import BASE, TODAY, copy_plan
from jinja2 import Environment

from opc import pipeline, template
from opc.cache import Cache, digest, usual
from opc.write.pandoc import executable, read_blocks, read_tree

PARTS = ["# A {#a}\n\nEen.\n", "# B {#b}\n\nTwee.[^1]\n\n[^1]: Noot.\n", "# C {#c}\n\n::: po\nDrie.\n:::\n"]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.setenv("OPC_CACHE", str(tmp_path / "bewaard"))
    return usual()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = copy_plan(BASE, tmp_path / "swv" / "2026-2030")
    (folder / ".git").rename(tmp_path / ".git")  # the root: what lies above the plan, up to here, counts too
    return folder


def build(plan: Path, *formats: str) -> pipeline.Built:
    return pipeline.build(plan, formats or ("pdf", "docx", "html"), None, today=TODAY, sector=None, allow_errors=True)


def content(plan: Path) -> dict[str, bytes]:
    return {path.relative_to(plan).as_posix(): path.read_bytes() for path in (plan / "uitvoer").rglob("*") if path.is_file()}


def kept(cache: Cache) -> set[str]:
    assert cache.folder
    return {path.name for path in cache.folder.iterdir()}


def test_what_was_kept_comes_back(cache: Cache) -> None:
    key = digest("a", b"b")
    assert cache.get(key) is None
    cache.put(key, b"inhoud")
    assert cache.get(key) == b"inhoud"
    assert digest("a", "b") == key
    assert digest("ab", "") != key


@pytest.mark.parametrize("damage", [b"", b"kort", b"x" * 100])
def test_a_damaged_entry_is_none(cache: Cache, damage: bytes) -> None:
    cache.put("sleutel", b"inhoud" * 20)
    assert cache.folder
    (cache.folder / "sleutel").write_bytes(damage)
    assert cache.get("sleutel") is None


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map")
    cache = Cache(tmp_path / "bestand" / "map")
    cache.put("sleutel", b"inhoud")
    assert cache.get("sleutel") is None
    cache.tidy()


def test_the_oldest_go_when_there_is_too_much(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opc.cache.LARGEST", 3 * 132)
    for name in "abcd":
        cache.put(name, b"x" * 100)
        assert cache.folder
        os.utime(cache.folder / name, (ord(name), ord(name)))
    cache.tidy()
    assert kept(cache) == {"b", "c", "d"}
    cache.put("00", b"x" * 100)
    assert kept(cache) == {"c", "d", "00"}


def test_many_at_once_do_no_harm(cache: Cache) -> None:
    def work(begin: int) -> None:
        for turn in range(begin, begin + 50):
            cache.put(f"s{turn % 5}", f"{turn % 5}".encode() * 10_000)

    threads = [threading.Thread(target=work, args=(begin,)) for begin in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [cache.get(f"s{at}") for at in range(5)] == [f"{at}".encode() * 10_000 for at in range(5)]
    assert kept(cache) == {f"s{at}" for at in range(5)}


def test_a_tree_from_the_cache_is_the_tree(cache: Cache) -> None:
    fresh = read_tree(PARTS)
    assert read_tree(PARTS, cache) == fresh
    assert read_tree(PARTS, cache) == fresh
    assert len(kept(cache)) == 3
    assert read_tree([PARTS[0], PARTS[1].replace("Twee", "Vier"), PARTS[2]], cache)["blocks"][0] == fresh["blocks"][0]
    assert len(kept(cache)) == 4


def test_blocks_can_be_gone_through_again_and_are_those_of_the_tree(cache: Cache) -> None:
    parts = [*PARTS, "# D {#d}\n\nEen <b>woord</b> en \\[haken, \"aanhalingstekens\".\n", "# E {#a}\n\n#\n"]
    blocks, kept_ones = read_blocks(parts, cache), read_blocks(parts, cache)
    assert list(blocks) == list(blocks) == list(kept_ones) == read_tree(parts)["blocks"]


def test_a_pandoc_of_the_users_own_gets_no_options_that_it_may_not_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pandoc"
    program.write_text(f"#!/bin/sh\necho \"$@\" > {tmp_path / 'gevraagd'}\necho '{{\"blocks\":[]}}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PYPANDOC_PANDOC", str(program))
    executable.cache_clear()
    try:
        assert read_tree(["Tekst."]) == {"blocks": []}
    finally:
        executable.cache_clear()
    assert "RTS" not in (tmp_path / "gevraagd").read_text()


def test_an_open_fence_ends_with_its_chapter(cache: Cache) -> None:
    tree = read_tree(["# A {#a}\n\n::: po\nEen.\n", *PARTS[1:]], cache)
    assert [block["c"][1][0] for block in tree["blocks"] if block["t"] == "Header"] == ["a", "b", "c"]


def test_the_same_build_again_has_nothing_to_do(cache: Cache, plan: Path) -> None:
    first = build(plan)
    made = content(plan)
    again = build(plan)
    assert first.checked
    assert again.checked is None
    assert again.files == first.files
    assert again.errors == first.errors
    assert content(plan) == made
    assert kept(cache)


@pytest.mark.parametrize("change", ["hoofdstukken/*.md", "plan.yaml", "../kaders.yaml", "uitvoer/swv-2026-2030.pdf", "uitvoer/swv-2026-2030/index.html"])
def test_whatever_changed_is_built_again(cache: Cache, plan: Path, change: str) -> None:
    build(plan)
    path = next(iter(sorted(plan.glob(change)))) if "*" in change else plan / change
    with path.open("a", encoding="utf-8") as file:
        file.write("\n# x\n" if path.suffix == ".yaml" else "\nMeer.\n")
    assert build(plan).checked is not None
    assert build(plan).checked is None


def test_another_day_or_another_choice_is_another_build(cache: Cache, plan: Path) -> None:
    build(plan)
    assert build(plan, "pdf").checked
    assert pipeline.build(plan, ("pdf",), None, today=TODAY, sector=None, allow_errors=False).checked
    assert pipeline.build(plan, ("pdf",), None, today=TODAY.replace(year=2027), sector=None, allow_errors=True).checked


def test_a_build_with_the_cache_gives_the_same_files(cache: Cache, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(plan)
    before = kept(cache)
    chapter = sorted((plan / "hoofdstukken").glob("*.md"))[-1]
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\nEr komt een zin bij.\n", encoding="utf-8")
    build(plan)
    made = content(plan)
    assert len(kept(cache) - before) == 2, "one chapter was read again, by opc and by Pandoc; the receipt has the name it had"
    monkeypatch.setenv("OPC_CACHE", "")
    assert build(plan).checked
    assert content(plan) == made


def test_a_template_is_compiled_once_and_again_when_its_text_is_another(cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.md.j2").write_text("<< naam >>\n")
    monkeypatch.setattr(template, "templates_folder", lambda: tmp_path)
    new = template.environment.__wrapped__
    assert new().get_template("x.md.j2").render(naam="een") == "een\n"
    assert len(kept(cache)) == 1
    with monkeypatch.context() as patched:
        patched.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled again"))
        assert new().get_template("x.md.j2").render(naam="twee") == "twee\n"
    for name in kept(cache):
        (tmp_path / "bewaard" / name).write_bytes(b"kapot")
    assert new().get_template("x.md.j2").render(naam="drie") == "drie\n"
    (tmp_path / "x.md.j2").write_text("-<< naam >>\n")
    assert new().get_template("x.md.j2").render(naam="vier") == "-vier\n"
