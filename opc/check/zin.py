"""Zinnen waarin woorden over dit onderwerp bij elkaar staan, wijst opc aan om na te lezen.
Zo'n zin kan goed zijn: opc ziet woorden, niet wat zij zeggen. Daarom is het hoogstens een opmerking.

*Goed*: de criteria gelden voor elke sbo-school.
*Fout*: een verklaring geldt alleen voor de sbo-scholen van ons eigen verband.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pydantic import Field

from opc.check.subject import Subject
from opc.finding import Finding, Severity
from opc.model.plan import Plan
from opc.model.record import Record, Sector, Texts, Words
from opc.source import Span

LONGEST = 1000
"""Signs before a word in which its sentence is taken to begin."""
_END = re.compile(r"[.!?](?=\s)|\n[ \t]*(?:\n|[-|#]|\w+:)")


class Options(Record):
    """samen: groups of words with | between them, of each of which one is in the sentence (the beginning of a word is enough);
    zonder: words that make it right; tenzij: a group of facts that makes it right; zeg, doe: the message and the hint.
    """

    together: Texts = Field(alias="samen", min_length=1)
    without: Texts = Field((), alias="zonder")
    unless: str = Field("", alias="tenzij")
    message: Words = Field(alias="zeg")
    hint: Words = Field(alias="doe")

    def applies(self, plan: Plan, sector: Sector) -> bool:
        """Whether there is a sentence to read, right or wrong."""
        return any(_sentences(plan, sector, self.together))


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark at each such sentence."""
    if options.unless and any(subject.facts(options.unless)):
        return
    for said, span in _sentences(subject.plan, subject.sector, options.together):
        if not _has(said, options.without):
            yield subject.finding(span, options.message, options.hint, severity=Severity.opmerking)


def _sentences(plan: Plan, sector: Sector | None, together: Texts) -> Iterator[tuple[str, Span]]:
    """The sentences for a sector, facts and all, that have a word of every group: in small letters, and where they stand."""
    for chapter, text, spaced in plan.small:
        for said, begin, end in _said(text, spaced, together):
            sectors = chapter.sectors_at(begin)
            if not sectors or sector is None or sector in sectors:
                yield said, chapter.source.span(begin, end)


@lru_cache(4096)
def _said(text: str, spaced: str, together: Texts) -> tuple[tuple[str, int, int], ...]:
    """The sentences of a text with a word of every group, and where they stand. Kept, for it is asked for each sector and each version.

    spaced: the text with its words one space apart.
    """
    groups = [group.split("|") for group in together]
    if not all(any(word in spaced for word in words) for words in groups):
        return ()
    found: list[tuple[str, int, int]] = []
    words_of_one = "|".join(r"\s+".join(map(re.escape, word.split())) for word in groups[0])
    end = 0
    for match in re.finditer(rf"\b(?:{words_of_one})", text):
        if match.start() < end:  # the same sentence once more
            continue
        begin = max((stop.end() for stop in _END.finditer(text, max(0, match.start() - LONGEST), match.start())), default=max(0, match.start() - LONGEST))
        stop = _END.search(text, match.end())
        end = stop.end() if stop else len(text)
        sentence = text[begin:end]
        said = " ".join(sentence.split())
        if all(_has(said, words) for words in groups):
            found.append((said, begin + len(sentence) - len(sentence.lstrip()), begin + len(sentence.rstrip())))
    return tuple(found)


def _has(said: str, words: Iterable[str]) -> bool:
    return any(word in said and re.search(rf"\b{re.escape(word)}", said) for word in words)
