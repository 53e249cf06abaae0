"""Een wijziging van een vastgesteld plan staat volledig in besluiten.yaml.
opc kijkt of de versie een eigen besluit heeft, na dat over het plan zelf; of een stap gaat over een wijziging die er is; en of bij een
verlenging of verkorting staat welke periode eerst gold.

*Goed*: een versie met `wijziging: {soort: verlenging, periode_was: …}`, en een stap vaststelling met `wijziging: "1.1"`.
*Fout*: een stap over wijziging 1.2, en er is geen versie 1.2 met een wijziging.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding, Related
from opc.model.plan_file import Change, Version


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each change without a decision, each step about no change, and each period that did not change as it says."""
    plan = subject.plan
    known = {version.number for version, _ in plan.decisions.changes}
    for step in plan.decisions.steps:
        if step.change and step.change not in known and not plan.decisions.lost("versies"):
            yield subject.finding(
                step.at("wijziging"), f'er is geen wijziging "{step.change}"',
                f"bij deze versies staat een wijziging: {dutch.listing(sorted(known))}" if known else "zet bij de versie een groep wijziging:, met de soort",
            )
    adopted = min((event.day for event in plan.events("vaststelling")), default=None)
    for version, change in plan.changes:
        decisions = plan.events("vaststelling", change=version.number)
        if subject.decided and not decisions and not plan.decisions.lost("stappen"):
            yield subject.finding(
                change.span, f"versie {version.number} verandert het plan, en er is geen stap waarin dat is vastgesteld",
                f'voeg een stap toe met soort: vaststelling en wijziging: "{version.number}"; is het nog niet zover, zet de status dan op concept',
            )
        for event in decisions:
            if adopted and event.day < adopted:
                yield subject.finding(
                    event.at("datum"), f"deze wijziging is vastgesteld op {dutch.long_date(event.day)}, en het plan zelf pas op {dutch.long_date(adopted)}",
                    "een wijziging komt na het plan dat zij verandert; controleer de datums",
                )
        yield from _period(subject, version, change)


def _period(subject: Subject, version: Version, change: Change) -> Iterator[Finding]:
    """Whether an extension makes the plan end later, and a shortening sooner."""
    if change.kind not in ("verlenging", "verkorting"):
        return
    if change.before is None:
        yield subject.finding(change.at("soort"), f"bij deze {change.kind} staat niet welke periode eerst gold", "zet erbij: periode_was, met van en tot_en_met")
        return
    later = [other.before for number, other in subject.plan.changes if other.before and number.day > version.day]
    now = later[0] if later else subject.plan.file.period
    if (now.last <= change.before.last) if change.kind == "verlenging" else (now.last >= change.before.last):
        word = "later" if change.kind == "verlenging" else "eerder"
        yield subject.finding(
            change.before.at("tot_en_met"), f"na de {change.kind} eindigt het plan op {dutch.long_date(now.last)}, en dat is niet {word} dan {dutch.long_date(change.before.last)}",
            "periode_was is de periode van vóór deze wijziging; de nieuwe staat in plan.yaml", related=(Related(now.at("tot_en_met"), "het einde daarna"),),
        )
