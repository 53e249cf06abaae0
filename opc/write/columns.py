"""The cells of a table, and how wide its columns should be, in a text face like Source Sans Pro."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import chain, permutations
from typing import Any

from opc.write.pandoc import Node, text_of

# Advance widths of Source Sans Pro Regular, in thousandths of an em; other sans serifs differ little enough.
_ADVANCE = dict(zip("abcdefghijklmnopqrstuvwxyz", (
    504, 553, 456, 555, 496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 718, 446, 467, 425), strict=True))
_ADVANCE |= dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (
    544, 588, 571, 615, 527, 494, 617, 652, 263, 480, 579, 486, 727, 647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539), strict=True))
_ADVANCE |= {" ": 200, "\u00a0": 200, ".": 249, ",": 249, ":": 249, ";": 249, "'": 249, "-": 311, "(": 303, ")": 303, "/": 350, "%": 824}
_BREADTH = {"Source Serif Pro": 1.08}
"""How much broader another face is."""
_BOLD = 1.06
_SHORT = 8.0  # ems
_LONGEST_WORD = 9.5  # ems: a longer one is hyphenated
_LEFT = {"tekst", "datum"}
_NUMBER = re.compile(r"[-+\u2212]?\s?(€\s?)?[-\u2212]?[\d.,\u00a0]+\s?%?|[-\u2013\u2014]?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[ \u00a0][a-z]+[ \u00a0]\d{4}")
_LONGEST_DAY = 8.6  # ems: 30 september 2026
_BREAKS = re.compile(r"(?<=[a-z]-)|(?<=/)|[ \n]")
_STEP = 0.5  # ems
_SLIMMEST = 2.5  # ems
_FEWEST = 2
_SERIES = 4  # columns
_SAMPLE = 40  # rows: enough to know what a column holds
_ORDERS = ((8, 4, 2, 1, 1), (1, 2, 4, 1), (4, 8, 2, 1, 1))  # steps that are tried one after another; the best order wins
_EVEN = 0.05  # how much a line counts that makes its row no higher
_BROKEN = 5.0  # lines that a word costs when it breaks
_PARTED = 1.0  # and each line that a short cell has too many


Texts = tuple[tuple[str, ...], ...]
"""Of each column the words of its cells, without the header."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A table's cells as inlines, row by row."""

    header: tuple[list[Node], ...]
    rows: tuple[tuple[list[Node], ...], ...]
    aligns: tuple[str, ...]
    """Of each column: left, right or center; what `units` says goes before what the Markdown says."""
    numeric: tuple[bool, ...]
    heads: tuple[str, ...]
    """The words of each header."""
    texts: Texts


def cells(table: Node, units: Sequence[str] = ()) -> Cells:
    """The cells of a Pandoc table. units: what stands in each column, such as EUR; an absent one is guessed."""
    _, _, specs, head, bodies, _ = table["c"]
    header = next((_row(row) for row in head[1]), ())
    rows = tuple(_row(row) for body in bodies for row in (*body[2], *body[3]))
    aligns, numeric, columns = [], [], []
    for column, (align, _) in enumerate(specs):
        unit = units[column].strip() if column < len(units) else ""
        texts = tuple(text_of(row[column]) if column < len(row) else "" for row in rows)
        is_number = unit not in _LEFT if unit else any(map(str.strip, texts)) and all(_NUMBER.fullmatch(text.strip()) for text in texts)
        columns.append(texts)
        numeric.append(is_number)
        aligns.append("right" if is_number or (not unit and align["t"] == "AlignRight") else "center" if align["t"] == "AlignCenter" else "left")
    return Cells(header, rows, tuple(aligns), tuple(numeric), tuple(map(text_of, header)), tuple(columns))


def _row(row: Sequence[Any]) -> tuple[list[Node], ...]:
    return tuple(_inlines(cell[4]) for cell in row[1])


def _inlines(blocks: Sequence[Node]) -> list[Node]:
    made: list[Node] = []
    for block in blocks:
        if block["t"] in ("Plain", "Para"):
            made += ([{"t": "LineBreak"}] if made else []) + block["c"]
    return made


@lru_cache(4096)
def text_width(text: str) -> float:
    """How wide a line of text is, in ems."""
    return sum(_ADVANCE.get(letter, 520) for letter in text) / 1000


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is laid out: sizes in points; a width of 0 means a share of what is left, by weight."""

    size: float
    widths: tuple[float, ...]
    wide: bool
    height: float
    """A guess, a little too high."""
    highest: float
    """The same for the highest row."""
    tight: bool
    """Not every word fits on a line of its cell."""


@dataclass(frozen=True, slots=True)
class Family:
    """What the tables of a document owe to each other.

    texts: by header the words of all tables that have it together, so that their columns are as wide. With few columns
    that is chance, unless one chapter holds them.
    """

    texts: Mapping[tuple[str, ...], Texts] = field(default_factory=dict)

    def of(self, table: Cells) -> Texts:
        """The words that decide about the columns of a table."""
        return self.texts.get(table.heads) or table.texts


def family(blocks: Iterable[Node]) -> Family:
    """The tables of a document that stand in the running text."""
    texts: dict[tuple[str, ...], dict[int, list[Texts]]] = {}
    for number, tables in enumerate(_standing(blocks)):
        for _, shape in tables:
            if any(shape.heads):
                texts.setdefault(shape.heads, {}).setdefault(number, []).append(shape.texts)
    return Family({heads: _together(part for parts in held.values() for part in parts) for heads, held in texts.items() if len(held) == 1 or len(heads) >= _SERIES})


def broad(blocks: Iterable[Node], found: Family, *, size: float, width: float, wide: float, padding: float, font: str = "") -> frozenset[int]:
    """The identity of every table in a chapter of which one table needs the margin: then all have it, so that they begin and end under
    each other. blocks: of whole chapters. The measures are those of `lay_out`.
    """
    measures = {"size": size, "width": width, "wide": wide, "padding": padding}
    chapters = (tables for tables in _standing(blocks) if any(lay_out(shape, **measures, font=font, alike=found.of(shape)).wide for _, shape in tables))
    return frozenset(id(node) for tables in chapters for node, _ in tables)


def _standing(blocks: Iterable[Node]) -> Iterator[list[tuple[Node, Cells]]]:
    """Of each chapter the tables that stand upright in the running text."""
    tables: list[tuple[Node, Cells]] = []
    for block, values in _parts(blocks, {}):
        if block["t"] == "Header":
            yield tables
            tables = []
        elif values.get("liggend") != "ja":
            tables.append((block, cells(block, values["kolommen"].split(",") if values.get("kolommen") else ())))
    yield tables


def _parts(blocks: Iterable[Node], values: Mapping[str, str]) -> Iterator[tuple[Node, Mapping[str, str]]]:
    """Chapter headings and tables, with what is said of each; those in a box are of the box."""
    for block in blocks:
        if block["t"] == "Table" or (block["t"] == "Header" and block["c"][0] == 1):
            yield block, values
        elif block["t"] == "Div" and (not block["c"][0][1] or {"tabel", "begrippen", "po", "vo"} & set(block["c"][0][1])):
            yield from _parts(block["c"][1], dict(block["c"][0][2]))


def _together(tables: Iterable[Texts]) -> Texts:
    """The words of tables with the same columns, one under the other."""
    return tuple(tuple(chain.from_iterable(column)) for column in zip(*tables, strict=True))


def lay_out(table: Cells, *, size: float, width: float, wide: float, padding: float, font: str = "", alike: Texts = ()) -> Layout:
    """Column widths for a table of text `size`, in a column of `width` or, when that is too narrow, one of `wide` points.

    Columns with numbers get what they need, columns with words share the rest by how much they hold. A table with too
    many columns gets smaller type, down to 7 points. padding: left and right of a cell together. alike: the words of all tables
    that are to have the same columns.
    """
    breadth = _BREADTH.get(font, 1.0)
    size, widths, is_wide, tight = _columns(table.heads, alike or table.texts, table.numeric, size * breadth, 7 * breadth, width, wide, padding)
    heights = [1.25 * size / breadth * max((_lines(text, (points - padding) / size) for text, points in zip(row, widths, strict=False)), default=1) + 0.45 * size
               for row in (table.heads, *zip(*table.texts, strict=True))]
    return Layout(round(size / breadth, 3), widths, is_wide, sum(heights), max(heights), tight)


@lru_cache(512)
def _columns(
    heads: tuple[str, ...], texts: Texts, numeric: tuple[bool, ...], size: float, smallest: float, width: float, wide: float, padding: float,
) -> tuple[float, tuple[float, ...], bool, bool]:
    """Size, widths, whether they need the wide column, and whether a word does not fit. Kept, for many tables have the same columns."""
    columns = range(len(numeric))
    # widths in ems: the longest cell, the longest word (in the cells, and with the header), and all words together
    full = [max(map(text_width, texts[column]), default=0.0) for column in columns]
    word = [max((text_width(part) for text in texts[column] for part in _words(text)), default=0.0) for column in columns]
    total = [sum(map(text_width, texts[column])) for column in columns]
    # amounts and days do not break
    fixed = [numeric[column] or (full[column] < _LONGEST_DAY and all(map(_DAY.fullmatch, filter(None, texts[column])))) for column in columns]
    floor = [full[column] if fixed[column] else min(word[column], 14.0) for column in columns]
    for column, head in enumerate(heads):
        longest = max((text_width(part) * _BOLD for part in _words(head)), default=0.0)
        word[column] = max(word[column], longest)
        full[column] = max(full[column], longest if numeric[column] else text_width(head) * _BOLD)
        total[column] += text_width(head)
    for column in columns:
        if fixed[column]:
            word[column] = full[column] = max(full[column], word[column])
        if numeric[column] and column < len(heads):
            # room for a header of two lines, if there is any
            full[column] = max(full[column], min(text_width(heads[column]) * _BOLD * 0.6, 9.0))
        full[column], word[column] = full[column] * 1.03, min(word[column], 14.0) * 1.03  # a longer word is hyphenated

    def needed(points: float, most: float) -> float:
        return sum(max(word[column], min(full[column], most)) * points + padding for column in columns)

    # rows of figures are read across, so their names had better stay on one line
    is_wide = needed(size, 20.0 if sum(numeric) > 2 else 12.0) > width
    room = wide if is_wide else width
    while size > smallest and needed(size, 0) > room:
        size -= 0.25
    free = room - padding * len(columns)
    least, most, weight = ([size * ems for ems in measures] for measures in (word, full, total))
    if sum(least) > free:
        widths = _squeeze(free, [size * ems * 1.03 for ems in floor], least)
    else:
        widths = _share(free, least, most, weight, [is_number or full[column] < _SHORT for column, is_number in enumerate(numeric)])
    widths = _balance(heads, texts, numeric, [points + padding for points in widths], size, padding)
    widths = _settle(heads, texts, widths, [column for column in columns if not fixed[column]], size, padding)
    return size, tuple(widths), is_wide, needed(size, 0) > room


def _balance(heads: tuple[str, ...], texts: Texts, numeric: tuple[bool, ...], widths: list[float], size: float, padding: float) -> list[float]:
    """The widths, in which the columns with words share their room by how much their cells hold.

    So the cells of a row get about as many lines. No column becomes narrower than its longest word.
    """
    columns = [column for column, is_number in enumerate(numeric) if not is_number]
    room = sum(widths[column] for column in columns)
    word: dict[int, float] = {}
    full: dict[int, float] = {}
    mean: dict[int, float] = {}
    for column in columns:
        head = heads[column] if column < len(heads) else ""
        cells = [text_width(text) for text in texts[column]] or [0.0]
        parts = [*(_words(head)), *(part for text in texts[column] for part in _words(text))]
        word[column] = max(map(text_width, parts), default=0.0) * _BOLD
        full[column], mean[column] = max(cells), sum(cells) / len(cells)
    # a short cell, such as a date, stays on one line if there is room for that; then long words are hyphenated
    for short, longest in ((_SHORT, _LONGEST_WORD), (0.0, _LONGEST_WORD), (0.0, 7.5), (0.0, 6.0)):
        least = {column: max(min(word[column], longest), full[column] if full[column] <= short else 0.0) * size * 1.03 + padding for column in columns}
        wanted = {column: max(least[column], (full[column] + mean[column]) / 2 * size * 1.03 + padding) for column in columns}
        spare, excess = room - sum(least.values()), sum(wanted.values()) - sum(least.values())
        if len(columns) > 1 and 0 <= spare < excess:
            return [least[column] + spare * (wanted[column] - least[column]) / excess if column in least else width for column, width in enumerate(widths)]
    return widths


def _settle(heads: tuple[str, ...], texts: Texts, widths: list[float], words: list[int], size: float, padding: float) -> list[float]:
    """The widths, moved between these columns for as long as the rows take fewer lines, and fewer words break, by that."""
    if len(words) < _FEWEST or not texts or not texts[0]:
        return widths
    sample = tuple((heads[column] if column < len(heads) else "", *texts[column][:_SAMPLE]) for column in words)
    settled = _settled(sample, tuple(round((widths[column] - padding) / size, 4) for column in words))
    return [settled[words.index(column)] * size + padding if column in words else width for column, width in enumerate(widths)]


def _settled(texts: tuple[tuple[str, ...], ...], widths: tuple[float, ...]) -> tuple[float, ...]:
    """The same in ems. texts: of each column, its header first.

    A long row of columns that are even in height is no reason to move: only a whole line is won, or the sum of all cells.
    """
    measured = [[_measured(text, 1.0 if row else _BOLD) for row, text in enumerate(column)] for column in texts]
    known: list[dict[int, tuple[list[int], float]]] = [{} for _ in texts]
    moved = [0] * len(texts)

    def filled(column: int, steps: int) -> tuple[list[int], float]:
        if steps not in known[column]:
            room = widths[column] + steps * _STEP
            cells = [_filled(cell, room) for cell in measured[column]]
            lines = [count for count, _ in cells]
            known[column][steps] = (lines, sum(harm for _, harm in cells) + sum(lines) * _EVEN)
        return known[column][steps]

    def cost() -> float:
        found = [filled(column, steps) for column, steps in enumerate(moved)]
        return float(sum(map(max, zip(*(lines for lines, _ in found), strict=True)))) + sum(harm for _, harm in found)

    def improved(best: float, step: int) -> float:
        for taker, giver in permutations(range(len(texts)), 2):
            while widths[giver] + (moved[giver] - step) * _STEP >= _SLIMMEST:
                moved[giver] -= step
                moved[taker] += step
                if (now := cost()) >= best - 1e-9:
                    moved[giver] += step
                    moved[taker] -= step
                    break
                best = now
        return best

    begin = cost()
    if begin <= len(texts[0]) * (1 + len(texts) * _EVEN):
        return widths
    found: list[tuple[float, tuple[int, ...]]] = []
    for order in _ORDERS:
        moved[:] = [0] * len(texts)
        found.append((reduce(improved, order, begin), tuple(moved)))
    return tuple(width + steps * _STEP for width, steps in zip(widths, min(found)[1], strict=True))


def _measured(text: str, boldness: float) -> tuple[float, list[float]]:
    """How wide a text is on one line, and each of its words, in ems."""
    words = [text_width(word) * boldness * 1.02 for word in _BREAKS.split(text) if word]
    return sum(words) + 0.2 * text.count(" "), words


def _filled(cell: tuple[float, list[float]], room: float) -> tuple[int, float]:
    """How many lines a measured text takes in so many ems, and what is bad about it: words that break, a few words that do not stay together."""
    whole, words = cell
    if whole <= room:
        return 1, 0.0
    count, used, broken = 1, 0.0, 0
    for word in words:
        if used and used + 0.2 + word > room:
            count, used = count + 1, 0.0
        if word > room:
            count, broken, used = count + int(word / room), broken + 1, word % room
        else:
            used += word + (0.2 if used else 0.0)
    return count, broken * _BROKEN + (_PARTED * (count - 1) if whole <= _SHORT else 0.0)


def _words(text: str) -> list[str]:
    return re.split(r"[ /\n]|(?<=[a-z])-", text)


def _lines(text: str, ems: float) -> int:
    return max(1, int(text_width(text) * 1.12 / max(ems, 1)) + 1)


def _squeeze(room: float, floor: list[float], least: list[float]) -> list[float]:
    """Points for each column where not even the longest words fit: the words of the headers break first."""
    spare = room - sum(floor)
    if spare <= 0:
        return [points * room / sum(floor) for points in floor]
    wanted = [max(0.0, wish - points) for wish, points in zip(least, floor, strict=True)]
    return [points + spare * wish / (sum(wanted) or 1) for points, wish in zip(floor, wanted, strict=True)]


def _share(room: float, least: list[float], most: list[float], weight: list[float], fixed: Sequence[bool]) -> list[float]:
    """Points for each column: none less than `least` when that fits, none more than `most` as long as another wants more."""
    widths = list(least)
    growing = set(range(len(least)))
    free = room - sum(widths)
    while growing and free > 0.01:
        # the square root: a column with four times the words gets twice the width
        shares = sum(weight[column] ** 0.5 for column in growing) or 1.0
        full = {column for column in growing if widths[column] + free * weight[column] ** 0.5 / shares >= most[column]}
        if not full:
            return [points + (free * weight[column] ** 0.5 / shares if column in growing else 0) for column, points in enumerate(widths)]
        for column in full:
            free -= max(0.0, most[column] - widths[column])
            widths[column] = max(widths[column], most[column])
        growing -= full
    words = [column for column, is_fixed in enumerate(fixed) if not is_fixed] or list(range(len(least)))
    for column in words:
        widths[column] += free / len(words)
    return widths
