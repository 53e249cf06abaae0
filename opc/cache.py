"""What opc made of the same input before, kept in a folder that may be thrown away at any time."""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

LARGEST = 200_000_000
"""Bytes. Above this the entries that were not used for the longest time go."""
_SEAL = 32
"""Bytes of SHA-256 before the content of an entry."""


class Cache(NamedTuple):
    """Content by the digest of what it was made from. folder: None keeps nothing.

    Two processes at once do each other no harm: an entry is written beside its place and renamed. An entry that is damaged, that
    was put under another key, that is somebody else's, or that cannot be read or written, is as good as none.
    """

    folder: Path | None

    def get(self, key: str) -> bytes | None:
        """What was kept under a key of `digest`."""
        if self.folder is None:
            return None
        try:
            with (self.folder / key).open("rb") as file:
                if not _own(os.fstat(file.fileno())):
                    return None
                kept = file.read()
        except OSError:
            return None
        with suppress(OSError):
            os.utime(self.folder / key)
        content = kept[_SEAL:]
        return content if _seal(key, content) == kept[:_SEAL] else None

    def put(self, key: str, content: bytes) -> None:
        """Keep content under a key. Once in 256 keys what is too much goes, so that nobody else need think of it."""
        if self.folder is None:
            return
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _own(self.folder.stat()):
                return
            beside = self.folder / f".{os.getpid()}-{os.urandom(8).hex()}"
            try:
                with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(_seal(key, content) + content)
                beside.replace(self.folder / key)
            finally:
                beside.unlink(missing_ok=True)
            if key.startswith("00"):
                self.tidy()

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
        content = part.encode(errors="surrogatepass") if isinstance(part, str) else part
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


def _own(status: os.stat_result) -> bool:
    """Whether a file or folder is the user's: what is kept is believed, so nobody else may have put it there."""
    return sys.platform == "win32" or status.st_uid == os.geteuid()


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + content).digest()
