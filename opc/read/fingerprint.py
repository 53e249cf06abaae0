"""Whether a plan is still what it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path


def fingerprint(folder: Path, root: Path, *, beside: Path, tools: Iterable[Path]) -> str:
    """A digest of everything that a build of a plan rests on: SHA-256, hex.

    Of the plan's own files, and of the YAML files and profiles in the folders above it up to the root, the content counts. beside: a folder
    in the plan that is no part of it, where the build puts its files. tools: files and folders of opc and of what it builds
    with; of these, size and time are enough.
    """
    made = hashlib.sha256()
    for path in _files(folder.resolve(), root.resolve(), beside.resolve()):
        content = path.read_bytes()
        made.update(f"{path}\0{len(content)}\0".encode() + content)
    for tool in tools:
        for path in sorted(tool.rglob("*.*")) if tool.is_dir() else [tool]:
            if path.suffix != ".pyc" and path.is_file():
                status = path.stat()
                made.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return made.hexdigest()


def _files(folder: Path, root: Path, beside: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        made = folder in beside.parents and path.is_relative_to(beside)
        if not hidden and not made and path.is_file():
            yield path
    for parent in folder.parents:
        if not parent.is_relative_to(root):
            return
        yield from sorted(path for pattern in ("*.yaml", "profielen/*/*") for path in parent.glob(pattern) if path.is_file())
