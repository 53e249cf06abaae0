"""What a samenwerkingsverband sets and collects before it writes: kaders, kwesties and bouwstenen.

They stand in the plan's folder, or in a folder above it when they are for more than one plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from opc.model.requirement import Frame
from opc.read.requirements import items, read_records, say_overlap
from opc.read.validate import validate
from opc.read.workspace import Workspace
from opc.source import Source

if TYPE_CHECKING:
    from opc.model.contribution import Contribution


class Own(NamedTuple):
    """What the plan's own files of these three kinds hold. lost: whether a kader has a mistake."""

    frames: tuple[Frame, ...] = ()
    lost: bool = False
    issues: tuple[Contribution, ...] = ()
    building_blocks: tuple[Contribution, ...] = ()
    sources: tuple[Source, ...] = ()


def read_own(workspace: Workspace, folder: Path, period: str) -> Own:
    """The kaders, kwesties and bouwstenen for the plan in a folder. period: of the plan, as its items may name it."""
    sources: list[Source] = []

    def texts(name: str) -> Iterator[Source]:
        for path in _places(workspace.root, folder):
            if (path / name).is_file() and (source := workspace.text(path / name)):
                sources.append(source)
                yield source

    def contributions(name: str) -> Iterator[Contribution]:
        for source in texts(name):
            from opc.model.contribution import Contribution  # few plans have any

            for item, place in items(workspace, source, "hier hoort een lijst"):
                found = validate(workspace, Contribution, item, place)
                if found and found.period in ("", period):
                    yield found

    before = len(workspace.noticed)
    kaders = [item for source in texts("kaders.yaml") for item in items(workspace, source, "hier hoort een lijst van kaders")]
    frames = tuple(read_records(workspace, kaders, Frame))
    say_overlap(workspace, frames)
    lost = len(workspace.noticed) > before
    return Own(frames, lost, tuple(contributions("kwesties.yaml")), tuple(contributions("bouwstenen.yaml")), tuple(sources))


def _places(root: Path, folder: Path) -> list[Path]:
    """The plan's folder and those above it, up to the root; what is for most plans comes first."""
    above = [path for path in folder.parents if path.is_relative_to(root)]
    return [*reversed(above), folder]
