"""How far a build is."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from threading import Lock, Timer
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


class Progress:
    """How far a build is, on standard error: a bar on a terminal, else a line for each step. Nothing when it is soon done."""

    PATIENCE = 3.0
    """Seconds without a word: the usual plan takes less."""
    NAMES: Mapping[str, str] = {"toets": "getoetst", "tekst": "samengesteld", "pdf": "PDF", "docx": "Word", "html": "website", "html-single": "website in één bestand"}

    def __init__(self) -> None:
        self.last, self.at, self.length = "", 0, 0
        self.bar: ProgressBar[int] | None = None
        self.lock = Lock()
        self.timer = Timer(self.PATIENCE, self.show)

    def __enter__(self) -> Progress:
        self.timer.daemon = True
        self.timer.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.timer.cancel()
        with self.lock:
            if self.bar:
                self.bar.render_finish()

    def __call__(self, what: str, left: int) -> None:
        """Something is done; left: how many things are not."""
        with self.lock:
            self.last, self.at = self.NAMES.get(what, what), self.at + 1
            self.length = self.at + left
            if self.bar:
                self.bar.length = self.length
                self.bar.update(self.at - self.bar.pos, self.at)
            elif self.timer.finished.is_set():
                click.echo(f"{self.at} van {self.length}: {self.last}", err=True)

    def show(self) -> None:
        """Begins the bar, on a terminal."""
        with self.lock:
            if sys.stderr.isatty():
                self.bar = click.progressbar(length=self.length or 1, label="Bouwen", file=sys.stderr, show_eta=False, item_show_func=lambda _: self.last)
                self.bar.update(self.at, self.at)
