"""Een woord uit het vak is overal gelijk gespeld.
opc vergelijkt de begrippen en afkortingen van begrippen.yaml, en een lijst van andere woorden uit het vak: met of zonder koppelteken,
aan elkaar of los, met kleine of grote letters, met of zonder punten. Namen slaat het over.

*Goed*: overal "onderwijs-zorgarrangement" en overal "po".
*Fout*: ook "onderwijszorgarrangement", en soms "PO" of "p.o.".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.chapter import Chapter
from opc.model.plan import Plan
from opc.model.record import Record, Texts
from opc.source import Span


class Options(Record):
    """woorden: words of the field, as they should be when begrippen.yaml does not have them; afkortingen: in any way, but always the same."""

    words: Texts = Field((), alias="woorden")
    abbreviations: Texts = Field((), alias="afkortingen")


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DOTTED = re.compile(r"\.(?<![\w.]..)(?<=[^\W\d_].)(?:[^\W\d_]\.){1,4}(?!\w)")
"""An abbreviation with points, from its first point: a pattern that begins with a sign is sought ten times as fast."""


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark at the first place of each way of writing that is not the one of begrippen.yaml, or of the record."""
    plan = subject.plan
    terms, abbreviations = _wanted(plan, options.words)
    known = abbreviations.keys() | {name.lower() for name in options.abbreviations}
    begins = {term[:end] for term in terms for end in range(2, len(term))}
    names = sorted(_names(plan), key=len, reverse=True)
    places: dict[tuple[str, str], list[Span]] = {}
    texts: list[tuple[Chapter, str, frozenset[str]]] = []
    for chapter in plan.chapters:
        prose = chapter.prose
        for name in names:
            prose = prose.replace(name, " " * len(name))
        words = _WORD.findall(prose)
        short = {word for word in set(words) if word.lower() in known and word != word.lower().capitalize()}
        dotted = {word for match in _DOTTED.finditer(prose) if (word := prose[match.start() - 1 : match.end()]).replace(".", "").lower() in known}
        texts.append((chapter, prose, frozenset(short | dotted)))
        for form, right in _forms(words, prose, terms, begins):
            for match in re.finditer(rf"\b{form}\b", prose, re.IGNORECASE):
                places.setdefault((" ".join(match.group().lower().split()), right), []).append(chapter.source.span(*match.span()))
    used: dict[str, dict[str, list[Span]]] = {}
    unlike = _unlike(abbreviations, (form for *_, forms in texts for form in forms))
    for chapter, prose, found in texts:
        for form in sorted(found & unlike):
            for match in re.finditer(rf"(?<![\w.]){re.escape(form)}(?!\w)" if "." in form else rf"\b{form}\b", prose):
                if not _in_name(match, prose):
                    used.setdefault(_bare(form), {}).setdefault(form, []).append(chapter.source.span(*match.span()))
    for name, forms in used.items():
        right = abbreviations.get(name) or max(forms, key=lambda form: (len(forms[form]), "." not in form))
        places |= {(form, right): spans for form, spans in forms.items() if form != right}
    for (form, right), spans in places.items():
        times = f", en dat {dutch.count(len(spans), 'keer', 'keer')}" if len(spans) > 1 else ""
        yield subject.finding(spans[0], f'hier staat "{form}"{times}; elders "{right}"', f"schrijf overal {right}")


def _bare(form: str) -> str:
    """An abbreviation without its points and capitals."""
    return form.replace(".", "").lower()


def _unlike(abbreviations: dict[str, str], forms: Iterable[str]) -> frozenset[str]:
    """The forms of the abbreviations that are written in more than one way, begrippen.yaml counted; only these need be looked for."""
    written: dict[str, set[str]] = {}
    for form in forms:
        written.setdefault(_bare(form), {abbreviations[_bare(form)]} if _bare(form) in abbreviations else set()).add(form)
    return frozenset(form for ways in written.values() if len(ways) > 1 for form in ways)


def _forms(words: list[str], prose: str, terms: dict[str, str], begins: set[str]) -> Iterator[tuple[str, str]]:
    """Other ways in which a text writes the terms, and how they should be written: in one word, with a hyphen, or in two.

    begins: with what a term can begin, of two letters or more.
    """
    lowered = [word.lower() for word in words]
    for word in set(lowered) & terms.keys():
        if terms[word] != word:
            yield word, terms[word]
    pairs = {(one, other) for one, other in pairwise(lowered) if one in begins and one + other in terms}
    small = " ".join(prose.lower().split("\n")) if pairs else ""
    for one, other in pairs:
        right = terms[one + other]
        for sign in {"-", " "} - {right[len(one) : len(one) + 1]}:
            if f"{one}{sign}{other}" in small:
                yield (f"{one}-{other}" if sign == "-" else rf"{one}\s{other}"), right


def _wanted(plan: Plan, words: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """Terms without hyphens and blanks, and abbreviations in small letters, each with how it should be written."""
    said = [*words, *(term.term for term in plan.terms.terms)]
    terms = {re.sub(r"[- ]", "", term.lower()): term.lower() for term in said if re.fullmatch(r"(?=.{4})[^\W\d_]+(?:[- ][^\W\d_]+)?", term)}
    abbreviations = {term.abbreviation.lower(): term.abbreviation for term in plan.terms.terms if re.fullmatch(r"[^\W\d_]{2,}", term.abbreviation)}
    return terms, abbreviations


def _names(plan: Plan) -> set[str]:
    file = plan.file
    found = {item.name for group in (file.municipalities, file.neighbours, file.vocational, file.opdc) for item in group}
    for organisation in file.organisations.values():
        found |= {organisation.name, organisation.council}
    return found - {""}


def _in_name(match: re.Match[str], prose: str) -> bool:
    """Whether an abbreviation in capitals stands beside another, as in OPR PO, or beside the number of a partnership, as in PO9901."""
    if not match.group().isupper():
        return False
    around = f"{prose[max(0, match.start() - 8) : match.start()]} {prose[match.end() : match.end() + 8]}"
    return prose[match.end() : match.end() + 1].isdigit() or re.search(r"\b[A-Z]{2,}(?:'s)?\b", around) is not None
