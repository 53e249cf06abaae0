"""The wettelijke leeswijzer for programs: what travels in every PDF as dekking.json."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """A section or table that answers a requirement."""

    number: str = Field(description="Het nummer zoals het in het plan staat, zoals 7.6 of Tabel 4; leeg als er geen is.")
    title: str = Field(description="De titel; van een tabel die opc maakt die van de tekst eromheen.")
    destination: str = Field(
        description="De bestemming in deze PDF: plan.pdf#nameddest=terugplaatsing gaat erheen. Leeg als dit niet in deze PDF staat; een korte versie kan er een deel van hebben.")


class Entry(BaseModel):
    """One requirement of the law, and where the plan answers it: two entries when the sectors have answers of their own."""

    id: str
    title: str
    sectors: list[str]
    law: list[str] = Field(description="De artikelen, per sector.")
    destination: str = Field("", description="Waar deze PDF de uitkomst van de eis vertelt: alleen in een toetsverslag, anders leeg.")
    answers: list[Answer]
    steps: list[str] = Field(description="De stappen die erop antwoorden, met hun dag, voor eisen aan het maken van het plan; en wat in geen tekst staat, zoals de looptijd.")


class Crosswalk(BaseModel):
    """dekking.json."""

    model_config = ConfigDict(title="dekking.json, versie 1")

    version: Literal[1] = 1
    document: str = Field("plan", description="Waar dit in zit: plan, toetsverslag, of de naam van een korte versie. Nummers en titels zijn altijd die van het hele plan.")
    plan: str
    period: str
    edition: str = Field(description="De versie van het plan.")
    status: str
    organisations: dict[str, str] = Field(description="Nummer van elk samenwerkingsverband -> zijn naam.")
    law_date: date = Field(description="De dag waarvan de wet is gebruikt.")
    requirements: list[Entry]
