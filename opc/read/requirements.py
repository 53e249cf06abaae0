"""The requirements in `schemas/*.yaml`, and kaders in the same form: one subject an entry, with its dated versions inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, TypeVar

from opc.cache import NOTHING, Cache
from opc.finding import Finding
from opc.model.record import PLACES, Packed, Places, Record, Spots, spots
from opc.model.requirement import VERSIONS, Requirement, RequirementSet
from opc.read.kept import kept, states
from opc.read.validate import validate
from opc.read.workspace import Workspace
from opc.source import Source, Span

Listed = TypeVar("Listed", bound=Record)
Item = tuple[Any, Span]
"""One entry of a file that is a list, with its place."""


Binding = Callable[[tuple[Requirement, ...]], tuple[Sequence[Requirement], Sequence[Finding]]]
"""What is done with all records together before they are kept, and what was noticed then."""


def read_requirements(
    folder: Path, root: Path, cache: Cache = NOTHING, *, bind: Binding = lambda records: (records, ()), name: str = "",
) -> RequirementSet:
    """Every version of every requirement in a folder of YAML files. cache: what was read before.

    One with a mistake is left out and told among the mistakes; the others still work. name: of what `bind` does, in the cache.
    """
    workspace = Workspace(root, cache)
    paths = sorted(folder.glob("*.yaml"), key=lambda path: _ORDER.get(path.stem, 9))

    def make() -> tuple[Requirement, ...]:
        bound, noticed = bind(_requirements(workspace, [source for path in paths if (source := workspace.text(path))]))
        workspace.noticed.extend(noticed)
        return tuple(bound)

    found = kept(workspace, make, "eisen", name, str(root), *states(paths))
    return RequirementSet(found, tuple(dict.fromkeys(workspace.noticed)))  # a mistake in what versions share is one mistake


def _requirements(workspace: Workspace, sources: Sequence[Source]) -> tuple[Requirement, ...]:
    found: list[Requirement] = []
    for source in sources:
        found += read_records(workspace, items(workspace, source, "hier hoort een lijst van eisen"), Requirement)
    say_overlap(workspace, found)
    return tuple(found)


def items(workspace: Workspace, source: Source, complaint: str) -> list[Item]:
    """What a file that is a list holds. complaint: what is noticed when it is none."""
    from opc.read.yaml import read_yaml  # what was read before needs none

    before = len(workspace.noticed)
    data = read_yaml(workspace, source)
    if isinstance(data, list):
        return [(item, item[PLACES].span if isinstance(item, dict) else Span(source.file)) for item in data]
    if len(workspace.noticed) == before:
        workspace.notice(Span(source.file), "huis-veld", complaint, "begin elk onderdeel met - id:")
    return []


def read_records(workspace: Workspace, items: Sequence[Item], model: type[Listed]) -> Iterator[Listed]:
    """Every version of the subjects of a list. One with a mistake is noticed; it is left out when what remains is not enough."""
    for item, place in _once(workspace, items):
        for version in _versions(workspace, item):
            if record := validate(workspace, model, version, place):
                yield record


_ORDER = {"wpo": 0, "wvo": 1, "wms": 2, "verband": 3, "inspectie": 4, "huis": 5, "taal": 6}


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


class _Over(Mapping[str, Span]):
    """The places of one mapping, and for what it lacks those of another."""

    __slots__ = ("own", "shared")

    def __init__(self, own: Mapping[str, Span], shared: Mapping[str, Span]) -> None:
        self.own, self.shared = own, shared

    def __getitem__(self, key: str) -> Span:
        return self.own[key] if key in self.own else self.shared[key]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self.own, *self.shared)))

    def __len__(self) -> int:
        return len(set(self))

    def __reduce__(self) -> tuple[type[Spots], Packed]:
        return spots(self).__reduce__()


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


def _once(workspace: Workspace, items: Sequence[Item]) -> Iterator[Item]:
    """One subject is one entry; a second is noticed and left out."""
    seen: set[str] = set()
    for item, place in items:
        if isinstance(item, dict) and isinstance(name := item.get("id"), str):
            if name in seen:
                workspace.notice(item[PLACES].values["id"], "huis-veld", f'"{name}" staat hier twee keer', f"zet alles wat bij één naam hoort bij elkaar, onder {VERSIONS}")
                continue
            seen.add(name)
        yield item, place


def say_overlap(workspace: Workspace, found: Sequence[Requirement]) -> None:
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
