"""Een percentage in de tekst past bij de aantallen die ernaast staan.

*Goed*: "46 van de 61 scholen (75%)".
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
    rf"(?<![\w.,])(?P<part>{_NUMBER})\s+van\s+(?:de\s+|alle\s+)?(?P<whole>{_NUMBER})(?![\w.,]\d)(?P<between>[^.;:|\d]{{0,40}}?)(?P<share>\d{{1,3}}(?:,\d+)?)\s?(?:%|procent)",
)


_WHOLE = re.compile(r"van\s+(?:de\s+|alle\s+)?\d")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each percentage that is not the share beside it, rounded to its own decimals."""
    for chapter in subject.plan.chapters:
        for match in _shares(chapter.prose, chapter.body):
            part, whole, share = (dutch.parse_number(match[name]) for name in ("part", "whole", "share"))
            if part is None or not whole or share is None or part > whole:
                continue
            decimals = len(match["share"].partition(",")[2])
            right = dutch.rounded(100 * part / whole, decimals)
            if right != share:
                yield subject.finding(
                    chapter.source.span(match.start("share"), match.end()), f"{match['part']} van {match['whole']} is {dutch.number(right, decimals)}%, niet {match['share']}%",
                    "herstel het percentage of een van de aantallen",
                )


def _shares(text: str, body: int) -> Iterator[re.Match[str]]:
    """The matches of _SHARE, sought by the word between its numbers: that takes a tenth of trying every number."""
    ended = body
    for word in _WHOLE.finditer(text, body):
        begin = word.start()
        while begin > ended and text[begin - 1].isspace():
            begin -= 1
        while begin > ended and (text[begin - 1].isdecimal() or text[begin - 1] == "."):
            begin -= 1
        if begin < word.start() and (match := _SHARE.match(text, begin)):
            ended = match.end()
            yield match
