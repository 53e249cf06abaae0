"""What an earlier build made of the same input, kept in a folder that may be thrown away at any time."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LARGEST = 200_000_000
"""Bytes. Above this the entries that were not used for the longest time go."""


@dataclass(frozen=True, slots=True)
class Cache:
    """Content by the digest of what it was made from. folder: None keeps nothing.

    Two builds at once do each other no harm: an entry is written beside its place and renamed. An entry that is damaged, or that
    cannot be read or written, is as good as none.
    """

    folder: Path | None

    def get(self, key: str) -> bytes | None:
        """What was kept under a key of `digest`."""
        if self.folder is None:
            return None
        path = self.folder / key
        try:
            kept = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        content = kept[32:]
        return content if hashlib.sha256(content).digest() == kept[:32] else None

    def put(self, key: str, content: bytes) -> None:
        """Keep content under a key."""
        if self.folder is None:
            return
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(content).digest() + content)
                Path(name).replace(self.folder / key)
            finally:
                Path(name).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Throw away what was not used for the longest time, until the rest is small enough."""
        if self.folder is None:
            return
        with suppress(OSError):
            entries = sorted(((entry.stat().st_mtime, entry.stat().st_size, entry.path) for entry in os.scandir(self.folder) if entry.is_file()), reverse=True)
            total = 0
            for _, size, path in entries:
                total += size
                if total > LARGEST:
                    Path(path).unlink(missing_ok=True)


NOTHING = Cache(None)
"""The cache that keeps nothing."""


def digest(*parts: bytes | str) -> str:
    """The name for what is made from these parts, in this order."""
    made = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        made.update(len(content).to_bytes(8, "big") + content)
    return made.hexdigest()


def usual() -> Cache:
    """The user's cache: $OPC_CACHE (empty for none), or the place that the system has for such things."""
    given = os.environ.get("OPC_CACHE")
    if given is not None:
        return Cache(Path(given) if given else None)
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return Cache(base / "opc")
