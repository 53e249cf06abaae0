"""For whom a report is, and where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from opc import dutch
from opc.error import OpcError
from opc.model.audience import Audience, NewLaw, Quotation, Reader
from opc.model.checked import Checked
from opc.pipeline import law
from opc.report import REPORTERS


def audience(checked: Checked, forms: Iterable[str], *, reader: Reader | None, colour: bool, width: int) -> Audience:
    """For whom these reports of a check are; with the plan's own words when one of them quotes it."""
    if not any(REPORTERS[name].quotes or (reader and REPORTERS[name].readers) for name in forms):
        return Audience(colour, width)
    return seen_by(Audience(colour, width, reader, _quotations(checked)), checked)


def seen_by(audience: Audience, checked: Checked) -> Audience:
    """With what this kind of reader looks for besides. Raises OpcError when the plan does not name the municipality."""
    reader, plan = audience.reader, checked.plan
    if reader is None or plan is None:
        return audience
    known = [item.name for item in plan.file.municipalities]
    if reader.municipality and reader.municipality not in known:
        meant = dutch.meant(reader.municipality, known)
        raise OpcError(f'dit plan noemt geen gemeente "{reader.municipality}"', f"bedoelt u {meant}?" if meant else f"plan.yaml noemt {dutch.listing(known)}")
    since = plan.file.previous and (plan.file.previous.changed or plan.file.previous.adopted)
    if reader.kind != "opr" or not since or since >= checked.day:
        return audience
    from opc.model.change import changes as between

    return audience._replace(new_law=NewLaw(since, between(law.requirements(), since, checked.day, plan.sectors)))


def _quotations(checked: Checked) -> Mapping[str, Quotation]:
    """The sections of a plan as their reader meets them; none when plan.yaml could not be read."""
    from opc.compose import compose
    from opc.write.quote import quotations

    if checked.plan is None:
        return {}
    return quotations(compose(checked.plan, checked.requirements, root=Path(), status="concept", law=checked.day))


def save(files: Mapping[Path, str]) -> None:
    """Reports as files, all whole or none at all. Raises OpcError when they cannot be written."""
    if not files:
        return
    from opc.write.files import place, prepare

    for folder in {path.parent for path in files}:
        prepare(folder)
    place({path: text.encode() for path, text in files.items()})
