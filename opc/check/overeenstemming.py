"""Van het overleg met gemeenten staat er over welke versie het ging en wat eruit kwam.
De wet vraagt niet dat men het eens werd. Was er geen overeenstemming, dan zoekt opc in de toelichting bij die stap naar een woord over
het geschil. Dit geldt voor een vastgesteld plan, en het is hoogstens een opmerking.

*Goed*: `versie: "0.8"` en `uitkomst: overeenstemming`; of geen overeenstemming, en bij toelichting wat er met het geschil gebeurt.
*Fout*: een overleg zonder versie, of zonder overeenstemming en zonder een woord over het geschil.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding, Severity
from opc.model.plan_file import Event
from opc.model.record import Record, Texts


class Options(Record):
    """uitkomst, geen_uitkomst: the outcomes that are an agreement and those that are none, word for word; woorden: how words about a dispute begin."""

    outcomes: Texts = Field(alias="uitkomst", min_length=1)
    refusals: Texts = Field(alias="geen_uitkomst", min_length=1)
    words: Texts = Field(alias="woorden", min_length=1)


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each consultation before the adoption of a plan whose version, outcome or dispute is not told; never an error."""
    if not subject.decided:
        return
    limit = min((event.day for event in subject.plan.events("vaststelling", subject.sector)), default=None)
    for event in subject.plan.events("oogo", subject.sector):
        if limit is None or event.day < limit:
            yield from _told(subject, options, event)


def _told(subject: Subject, options: Options, event: Event) -> Iterator[Finding]:
    absent = [key for key, said in (("versie", event.version), ("uitkomst", event.outcome)) if not said]
    if absent:
        yield subject.finding(event.span, f"bij dit overleg met gemeenten staat geen {' en geen '.join(absent)}", "zet erbij over welke versie van het concept het ging, en wat eruit kwam", severity=Severity.opmerking)
    if not event.outcome or event.plain_outcome in options.outcomes:
        return
    if event.plain_outcome not in options.refusals:
        yield subject.finding(
            event.at("uitkomst"), f'opc weet niet wat "{event.outcome}" betekent: was er overeenstemming of niet',
            f"schrijf bij uitkomst alleen {options.outcomes[0]} of {options.refusals[0]}, en wat er verder over te zeggen is bij toelichting", severity=Severity.opmerking,
        )
    elif not any(word in event.note.lower() for word in options.words):
        yield subject.finding(
            event.at("uitkomst"), f"er was geen overeenstemming met {dutch.listing(event.actors)}, en er staat niet wat er met het geschil gebeurt",
            "zeg bij toelichting welke stap van de geschillenregeling volgt, of volgde", severity=Severity.opmerking,
        )
