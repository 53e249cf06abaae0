"""The register: in which paragraphs the words of begrippen.yaml stand in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from opc.compose.numbering import Numbers
from opc.model.chapter import Chapter
from opc.model.plan import Plan
from opc.model.plan_file import Term

MOST = 8
"""Places of one word: of a word with more, those paragraphs are named that have it most often."""


_CODE = re.compile(r"(`+)[^`]+\1")


@dataclass(frozen=True, slots=True)
class Found:
    """The first time that a word stands in a paragraph. label: of the paragraph, such as 6.2; times: how often it stands there."""

    anchor: str
    label: str
    file: str
    begin: int
    end: int
    times: int


@dataclass(frozen=True, slots=True)
class Register:
    """Every word that stands somewhere, by the alphabet, with its places in the order of the document."""

    entries: tuple[tuple[Term, tuple[Found, ...]], ...] = ()
    places: dict[str, list[Found]] = field(default_factory=dict)
    """The same places by file."""


def register(plan: Plan, numbers: Numbers) -> Register:
    """The register of a plan; an empty one when no chapter prints it."""
    homes = {file for (file, _), (block, _) in numbers.blocks.items() if block.name == "register"}
    terms = sorted(plan.terms.terms, key=lambda term: term.term.lower())
    if not homes or not terms:
        return Register()
    forms = _forms(terms)
    found: dict[int, list[Found]] = {}
    for chapter in plan.chapters:
        if chapter.file not in homes:
            for at, place in _found(plan, chapter, numbers, forms):
                found.setdefault(at, []).append(place)
    made = Register(tuple((term, _most(found[at])) for at, term in enumerate(terms) if at in found))
    for _, places in made.entries:
        for place in places:
            made.places.setdefault(place.file, []).append(place)
    return made


class _Form(NamedTuple):
    """A term, by its number, or its abbreviation: how that begins in small letters, and how it may stand in a sentence."""

    term: int
    begin: str
    pattern: re.Pattern[str]


def _forms(terms: list[Term]) -> list[_Form]:
    """Every term, also for more than one, and its abbreviation as it is; the longest first: "extra ondersteuning" is no place of "ondersteuning"."""
    said = [(term.term, at, rf"(?i:{_words(term.term)}(?:s|en|e|['’]s)?)") for at, term in enumerate(terms)]
    said += [(term.abbreviation, at, rf"{_words(term.abbreviation)}(?:['’]?s)?") for at, term in enumerate(terms) if term.abbreviation]
    return [_Form(at, text.split()[0].lower(), re.compile(rf"(?<![\w-]){form}(?![\w-])")) for text, at, form in sorted(said, key=lambda item: -len(item[0]))]


def _matches(prose: str, begin: int, forms: list[_Form]) -> Iterator[tuple[int, int, int]]:
    """Number, begin and end of every term in a text. A quick look for its first word saves nearly all the work."""
    lowered = prose.lower()
    if len(lowered) != len(prose):  # a letter of another language that becomes two
        lowered = "".join(letter if len(letter.lower()) != 1 else letter.lower() for letter in prose)
    taken = bytearray(len(prose))
    for form in forms:
        at = lowered.find(form.begin, begin)
        while at >= 0:
            match = form.pattern.match(prose, at)
            if match and not any(taken[at : match.end()]):
                taken[at : match.end()] = b"1" * (match.end() - at)
                yield form.term, at, match.end()
            at = lowered.find(form.begin, at + 1)


def _words(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))


def _found(plan: Plan, chapter: Chapter, numbers: Numbers, forms: list[_Form]) -> Iterator[tuple[int, Found]]:
    """Where words stand in a chapter, each once for a paragraph, with the number of the term."""
    text, prose = chapter.source.text, chapter.prose
    closed = [(item.begin, item.end) for items in (chapter.links, chapter.images, chapter.expressions, chapter.tables) for item in items]
    closed += [match.span() for match in _CODE.finditer(text, chapter.body)]
    closed += [(div.begin, div.end) for div in chapter.divs if div.name == "kanttekening"]  # LibreOffice finds no page of what is in a margin
    parts = [section for section in chapter.sections if section.anchor in numbers.labels]
    spans: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for term, begin, end in sorted(_matches(prose, chapter.body, forms), key=lambda item: item[1]):
        sectors = chapter.sectors_at(begin)
        if sectors and not set(sectors) & set(plan.sectors):
            continue
        if text[begin:end] != prose[begin:end] or any(first < end and begin < last for first, last in closed):
            continue  # what holds no span, and half of what is bold
        around = next((section.anchor for section in parts if section.begin <= begin < section.end), chapter.anchor)
        spans.setdefault((term, around), []).append((begin, end))
    for (at, around), stretches in spans.items():
        label = numbers.labels.get(around) or next((heading.title for heading in numbers.headings if heading.anchor == around), around)
        yield at, Found(f"register.{at}.{around}", label.replace("Bijlage", "bijlage"), chapter.file, *stretches[0], len(stretches))


def _most(places: list[Found]) -> tuple[Found, ...]:
    chosen = sorted(places, key=lambda place: -place.times)[:MOST]
    return tuple(place for place in places if place in chosen)
