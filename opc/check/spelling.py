"""Een woord uit het vak is overal gelijk gespeld.

opc vergelijkt de begrippen en afkortingen van begrippen.yaml, en de woorden die het record noemt: met of zonder koppelteken,
aan elkaar of los, met kleine of grote letters. Namen blijven zoals zij zijn: OPR PO, SWV VO.

*Goed*: overal "onderwijs-zorgarrangement" en overal "po".
*Fout*: ook "onderwijszorgarrangement", en soms "PO" of "p.o.".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import pairwise

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.plan import Plan
from opc.model.record import Record, Texts
from opc.source import Span


class Options(Record):
    """woorden: words of the field, as they should be when begrippen.yaml does not have them; afkortingen: in any way, but always the same."""

    words: Texts = Field((), alias="woorden")
    abbreviations: Texts = Field((), alias="afkortingen")


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,5}(?!\w)")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark at the first place of each way of writing that is not the one of begrippen.yaml, or of the record."""
    plan = subject.plan
    terms, abbreviations = _wanted(plan, options.words)
    names = re.compile("|".join(re.escape(name) for name in sorted(_names(plan), key=len, reverse=True)) or "(?!)")
    free = {name.lower() for name in options.abbreviations} - abbreviations.keys()
    places: dict[tuple[str, str], list[Span]] = {}
    used: dict[str, dict[str, list[Span]]] = {}
    for chapter in plan.chapters:
        prose = names.sub(lambda name: " " * len(name.group()), chapter.prose)
        words = _WORD.findall(prose)
        for word, begin, end in _abbreviated(prose, words, abbreviations.keys() | free):
            used.setdefault(word.replace(".", "").lower(), {}).setdefault(word, []).append(chapter.source.span(begin, end))
        for form, right in _forms(words, prose, terms):
            for match in re.finditer(rf"\b{form}\b", prose, re.IGNORECASE):
                places.setdefault((" ".join(match.group().lower().split()), right), []).append(chapter.source.span(*match.span()))
    for name, forms in used.items():
        right = abbreviations.get(name) or max(forms, key=lambda form: len(forms[form]))
        places |= {(form, right): spans for form, spans in forms.items() if form != right}
    for (form, right), spans in places.items():
        times = f", en dat {dutch.count(len(spans), 'keer', 'keer')}" if len(spans) > 1 else ""
        yield subject.finding(spans[0], f'hier staat "{form}"{times}; elders "{right}"', f"schrijf overal {right}")


def _abbreviated(prose: str, words: list[str], known: Set[str]) -> Iterator[tuple[str, int, int]]:
    """Where an abbreviation stands, and how: po, PO, p.o.; not at the begin of a sentence (Po), nor in a name."""
    for word in set(words):
        if word.lower() in known and word != word.lower().capitalize():
            for match in re.finditer(rf"\b{word}\b", prose):
                if not _in_name(match, prose):
                    yield word, *match.span()
    for match in _DOTTED.finditer(prose):
        if match.group().replace(".", "").lower() in known:
            yield match.group(), *match.span()


def _forms(words: list[str], prose: str, terms: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Other ways in which a text writes the terms, and how they should be written: in one word, with a hyphen, or in two."""
    lowered = [word.lower() for word in words]
    for word in set(lowered) & terms.keys():
        if terms[word] != word:
            yield word, terms[word]
    for one, other in {(one, other) for one, other in pairwise(lowered) if one + other in terms}:
        right = terms[one + other]
        for sign in {"-", " "} - {right[len(one) : len(one) + 1]}:
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
