"""Writing: from a document to files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from opc.error import OpcError, reason
from opc.model.document import Document
from opc.write.pandoc import Node, read_tree

Writer = Callable[[Document, Node], bytes]


def _pdf(document: Document, tree: Node) -> bytes:
    from opc.write.pdf import render

    return render(document, tree)


def _docx(document: Document, tree: Node) -> bytes:
    from opc.write.docx import render

    return render(document, tree)


WRITERS: dict[str, Writer] = {"pdf": _pdf, "docx": _docx}
"""Name of a format, which is also its file's ending -> what writes it; imported only when asked for."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made. pages: of a PDF; 0 for what has no pages of its own."""

    path: Path
    format: str
    pages: int = 0


def write(document: Document, formats: Sequence[str], folder: Path, name: str) -> tuple[Written, ...]:
    """The document in every format, as folder/name.format. All are made before the first is put in place.

    Raises OpcError when the folder cannot be written or the disk is full; what stood there before then still does.
    """
    prepare(folder)
    tree = read_tree(document.markdown)
    with ThreadPoolExecutor(len(formats)) as pool:
        made = list(pool.map(lambda ending: WRITERS[ending](document, tree), formats))
    place({folder / f"{name}.{ending}": content for ending, content in zip(formats, made, strict=True)})
    return tuple(Written(folder / f"{name}.{ending}", ending, _pages(content) if ending == "pdf" else 0) for ending, content in zip(formats, made, strict=True))


def prepare(folder: Path) -> None:
    """Sees that a folder is there and can be written, before any work is done. Raises OpcError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OpcError(f"in de map {folder} kan opc niet schrijven: {reason(error)}", "kies een andere map met --output") from None


def place(files: dict[Path, bytes]) -> None:
    """Writes files beside their place, then renames them all. Raises OpcError; then the old files still stand."""
    beside: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            beside.append((Path(name), path))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
        for made, path in beside:
            made.replace(path)
    except OSError as error:
        raise OpcError(f"{files and next(iter(files)).parent} kan opc niet beschrijven: {reason(error)}", "de oude bestanden staan er nog; maak ruimte, of kies een andere map met --output") from None
    finally:
        for made, _ in beside:
            made.unlink(missing_ok=True)


def _pages(pdf: bytes) -> int:
    from opc.write.pdf import pages

    return pages(pdf)
