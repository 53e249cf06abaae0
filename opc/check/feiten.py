"""De feiten bij deze eis zijn ingevuld in velden boven de tekst van een hoofdstuk.
Dat is wat iemand moet kunnen nazoeken: namen, stappen, termijnen, wie beslist. opc kijkt of er iets is ingevuld, niet of het klopt.

*Goed*: `terugplaatsing:` met looptijd, evaluatie, initiatief en stappen.
*Fout*: bij `toelaatbaarheid:` ontbreekt hoe ouders bezwaar maken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject, blank, value
from opc.finding import Finding
from opc.model.record import Record, Texts, Truth, Whole
from opc.source import Span


class Options(Record):
    """What the facts under one key of the front matter hold."""

    block: str = Field(alias="blok")
    fields: Texts = Field((), alias="velden")
    least: Whole = Field(1, alias="minstens")
    schools: Texts = Field((), alias="per_soort")
    by_sector: Truth = Field(False, alias="per_sector")
    instead: str = Field("", alias="of", description="Een veld dat de andere vervangt.")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each fact that is missing, at the record that lacks it."""
    held = list(subject.facts(options.block))
    place = next((answer.at("anchor") for _, answer in subject.answers()), None)
    items: list[tuple[Span, Any]] = []
    for chapter, found in held:
        if isinstance(found, dict):
            found = tuple(item for key, item in found.items() if key == subject.sector) if options.by_sector else tuple(found.values())
        for item in found if isinstance(found, tuple) else (found,):
            if isinstance(item, str) and blank(item):
                continue
            if not isinstance(item, Record) or "sectors" not in type(item).model_fields or subject.concerns(item.sectors):  # type: ignore[attr-defined]
                items.append((item.span if isinstance(found, tuple) and isinstance(item, Record) else chapter.front.key(options.block), item))
    if not items:
        yield _missing(subject, place, f'de feiten bij deze eis ontbreken: nergens staat "{options.block}"', f"vul `{options.block}:` in, bovenaan een hoofdstuk")
        return
    if len(items) < options.least:
        yield subject.finding(held[0][0].front.key(options.block), f'bij "{options.block}" staan er {len(items)}, en ten minste {options.least} is te verwachten', "vul de lijst aan")
    if options.schools:
        by_school = {item.school: (span, item) for span, item in items if hasattr(item, "school")}
        for school in options.schools:
            if school not in by_school:
                yield subject.finding(held[0][0].front.key(options.block), f'bij "{options.block}" ontbreekt {school}', f"voeg een onderdeel toe met soort: {school}")
        items = [by_school[school] for school in options.schools if school in by_school]
    for span, item in items:
        if not isinstance(item, Record) or (options.instead and not blank(value(item, options.instead))):
            continue
        absent = [key for key in options.fields if blank(value(item, key))]
        if absent:
            name = f" ({item.school})" if hasattr(item, "school") else ""
            yield subject.finding(span, f'bij "{options.block}"{name} ontbreekt {dutch.listing(absent)}', "vul het in, en leg het uit in de tekst")


def _missing(subject: Subject, place: Span | None, message: str, hint: str) -> Finding:
    return subject.finding(place, message, hint) if place else subject.due(message, hint)


