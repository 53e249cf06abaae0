"""What all tests share: a plan in a temporary folder, checked in this process, with `schemas/` read once."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import hypothesis
import pytest

from opc import pipeline
from opc.model.checked import Checked
from opc.model.record import Sector

# the same examples every time: what fails in CI fails here
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.load_profile("same")
os.environ["OPC_CACHE"] = ""  # every test builds anew, but those of the cache

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
BASE = CASES / "basis" / "plan"
TODAY = date(2026, 11, 22)
"""What the tests call today; nothing may depend on the clock."""

Checking = Callable[..., Checked]


def pytest_collection_finish() -> None:
    """Python looks again and again for what can be thrown away; of all that is loaded by now, nothing can: a quarter of the time of a check."""
    gc.collect()
    gc.freeze()


def check(folder: Path, *, day: date | None = None, sector: Sector | None = None) -> Checked:
    """A plan, checked as `opc check` does."""
    return pipeline.check(folder, today=TODAY, day=day, sector=sector)


def copy_plan(plan: Path, folder: Path) -> Path:
    """A copy of a plan that may be changed; findings name its files by their path in it."""
    shutil.copytree(plan, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("uitvoer"))
    (folder / ".git").mkdir()  # opc names files from the root of their repository
    return folder


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The small correct plan of tests/cases/basis, to be changed."""
    return copy_plan(BASE, tmp_path / "plan")
