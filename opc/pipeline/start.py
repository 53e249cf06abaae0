"""A new plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from opc.model.record import Sector
from opc.pipeline import law
from opc.read.plan import root_of


def new(folder: Path, *, sectors: tuple[Sector, ...], period: str, recipes: Sequence[str] = ()) -> tuple[Path, ...]:
    """Starts a plan in a folder, with recipes for these CIs: the files that were made. Raises OpcError when one of them exists already.

    In a folder with a plan, when no period is given: only the recipes.
    """
    from opc.write import recipe
    from opc.write.skeleton import skeleton

    root = root_of(folder)
    targets = recipe.free(recipes, root)
    made = skeleton(folder, sectors, period, law.sound()) if period else ()
    return (*made, *recipe.recipes(targets, folder, root))
