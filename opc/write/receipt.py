"""What the last build made, so that the same build again has nothing to do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from opc.cache import Cache
from opc.write import Written


def remember(cache: Cache, key: str, state: str, files: tuple[Written, ...], errors: int) -> None:
    """Keep what a build made. key: which build; state: of everything that it rests on; errors: how many the plan had."""
    if cache.folder is None:
        return
    made = {str(path): _digest(path) for path in _all(files)}
    written = [[str(file.path), file.format, file.pages] for file in files]
    cache.put(key, json.dumps({"state": state, "made": made, "files": written, "errors": errors}).encode())
    cache.tidy()


def recall(cache: Cache, key: str, state: str) -> tuple[tuple[Written, ...], int] | None:
    """The files of the last build and the errors of its plan, when the state is the same and every file is still as it was made."""
    content = cache.get(key)
    if content is None:
        return None
    known = json.loads(content)
    if known["state"] != state or any(_digest(Path(path)) != digest for path, digest in known["made"].items()):
        return None
    return tuple(Written(Path(path), form, pages) for path, form, pages in known["files"]), known["errors"]


def _all(files: tuple[Written, ...]) -> Iterator[Path]:
    """Every file, those of a website among them."""
    for file in files:
        if file.format == "html":
            yield from (path for path in file.path.parent.rglob("*") if path.is_file())
        else:
            yield file.path


def _digest(path: Path) -> str:
    """Empty when there is no such file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
