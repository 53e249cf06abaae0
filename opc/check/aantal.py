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
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.record import Record
from opc.model.value import key_figures


class Options(Record):
    """Nothing to choose."""


# "drie van de vijf gemeenten" and "twee gemeenten samen" speak of some; "de vijf gemeenten" and "onze 78 scholen" of all
_ALL = r"(?:\b(?:de|alle|onze|van|in|zijn|hebben|heeft|met|telt|samen|voor|bij|door|uit)\s+(?:er\s+)?)"


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
    pattern = re.compile(rf"{_ALL}((?:{number})|\d{{1,3}}(?:\.\d{{3}})*)\s+({words})\b(?!\s+(?:van|per|die|waar|samen))", re.IGNORECASE)
    for chapter in subject.plan.chapters:
        for match in pattern.finditer(chapter.prose):
            said, word = match.group(1).lower(), match.group(2).lower()
            value = Decimal(dutch.WORDS[said]) if said in dutch.WORDS else dutch.parse_number(said)
            expected = by_word[word]
            if value is None or value in expected.values():
                continue
            name, right = next(iter(expected.items()))
            yield subject.finding(
                chapter.source.span(match.start(1), match.end(2)), f"de tekst zegt {match.group(1)} {match.group(2)}, de tabellen zeggen {dutch.number(right)}",
                f'schrijf {{{{ aantal("{name}") }}}}: dan blijft het kloppen',
            )
