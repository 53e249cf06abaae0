"""Requirements: what the law, a supervisor or the house asks of a plan, with the days on which it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticKnownError

from opc import dutch
from opc.finding import Finding, Severity
from opc.model.record import Day, Record, Sector, Sectors, Texts, Truth, Words

Layer = Literal["wet", "advies", "inspectie", "huis", "kader"]
"""Who asks: the law of the plan; a law that binds the partnership, not the plan; a supervisor or adviser; opc itself; the samenwerkingsverband itself."""

CERTAINTY = {
    "A": "de tekst en de dag van ingang zijn in de wet zelf nagegaan", "B": "de tekst is gelezen, maar niet elke versie ervoor of erna", "C": "één keer gelezen, of uit een tweede bron",
}
"""What the letters of `zekerheid` mean, when the day is known."""
UNCERTAIN = {"A": "de tekst is in de wet zelf nagegaan; alleen de dag van ingang staat niet vast", "B": "de tekst is gelezen; de dag van ingang is afgeleid of niet nagegaan", "C": "één of een paar keer gelezen, of uit een tweede bron; wat er tussenin en daarvóór gold, is niet nagegaan"}
"""The same, when it is not."""

VERSIONS = "versies"
"""The key of a subject under which its versions stand; the reader gives each what the subject says of all."""


class Validity(Record):
    """The days on which a wording holds, both included; without a last day it still does."""

    first: Day = Field(alias="van")
    last: Day | None = Field(None, alias="tot_en_met")

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


class Reference(Record):
    """Where a requirement stands in the law."""

    law: Words = Field(alias="wet")
    article: str = Field("", alias="artikel")
    paragraph: str = Field("", alias="lid")
    part: str = Field("", alias="onderdeel")
    address: str = Field("", alias="adres")

    def __str__(self) -> str:
        words = [self.law]
        if self.article:
            words.append(f"artikel {self.article}")
        if self.paragraph:
            words.append(f"lid {self.paragraph}")
        if self.part:
            words.append(f"onder {self.part}")
        return " ".join(words)


class Test(Record):
    """One test of a requirement: a kind of check and its options."""

    kind: Words = Field(alias="soort")
    options: Mapping[str, Any] = {}
    """As they are written."""
    bound: Any = Field(None, exclude=True, repr=False)
    """As the kind of check takes them; None before `check` has looked at them, and when the kind cannot take them."""


def _severity(value: Any) -> Any:
    if isinstance(value, str) and value not in Severity.__members__:
        raise PydanticKnownError("literal_error", {"expected": ", ".join(severity.name for severity in reversed(Severity))})
    return Severity[value] if isinstance(value, str) else value


def _some_day(value: Any) -> Any:
    return date.min if value == "onbekend" else value


class Requirement(Record):
    """One dated version of a requirement in `schemas/`: a wording, and the days on which it holds."""

    id: Words
    title: Words = Field(alias="titel")
    sectors: Sectors = Field((), alias="sector")
    validity: Validity = Field(alias="geldig")
    source: Reference | None = Field(None, alias="bron")
    certainty: Literal["A", "B", "C"] | None = Field(None, alias="zekerheid")
    layer: Layer = Field("wet", alias="laag")
    group: Literal["feiten", "taal", "privacy"] | None = Field(None, alias="groep", description="Huisregels die bij elkaar horen: taal staat alleen aan als plan.yaml dat zegt.")
    severity: Annotated[Severity, BeforeValidator(_severity)] = Field(alias="ernst")
    text: Words = Field(alias="tekst")
    guidance: str = Field("", alias="uitleg")
    good: str = Field("", alias="goed")
    bad: str = Field("", alias="fout")
    recording: str = Field("", alias="vastleggen", description="Waar een schrijver dit in de bestanden van het plan vastlegt.")
    example: str = Field("", alias="voorbeeld", description="Hoe dat eruitziet: een stukje YAML of Markdown, zoals het in het bestand staat.")
    note: str = Field("", alias="toelichting")
    change: str = Field("", alias="verschil", description="Wat er anders is dan in de versie ervoor.")
    uncertain_day: Truth = Field(False, alias="dag_onzeker")
    uncertain_last: Truth = Field(False, alias="einde_onzeker", description="Als de laatste dag niet vaststaat; zonder laatste dag: als niet is nagegaan of dit nog geldt.")
    afterwards: str = Field("", alias="daarna", description="Van een eis die is vervallen: wat er daarna geldt, of dat het niet is gelezen.")
    began_after: Annotated[Day, BeforeValidator(_some_day), WithJsonSchema({"type": "string"})] | None = Field(
        None, alias="begon_na", description="Als de eerste dag van geldig alleen een dag is waarop dit is gelezen: de laatste dag waarop het er nog niet stond, of onbekend.",
    )
    search: Texts = Field((), alias="zoekwoorden", description="Woorden waaraan te zien is dat een paragraaf hierover gaat, zoals TLV of steunpunt.")
    tests: tuple[Test, ...] = Field((), alias="toetsen")
    human: str = Field("", alias="mens", description="Van een eis zonder toetsen: wat een mens bekijkt, of waarom er niets te bekijken is.")

    @property
    def last_without(self) -> date | None:
        """The last day on which it was read to be absent, when it was first read later; None when the first day is known, or no such reading."""
        return self.began_after if self.began_after and self.began_after > date.min else None

    def may_predate(self, day: date) -> bool:
        """Whether it may have begun on or before a day, although it was first read later."""
        return self.began_after is not None and self.began_after < day < self.validity.first

    @property
    def guidance_label(self) -> str:
        """What stands before `guidance`: only what asks something of the plan has an answer in it."""
        return {"advies": "Waar u op let", "inspectie": "Waar u op let", "huis": "Wat u kunt doen"}.get(self.layer, "Een goed antwoord")

    @property
    def certainty_in_words(self) -> str:
        """How sure the wording is, and its day; empty for a rule of the house."""
        return (UNCERTAIN if self.uncertain_day else CERTAINTY)[self.certainty] if self.certainty else ""

    @property
    def in_words(self) -> str:
        """Where it comes from and since when, for a message."""
        source = str(self.source) if self.source else {"wet": "de wet", "advies": "de wet", "inspectie": "de inspectie", "huis": "opc", "kader": "eigen kader"}[self.layer]
        return f"{source}, geldig vanaf {self.validity.first}"


class Frame(Requirement):
    """One record in `kaders.yaml`: what a samenwerkingsverband asks of its own plan. Never law.

    Its form is that of `schemas/`; what a board need not say of its own kader has a default: it holds always, and a section answers it.
    """

    layer: Literal["kader"] = Field("kader", alias="laag")
    validity: Validity = Field(default_factory=lambda: Validity(first=date.min), alias="geldig")
    severity: Annotated[Severity, BeforeValidator(_severity)] = Field(Severity.fout, alias="ernst")
    tests: tuple[Test, ...] = Field(default_factory=lambda: (Test(kind="antwoord"),), alias="toetsen")
    theme: str = Field("", alias="thema", description="Waar het bij hoort, zoals bekostiging; het staat in de tabel van de kaders.")
    set_by: str = Field("", alias="vastgesteld_door", description="Het orgaan dat het kader vaststelde, zoals algemeen bestuur.")
    set_on: Day | None = Field(None, alias="vastgesteld_op")

    @property
    def in_words(self) -> str:
        """Whose kader it is, for a message."""
        day = f" op {dutch.long_date(self.set_on)}" if self.set_on else ""
        return f"eigen kader, vastgesteld door {self.set_by}{day}" if self.set_by else f"eigen kader{day and f', vastgesteld{day}'}"


@dataclass(frozen=True, eq=False, repr=False)
class RequirementSet:
    """Every version of every requirement. mistakes: what is wrong with the records that were left out."""

    all: tuple[Requirement, ...]
    mistakes: tuple[Finding, ...] = ()

    def on(self, day: date, sectors: Iterable[Sector]) -> tuple[Requirement, ...]:
        """What is asked on a day: at most one version per id and sector."""
        wanted = set(sectors)
        return tuple(
            requirement
            for requirement in self.all
            if day in requirement.validity and (not requirement.sectors or wanted & set(requirement.sectors))
        )

    @cached_property
    def by_id(self) -> dict[str, tuple[Requirement, ...]]:
        """All versions of each requirement, in the order of the files."""
        found: dict[str, list[Requirement]] = {}
        for requirement in self.all:
            found.setdefault(requirement.id, []).append(requirement)
        return {name: tuple(records) for name, records in found.items()}
