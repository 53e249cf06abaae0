"""Noemt de paragraaf delen in procenten, dan zijn zij samen 100, of er staat een regel bij.
Met die regel is het deel van elke school te berekenen; opc ziet haar aan woorden als naar rato of per leerling. Hoogstens een opmerking.

*Goed*: elke school betaalt naar rato van haar aantal leerlingen; of 60% en 40%.
*Fout*: de ene school 50%, de andere 30%, en geen regel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pydantic import Field

from opc.check.subject import Subject, text
from opc.finding import Finding, Severity
from opc.model.record import Record, Texts


class Options(Record):
    """regel: words that name a rule instead of shares (the beginning of one is enough)."""

    rule: Texts = Field(alias="regel", min_length=1)


_SHARE = re.compile(r"(\d{1,3}(?:,\d+)?)\s?(?:%|procent\b)")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark when the answer names two shares or more, no rule, and they do not add up to a hundred."""
    sections = subject.plan.sections
    for _, answer in subject.answers():
        if answer.anchor not in sections:
            continue
        said = text(*sections[answer.anchor]).lower()
        shares = [Decimal(share.replace(",", ".")) for share in _SHARE.findall(said)]
        whole = sum(shares, Decimal())
        if len(shares) > 1 and whole != 100 and not any(word in said for word in options.rule):
            total = f"{whole.normalize():f}".replace(".", ",")
            yield subject.finding(answer.at("anchor"), f"de delen in deze paragraaf zijn samen {total} procent", "maak de delen samen 100 procent, of noem de regel waarmee het deel van elke school te berekenen is", severity=Severity.opmerking)
