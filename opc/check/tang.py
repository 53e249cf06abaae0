"""Wat bij elkaar hoort, staat bij elkaar.
opc telt de woorden tussen twee delen van een werkwoord ("heeft … vastgesteld", "stelt … vast"), ook als dat een opsomming is, en tussen een
lidwoord en zijn woord ("de door … vastgestelde regeling").

In een tangconstructie staat er veel tussen twee delen van het werkwoord ("heeft … vastgesteld"), of tussen een lidwoord en
zijn woord ("de door … vastgestelde regeling"). Een lezer moet dan onthouden hoe de zin begon.

*Goed*: "De raad heeft de regeling vastgesteld. Dat deed hij na overleg met de gemeenten."
*Fout*: "De raad heeft de regeling na uitvoerig overleg met de colleges van de vijf gemeenten vastgesteld.", en
"de raad stelt na uitvoerig overleg met de colleges van de vijf gemeenten de regeling vast".
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
_ARTICLE = re.compile(rf"\b(?=((?:{'|'.join(sorted(_ARTICLES))})\s+(?:{'|'.join(sorted(_PREPOSITIONS))})(?:\s+[^\W\d_][\w'’-]*){{3,15}}))", re.IGNORECASE)
"""An article, a preposition and the words that follow without a sign between them."""
_ATTRIBUTIVE = re.compile(r"[a-zë-ïü-]+(?:de|te|en|end|ende)", re.IGNORECASE)
_INSERTED = re.compile(r",(?=\s+(?:na|met|in|op|bij|voor|tijdens|door|volgens|ondanks|wegens|naast|behalve|samen|vanaf|tot)\s[^,;:()–—]{10,}(,)\s)")
"""The commas around what was put between: "wij hebben, na lang overleg, besloten"."""
_ITEM = r"(?:[^\W_][\w'’-]*\s+){0,4}[^\W_][\w'’-]*"
_LISTED = re.compile(rf",(?=\s+(?:{_ITEM},\s+)*{_ITEM}\s+en\s)")
"""The commas of an enumeration: "heeft de begroting, het jaarplan en het verslag vastgesteld"."""
_SEPARABLE = {
    form: frozenset(parts.split())
    for forms, parts in {
        "stelt stellen stelde stelden": "vast op voor in bij", "neemt nemen nam namen": "deel af op over aan mee waar", "voert voeren voerde voerden": "uit in door", "legt leggen legde legden": "vast uit voor",
        "geeft geven gaf gaven": "aan door af terug", "werkt werken werkte werkten": "samen uit mee", "wijst wijzen wees wezen": "toe af aan", "zet zetten zette": "in om op voort", "houdt houden hield hielden": "bij in",
        "brengt brengen bracht brachten": "uit in mee samen terug", "komt komen kwam kwamen": "overeen samen bijeen terug", "vraagt vroeg vroegen": "aan", "past passen paste pasten": "aan toe", "sluit sluiten sloot sloten": "aan af uit",
        "keurt keuren keurde keurden": "goed af", "richt richten richtte richtten": "in op", "bouwt bouwen bouwde bouwden": "op af uit", "draagt dragen droeg droegen": "bij over", "rondt ronden rondde rondden": "af",
        "maakt maken maakte maakten": "bekend af mee", "stuurt sturen stuurde stuurden": "toe bij", "roept roepen riep riepen": "bijeen op", "biedt bieden bood boden": "aan", "deelt deelde deelden": "mee", "kiest kiezen koos kozen": "uit",
        "leidt leidde leidden": "op", "spreekt spreken sprak spraken": "af uit", "bereidt bereiden bereidde bereidden": "voor", "schrijft schrijven schreef schreven": "in uit",
    }.items()
    for form in forms.split()
}
"""Forms of verbs that come apart, and the parts that go to the end of the clause."""
APART = 2
"""Words more that may stand before such a part: a reader expects it at the end."""
_ASKS = re.compile(r"\s+(?:w|hoe\b|te\b|of\b)", re.IGNORECASE)
_NO_NOUN = _AUXILIARIES | _ARTICLES | _PREPOSITIONS | {"en", "of", "te"}
_NOT_INSIDE = _AUXILIARIES | {"wij", "we", "zij", "ze", "hij", "u", "ik", "men", "er", "niet", "ook"}
_BEGINS_ANEW = _ARTICLES | _PREPOSITIONS | {"geen", "elke", "alle", "onze", "hun", "haar", "zijn", "eerder", "van", "en", "of"}


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
    said = text.lower().replace(",", "").split()
    if any(one in _ARTICLES and other in _PREPOSITIONS for one, other in pairwise(said)):
        yield from _attributes(text, article)
    if len(said) < most + 2 or (_AUXILIARIES.isdisjoint(said) and _SEPARABLE.keys().isdisjoint(said)):
        return
    words = list(_TOKEN.finditer(text))
    plain = [word.group().lower() for word in words]
    # so many words must follow the one that begins it
    begins = [at for at, one in enumerate(plain[: len(plain) - most]) if one in _AUXILIARIES or one in _SEPARABLE]
    if not begins:
        return
    within = {place for match in _INSERTED.finditer(text) for place in (match.start(), match.start(1))}
    within |= {match.start() for match in _LISTED.finditer(text) if not _closed(words, match.start())}
    edges = [match.start() for match in _BETWEEN.finditer(text) if match.start() not in within]
    for at in begins:
        word = words[at]
        limit = next((edge for edge in edges if edge >= word.end()), len(text))
        inside = [other for other in words[at + 1 :] if other.end() <= limit]
        if len(inside) <= most:
            continue
        if (parts := _SEPARABLE.get(plain[at])) and (found := _part(text, inside, parts)) >= most + APART:
            yield word.start(), inside[found].end(), word.group(), inside[found].group(), found
        if plain[at] not in _AUXILIARIES:
            continue
        while inside and inside[-1].group().lower() in _AUXILIARIES:  # "moet worden vastgesteld", "vastgesteld moet worden"
            inside.pop()
        closing = _closing(plain[at], inside, most)
        if closing is not None and closing >= most:
            end = inside[closing]
            others = [other.group().lower() for other in inside[:closing]]
            if _AUXILIARIES.isdisjoint(others[:-1]) and others[-1] not in _FINITE:
                yield word.start(), end.end(), word.group(), end.group(), closing


def _attributes(text: str, article: int) -> Iterator[tuple[int, int, str, str, int]]:
    """What stands between an article and its noun, where a participle ends it: "de in overleg met de raad gemaakte keuze"."""
    taken: set[int] = set()
    for opening in reversed(list(_ARTICLE.finditer(text))):  # the last article before a noun is the noun's
        words = list(_TOKEN.finditer(text, opening.start(), opening.end(1)))
        for count, (last, noun) in enumerate(pairwise(words[2:]), 1):
            said, before = last.group().lower(), words[count].group().lower()
            if before in _NOT_INSIDE or _BETWEEN.fullmatch(before):
                break
            stem = said[:-1] if said.endswith(("de", "te")) else said
            if not _ATTRIBUTIVE.fullmatch(said) or not is_participle(stem) or before in _BEGINS_ANEW or noun.group().lower() in _NO_NOUN:
                continue
            if noun.start() not in taken and count >= article:
                yield opening.start(), noun.end(), words[0].group(), noun.group(), count + 1
            taken.add(noun.start())
            break


def _part(text: str, inside: list[re.Match[str]], parts: frozenset[str]) -> int:
    """Where the part of a verb stands that ends its clause; -1 if it does not."""
    for at, word in enumerate(inside):
        said = word.group().lower()
        if said in _AUXILIARIES:
            return -1
        last = at + 1 == len(inside)
        if said in parts and ((last and not _ASKS.match(text, word.end())) or (not last and said not in _PREPOSITIONS and inside[at + 1].group() == "en")):
            return at
    return -1


def _closed(words: list[re.Match[str]], end: int) -> bool:
    """Whether a verb ends the clause here: what follows the comma is another clause, and no next item."""
    before = [word.group() for word in words if word.end() <= end][-2:]
    return len(before) == 2 and (is_participle(before[1].lower()) or _is_infinitive(before[1], before[0]))


def _is_infinitive(word: str, before: str) -> bool:
    """Whether a word looks like the infinitive that ends a clause."""
    return word.islower() and word.endswith("en") and not _NOT_BEFORE_INFINITIVE.fullmatch(before) and not _NOUN.fullmatch(word)


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
    return len(inside) - 1 if _is_infinitive(inside[-1].group(), inside[-2].group()) else None
