"""How far a long build is: a bar on a terminal, lines in CI, and no word about a short one."""

from __future__ import annotations

import sys

import pytest

from opc.cli.progress import Progress


def _build(progress: Progress, *, slow: bool) -> None:
    with progress:
        if slow:
            progress.timer.join()
        for left, what in enumerate(("docx", "pdf", "tekst", "toets")[::-1]):
            progress(what, 3 - left)


def test_a_long_build_tells_every_step_on_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(Progress, "PATIENCE", 0)
    _build(Progress(), slow=True)
    out, err = capsys.readouterr()
    assert err.splitlines() == ["1 van 4: getoetst", "2 van 4: samengesteld", "3 van 4: PDF", "4 van 4: Word"]
    assert not out


def test_a_long_build_has_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(Progress, "PATIENCE", 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    _build(Progress(), slow=True)
    out, err = capsys.readouterr()
    assert "Bouwen" in err and "100%  Word" in err
    assert not out


def test_a_short_build_says_nothing_on_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    _build(Progress(), slow=False)
    assert capsys.readouterr() == ("", "")
