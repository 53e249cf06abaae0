"""Een e-mailadres of telefoonnummer dat van een mens lijkt, wijst opc aan.
Dat is een adres met een naam voor de @ of bij een gratis maildienst, elk mobiel nummer, en een nummer achter bijvoorbeeld mevrouw Bakker.
Adressen als info@ en wat in het colofon van plan.yaml staat, zijn goed.

*Goed*: info@swvnoorderwaard.nl
*Fout*: j.jansen@swvnoorderwaard.nl, marit@gmail.com, 06 12 34 56 78, of mevrouw Bakker (0113-123456)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.plan import Plan
from opc.model.record import Record, Texts


class Options(Record):
    """algemeen: what stands before the @ of an organisation; gratis: mail services that people use."""

    general: Texts = Field((), alias="algemeen")
    free: Texts = Field((), alias="gratis")


# what is about addresses is compiled when a text has an @
_BEFORE = r"[\w.+-]+$"
_BEHIND = r"@((?:[\w-]+\.)+[a-zA-Z]{2,})"
_PERSON = r"[a-z]{1,3}[._-](?:(?:van|de|der|den|ten|ter|v|d)[._-]?)*[a-z]{3,}|[a-z]{3,}[._-](?:(?:van|de|der|den|ten|ter|v|d)[._-]?)*[a-z]{3,}"
_PHONE = re.compile(r"[+0](?<![\d+].)[\d ()-]{8}")
"""How a number of either kind begins: most texts have none."""
_MOBILE = r"[+0](?<![\d+].)(?:(?<=\+)31|031|)[ -]?(?:\(0\))?[ -]?6(?:[ -]?\d){8}(?!\d)"
_TITLE = r"\b[mdhMDH](?:evrouw|evr\.|w\.|eneer|hr\.|e heer|eer)\s+[A-Z]"
_LANDLINE = r"[+0](?<![\d+].)(?:(?<=0)|31[ -]?(?:\(0\))?)(?:[ -]?\d){1,3}\)?(?:[ -]?\d){6,8}(?!\d)"
NEAR = 60
"""Signs behind someone's name in which a number is taken for his."""


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each address that looks like a person's, and each mobile number, once a file."""
    imprint = subject.plan.file.imprint
    ours = _words(subject.plan) | set(options.general)
    phone = re.sub(r"\D", "", imprint.phone)
    for source in subject.plan.sources.values():
        seen: set[str] = set()
        for match in re.finditer(_BEHIND, source.text) if "@" in source.text else ():
            local = re.compile(_BEFORE).search(source.text, max(0, match.start() - 60), match.start())
            address = f"{local.group()}{match.group()}".lower() if local else ""
            if local and address not in (*seen, imprint.mail.lower()) and _private(local.group().lower(), match[1].lower(), ours, options.free):
                seen.add(address)
                yield subject.finding(source.span(local.start(), match.end()), "dit lijkt het e-mailadres van een persoon", "noem het adres van de organisatie, zoals info@, of vraag of het mag")
        if not _PHONE.search(source.text):
            continue
        for match in re.finditer(_MOBILE, source.text):
            number = re.sub(r"\D", "", match.group())
            if number not in seen and number != phone:
                seen.add(number)
                yield subject.finding(source.span(*match.span()), "dit is een mobiel nummer", "is het van een persoon, noem dan het nummer van de organisatie")
        for found in re.finditer(_LANDLINE, source.text):
            number = re.sub(r"\D", "", found.group())
            before = max(found.start() - NEAR, source.text.rfind("\n", 0, found.start()) + 1)
            if len(number) >= 10 and number not in (*seen, phone) and re.compile(_TITLE).search(source.text, before, found.start()):
                seen.add(number)
                yield subject.finding(source.span(*found.span()), "dit lijkt het telefoonnummer van een persoon", "noem het nummer van de organisatie, of vraag of het mag")


def _private(local: str, domain: str, ours: set[str], free: tuple[str, ...]) -> bool:
    parts = {part for part in re.split(r"[._+-]", local) if part}
    if any(part in ours or any(part.startswith(word) for word in ours if len(word) > 4) for part in parts):
        return False
    return domain.split(".")[0] in free or bool(re.fullmatch(_PERSON, local))


def _words(plan: Plan) -> set[str]:
    """Words of the names in plan.yaml: an address with one of them is an organisation's."""
    names = [item.name for group in (plan.file.municipalities, plan.file.neighbours, plan.file.vocational, plan.file.opdc) for item in group]
    names += [text for organisation in plan.file.organisations.values() for text in (organisation.name, organisation.council)]
    return {word for name in names for word in re.findall(r"[^\W_]{2,}", name.lower())}
