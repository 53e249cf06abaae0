"""Wat iemand beoordeelde, is daarna niet veranderd.
opc vergelijkt de paragraaf, de feiten en cijfers erin en de tekst van de eis met wat beoordeeld.yaml onthield. Zonder dat bestand vraagt
het niets.

*Goed*: na een wijziging in de paragraaf is het antwoord opnieuw beoordeeld, met `opc review`.
*Fout*: de paragraaf is herschreven na de beoordeling.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each answer that is no longer what its reviewer read."""
    if subject.plan.reviews is None or not subject.plan.whole:
        return
    from opc.model.review import CHANGES, reviewed  # few plans keep reviews, and those that do not should not wait for it

    for item in reviewed(subject.plan, subject.asked):
        if item.review and item.changed:
            what = dutch.listing(CHANGES[part] for part in item.changed)
            found = subject.finding(
                item.answer.span, f"opnieuw te beoordelen: na de beoordeling door {item.review.by} op {dutch.long_date(item.review.day)} veranderde {what}",
                f'lees het opnieuw, en leg dat vast: `opc review {item.requirement.id} --by "uw naam"`',
            )
            yield found._replace(sectors=(item.sector,))
