"""Een woord uit het vak is overal gelijk gespeld.

opc vergelijkt de begrippen en afkortingen van begrippen.yaml, en de woorden die het record noemt: met of zonder koppelteken,
aan elkaar of los, met kleine of grote letters. Namen blijven zoals zij zijn: OPR PO, SWV VO.

*Goed*: overal "onderwijs-zorgarrangement" en overal "po".
*Fout*: ook "onderwijszorgarrangement", en soms "PO".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.plan import Plan
from opc.model.record import Record, Texts
from opc.source import Span


class Options(Record):
    """woorden: words of the field, as they should be when begrippen.yaml does not have them."""

    words: Texts = Field((), alias="woorden")


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark at the first place of each way of writing that is not the one of begrippen.yaml, or else the usual one."""
    plan = subject.plan
    terms, abbreviations = _wanted(plan, options.words)
    names = re.compile("|".join(re.escape(name) for name in sorted(_names(plan), key=len, reverse=True)) or "(?!)")
    counts: dict[str, Counter[str]] = {}
    first: dict[tuple[str, str], Span] = {}

    def seen(key: str, form: str, begin: int, end: int) -> None:
        counts.setdefault(key, Counter())[form] += 1
        if (key, form) not in first:
            first[key, form] = chapter.source.span(begin, end)

    for chapter in plan.chapters:
        prose = names.sub(lambda name: " " * len(name.group()), chapter.prose)
        before: re.Match[str] | None = None
        words = list(_WORD.finditer(prose, chapter.body))
        for at, match in enumerate(words):
            word = match.group()
            lowered = word.lower()
            if lowered in abbreviations and not _in_name(words, at, prose) and word != lowered.capitalize():
                seen(f"={lowered}", word, *match.span())
            if lowered in terms:
                seen(lowered, lowered, *match.span())
            if before is not None and match.start() - before.end() == 1 and (sign := prose[before.end()]) in "- \n":
                key = before.group().lower() + lowered
                if key in terms:
                    seen(key, f"{before.group().lower()}{' ' if sign == chr(10) else sign}{lowered}", before.start(), match.end())
            before = match
    for key, forms in counts.items():
        wanted = abbreviations.get(key[1:], "") if key.startswith("=") else terms.get(key, "")
        right = wanted or forms.most_common(1)[0][0]
        for form, count in forms.items():
            if form != right:
                times = f", en dat {dutch.count(count, 'keer', 'keer')}" if count > 1 else ""
                yield subject.finding(first[key, form], f'hier staat "{form}"{times}; elders "{right}"', f"schrijf overal {right}")


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


def _in_name(words: list[re.Match[str]], at: int, prose: str) -> bool:
    """Whether an abbreviation in capitals stands beside another, as in OPR PO, or beside the number of a partnership, as in PO9901."""
    if not words[at].group().isupper():
        return False
    end = words[at].end()
    beside = [words[other].group() for other in (at - 1, at + 1) if 0 <= other < len(words) and abs(words[other].start() - end) < 12]
    return any(len(word) > 1 and word.isupper() for word in beside) or prose[end : end + 1].isdigit()
