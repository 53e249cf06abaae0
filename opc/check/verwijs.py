"""Een getal dat al in een tabel staat, haalt de tekst daar op.
opc vergelijkt elk getypt getal met de tabellen, de kengetallen en de indicatoren. Jaren, datums, nummers van artikelen en kleine aantallen
slaat het over, en een rond getal ook, als de zin niet over hetzelfde gaat. Wat in een hoofdstuk vaker staat, noemt het één keer.

*Goed*: "het resultaat is {{ euro(cel("begroting-po", "Resultaat", "2027")) }}".
*Fout*: "het resultaat is € 211.988", getypt, en volgend jaar verouderd.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding
from opc.model.chapter import Chapter
from opc.model.formula import FormulaError
from opc.model.plan import Plan
from opc.model.table import NUMERIC
from opc.model.value import evaluate_in, key_figures, printed
from opc.source import Span

_BEGIN = re.compile(r"[€\d](?<![\w.,/#+:-].)")
_SAID = re.compile(
    r"(?P<sign>€\s?)?(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?P<percent>%)?"
    r"(?![\w/:-]|[.,]\d)(?P<scale>\s(?:miljoen|mln|duizend)\b)?(?=\s?(?P<after>\w*))",
)
_SCALES = {"miljoen": Decimal(1_000_000), "mln": Decimal(1_000_000), "duizend": Decimal(1000)}
_NUMBERED = re.compile(
    r"(?:artikel|art\.|lid|onder|paragraaf|hoofdstuk|bijlage|tabel|figuur|bladzijde|blz\.|pagina|stap|categorie|cluster|groep|klas|leerjaar|versie|nummer|nr\.|postbus|week|dag|voetnoot)\s*$",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d\svan\s$")
"""Before what a part is of, as it was when someone counted: 49 van 78 scholen."""
_ALL = re.compile(r"\b(?:de|alle|onze)\s$", re.IGNORECASE)
_DATED = frozenset({*dutch.MONTHS, "jaar", "jarige", "weken", "dagen", "uur", "maanden", "keer"})
_EURO = re.compile(r"\s(?:\w+\s)?euro\b")
_STOPS = re.compile(r"[\n|]|[.!?]\s")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_AMOUNT = re.compile(r"(?:19|20)\d\d|0\d+|\d{8,}")
_YEAR = re.compile(r"\b\d{4}(?:-\d\d)*")
_COMMON = frozenset(re.findall(r"\w+", """
    aan aantal alle als bij dan dat de deel deze die dit door een elk elke en er euro gaat gemiddeld heeft het hun ieder in is jaar kan leerling
    leerlingen maar meer met minder naar niet nog of om onder ook op over per po procent samen scholen school schooljaar staat te tegen tot
    totaal uit van vanaf vo voor waar werd wij worden wordt ze zij zijn zo
"""))
NEAR = Decimal("0.005")
"""The share by which a number that went out of date is off: 14.452 where the table has 14.420."""
SURE, LIKELY = 4, 3
"""Digits that count: so many are no coincidence, so many are none when the sentence is about the same thing."""
ALIKE = 3
"""What the same unit and the same year count for, or the same unit and a total: as much as any number needs."""
COINCIDENCE = 100
"""Below this the same unit says nothing: a class of 15 leerlingen is no total of 15."""
SMALL = 10
"""Below this a count is rather a number of steps, rows or weeks, if it is not of all of something."""


class _Datum(NamedTuple):
    """A number that the plan holds, how an expression asks for it, and what it is about."""

    value: Decimal
    formula: str
    unit: str
    where: str
    about: str
    label: str = ""
    """What its row is called, if it stands in a table."""
    total: bool = False
    """Whether its row is a sum, or another that is computed."""

    @property
    def stems(self) -> frozenset[str]:
        return _stems(f"{self.about} {self.label}")

    @property
    def label_stems(self) -> frozenset[str]:
        return _stems(self.label)

    @property
    def years(self) -> frozenset[str]:
        return frozenset(_YEAR.findall(f"{self.about} {self.label}"))


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each typed number that is, or nearly is, one that the plan holds."""
    data = tuple(_data(subject.plan))
    exact: dict[Decimal, list[_Datum]] = {}
    for datum in data:
        exact.setdefault(datum.value.normalize(), []).append(datum)
    figures = {(value, word): name for name, value in key_figures(subject.plan).items() for word in subject.plan.file.key_figures[name].words}
    for chapter in subject.plan.chapters:
        said: dict[tuple[str, str], list[Span]] = {}
        for match in _numbers(chapter):
            value = _value(chapter, match)
            if value is None:
                continue
            if (name := figures.get((value, match["after"].lower()))) and not _SHARE.search(chapter.prose, max(0, match.start() - 12), match.start()):
                number = chapter.source.span(match.start("number"), match.end("number"))
                yield subject.finding(number, f"dit aantal is het kengetal {name}", f'schrijf {{{{ aantal("{name}") }}}}: dan blijft het kloppen')
                continue
            digits = _digits(match["number"])
            if found := _best(chapter, match, exact.get(value.normalize(), []), digits):
                said.setdefault((f"dit getal staat al in {found.where}", f"schrijf {_expression(subject.plan, match, found)}: dan blijft het kloppen"), []).append(_place(chapter, match))
            elif found := _best(chapter, match, _near(match, value, data, digits), digits, near=True):
                message = f"dit getal is bijna dat van {found.where}: {dutch.number(found.value)}"
                said.setdefault((message, f"gaat het over hetzelfde, schrijf dan {_expression(subject.plan, match, found)}"), []).append(_place(chapter, match))
        for (message, hint), (place, *others) in said.items():
            lines = dict.fromkeys(str(other.line) for other in others if other.line != place.line)
            also = f"; ook op {'regel' if len(lines) == 1 else 'de regels'} {dutch.listing(lines)}" if lines else ""
            yield subject.finding(place, message, hint + also)


def _numbers(chapter: Chapter) -> Iterator[re.Match[str]]:
    """The matches of _SAID in running text, sought by how they begin: that takes half the time."""
    ended = chapter.body
    for begin in _BEGIN.finditer(chapter.prose, chapter.body):
        if begin.start() >= ended and (match := _SAID.match(chapter.prose, begin.start())):
            ended = match.end()
            yield match


def _place(chapter: Chapter, match: re.Match[str]) -> Span:
    return chapter.source.span(match.start(), match.end("scale") if match["scale"] else match.end("percent") if match["percent"] else match.end("number"))


def _value(chapter: Chapter, match: re.Match[str]) -> Decimal | None:
    """The number that is said; None for what numbers something, dates something, or is too small to know again."""
    text, after = match["number"], match["after"].lower()
    plain = not (match["sign"] or match["percent"] or match["scale"])
    if after in _DATED or (plain and _NO_AMOUNT.fullmatch(text)):
        return None
    value = dutch.parse_number(text)
    if value is None:
        return None
    if plain and "," not in text and value < SMALL and not _ALL.search(chapter.prose, max(0, match.start() - 6), match.start()):
        return None
    if _NUMBERED.search(chapter.prose, max(0, match.start() - 14), match.start()):
        return None
    return value * _SCALES[match["scale"].strip()] if match["scale"] else value


def _digits(number: str) -> int:
    """The digits of a number that say something: not the noughts of a round one."""
    return len(number.replace(",", "").lstrip("0")) if "," in number else len(number.replace(".", "").strip("0"))


def _near(match: re.Match[str], value: Decimal, data: Iterable[_Datum], digits: int) -> list[_Datum]:
    """The numbers that this one is when rounded to the digits that are shown, or that it was before they changed."""
    if match["percent"] or digits < (LIKELY if match["scale"] else SURE):
        return []
    decimals = len(match["number"].partition(",")[2])
    off = _SCALES[match["scale"].strip()] / 10**decimals / 2 if match["scale"] else NEAR * value
    low, high = value - off, value + off
    money = match["sign"] or match["scale"]
    return [datum for datum in data if low <= datum.value < high and datum.value >= 1000 and datum.unit != "%" and (datum.unit == "EUR" or not money)]


def _best(chapter: Chapter, match: re.Match[str], found: list[_Datum], digits: int, *, near: bool = False) -> _Datum | None:
    """The datum that is most about what the sentence is about, if it is enough so. near: the number is almost, but not quite, the same."""
    if not found:
        return None
    found = [datum for datum in found if (datum.unit == "%") == (bool(match["percent"]) or match["after"] == "procent") and (datum.unit == "EUR" or not (match["sign"] or match["after"] == "euro"))]
    if not found:
        return None
    sentence = _sentence(chapter, match)
    stems, years = _stems(sentence), set(_YEAR.findall(sentence))
    unit = "EUR" if match["sign"] or match["after"] == "euro" or _EURO.match(chapter.prose, match.end()) else match["after"].lower()

    def likeness(datum: _Datum) -> int:
        """How much the sentence is about the same: what the row is called counts twice, and the unit with a year or a total."""
        another_year = years and datum.years and years.isdisjoint(datum.years)
        fits = datum.unit == unit and datum.value >= COINCIDENCE and (datum.total or (years & datum.years and not near)) and not another_year
        return len(stems & datum.stems) + len(stems & datum.label_stems) + (ALIKE if fits else 0)

    best = max(found, key=lambda datum: (likeness(datum), len(years & datum.years)))
    needed = ALIKE if near else 0 if digits >= SURE and best.unit != "%" else 1 if digits >= LIKELY else 2 if best.label == "" or "." in match["number"] else 3
    return best if likeness(best) >= needed else None


def _sentence(chapter: Chapter, match: re.Match[str]) -> str:
    prose = chapter.prose
    begins = [stop.end() for stop in _STOPS.finditer(prose, max(chapter.body, match.start() - 200), match.start())]
    end = _STOPS.search(prose, match.end(), match.end() + 200)
    line_begin = prose.rfind("\n", 0, match.start()) + 1
    if prose[line_begin:].lstrip().startswith("|"):  # in a table, the whole row is about it
        return prose[line_begin : prose.find("\n", match.end())]
    return prose[begins[-1] if begins else max(chapter.body, match.start() - 200) : end.start() if end else match.end() + 200]


@lru_cache(4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:7].removesuffix("en").removesuffix("s") for word in _WORD.findall(text.lower()) if word not in _COMMON)


def _data(plan: Plan) -> Iterator[_Datum]:
    """Every number of tables and indicators that a sentence may repeat."""
    for table in plan.tables.values():
        seen: set[str] = set()
        for row in table.rows:
            if row.label in seen or '"' in row.label:
                continue
            seen.add(row.label)
            for column, cell in zip(table.columns, row.cells, strict=True):
                if column.unit in NUMERIC and cell.value and not column.hidden:
                    about = f"{column.title} {column.name} {table.settings.title}"
                    yield _Datum(abs(cell.value), f'cel("{table.id}", "{row.label}", "{column.name}")', column.unit, f"tabel {table.id} ({row.label}, {column.title})", about, row.label, bool(row.formula))
    for item in plan.indicators:
        sector = f', "{item.sectors[0]}"' if len(item.sectors) == 1 else ""
        for name, value in (("nulmeting", item.baseline), ("mijlpaal", item.milestone), ("streefwaarde", item.target)):
            if value:
                yield _Datum(abs(value), f'{name}("{item.id}"{sector})', item.unit, f"indicator {item.id} ({name})", item.title)


def _expression(plan: Plan, match: re.Match[str], datum: _Datum) -> str:
    """What to paste in the place of the number, so that it reads as it did."""
    decimals = len(match["number"].partition(",")[2])
    formula = datum.formula
    try:
        value = evaluate_in(plan, formula)
        if isinstance(value, Decimal) and value < 0:
            formula = f"0 - {formula}"
        bare = printed(value) == match["number"]
    except FormulaError:
        bare = False
    tail = f", {decimals}" if decimals else ""
    if match["scale"]:
        scale = match["scale"].strip()
        inner = f"{formula} / {_SCALES[scale]}"
        return f"{{{{ {'euro' if match['sign'] else 'getal'}({inner}, {decimals}) }}}} {scale}"
    if match["sign"]:
        return f"{{{{ euro({formula}{tail}) }}}}"
    if match["percent"]:
        return f"{{{{ procent({formula}{tail}) }}}}"
    return f"{{{{ {formula} }}}}" if bare else f"{{{{ getal({formula}, {decimals}) }}}}"
