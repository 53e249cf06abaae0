"""A profile: a short version of a plan, and what it is made by."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from opc.model.record import Number, Record, Texts, Truth, Words
from opc.source import Source, Span


class ProfileFile(Record):
    """profiel.yaml: what a short version is called, and how it looks."""

    title: Words = Field(alias="titel", description="Wat voor stuk het is: de ondertitel op de eerste bladzijde.")
    formats: Annotated[Texts, Field(min_length=1)] = Field(alias="vormen", description="Wat opc maakt als niemand --format geeft, zoals [pdf, docx].")
    look: Literal["boek", "blad", "poster"] = Field("blad", alias="opmaak", description="boek: met omslag en inhoud; blad: de titel boven de tekst; poster: op één kant.")
    paper: Literal["A4", "A3"] = Field("A4", alias="papier")
    landscape: Truth = Field(False, alias="liggend")
    language: Literal["beleid", "publiek"] | None = Field(None, alias="taal", description="publiek: elke opmerking over de taal van de gemarkeerde tekst is een fout.")
    school_year: Truth = Field(False, alias="schooljaar", description="ja: dit stuk gaat over één schooljaar; wie het maakt, noemt dat met --year.")
    data: Literal["acties", "monitor"] | None = Field(None, alias="gegevens", description="Wat er in csv en ics staat.")
    size: Number | None = Field(None, alias="tekstgrootte", ge=8, le=14, description="In punten; leeg is die van de huisstijl.")
    new_page: Truth | None = Field(None, alias="hoofdstuk_op_nieuwe_bladzijde")


@dataclass(frozen=True)
class Profile:
    """A short version: its settings, and the template of its text."""

    name: str
    file: ProfileFile
    text: Source


class ProfileError(Exception):
    """A short version cannot be made from this plan. place: where in a file, when it is the fault of one."""

    def __init__(self, message: str, hint: str = "", place: Span | None = None) -> None:
        super().__init__(message)
        self.message, self.hint, self.place = message, hint, place


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """1 August to 31 July, as 2026-2027."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first.year}-{self.last.year}"

    def __contains__(self, day: Any) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last
