"""The base of everything that is read from YAML: frozen, strict about keys, and it knows its places.

The modules of this room that are full of records have no `from __future__ import annotations`: then each annotation would be
a text that pydantic compiles, again for every heir of a record.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from struct import Struct
from typing import Annotated, Any, Literal, NamedTuple, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from opc import dutch
from opc.source import Span

T = TypeVar("T")

PLACES = "__places__"
"""The key under which the reader hands every mapping its `Places`."""


class Places(NamedTuple):
    """Where a mapping stands, and each of its keys and values."""

    span: Span
    keys: Mapping[str, Span] = {}
    values: Mapping[str, Span] = {}
    lost: frozenset[str] = frozenset()
    """The keys of which the value, or an item of it, was left out: it could not be read."""

    def __deepcopy__(self, memo: object) -> Self:
        return self  # nothing in it changes, and each record would copy its default

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.is_instance_schema(cls)  # its fields are opc's own work: describing them for each model costs 40 ms


Packed = tuple[str, str, bytes]
"""Places as they are kept: their file, names and numbers."""
_FOUR = Struct("4I")


class Spots(Mapping[str, Span]):
    """Places in one file by name, in few words: what is left of them when a reading is kept.

    names: with a NUL between them, which no YAML holds; numbers: of each place four, packed. Few are ever asked for.
    """

    __slots__ = ("_found", "file", "names", "numbers")

    def __init__(self, file: str, names: str, numbers: bytes) -> None:
        self.file, self.names, self.numbers = file, names, numbers
        self._found: dict[str, tuple[int, ...]] | None = None

    @property
    def found(self) -> dict[str, tuple[int, ...]]:
        """Line, column, last line and last column by name."""
        if self._found is None:
            self._found = dict(zip(self.names.split("\0"), _FOUR.iter_unpack(self.numbers), strict=True)) if self.numbers else {}
        return self._found

    def __getitem__(self, key: str) -> Span:
        return Span(self.file, *self.found[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.numbers) // _FOUR.size

    def __reduce__(self) -> tuple[type["Spots"], Packed]:
        return Spots, (self.file, self.names, self.numbers)


def spots(places: Mapping[str, Span]) -> Spots:
    """The same places, of which the file is one, in few words."""
    file = next((span.file for span in places.values()), "")
    return Spots(file, "\0".join(places), b"".join(_FOUR.pack(span.line, span.column, span.end_line, span.end_column) for span in places.values()))


_NOWHERE = Places(Span("?"))


class Record(BaseModel):
    """A mapping of a YAML file. Keys in the file are Dutch (the aliases), attributes English."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True, defer_build=True)

    places: SkipJsonSchema[Annotated[Places, Field(alias=PLACES, exclude=True, repr=False)]] = _NOWHERE

    @property
    def span(self) -> Span:
        """Where the mapping begins."""
        return self.places.span

    def at(self, key: str) -> Span:
        """The place of the value under a (Dutch) key; of the whole mapping when the key is absent."""
        return self.places.values.get(key, self.places.span)

    def key(self, key: str) -> Span:
        """The place of a (Dutch) key itself; of the whole mapping when it is absent."""
        return self.places.keys.get(key, self.places.span)

    def has(self, key: str) -> bool:
        """Whether the writer gave this (Dutch) key."""
        return key in self.places.keys

    def lost(self, key: str) -> bool:
        """Whether something under this (Dutch) key could not be read: that was noticed, so nothing follows from its absence."""
        return key in self.places.lost


def _truth(value: Any) -> Any:
    if isinstance(value, str):
        word = value.strip().lower()
        if word in ("ja", "nee"):
            return word == "ja"
        raise PydanticCustomError("ja_nee", "dit is ja of nee")
    return value


def _number(value: Any) -> Any:
    if isinstance(value, str):
        parsed = dutch.parse_number(value)
        if parsed is None:
            raise PydanticCustomError("getal", "dit is geen getal")
        return parsed
    return value


def _whole(value: Any) -> Any:
    parsed = _number(value)
    if isinstance(parsed, Decimal):
        if parsed != parsed.to_integral_value():
            raise PydanticCustomError("heel_getal", "dit is geen heel getal")
        return int(parsed)
    return parsed


def _day(value: Any) -> Any:
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value.strip()) if len(value.strip()) == 10 else _no_date()
        except ValueError:
            return _no_date()
        if not is_sane(day):
            raise PydanticCustomError("jaar", "dit jaar kan niet")
        return day
    return value


def is_sane(day: date) -> bool:
    """Whether a day can be meant: what is further away is a slip, and no school year could be counted there."""
    return 1900 <= day.year <= 2100


def _no_date() -> Any:
    raise PydanticCustomError("datum", "deze datum bestaat niet")


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _once(value: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(value)) < len(value):
        raise PydanticCustomError("dubbel", "dit staat er twee keer")
    return value


def _name(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[\w.-]*", value):
        raise PydanticCustomError("naam", "dit kan geen naam van een plek zijn")
    return value


def _without_places(value: Any) -> Any:
    return {key: item for key, item in value.items() if key != PLACES} if isinstance(value, dict) else value


def _anchor(value: Any) -> Any:
    if isinstance(value, str):
        if not value.startswith("#") or len(value) < 2:
            raise PydanticCustomError("anker", "dit is geen verwijzing naar een plek in het plan")
        return value[1:]
    return value


def _colour(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise PydanticCustomError("kleur", "dit is geen kleur")
    return value


Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"enum": ["ja", "nee"]})]
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": ["number", "string"]})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": ["integer", "string"]})]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Anchor = Annotated[str, BeforeValidator(_anchor), WithJsonSchema({"type": "string", "pattern": "^#."})]
"""The id that a `#id` in a YAML file names, without its #."""
Name = Annotated[str, BeforeValidator(_name), WithJsonSchema({"type": "string", "pattern": r"^[\w.-]*$"})]
"""The id of a place, without a #; it becomes the name of a page on the website."""
Colour = Annotated[str, BeforeValidator(_colour), WithJsonSchema({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})]
"""A colour as #rrggbb."""
Words = Annotated[str, Field(min_length=1)]
"""Text that may not be empty."""
Sector = Literal["po", "vo"]
Sectors = Annotated[tuple[Sector, ...], BeforeValidator(_one_or_many), AfterValidator(_once)]
"""Empty means: for every sector of the plan."""
Texts = Annotated[tuple[Words, ...], BeforeValidator(_one_or_many)]
"""One text or a list of texts."""
Many = Annotated[tuple[T, ...], BeforeValidator(_one_or_many)]
"""One of some kind of value, or a list of them."""
Named = Annotated[dict[str, T], BeforeValidator(_without_places)]
"""A mapping whose keys the writer chooses."""
PerSector = Annotated[dict[Sector, T], BeforeValidator(_without_places)]
"""A mapping of po, vo or both."""


def attribute(model: type[Record], key: str) -> str:
    """The attribute that holds a (Dutch) key. Raises KeyError."""
    for name, info in model.model_fields.items():
        if key in (info.alias, name):
            return name
    raise KeyError(key)
