"""The requirements in `schemas/*.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from opc.finding import Finding
from opc.model.record import PLACES
from opc.model.requirement import Requirement, RequirementSet
from opc.read.validate import validate
from opc.read.workspace import Workspace
from opc.read.yaml import read_yaml
from opc.source import Span


def read_requirements(folder: Path, root: Path) -> tuple[RequirementSet, tuple[Finding, ...]]:
    """Every record in a folder of YAML files. A record with a mistake is noticed and left out; the others still work."""
    workspace = Workspace(root)
    found: list[Requirement] = []
    for path in sorted(folder.glob("*.yaml"), key=lambda path: _ORDER.get(path.stem, 9)):
        if (source := workspace.text(path)) is None:
            continue
        data = read_yaml(workspace, source)
        if not isinstance(data, list):
            workspace.notice(Span(source.file), "huis-veld", "hier hoort een lijst van eisen", "begin elke eis met - id:")
            continue
        for item in data:
            requirement = validate(workspace, Requirement, _with_options(item), Span(source.file))
            if requirement:
                found.append(requirement)
    return RequirementSet(tuple(found)), tuple(workspace.noticed)


_ORDER = {"wpo": 0, "wvo": 1, "wms": 2, "inspectie": 3, "huis": 4}


def _with_options(item: Any) -> Any:
    """Everything beside `soort` in a test is an option of that kind of check."""
    if not isinstance(item, dict) or not isinstance(item.get("toetsen"), list):
        return item
    tests = []
    for test in item["toetsen"]:
        if isinstance(test, dict):
            test = {"soort": test.get("soort"), PLACES: test.get(PLACES), "options": {key: value for key, value in test.items() if key != "soort"}}
            if test["soort"] is None:
                del test["soort"]
        tests.append(test)
    return {**item, "toetsen": tests}
