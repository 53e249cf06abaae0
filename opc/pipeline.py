"""The order of the rooms, and nothing else: read, check, compose, write, report."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from opc import dutch
from opc.cache import digest, usual
from opc.check import KINDS, bind, check_frames, check_plan, check_since
from opc.check.acceptance import accept
from opc.error import OpcError
from opc.finding import Finding, Severity, in_order
from opc.model.audience import Audience, NewLaw, Quotation, Reader
from opc.model.checked import Checked
from opc.model.plan import Plan
from opc.model.plan_file import Review
from opc.model.record import Sector
from opc.model.requirement import Requirement, RequirementSet
from opc.model.selection import for_sector
from opc.package import data_folder
from opc.read.fingerprint import fingerprint
from opc.read.plan import find_plans, read_plan, root_of
from opc.read.requirements import read_requirements
from opc.report import REPORTERS
from opc.report.many import Row

__all__ = ["Built", "assess", "audience", "build", "changes", "check", "check_many", "explain", "find_plans", "new", "record_review", "requirements", "review", "rules", "save", "serve"]

REVIEWS = "beoordeeld.yaml"

if TYPE_CHECKING:
    from opc.model.document import Document
    from opc.model.plan_file import Status
    from opc.model.profile import Profile
    from opc.model.review import Reviewed
    from opc.serve.preview import Preview
    from opc.write import Written


def requirements(*, language: bool = True) -> RequirementSet:
    """Every record in `schemas/` that can be used, and the mistakes in the others. language: whether the rules about language are to be used."""

    def bound(records: tuple[Requirement, ...]) -> tuple[list[Requirement], list[Finding]]:
        wanted, found = bind(item for item in records if language or item.group != "taal")
        return [*wanted, *(item for item in records if item.group == "taal" and not language)], found

    folder = data_folder("schemas")
    return read_requirements(folder, folder.parent, usual(), bind=bound, name="met taal" if language else "zonder taal")


def _sound() -> RequirementSet:
    """Every record in `schemas/`, for who needs them all. Raises OpcError with all mistakes in them."""
    known = requirements()
    if known.mistakes:
        first, *others = known.mistakes
        raise OpcError(f"{first.span}: {first.message}", "\n".join([first.hint, *(f"{finding.span}: {finding.message}" for finding in others)]))
    return known


def check(folder: Path, *, today: date, day: date | None, sector: Sector | None, known: RequirementSet | None = None) -> Checked:
    """A plan, tested against the requirements of a day: the given one, else that of its adoption, else today.

    Of a plan that was adopted under an earlier law and is still in force, it is remarked what today's law asks besides.
    known: the records, when they were read before. One with a mistake is a finding; the others still work.
    """
    plan, noticed = read_plan(folder, root_of(folder), usual())
    known = known or requirements(language=plan is not None and plan.file.language is not None)
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the check of several plans."""

    forms: tuple[str, ...]
    today: date
    day: date | None
    sector: Sector | None
    reader: Reader | None
    fail_level: Severity
    width: int


@dataclass(frozen=True, slots=True)
class Told:
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
    try:
        checked = check(folder, today=wanted.today, day=wanted.day, sector=wanted.sector, known=_records())
        told = audience(checked, wanted.forms, reader=wanted.reader, colour=False, width=wanted.width)
    except OpcError as error:
        return Told(Row(os.path.relpath(folder), (0,) * len(Severity), error.message), {}, 2)
    name = checked.folder if checked.folder not in ("", ".") else os.path.relpath(folder)
    row = Row(name, tuple(checked.counts[severity] for severity in reversed(Severity)))
    return Told(row, {name: REPORTERS[name](checked, told) for name in wanted.forms}, 2 if checked.records_lost else 1 if checked.at_least(wanted.fail_level) else 0)


@cache
def _records() -> RequirementSet:
    """The records, read once in a process that checks several plans."""
    return requirements()


def rules(day: date | None, sectors: tuple[Sector, ...], width: int, *, today: date, folder: Path | None = None, form: str = "text") -> str:
    """The list of what is asked on a day, for people (text) or programs (json).

    Of a plan: what is asked of it, its own kaders too, on that day, else on that of its adoption, else today. Raises OpcError.
    """
    from opc.report.changes import rules_json
    from opc.report.rules import listing

    known = _sound()
    if folder is None:
        day = day or today
        asked = known.on(day, sectors)
        return rules_json(asked, day) if form == "json" else listing(asked, day, width)
    plan = _readable(folder)
    day = day or plan.adopted or today
    own = tuple(sector for sector in sectors if sector in plan.sectors)
    asked = tuple(filter(plan.wants, RequirementSet((*known.all, *_frames(plan, known))).on(day, own)))
    return rules_json(asked, day) if form == "json" else listing(asked, day, width, plan)


def _readable(folder: Path) -> Plan:
    """The plan in a folder. Raises OpcError when it cannot be read."""
    plan = read_plan(folder, root_of(folder), usual())[0]
    if plan is None:
        raise OpcError(f"het plan in {folder} is niet te lezen", f"opc check {folder} zegt waarom")
    return plan


def _frames(plan: Plan, known: RequirementSet) -> tuple[Requirement, ...]:
    """The plan's own kaders. Raises OpcError when one has a mistake: then it is not there to be shown."""
    frames, mistakes = check_frames(plan.frames, known)
    if plan.frames_lost or mistakes:
        raise OpcError("er zit een fout in kaders.yaml", "opc check zegt waar")
    return frames


def changes(since: date, day: date, sectors: tuple[Sector, ...], folder: Path | None, width: int, *, form: str) -> str:
    """What changed in the law between two days, and with a plan which of its sections to read again."""
    from opc.model.change import changes as between
    from opc.report.changes import as_json, text

    plan = _readable(folder) if folder else None
    sectors = tuple(sector for sector in sectors if sector in plan.sectors) if plan else sectors
    found = between(_sound(), since, day, sectors)
    return as_json(found, since, day, plan) if form == "json" else text(found, since, day, sectors, plan, width)


def explain(id: str, day: date, width: int, folder: Path | None = None) -> str:
    """What one requirement asks and what satisfies it, and where a plan may do that, for people. With a plan: its own kaders too.

    Raises OpcError when there is none with this id.
    """
    from opc.report.rules import explanation

    known = requirements()
    plan = _readable(folder) if folder else None
    if plan and id not in known.by_id:
        known = RequirementSet((*known.all, *_frames(plan, known)), known.mistakes)
    if id not in known.by_id:
        _sound()
        meant = dutch.meant(id, known.by_id)
        raise OpcError(f'er is geen eis "{id}"', f"bedoelt u {meant}?" if meant else "opc rules toont ze allemaal, en opc rules PLAN ook de eigen kaders" if plan is None else "opc rules PLAN toont ze allemaal")
    said = explanation(known.by_id[id], day, {name: kind.__doc__ or "" for name, kind in KINDS.items()}, width)
    return said + (_whereabouts(known.by_id[id], day, width, plan) if plan else "")


def _whereabouts(versions: Sequence[Requirement], day: date, width: int, plan: Plan) -> str:
    """Where a plan answers a requirement, and where else it seems to be about it; nothing for a rule that no paragraph answers."""
    from opc.report.rules import whereabouts

    asked = [item for item in versions if day in item.validity and any(test.kind == "antwoord" for test in item.tests)]
    if not asked:
        return ""
    anchors = [answer.anchor for _, answer in plan.answers(asked[0].id)]
    answered = [paragraph for paragraph in plan.index.paragraphs if paragraph.anchor in anchors]
    likely = {paragraph.anchor: paragraph for item in asked if not item.sectors or set(item.sectors) & set(plan.sectors) for paragraph in plan.index.about(item, 5)}
    return whereabouts(plan.folder if plan.folder not in ("", ".") else "dit plan", answered, list(likely.values())[:5], width)


def review(folder: Path, names: Sequence[str], *, today: date, width: int, named: str = "") -> str:
    """Which answers are to be reviewed, for people; of some requirements (none: all) with what they ask. Raises OpcError.

    named: the plan as the commands in the hints name it; empty for the one of the folder that one is in.
    """
    from opc.report.review import review_list

    plan, items = _reviewable(folder, today)
    return review_list(plan, _named(items, names), named=named, whole=bool(names), width=width)


def record_review(folder: Path, names: Sequence[str], *, by: str, today: date, width: int) -> str:
    """Writes down that somebody read some answers (none named: every one that is due). Raises OpcError; then nothing is written."""
    from opc.report.review import recorded
    from opc.write.review import yaml_text

    plan, items = _reviewable(folder, today)
    if not plan.whole:
        raise OpcError("niet alles in dit plan is te lezen, dus niemand kan vastleggen wat er staat", "herstel eerst de fouten: opc check")
    read = tuple(item for item in _named(items, names) if names or item.due)
    known = {name: dict(sectors) for name, sectors in (plan.reviews.reviews if plan.reviews else {}).items()}
    for item in read:
        known.setdefault(item.requirement.id, {})[item.sector] = Review(datum=today, door=by, tekst=item.now["text"], feiten=item.now["facts"], eis=item.now["wording"])  # type: ignore[call-arg]
    path = folder / REVIEWS
    if read:
        save({path: yaml_text(known)})
    left = {item.requirement.id for item in items if item.due and item not in read}
    return recorded(read, len(left), path.name, by, width)


def _reviewable(folder: Path, today: date) -> tuple[Plan, tuple[Reviewed, ...]]:
    """A plan and its answers. Raises OpcError when there is nothing to be seen of it."""
    from opc.model.review import reviewed

    checked = check(folder, today=today, day=None, sector=None)
    if checked.plan is None:
        raise OpcError("plan.yaml is niet te lezen", "herstel eerst de fouten: opc check")
    if checked.plan.place(REVIEWS) in checked.plan.broken:
        raise OpcError(f"{REVIEWS} is niet te lezen", "herstel eerst de fouten: opc check")
    return checked.plan, reviewed(checked.plan, checked.requirements)


def _named(items: Sequence[Reviewed], names: Sequence[str]) -> tuple[Reviewed, ...]:
    """The answers to some requirements, named as terugplaatsing or terugplaatsing/vo; none: all. Raises OpcError about every name that has none."""
    known = {name: item for item in items for name in (item.requirement.id, f"{item.requirement.id}/{item.sector}")}
    if missing := [name for name in names if name not in known]:
        meant = dict.fromkeys(dutch.meant(name, known) for name in missing)
        hints = [f"bedoelt u {name}?" if name else "opc review toont de eisen die een antwoord hebben" for name in meant]
        raise OpcError(f"dit plan heeft geen antwoord op {dutch.listing(missing)}", "\n".join(hints))
    return tuple(item for item in items if not names or item.requirement.id in names or f"{item.requirement.id}/{item.sector}" in names)


def preview(folder: Path, before: Preview | None, *, today: date, sector: Sector | None) -> Preview:
    """The website of a plan as its files now are, for `opc serve`; where that fails, the pages from before and the reason."""
    from opc.compose import compose
    from opc.serve.preview import Preview
    from opc.write.drawing import drawn
    from opc.write.html import lay_out, render
    from opc.write.pandoc import read_tree

    last = before or Preview()
    try:
        checked = check(folder, today=today, day=None, sector=sector)
        if checked.plan is None:
            return replace(last, checked=checked, trouble="plan.yaml is niet te lezen; dit is het laatste plan dat dat wel was")
        status = "concept" if checked.at_least(Severity.fout) else checked.plan.file.status
        document = compose(checked.plan, checked.requirements, root=root_of(folder), status=status, law=checked.day, today=today)
        cache = usual()
        with drawn(document, cache) as whole:
            site = lay_out(whole, read_tree(whole.parts, cache))
            homes = {chapter.file: site.places[chapter.anchor] for chapter in checked.plan.chapters if chapter.anchor in site.places}
            return Preview(render(site, {}), homes, checked)
    except OpcError as error:
        return replace(last, trouble=f"{error.message}; {error.hint}" if error.hint else error.message)
    except Exception as error:
        return replace(last, trouble=f"er is iets mis in opc zelf: {type(error).__name__}: {error}; dit ligt niet aan uw plan")


def serve(
    folder: Path, *, today: Callable[[], date], sector: Sector | None, port: int, started: Callable[[str], None],
    made: Callable[[Mapping[Severity, int], str, float], None],
) -> None:
    """Shows a plan in the browser, and again after every change, until the process is interrupted. Raises OpcError.

    started: gets the address. made: gets for every preview the counts of its findings, why there are no new pages, and the seconds.
    """
    from opc.serve import serve as run

    def report(made_: Preview, seconds: float) -> None:
        made(made_.checked.counts if made_.checked else {}, made_.trouble, seconds)

    run(folder, root_of(folder), lambda before: preview(folder, before, today=today(), sector=sector), port=port, started=started, made=report)


def new(folder: Path, *, sectors: tuple[Sector, ...], period: str, recipes: Sequence[str] = ()) -> tuple[Path, ...]:
    """Starts a plan in a folder, with recipes for these CIs: the files that were made. Raises OpcError when one of them exists already.

    In a folder with a plan, when no period is given: only the recipes.
    """
    from opc.write import recipe
    from opc.write.skeleton import skeleton

    root = root_of(folder)
    targets = recipe.free(recipes, root)
    made = skeleton(folder, sectors, period, _sound()) if period else ()
    return (*made, *recipe.recipes(targets, folder, root))


def audience(checked: Checked, forms: Iterable[str], *, reader: Reader | None, colour: bool, width: int) -> Audience:
    """For whom these reports of a check are; with the plan's own words when one of them quotes it."""
    if not any(REPORTERS[name].quotes or (reader and REPORTERS[name].readers) for name in forms):
        return Audience(colour, width)
    return _seen_by(Audience(colour, width, reader, _quotations(checked)), checked)


def _seen_by(audience: Audience, checked: Checked) -> Audience:
    """With what this kind of reader looks for besides. Raises OpcError when the plan does not name the municipality."""
    reader, plan = audience.reader, checked.plan
    if reader is None or plan is None:
        return audience
    known = [item.name for item in plan.file.municipalities]
    if reader.municipality and reader.municipality not in known:
        meant = dutch.meant(reader.municipality, known)
        raise OpcError(f'dit plan noemt geen gemeente "{reader.municipality}"', f"bedoelt u {meant}?" if meant else f"plan.yaml noemt {dutch.listing(known)}")
    since = plan.file.previous and (plan.file.previous.changed or plan.file.previous.adopted)
    if reader.kind != "opr" or not since or since >= checked.day:
        return audience
    from opc.model.change import changes as between

    return replace(audience, new_law=NewLaw(since, between(requirements(), since, checked.day, plan.sectors)))


def _quotations(checked: Checked) -> Mapping[str, Quotation]:
    """The sections of a plan as their reader meets them; none when plan.yaml could not be read."""
    from opc.compose import compose
    from opc.write.quote import quotations

    if checked.plan is None:
        return {}
    return quotations(compose(checked.plan, checked.requirements, root=Path(), status="concept", law=checked.day))


def assess(folder: Path, output: Path | None, *, today: date, sector: Sector | None, reader: Reader | None) -> Built:
    """The toetsverslag as PDF and Word; no files when plan.yaml could not be read. A plan with errors has one too."""
    from opc.compose import compose
    from opc.compose.assessment import assess as assessment
    from opc.write import write
    from opc.write.quote import quotations

    checked = check(folder, today=today, day=None, sector=sector)
    errors = len(checked.at_least(Severity.fout))
    if checked.plan is None:
        return Built((), errors, checked)
    document = compose(checked.plan, checked.requirements, root=root_of(folder), status=checked.plan.file.status, law=checked.day)
    seen_by = _seen_by(Audience(reader=reader, quotations=quotations(document)), checked)
    made = assessment(checked, checked.plan, document, seen_by)
    name = "-".join(filter(None, (_name(folder, sector), "toetsverslag", *((reader.kind, re.sub(r"\W+", "-", reader.municipality.lower())) if reader else ()))))
    return Built(write(made, ("pdf", "docx"), output or folder / "uitvoer", name), errors, checked)


def save(files: Mapping[Path, str]) -> None:
    """Reports as files, all whole or none at all. Raises OpcError when they cannot be written."""
    if not files:
        return
    from opc.write.files import place, prepare

    for folder in {path.parent for path in files}:
        prepare(folder)
    place({path: text.encode() for path, text in files.items()})


@dataclass(frozen=True)
class Built:
    """The files that a build made; none when it refused. errors: how many the plan has, so that it is a concept at most.

    checked: None when nothing had changed since these files were made.
    """

    files: tuple[Written, ...]
    errors: int
    checked: Checked | None


USUAL = ("pdf", "docx")
"""What a build makes of a whole plan when nobody says what."""


def build(
    folder: Path, formats: Sequence[str], output: Path | None, *, today: date, sector: Sector | None, allow_errors: bool, embed_source: bool = False,
    profile: str | None = None, year: str | None = None, progress: Callable[[str, int], None] | None = None,
) -> Built:
    """A plan, or a short version of it, as files. An adopted plan with errors is refused, or with allow_errors built as a concept.

    formats: none for the usual ones. embed_source: the files that the plan is made from go along in the PDF. profile: which short
    version; year: the school year that it is about, 2026-2027. progress: gets what is done, `toets`, `tekst` or a format, and how much
    is left to do.
    """
    from opc.write import needed, write  # what only a build needs costs a check nothing
    from opc.write.files import prepare
    from opc.write.receipt import recall, remember

    target = output or folder / "uitvoer"
    short = _short(profile, folder, year) if profile else None
    formats = formats or (short.file.formats if short else USUAL)
    _possible(formats, short)
    prepare(target)
    cache = usual()
    name = "-".join(filter(None, (_name(folder, sector), profile, year)))
    key = digest("gebouwd", str((target / name).resolve()), *formats, f"{allow_errors} {embed_source}")
    state = digest(today.isoformat(), fingerprint(folder, root_of(folder), beside=target, tools=_tools())) if cache.folder else ""
    if known := recall(cache, key, state):
        return Built(*known, None)
    checked = check(folder, today=today, day=None, sector=sector)
    if short and checked.plan and short.file.language:
        from opc.check.marked import check_marked

        asked = requirements().on(checked.day, checked.plan.sectors)
        checked = replace(checked, findings=in_order((*checked.findings, *check_marked(checked.plan, short.file.language, asked))))
    errors = len(checked.at_least(Severity.fout))
    if checked.plan is None or (errors and checked.plan.file.status == "vastgesteld" and not allow_errors):
        return Built((), errors, checked)
    left = {"tekst", *needed(formats)}

    def done(what: str) -> None:
        left.discard(what)
        if progress:
            progress(what, len(left))

    done("toets")
    document = _composed(checked, folder, "concept" if errors else checked.plan.file.status, short, year, today=today, embed_source=embed_source)
    done("tekst")
    files = write(document, formats, target, name, cache, done)
    remember(cache, key, state, files, errors)
    return Built(files, errors, checked)


def _short(name: str, folder: Path, year: str | None) -> Profile:
    """The profile with a name. Raises OpcError, also when it is about a school year and none is given, or the other way round."""
    from opc.read.profile import read_profile

    found = read_profile(name, folder, root_of(folder), data_folder("templates"))
    if found.file.school_year and not year:
        raise OpcError(f"het profiel {name} gaat over één schooljaar", "zeg welk, met --year, zoals --year 2026-2027")
    if year and not found.file.school_year:
        raise OpcError(f"het profiel {name} gaat niet over één schooljaar", "laat --year weg")
    return found


def _possible(formats: Sequence[str], short: Profile | None) -> None:
    """Raises OpcError when one of the formats cannot be made."""
    from opc.write import WRITERS

    known = [name for name in WRITERS if name not in ("csv", "ics") or (short and short.file.data and (name == "csv" or short.file.school_year))]
    for name in formats:
        if name not in known:
            raise OpcError(f'opc kan van {f"het profiel {short.name}" if short else "een heel plan"} geen "{name}" maken', f"kies uit: {dutch.listing(known, 'of')}")


def _composed(checked: Checked, folder: Path, status: Status, short: Profile | None, year: str | None, *, today: date, embed_source: bool) -> Document:
    """The document of a plan, or of a short version. Raises OpcError when the plan lacks what that is made of."""
    from opc.compose import compose

    plan = checked.plan
    assert plan is not None
    if short is None:
        return compose(plan, checked.requirements, root=root_of(folder), status=status, law=checked.day, today=today, embed_source=embed_source)
    from opc.compose.profile import compose_profile
    from opc.model.profile import ProfileError

    try:
        return compose_profile(plan, short, root=root_of(folder), status=status, year=year)
    except ProfileError as error:
        raise OpcError(f"{error.place}: {error.message}" if error.place else error.message, error.hint) from None


def _tools() -> tuple[Path, ...]:
    """What a build is made with: opc's code, data and templates, and the programs."""
    from importlib.util import find_spec

    programs = (spec.origin for name in ("typst", "pypandoc", "font_source_sans_pro", "font_source_serif_pro", "matplotlib") if (spec := find_spec(name)))
    return (Path(__file__).parent, data_folder("schemas"), data_folder("templates"), *(Path(origin) for origin in programs if origin))


def _name(folder: Path, sector: Sector | None) -> str:
    """What the files are called: swv-period, and the sector when only one was built."""
    parts = [folder.resolve().parent.name, folder.resolve().name, *([sector] if sector else [])]
    return "-".join(part for part in parts if part)
