"""A short version of a plan: a profile's template, filled with passages that chapters marked and with the plan's facts.

Nothing is typed again: a number, a goal or a text in a short version is the plan's own, with the number that it has there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from opc import dutch
from opc.compose import finished, markdown
from opc.compose.alternative import chart_in_words
from opc.compose.attachments import crosswalk, sources
from opc.compose.block import Markdown, Printer, with_unit
from opc.compose.chapter import compose_passage
from opc.compose.figure import Figure, in_markdown, path_of
from opc.compose.numbering import elsewhere
from opc.compose.year import Year, appointments, picture, rows
from opc.model.document import Document, Heading
from opc.model.formula import FormulaError
from opc.model.goal import Indicator
from opc.model.picture import Chart, Picture, Series
from opc.model.plan import Plan
from opc.model.plan_file import Status
from opc.model.profile import Profile, ProfileError, SchoolYear
from opc.model.progress import RULE, measured_on, on_path, path, standing
from opc.model.requirement import Requirement
from opc.model.value import Block, evaluate_in, printed
from opc.template import TemplateError, fill

_HEADING = re.compile(r"^(#{1,2}) +(.*?)(?: +\{#([^\s}]+)[^}]*\})? *$", re.MULTILINE)
YEAR = "figuur-schooljaar"
"""The anchor of the picture of a school year."""
_BACKSLASH = re.compile(r"\\([^\w\s])")


class Passage(NamedTuple):
    """A marked block of a chapter. titel: what its mark says above it; tekst: Markdown; plek: the paragraph that it stands in."""

    titel: str
    tekst: Markdown
    plek: Markdown


class Group(NamedTuple):
    """The marked blocks of one chapter. plek: a reference to it."""

    hoofdstuk: str
    anker: str
    plek: Markdown
    passages: tuple[Passage, ...]


def compose_profile(
    plan: Plan, profile: Profile, requirements: Iterable[Requirement], *, root: Path, status: Status, law: date, year: str | None, embed_source: bool = False,
) -> Document:
    """The short version of a plan that a profile describes; the other arguments are those of `compose`.

    year: the school year that it is about.

    Raises ProfileError when the plan lacks what it is made of, or the profile's template has a mistake.
    """
    whole = Printer.of(plan, requirements)
    printer = replace(whole, numbers=elsewhere(whole.numbers, "het plan", whole.online(plan.file.imprint.whole)))
    about = _year(plan, year) if year else None
    short = _Short(plan, profile, printer, about)
    try:
        text = fill(profile.text.text, short.values())
    except TemplateError as error:
        place = profile.text.whole_line(error.line) if error.line else None
        raise ProfileError(error.message, "wat een sjabloon kan gebruiken, staat in templates/README.md", place) from None
    except FormulaError as error:
        raise ProfileError(error.message, error.hint, profile.text.whole_line(1)) from None
    file = profile.file
    changes = {name: value for name, value in (("size", file.size), ("new_page", file.new_page if file.look == "boek" else False)) if value is not None}
    title = f"{file.title} {year}" if year else file.title
    headings = [Heading(len(level), "", _BACKSLASH.sub(r"\1", words), anchor) for level, words, anchor in _HEADING.findall(text)]
    made = finished(
        plan, root / plan.folder, status,
        subtitle=title, parts=(text.strip("\n") + "\n",), headings=tuple(headings) if file.look == "boek" else (), style=plan.style.model_copy(update=changes),
        pictures={path: picture for path, picture in (printer.pictures() | short.drawn).items() if f"]({path})" in text}, look=file.look, paper=file.paper, landscape=file.landscape,
        rows=tuple(rows(plan, printer, file.data, about)) if file.data else (),
        attachments=(
            crosswalk(whole, law=law, status=status, document=profile.name, here=short.places({heading.anchor for heading in headings})),
            *(sources(plan) if embed_source else ()),
        ),
        calendar=tuple(appointments(plan, printer, about)) if about and file.data == "acties" else (),
    )
    return made if file.look == "boek" else replace(made, facts=())  # a sheet has no room for a colofon


def _year(plan: Plan, said: str) -> SchoolYear:
    years = plan.file.period.school_years()
    if said not in years:
        is_year = re.fullmatch(r"\d{4}-\d{4}", said) and int(said[5:]) == int(said[:4]) + 1
        problem = f"schooljaar {said} valt buiten de looptijd van dit plan" if is_year else f'"{said}" is geen schooljaar'
        raise ProfileError(problem, f"kies uit: {dutch.listing(years, 'of')}")
    return SchoolYear(date(int(said[:4]), 8, 1), date(int(said[5:]), 7, 31))


@dataclass(frozen=True)
class _Short:
    plan: Plan
    profile: Profile
    printer: Printer
    year: SchoolYear | None
    drawn: dict[str, Picture] = field(default_factory=dict)
    """What the template asked to be drawn, by its path in the text."""
    taken: dict[str, str] = field(default_factory=dict)
    """The sections from which the template took a passage -> their chapter."""

    def values(self) -> dict[str, Any]:
        """What the template of a profile may use: all that the templates of blocks may, and this."""
        year = Year(self.plan, self.printer, self.year) if self.year else None
        return self.printer.values() | {
            "gemarkeerd": self.marked, "blok": self.block, "waarde": self.value, "kernindicator": self.key_indicators, "stand": standing, "standregel": RULE, "pad": on_path, "padbeeld": self.path_picture, "jaarbeeld": lambda: self.year_picture(year),
            "schooljaar": str(self.year or ""), "jaar": year, "colofon": self.plan.file.imprint,
            "gemeten": self.measured, "maand": _month, "eenheid": with_unit,
        }

    def marked(self, name: str, verplicht: bool = True) -> list[Group]:
        """The blocks with a name, publiek or kerncijfers and the like, chapter by chapter.

        verplicht: without any there is nothing to make: ProfileError.
        """
        found = []
        for chapter in self.plan.chapters:
            divs = [div for div in chapter.divs if div.name == name and self.printer.concerns(chapter.sectors_at(div.begin))]
            self.taken.update({_anchor(chapter, div.begin): chapter.anchor for div in divs})
            passages = [
                Passage(div.attributes.get("titel", ""), Markdown(compose_passage(self.plan, chapter, div, self.printer.numbers, self.printer)), self.printer.reference(_anchor(chapter, div.begin)))
                for div in divs
            ]
            if passages:
                found.append(Group(chapter.front.title, chapter.anchor, self.printer.reference(chapter.anchor), tuple(passages)))
        if verplicht and not found:
            raise ProfileError(
                f"voor het profiel {self.profile.name} is in geen enkel hoofdstuk iets gemarkeerd met ::: {name}",
                f"zet ::: {name} boven een passage en ::: eronder; de passage blijft ook gewoon in het plan staan (zie plans/README.md)",
            )
        return found

    def places(self, headings: set[str]) -> dict[str, str]:
        """Chapter or section of the plan -> the heading under which it stands here, or a passage of it does."""
        return {anchor: chapter for anchor, chapter in self.taken.items() if chapter in headings} | {anchor: anchor for anchor in headings if anchor}

    def block(self, formula: str) -> Markdown:
        """A block of opc's, as a chapter would print it: tabel("gemeenten")."""
        value = evaluate_in(self.plan, formula)
        if not isinstance(value, Block):
            raise FormulaError(f"{formula} is geen blok")
        if figure := self.printer.figure(value):
            self.drawn[path_of(value.anchors[0])] = figure.picture
        return Markdown(self.printer.block(value, value.anchors))

    def path_picture(self, indicator: Indicator) -> Markdown:
        """A small chart of the path to the goal, and of what was measured beside it; nothing while nobody has measured anything."""
        points = path(indicator)
        if not points or not indicator.results:
            return Markdown("")
        years = range(points[0][0].year, points[-1][0].year + 1)
        days = {year: measured_on(indicator, year) for year in years}
        measured = {points[0][0].year: points[0][1], **{day.year: value for day, value in sorted(indicator.results)}}
        series = (
            Series("gemeten", tuple(measured.get(year) for year in years)),
            Series("pad naar het doel", tuple(on_path(indicator, day) if day else None for day in days.values())),
        )
        chart = Chart("lijn", "Jaar", tuple(map(str, years)), series, indicator.unit, Decimal(1), indicator.decimals, True)
        title = f"{indicator.id} {indicator.title}" + (f" ({dutch.listing(indicator.sectors)})" if indicator.sectors and len(self.plan.sectors) > 1 else "")
        anchor = f"figuur-pad-{indicator.id.lower().replace('.', '-')}" + "".join(f"-{sector}" for sector in indicator.sectors)
        self.drawn[path_of(anchor)] = chart
        # small: there is one for each speerpunt
        return Markdown(in_markdown(Figure(chart, title, chart_in_words(chart)), anchor, self.printer.numbers, width="46%"))

    def year_picture(self, year: Year | None) -> Markdown:
        """The school year by its months, if this is about one and anything has a day in it."""
        figure = picture(year) if year else None
        if figure is None:
            return Markdown("")
        self.drawn[path_of(YEAR)] = figure.picture
        return Markdown(in_markdown(figure, YEAR, self.printer.numbers, width="74%"))  # of the 257 mm of a landscape page

    def value(self, formula: str) -> Markdown:
        """The outcome of an expression, as it would stand in a sentence: aantal("scholen")."""
        value = evaluate_in(self.plan, formula)
        if isinstance(value, Block):
            raise FormulaError(f"{formula} is geen getal of tekst")
        return Markdown(markdown.escape(printed(value)))

    def key_indicators(self, priority: str) -> list[Indicator]:
        """The indicator that stands for a speerpunt, once for each sector that measures it."""
        said = self.printer.key_indicator(priority)
        known = dict.fromkeys(item.id for item in self.plan.indicators if item.priority == priority)
        if said and said not in known:
            raise ProfileError(f'speerpunt {priority} heeft geen indicator "{said}"', f"kies bij kernindicator uit: {dutch.listing(known, 'of')}")
        return self.printer.key_indicators(priority)

    def measured(self) -> list[date]:
        """The days on which anything was measured."""
        return sorted({day for item in self.plan.indicators if self.printer.concerns(item.sectors) for day, _ in item.results})


def _anchor(chapter: Any, offset: int) -> str:
    """The paragraaf around a place, else its chapter."""
    around = [section.anchor for section in chapter.sections if section.level == 2 and section.begin <= offset < section.end]
    return around[0] if around else str(chapter.anchor)


def _month(day: date | None) -> str:
    return f"{dutch.MONTHS[day.month - 1]}\u00a0{day.year}" if day else ""

