"""The plan's own YAML files: plan.yaml, besluiten.yaml, begrippen.yaml and tabellen.yaml."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from opc.model.font import FONTS
from opc.model.record import Anchor, Colour, Day, Many, Named, Number, PerSector, Record, Sector, Sectors, Texts, Truth, Whole, Words

Status = Literal["concept", "vastgesteld"]


class Period(Record):
    """The days for which the plan holds, both included."""

    first: Day = Field(alias="van", description="De eerste dag, altijd een 1 augustus: 2026-08-01.")
    last: Day = Field(alias="tot_en_met", description="De laatste dag, altijd een 31 juli: 2030-07-31.")

    def __str__(self) -> str:
        return f"{self.first.year}-{self.last.year}"

    def school_years(self) -> tuple[str, ...]:
        """The school years in it: 2026-2027, 2027-2028, … (a school year runs from 1 August to 31 July, WPO article 1)."""
        first = self.first.year if self.first >= date(self.first.year, 8, 1) else self.first.year - 1
        last = self.last.year if self.last >= date(self.last.year, 8, 1) else self.last.year - 1
        return tuple(f"{year}-{year + 1}" for year in range(first, last + 1))


class Organisation(Record):
    """One samenwerkingsverband: the legal person whose plan this is."""

    name: Words = Field(alias="naam", description="De volledige naam.")
    number: Words = Field(alias="nummer", description="Het administratienummer bij DUO, zoals PO9901.")
    legal_form: str = Field("", alias="rechtsvorm", description="Stichting of vereniging.")
    council: Words = Field(alias="opr", description="Hoe de ondersteuningsplanraad heet, zoals OPR PO.")


class Municipality(Record):
    """A municipality in the area."""

    name: Words = Field(alias="naam")
    sectors: Sectors = Field((), alias="sectoren", description="Voor welke sectoren; leeg is voor alle.")
    part: str = Field("geheel", alias="deel", description="geheel, of welk deel van de gemeente.")


class Neighbour(Record):
    """A samenwerkingsverband whose area overlaps with ours."""

    name: Words = Field(alias="naam")
    sectors: Sectors = Field((), alias="sectoren", description="De sectoren van dát verband.")


class Institution(Record):
    """A school or provision with a name: an mbo institution, an OPDC."""

    name: Words = Field(alias="naam")
    sectors: Sectors = Field((), alias="sectoren")


class KeyFigure(Record):
    """A count that the prose repeats: computed once, and compared with every place that says it."""

    value: Words = Field(alias="waarde", description='Een formule over de tabellen, zoals rijen("schoolbesturen").')
    words: Texts = Field((), alias="woorden", description="Woorden die in de tekst na dit getal staan: besturen, schoolbesturen.")
    sectors: Sectors = Field((), alias="sectoren")


Web = Annotated[str, Field(pattern=r"^(https?://\S+)?$")]
"""An address on the web, or nothing."""


class Imprint(Record):
    """Who to ask; printed in the colofon."""

    address: str = Field("", alias="adres")
    phone: str = Field("", alias="telefoon")
    mail: str = Field("", alias="e-mail")
    site: str = Field("", alias="website")
    whole: Web = Field("", alias="hele_plan", description="Waar de website van het plan (opc build --format html) staat: https://…; korte versies leiden ernaartoe.")
    authors: Texts = Field((), alias="auteurs")
    client: str = Field("", alias="opdrachtgever")
    licence: str = Field("", alias="licentie")


class Accessibility(Record):
    """What the accessibility statement of the website says beyond what opc itself can say."""

    status: Literal["volledig", "gedeeltelijk", "niet"] | None = Field(None, description="Of deze site aan de norm voldoet, volgens een onderzoek; leeg zolang dat er niet is.")
    day: Day | None = Field(None, alias="datum", description="De dag waarop dit is vastgesteld.")
    evidence: str = Field("", alias="onderzoek", description="Wie de site onderzocht, hoe en wanneer.")
    shortcomings: Texts = Field((), alias="tekortkomingen", description="Wat er nog niet toegankelijk is, voor wie dat lastig is, en wanneer het is verholpen.")
    term: str = Field("", alias="reactie_binnen", description="Hoe snel iemand antwoord krijgt, zoals 10 werkdagen.")
    complaint: str = Field("", alias="klacht", description="Waar iemand terechtkan die geen goed antwoord krijgt.")


class Predecessor(Record):
    """The plan before this one."""

    folder: str = Field("", alias="map", description="De map van het vorige plan, zoals ../2022-2026.")
    adopted: Day | None = Field(None, alias="vastgesteld", description="De dag waarop het vorige plan is vastgesteld.")
    changed: Day | None = Field(None, alias="gewijzigd", description="De dag waarop het vorige plan voor het laatst is gewijzigd of verlengd, als dat is gebeurd.")


class AcceptedFinding(Record):
    """A finding that may stay as it is: which one, and who decided so."""

    rule: Words = Field(alias="regel", description="De naam achter de bevinding, zoals huis-kleine-aantallen. Nooit een eis van de wet.")
    file: Words = Field(alias="bestand", description="Pad vanaf de map van het plan: data/gemeenten.csv.")
    anchor: Anchor | None = Field(None, alias="plek", description="Alleen in deze paragraaf, zoals #vermogen.")
    text: str = Field("", alias="tekst", description="Alleen op een regel met deze woorden.")
    reason: Words = Field(alias="reden", description="Waarom het zo mag blijven.")
    by: Words = Field(alias="door", description="Het orgaan dat dit besloot.")
    day: Day = Field(alias="datum")


class PlanFile(Record):
    """plan.yaml: who, when and in what state."""

    title: Words = Field(alias="titel")
    subtitle: str = Field("", alias="ondertitel")
    sectors: Annotated[Sectors, Field(min_length=1)] = Field(alias="sectoren", description="po, vo of allebei.")
    period: Period = Field(alias="periode")
    status: Status
    version: Words = Field(alias="versie", description='Tussen aanhalingstekens: "1.0".')
    organisations: PerSector[Organisation] = Field(alias="verbanden", description="Per sector (po, vo) het samenwerkingsverband.")
    municipalities: tuple[Municipality, ...] = Field((), alias="gemeenten")
    neighbours: tuple[Neighbour, ...] = Field((), alias="samenvallend", description="Verbanden waarvan het gebied met dit gebied samenvalt.")
    vocational: tuple[Institution, ...] = Field((), alias="mbo", description="Mbo-instellingen met een vestiging in het gebied.")
    opdc: tuple[Institution, ...] = Field((), description="Orthopedagogisch-didactische centra, als het verband die heeft.")
    opting_out: Many[Literal["criteria", "duur", "scholen"]] = Field((), description="Wat het verband voor lwoo zelf regelt, als het aan opting-out doet.")
    key_figures: Named[KeyFigure] = Field({}, alias="kengetallen")
    imprint: Imprint = Field(default_factory=Imprint, alias="colofon")
    accessibility: Accessibility = Field(default_factory=Accessibility, alias="toegankelijkheid", description="Voor de toegankelijkheidsverklaring van de website.")
    previous: Predecessor | None = Field(None, alias="vorig_plan")
    language: Literal["beleid", "publiek"] | None = Field(None, alias="taal", description="Let op de taal: beleid voor een plan, publiek voor een tekst voor iedereen. Leeg: opc let er niet op.")
    national: Truth = Field(False, alias="landelijk", description="ja voor een landelijk samenwerkingsverband.")
    accepted: tuple[AcceptedFinding, ...] = Field((), alias="akkoord", description="Bevindingen die zo mogen blijven, met wie dat besloot en waarom.")
    house_style: str = Field("", alias="huisstijl", description="Het bestand met de huisstijl; leeg is huisstijl.yaml, als dat er is.")


ChangeKind = Literal["wijziging", "addendum", "verlenging", "verkorting"]


class Change(Record):
    """What a version changes in a plan that was adopted before. The steps about it name the version under `wijziging`."""

    kind: ChangeKind = Field(alias="soort", description="verlenging en verkorting gaan over de periode, een addendum komt erachter.")
    sectors: Sectors = Field((), alias="sectoren", description="Voor welke sectoren; leeg is voor alle.")
    before: Period | None = Field(None, alias="periode_was", description="De periode zoals zij eerst was, als die verandert.")
    anchors: Many[Anchor] = Field((), alias="plekken", description='De paragrafen die veranderden: ["#verdeling"].')


class Version(Record):
    """One line of the version history."""

    number: Words = Field(alias="versie")
    day: Day = Field(alias="datum")
    what: Words = Field(alias="wat", description="Wat er in deze versie veranderde.")
    change: Change | None = Field(None, alias="wijziging", description="Als deze versie een vastgesteld plan verandert.")


EventKind = Literal[
    "start", "evaluatie", "raadpleging", "concept", "overleg-verbanden", "uitnodiging-mbo", "oogo", "advies", "voorgenomen-besluit",
    "instemming", "mededeling", "verzoek", "uitspraak", "goedkeuring", "vaststelling", "indiening", "publicatie", "inwerkingtreding", "einde",
]


_VOTES = r"\((?:\d+|voor|tegen|van|de|en|onthouden|onthouding(?:en)?|blanco|stem(?:men)?|leden|[,; ])+\)"


class Votes(Record):
    """How a council voted."""

    in_favour: Whole = Field(alias="voor", ge=0, le=10_000)
    against: Whole = Field(0, alias="tegen", ge=0, le=10_000)
    abstained: Whole = Field(0, alias="onthouding", ge=0, le=10_000)


class Condition(Record):
    """What a council attached to its consent."""

    what: Words = Field(alias="wat")
    due: Day | None = Field(None, alias="uiterlijk", description="De dag waarop eraan voldaan moet zijn.")
    otherwise: str = Field("", alias="anders", description="Wat er vervalt of gebeurt als het niet zo is.")
    met: Day | None = Field(None, alias="voldaan", description="De dag waarop eraan is voldaan.")
    anchor: Anchor | None = Field(None, alias="plek", description="De paragraaf of bijlage die erover gaat, zoals #addendum.")


def _conditions(value: Any) -> Any:
    items = [value] if isinstance(value, str | dict) else value
    return [{"wat": item} if isinstance(item, str) else item for item in items] if isinstance(items, list) else items


Conditions = Annotated[tuple[Condition, ...], BeforeValidator(_conditions)]
"""Each a text, or a group of fields."""


class Step(Record):
    """One step in the making of the plan, whenever it is."""

    kind: EventKind = Field(alias="soort")
    title: Words = Field(alias="stap")
    actors: Texts = Field((), alias="wie", description="Organen, gemeenten of verbanden, precies zoals ze in plan.yaml heten.")
    outcome: str = Field("", alias="uitkomst")
    note: str = Field("", alias="toelichting", description="Wat er over de uitkomst verder te zeggen is, in eigen woorden.")
    document: str = ""
    address: Web = Field("", alias="adres", description="Waar het document te lezen is: https://…")
    version: str = Field("", alias="versie", description="De versie van het plan waarover het ging.")
    sectors: Sectors = Field((), alias="sectoren")
    votes: Votes | None = Field(None, alias="stemmen")
    conditions: Conditions = Field((), alias="voorwaarden", description="Waaronder een raad instemde: teksten, of wat, uiterlijk, anders en voldaan.")
    until: Day | None = Field(None, alias="tot_en_met", description="De laatste dag waarvoor een instemming geldt, als dat niet de hele looptijd is.")
    change: str = Field("", alias="wijziging", description="De versie, als deze stap over een wijziging van het vastgestelde plan gaat.")

    @property
    def told(self) -> str:
        """What came of it, in a cell of a table: the outcome, and what there is to say about it."""
        return f"{self.outcome.rstrip('.')}. {self.note}" if self.outcome and self.note else self.outcome or self.note

    @property
    def plain_outcome(self) -> str:
        """The outcome to compare: in small letters, without votes in brackets, as in "instemming (10 voor, 2 tegen)"."""
        return " ".join(re.sub(_VOTES, "", self.outcome.lower()).split()).rstrip(".")


class Event(Step):
    """A step with a day."""

    day: Day = Field(alias="datum")

    @property
    def moment(self) -> date:
        """When it is."""
        return self.day


NO_DAY = "nog te bepalen"
"""What stands for the day of a step that has none yet."""


def _plain(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


class Undated(Step):
    """A step whose day is still to be set."""

    when: Annotated[Literal["nog te bepalen"], BeforeValidator(_plain)] = Field(alias="datum")
    expected: str = Field("", alias="verwacht", description="Wanneer ongeveer, zolang de dag er niet is: mei 2026.")

    @property
    def moment(self) -> str:
        """When it is, as far as that is known."""
        return f"nog te bepalen ({self.expected})" if self.expected else NO_DAY


def _dated(value: Any) -> str:
    return "undated" if isinstance(value, Undated) or (isinstance(value, dict) and _plain(value.get("datum")) == NO_DAY) else "dated"


AnyStep = Annotated[Annotated[Event, Tag("dated")] | Annotated[Undated, Tag("undated")], Discriminator(_dated)]


class Decisions(Record):
    """besluiten.yaml: the versions and the steps."""

    versions: tuple[Version, ...] = Field((), alias="versies")
    steps: tuple[AnyStep, ...] = Field((), alias="stappen")
    procedure: str = Field("", alias="procedure_oogo", description="De afgesproken procedure voor het overleg met gemeenten, met de geschillenregeling; een #id of een naam met datum.")

    @property
    def changes(self) -> tuple[tuple[Version, Change], ...]:
        """The versions that change an adopted plan."""
        return tuple((version, version.change) for version in self.versions if version.change)

    @property
    def events(self) -> tuple[Event, ...]:
        """The steps that have a day, in the order of the file."""
        return tuple(step for step in self.steps if isinstance(step, Event))

    @property
    def undated(self) -> tuple[Undated, ...]:
        """The steps that have none yet."""
        return tuple(step for step in self.steps if isinstance(step, Undated))


class Review(Record):
    """Who read the answer to a requirement for one sector, and what it was then, as fingerprints."""

    day: Day = Field(alias="datum")
    by: Words = Field(alias="door", description="Wie het antwoord beoordeelde.")
    text: Words = Field(alias="tekst", description="Vingerafdruk van de paragraaf.")
    facts: Words = Field(alias="feiten", description="Vingerafdruk van de feiten en cijfers erin.")
    wording: Words = Field(alias="eis", description="Vingerafdruk van wat de eis vraagt.")


class Reviews(Record):
    """beoordeeld.yaml: per requirement and sector the last review. `opc review` writes it."""

    reviews: Named[PerSector[Review]] = Field({}, alias="beoordeeld", description="Per eis en per sector (po, vo).")


class Term(Record):
    """An entry of the glossary."""

    term: Words = Field(alias="begrip")
    meaning: Words = Field(alias="betekenis")
    abbreviation: str = Field("", alias="afkorting")
    sectors: Sectors = Field((), alias="sectoren")


class Terms(Record):
    """begrippen.yaml."""

    terms: tuple[Term, ...] = Field((), alias="begrippen")
    known: Texts = Field((), alias="bekend", description="Afkortingen die geen uitleg nodig hebben, zoals BV.")


Unit = Literal["tekst", "EUR", "%", "aantal", "cijfer", "datum", "leerlingen", "schooldagen", "fte", "jaar"]


class ColumnFile(Record):
    """How one column of a table is read, printed and recomputed."""

    title: str = Field("", alias="titel", description="De kop; leeg is de naam uit het CSV-bestand.")
    unit: Unit | None = Field(None, alias="eenheid", description="Wat er in de cellen staat.")
    decimals: Whole | None = Field(None, alias="decimalen", description="Cijfers achter de komma.")
    formula: str = Field("", alias="formule", description="Rekent elke cel na, met kolomnamen als variabelen: 100 * sbo / (bao + sbo).")
    sectors: Sectors = Field((), alias="sectoren")
    hidden: Truth = Field(False, alias="verborgen", description="ja: niet afdrukken.")


class TableFile(Record):
    """One entry of tabellen.yaml: what a CSV file holds."""

    file: Words = Field(alias="bestand", description="Pad vanaf de map van het plan: data/begroting-po.csv.")
    title: Words = Field(alias="titel", description="Het bijschrift.")
    source: str = Field("", alias="bron", description="Wie de cijfers maakte, met peildatum.")
    unit: Unit | None = Field(None, alias="eenheid", description="De eenheid van alle kolommen met getallen.")
    decimals: Whole | None = Field(None, alias="decimalen")
    columns: Named[ColumnFile] = Field({}, alias="kolommen")
    formulas: Named[Words] = Field({}, alias="rijen", description='Rijen die opc narekent: Totaal lasten: som("L", "P", "O").')
    sectors: Sectors = Field((), alias="sectoren")
    persons: Truth = Field(False, alias="personen", description="ja: de aantallen gaan over leerlingen, dus kleine aantallen kunnen iemand herkenbaar maken.")
    reserve: str = Field("", alias="vermogen", description="De rij met het eigen vermogen, als dit een begroting is.")
    signal: str = Field("", alias="signaleringswaarde", description="De rij met de signaleringswaarde.")
    income: str = Field("", alias="baten", description="De rij met de totale baten.")
    anchor: Anchor | None = Field(None, alias="toelichting", description="De paragraaf die het vermogen toelicht, zoals #vermogen.")


class Tables(Record):
    """tabellen.yaml."""

    tables: Named[TableFile] = Field({}, alias="tabellen")


class HouseStyleColours(Record):
    """Colours as #rrggbb."""

    primary: Colour = Field("#14505c", alias="hoofdkleur")
    accent: Colour = Field("#b8521a", alias="accentkleur")
    ink: Colour = Field("#1d2428", alias="tekst")
    soft: Colour = Field("#eaf2f1", alias="vlak")
    rule: Colour = Field("#b9cdcb", alias="lijn")


class HouseStyle(Record):
    """huisstijl.yaml: one file styles the PDF, the Word file and the website alike."""

    base: str = Field("", alias="basis", description="Een huisstijl die met opc meekomt: zee of klei. Wat hieronder staat, gaat voor.")
    colours: HouseStyleColours = Field(default_factory=HouseStyleColours, alias="kleuren")
    font: Words = Field(FONTS[0], alias="lettertype")
    heading_font: str = Field("", alias="lettertype_koppen", description="Leeg is hetzelfde als lettertype.")
    fonts_folder: str = Field("", alias="lettertypen_map", description="Map met eigen lettertypen (ttf of otf).")
    size: Number = Field(10, alias="tekstgrootte", ge=8, le=14, description="In punten, van 8 tot 14.", validate_default=True)
    new_page: Truth = Field(True, alias="hoofdstuk_op_nieuwe_bladzijde", description="nee: hoofdstukken volgen op elkaar, wat een kort plan korter maakt.")
    page_references: Truth = Field(True, alias="bladzijde_bij_verwijzing", description="ja: op papier noemt een verwijzing naar een ander hoofdstuk ook de bladzijde.")
    bleed: Number = Field(3, alias="afloop", ge=0, le=10, description="Millimeters rondom die de drukker afsnijdt, in --format drukwerk.", validate_default=True)
    logo: str = Field("", description="Pad naar een SVG- of PNG-bestand.")
    logo_alt: str = Field("", alias="logo_alt", description="Wat er op het logo staat.")
    cover: str = Field("", alias="omslagbeeld", description="Pad naar een beeld voor de omslag.")

    @property
    def fonts(self) -> tuple[str, ...]:
        """The names of the fonts: of the text, and of the headings when that is another."""
        return tuple(dict.fromkeys((self.font, self.heading_font or self.font)))

    def upon(self, base: "HouseStyle") -> "HouseStyle":
        """The style, with another one's values where it says nothing."""
        own = {name: getattr(self, name) for name in self.model_fields_set}
        colours = {name: getattr(self.colours, name) for name in self.colours.model_fields_set}
        return base.model_copy(update={**own, "colours": base.colours.model_copy(update=colours)})


class ForSector(Record):
    """Something that is said per sector."""

    po: str = ""
    vo: str = ""

    def of(self, sector: Sector) -> str:
        """What is said for one sector; empty when nothing is."""
        return self.po if sector == "po" else self.vo
