"""From a folder to a Plan."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from opc import dutch
from opc.cache import NOTHING, Cache
from opc.error import OpcError, reason
from opc.finding import Finding, Severity
from opc.model.chapter import Chapter
from opc.model.font import FONTS
from opc.model.front_matter import KINDS, Appendix, ChapterFront, FrontMatter
from opc.model.goal import Action, Indicator
from opc.model.plan import Asset, Plan
from opc.model.plan_file import Decisions, HouseStyle, PlanFile, Predecessor, Reviews, TableFile, Tables, Terms
from opc.model.progress import measured_on
from opc.model.record import PLACES, Places, Sector, Sectors, is_sane
from opc.model.table import Row, Table
from opc.package import data_folder
from opc.read.frames import read_own
from opc.read.image import read_asset
from opc.read.kept import kept
from opc.read.validate import validate
from opc.read.workspace import LARGEST, Workspace, resolved
from opc.source import Source, Span

Model = TypeVar("Model", bound=BaseModel)

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_ELSEWHERE = Source("", "")
"""The source of a chapter that is kept: it is known already."""
_FONT_FIELDS = {"font": "lettertype", "heading_font": "lettertype_koppen"}
_NUMBER = re.compile(r"^\d+[a-z]?[-_ ]+")


def find_plans(folder: Path) -> tuple[Path, ...]:
    """The plans in a folder: itself, or the folders of which it is a part, or those at most three folders below it."""
    folder = folder.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / "plan.yaml").is_file():
            return (candidate,)
    patterns = ("*/plan.yaml", "*/*/plan.yaml", "*/*/*/plan.yaml")
    found = {path.parent for pattern in patterns for path in folder.glob(pattern) if not any(part.startswith(".") for part in path.relative_to(folder).parts)}
    return tuple(sorted(found))


def root_of(folder: Path) -> Path:
    """The folder from which findings name files: the repository's, else the current one if the plan is in it, else the plan's."""
    folder = folder.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / ".git").exists():
            return candidate
    return Path.cwd() if folder.is_relative_to(Path.cwd()) else folder


def mentions(folder: Path, words: str) -> bool:
    """Whether a chapter or bijlage of a plan has these words: a quick look, before it is read."""
    for path in (path for name in ("hoofdstukken", "bijlagen") for path in (folder / name).glob("*.md")):
        with suppress(OSError):  # whoever reads it notices
            if path.is_file() and path.stat().st_size <= LARGEST and words.encode() in path.read_bytes():
                return True
    return False


class Noticed(NamedTuple):
    """What was noticed on the way, and every text that was read, by path."""

    findings: tuple[Finding, ...]
    sources: Mapping[str, Source]


def read_plan(folder: Path, root: Path, cache: Cache = NOTHING) -> tuple[Plan | None, Noticed]:
    """The plan in a folder, and what was noticed. No plan when plan.yaml cannot be read. Raises OpcError if there is none.

    cache: what was read before. It makes no difference but in time.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise OpcError(f"de map {folder} is er niet", "geef de map van een plan, zoals plans/noorderwaard/2026-2030")
    if not (folder / "plan.yaml").is_file():
        raise OpcError(f"in {folder} staat geen plan.yaml", "geef de map van een plan, of begin er een met: opc new MAP")
    workspace = Workspace(root.resolve(), cache)
    reading = _Reading(workspace, folder)
    plan = reading.plan()
    return plan, Noticed(tuple(workspace.noticed), reading.sources)


class _Reading:
    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace, self.folder = workspace, folder
        self.sources: dict[str, Source] = {}
        self.broken: set[str] = set()
        self.folders: dict[Path, Path] = {}

    def plan(self) -> Plan | None:
        file = self.record("plan.yaml", PlanFile)
        for sector in file.sectors if file else ():
            if file and sector not in file.organisations:
                self.workspace.notice(file.at("verbanden"), "huis-veld", f"het samenwerkingsverband voor {sector} ontbreekt", f"zet onder verbanden een groep {sector}: met naam, nummer en opr")
        decisions = self.record("besluiten.yaml", Decisions) or self.nothing(Decisions)
        terms = self.record("begrippen.yaml", Terms) or self.nothing(Terms)
        self.once(terms)
        if file and file.previous and file.previous.folder:
            self.before(file.previous)
        reviews = self.record("beoordeeld.yaml", Reviews)
        tables, unread = self.tables()
        style = self.style(file)
        chapters = tuple(_distinct((*self.chapters("hoofdstukken"), *self.chapters("bijlagen"))))
        indicators = tuple(self.goals(chapters, tables, unread, "indicators"))
        actions = tuple(self.goals(chapters, tables, unread, "actions"))
        assets = self.assets(chapters, style)
        if file is None:
            return None
        own = read_own(self.workspace, self.folder, str(file.period))
        self.sources |= {source.file: source for source in own.sources}
        return Plan(
            folder=self.workspace.name(self.folder), file=file, decisions=decisions, terms=terms, style=style, reviews=reviews, chapters=chapters,
            tables=tables, indicators=indicators, actions=actions, assets=assets, sources=self.sources, unread=unread, broken=frozenset(self.broken),  # type: ignore[arg-type]
            frames=own.frames, frames_lost=own.lost, issues=own.issues, building_blocks=own.building_blocks,
        )

    def once(self, terms: Terms) -> None:
        """Notices a word that the glossary explains twice for one sector."""
        seen: dict[tuple[str, str], Span] = {}
        for term in terms.terms:
            for sector in term.sectors or ("po", "vo"):
                first = seen.setdefault((term.term.strip().lower(), sector), term.span)
                if first is not term.span:
                    self.workspace.notice(term.at("begrip"), "huis-veld", f'"{term.term}" staat ook op regel {first.line}', "leg het één keer uit, of per sector met sectoren")
                    break

    def before(self, previous: Predecessor) -> None:
        """Notices that the plan before this one is not where this one says. Of another repository, nobody knows."""
        folder = self.folder / previous.folder
        try:
            if not (place := resolved(folder)).is_relative_to(self.workspace.root) or place.is_dir():
                return
            problem = "is er niet"
        except OSError as error:
            problem = f"is niet te lezen: {reason(error)}"
        self.workspace.notice(previous.at("map"), "huis-bestand", f"de map {previous.folder} van het vorige plan {problem}", "schrijf de map vanaf deze, zoals ../2022-2026, of haal het veld weg", Severity.waarschuwing)

    def text(self, path: Path, *, fallback: str = "") -> Source | None:
        if source := self.workspace.text(path, fallback=fallback):
            self.sources[source.file] = source
            return source
        return None

    def record(self, name: str, model: type[Model]) -> Model | None:
        path = self.folder / name
        if not os.path.lexists(path):
            return None
        if (found := self.fields(path, model)) is None:
            self.broken.add(self.workspace.name(path))
        return found

    def nothing(self, model: type[Model]) -> Model:
        """What a file that is not there would say: the defaults. They are kept, for pydantic is long about them."""
        return kept(self.workspace, model, "niets", model.__name__)

    def fields(self, path: Path, model: type[Model]) -> Model | None:
        source = self.text(path)
        if source is None:
            return None
        if not source.text.strip():
            self.workspace.notice(Span(source.file), "huis-bestand", "dit bestand is leeg", "vul het in, of haal het weg; een voorbeeld staat in plans/README.md")
            return None
        return self.known(source, model)

    def known(self, source: Source, model: type[Model]) -> Model | None:
        return kept(self.workspace, lambda: self.valid(source, model), "velden", model.__name__, source.file, source.text)

    def valid(self, source: Source, model: type[Model]) -> Model | None:
        from opc.read.yaml import read_yaml  # what was read before needs none

        before = len(self.workspace.noticed)
        data = read_yaml(self.workspace, source)
        if data is None:
            if len(self.workspace.noticed) == before:
                self.workspace.notice(Span(source.file), "huis-bestand", "in dit bestand staat niets dan uitleg", "vul het in; een voorbeeld staat in plans/README.md")
            return None
        return validate(self.workspace, model, data, Span(source.file))

    def style(self, file: PlanFile | None) -> HouseStyle:
        name = file.house_style if file else ""
        if name and (self.outside(self.folder / name) or not (self.folder / name).is_file()):
            self.workspace.notice(file.at("huisstijl") if file else Span("plan.yaml"), "huis-bestand", f"het bestand {name} is er niet", "haal het veld huisstijl weg, of zet het bestand erbij")
            return self.nothing(HouseStyle)
        style = self.record(name or "huisstijl.yaml", HouseStyle) or self.nothing(HouseStyle)
        if style.base and (base := self.base_style(style)):
            style = style.upon(base)
        if style.fonts_folder and (self.outside(self.folder / style.fonts_folder) or not (self.folder / style.fonts_folder).is_dir()):
            self.workspace.notice(style.at("lettertypen_map"), "huis-bestand", f"de map {style.fonts_folder} is er niet", "zet de lettertypen in een map van het plan, of haal het veld weg")
            return style.model_copy(update={"fonts_folder": "", **{name: FONTS[0] for name in _FONT_FIELDS if getattr(style, name) not in ("", *FONTS)}})
        return self.lettered(style) if set(style.fonts) - {*FONTS} else style

    def lettered(self, style: HouseStyle) -> HouseStyle:
        """The style with letters that there are, where it names others: that is noticed."""
        from opc.read.fonts import families  # most plans have the letters of opc

        there = families(self.folder / style.fonts_folder) if style.fonts_folder else frozenset()
        wrong = {name: font for name in _FONT_FIELDS if (font := getattr(style, name)) not in ("", *FONTS) and not _among(font, there)}
        for name, font in wrong.items():
            meant = dutch.meant(font, (*FONTS, *sorted(there)))
            self.workspace.notice(
                style.at(_FONT_FIELDS[name]), "huis-veld", f"het lettertype {font} is er niet",
                f"bedoelt u {meant}?" if meant else f"zet de ttf- of otf-bestanden in de map die lettertypen_map noemt, of kies {dutch.listing(FONTS, 'of')}",
            )
        return style.model_copy(update=dict.fromkeys(wrong, FONTS[0]))

    def base_style(self, style: HouseStyle) -> HouseStyle | None:
        """The house style that comes with opc by this name."""
        ready = {path.stem: path for path in sorted((data_folder("templates") / "huisstijlen").glob("*.yaml"))}
        if style.base not in ready:
            meant = dutch.meant(style.base, ready)
            self.workspace.notice(style.at("basis"), "huis-veld", f'er komt geen huisstijl "{style.base}" met opc mee', f"bedoelt u {meant}?" if meant else f"kies uit: {dutch.listing(ready, 'of')}")
            return None
        source = self.workspace.text(ready[style.base])
        return self.known(source, HouseStyle) if source else None

    def tables(self) -> tuple[dict[str, Table], frozenset[str] | None]:
        """The tables, and the names of those that could not be read: None when nobody knows."""
        declared = self.record("tabellen.yaml", Tables)
        found: dict[str, Table] = {}
        if declared is None:
            return found, None if (self.folder / "tabellen.yaml").exists() else frozenset()
        for name, settings in declared.tables.items():
            path = self.folder / settings.file
            if problem := self.outside(path):
                self.workspace.notice(settings.at("bestand"), "huis-bestand", f"dit bestand {problem}", "zet het in de map data/, en controleer of u erbij mag")
                continue
            if not path.is_file():
                meant = self.nearby(path)
                self.workspace.notice(settings.at("bestand"), "huis-bestand", f"het bestand {settings.file} is er niet", f"bedoelt u {meant}?" if meant else "controleer de naam, ook hoofdletters")
                path = path.parent / meant
                if not meant or not path.is_file() or self.outside(path):
                    continue
            if (source := self.text(path, fallback="cp1252")) and (table := self.table(source, name, settings)):
                found[name] = table
        return found, frozenset(declared.tables.keys() - found.keys())

    def table(self, source: Source, name: str, settings: TableFile) -> Table | None:
        def make() -> Table | None:
            from opc.read.csv import read_table

            return read_table(self.workspace, source, name, settings)

        declared = self.sources[self.workspace.name(self.folder / "tabellen.yaml")]
        return kept(self.workspace, make, "tabel", name, source.file, source.text, declared.file, declared.text)

    def outside(self, path: Path) -> str:
        """Why a path may not be read, to put behind a subject; empty when it may."""
        try:
            if path.is_symlink():
                inside = resolved(path).is_relative_to(self.folder)
            else:  # then it is where its folder is
                if path.parent not in self.folders:
                    self.folders[path.parent] = resolved(path.parent)
                inside = (self.folders[path.parent] / path.name).is_relative_to(self.folder) and path.name != ".."
            path.is_file()  # may that be asked?
        except OSError as error:
            return f"is niet te lezen: {reason(error)}"
        return "" if inside else "ligt buiten de map van het plan"

    def nearby(self, path: Path) -> str:
        """The file in the same folder that was probably meant; that one is read instead."""
        names = [other.name for other in path.parent.iterdir() if other.suffix == path.suffix] if path.parent.is_dir() else []
        return dutch.meant(path.name, names, 0.8)

    def chapters(self, name: str) -> Iterator[Chapter]:
        folder = self.folder / name
        if not os.path.lexists(folder):
            return
        try:
            paths = sorted(folder.iterdir(), key=lambda path: _sorting(path.name))
            folder.joinpath("x").is_file()  # may its files be read?
        except OSError as error:
            self.workspace.notice(Span(self.workspace.name(folder)), "huis-bestand", f"deze map is niet te lezen: {reason(error)}", "maak er een gewone map van waar u bij mag")
            self.broken.add(self.workspace.name(folder))
            return
        for path in paths:
            if path.name.startswith((".", "~", "#")):  # an editor's own
                continue
            if path.suffix != ".md":
                if path.is_file():
                    self.workspace.notice(
                        Span(self.workspace.name(path)), "huis-bestand", "dit bestand leest opc niet: hier horen alleen teksten die eindigen op .md",
                        "geef het die naam, of zet het ergens anders", Severity.waarschuwing,
                    )
                continue
            if problem := self.outside(path):
                self.workspace.notice(Span(self.workspace.name(path)), "huis-bestand", f"dit bestand {problem}", "zet het bestand zelf in de map, geen verwijzing ernaar")
                self.broken.add(self.workspace.name(path))
            elif (source := self.text(path)) is not None:
                yield self.chapter(source, path, appendix=name == "bijlagen")
            else:
                self.broken.add(self.workspace.name(path))

    def chapter(self, source: Source, path: Path, *, appendix: bool) -> Chapter:
        chapter, whole = kept(self.workspace, lambda: self.read(source, path, appendix=appendix), "hoofdstuk", f"{appendix}", path.name, source.file, source.text)
        if not whole:
            self.broken.add(source.file)
        return replace(chapter, source=source)

    def read(self, source: Source, path: Path, *, appendix: bool) -> tuple[Chapter, bool]:
        """A chapter but for its source, and whether its fields could be read."""
        from opc.read.markdown import read_chapter  # what was read before needs no parser

        match = _FRONT.match(source.text)
        stem = _NUMBER.sub("", path.stem)
        top = source.whole_line(1)
        defaults = {"titel": stem.replace("-", " ").capitalize(), **({"bijlage": _number(path.stem)} if appendix else {"hoofdstuk": "vrij"})}
        front: FrontMatter | None = None
        if not source.text.strip():
            self.workspace.notice(top, "huis-bestand", "dit bestand is leeg", "schrijf het hoofdstuk, of haal het bestand weg")
        elif match is None:
            what = 'bijlage: "1"' if appendix else "hoofdstuk: vrij"
            unclosed = source.text.startswith("---")
            self.workspace.notice(
                top, "huis-veld", "de front matter is niet gesloten" if unclosed else "boven deze tekst staat geen front matter",
                "zet onder de velden een regel met alleen ---" if unclosed else f"begin het bestand met drie regels: ---, {what}, titel: …, en sluit af met ---",
            )
        else:
            head = Source(source.file, match.group())  # most changes are below it
            front = kept(self.workspace, lambda: self.front(head, match, top, defaults, appendix=appendix), "kop", f"{appendix}", path.name, head.file, head.text)
        whole = front is not None
        if front is None:
            front = (Appendix if appendix else ChapterFront).model_validate({**defaults, PLACES: Places(top)})
        # fields without an end: no one knows where the text begins
        body = match.end() if match else len(source.text) if source.text.startswith("---") else 0
        return replace(read_chapter(self.workspace, source, front, front.id or stem, body), source=_ELSEWHERE), whole

    def front(self, source: Source, match: re.Match[str], top: Span, defaults: Mapping[str, str], *, appendix: bool) -> FrontMatter | None:
        from opc.read.yaml import read_yaml

        data = read_yaml(self.workspace, source, begin=match.start(1), end=match.end(1))
        if data is None and match.group(1).strip():
            return None
        if appendix:
            return validate(self.workspace, Appendix, data, top, defaults=defaults)
        said = data.get("hoofdstuk") if isinstance(data, dict) else None
        if not isinstance(said, str) or said not in KINDS:
            places = data.get(PLACES) if isinstance(data, dict) else None
            span = places.values.get("hoofdstuk", places.span) if isinstance(places, Places) else top
            meant = dutch.meant(str(said or ""), KINDS)
            self.workspace.notice(
                span, "huis-veld", f'"{said}" is geen soort hoofdstuk' if isinstance(said, str) else "een lijst is geen soort hoofdstuk" if said else 'veld "hoofdstuk" ontbreekt',
                "schrijf boven de tekst velden met een waarde, zonder streepjes: hoofdstuk: vrij" if isinstance(data, list | str) else f"bedoelt u {meant}?" if meant else f"kies uit: {dutch.listing(KINDS, 'of')}",
            )
            data = {**(data if isinstance(data, dict) else {PLACES: Places(top)}), "hoofdstuk": "vrij"}
            said = "vrij"
        return validate(self.workspace, ChapterFront, data, top, required=KINDS[str(said)], defaults=defaults)

    def goals(self, chapters: tuple[Chapter, ...], tables: Mapping[str, Table], unread: frozenset[str] | None, name: str) -> Iterator[Indicator | Action]:
        for chapter in chapters:
            table: str = getattr(chapter.front, name)
            if not table:
                continue
            if table not in tables:
                if unread is None or table in unread:
                    continue
                key = "indicatoren" if name == "indicators" else "acties"
                meant = dutch.meant(table, tables)
                self.workspace.notice(chapter.front.at(key), "huis-verwijzing", f'er is geen tabel "{table}"', f"bedoelt u {meant}?" if meant else "beschrijf haar in tabellen.yaml")
                continue
            make = self.indicator if name == "indicators" else self.action
            for row in tables[table].plain:
                yield make(tables[table], row)

    def indicator(self, table: Table, row: Row) -> Indicator:
        cell = _Cells(table, row)
        target = next((column.name for column in table.columns if column.name.startswith("streefwaarde")), "")
        milestone = next((column.name for column in table.columns if column.name.startswith("mijlpaal")), "")
        digits = [len(text.rpartition(",")[2]) if "," in (text := cell.text(name)) else 0 for name in ("nulmeting", target)]
        year = milestone.rpartition("_")[2]
        target_day, baseline_day = self.day(cell, "peildatum_streef"), self.day(cell, "peildatum_nulmeting")
        made = Indicator(
            id=cell.text("id"), priority=cell.text("speerpunt"), title=cell.text("indicator"), sectors=_sectors(cell.text("sector")),
            unit=cell.text("eenheid"), baseline=cell.number("nulmeting"), baseline_day=baseline_day,
            milestone=cell.number(milestone), target=cell.number(target), target_day=target_day,
            source=cell.text("bron"), owner=cell.text("eigenaar"), decimals=max(digits), span=row.span, target_span=cell.span(target) or row.span,
        )
        milestone_day = measured_on(made._replace(baseline_day=target_day or baseline_day), int(year)) if year.isdigit() and len(year) == 4 else None
        return made._replace(milestone_day=milestone_day, results=tuple(self.results(cell, made)), better=self.direction(cell))

    def direction(self, cell: _Cells) -> str:
        said = cell.text("richting").strip().lower()
        if said not in ("", "hoger", "lager"):
            self.workspace.notice(cell.span("richting") or cell.row.span, "huis-csv", f'"{said}" is geen richting', "schrijf hoger of lager: wat is beter? Of laat de cel leeg")
        return said

    def results(self, cell: _Cells, indicator: Indicator) -> Iterator[tuple[date, Decimal]]:
        """What was measured: the columns realisatie_2027 and the like."""
        for name in cell.names:
            word, _, year = name.partition("_")
            if word != "realisatie" or not year.isdigit() or not (text := cell.text(name)):
                continue
            value, day = cell.number(name), measured_on(indicator, int(year)) if len(year) == 4 else None
            if value is None:
                self.workspace.notice(cell.span(name) or cell.row.span, "huis-csv", f'"{text}" is geen getal', "schrijf de gemeten waarde, of laat de cel leeg")
            elif day is not None:
                yield day, value

    def action(self, table: Table, row: Row) -> Action:
        cell = _Cells(table, row)
        amounts = tuple(
            (column.name, row.cells[at].value or 0) for at, column in enumerate(table.columns) if column.name.startswith("begroot")
        )
        start, end = self.day(cell, "start"), self.day(cell, "gereed")
        if start and end and end < start:
            self.workspace.notice(cell.span("gereed") or row.span, "huis-csv", f"deze actie is klaar voordat zij begint ({start})", "controleer de twee dagen")
        return Action(
            id=cell.text("id"), priority=cell.text("speerpunt"), title=cell.text("actie"), owner=cell.text("eigenaar"),
            sectors=_sectors(cell.text("sector")), start=start, end=end,
            indicators=tuple(part.strip() for part in re.split(r"[;,]", cell.text("indicator")) if part.strip()),
            amounts=amounts, span=row.span,  # type: ignore[arg-type]
        )

    def day(self, cell: _Cells, name: str) -> date | None:
        text = cell.text(name)
        if not text:
            return None
        try:
            if is_sane(day := date.fromisoformat(text)):
                return day
            self.workspace.notice(cell.span(name) or cell.row.span, "huis-csv", f'het jaar van "{text}" kan niet', "schrijf een jaar tussen 1900 en 2100")
            return None
        except ValueError:
            self.workspace.notice(cell.span(name) or cell.row.span, "huis-csv", f'"{text}" is geen datum', "schrijf een bestaande dag als jaar-maand-dag: 2026-08-01")
            return None

    def assets(self, chapters: tuple[Chapter, ...], style: HouseStyle) -> dict[str, Asset]:
        found: dict[str, Asset] = {}
        wanted = [(chapter.source.file, image.path, image.span) for chapter in chapters for image in chapter.images]
        base = self.workspace.name(self.folder / "plan.yaml")
        wanted += [(base, path, style.at(key)) for key, path in (("logo", style.logo), ("omslagbeeld", style.cover)) if path]
        for file, path, span in wanted:
            asset = read_asset(self.workspace, self.folder, (self.workspace.root / file).parent, path, span)
            if asset:
                found[f"{file}>{path}"] = asset
        return found


def _distinct(chapters: Sequence[Chapter]) -> Iterator[Chapter]:
    """The chapters, with a number behind the anchor of a heading that shares its words with another and has no name of its own."""
    taken = {chapter.anchor for chapter in chapters}
    for chapter in chapters:
        taken |= {section.anchor for section in chapter.sections if section.explicit}
        taken |= {image.anchor for image in chapter.images} | {div.anchor for div in chapter.divs}
    for chapter in chapters:
        sections = []
        for section in chapter.sections:
            anchor, again = section.anchor, 1
            while not section.explicit and anchor in taken:
                again += 1
                anchor = f"{section.anchor}-{again}"
            taken.add(anchor)
            sections.append(section if anchor == section.anchor else section._replace(anchor=anchor))
        yield replace(chapter, sections=tuple(sections))


class _Cells:
    def __init__(self, table: Table, row: Row) -> None:
        self.table, self.row = table, row
        self.names = {column.name: at for at, column in enumerate(table.columns)}

    def text(self, name: str) -> str:
        return self.row.cells[self.names[name]].text if name in self.names else ""

    def number(self, name: str) -> Any:
        if name not in self.names:
            return None
        cell = self.row.cells[self.names[name]]
        return cell.value if cell.value is not None else dutch.parse_number(cell.text)

    def span(self, name: str) -> Span | None:
        return self.row.cells[self.names[name]].span if name in self.names else None


def _among(font: str, there: Collection[str]) -> bool:
    """Whether a font is among these families: a thin or narrow one carries that in its name, and is found without."""
    name = font.lower()
    return any(family.lower() == name or family.lower().startswith((f"{name} ", f"{name}-", f"{name}_")) for family in there)


def _sectors(text: str) -> Sectors:
    words = text.lower().replace("/", " ").split()
    sectors: tuple[Sector, ...] = ("po", "vo")
    return tuple(sector for sector in sectors if sector in words)


def _number(name: str) -> str:
    """The number in front of a file's name, for a bijlage that has none of its own."""
    match = re.match(r"0*([1-9]\d?[a-z]?)", name)
    return match[1] if match else "99"


def _sorting(name: str) -> tuple[int, str]:
    match = re.match(r"\d+", name)
    return (int(match.group()) if match else 10_000, name)
