"""The front matter of chapters and bijlagen: the kinds of chapter, and the facts that any of them may hold.

The kind says what a chapter is about, whatever its heading; the facts are what the law's checks look at. A plan may
spread its subjects over many small chapters or few large ones, so every kind may hold every group of facts.
"""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from opc.model.plan_file import ForSector
from opc.model.record import PLACES, Anchor, Name, Named, Number, PerSector, Places, Record, Sector, Sectors, Texts, Truth, Whole, Words


class Answer(Record):
    """`eisen: {terugplaatsing: "#terugplaatsing"}`: this section answers that requirement; of a list of anchors, each does."""

    requirement: Words
    sector: Sector | None = None
    anchor: Anchor


def _answers(value: Any) -> Any:
    if not isinstance(value, dict):
        return value or ()  # `eisen:` with nothing below it names none
    places: Places | None = value.get(PLACES)
    answers = []
    for key, named in value.items():
        if key == PLACES:
            continue
        requirement, _, sector = str(key).partition("/")
        for anchor in named if isinstance(named, list) else [named]:
            answer: dict[str, Any] = {"requirement": requirement, "anchor": anchor, "sector": sector or None}
            if places is not None:
                answer[PLACES] = Places(places.keys.get(key, places.span), {}, {"anchor": places.values.get(key, places.span)})
            answers.append(answer)
    return answers


_ANCHOR = {"type": "string", "pattern": "^#."}

Answers = Annotated[
    tuple[Answer, ...],
    BeforeValidator(_answers),
    WithJsonSchema({"type": "object", "additionalProperties": {"oneOf": [_ANCHOR, {"type": "array", "items": _ANCHOR, "minItems": 1, "uniqueItems": True}]}}),
]


class SupportItem(Record):
    """One line of the basisondersteuning: what, and who can count on it."""

    item: Words = Field(alias="onderdeel")
    level: Literal["elke school", "elk bestuur", "extra"] = Field(alias="niveau")
    explanation: str = Field("", alias="toelichting")
    sectors: Sectors = Field((), alias="sectoren")


class Provision(Record):
    """A provision in the network: sbo, so, an OPDC, a group."""

    name: Words = Field(alias="naam")
    where: Words = Field(alias="waar")
    whom: str = Field("", alias="voor_wie")
    sectors: Sectors = Field((), alias="sectoren")


class Admission(Record):
    """How a pupil gets a place in one kind of school: the steps, the criteria, and who decides when."""

    school: Literal["sbo", "so", "vso", "lwoo", "pro"] = Field(alias="soort")
    steps: Texts = Field((), alias="stappen")
    criteria: Texts = Field((), alias="criteria")
    experts: Texts = Field((), alias="deskundigen")
    decides: str = Field("", alias="beslist")
    term: str = Field("", alias="termijn")
    objection: str = Field("", alias="bezwaar")
    order: str = Field("", alias="regeling", description="De regeling waarnaar het plan verwijst, als die de werkwijze al bepaalt.")


class Return(Record):
    """How a pupil comes back from special to regular education."""

    duration: Words = Field(alias="looptijd", description="Hoe lang een toelaatbaarheidsverklaring geldt.")
    review: Words = Field(alias="evaluatie", description="Wanneer de school en het verband opnieuw kijken.")
    initiative: Words = Field(alias="initiatief", description="Wie de evaluatie begint.")
    steps: Texts = Field(alias="stappen")
    policy: str = Field("", alias="beleid")


class Stream(Record):
    """One stream of money or provisions: how it is divided."""

    name: Words = Field(alias="stroom")
    criterion: Words = Field(alias="criterium")
    amount: Words = Field(alias="bedrag", description="Een bedrag of een formule in woorden.")
    procedure: Words = Field(alias="werkwijze", description="Wie vraagt aan, wie beslist, wanneer.")
    sectors: Sectors = Field((), alias="sectoren")


class Growth(Record):
    """What happens when special education grows more than average after 1 February: five parts."""

    reference_day: Words = Field(alias="peildatum", description="1 februari.")
    counting: Texts = Field(alias="telmomenten", description="Wanneer daarna wordt geteld.")
    threshold: Words = Field(alias="drempel", description="Wanneer groei meer dan gemiddeld is: een getal of een formule.")
    compensation: Words = Field(alias="tegemoetkoming", description="Bedrag of formule, en wanneer het wordt betaald.")
    without_residential: Truth = Field(alias="zonder_residentieel", description="ja: leerlingen in een residentiële of justitiële plaatsing tellen niet mee.")
    schools: Texts = Field(alias="schoolsoorten", description="Voor welke schoolsoorten: sbo, so, vso.")


class Channel(Record):
    """A way in which parents and pupils are told what there is."""

    name: Words = Field(alias="naam")
    whom: Texts = Field(("ouders",), alias="voor", description="ouders, leerlingen of allebei.")
    what: str = Field("", alias="wat")


class Information(Record):
    """How parents and pupils are informed, and where they find independent support."""

    channels: tuple[Channel, ...] = Field((), alias="kanalen")
    independent: tuple[Channel, ...] = Field((), alias="onafhankelijk", description="Hulp die onafhankelijk is van school en verband.")
    contact: str = Field("", alias="steunpunt", description="Hoe het ouder- en jeugdsteunpunt te bereiken is.")
    signals: str = Field("", alias="signalen", description="Hoe het steunpunt signalen aan het verband teruggeeft.")


class Quadrants(Record):
    """Results in words and in numbers; each names a section (#id) or a table (#tabel-…)."""

    qualitative: Anchor = Field(alias="kwalitatief")
    quantitative: Anchor = Field(alias="kwantitatief")


class Results(Record):
    """The intended and the achieved results, and the money that goes with them."""

    intended: Quadrants | None = Field(None, alias="beoogd")
    achieved: Quadrants | None = Field(None, alias="bereikt")
    first_plan: str = Field("", alias="eerste_plan", description="Waarom er nog geen bereikte resultaten zijn, als dit het eerste plan is.")
    money: Anchor | None = Field(None, alias="middelen", description="De tabel of paragraaf met het geld erbij.")


class Risk(Record):
    """One line of the risk table."""

    name: Words = Field(alias="risico")
    chance: Whole = Field(alias="kans", ge=1, le=3, description="1 klein, 2 middel, 3 groot.")
    impact: Number = Field(alias="gevolg", description="In euro.")
    measure: Words = Field(alias="maatregel")
    owner: Words = Field(alias="eigenaar")
    sectors: Sectors = Field((), alias="sectoren")


class Body(Record):
    """An organ of governance."""

    name: Words = Field(alias="naam")
    role: Words = Field(alias="rol")
    members: str = Field("", alias="leden")
    tasks: Texts = Field((), alias="taken")
    under: Named[Words] = Field({}, alias="onder", description="Voor het organogram: onder welk orgaan dit staat, en met welke band: Raad van toezicht: toezicht.")
    powers: Named[Words] = Field({}, alias="bevoegdheden", description="Waarover dit orgaan gaat, en hoe: begroting: keurt goed.")
    sectors: Sectors = Field((), alias="sectoren")


class Council(Record):
    """The composition of an OPR."""

    name: Words = Field(alias="naam")
    parents: Whole = Field(alias="ouders_en_leerlingen")
    staff: Whole = Field(alias="personeel")
    sectors: Sectors = Field((), alias="sectoren")


class Moment(Record):
    """A fixed moment in the yearly cycle."""

    what: Words = Field(alias="wat")
    when: Words = Field(alias="wanneer")
    who: Words = Field(alias="wie")


class PathStep(Record):
    """A step of the route, or of the yearly round."""

    step: Words = Field(alias="stap")
    what: str = Field("", alias="wat")
    who: str = Field("", alias="wie")


class Priority(Record):
    """A speerpunt: why, what for, and what the reader will notice of it. Its actions and indicators stand in tables."""

    id: Words
    title: Words = Field(alias="titel")
    why: Words = Field(alias="waarom")
    goals: Texts = Field(alias="doelen")
    notice: Words = Field(alias="dit_merkt_u")
    key_indicator: str = Field("", alias="kernindicator", description="De indicator die op een poster staat; leeg is de eerste van dit speerpunt.")


class Facts(Record):
    """The groups of facts that a chapter or bijlage may hold."""

    mission: str = Field("", alias="missie")
    principles: Texts = Field((), alias="uitgangspunten")
    support: tuple[SupportItem, ...] = Field((), alias="basisondersteuning")
    support_holds_for: str = Field("", alias="geldt_voor", description="Voor welke scholen de basisondersteuning geldt: alle vestigingen.")
    provisions: tuple[Provision, ...] = Field((), alias="voorzieningen")
    admission: tuple[Admission, ...] = Field((), alias="toelaatbaarheid")
    back: Return | None = Field(None, alias="terugplaatsing")
    streams: tuple[Stream, ...] = Field((), alias="verdeling")
    budgets: ForSector | None = Field(None, alias="begroting", description="Per sector de tabel met de meerjarenbegroting.")
    growth: PerSector[Growth] = Field({}, alias="groei", description="Per sector (po, vo) de groeiregeling.")
    risks: tuple[Risk, ...] = Field((), alias="risicos")
    information: Information | None = Field(None, alias="informatie")
    results: Results | None = Field(None, alias="resultaten")
    bodies: tuple[Body, ...] = Field((), alias="organen")
    councils: tuple[Council, ...] = Field((), alias="ondersteuningsplanraden")
    cycle: tuple[Moment, ...] = Field((), alias="cyclus")
    route: tuple[PathStep, ...] = Field((), description="De stappen van de route, van signaal tot passende plek.")
    route_always: str = Field("", alias="route_altijd", description="Wat in elke stap van de route geldt.")
    round: tuple[PathStep, ...] = Field((), alias="kringloop", description="De stappen van de kringloop: plannen, doen, meten, bijstellen.")
    priorities: tuple[Priority, ...] = Field((), alias="speerpunten")
    actions: str = Field("", alias="acties", description="De tabel met acties.")
    indicators: str = Field("", alias="indicatoren", description="De tabel met indicatoren.")
    restriction: str = Field("", alias="beperking_aanbod", description="De motivering, als het plan het aanbod van een school beperkt.")


class FrontMatter(Facts):
    """What stands between the --- lines above a text."""

    title: Words = Field(alias="titel", description="De titel; die staat niet nog eens in de tekst.")
    lead: str = Field("", alias="inleiding", description="Eén of twee zinnen onder de titel, groter dan de tekst.")
    id: Name = Field("", description="De naam waarmee andere teksten verwijzen; leeg is de bestandsnaam zonder nummer.")
    numbered: Truth = Field(True, alias="nummer", description="nee: een hoofdstuk zonder nummer, zoals het voorwoord.")
    sectors: Sectors = Field((), alias="sectoren", description="Voor welke sectoren; leeg is voor alle.")
    owner: str = Field("", alias="eigenaar", description="Wie dit hoofdstuk bijhoudt.")
    answers: Answers = Field((), alias="eisen", description='Welke paragraaf welke eis beantwoordt: terugplaatsing: "#terugplaatsing"; meer paragrafen als lijst: ["#tlv-vso", "#pro-lwoo"].')


class ChapterFront(FrontMatter):
    """What stands above a chapter."""

    kind: Words = Field(alias="hoofdstuk", description="Waar het hoofdstuk over gaat.")


class Appendix(FrontMatter):
    """A bijlage: with a number of its own, in the plan or outside it."""

    number: Annotated[Words, Field(pattern=r"^[1-9][0-9]?[a-z]?$")] = Field(alias="bijlage", description="Het nummer, zoals 3 of 7a.")
    external: str = Field("", alias="extern", description="Waar de bijlage te vinden is, als zij niet in het plan zelf staat.")
    adopted: str = Field("", alias="vastgesteld_door", description="Wie een externe bijlage vaststelde, en wanneer.")

    @property
    def kind(self) -> str:
        """Bijlagen have no kind of their own."""
        return "bijlage"


KINDS: dict[str, tuple[str, ...]] = {
    "visie": ("missie",), "speerpunten": ("speerpunten",), "basisondersteuning": ("basisondersteuning",), "governance": ("organen",),
    "kwaliteit": ("cyclus",), "bekostiging": (), "toewijzing": (), "terugplaatsing": (), "ouders": (), "proces": (), "vrij": (), "voorwoord": (),
    "samenvatting": (), "status": (), "context": (), "terugblik": (), "dekkend": (), "extra": (), "partners": (), "doorgaande-lijn": (),
    "thuiszitters": (), "overdracht": (), "klachten": (), "privacy": (),
}
"""What `hoofdstuk:` may say, and which facts such a chapter must hold."""
