"""Telde een raad stemmen tegen of onthoudingen, dan maakt opc een opmerking. Fout is dat nooit.
opc leest de stemmen in besluiten.yaml. Of het plan al uitlegt wat de bezwaren waren, ziet het niet: de opmerking blijft staan.

*Goed*: de tekst zegt waarom een lid tegenstemde en wat daarmee gebeurt.
*Fout*: geen.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each step with votes against or abstentions."""
    for event in subject.plan.decisions.events:
        votes = event.votes
        if votes and (votes.against or votes.abstained):
            said = [f"{number} {what}" for number, what in ((votes.in_favour, "voor"), (votes.against, "tegen"), (votes.abstained, "onthouden")) if number]
            yield subject.finding(
                event.at("stemmen"), f"{dutch.listing(event.actors) or event.title} was niet eensgezind: {dutch.listing(said)}",
                "leg in het plan uit wat er met de bezwaren is gedaan",
            )
