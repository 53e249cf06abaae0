"""What was brought in while the plan was made: kwesties (what asks for a solution) and bouwstenen (what taking part yielded).

Each item says itself what was done with it. The section or goal that answers it says nothing of the item: so the answer,
and the reason when there is none, are said in one place.
"""

from __future__ import annotations

from pydantic import Field

from opc.model.record import Day, Record, Sectors, Texts, Words


class Contribution(Record):
    """One item of kwesties.yaml or bouwstenen.yaml."""

    id: Words = Field(description="Een korte naam, zoals K1 of B12.")
    text: Words = Field(alias="tekst", description="Wat er is ingebracht, in een of twee zinnen.")
    by: Words = Field(alias="inbrenger", description="De groep of het orgaan, zoals ouders of OPR. Nooit de naam van een persoon.")
    day: Day | None = Field(None, alias="datum", description="De dag waarop het is ingebracht.")
    origin: str = Field("", alias="herkomst", description="Waar het vandaan komt, zoals planbijeenkomst of thematafel ouders.")
    period: str = Field("", alias="periode", description="Voor welk plan, zoals 2026-2030; leeg is voor elk plan in deze map.")
    sectors: Sectors = Field((), alias="sectoren")
    answers: Texts = Field((), alias="antwoord", description="De paragraaf (#naam), het speerpunt, de actie of de indicator die erop ingaat; of een lijst daarvan.")
    done: str = Field("", alias="toelichting", description="Wat ermee is gedaan, in een zin.")
    declined: str = Field("", alias="niet_overgenomen", description="De reden, als het niet of niet helemaal is overgenomen.")
