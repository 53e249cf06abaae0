"""Which plan the user means, and how paths are shown."""

from __future__ import annotations

import os
from pathlib import Path

from opc import pipeline
from opc.error import OpcError


def plan_meant(given: Path | None) -> Path:
    """The folder of the plan that the user means."""
    if given and (given / "plan.yaml").is_file():
        return given
    if given and given.name == "plan.yaml" and given.is_file():
        return given.parent
    if given and not given.is_dir():
        raise OpcError(f"de map {given} is er niet", "geef de map van een plan, zoals plans/noorderwaard/2026-2030")
    start = given or Path.cwd()
    plans = pipeline.find_plans(start) if given is None else tuple(plan for plan in pipeline.find_plans(start) if plan.is_relative_to(start.resolve()))
    if not plans:
        raise OpcError(f"in {given or 'deze map'} staat geen plan: er is geen plan.yaml", "geef de map van een plan, of begin er een: opc new MAP --sector po+vo --period 2026-2030")
    if len(plans) > 1:
        raise OpcError("hier staan meer plannen; zeg welk u bedoelt", "\n".join(relative(plan) for plan in plans))
    return plans[0]


def plans_below(given: Path) -> tuple[Path, ...]:
    """The plans in a folder that the user names: none when it is, or is not, a plan itself."""
    if not given.is_dir() or (given / "plan.yaml").is_file():
        return ()
    return tuple(plan for plan in pipeline.find_plans(given) if plan.is_relative_to(given.resolve()))


def plan_and_names(what: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """A plan, if the first word is a folder or file, and the other words."""
    if what and Path(what[0]).exists():
        return plan_meant(Path(what[0])), what[1:]
    if what and ("\\" in what[0] or what[0].count("/") > 1 or (("/" in what[0]) and not what[0].endswith(("/po", "/vo")))):
        return plan_meant(Path(what[0])), what[1:]  # a folder that is not there: that is said
    return plan_meant(None), what


def relative(path: Path) -> str:
    """A path as the user would type it."""
    short = os.path.relpath(path)
    return short if not short.startswith("..") or short == ".." else str(path.resolve())
