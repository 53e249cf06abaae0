"""Waiting for somebody to save a file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

PAUSE = 0.1
"""Seconds between two looks. A look at a plan of 60 files takes a millisecond, so nothing of the system is needed to be told."""

OUTPUT = "uitvoer"

State = dict[str, tuple[int, int]]


def changes(folder: Path, root: Path) -> Iterator[None]:
    """Gives something each time that files of a plan changed, once the saving has come to rest. It never ends.

    folder: the plan's. root: the YAML files in the folders between it and the plan count too.
    """
    before = state(folder, root)
    while True:
        time.sleep(PAUSE)
        now = state(folder, root)
        if now == before:
            continue
        while (after := state(folder, root)) != now:  # an editor may write a file in more than one step
            now = after
            time.sleep(PAUSE / 5)
        before = now
        yield


def state(folder: Path, root: Path) -> State:
    """The time (ns) and size of every file that the plan is made from."""
    found: State = {}
    _look(folder, found)
    for parent in folder.resolve().parents:
        if not parent.is_relative_to(root.resolve()):
            break
        for path in parent.glob("*.yaml"):
            _note(path, found)
    return found


def _look(folder: Path, found: State) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # it is gone; that is a change too
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == OUTPUT or entry.name.endswith("~"):
            continue
        if entry.is_dir(follow_symlinks=False):
            _look(Path(entry.path), found)
        else:
            _note(Path(entry.path), found)


def _note(path: Path, found: State) -> None:
    try:
        status = path.stat()
    except OSError:
        return
    found[str(path)] = (status.st_mtime_ns, status.st_size)
