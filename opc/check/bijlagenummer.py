"""De nummers van bijlagen lopen door, zonder gaten en zonder dubbele; letters ook: 7a, 7b, 7c.

*Goed*: 1, 2, 3, 7a, 7b waar ook 4, 5 en 6 er zijn.
*Fout*: 7 en 9, zonder 8; of 7b zonder 7a.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opc.check.subject import Options, Subject
from opc.finding import Finding


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding where a number or letter is skipped or used twice."""
    if subject.plan.elsewhere:
        return  # an edition for one sector may skip a bijlage of the other
    entries = [
        (int(match.group(1)), match.group(2), chapter.front)
        for chapter in subject.plan.appendices
        if chapter.appendix and (match := re.fullmatch(r"(\d+)([a-z]?)", chapter.appendix.number))
    ]
    entries.sort(key=lambda entry: entry[:2])
    number, letter = 0, ""
    for at, next_letter, front in entries:
        place = front.at("bijlage")
        if at == number and next_letter == letter:
            yield subject.finding(place, f"bijlage {at}{next_letter} is er twee keer", "geef deze bijlage een eigen nummer")
        elif at > number + 1:
            yield subject.finding(place, f"na bijlage {number or 'nul'} komt bijlage {at}: er ontbreekt een nummer" if number else f"de eerste bijlage heeft nummer {at}", f"nummer deze bijlage {number + 1}, of voeg de ontbrekende toe")
        elif at == number and (not letter or ord(next_letter) != ord(letter) + 1):
            yield subject.finding(place, f"na bijlage {number}{letter} komt bijlage {at}{next_letter}", "gebruik de letters op volgorde: 7a, 7b, 7c")
        elif at == number + 1 and next_letter not in ("", "a"):
            yield subject.finding(place, f"bijlage {at}{next_letter} is er, en {at}a niet", "begin bij de letter a")
        number, letter = at, next_letter
