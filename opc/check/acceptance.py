"""Which findings may stay as they are, because a body of the samenwerkingsverband said so under `akkoord:` in plan.yaml."""

from __future__ import annotations

from collections.abc import Iterable

from opc import dutch
from opc.finding import Acceptance, Finding, Severity, in_order
from opc.model.plan import Plan
from opc.model.plan_file import AcceptedFinding
from opc.model.requirement import Requirement, RequirementSet

RULE = "huis-akkoord"


def accept(plan: Plan, findings: tuple[Finding, ...], known: RequirementSet, asked: Iterable[Requirement]) -> tuple[Finding, ...]:
    """The findings, those that were accepted marked as such, with a finding for each akkoord that cannot be or that is about nothing."""
    if not plan.file.accepted:
        return findings
    wrong: list[Finding] = []
    valid: list[AcceptedFinding] = []
    for item in plan.file.accepted:
        if problem := _problem(plan, item, known):
            wrong.append(problem)
        else:
            valid.append(item)
    used: set[int] = set()
    marked = [_marked(plan, finding, valid, used) for finding in findings]
    tested = {requirement.id for requirement in asked}
    # in an edition for one sector, under another law or in half a plan, what it is about may simply not be there
    unused = [item for item in valid if id(item) not in used and item.rule in tested] if plan.whole and not plan.elsewhere else []
    return in_order((*marked, *wrong, *(_unused(plan, item) for item in unused)))


def _problem(plan: Plan, item: AcceptedFinding, known: RequirementSet) -> Finding | None:
    """Why nobody can accept this."""
    records = known.by_id.get(item.rule, ())
    if not records:
        meant = dutch.meant(item.rule, known.by_id)
        return Finding(
            item.at("regel"), RULE, Severity.fout, f'er is geen regel "{item.rule}"', f"bedoelt u {meant}?" if meant else "neem de naam over die opc check achter de bevinding zet",
        )
    if any(record.layer == "wet" for record in records):
        return Finding(
            item.at("regel"), RULE, Severity.fout, f"{item.rule} is een eis van de wet, en die kan {item.by} niet aanvaarden",
            "haal dit akkoord weg, en zorg dat het plan aan de eis voldoet",
        )
    if all(not record.tests and record.severity == Severity.fout for record in records) and item.rule != RULE:
        return Finding(
            item.at("regel"), RULE, Severity.fout, f"{item.rule} gaat over wat opc niet kan lezen, en dat kan niemand aanvaarden", "haal dit akkoord weg, en herstel het bestand",
        )
    return None


def _marked(plan: Plan, finding: Finding, items: list[AcceptedFinding], used: set[int]) -> Finding:
    own = [item for item in items if item.rule == finding.rule and plan.place(item.file) == finding.span.file and _there(plan, finding, item)]
    used.update(map(id, own))
    if not own:
        return finding
    return finding._replace(accepted=Acceptance(own[0].span, own[0].by, own[0].day, own[0].reason))


def _there(plan: Plan, finding: Finding, item: AcceptedFinding) -> bool:
    """Whether a finding stands where the akkoord says, whatever its line number."""
    source = plan.sources.get(finding.span.file)
    if source is None:
        return not item.text and not item.anchor
    if item.text and " ".join(item.text.split()) not in " ".join(source.line(finding.span.line).split()):
        return False
    if item.anchor:
        chapter, section = plan.sections.get(item.anchor, (None, None))
        begin, end = (section.begin, section.end) if section else (0, len(source.text) + 1)
        return chapter is not None and chapter.file == finding.span.file and begin <= source.offset(finding.span.line, finding.span.column) < end
    return True


def _unused(plan: Plan, item: AcceptedFinding) -> Finding:
    files = [name.removeprefix(plan.place("")) for name in plan.sources]
    if item.file not in files:
        meant = dutch.meant(item.file, files)
        hint = f"{item.file} is er niet; " + (f"bedoelt u {meant}?" if meant else "noem het bestand vanaf de map van het plan")
    elif item.anchor and item.anchor not in plan.sections:
        meant = dutch.meant(item.anchor, plan.sections)
        hint = f"er is geen paragraaf #{item.anchor}" + (f"; bedoelt u #{meant}?" if meant else "")
    else:
        hint = "is het opgelost, haal dit akkoord dan weg; is de tekst veranderd, pas dan bestand, plek of tekst aan"
    return Finding(item.span, RULE, Severity.opmerking, "dit akkoord gaat over niets: er is geen bevinding die erbij past", hint)
