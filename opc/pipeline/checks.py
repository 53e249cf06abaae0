"""A plan read and checked; or many, beside each other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from opc.cache import usual
from opc.check import check_frames, check_plan, check_since
from opc.check.acceptance import accept
from opc.error import OpcError
from opc.finding import Severity, in_order
from opc.model.audience import Reader
from opc.model.checked import Checked
from opc.model.outcome import Status
from opc.model.record import Sector
from opc.model.requirement import RequirementSet
from opc.model.selection import for_sector
from opc.pipeline import law
from opc.pipeline.reports import audience
from opc.read.plan import read_plan, root_of
from opc.report import REPORTERS

if TYPE_CHECKING:
    from opc.report.many import Row  # of several plans only


def check(folder: Path, *, today: date, day: date | None, sector: Sector | None, known: RequirementSet | None = None) -> Checked:
    """A plan, tested against the requirements of a day: the given one, else that of its adoption, else today.

    Of a plan that was adopted under an earlier law and is still in force, it is remarked what today's law asks besides.
    known: the records, when they were read before. One with a mistake is a finding; the others still work.
    """
    plan, noticed = read_plan(folder, root_of(folder), usual())
    known = known or law.requirements(language=plan is not None and plan.file.language is not None)
    if plan is None:
        return Checked(None, folder.name, day or today, (), in_order((*noticed.findings, *known.mistakes)), noticed.sources, records_lost=bool(known.mistakes))
    if sector:
        plan = for_sector(plan, sector)
    given, day = day, day or plan.adopted or today
    frames, wrong = check_frames(plan.frames, known)
    mistakes = (*known.mistakes, *wrong)
    known = RequirementSet((*known.all, *frames))
    asked = tuple(filter(plan.wants, known.on(day, plan.sectors)))
    found = check_plan(plan, asked)
    if given is None and today <= plan.file.period.last:  # the one that follows a plan that is over is tested itself
        found = (*found, *check_since(plan, asked, filter(plan.wants, known.on(today, plan.sectors)), found))
    findings = accept(plan, in_order((*noticed.findings, *mistakes, *found)), known, asked)
    return Checked(plan, plan.folder, day, asked, findings, plan.sources, records_lost=plan.frames_lost or bool(mistakes))


class Wanted(NamedTuple):
    """What is asked of the check of several plans."""

    forms: tuple[str, ...]
    today: date
    day: date | None
    sector: Sector | None
    reader: Reader | None
    fail_level: Severity
    width: int


class Told(NamedTuple):
    """What the check of one plan of several came to. code: the exit code that it would have alone."""

    row: Row
    reports: Mapping[str, str]
    code: int


def check_many(folders: Sequence[Path], wanted: Wanted) -> Iterator[Told]:
    """Each plan checked and reported, in the order of the folders, in as many processes as there are processors."""
    from concurrent.futures import ProcessPoolExecutor  # one plan does without

    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(folders))) as pool:
        yield from pool.map(partial(_told, wanted), folders, chunksize=4 if len(folders) > 20 else 1)


def _told(wanted: Wanted, folder: Path) -> Told:
    """One plan of several, told in words: they are smaller than the plan to hand over from one process to another."""
    from opc.report.many import Row

    try:
        checked = check(folder, today=wanted.today, day=wanted.day, sector=wanted.sector, known=law.requirements())
        told = audience(checked, wanted.forms, reader=wanted.reader, colour=False, width=wanted.width)
    except OpcError as error:
        return Told(Row(os.path.relpath(folder), (0,) * len(Severity), problem=error.message), {}, 2)
    name = checked.folder if checked.folder not in ("", ".") else os.path.relpath(folder)
    row = Row(name, tuple(checked.counts[severity] for severity in reversed(Severity)), len(checked.accepted))
    if "html" in wanted.forms and checked.plan:
        title = f"{checked.plan.file.title} ({checked.plan.file.period})"
        row = row._replace(title=title, outcomes=tuple(len(checked.of_status(status)) for status in Status))
    return Told(row, {name: REPORTERS[name](checked, told) for name in wanted.forms}, 2 if checked.records_lost else 1 if checked.at_least(wanted.fail_level) else 0)
