"""Where the templates are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from opc.error import OpcError


@cache
def templates_folder() -> Path:
    """The folder `templates/`: inside the package when installed, at the root of the repository when not."""
    package = Path(__file__).parent
    for folder in (package / "templates", package.parent / "templates"):
        if folder.is_dir():
            return folder
    raise OpcError("de sjablonen van opc zijn niet gevonden", "installeer opc opnieuw")
