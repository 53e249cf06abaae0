"""Er staat geen burgerservicenummer in het plan.

opc zoekt getallen van negen cijfers die aan de elfproef voldoen, in teksten, velden en tabellen.

*Goed*: een leerling zonder nummer, of met een nummer dat alleen in dit voorbeeld bestaat.
*Fout*: een BSN of onderwijsnummer in een bijlage of in een tabel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opc.check.subject import Options, Subject
from opc.finding import Finding

_NINE = re.compile(r"[0-9](?<![\w.,/+-].)(?:[0-9]{8}|[0-9]{3}\.[0-9]{2}\.[0-9]{3})(?![\w/]|[.,-][0-9])")
_OTHER = re.compile(r"(?:rsin|fiscaal|kvk|iban|rekening\w*|btw|ozb|tel\w*)\W{0,3}(?:nummer|nr)?\W{0,3}(?:is )?$", re.IGNORECASE)
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each number that can be a BSN."""
    for source in subject.plan.sources.values():
        for match in _NINE.finditer(source.text):
            digits = re.sub(r"\D", "", match.group())
            if passes(digits) and not _OTHER.search(source.text, max(0, match.start() - 25), match.start()):
                yield subject.finding(source.span(*match.span()), "dit nummer kan een burgerservicenummer zijn", "haal het weg; is het iets anders, zet er dan voor wat het is (zoals RSIN)")


def passes(digits: str) -> bool:
    """Whether nine digits pass the eleven test of a BSN."""
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11 == 0 and len(set(digits)) > 1
