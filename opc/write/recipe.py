"""A recipe for a CI: a workflow of GitHub or a job of GitLab that checks and builds a plan, at its place in the repository."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from opc.error import OpcError
from opc.template import environment
from opc.write.files import place, prepare

PLACES = {"github": ".github/workflows/opc.yml", "gitlab": ".gitlab-ci.yml"}
"""Name of a CI -> where it looks for what to do."""


def free(names: Iterable[str], root: Path) -> dict[str, Path]:
    """Where the recipes come. Raises OpcError when one is there already: nothing is ever overwritten."""
    found = {name: root / PLACES[name] for name in names}
    for path in found.values():
        if path.exists() or path.is_symlink():
            raise OpcError(f"het bestand {path} is er al", "opc new overschrijft niets; hernoem het even, en voeg daarna de twee samen")
    return found


def recipes(targets: dict[str, Path], plan: Path, root: Path) -> tuple[Path, ...]:
    """Writes the recipes for a plan; `free` said where."""
    known = {"plan": json.dumps(plan.resolve().relative_to(root.resolve()).as_posix(), ensure_ascii=False)}
    for path in targets.values():
        prepare(path.parent)
    place({path: environment().get_template(f"ci/{name}.yml.j2").render(known).encode() for name, path in targets.items()})
    return tuple(targets.values())
