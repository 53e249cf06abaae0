"""What is asked: the records of `schemas/` and of a plan, listed, compared and explained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from opc import dutch
from opc.cache import usual
from opc.check import KINDS, bind, check_frames
from opc.error import OpcError
from opc.finding import Finding
from opc.model.plan import Plan
from opc.model.record import Sector
from opc.model.requirement import Requirement, RequirementSet
from opc.package import data_folder
from opc.read.plan import read_plan, root_of
from opc.read.requirements import read_requirements


@cache
def requirements(*, language: bool = True) -> RequirementSet:
    """Every record in `schemas/` that can be used, and the mistakes in the others. language: whether the rules about language are to be used.

    Read once in a process.
    """

    def bound(records: tuple[Requirement, ...]) -> tuple[list[Requirement], list[Finding]]:
        wanted, found = bind(item for item in records if language or item.group != "taal")
        return [*wanted, *(item for item in records if item.group == "taal" and not language)], found

    folder = data_folder("schemas")
    return read_requirements(folder, folder.parent, usual(), bind=bound, name="met taal" if language else "zonder taal")


def sound() -> RequirementSet:
    """Every record in `schemas/`, for who needs them all. Raises OpcError with all mistakes in them."""
    known = requirements()
    if known.mistakes:
        first, *others = known.mistakes
        raise OpcError(f"{first.span}: {first.message}", "\n".join([first.hint, *(f"{finding.span}: {finding.message}" for finding in others)]))
    return known


def rules(day: date | None, sectors: tuple[Sector, ...], width: int, *, today: date, folder: Path | None = None, form: str = "text") -> str:
    """The list of what is asked on a day, for people (text) or programs (json).

    Of a plan: what is asked of it, its own kaders too, on that day, else on that of its adoption, else today. Raises OpcError.
    """
    from opc.report.changes import rules_json
    from opc.report.rules import listing

    known = sound()
    if folder is None:
        day = day or today
        asked = known.on(day, sectors)
        return rules_json(asked, day) if form == "json" else listing(asked, day, width)
    plan = readable(folder)
    day = day or plan.adopted or today
    own = tuple(sector for sector in sectors if sector in plan.sectors)
    asked = tuple(filter(plan.wants, RequirementSet((*known.all, *frames(plan, known))).on(day, own)))
    return rules_json(asked, day) if form == "json" else listing(asked, day, width, plan)


def readable(folder: Path) -> Plan:
    """The plan in a folder. Raises OpcError when it cannot be read."""
    plan = read_plan(folder, root_of(folder), usual())[0]
    if plan is None:
        raise OpcError(f"het plan in {folder} is niet te lezen", f"opc check {folder} zegt waarom")
    return plan


def frames(plan: Plan, known: RequirementSet) -> tuple[Requirement, ...]:
    """The plan's own kaders. Raises OpcError when one has a mistake: then it is not there to be shown."""
    frames, mistakes = check_frames(plan.frames, known)
    if plan.frames_lost or mistakes:
        raise OpcError("er zit een fout in kaders.yaml", "opc check zegt waar")
    return frames


def changes(since: date, day: date, sectors: tuple[Sector, ...], folder: Path | None, width: int, *, form: str) -> str:
    """What changed in the law between two days, and with a plan which of its sections to read again."""
    from opc.model.change import changes as between
    from opc.report.changes import as_json, text

    plan = readable(folder) if folder else None
    sectors = tuple(sector for sector in sectors if sector in plan.sectors) if plan else sectors
    found = between(sound(), since, day, sectors)
    return as_json(found, since, day, plan) if form == "json" else text(found, since, day, sectors, plan, width)


def explain(id: str, day: date, width: int, folder: Path | None = None) -> str:
    """What one requirement asks and what satisfies it, and where a plan may do that, for people. With a plan: its own kaders too.

    Raises OpcError when there is none with this id.
    """
    from opc.report.explain import explanation

    known = requirements()
    plan = readable(folder) if folder else None
    if plan and id not in known.by_id:
        known = RequirementSet((*known.all, *frames(plan, known)), known.mistakes)
    if id not in known.by_id:
        sound()
        meant = dutch.meant(id, known.by_id)
        raise OpcError(f'er is geen eis "{id}"', f"bedoelt u {meant}?" if meant else "opc rules toont ze allemaal, en opc rules PLAN ook de eigen kaders" if plan is None else "opc rules PLAN toont ze allemaal")
    said = explanation(known.by_id[id], day, {name: kind.__doc__ or "" for name, kind in KINDS.items()}, width)
    return said + (_whereabouts(known.by_id[id], day, width, plan) if plan else "")


def _whereabouts(versions: Sequence[Requirement], day: date, width: int, plan: Plan) -> str:
    """Where a plan answers a requirement, and where else it seems to be about it; nothing for a rule that no paragraph answers."""
    from opc.report.explain import whereabouts

    days = {day, plan.adopted or day}  # what bound an older plan is answered in it too
    asked = [item for item in versions if any(each in item.validity for each in days) and any(test.kind == "antwoord" for test in item.tests)]
    if not asked:
        return ""
    anchors = {_paragraph(plan, answer.anchor) for _, answer in plan.answers(asked[0].id)}
    answered = [paragraph for paragraph in plan.index.paragraphs if paragraph.anchor in anchors]
    likely = {paragraph.anchor: paragraph for item in asked if not item.sectors or set(item.sectors) & set(plan.sectors) for paragraph in plan.index.about(item, 5, least=0.5)}
    return whereabouts(plan.folder if plan.folder not in ("", ".") else "dit plan", answered, list(likely.values())[:5], width)


def _paragraph(plan: Plan, anchor: str) -> str:
    """The anchor of the paragraaf, or else of the chapter, in which a smaller heading or a table stands."""
    chapter, section = plan.sections.get(anchor, (None, None))
    if chapter is None:
        return next((item.anchor for item in plan.chapters if item.file == plan.anchors.get(anchor)), anchor)
    if section is None or section.level == 2:
        return anchor
    return next((item.anchor for item in chapter.sections if item.level == 2 and item.begin <= section.begin < item.end), chapter.anchor)
