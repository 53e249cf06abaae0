"""Pictures that another process draws while this one goes on: to load Matplotlib takes as long as to check a plan."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Lock

from opc.model.picture import Picture
from opc.write.drawing.pen import Pen


class Ahead:
    """The other process, and what it draws, by key. What goes wrong there is drawn here, in its own time."""

    def __init__(self, process: subprocess.Popen[bytes] | None = None) -> None:
        self.process = process
        self.keys: frozenset[str] = frozenset()
        self.made: Mapping[str, bytes] | None = None
        self.waiting = Lock()

    def ask(self, wanted: Mapping[str, Picture], pen: Pen) -> None:
        """Hands over its work, once. Of nothing, no process is started."""
        if not wanted:
            return
        self.process = self.process or _started()
        if self.process and self.process.stdin:
            self.keys = frozenset(wanted)
            with suppress(OSError):  # it ended: then it draws nothing
                self.process.stdin.write(pickle.dumps((dict(wanted), pen)))
                self.process.stdin.close()
            self.process.stdin = None

    def get(self, key: str) -> bytes | None:
        """A drawing, or nothing when this process has to make it. Whoever asks for the first one waits for all."""
        if key not in self.keys:
            return None
        self.wait()
        return self.made.get(key) if self.made else None

    def wait(self) -> None:
        """Waits until what was asked is drawn; who asked nothing does not wait."""
        with self.waiting:
            if self.keys and self.process and self.made is None:
                said, _ = self.process.communicate()
                self.made = pickle.loads(said) if self.process.returncode == 0 else {}


@contextmanager
def waiting(*, at_once: bool) -> Iterator[Ahead]:
    """A process that draws ahead, as long as the context lasts. at_once: it starts and loads its libraries before it has work."""
    ahead = Ahead(_started() if at_once else None)
    try:
        yield ahead
    finally:
        if ahead.process:
            ahead.process.kill()
            with ahead.process:  # which closes what is open, and waits
                pass


def _started() -> subprocess.Popen[bytes] | None:
    """The other process; None when the system starts none."""
    try:
        return subprocess.Popen([sys.executable, "-m", "opc.write.drawing"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None
