"""For whom a report is: the screen it is read on, the kind of reader, and the words of the plan that it may quote."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from opc.model.change import Change

Kind = Literal["opr", "gemeente", "toezicht"]
READERS: dict[Kind, str] = {"opr": "voor de ondersteuningsplanraad", "gemeente": "voor de gemeenten", "toezicht": "voor de toezichthouder"}
"""Kind of reader -> what a title says of it."""


class Reader(NamedTuple):
    """With whose eyes a report is read. municipality: of which one, when the kind is gemeente; empty for all of them."""

    kind: Kind
    municipality: str = ""

    def __str__(self) -> str:
        return f"voor de gemeente {self.municipality}" if self.municipality else READERS[self.kind]


class NewLaw(NamedTuple):
    """What changed in the law between the plan before this one and the day whose law was asked."""

    since: date
    changes: tuple[Change, ...]


class Quotation(NamedTuple):
    """A section of the plan as its reader meets it. label: "paragraaf 6.2"; html: its text, safe to put in a page of ours.

    level: 1 for a chapter, 2 for a paragraaf, 0 for what stands inside one: a tussenkop or a table.
    """

    anchor: str
    label: str
    title: str
    text: str
    html: str
    level: int


class Audience(NamedTuple):
    """Who reads: on a terminal of so many columns, in colour or not; reader: with whose eyes, None for everybody's.

    quotations: the sections of the plan by anchor, of which reports for people quote; empty when the plan could not be read.
    """

    colour: bool = False
    width: int = 80
    reader: Reader | None = None
    quotations: Mapping[str, Quotation] = {}
    new_law: NewLaw | None = None
    """For a council; None when it is not known when the plan before this one was adopted."""
