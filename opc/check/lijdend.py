"""Wie iets doet, staat in de zin.
opc wijst zinnen aan met worden en een voltooid deelwoord ("wordt besloten"), en met zijn, een voltooid deelwoord en door ("is door de
raad besloten"). Soms is zo'n zin goed.

*Goed*: "De commissie beslist binnen zes weken."
*Fout*: "Er wordt binnen zes weken een besluit genomen."
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opc.check.sentence import Sentence, sentences
from opc.check.subject import Options, Subject
from opc.check.verb import INTRANSITIVE, is_participle
from opc.finding import Finding

_BECOME = frozenset({"word", "wordt", "worden", "werd", "werden"})
_BE = frozenset({"is", "zijn", "was", "waren"})
_HAVE = frozenset({"heeft", "hebben", "had", "hadden", "hebt", "heb"})
_CLAUSE = re.compile(r"[,;:()–—]| - |\b(?:omdat|doordat|zodat|terwijl|zodra|maar|want)\b")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ARTICLES = frozenset({"de", "het", "een", "deze", "dit", "elk", "elke", "ieder", "iedere", "alle", "onze", "ons", "hun", "zijn", "haar", "geen", "meer", "zeer", "heel", "te"})
_AFTER = frozenset({
    "aan", "al", "als", "bij", "binnen", "dan", "dat", "die", "door", "en", "hoe", "in", "is", "kan", "kunnen", "met", "mag", "moet", "moeten", "mogen", "na", "naar", "of", "om", "onder", "op", "over", "per",
    "rond", "sinds", "te", "tegen", "tijdens", "tot", "tussen", "uit", "vanaf", "vanuit", "van", "via", "volgens", "voor", "voordat", "wanneer", "waar", "wat", "welke", "wie", "zal", "zodat", "zonder", "zou", "zullen", "zijn",
    *_BECOME,
})


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each passive clause, from the auxiliary to the participle."""
    for chapter in subject.plan.chapters:
        for sentence in sentences(chapter):
            for begin, end in passives(sentence):
                place = chapter.source.span(sentence.begin + begin, sentence.begin + end)
                yield subject.finding(place, "deze zin is lijdend", "noem wie het doet: niet “er wordt besloten”, maar “de commissie beslist”")


def passives(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where a passive stands: begin and end in the sentence's text."""
    lowered = f" {sentence.text.lower()} "
    if not any(f" {word} " in lowered for word in _BECOME) and " door " not in lowered:
        return
    at = 0
    for mark in [*_CLAUSE.finditer(sentence.text), None]:
        end = mark.start() if mark else len(sentence.text)
        if found := _passive(sentence.text, at, end):
            yield found
        at = mark.end() if mark else end


def _passive(text: str, begin: int, end: int) -> tuple[int, int] | None:
    words = list(_WORD.finditer(text, begin, end))
    lowered = [word.group().lower() for word in words]
    become = [at for at, word in enumerate(lowered) if word in _BECOME]
    have = not _HAVE.isdisjoint(lowered)
    auxiliaries = become or [at for at, word in enumerate(lowered) if word in _BE and "door" in lowered]
    for auxiliary in auxiliaries:
        for at, word in sorted(enumerate(lowered), key=lambda item: abs(item[0] - auxiliary)):
            beside = abs(at - auxiliary) == 1
            if not is_participle(word) or (at and lowered[at - 1] in _ARTICLES and at - 1 != auxiliary) or (have and not beside):
                continue
            if at + 1 < len(lowered) and lowered[at + 1] not in _AFTER and not is_participle(lowered[at + 1]):
                continue  # a participle before a noun is an adjective
            if (INTRANSITIVE.fullmatch(word) and not become) or (at < auxiliary and not {"en", "of"}.isdisjoint(lowered[at:auxiliary])):
                continue
            first, last = sorted((auxiliary, at))
            return words[first].start(), words[last].end()
    return None

