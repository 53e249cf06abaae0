"""With what a picture is drawn: plain values, so that the process that draws ahead loads nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from opc.model.plan_file import HouseStyle


class Colours(NamedTuple):
    """The colours of a house style, each as #rrggbb."""

    primary: str
    accent: str
    ink: str
    soft: str
    rule: str


class Pen(NamedTuple):
    """The colours and the letters of a house style. fonts: the folder with letters of its own, if it has one."""

    colours: Colours
    font: str
    fonts: Path | None

    @classmethod
    def of(cls, style: HouseStyle, fonts: Path | None = None) -> Pen:
        """The pen of a house style."""
        return cls(Colours(**style.colours.model_dump(mode="json")), style.font, fonts)
