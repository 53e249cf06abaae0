"""What an outcome rests on: the sections, facts and steps of the plan that a requirement is about, whatever is said of them.

Reports, the leeswijzer and dekking.json all tell from this where the plan answers a requirement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from opc import dutch
from opc.model.chapter import Section
from opc.model.front_matter import Facts, Results
from opc.model.plan import Plan
from opc.model.plan_file import ForSector
from opc.model.record import Record, Sector, attribute
from opc.model.requirement import Requirement, Test
from opc.source import Span

FRONT = "versies-en-besluiten"
"""The anchor of the page with versions and decisions, before the first chapter."""

BLOCKS = {
    "informatie": "informatie", "groei": "groei", "kwadranten": "resultaten", "begroting": "begroting", "doelen": "indicatoren",
    "groei-datum": "groei", "samenstelling": "ondersteuningsplanraden", "beperking": "beperking_aanbod", "reserve": "begroting",
    "deskundigen": "toelaatbaarheid", "bandbreedte": "toelaatbaarheid",
}
"""Kind of check -> the group of facts that it looks at."""

_SCHOOLS = {"bandbreedte": ("lwoo", "pro")}
"""Kind of check -> the kinds of school whose facts it looks at, when its options do not say."""
_STEPS = {"indiening": ("indiening",), "gebeurtenis": ("stap", "of"), "weigering": ("instemming", "mededeling", "verzoek", "uitspraak")}
"""Kind of check -> the kinds of step that it looks at, or its options that name them."""
_PRINTED_BY = {"geldt_voor": "basisondersteuning", "ondersteuningsplanraden": "organen"}
"""Facts that no block of their own prints -> the block that stands where they are about."""
_HEADING = 3
"""How many times the words of a heading count when a place is found by its words."""


class Evidence(NamedTuple):
    """One place of the plan. anchor: of the section or table where a reader finds it; empty for what stands in no text."""

    kind: Literal["tekst", "feit", "stap"]
    text: str
    span: Span
    anchor: str = ""


def evidence(plan: Plan, requirement: Requirement, sector: Sector | None) -> Iterator[Evidence]:
    """What the plan holds for a requirement: first the sections that answer it, then what its tests looked at, each once."""
    seen: set[Evidence] = set()
    for found in _all(plan, requirement, sector):
        if found not in seen:
            seen.add(found)
            yield found


def places(plan: Plan, held: Iterable[Evidence]) -> tuple[str, ...]:
    """Where a reader finds it, in the order of the plan: each place once, not what stands in a chapter that is there already, and no chapter for what one of its sections says."""
    chosen: list[str] = []
    for item in sorted(held, key=lambda item: item.kind != "tekst"):
        if item.anchor and item.anchor not in chosen and not any(_overlaps(plan, item, other) for other in chosen):
            chosen.append(item.anchor)
    order = {anchor: at for at, anchor in enumerate(plan.sections)}
    return tuple(sorted(chosen, key=lambda anchor: order.get(anchor, len(order))))


def _overlaps(plan: Plan, item: Evidence, anchor: str) -> bool:
    (chapter, section), (other, inner) = plan.sections.get(item.anchor, (None, None)), plan.sections.get(anchor, (None, None))
    return chapter is not None and chapter is other and (inner is None or (section is None and item.kind != "tekst"))


def _all(plan: Plan, requirement: Requirement, sector: Sector | None) -> Iterator[Evidence]:
    for _, answer in plan.answers(requirement.id, sector):
        chapter, section = plan.sections.get(answer.anchor, (None, None))
        if section is None:
            yield Evidence("tekst", chapter.front.title if chapter else f"#{answer.anchor}", answer.at("anchor"), answer.anchor)
        elif _concerns(section.sectors, sector):
            yield Evidence("tekst", section.title, section.span, answer.anchor)
    for test in requirement.tests:
        yield from _tested(plan, test, sector)


def _tested(plan: Plan, test: Test, sector: Sector | None) -> Iterator[Evidence]:
    block = str(test.options.get("blok", "")) or BLOCKS.get(test.kind, "")
    if block:
        yield from _facts(plan, block, sector, test.options.get("per_soort", _SCHOOLS.get(test.kind, ())))
    if test.kind in _STEPS:
        for event in sorted((event for step in _STEPS[test.kind] for event in plan.events(str(test.options.get(step, step)), sector)), key=lambda event: event.day):
            if test.kind == "weigering" and event.kind == "instemming" and event.plain_outcome not in test.options.get("geen_uitkomst", ()):
                continue
            who = f" ({dutch.listing(event.actors)})" if event.actors else ""
            yield Evidence("stap", f"{dutch.long_date(event.day)}: {event.title}{who}{': ' + event.outcome if event.outcome else ''}", event.span, _printed(plan, "besluiten", "tabel-besluiten") or FRONT)
    elif test.kind in ("looptijd", "schooljaren"):
        period = plan.file.period
        yield Evidence("feit", f"looptijd: {dutch.long_date(period.first)} tot en met {dutch.long_date(period.last)}", plan.file.at("periode"))
    elif test.kind == "verwijzing-procedure" and plan.decisions.procedure:
        named = plan.decisions.procedure
        words = "de afgesproken procedure" if named.startswith("#") else f"procedure: {named}"
        yield Evidence("tekst" if named.startswith("#") else "feit", words, plan.decisions.at("procedure_oogo"), named.removeprefix("#"))
    elif test.kind == "opdc":
        for item in plan.file.opdc:
            if _concerns(item.sectors, sector):
                yield Evidence("feit", f"OPDC: {item.name}", item.span, _named(plan, item.name))
    elif test.kind == "plangegeven" and test.options.get("veld") == "rechtsvorm":
        for own, organisation in plan.file.organisations.items():
            if sector in (None, own) and organisation.legal_form:
                yield Evidence("feit", f"rechtsvorm van {organisation.name}: {organisation.legal_form}", organisation.span)
    elif test.kind == "vermelding":
        for group in test.options.get("woorden", ()):
            if section := _fullest(plan, str(group).split("|"), test.options.get("bij", ()), sector):
                yield Evidence("tekst", section.title, section.span, section.anchor)


def _facts(plan: Plan, block: str, sector: Sector | None, schools: Sequence[str]) -> Iterator[Evidence]:
    try:
        name = attribute(Facts, block)
    except KeyError:
        return
    for chapter in plan.chapters:
        if _concerns(chapter.front.sectors, sector) and (found := getattr(chapter.front, name)):
            if isinstance(found, ForSector):
                for table in dict.fromkeys((found.po, found.vo) if sector is None else (found.of(sector),)):
                    if table:
                        yield Evidence("feit", f"{block}: tabel {table}", chapter.front.key(block), _printed(plan, f'tabel("{table}"', f"tabel-{table}") or chapter.anchor)
                continue
            arguments = tuple(f'"{item}"' for item in (*_schools(found, schools), *([sector] if sector and isinstance(found, dict) else [])))
            yield Evidence("feit", f"{block.replace('_', ' ')}{_size(block, found, sector, schools)}", chapter.front.key(block), _printed(plan, _PRINTED_BY.get(block, block), arguments=arguments) or chapter.anchor)
            if isinstance(found, Results):
                for words, quadrants in (("beoogd", found.intended), ("bereikt", found.achieved)):
                    if quadrants:
                        yield Evidence("tekst", f"{words} in woorden", quadrants.at("kwalitatief"), quadrants.qualitative)
                        yield Evidence("tekst", f"{words} in cijfers", quadrants.at("kwantitatief"), quadrants.quantitative)


def _printed(plan: Plan, block: str, table: str = "", arguments: Sequence[str] = ()) -> str:
    """Where a block is printed, by the begin of its formula: the table itself when it has an anchor, else the paragraaf; empty when it is nowhere.

    arguments: one of these is among what the block is told, when it is told anything.
    """
    begin = block if "(" in block else f"{block}("
    for chapter in plan.chapters:
        for expression in chapter.expressions:
            said = expression.formula.strip()
            if expression.block and said.startswith(begin) and (not arguments or said == f"{block}()" or any(argument in said for argument in arguments)):
                return table or next((section.anchor for section in chapter.sections if section.level == 2 and section.begin <= expression.begin < section.end), chapter.anchor)
    return ""


def _named(plan: Plan, name: str) -> str:
    """The first paragraaf whose text has a name or a word in it; empty when none has."""
    for chapter in plan.chapters:
        for section in chapter.sections:
            if section.level == 2 and name.lower() in chapter.prose[section.begin : section.end].lower():
                return section.anchor
    return ""


def _fullest(plan: Plan, words: Sequence[str], about: Sequence[str], sector: Sector | None) -> Section | None:
    """The paragraaf that has these words most often, in a heading above all; None when none has. Of equals the first.

    about: only in a chapter with one of these words, when there are any; a paragraaf that has one itself goes before.
    """
    best, most = None, (False, 0)
    for chapter, small, _ in plan.small:
        if about and not any(word in small for word in about):
            continue
        for section in chapter.sections:
            if section.level == 2 and _concerns(section.sectors, sector):
                text = f"{f'{section.title} ' * _HEADING}{chapter.prose[section.text_begin : section.end]}".lower()
                found = any(word in text for word in about), sum(text.count(word) for word in words)
                if found[1] and found > most:
                    best, most = section, found
    return best


def _schools(found: Any, schools: Sequence[str]) -> tuple[str, ...]:
    """The kinds of school that a group of facts is about, of those that are asked for (none: all)."""
    items = found if isinstance(found, tuple) else ()
    return tuple(str(item.school) for item in items if hasattr(item, "school") and (not schools or item.school in schools))


def _size(block: str, found: Any, sector: Sector | None, schools: Sequence[str]) -> str:
    """How much a group of facts holds for a sector, in words; nothing of a table that has the name of the group."""
    if isinstance(found, tuple):
        own = [item for item in found if not isinstance(item, Record) or _concerns(getattr(item, "sectors", ()), sector)]
        named = _schools(tuple(own), schools)
        return f": {dutch.listing(named)}" if named else f": {dutch.count(len(own), 'onderdeel', 'onderdelen')}"
    if isinstance(found, str) and len(found) < 80 and found != block:
        return f": {found}"
    return ""


def _concerns(sectors: tuple[str, ...], sector: Sector | None) -> bool:
    return not sectors or sector is None or sector in sectors
