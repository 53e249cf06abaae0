"""Profiles: the short versions that opc has, and those that a samenwerkingsverband added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from opc import dutch
from opc.error import OpcError
from opc.model.profile import Profile, ProfileFile
from opc.read.validate import validate
from opc.read.workspace import Workspace
from opc.read.yaml import read_yaml
from opc.source import Span

FOLDER = "profielen"
SETTINGS = "profiel.yaml"
TEXT = "tekst.md.j2"


def read_profile(name: str, folder: Path, root: Path, usual: Path) -> Profile:
    """The profile with this name for the plan in a folder. usual: the folder with opc's own profiles.

    An own one goes before opc's of the same name, and the plan's before one in a folder above it. Raises OpcError when there is
    none, or when it has a mistake.
    """
    places = dict(_profiles((usual / FOLDER, *_above(folder.resolve(), root.resolve()))))
    if name not in places:
        meant = dutch.meant(name, places)
        raise OpcError(f'er is geen profiel "{name}"', f"bedoelt u {meant}?" if meant else f"kies uit: {dutch.listing(places, 'of')}")
    workspace = Workspace((usual.parent if usual in places[name].parents else root).resolve())
    settings, text = workspace.text(places[name] / SETTINGS), workspace.text(places[name] / TEXT)
    file = validate(workspace, ProfileFile, read_yaml(workspace, settings) or {}, Span(settings.file)) if settings else None
    for finding in workspace.noticed:
        raise OpcError(f"{finding.span}: {finding.message}", finding.hint)
    if file is None or text is None:
        raise OpcError(f"het profiel {name} is niet te lezen", f"een profiel heeft {SETTINGS} en {TEXT}; zie templates/README.md")
    return Profile(name, file, text)


def _above(folder: Path, root: Path) -> list[Path]:
    """Where own profiles may be: what is nearest to the plan comes last."""
    return [path / FOLDER for path in (*reversed([path for path in folder.parents if path.is_relative_to(root)]), folder)]


def _profiles(folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        if folder.is_dir():
            yield from ((path.name, path) for path in sorted(folder.iterdir()) if (path / SETTINGS).is_file())
