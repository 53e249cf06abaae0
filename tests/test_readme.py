"""Every command in README.md does what README.md shows."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BY_CI = {"make test", "make lint", "make bench", "make golden"}
"""Commands that .ci/run runs itself, or that only change or measure this repository."""


def sessions() -> list[tuple[str, str]]:
    """Every `$ command` of README.md with the output under it; an empty one where README.md shows none."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command.strip(), output.rstrip("\n")))
    return found


def masked(text: str) -> str:
    """Output without what differs from run to run, or when a record in schemas/ grows."""
    text = re.sub(r"\d+,\d seconden", "… seconden", text)
    text = re.sub(r"(schemas/\w+\.yaml):\d+:", r"\1:…:", text)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone") / "opc"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".venv", ".git", "uitvoer", ".*_cache", "__pycache__", ".hypothesis"))
    (folder / ".git").mkdir()
    return folder


def test_readme_shows_commands() -> None:
    assert len(sessions()) >= 5


def test_the_commands_of_readme_print_what_it_says(clone: Path) -> None:
    for command, expected in sessions():
        if command.startswith("make"):
            continue
        words = command.split()
        assert words[0] == "opc", f"README.md has a command that this test cannot run: {command}"
        result = subprocess.run([sys.executable, "-m", "opc", *words[1:]], cwd=clone, capture_output=True, text=True, check=False)
        assert result.returncode in (0, 1), result.stderr
        if expected and "…" in expected.splitlines():
            first, last = (masked(part) for part in re.split(r"^…$", expected, maxsplit=1, flags=re.MULTILINE))
            assert masked(result.stdout).startswith(first), command
            assert masked(result.stdout).endswith(last), command
        elif expected:
            assert masked(result.stdout) == masked(expected), command


@pytest.mark.slow
def test_make_demo_sets_everything_up_on_a_fresh_clone(clone: Path) -> None:
    commands = [command for command, _ in sessions() if command.startswith("make") and command not in BY_CI]
    assert commands == ["make demo"]
    expected = dict(sessions())["make demo"]
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # as when no make runs this test
    result = subprocess.run(["make", "demo", f"PYTHON={sys.executable}"], cwd=clone, env=outside, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    last = masked(expected).splitlines()[-3:]
    assert masked(result.stdout).splitlines()[-3:] == last
    for name in ("noorderwaard-2026-2030.pdf", "noorderwaard-2026-2030.docx"):
        assert (clone / "plans/noorderwaard/2026-2030/uitvoer" / name).stat().st_size > 50_000
