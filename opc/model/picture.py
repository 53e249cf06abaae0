"""Pictures that opc draws: what they show, before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args

from opc import dutch

ChartKind = Literal["lijn", "staaf", "gestapeld"]
CHART_KINDS: tuple[ChartKind, ...] = get_args(ChartKind)


_MEASURES = {"%": "procent", "EUR": "euro", "cijfer": "rapportcijfer", "tekst": "", "datum": "", "jaar": ""}


class Series(NamedTuple):
    """One line, or one colour of bars. A value is None where the table has no number."""

    name: str
    values: tuple[Decimal | None, ...]

    @property
    def known(self) -> tuple[tuple[int, Decimal], ...]:
        """The numbers that there are, each with its place along the axis."""
        return tuple((at, value) for at, value in enumerate(self.values) if value is not None)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of numbers. decimals: how many its numbers are printed with; unit: of every number in it; scale: what they were divided by."""

    kind: ChartKind
    axis: str
    """What the labels are: the title of their column."""
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    scale: Decimal
    decimals: int
    in_time: bool
    """The labels are moments, from early to late."""
    forecast: tuple[str, ...] = ()
    """Of each label what its numbers are called when nobody has measured them yet, such as prognose; empty where they are measured. Or nothing at all."""
    is_narrow: bool = False
    """For the screen of a phone."""

    @property
    def narrow(self) -> Chart:
        """The same for the screen of a phone."""
        return replace(self, is_narrow=True)

    def expected(self, at: int) -> str:
        """What the numbers at a label are called when they are no measured ones, else nothing."""
        return self.forecast[at] if self.forecast else ""

    @property
    def measure(self) -> str:
        """What the numbers count, in words; empty for bare numbers."""
        words = _MEASURES.get(self.unit, self.unit)
        return f"{words} (x {dutch.number(self.scale)})".strip() if self.scale != 1 else words

    @property
    def from_zero(self) -> bool:
        """Whether the axis begins at nought: of bars always, of lines where that does not flatten them."""
        values = [value for one in self.series for _, value in one.known]
        return self.kind != "lijn" or min(values) < max(values) / 2


@dataclass(frozen=True, slots=True)
class Diagram:
    """A drawing by the template templates/beeld/<kind>.typ. content: what it gets, of texts, numbers and lists only; breedte is of the drawing itself."""

    kind: str
    content: dict[str, Any]

    @property
    def width(self) -> float:
        """Millimetres; when nothing is said as wide as the text of an upright page."""
        return float(self.content.get("breedte", 150))

    @property
    def is_low(self) -> bool:
        """Whether it holds so little that it fills no page, however its words are broken: the highest that is called low is some 220 mm."""
        texts = list(_texts(self.content))
        return len(texts) <= 60 and sum(map(len, texts)) <= 1400

    @property
    def narrow(self) -> Diagram | None:
        """The same for the screen of a phone, if its template can draw that: `content` then has smal."""
        return Diagram(self.kind, self.content | {"breedte": _NARROW, "smal": True}) if self.kind in _CAN_BE_NARROW else None


def _texts(value: Any) -> Iterator[str]:
    """The words of a diagram, text by text."""
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


_NARROW = 80
"""Millimetres: on a phone its letters are a little larger than on paper."""
_CAN_BE_NARROW = {"kringloop", "organogram", "planningsbeeld", "risicobeeld", "route", "tijdlijn"}

Picture = Chart | Diagram


def narrow_path(path: str) -> str:
    """Where the narrow one is of a drawing with this path."""
    return path.removesuffix(".svg") + ".smal.svg"
