"""Elk beeld heeft een tekstalternatief: wat iemand die het niet ziet, eruit moet weten.
Ook het logo. opc kijkt of het er is, en of het iets anders is dan het bijschrift of de naam van het bestand; of het goed vertelt wat er te
zien is, beoordeelt een lezer. Een beeld dat alleen sfeer geeft en .sier heeft, hoeft er geen.

*Goed*: `![Organogram](../beeld/organogram.svg){#figuur-organogram alt="Bovenaan staan twee deelnemersraden; …"}`
*Goed*: `![](../beeld/schoolplein.jpg){.sier}`
*Fout*: geen `alt`, een `alt` die het bijschrift herhaalt, of sier met een bijschrift.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opc.check.subject import Options, Subject
from opc.finding import Finding

_FILE_NAME = re.compile(r"\S+\.(?:svg|png|jpe?g)", re.IGNORECASE)


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each picture without a text alternative of its own."""
    for chapter in subject.plan.chapters:
        for image in chapter.images:
            alt = image.alt.strip()
            if image.decoration:
                if told := [word for word, said in (("een bijschrift", image.caption), ("een tekstalternatief", alt), ("een naam", image.anchor)) if said]:
                    yield subject.finding(image.span, f"dit beeld is sier en heeft toch {' en '.join(told)}", "vertelt het beeld iets, haal dan .sier weg; anders is ![](…){.sier} genoeg")
            elif not alt:
                yield subject.finding(image.span, "dit beeld heeft geen tekstalternatief", 'zet achter het beeld {alt="…"}: wat ziet iemand erop? is het alleen sfeer, schrijf dan {.sier}')
            elif alt.lower().rstrip(".") == image.caption.strip().lower().rstrip("."):
                yield subject.finding(image.span, "het tekstalternatief herhaalt het bijschrift", "beschrijf wat er op het beeld te zien is")
            elif _FILE_NAME.fullmatch(alt):
                yield subject.finding(image.span, "het tekstalternatief is de naam van een bestand", "beschrijf wat er op het beeld te zien is")
    style = subject.plan.style
    if style.logo and not style.logo_alt:
        yield subject.finding(style.at("logo"), "het logo heeft geen tekstalternatief", "vul logo_alt in: Logo van …")
