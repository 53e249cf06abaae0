"""What `{{ … }}` may ask of a plan: numbers, and blocks such as tables.

`opc check` evaluates every expression and drops the outcome; `compose` prints it. Both see the same mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from opc import dutch
from opc.model.formula import FormulaError, UnknownNumberError, evaluate
from opc.model.goal import Action, Indicator
from opc.model.plan import Plan
from opc.model.record import Sector, Sectors
from opc.model.table import Table

if TYPE_CHECKING:
    from opc.model.picture import Chart


class Figure(Decimal):
    """A number that knows how many decimals it is printed with."""

    decimals: int | None = None


class Block(NamedTuple):
    """A part of the document that opc makes: its name, and what the writer asked of it."""

    name: str
    arguments: tuple[Any, ...] = ()
    options: Mapping[str, Any] = {}
    anchors: tuple[str, ...] = ()
    """The anchors of what has a caption in it, in order: tables (tabel-…) and figures (figuur-…)."""
    chart: Chart | None = None
    """What a chart shows; None in every other block."""


Value = Decimal | str | Block


def evaluate_in(plan: Plan, formula: str) -> Value:
    """The outcome of an expression in a chapter. Raises FormulaError."""
    value = evaluate(formula, plan.functions)
    if isinstance(value, (Decimal, str, Block)):
        return value
    raise FormulaError("deze formule geeft geen getal, tekst of blok")


def charts(plan: Plan) -> Iterator[Chart]:
    """What the charts in the chapters of a plan show."""
    for chapter in plan.chapters:
        for expression in chapter.expressions:
            if expression.formula.lstrip().startswith("grafiek"):
                with suppress(FormulaError):
                    value = evaluate_in(plan, expression.formula)
                    if isinstance(value, Block) and value.chart:
                        yield value.chart


def printed(value: Value) -> str:
    """A number or text as it stands in a sentence."""
    if isinstance(value, Figure):
        return dutch.number(value, value.decimals)
    if isinstance(value, Decimal):
        return dutch.number(dutch.rounded(value, 4) if value.as_tuple().exponent not in (0, -1, -2) else value)
    return str(value)


def key_figures(plan: Plan) -> dict[str, Decimal]:
    """The counts of plan.yaml, computed; those with a mistake are left out."""
    found = {}
    for name, figure in plan.file.key_figures.items():
        try:
            value = evaluate(figure.value, _numbers(plan))
        except FormulaError:
            continue
        if isinstance(value, Decimal):
            found[name] = value
    return found


def functions(plan: Plan) -> dict[str, Callable[..., Any]]:
    """Every function that an expression in a chapter may call."""
    def samen(joint: Any, apart: Any = "", po: Any = None, vo: Any = None) -> Any:
        if len(plan.sectors) > 1:
            return joint
        own = po if plan.sectors == ("po",) else vo
        return apart if own is None else own

    return {**_numbers(plan), "aantal": lambda name: _key_figure(plan, name), "samen": samen, **_blocks(plan)}


def _figure(value: Decimal, decimals: int | None) -> Figure:
    figure = Figure(value)
    figure.decimals = decimals
    return figure


def _named(things: Mapping[str, Any], name: Any, what: str, *, lost: bool = False) -> Any:
    """One of some things by its name. lost: some of them could not be read, so that an unknown name is no mistake."""
    if isinstance(name, str) and name in things:
        return things[name]
    if lost:
        raise UnknownNumberError(f'{what} "{name}" is niet te lezen')
    meant = dutch.meant(str(name), things)
    raise FormulaError(f'er is geen {what} "{name}"', hint=f'bedoelt u "{meant}"?' if meant else f"er zijn: {dutch.listing(things)}" if things else "er zijn er nog geen")


def _table(plan: Plan, name: str) -> Table:
    if isinstance(name, str) and plan.is_unread(name):
        raise UnknownNumberError(f'tabel "{name}" is niet te lezen')
    found: Table = _named(plan.tables, name, "tabel")
    return found


def _key_figure(plan: Plan, name: str) -> Decimal:
    figure = _named(plan.file.key_figures, name, "kengetal")
    value = evaluate(figure.value, _numbers(plan))
    if not isinstance(value, Decimal):
        raise FormulaError(f'kengetal "{name}" is geen getal')
    return _figure(value, 0)


def _numbers(plan: Plan) -> dict[str, Callable[..., Any]]:
    def table(id: str) -> Table:
        return _table(plan, id)

    def cel(id: str, row: str, column: str) -> Any:
        cell = table(id).cell(row, column)
        if cell.value is None:
            return cell.text
        return _figure(cell.value, table(id).columns[table(id).index(column)].decimals)

    def som(id: str, *columns: str) -> Decimal:
        return sum((table(id).total(column) for column in columns), Decimal(0))

    def rijen(id: str, **where: str) -> Decimal:
        rows = table(id).plain
        for column, wanted in where.items():
            at = table(id).index(column)
            rows = tuple(row for row in rows if str(wanted).lower() in row.cells[at].text.lower().replace(",", " ").split())
        return _figure(Decimal(len(rows)), 0)

    def indicator(id: str, sector: str) -> Indicator:
        for found in plan.indicators:
            if found.id == id and (not sector or not found.sectors or sector.lower() in found.sectors):
                return found
        if plan.fields_lost or any(plan.is_unread(table) for _, table in plan.facts(lambda facts: facts.indicators)):
            raise UnknownNumberError("de tabel met indicatoren is niet te lezen")
        _named({found.id: found for found in plan.indicators}, id, "indicator")
        raise FormulaError(f'indicator "{id}" geldt niet voor {sector}', hint="laat de sector weg, of noem die van de indicator")

    def goal(get: Callable[[Indicator], Decimal | None], what: str) -> Callable[..., Figure]:
        def value(id: str, sector: str = "") -> Figure:
            found = indicator(id, sector)
            number = get(found)
            if number is None:
                # a target without a nulmeting is a finding of its own, at the target
                raise (UnknownNumberError if what == "nulmeting" and found.target is not None else FormulaError)(f'indicator "{id}" heeft geen {what}', hint="vul het getal in, in de tabel met indicatoren")
            return _figure(number, found.decimals)

        return value

    return {
        "cel": cel,
        "som": som,
        "rijen": rijen,
        "nulmeting": goal(lambda found: found.baseline, "nulmeting"),
        "mijlpaal": goal(lambda found: found.milestone, "mijlpaal"),
        "streefwaarde": goal(lambda found: found.target, "streefwaarde"),
        "euro": lambda value, decimals=Decimal(0): dutch.euro(_decimal(value), int(decimals)),
        "procent": lambda value, decimals=Decimal(0): dutch.percent(_decimal(value), int(decimals)),
        "voluit": lambda value: dutch.in_words(_decimal(value)),
        "getal": lambda value, decimals=None: dutch.number(_decimal(value), None if decimals is None else int(decimals)),
    }


def _decimal(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    raise FormulaError("hier staat geen getal")


BLOCK_NAMES = (
    "tabel", "missie", "uitgangspunten", "basisondersteuning", "voorzieningen", "toelaatbaarheid", "terugplaatsing", "verdeling", "groei",
    "risicos", "informatie", "organen", "cyclus", "speerpunt", "acties", "indicatoren", "planning", "leeswijzer", "besluiten", "oogo",
    "begrippen", "register", "bijlagen", "versies", "kaders", "inbreng", "grafiek", "tijdlijn",
    "planningsbeeld", "organogram", "route", "kringloop", "risicobeeld", "bevoegdheden", "kerncijfers", "speerpuntbladzijde",
)
"""The blocks; each has a template in templates/document/, but `tabel` and the pictures."""


def _blocks(plan: Plan) -> dict[str, Callable[..., Block]]:
    def tabel(id: str, kolommen: tuple[str, ...] = (), rijen: tuple[str, ...] = (), schaal: Decimal = Decimal(1), titel: str = "") -> Block:
        table = _table(plan, id)
        if not isinstance(titel, str):
            raise FormulaError("titel is een tekst", hint='zet haar tussen aanhalingstekens: titel="Leerlingen"')
        for name in kolommen:
            table.index(name)
        for label in rijen:
            table.row(label)
        if schaal <= 0:
            raise FormulaError("schaal is een getal boven nul, zoals 1000")
        options = {"columns": kolommen, "rows": rijen, "scale": schaal, "title": titel}
        return Block("tabel", (id,), options, (f"tabel-{id}",))

    def grafiek(id: str, soort: str = "lijn", x: str = "", reeksen: tuple[str, ...] | str = (), rijen: tuple[str, ...] | str = (), titel: str = "",
                schaal: Decimal = Decimal(1), naam: str = "") -> Block:
        from opc.model.chart import COLUMNS, chart, narrowed  # a plan without charts does without

        table = _table(plan, id)
        if not all(isinstance(text, str) for text in (x, titel, naam)):
            raise FormulaError("x, titel en naam zijn teksten", hint='zet ze tussen aanhalingstekens: titel="Leerlingen"')
        if re.search(r"[^a-z0-9-]", naam):
            raise FormulaError(f'de naam "{naam}" kan geen anker zijn', hint="gebruik kleine letters, cijfers en streepjes")
        reeksen, rijen = ((item,) if isinstance(item, str) else item for item in (reeksen, rijen))
        whole = chart(table, soort, x, reeksen, rijen, schaal)
        made = narrowed(whole, table, plan.sectors[0], soort, x, reeksen, rijen, schaal) if len(plan.sectors) == 1 else whole
        options = {"title": titel, "scale": schaal, "columns": () if x == COLUMNS else reeksen, "rows": reeksen if x == COLUMNS else rijen}
        return Block("grafiek", (id,), options, (f"figuur-{naam or id}",) if made else (), made)

    def fact(name: str, get: Callable[[Any], Any], where: str, captioned: bool = True) -> Callable[[], Block]:
        def block() -> Block:
            if not plan.fact(get) and plan.fields_lost:
                raise UnknownNumberError(f'"{where}" is niet te lezen')
            if not plan.fact(get):
                raise FormulaError(f'er is niets om hier te laten zien: "{where}" staat in geen enkel hoofdstuk', hint=f"vul {where} in, bovenaan een hoofdstuk")
            return Block(name, anchors=(f"tabel-{name}",) if captioned else ())

        return block

    def toelaatbaarheid(school: str) -> Block:
        found: dict[str, object] = {item.school: item for _, items in plan.facts(lambda facts: facts.admission) for item in items}
        _named(found, school, "procedure voor", lost=plan.fields_lost)
        return Block("toelaatbaarheid", (school,))

    def groei(sector: Sector = "po") -> Block:
        found = {key: item for _, items in plan.facts(lambda facts: facts.growth) for key, item in items.items()}
        _named({str(key): item for key, item in found.items()}, sector, "groeiregeling voor", lost=plan.fields_lost)
        return Block("groei", (sector,))

    def figure(name: str, get: Callable[[Any], Any], where: str, least: int = 1, most: int = 99) -> Callable[[], Block]:
        known = fact(name, get, where)

        def block() -> Block:
            found = sum(len(items) for _, items in plan.facts(get)) if known() else 0
            if not least <= found <= most:
                raise FormulaError(f"{where} heeft {found} stappen", hint=f"een leesbaar beeld heeft er {least} tot {most}")
            return Block(name, anchors=(f"figuur-{name}",))

        return block

    def organogram() -> Block:
        bodies = {item.name: item for _, items in plan.facts(lambda facts: facts.bodies) for item in items}
        block = figure("organogram", lambda facts: facts.bodies, "organen")()
        for item in bodies.values() if not plan.elsewhere else ():  # an edition for one sector lacks organs of the other
            for above in item.under:
                _named(bodies, above, "orgaan", lost=plan.fields_lost)
                reached, next_up = set[str](), {above}
                while next_up:
                    reached |= next_up
                    next_up = {name for known in next_up if known in bodies for name in bodies[known].under} - reached
                if item.name in reached:
                    raise FormulaError(f'"{item.name}" staat in het organogram onder zichzelf', hint="kijk bij `onder` van de organen")
        return block

    def bevoegdheden() -> Block:
        if not any(item.powers for _, items in plan.facts(lambda facts: facts.bodies) for item in items):
            raise FormulaError("geen enkel orgaan heeft bevoegdheden", hint="schrijf bij een orgaan bevoegdheden: {begroting: keurt goed}")
        return Block("bevoegdheden", anchors=("tabel-bevoegdheden",))

    def kerncijfers(*names: str) -> Block:
        for name in names:
            _named(plan.file.key_figures, name, "kengetal")
        if not (names or plan.file.key_figures):
            raise FormulaError("plan.yaml heeft geen kengetallen", hint="vul kengetallen in, in plan.yaml")
        return Block("kerncijfers", (names or tuple(plan.file.key_figures),))

    def tijdlijn() -> Block:
        if not plan.decisions.steps:
            raise FormulaError("er zijn nog geen stappen voor een tijdlijn", hint="zet ze in besluiten.yaml")
        return Block("tijdlijn", anchors=("figuur-tijdlijn",))

    def planningsbeeld() -> Block:
        if not plan.actions:
            raise (UnknownNumberError if plan.goals_lost else FormulaError)("er zijn nog geen acties om te tonen", hint="noem onder `acties` de tabel ervan, bovenaan een hoofdstuk")
        return Block("planningsbeeld", anchors=("figuur-planning",))

    def concerned(sectors: Sectors) -> bool:
        return not sectors or any(sector in plan.sectors for sector in sectors)

    def of_priority(name: str, *captioned: str) -> Callable[[str], Block]:
        def block(id: str) -> Block:
            found = {item.id: item for _, items in plan.facts(lambda facts: facts.priorities) for item in items}
            _named(found, id, "speerpunt", lost=plan.fields_lost)
            if name in captioned and plan.goals_lost:
                raise UnknownNumberError(f"de tabel met {name} is niet te lezen")
            filled: dict[str, tuple[Indicator, ...] | tuple[Action, ...]] = {"indicatoren": plan.indicators, "acties": plan.actions}
            return Block(name, (id,), anchors=tuple(f"tabel-{table}-{id}" for table in captioned if any(item.priority == id and concerned(item.sectors) for item in filled[table])))

        return block

    def speerpunt(id: str, doelen: str = "") -> Block:
        if not isinstance(doelen, str):
            raise FormulaError("doelen is een tekst", hint='zet haar tussen aanhalingstekens: doelen="Onze ambities"')
        return of_priority("speerpunt")(id)._replace(options={"goals": doelen})

    def plain(name: str, *anchors: str, filled: object = True) -> Callable[[], Block]:
        # a table without rows is not printed: it has no number, and nothing can refer to it
        return lambda: Block(name, anchors=anchors if filled else ())

    def own(name: str, tables: Mapping[str, Sequence[Any]]) -> Callable[[], Block]:
        def block() -> Block:
            files = dutch.listing((f"{anchor.removeprefix('tabel-')}.yaml" for anchor in tables), "of")
            if not any(tables.values()):
                raise FormulaError(f"er is niets om hier te laten zien: er staat niets in {files}", hint=f"zet {files} in de map van het plan, of in een map erboven")
            return Block(name, anchors=tuple(anchor for anchor, items in tables.items() if items))

        return block

    return {
        "tabel": tabel,
        "grafiek": grafiek,
        "missie": fact("missie", lambda facts: facts.mission, "missie", captioned=False),
        "uitgangspunten": fact("uitgangspunten", lambda facts: facts.principles, "uitgangspunten", captioned=False),
        "basisondersteuning": fact("basisondersteuning", lambda facts: facts.support, "basisondersteuning"),
        "voorzieningen": fact("voorzieningen", lambda facts: facts.provisions, "voorzieningen"),
        "toelaatbaarheid": toelaatbaarheid,
        "terugplaatsing": fact("terugplaatsing", lambda facts: facts.back, "terugplaatsing", captioned=False),
        "verdeling": fact("verdeling", lambda facts: facts.streams, "verdeling"),
        "groei": groei,
        "risicos": fact("risicos", lambda facts: facts.risks, "risicos"),
        "informatie": fact("informatie", lambda facts: facts.information, "informatie"),
        "organen": fact("organen", lambda facts: facts.bodies, "organen"),
        "cyclus": fact("cyclus", lambda facts: facts.cycle, "cyclus"),
        "speerpunt": speerpunt,
        "acties": of_priority("acties", "acties"),
        "indicatoren": of_priority("indicatoren", "indicatoren"),
        "speerpuntbladzijde": of_priority("speerpuntbladzijde", "indicatoren", "acties"),
        "kerncijfers": kerncijfers,
        "bevoegdheden": bevoegdheden,
        "tijdlijn": tijdlijn,
        "planningsbeeld": planningsbeeld,
        "organogram": organogram,
        "route": figure("route", lambda facts: facts.route, "route", 2, 12),
        "kringloop": figure("kringloop", lambda facts: facts.round, "kringloop", 3, 6),
        "risicobeeld": figure("risicobeeld", lambda facts: facts.risks, "risicos"),
        "planning": plain("planning", "tabel-planning", filled=any(concerned(action.sectors) for action in plan.actions)),
        "leeswijzer": plain("leeswijzer", "tabel-leeswijzer", "tabel-leeswijzer-omgekeerd"),
        "besluiten": plain("besluiten", "tabel-besluiten", filled=plan.decisions.steps),
        "oogo": plain("oogo", "tabel-oogo", filled=plan.file.municipalities),
        "begrippen": plain("begrippen", "tabel-begrippen", filled=plan.terms.terms),
        "register": plain("register"),
        "bijlagen": plain("bijlagen", "tabel-bijlagen", filled=plan.appendices),
        "versies": plain("versies", "tabel-versies", filled=plan.decisions.versions),
        "kaders": own("kaders", {"tabel-kaders": plan.frames}),
        "inbreng": own("inbreng", {"tabel-kwesties": plan.issues, "tabel-bouwstenen": plan.building_blocks}),
    }


def anchors(plan: Plan) -> dict[str, str]:
    """Every anchor that a reference may name, with the file that holds it; duplicates keep their first place."""
    found: dict[str, str] = {}
    for chapter in plan.chapters:
        found.setdefault(chapter.anchor, chapter.file)
        for section in chapter.sections:
            found.setdefault(section.anchor, chapter.file)
        for image in chapter.images:
            if image.anchor:
                found.setdefault(image.anchor, chapter.file)
        for div in chapter.divs:
            if div.anchor:
                found.setdefault(div.anchor, chapter.file)
        for block in blocks(plan, chapter).values():
            for anchor in block.anchors:
                found.setdefault(anchor, chapter.file)
    return found


def goals(plan: Plan) -> tuple[str, ...]:
    """The id of every goal: speerpunten, actions, indicators."""
    priorities = (item.id for _, items in plan.facts(lambda facts: facts.priorities) for item in items)
    return tuple(dict.fromkeys((*priorities, *(item.id for item in plan.actions), *(item.id for item in plan.indicators))))


def blocks(plan: Plan, chapter: Any) -> dict[int, Block]:
    """The blocks of a chapter by the offset of their expression; expressions with a mistake are left out."""
    found = {}
    catalogue = plan.functions
    for expression in chapter.expressions:
        if not expression.block:
            continue
        try:
            value = evaluate(expression.formula, catalogue)
        except FormulaError:
            continue
        if isinstance(value, Block):
            found[expression.begin] = value
    return found
