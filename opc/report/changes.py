"""What changed in the law, for people and for programs, and which parts of a plan to read again."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from opc import dutch
from opc.model.change import KINDS, Change
from opc.model.plan import Plan
from opc.model.record import Sector
from opc.model.requirement import Requirement

HEADS = {"nieuw": "Nieuw", "gewijzigd": "Gewijzigd", "vervallen": "Vervallen", "vernummerd": "Alleen een ander nummer of andere woorden; de vraag is dezelfde"}
UNSURE = "Ergens voor {}; wanneer precies, is niet nagegaan"
READ_AGAIN = ("nieuw", "gewijzigd", "onzeker")
"""What may make a section that answers it out of date."""
ANSWERED = ("antwoord", "antwoord-als")
"""Kinds of check that look for a section that answers the requirement."""


def text(changes: Iterable[Change], since: date, day: date, sectors: tuple[Sector, ...], plan: Plan | None, width: int) -> str:
    """The changes by kind; with a plan, under each the sections that answer it."""
    found = tuple(changes)
    head = f"Wat er veranderde tussen {dutch.long_date(since)} en {dutch.long_date(day)}, voor {dutch.listing(sectors)}:"
    lines = [*textwrap.wrap(head, width), ""]
    if not found:
        return "\n".join([*lines, "Niets: op beide dagen vraagt de wet hetzelfde.", ""])
    for kind in KINDS:
        own = [change for change in found if change.kind == kind]
        if own:
            lines += textwrap.wrap(HEADS.get(kind) or UNSURE.format(dutch.long_date(day)), width)
        for change in own:
            lines += [*_change(change, since, width), *_again(change, plan, width), ""]
    return "\n".join([*lines, "Uitleg van één eis, met haar geschiedenis: opc explain EIS", ""])


def _change(change: Change, since: date, width: int) -> Iterator[str]:
    title = " / ".join(dict.fromkeys(version.title for version in change.versions))
    yield from textwrap.wrap(f"{change.id} ({dutch.listing(change.sectors)}): {title}", width, initial_indent="  ", subsequent_indent="    ")
    for version, first in zip(change.versions, change.firsts, strict=True):
        entered = first if change.kind == "nieuw" else version
        begin = entered.validity.first
        if change.kind == "onzeker":
            known = f"nog niet op {dutch.long_date(version.last_without)}, wel op {dutch.long_date(begin)}" if version.last_without else f"op of voor {dutch.long_date(begin)}"
            yield from textwrap.wrap(f"{version.source}, {known}", width, initial_indent="    ", subsequent_indent="    ")
            continue
        ended = f"tot en met {dutch.long_date(version.validity.last)}" if change.kind == "vervallen" and version.validity.last else f"vanaf {dutch.long_date(begin)}"
        unsure = " (dag niet zeker)" if (version.uncertain_last if change.kind == "vervallen" else entered.uncertain_day and begin > since) else ""
        yield from textwrap.wrap(f"{version.source}, {ended}{unsure}", width, initial_indent="    ", subsequent_indent="    ")
    told = [version.afterwards if change.kind == "vervallen" else version.text if change.kind in ("nieuw", "onzeker") else "" for version in change.versions]
    for said in change.said or tuple(dict.fromkeys(" ".join(text.split()) for text in told if text)):
        yield from textwrap.wrap(said, width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)


def _again(change: Change, plan: Plan | None, width: int) -> Iterator[str]:
    """Where the plan answers something that is asked anew, or that it does not."""
    own = [version for version in change.versions if plan and set(version.sectors) & set(plan.sectors)]
    if plan is None or not own or change.kind not in READ_AGAIN:
        return
    places = tuple(_places(plan, change))
    for place, title in places:
        yield f"    lees opnieuw: {place}"
        if title:
            yield from textwrap.wrap(title, width, initial_indent="      ", subsequent_indent="      ")
    if not places and any(test.kind in ANSWERED for version in own for test in version.tests):
        yield "    in dit plan wijst nog geen hoofdstuk een antwoord aan"


def _places(plan: Plan, change: Change) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for chapter, answer in plan.answers(change.id):
        if answer.anchor in seen or (answer.sector and answer.sector not in change.sectors):
            continue
        seen.add(answer.anchor)
        there, section = plan.sections.get(answer.anchor, (chapter, None))
        span = section.span if section else answer.at("anchor")
        yield f"{span.file}:{span.line}", section.title if section else there.front.title


def as_json(changes: Iterable[Change], since: date, day: date, plan: Plan | None) -> str:
    """The same for programs."""
    made = [
        {
            "kind": change.kind, "id": change.id, "sectors": list(change.sectors), "changed": list(change.said),
            "versions": [version_json(version) for version in change.versions],
            "read_again": [place for place, _ in _places(plan, change)] if plan and change.kind in READ_AGAIN else [],
        }
        for change in changes
    ]
    return json.dumps({"version": 1, "since": since.isoformat(), "date": day.isoformat(), "changes": made}, ensure_ascii=False, indent=2) + "\n"


def rules_json(requirements: Iterable[Requirement], day: date) -> str:
    """What is asked on a day, for programs."""
    return json.dumps({"version": 1, "date": day.isoformat(), "requirements": [version_json(item) for item in requirements]}, ensure_ascii=False, indent=2) + "\n"


def version_json(version: Requirement) -> dict[str, object]:
    """One version of a requirement."""
    return {
        "id": version.id, "title": version.title, "sectors": list(version.sectors), "layer": version.layer, "severity": version.severity.name,
        "from": version.validity.first.isoformat(), "to": version.validity.last.isoformat() if version.validity.last else None, "uncertain_day": version.uncertain_day,
        "last_without": version.last_without.isoformat() if version.last_without else None,
        "source": str(version.source or ""), "address": version.source.address if version.source else "", "certainty": version.certainty,
        "text": " ".join(version.text.split()), "tests": [test.kind for test in version.tests],
    }
