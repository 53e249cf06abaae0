"""The list for a reviewer: which answers to read, for the first time or again, and where they stand."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

from opc import dutch
from opc.model.plan import Plan
from opc.model.review import Reviewed
from opc.report.text import wrap

HEADINGS = {"opnieuw te beoordelen": "Veranderd na de beoordeling", "nog niet beoordeeld": "Nog niet beoordeeld", "beoordeeld": "Beoordeeld"}


def review_list(plan: Plan, items: Iterable[Reviewed], *, named: str, whole: bool, width: int) -> str:
    """What there is to review, grouped by how far it is. named: the plan as commands name it; whole: show what each requirement asks as well."""
    groups: dict[str, dict[tuple[object, ...], list[Reviewed]]] = {state: {} for state in HEADINGS}
    known = tuple(items)
    for item in known:
        # po and vo together when it is one answer with one history
        key = (item.requirement.id, item.answer.anchor, item.changed, item.review and (item.review.by, item.review.day))
        groups[item.state].setdefault(key, []).append(item)
    lines = [f"{dutch.count(len({item.requirement.id for item in known if item.due}), 'antwoord', 'antwoorden')} te beoordelen, van {len({item.requirement.id for item in known})}.", ""]
    for state, found in groups.items():
        if found:
            lines += [HEADINGS[state], *(line for same in found.values() for line in _item(plan, same, whole, width)), ""]
    if not whole:
        own = f" {shlex.quote(named)}" if named else ""
        lines += [f"Wat een eis vraagt:   opc explain EIS{own}", f'Leg vast wat u las:   opc review{own} EIS --by "uw naam"']
    return "\n".join(lines).rstrip() + "\n"


def _item(plan: Plan, same: Sequence[Reviewed], whole: bool, width: int) -> Iterator[str]:
    item = same[0]
    sectors = f" ({dutch.listing(other.sector for other in same)})" if len(plan.sectors) > 1 else ""
    yield from wrap(f"{item.requirement.id}{sectors}: {item.requirement.title}", "  ", width)
    section = plan.sections[item.answer.anchor][1]
    place, title = (section.span, section.title) if section else (item.chapter.source.whole_line(1), item.chapter.front.title)
    yield from wrap(f"{place.file}:{place.line}: {title}", "      ", width)
    if item.review:
        yield from wrap(item.in_words, "      ", width)
    if whole:
        texts = dict.fromkeys(other.requirement.text for other in same)
        for text in texts:
            sectors = f" ({dutch.listing(other.sector for other in same if other.requirement.text == text)})" if len(texts) > 1 else ""
            yield from wrap(f"Gevraagd{sectors}: {text}", "      ", width)


def recorded(items: Sequence[Reviewed], left: int, file: str, by: str, width: int) -> str:
    """What was written down, and what there is left to do."""
    names: dict[str, list[str]] = {}
    for item in items:
        names.setdefault(item.requirement.id, []).append(item.sector)
    said = dutch.listing(f"{name} ({dutch.listing(sectors)})" for name, sectors in names.items())
    lines = wrap(f"Vastgelegd in {file}, door {by}: {said}.", "", width) if items else ["Er was niets te beoordelen."]
    return "\n".join([*lines, f"Nog te beoordelen: {dutch.count(left, 'antwoord', 'antwoorden')}." if left else "Alles is beoordeeld.", ""])
