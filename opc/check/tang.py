"""Wat bij elkaar hoort, staat bij elkaar.

In een tangconstructie staat er veel tussen twee delen van het werkwoord ("heeft … vastgesteld"), of tussen een lidwoord en
zijn woord ("de door … vastgestelde regeling"). Een lezer moet dan onthouden hoe de zin begon.

*Goed*: "De raad heeft de regeling vastgesteld. Dat deed hij na overleg met de gemeenten."
*Fout*: "De raad heeft de regeling na uitvoerig overleg met de colleges van de vijf gemeenten vastgesteld."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pydantic import Field

from opc.check.sentence import Sentence, sentences
from opc.check.subject import Subject
from opc.check.verb import is_participle
from opc.finding import Finding
from opc.model.record import Record, Whole


class Options(Record):
    """woorden: how many words may stand between two parts of a verb; publiek: in a text for everyone; lidwoord: after an article."""

    words: Whole = Field(8, alias="woorden")
    public: Whole = Field(6, alias="publiek")
    article: Whole = Field(3, alias="lidwoord")


_MODALS = frozenset({"kan", "kunnen", "kon", "konden", "moet", "moeten", "moest", "moesten", "mag", "mogen", "wil", "willen", "wilde", "wilden", "zal", "zullen", "zou", "zouden"})
_AUXILIARIES = _MODALS | {"heeft", "hebben", "had", "hadden", "hebt", "is", "zijn", "was", "waren", "wordt", "worden", "werd", "werden"}
_FINITE = _AUXILIARIES - {"worden", "zijn", "hebben"}
_BETWEEN = re.compile(r"[,;:()–—]| - |\b(?:dat|die|als|omdat|doordat|waar\w*|wie|wat|hoe|of|om|zodat|zodra|terwijl|wanneer|dan|maar|want|te|voordat|nadat|totdat|welke|indien)\b", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_NOT_BEFORE_INFINITIVE = re.compile(
    r"(?:de|het|een|deze|die|dit|alle|onze|hun|haar|zijn|uw|mijn|jullie|geen|veel|weinig|meer|minder|meeste|andere|beide|enkele|sommige|en|of|van|voor|met|aan|op|in|bij|door|uit|over|naar|tot|tussen|onder|per|tegen|als|zonder|binnen|"
    r"twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d[\d.,]*|\w+(?:ende|ige|lijke|ale|ele|ieve|aire|ische|bare|zame|oire|de|te|se|ke|ne|re))",
    re.IGNORECASE,
)
_NOUN = re.compile(r".*(?:ingen|heden|teiten|schappen|banden|scholen|leerlingen|plannen|besturen|kinderen|ouders|gemeenten|partijen|middelen|jaren|weken|dagen|maanden|problemen|vragen|mensen|anderen|groepen|arrangementen|instellingen|redenen|doelen|regels|kosten|onderwijs|isten|anten|enten|ieën)", re.IGNORECASE)
_ARTICLES = frozenset({"de", "het", "een", "deze", "dit"})
_PREPOSITIONS = frozenset({"door", "in", "op", "aan", "met", "voor", "bij", "uit", "tussen", "binnen", "via", "volgens", "namens", "tijdens", "vanuit", "naar"})
_ARTICLE = re.compile(
    rf"\b(?:{'|'.join(_ARTICLES)})\s+(?P<between>(?:{'|'.join(_PREPOSITIONS)})\s+(?:[^\W\d_][\w'’-]*\s+){{1,12}}?)"
    r"(?P<last>[a-zë-ïü-]+(?:de|te|en|end|ende))\s+(?P<noun>[^\W\d_]\w+)",
    re.IGNORECASE,
)


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each place where too many words stand between what belongs together."""
    most = options.public if subject.plan.file.language == "publiek" else options.words
    for chapter in subject.plan.chapters:
        for sentence in sentences(chapter):
            for begin, end, first, last, count in tangs(sentence, most, options.article):
                place = chapter.source.span(sentence.begin + begin, sentence.begin + end)
                yield subject.finding(place, f'tussen "{first}" en "{last}" staan {count} woorden', "zet wat bij elkaar hoort bij elkaar, of maak er twee zinnen van")


def tangs(sentence: Sentence, most: int, article: int = 3) -> Iterator[tuple[int, int, str, str, int]]:
    """Begin and end in the sentence's text, the two words that belong together, and how many stand between."""
    text = sentence.text
    said = text.lower().split()
    if any(one in _ARTICLES and other in _PREPOSITIONS for one, other in pairwise(said)):
        for match in _ARTICLE.finditer(text):
            between = match["between"].split()
            stem = re.sub(r"(?<=[dt])e$", "", match["last"].lower())
            attributive = stem != match["last"].lower() or stem.endswith("en")
            if len(between) >= article and attributive and is_participle(stem):
                yield match.start(), match.end(), match.group().split()[0], match["noun"], len(between) + 1
    if len(said) < most + 2 or _AUXILIARIES.isdisjoint(said):
        return
    edges = [match.start() for match in _BETWEEN.finditer(text)]
    words = list(_TOKEN.finditer(text))
    for at, word in enumerate(words):
        if word.group().lower() not in _AUXILIARIES:
            continue
        limit = next((edge for edge in edges if edge >= word.end()), len(text))
        inside = [other for other in words[at + 1 :] if other.end() <= limit]
        while inside and inside[-1].group().lower() in _AUXILIARIES:  # "moet worden vastgesteld", "vastgesteld moet worden"
            inside.pop()
        closing = _closing(word.group().lower(), inside, most)
        if closing is not None and closing >= most:
            end = inside[closing]
            others = [other.group().lower() for other in inside[:closing]]
            if _AUXILIARIES.isdisjoint(others[:-1]) and others[-1] not in _FINITE:
                yield word.start(), end.end(), word.group(), end.group(), closing


def _closing(auxiliary: str, inside: list[re.Match[str]], most: int) -> int | None:
    """Where the verb stands that an auxiliary waits for: the first participle, or for a modal the infinitive that ends the clause."""
    for at, word in enumerate(inside):
        before = inside[at - 1].group() if at else ""
        lowered = word.group().lower()
        if is_participle(lowered) and not _NOT_BEFORE_INFINITIVE.fullmatch(before):
            last = at + 1 == len(inside)
            if auxiliary in _MODALS and not last:
                continue
            return at
    if auxiliary not in _MODALS or len(inside) <= most:
        return None
    last_word, before = inside[-1].group(), inside[-2].group()
    if last_word.islower() and last_word.endswith("en") and not _NOT_BEFORE_INFINITIVE.fullmatch(before) and not _NOUN.fullmatch(last_word):
        return len(inside) - 1
    return None
