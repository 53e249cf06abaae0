"""The requirements in `schemas/*.yaml`: one subject an entry, with its dated versions inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from opc.finding import Finding
from opc.model.record import PLACES, Places
from opc.model.requirement import VERSIONS, Requirement, RequirementSet
from opc.read.validate import validate
from opc.read.workspace import Workspace
from opc.read.yaml import read_yaml
from opc.source import Span


def read_requirements(folder: Path, root: Path) -> tuple[RequirementSet, tuple[Finding, ...]]:
    """Every version of every requirement in a folder of YAML files.

    One with a mistake is noticed and left out; the others still work.
    """
    workspace = Workspace(root)
    found: list[Requirement] = []
    for path in sorted(folder.glob("*.yaml"), key=lambda path: _ORDER.get(path.stem, 9)):
        if (source := workspace.text(path)) is None:
            continue
        data = read_yaml(workspace, source)
        if not isinstance(data, list):
            workspace.notice(Span(source.file), "huis-veld", "hier hoort een lijst van eisen", "begin elke eis met - id:")
            continue
        _say_twice(workspace, data)
        for item in data:
            for version in _versions(workspace, item):
                requirement = validate(workspace, Requirement, version, Span(source.file))
                if requirement:
                    found.append(requirement)
    _say_overlap(workspace, found)
    return RequirementSet(tuple(found)), tuple(dict.fromkeys(workspace.noticed))  # a mistake in what versions share is one mistake


_ORDER = {"wpo": 0, "wvo": 1, "wms": 2, "verband": 3, "inspectie": 4, "huis": 5}


def _versions(workspace: Workspace, item: Any) -> Iterator[Any]:
    """Each version of a subject, with what all of them share; a subject without `versies` is its own only one."""
    if not isinstance(item, dict) or VERSIONS not in item:
        yield _with_options(item)
        return
    places: Places = item[PLACES]
    if not isinstance(item[VERSIONS], list):
        workspace.notice(places.values[VERSIONS], "huis-veld", f'"{VERSIONS}" is een lijst', "zet elke versie achter een streepje")
        return
    shared = _with_options({key: value for key, value in item.items() if key != VERSIONS})
    for version in item[VERSIONS]:
        if not isinstance(version, dict):
            workspace.notice(places.values[VERSIONS], "huis-veld", "een versie is een groep velden", "begin elke versie met - geldig:")
            continue
        own: Places = version[PLACES]
        for key in {"id", VERSIONS} & version.keys():
            workspace.notice(own.keys[key], "huis-veld", f'"{key}" hoort niet in een versie', "zet het bij de eis zelf")
            del version[key]
        both = Places(own.span, _Over(own.keys, places.keys), _Over(own.values, places.values))
        yield {**shared, **_with_options(version), PLACES: both}


@dataclass(frozen=True, slots=True)
class _Over(Mapping[str, Span]):
    """The places of one mapping, and for what it lacks those of another."""

    own: Mapping[str, Span]
    shared: Mapping[str, Span]

    def __getitem__(self, key: str) -> Span:
        return self.own[key] if key in self.own else self.shared[key]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self.own, *self.shared)))

    def __len__(self) -> int:
        return len(set(self))


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


def _say_twice(workspace: Workspace, items: list[Any]) -> None:
    """One subject is one entry of a file."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, dict) and isinstance(name := item.get("id"), str):
            if name in seen:
                workspace.notice(item[PLACES].values["id"], "huis-veld", f'de eis "{name}" staat hier twee keer', f"zet alles van één eis bij elkaar, onder {VERSIONS}")
            seen.add(name)


def _say_overlap(workspace: Workspace, found: list[Requirement]) -> None:
    """On one day a requirement has one wording for a sector."""
    by_id = RequirementSet(tuple(found)).by_id
    for versions in by_id.values():
        for one, other in combinations(versions, 2):
            if not one.sectors or not other.sectors or set(one.sectors) & set(other.sectors):
                first, second = sorted((one, other), key=lambda version: version.validity.first)
                if second.validity.first <= (first.validity.last or date.max):
                    workspace.notice(
                        first.at("geldig"), "huis-veld", f'twee versies van "{first.id}" gelden op dezelfde dag: {second.validity.first}',
                        "laat de oude eindigen op de dag voordat de nieuwe begint",
                    )
