"""Is de dag van een stap nog te bepalen, dan heeft geen stap die erna hoort al een dag.
In een plan dat vastgesteld heet, heeft elke stap tot en met de vaststelling een dag. opc leest dit in besluiten.yaml.

*Goed*: de raadpleging van de OPR is nog te bepalen, en van de besluiten staat nog geen dag vast.
*Fout*: de OPR heeft ingestemd, en het gesprek met de leerlingen is nog te bepalen.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding, Related
from opc.model.plan_file import Event, EventKind, Undated

_PHASES: tuple[tuple[EventKind, ...], ...] = (
    ("start",), ("evaluatie", "raadpleging", "concept", "overleg-verbanden", "uitnodiging-mbo", "oogo"), ("advies", "voorgenomen-besluit"),
    ("instemming", "mededeling", "verzoek", "uitspraak", "goedkeuring"), ("vaststelling",), ("indiening", "publicatie"), ("inwerkingtreding",), ("einde",),
)
"""Steps of one phase may come in any order."""

_PHASE: dict[str, int] = {kind: number for number, kinds in enumerate(_PHASES) for kind in kinds}


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each step without a day of which a later phase has begun, or has a day."""
    decisions = subject.plan.decisions
    for step in decisions.undated:
        later = min((event for event in decisions.events if _after(event, step)), key=lambda event: event.day, default=None)
        if later:
            yield subject.finding(
                step.at("datum"), f'"{step.title}" heeft nog geen dag, en "{later.title}" is op {dutch.long_date(later.day)}',
                "vul de dag in; gaat of ging het niet door, haal de stap dan weg", related=(Related(later.at("datum"), "deze stap komt erna"),),
            )
        elif subject.decided and _PHASE.get(step.kind, 0) <= _PHASE["vaststelling"]:
            yield subject.finding(step.at("datum"), f'"{step.title}" heeft nog geen dag, en het plan heet vastgesteld', "vul de dag in, of haal de stap weg")


def _after(event: Event, step: Undated) -> bool:
    """Whether an event belongs after a step, for a sector that both concern."""
    both = not event.sectors or not step.sectors or bool(set(event.sectors) & set(step.sectors))
    return both and event.change == step.change and _PHASE.get(event.kind, 0) > _PHASE.get(step.kind, 0)
