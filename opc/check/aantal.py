"""Wat de tekst zegt over aantallen besturen, scholen en gemeenten, is wat de tabellen zeggen.

plan.yaml noemt bij `kengetallen` de formule en de woorden die na het getal staan.

*Goed*: "de {{ aantal("besturen") }} schoolbesturen", of "veertien schoolbesturen" als het er veertien zijn.
*Fout*: "de 15 schoolbesturen", terwijl de tabel er 14 heeft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding
from opc.model.value import key_figures

# "drie van de vijf gemeenten" and "met twee gemeenten" speak of some; "de vijf gemeenten" and "met 14 schoolbesturen" of all
_ALL = r"\b(de|alle|onze|telt|doen|samen|zijn\s+er|er\s+zijn|van|met|heeft|hebben|uit)\s+\Z"
_SOME = ("van", "met", "heeft", "hebben", "uit")
FEW = 10
"""Below this a number after one of these words is rather some of them than all."""


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each count of all of something that differs from every key figure with that word."""
    values = key_figures(subject.plan)
    by_word: dict[str, dict[str, Decimal]] = {}
    for name, figure in subject.plan.file.key_figures.items():
        if name in values:
            for word in figure.words:
                by_word.setdefault(word.lower(), {})[name] = values[name]
    if not by_word:
        return
    number = "|".join(sorted((word for word, value in dutch.WORDS.items() if value > 1), key=len, reverse=True))
    words = "|".join(re.escape(word) for word in sorted(by_word, key=len, reverse=True))
    pattern = re.compile(rf"(?P<number>{number}|\d{{1,3}}(?:\.\d{{3}})+|\d+)\s+(?P<word>{words})\b(?!\s+(?:van|per|die|waar|samen))", re.IGNORECASE)
    for chapter in subject.plan.chapters:
        for begin, place in _numbers(chapter.prose, by_word):
            before, match = re.search(_ALL, chapter.prose[begin:place], re.IGNORECASE), pattern.match(chapter.prose, place)
            if not before or not match:
                continue
            said, word = match["number"].lower(), match["word"].lower()
            value = Decimal(dutch.WORDS[said]) if said in dutch.WORDS else dutch.parse_number(said)
            expected = by_word[word]
            if value is None or value in expected.values() or (value < FEW and before[1].lower() in _SOME):
                continue
            name, right = next(iter(expected.items()))
            yield subject.finding(
                chapter.source.span(match.start("number"), match.end("word")), f"de tekst zegt {match['number']} {match['word']}, de tabellen zeggen {dutch.number(right)}",
                f'schrijf {{{{ aantal("{name}") }}}}: dan blijft het kloppen',
            )


def _numbers(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where a number stands before one of the words, and where the two words before it begin: (that, number).

    To look for the few words that count takes a fifth of the time that it takes to look for every number.
    """
    lower = text.replace("İ", "I").lower()  # the one letter that would move what follows
    found = set()
    for word in words:
        at = lower.find(word)
        while at >= 0:
            if lower[at - 1 : at].isspace():
                begin, end = _word_before(lower, at)
                if lower[end - 1 : end].isdigit() or lower[begin:end] in dutch.WORDS:
                    found.add((_word_before(lower, _word_before(lower, begin)[0])[0], begin))
            at = lower.find(word, at + 1)
    return sorted(found)


def _word_before(text: str, at: int) -> tuple[int, int]:
    """Begin and end of the last word before a place; between the two there may be blanks."""
    end = at
    while end and text[end - 1].isspace():
        end -= 1
    begin = end
    while begin and not text[begin - 1].isspace():
        begin -= 1
    return begin, end
