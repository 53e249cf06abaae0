"""What changed in the law between two days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from opc.model.record import Sector
from opc.model.requirement import Requirement, RequirementSet

Kind = Literal["nieuw", "gewijzigd", "vervallen", "vernummerd", "onzeker"]
KINDS: tuple[Kind, ...] = ("nieuw", "gewijzigd", "vervallen", "vernummerd", "onzeker")
"""onzeker: new or changed, but perhaps already before the first of the two days."""


@dataclass(frozen=True)
class Change:
    """One requirement that was not the same on two days, for the sectors for which it changed alike.

    versions: per sector the one that now holds, or of a lapsed one the last. firsts: of each of these the first that was new. said: what each
    new version says that changed; nothing of what is new or lapsed as a whole.
    """

    kind: Kind
    id: str
    sectors: tuple[Sector, ...]
    versions: tuple[Requirement, ...]
    firsts: tuple[Requirement, ...]
    said: tuple[str, ...]


def changes(known: RequirementSet, since: date, day: date, sectors: Sequence[Sector]) -> tuple[Change, ...]:
    """What is new, changed, lapsed or only moved on a day, compared with an earlier one, or perhaps was so already. Rules of the house are no law."""
    found: dict[tuple[Kind, str, tuple[str, ...]], list[tuple[Sector, Requirement, Requirement]]] = {}
    for name, versions in known.by_id.items():
        for sector in sectors:
            own = [version for version in versions if sector in version.sectors and version.layer != "huis"]
            before = next((version for version in own if since in version.validity), None)
            after = next((version for version in own if day in version.validity), None)
            if before is after:
                continue
            kind: Kind = "nieuw" if before is None else "vervallen" if after is None else "vernummerd" if _same(before, after) else "gewijzigd"
            entered = sorted((version for version in own if since < version.validity.first <= day), key=lambda version: version.validity.first)
            version = after or max((item for item in own if item.validity.first <= day), key=lambda item: item.validity.first)
            if entered and all(item.may_predate(since) for item in entered) and after:
                kind = "onzeker"
            told = () if kind in ("nieuw", "vervallen") else (version.change for version in entered if version.change)
            said = tuple(dict.fromkeys(" ".join(text.split()) for text in told))
            found.setdefault((kind, name, said), []).append((sector, version, entered[0] if entered else version))
    made = []
    for (kind, name, said), each in found.items():
        pairs = {version.span: (version, first) for _, version, first in each}.values()
        made.append(Change(kind, name, tuple(sector for sector, _, _ in each), tuple(version for version, _ in pairs), tuple(first for _, first in pairs), said))
    return tuple(sorted(made, key=lambda change: KINDS.index(change.kind)))


def _same(before: Requirement, after: Requirement) -> bool:
    """Whether two versions ask the same: then only the place in the law, or its words, changed."""
    return (before.text, before.severity, _tests(before)) == (after.text, after.severity, _tests(after))


def _tests(version: Requirement) -> list[tuple[str, str]]:
    return [(test.kind, str(sorted((key, str(value)) for key, value in test.options.items() if not key.startswith("__")))) for test in version.tests]
