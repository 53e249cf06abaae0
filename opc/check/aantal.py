"""Een aantal besturen, scholen, vestigingen of gemeenten in de tekst is gelijk aan dat in de gegevens.
opc let op de woorden die plan.yaml bij kengetallen noemt. Zonder zulke woorden gaat het uit van de tabellen en van de gemeenten in plan.yaml;
een verschil is dan een waarschuwing. Een getal dat zo te lezen over een deel gaat, slaat opc over.

*Goed*: "de {{ aantal("besturen") }} schoolbesturen", of "veertien schoolbesturen" als het er veertien zijn.
*Fout*: "de 15 schoolbesturen", terwijl de tabel er 14 heeft.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding, Severity
from opc.model.plan import Plan
from opc.model.value import key_figures

# "drie van de vijf gemeenten" and "met twee gemeenten" speak of some; "de vijf gemeenten" and "met 14 schoolbesturen" of all
_ALL = re.compile(r"\b(de|alle|onze|telt|doen|samen|zijn\s+er|er\s+zijn|van|met|heeft|hebben|uit)\s+\Z", re.IGNORECASE)
_SOME = ("van", "met", "heeft", "hebben", "uit")
_TOGETHER = re.compile(r"\bsamen\s+met\s+\Z", re.IGNORECASE)
_ENDS = re.compile(r"[.,;:!?)]|\s*\Z|\n\s*\n")
_WHOLE = r"(?:(?:het|ons|dit|de|onze|deze)\s+)?(?:samenwerkingsverband|verband|swv|regio|gebied)\b"
_NARROWED = rf"(?!\s+(?:die|waar\w*|samen|per|(?:van|in|uit|binnen)(?!\s+{_WHOLE})|met|voor|zonder|op|rond|bij|om)\b)"
_NEUTRAL = frozenset({"aangesloten", "deelnemende", "samenwerkende", "participerende"})
"""Words between a number and what is counted that leave no one out."""
_COUNTED = {
    "besturen": ("besturen", "schoolbesturen"), "schoolbesturen": ("besturen", "schoolbesturen"), "gemeenten": ("gemeenten", "gemeentes"), "scholen": ("scholen",),
    "vestigingen": ("vestigingen",), "basisscholen": ("basisscholen",),
}
"""What a key figure or a table counts that has such a name."""
_GROUPS = ("scholen", "vestigingen", "basisscholen")
"""Of these a text often counts some: of one board, or one town."""
FEW = 10
"""Below this a number after one of these words is rather some of them than all."""


class _Count(NamedTuple):
    """What the data say of a word. values: every number that is right; sure: the writer gave the word."""

    values: frozenset[Decimal]
    says: str
    hint: str
    sure: bool


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each count of all of something that differs from what the data say of that word."""
    counts = _counts(subject.plan)
    if not counts:
        return
    words = "|".join(re.escape(word) for word in sorted(counts, key=len, reverse=True))
    pattern = re.compile(rf"(?P<number>\d{{1,3}}(?:\.\d{{3}})+|\d+|[^\W\d_]+)\s+(?P<between>(?:{'|'.join(_NEUTRAL)})\s+)?(?P<word>{words})\b{_NARROWED}", re.IGNORECASE)
    for chapter in subject.plan.chapters:
        for begin, place in _numbers(chapter.prose, counts):
            match = pattern.match(chapter.prose, place)
            if not match:
                continue
            said, word = match["number"].lower(), match["word"].lower()
            value = Decimal(dutch.WORDS[said]) if dutch.WORDS.get(said, 0) > 1 else dutch.parse_number(said)
            count = counts[word]
            if value is None or value in count.values or not _of_all(match, chapter.prose[begin:place], value) or not (count.sure or _likely(word, value, count)):
                continue
            yield subject.finding(
                chapter.source.span(match.start("number"), match.end("word")), f"de tekst zegt {' '.join(match.group().split())}, {count.says}", count.hint,
                severity=None if count.sure else Severity.waarschuwing,
            )


def _counts(plan: Plan) -> dict[str, _Count]:
    """What the data say of each word: what a writer gave a word to first, then what is called so."""
    values = key_figures(plan)
    figures = {name: figure for name, figure in plan.file.key_figures.items() if name in values}
    counts: dict[str, _Count] = {}
    given: dict[str, list[str]] = {}
    named: dict[str, list[str]] = {}
    for name, figure in figures.items():
        for word in figure.words:
            for form in (word.lower(), *(("gemeentes",) if word.lower() == "gemeenten" else ())):
                given.setdefault(form, []).append(name)
        for word in _COUNTED.get(name.split("-")[0].lower(), ()):
            named.setdefault(word, []).append(name)
    for names, sure in ((given, True), (named, False)):
        for word, (first, *others) in names.items():
            bases = {name.split("-")[0] for name in (first, *others)}  # besturen-po counts besturen too
            right = frozenset(value for name, value in values.items() if not sure or name.split("-")[0] in bases)
            counts.setdefault(word, _Count(right, f"de tabellen zeggen {dutch.number(values[first])}", f'schrijf {{{{ aantal("{first}") }}}}: dan blijft het kloppen', sure))
    for name, table in plan.tables.items():
        rows = Decimal(len(table.plain))
        for word in _COUNTED.get(name, ()) if rows > 1 else ():
            counts.setdefault(word, _Count(frozenset({rows}), f"tabel {name} telt er {dutch.number(rows)}", f'schrijf {{{{ rijen("{name}") }}}}: dan blijft het kloppen', sure=False))
    if (towns := Decimal(len(plan.file.municipalities))) > 1 and not plan.file.national:
        for word in _COUNTED["gemeenten"]:
            counts.setdefault(word, _Count(frozenset({towns}), f"plan.yaml noemt er {dutch.number(towns)}", "herstel het aantal, of de lijst gemeenten in plan.yaml", sure=False))
    return counts


def _of_all(match: re.Match[str], before: str, value: Decimal) -> bool:
    """Whether a number is said of all there are."""
    opening = _ALL.search(before)
    if opening is None:
        return bool(match["between"]) and value >= FEW
    if value >= FEW or opening[1].lower() not in _SOME:
        return True
    return bool(_TOGETHER.search(before) and _ENDS.match(match.string, match.end()))


def _likely(word: str, value: Decimal, count: _Count) -> bool:
    """Whether a number of what has no word of the writer's is not just of some of them."""
    return word not in _GROUPS or (value >= FEW and 2 * value > max(count.values))


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
                begin, end = _word_before(lower, at, _NEUTRAL)
                if lower[end - 1 : end].isdigit() or lower[begin:end] in dutch.WORDS:
                    found.add((_word_before(lower, _word_before(lower, begin)[0])[0], begin))
            at = lower.find(word, at + 1)
    return sorted(found)


def _word_before(text: str, at: int, skipped: Container[str] = ()) -> tuple[int, int]:
    """Begin and end of the last word before a place, that is not one to be skipped; between the two there may be blanks."""
    end = at
    while end and text[end - 1].isspace():
        end -= 1
    begin = end
    while begin and not text[begin - 1].isspace():
        begin -= 1
    return _word_before(text, begin) if text[begin:end] in skipped else (begin, end)
