"""The plans that the speed is measured with are plans like any other."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from opc import pipeline
from opc.finding import Severity

GENERATE = Path(__file__).parent / "bench" / "generate.py"


def _generated(folder: Path) -> Path:
    subprocess.run([sys.executable, GENERATE, folder, "--chapters", "11"], check=True)
    return folder


def test_a_generated_plan_has_no_errors_and_is_always_the_same(tmp_path: Path) -> None:
    one, other = _generated(tmp_path / "one"), _generated(tmp_path / "other")
    checked = pipeline.check(one, today=date(2026, 8, 1), day=None, sector=None)
    assert checked.plan
    assert [finding.message for finding in checked.findings if finding.severity == Severity.fout] == []
    assert checked.unmet == ()
    chapter = checked.plan.chapters[10]
    assert (len(chapter.sections), len(chapter.images), len(chapter.links), len(chapter.footnotes)) == (24, 1, 15, 12)
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert [(one / name).read_bytes() for name in files] == [(other / name).read_bytes() for name in files]
