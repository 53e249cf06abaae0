"""Pictures that another process draws while this one goes on: to load Matplotlib takes as long as to compose a plan."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from opc.cache import Cache
from opc.model.picture import Picture
from opc.write.drawing.pen import Pen


class Ahead:
    """What the other process draws, by key. Who asks for a drawing waits for all of them; what went wrong there is not among them."""

    def __init__(self, process: subprocess.Popen[bytes] | None = None, keys: frozenset[str] = frozenset()) -> None:
        self.process, self.keys = process, keys
        self.made: Mapping[str, bytes] | None = None

    def __contains__(self, key: object) -> bool:
        return key in self.keys

    def get(self, key: str) -> bytes | None:
        """A drawing, or nothing when this process has to make it."""
        if key not in self.keys or self.process is None:
            return None
        if self.made is None:
            said, _ = self.process.communicate()
            self.made = pickle.loads(said) if self.process.returncode == 0 else {}
        return self.made.get(key)


@contextmanager
def begun(wanted: Mapping[str, Picture], pen: Pen, cache: Cache) -> Iterator[Ahead]:
    """Pictures on their way, as long as the context lasts. wanted: by key; of nothing, no process is started."""
    process = _started((dict(wanted), pen, cache)) if wanted else None
    if process is None:
        yield Ahead()
        return
    with process:
        try:
            yield Ahead(process, frozenset(wanted))
        finally:
            process.kill()


def _started(work: tuple[dict[str, Picture], Pen, Cache]) -> subprocess.Popen[bytes] | None:
    """The other process, that has its work; None when the system starts none."""
    try:
        process = subprocess.Popen([sys.executable, "-m", "opc.write.drawing"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None
    assert process.stdin
    with suppress(OSError):  # it ended: then it draws nothing
        process.stdin.write(pickle.dumps(work))
        process.stdin.close()
    process.stdin = None
    return process
