"""Blocks: the parts of a document that opc makes from facts and tables, by the templates in templates/document/."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from opc import dutch
from opc.compose import diagram, markdown
from opc.compose.coverage import Covered, coverage
from opc.compose.decisions import change_in_words, holds
from opc.compose.figure import Figure, chart_figure, in_markdown, path_of
from opc.compose.numbering import Numbers, number
from opc.compose.register import Register
from opc.model.chapter import Chapter, Section
from opc.model.evidence import FRONT
from opc.model.front_matter import Facts
from opc.model.goal import Action, Indicator, budgeted
from opc.model.picture import Picture
from opc.model.plan import Plan
from opc.model.plan_file import Version
from opc.model.record import Sectors
from opc.model.requirement import Requirement
from opc.model.site import page_names
from opc.model.table import Cell, Column, Row, Table
from opc.model.value import Block, key_figures
from opc.template import environment

DIAGRAMS: dict[str, Callable[[Plan, Numbers], Figure]] = {
    "tijdlijn": diagram.timeline, "organogram": diagram.organogram, "route": diagram.route, "kringloop": diagram.round_of_steps, "risicobeeld": diagram.risks,
}
"""Name of a block -> what it draws."""


_AMOUNT = re.compile(r"(?<![\w.,-])\d{5,}(?![\w-])")


class Markdown(str):
    """Text that is Markdown already; any other text is escaped."""

    __slots__ = ()


@dataclass(frozen=True)
class Printer:
    """Renders templates with what they may use: the plan, its facts, and functions for tables and references."""

    plan: Plan
    numbers: Numbers
    covered: tuple[Covered, ...]
    register: Register = field(default_factory=Register)
    front: str = ""
    """What stands before the first chapter."""

    @classmethod
    def of(cls, plan: Plan, requirements: Iterable[Requirement]) -> Printer:
        """For a plan as a whole, without its register."""
        made = cls(plan, number(plan, plan.chapters), coverage(plan, requirements))
        front = made.render("voorwerk.md.j2")
        if front.strip():
            made.numbers.words[FRONT] = "“Versies en besluiten”"
        return replace(made, front=front)

    def block(self, block: Block, anchors: Sequence[str]) -> str:
        """The Markdown of one block; anchors: of its captioned tables, in order."""
        if block.name == "tabel":
            return self.data_table(self.plan.tables[block.arguments[0]], anchors[0], block)
        if figure := self.figure(block):
            return in_markdown(figure, anchors[0], self.numbers)
        if block.name == "grafiek":  # of the other sector
            return ""
        return self.render(f"blokken/{block.name}.md.j2", anchors, argument=block.arguments[0] if block.arguments else "", opties=block.options)

    def figure(self, block: Block) -> Figure | None:
        """What is drawn for a block; None when it is no picture, or has nothing to show in this edition."""
        if block.chart:
            return chart_figure(self.plan, self.numbers, block, block.chart)
        if block.name == "planningsbeeld":
            return diagram.planning(self.plan, self.numbers, self.concerns)
        return DIAGRAMS[block.name](self.plan, self.numbers) if block.name in DIAGRAMS else None

    def pictures(self) -> dict[str, Picture]:
        """Everything that is to be drawn, by the path that stands in the text."""
        drawn = ((anchors, self.figure(block)) for block, anchors in self.numbers.blocks.values())
        return {path_of(anchors[0]): figure.picture for anchors, figure in drawn if figure}

    def render(self, template: str, anchors: Sequence[str] = (), **values: Any) -> str:
        """A template of templates/document/."""
        return environment().get_template(f"document/{template}").render(self.values(anchors) | values).strip("\n")

    def values(self, anchors: Sequence[str] = ()) -> dict[str, Any]:
        """What a template may use. anchors: of the captioned tables that it prints, in order."""
        left = list(anchors)

        def tabel(kop: Sequence[str], rijen: Sequence[Sequence[Any]], *, titel: str, eenheden: Sequence[str] = (), totalen: Sequence[int] = (),
                  bron: str = "", liggend: bool = False, soort: str = "", anker: str = "") -> str:
            if not rijen:
                return ""
            anchor = left.pop(0) if left else anker
            cells = [[_cell(value) for value in row] for row in rijen]
            filled = [at for at in range(len(kop)) if at == 0 or any(row[at].strip() for row in cells)]
            return markdown.table(
                [_cell(kop[at]) for at in filled], [[row[at] for at in filled] for row in cells], anchor=anchor,
                number=self.numbers.labels.get(anchor, ""), title=titel, units=[eenheden[at] for at in filled] if eenheden else (),
                totals=totalen, source=bron, landscape=liggend, kind=soort,
            )

        return {
            "plan": self.plan, "bestand": self.plan.file, "tabel": tabel, "feiten": self.facts, "voor": self.sectors_in_words, "beide": len(self.plan.sectors) > 1,
            "md": Markdown, "tekst": markdown.escape, "zin": _sentence, "aanhaal": markdown.quoted, "verwijs": self.reference, "titel": self.title, "bladzijde": self.page,
            "dekking": self.covered, "gebeurtenissen": self.plan.decisions.steps, "voorwaarden": tuple(holds(self.plan)), "versietekst": self.version_text,
            "schooljaren": self.plan.file.period.school_years(), "doet": self.acts_in, "getal": _number, "acties": self.actions, "bedragkolommen": self.budgets, "indicatoren": self.indicators,
            "hoofdletter": _capital, "telt": self.concerns, "kengetallen": key_figures(self.plan), "kaders": self.frames, "antwoord": self.answer,
            "register": self.register.entries, "genummerd": tuple(self.numbers.words), "kernindicator": self.key_indicators, "bereik": _range, "maat": _measured_in, "staat_erboven": self.is_headed, "rijnaam": row_name,
        }

    def facts(self, name: str) -> Any:
        """The facts of one group (an attribute of Facts), of all chapters together."""
        if name not in Facts.model_fields:
            raise KeyError(name)
        found = [value for _, value in self.plan.facts(lambda facts: getattr(facts, name))]
        if found and isinstance(found[0], tuple):
            return [item for items in found for item in items]
        if found and isinstance(found[0], dict):
            return {key: item for items in found for key, item in items.items()}
        return found[0] if found else None

    def sectors_in_words(self, sectors: Sectors) -> str:
        """po, vo, or po en vo."""
        return dutch.listing(sectors or self.plan.sectors)

    def reference(self, anchor: str) -> Markdown:
        """A reference to a place in the document, in its own words."""
        return Markdown(self.numbers.refer(anchor, self.numbers.words[anchor])) if anchor in self.numbers.words else Markdown("")

    def title(self, anchor: str) -> str:
        """What stands at a place: the title of a section or of a table in the text; of a table that opc makes that of the text around it."""
        if anchor == FRONT:
            return "Versies en besluiten"
        typed = next((div.attributes["titel"] for chapter in self.plan.chapters for div in chapter.divs if div.anchor == anchor and "titel" in div.attributes), "")
        chapter, section = self._at(anchor)
        return typed or (section.title if section else chapter.front.title if chapter else "")

    def destination(self, anchor: str) -> str:
        """The heading to which a link from outside leads: a PDF names no tables."""
        chapter, section = self._at(anchor)
        return section.anchor if section else chapter.anchor if chapter else anchor

    def online(self, address: str) -> dict[str, str]:
        """Anchor -> where the website of the plan has it. address: of that website; there is nothing when it is empty."""
        chapters = [*([FRONT] if self.front else []), *(chapter.anchor for chapter in self.plan.chapters)]
        pages = dict(zip(chapters, page_names(chapters), strict=True))
        home = address.removesuffix("index.html").rstrip("/")
        homes = ((anchor, chapter.anchor if (chapter := self._at(anchor)[0]) else anchor) for anchor in self.numbers.words)
        return {anchor: f"{home}/{pages[chapter]}#{quote(anchor)}" for anchor, chapter in homes if home and chapter in pages}

    def _at(self, anchor: str) -> tuple[Chapter | None, Section | None]:
        """The section of this name, or in which a table stands."""
        if anchor in self.plan.sections:
            return self.plan.sections[anchor]
        made = ((file, begin) for (file, begin), (_, anchors) in self.numbers.blocks.items() if anchor in anchors)
        typed = ((chapter.file, div.begin) for chapter in self.plan.chapters for div in chapter.divs if div.anchor == anchor)
        for file, begin in (*made, *typed):
            chapter = next(chapter for chapter in self.plan.chapters if chapter.file == file)
            return chapter, next((section for section in chapter.sections if section.level == 2 and section.begin <= begin < section.end), None)
        return None, None

    def answer(self, said: str) -> Markdown:
        """Where something is dealt with: a place in the document (#id), or a goal by its id, with the place that prints it."""
        if said.startswith("#"):
            return self.reference(said[1:])
        parts: dict[str, tuple[str, str]] = {item.id: (f"indicator {item.id}", item.priority) for item in self.plan.indicators}
        parts |= {item.id: (f"actie {item.id}", item.priority) for item in self.plan.actions}
        parts |= {item.id: (f"speerpunt {item.id.removeprefix('S')}", item.id) for _, items in self.plan.facts(lambda facts: facts.priorities) for item in items}
        what, priority = parts.get(said, (said, ""))
        place = self.reference(self.numbers.priorities.get(priority, ""))
        return Markdown(f"{markdown.escape(what)} in {place}" if place else markdown.escape(what))

    def frames(self) -> list[tuple[Requirement, list[str]]]:
        """The plan's own kaders, each with the anchors of the sections that answer it."""
        return [
            (frame, list(dict.fromkeys(answer.anchor for _, answer in self.plan.answers(frame.id))))
            for frame in self.plan.frames if self.concerns(frame.sectors)
        ]

    def version_text(self, version: Version) -> Markdown:
        """What a version changed: in the plan that was adopted before it, which kind of change, and where."""
        said = [markdown.escape(version.what)]
        if version.change:
            said.append(markdown.escape(change_in_words(self.plan, version, version.change)))
            if places := [place for anchor in version.change.anchors if (place := self.reference(anchor))]:
                said.append(f"Zie {dutch.listing(places)}.")
        return Markdown(" ".join(said))

    def page(self, anchor: str) -> Markdown:
        """The page on which a place stands."""
        return Markdown(f"[](#{anchor}){{.bladzijde}}") if anchor in self.numbers.words and not self.numbers.is_elsewhere else Markdown("")

    def actions(self, priority: str) -> list[Action]:
        """The actions of one speerpunt."""
        return [action for action in self.plan.actions if action.priority == priority and self.concerns(action.sectors)]

    def budgets(self, actions: Iterable[Action]) -> list[str]:
        """The columns with amounts of some actions, without those for a sector that this edition is not about."""
        names = dict.fromkeys(name for action in actions for name, _ in action.amounts)
        return [name for name in names if (sector := budgeted(name)[1]) is None or sector in self.plan.sectors]

    def indicators(self, priority: str) -> list[Indicator]:
        """The indicators of one speerpunt."""
        return [indicator for indicator in self.plan.indicators if indicator.priority == priority and self.concerns(indicator.sectors)]

    def key_indicator(self, priority: str) -> str:
        """The id of the indicator that a speerpunt names as its own; empty when it names none."""
        return next((item.key_indicator for _, items in self.plan.facts(lambda facts: facts.priorities) for item in items if item.id == priority), "") or ""

    def key_indicators(self, priority: str) -> list[Indicator]:
        """The indicator that stands for a speerpunt, once for each sector that measures it: the one that it names, else the first."""
        own, said = self.indicators(priority), self.key_indicator(priority)
        ids = [item.id for item in own]
        return [item for item in own if item.id == (said if said in ids else ids[0])]  # an edition for one sector may lack it

    def is_headed(self, title: str) -> bool:
        """Whether a heading of the plan says this title, so that nobody need say it again below it."""
        return any(title.casefold() in section.title.casefold() for chapter in self.plan.chapters for section in chapter.sections)

    def concerns(self, sectors: Sectors) -> bool:
        """Whether something for these sectors (none: all) belongs in this edition."""
        return not sectors or any(sector in self.plan.sectors for sector in sectors)

    def acts_in(self, action: Action, year: str) -> bool:
        """Whether an action runs in a school year (2026-2027)."""
        first, last = date(int(year[:4]), 8, 1), date(int(year[-4:]), 7, 31)
        return (action.start or date.min) <= last and (action.end or date.max) >= first

    def data_table(self, table: Table, anchor: str, block: Block) -> str:
        """A table from CSV: chosen columns and rows, scaled when asked."""
        options = block.options
        if len(self.plan.sectors) == 1:
            table = table.for_sector(self.plan.sectors[0])
        names = {column.name for column in table.columns}
        chosen: tuple[str, ...] = tuple(name for name in options["columns"] if name in names) or tuple(column.name for column in table.columns if not column.hidden)
        at = [table.index(name) for name in chosen]
        columns = [table.columns[number] for number in at]
        rows = [row for row in table.rows if not options["rows"] or row.label in options["rows"]]
        scale: Decimal = options["scale"]
        title: str = options["title"] or table.settings.title
        source = table.settings.source
        if scale != 1:
            title += "" if options["title"] else f" (x {dutch.number(scale)})"
            note = "Door afronding kan een totaal 1 afwijken van de som van de regels."
            source = f"{source.rstrip('.')}. {note}" if source else note
        return markdown.table(
            [markdown.escape(column.title) for column in columns],
            [[markdown.escape(row_name(row)) if row.formula and not number else _printed(row.cells[number], column, scale) for number, column in zip(at, columns, strict=True)] for row in rows],
            anchor=anchor, number=self.numbers.labels.get(anchor, ""), title=title, units=[column.unit for column in columns],
            totals=[number for number, row in enumerate(rows, 1) if row.formula], source=source, landscape=len(columns) > 9,
        )


def with_unit(indicator: Indicator, value: Decimal | None) -> str:
    """A value of an indicator as it is read: 75%, 24, 6,4."""
    return "" if value is None else dutch.number(value, indicator.decimals) + ("%" if indicator.unit == "%" else "")


def _range(indicator: Indicator) -> str:
    """From the nulmeting to the streefwaarde: 31 → 20."""
    return f"{with_unit(indicator, indicator.baseline) or '?'} → {with_unit(indicator, indicator.target) or '?'}"


def _measured_in(indicator: Indicator) -> str:
    """The unit, when a value does not say it itself: schooldagen."""
    return "" if indicator.unit in ("", "%", "aantal", "cijfer", "tekst") else indicator.unit


def row_name(row: Row) -> str:
    """What a row is called in print: an amount in the name of a row that is computed is written as every other."""
    return _AMOUNT.sub(lambda match: dutch.number(Decimal(match[0])), row.label) if row.formula else row.label


def _printed(cell: Cell, column: Column, scale: Decimal) -> str:
    if cell.value is not None:
        if scale != 1 and column.unit == "EUR":
            return dutch.number(cell.value / scale, 0)
        return dutch.number(cell.value, column.decimals)
    if column.unit == "datum" and cell.text:
        try:
            return dutch.long_date(date.fromisoformat(cell.text))
        except ValueError:
            pass
    return markdown.escape(cell.text)


def _cell(value: Any) -> str:
    if isinstance(value, Markdown):
        return value
    if isinstance(value, date):
        return dutch.long_date(value)
    if isinstance(value, Decimal):
        return dutch.number(value)
    if isinstance(value, (tuple, list)):
        return "; ".join(_cell(item).rstrip(".") for item in value)
    return "" if value is None else markdown.escape(str(value))


def _number(value: Decimal | None, decimals: int | None = None) -> str:
    return "" if value is None else dutch.number(value, decimals)


def _sentence(text: str) -> str:
    """Text that others follow in the same paragraph: it ends like a sentence."""
    return markdown.escape(text) + ("" if text.rstrip().endswith((".", "!", "?")) else ".")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


