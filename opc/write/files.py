"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from opc.error import OpcError, reason


def prepare(folder: Path) -> None:
    """Sees that a folder is there and can be written, before any work is done. Raises OpcError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OpcError(f"in de map {folder} kan opc niet schrijven: {reason(error)}", "kies een andere map met --output") from None


def place(files: Mapping[Path, bytes], folders: Sequence[Path] = ()) -> None:
    """Writes files beside their place, then renames them all. Raises OpcError; then the old files still stand.

    folders: the ones that these files fill: such a folder is replaced as a whole, so that no page of before stays in it.
    """
    beside: list[tuple[Path, Path]] = []
    try:
        beside += [(Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent)), folder) for folder in folders]
        rooms = {folder: room for room, folder in beside}
        for path, content in files.items():
            home = next((folder for folder in rooms if path.is_relative_to(folder)), None)
            if home is None:
                handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
                beside.append((Path(name), path))
            else:
                target = rooms[home] / path.relative_to(home)
                target.parent.mkdir(parents=True, exist_ok=True)
                handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                if home is None:
                    file.flush()
                    os.fsync(file.fileno())
        for made, _ in beside:
            made.chmod(0o755 if made.is_dir() else 0o644)
        if taken := next((path for path in files if path.is_dir()), None):
            raise IsADirectoryError(errno.EISDIR, "a folder", str(taken))  # before the first rename: all files appear, or none
        for made, path in beside:
            _replace(made, path)
    except OSError as error:
        raise OpcError(f"{files and next(iter(files)).parent} kan opc niet beschrijven: {reason(error)}", "de oude bestanden staan er nog; maak ruimte, of kies een andere map met --output") from None
    finally:
        for made, _ in beside:
            if made.is_dir():
                shutil.rmtree(made, ignore_errors=True)
            else:
                made.unlink(missing_ok=True)


def _replace(made: Path, path: Path) -> None:
    """Puts what was made in its place. A folder is first moved aside: only an empty one can be replaced."""
    if not (made.is_dir() and path.exists()):
        made.replace(path)
        return
    old = path.with_name(f"{made.name}.oud")
    path.rename(old)
    try:
        made.rename(path)
    except OSError:
        old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)
