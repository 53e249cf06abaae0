"""The letters that come with opc: Source Sans Pro."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

FACES = ("Regular", "It", "Semibold", "Bold")


@contextmanager
def font_folder() -> Iterator[Path]:
    """A folder with each face once: the package holds them as otf and as ttf, and which one Typst takes depends on the disk's order."""
    spec = importlib.util.find_spec("font_source_sans_pro")
    source = Path(spec.origin).parent / "files" if spec and spec.origin else Path()
    with TemporaryDirectory(prefix="opc-") as name:
        for face in FACES:
            file = source / f"SourceSansPro-{face}.ttf"
            if not file.is_file():
                continue
            try:
                (Path(name) / file.name).symlink_to(file)
            except OSError:  # Windows gives the right to link to few
                shutil.copyfile(file, Path(name) / file.name)
        yield Path(name)
