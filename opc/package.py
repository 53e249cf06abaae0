"""Where opc keeps what is not code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from opc.error import OpcError


@cache
def data_folder(name: str) -> Path:
    """A folder of data: inside the package when installed, at the root of the repository when not. Raises OpcError."""
    package = Path(__file__).parent
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise OpcError(f"de map {name} van opc is niet gevonden", "installeer opc opnieuw")
