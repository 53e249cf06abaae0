"""Wat de tekst zegt over aantallen besturen, scholen en gemeenten, is wat de tabellen zeggen.

plan.yaml noemt bij `kengetallen` de formule en de woorden die na het getal staan.

*Goed*: "de {{ aantal("besturen") }} schoolbesturen", of "veertien schoolbesturen" als het er veertien zijn.
*Fout*: "de 15 schoolbesturen", terwijl de tabel er 14 heeft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding
from opc.model.value import key_figures

# "drie van de vijf gemeenten" and "met twee gemeenten" speak of some; "de vijf gemeenten" and "met 14 schoolbesturen" of all
_ALL = r"\b(?P<before>de|alle|onze|telt|doen|samen|zijn\s+er|er\s+zijn|van|met|heeft|hebben|uit)\s+"
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
    pattern = re.compile(rf"{_ALL}(?P<number>{number}|\d{{1,3}}(?:\.\d{{3}})+|\d+)\s+(?P<word>{words})\b(?!\s+(?:van|per|die|waar|samen))", re.IGNORECASE)
    for chapter in subject.plan.chapters:
        for match in pattern.finditer(chapter.prose):
            said, word = match["number"].lower(), match["word"].lower()
            value = Decimal(dutch.WORDS[said]) if said in dutch.WORDS else dutch.parse_number(said)
            expected = by_word[word]
            if value is None or value in expected.values() or (value < FEW and match["before"].lower() in _SOME):
                continue
            name, right = next(iter(expected.items()))
            yield subject.finding(
                chapter.source.span(match.start("number"), match.end("word")), f"de tekst zegt {match['number']} {match['word']}, de tabellen zeggen {dutch.number(right)}",
                f'schrijf {{{{ aantal("{name}") }}}}: dan blijft het kloppen',
            )
