"""A plan composed and written: whole, short, or as the report of its check."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from opc import dutch
from opc.cache import digest, usual
from opc.error import OpcError
from opc.finding import Severity, in_order
from opc.model.audience import Audience, Reader
from opc.model.checked import Checked
from opc.model.record import Sector
from opc.model.value import charts
from opc.package import data_folder
from opc.pipeline import law
from opc.pipeline.checks import check
from opc.pipeline.reports import seen_by
from opc.read.fingerprint import fingerprint
from opc.read.plan import mentions, root_of

if TYPE_CHECKING:
    from opc.model.document import Document
    from opc.model.plan_file import Status
    from opc.model.profile import Profile
    from opc.write import Written


class Built(NamedTuple):
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
    from opc.write import needed, on_screen, write  # what only a build needs costs a check nothing
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
    from opc.write.drawing import ask  # what was built already needs none
    from opc.write.drawing.ahead import waiting
    from opc.write.drawing.pen import Pen

    # who built this before has its charts
    with waiting(at_once=not short and cache.get(key) is None and mentions(folder, "grafiek(")) as ahead:
        checked = check(folder, today=today, day=None, sector=sector)
        if short and checked.plan and short.file.language:
            from opc.check.marked import check_marked

            asked = law.requirements().on(checked.day, checked.plan.sectors)
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
        if not short:  # the charts of a short version are known when it is composed
            own = checked.plan.style.fonts_folder
            shown = tuple(charts(checked.plan))
            ask(ahead, (*shown, *(chart.narrow for chart in shown if on_screen(formats))), Pen.of(checked.plan.style, folder / own if own else None), cache)
        document = _composed(checked, folder, "concept" if errors else checked.plan.file.status, short, year, today=today, embed_source=embed_source)
        done("tekst")
        files = write(document, formats, target, name, cache, done, ahead)
        remember(cache, key, state, files, errors)
        return Built(files, errors, checked)


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
    made = assessment(checked, checked.plan, document, seen_by(Audience(reader=reader, quotations=quotations(document)), checked))
    name = "-".join(filter(None, (_name(folder, sector), "toetsverslag", *((reader.kind, re.sub(r"\W+", "-", reader.municipality.lower())) if reader else ()))))
    return Built(write(made, ("pdf", "docx"), output or folder / "uitvoer", name), errors, checked)


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
        return compose_profile(plan, short, checked.requirements, root=root_of(folder), status=status, law=checked.day, year=year, embed_source=embed_source)
    except ProfileError as error:
        raise OpcError(f"{error.place}: {error.message}" if error.place else error.message, error.hint) from None


def _tools() -> tuple[Path, ...]:
    """What a build is made with: opc's code, data and templates, and the programs."""
    from importlib.util import find_spec

    programs = (spec.origin for name in ("typst", "pypandoc", "font_source_sans_pro", "font_source_serif_pro", "matplotlib") if (spec := find_spec(name)))
    return (Path(__file__).parent.parent, data_folder("schemas"), data_folder("templates"), *(Path(origin) for origin in programs if origin))


def _name(folder: Path, sector: Sector | None) -> str:
    """What the files are called: swv-period, and the sector when only one was built."""
    parts = [folder.resolve().parent.name, folder.resolve().name, *([sector] if sector else [])]
    return "-".join(part for part in parts if part)
