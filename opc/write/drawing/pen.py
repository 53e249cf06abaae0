"""With what a picture is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from opc.model.plan_file import HouseStyle


class Pen(NamedTuple):
    """The house style, and the folder with letters of its own, if it has one."""

    style: HouseStyle
    fonts: Path | None = None
