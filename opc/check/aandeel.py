"""Een percentage in de tekst past bij de aantallen die ernaast staan.
opc rekent het na als het staat als "46 van de 61 scholen (75%)", of als "van de 61 scholen doen er 46 mee, dat is 75%". Met bijna of
ruim erbij mag het hoogstens 3 schelen.

*Goed*: "46 van de 61 scholen (75%)", of "van de 61 scholen doen er 46 mee, dat is 75%".
*Fout*: "46 van de 61 scholen (78%)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding

_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d+"
_SHARE = re.compile(
    rf"(?<![\w.,])(?P<part>{_NUMBER})\s+van\s+(?:(?:de|alle|onze)\s+)?(?P<whole>{_NUMBER})(?![\w.,]\d)(?P<between>[^.;:|\d]{{0,40}}?)(?P<share>\d{{1,3}}(?:,\d+)?)\s?(?:%|procent)",
)


_TURNED = re.compile(
    rf"[Vv]an\s+(?:(?:de|alle|onze)\s+)?(?P<whole>{_NUMBER})(?![\w.,]\d)(?P<of>[^.;:|\d]{{0,80}}?)\s(?P<part>{_NUMBER})(?![\w.,]\d)(?P<between>[^.;|\d]{{0,60}}?)(?P<share>\d{{1,3}}(?:,\d+)?)\s?(?:%|procent)",
)
"""Van de 61 scholen doen er 46 mee, dat is 75%."""
_CONCLUDES = re.compile(r"(?:\(|[:,]\s*(?:en\s+)?(?:(?:dat|dit)\s+(?:is|zijn)|dus|ofwel|oftewel|of)?)\s*(?:(?:ongeveer|bijna|ruim|circa|zo'n)\s+)?$")
_ROUGHLY = re.compile(r"\b(?:ongeveer|bijna|ruim|circa|zo'n)\s+$")
_DIFFERENCE = re.compile(r"\s+(?:meer|minder|hoger|lager|erbij|eraf)\b")
ROUGH = 3
"""Percentage points that "bijna" and "ruim" may be off."""


_WHOLE = re.compile(r"[Vv]an\s+(?:(?:de|alle|onze)\s+)?\d")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each percentage that is not the share beside it, rounded to its own decimals."""
    for chapter in subject.plan.chapters:
        for match in _shares(chapter.prose, chapter.body):
            part, whole, share = (dutch.parse_number(match[name]) for name in ("part", "whole", "share"))
            if part is None or not whole or share is None or part > whole:
                continue
            decimals = len(match["share"].partition(",")[2])
            right = dutch.rounded(100 * part / whole, decimals)
            if right != share and not (_ROUGHLY.search(match["between"]) and abs(right - share) <= ROUGH):
                yield subject.finding(
                    chapter.source.span(match.start("share"), match.end()), f"{match['part']} van {match['whole']} is {dutch.number(right, decimals)}%, niet {match['share']}%",
                    "herstel het percentage of een van de aantallen",
                )


def _shares(text: str, body: int) -> Iterator[re.Match[str]]:
    """The matches of _SHARE and _TURNED, sought by the word between its numbers: that takes a tenth of trying every number."""
    ended = body
    for word in _WHOLE.finditer(text, body):
        begin = word.start()
        while begin > ended and text[begin - 1].isspace():
            begin -= 1
        while begin > ended and (text[begin - 1].isdecimal() or text[begin - 1] == "."):
            begin -= 1
        match = _SHARE.match(text, begin) if begin < word.start() else None
        match = match or (_turned(text, word.start()) if word.start() >= ended else None)
        if match:
            ended = match.end()
            yield match


def _turned(text: str, begin: int) -> re.Match[str] | None:
    match = _TURNED.match(text, begin)
    return match if match and _CONCLUDES.search(match["between"]) and not _DIFFERENCE.match(text, match.end()) else None
