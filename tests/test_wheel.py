"""The built wheel, away from this repository: what a user installs."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_wheel_checks_and_builds_a_plan_in_another_repository(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    made = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(ROOT)],
        capture_output=True, text=True, check=False,
    )
    assert made.returncode == 0, made.stderr
    site = tmp_path / "site"
    with zipfile.ZipFile(next(wheels.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    elsewhere = tmp_path / "swv"
    shutil.copytree(ROOT / "plans" / "noorderwaard" / "2022-2026", elsewhere / "plan" / "2022-2026", ignore=shutil.ignore_patterns("uitvoer"))
    subprocess.run(["git", "init", "--quiet", str(elsewhere)], check=True)
    environment = {**os.environ, "PYTHONPATH": str(site)}

    def opc(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "opc", *arguments], cwd=elsewhere, env=environment, capture_output=True, text=True, check=False)

    where = subprocess.run([sys.executable, "-c", "import opc; print(opc.__file__)"], cwd=elsewhere, env=environment, capture_output=True, text=True, check=True)
    assert where.stdout.startswith(str(site))
    checked = opc("check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "plan/2022-2026/besluiten.yaml" in checked.stdout
    built = opc("build")
    assert built.returncode == 0, built.stdout + built.stderr
    assert sorted(path.suffix for path in (elsewhere / "plan" / "2022-2026" / "uitvoer").iterdir()) == [".docx", ".pdf"]
    assert opc("new", "nieuw", "--sector", "po", "--period", "2026-2030").returncode == 0
