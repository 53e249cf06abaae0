"""Who read which answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from opc import dutch
from opc.error import OpcError
from opc.model.plan import Plan
from opc.model.plan_file import Review
from opc.pipeline.checks import check
from opc.pipeline.reports import save

if TYPE_CHECKING:
    from opc.model.review import Reviewed


REVIEWS = "beoordeeld.yaml"


def review(folder: Path, names: Sequence[str], *, today: date, width: int, named: str = "") -> str:
    """Which answers are to be reviewed, for people; of some requirements (none: all) with what they ask. Raises OpcError.

    named: the plan as the commands in the hints name it; empty for the one of the folder that one is in.
    """
    from opc.report.review import review_list

    plan, items = _reviewable(folder, today)
    return review_list(plan, _named(items, names), named=named, whole=bool(names), width=width)


def record_review(folder: Path, names: Sequence[str], *, by: str, today: date, width: int) -> str:
    """Writes down that somebody read some answers (none named: every one that is due). Raises OpcError; then nothing is written."""
    from opc.report.review import recorded
    from opc.write.review import yaml_text

    plan, items = _reviewable(folder, today)
    if not plan.whole:
        raise OpcError("niet alles in dit plan is te lezen, dus niemand kan vastleggen wat er staat", "herstel eerst de fouten: opc check")
    read = tuple(item for item in _named(items, names) if names or item.due)
    known = {name: dict(sectors) for name, sectors in (plan.reviews.reviews if plan.reviews else {}).items()}
    for item in read:
        known.setdefault(item.requirement.id, {})[item.sector] = Review(datum=today, door=by, tekst=item.now["text"], feiten=item.now["facts"], eis=item.now["wording"])  # type: ignore[call-arg]
    path = folder / REVIEWS
    if read:
        save({path: yaml_text(known)})
    left = {item.requirement.id for item in items if item.due and item not in read}
    return recorded(read, len(left), path.name, by, width)


def _reviewable(folder: Path, today: date) -> tuple[Plan, tuple[Reviewed, ...]]:
    """A plan and its answers. Raises OpcError when there is nothing to be seen of it."""
    from opc.model.review import reviewed

    checked = check(folder, today=today, day=None, sector=None)
    if checked.plan is None:
        raise OpcError("plan.yaml is niet te lezen", "herstel eerst de fouten: opc check")
    if checked.plan.place(REVIEWS) in checked.plan.broken:
        raise OpcError(f"{REVIEWS} is niet te lezen", "herstel eerst de fouten: opc check")
    return checked.plan, reviewed(checked.plan, checked.requirements)


def _named(items: Sequence[Reviewed], names: Sequence[str]) -> tuple[Reviewed, ...]:
    """The answers to some requirements, named as terugplaatsing or terugplaatsing/vo; none: all. Raises OpcError about every name that has none."""
    known = {name: item for item in items for name in (item.requirement.id, f"{item.requirement.id}/{item.sector}")}
    if missing := [name for name in names if name not in known]:
        meant = dict.fromkeys(dutch.meant(name, known) for name in missing)
        hints = [f"bedoelt u {name}?" if name else "opc review toont de eisen die een antwoord hebben" for name in meant]
        raise OpcError(f"dit plan heeft geen antwoord op {dutch.listing(missing)}", "\n".join(hints))
    return tuple(item for item in items if not names or item.requirement.id in names or f"{item.requirement.id}/{item.sector}" in names)
