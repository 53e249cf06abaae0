"""The cells of a table, and how wide its columns should be, in a text face like Source Sans Pro."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, reduce
from itertools import permutations
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
_PARTED = 0.4  # and each line that a short cell has too many


@dataclass(frozen=True, slots=True)
class Cells:
    """A table's cells as inlines, row by row."""

    header: tuple[list[Node], ...]
    rows: tuple[tuple[list[Node], ...], ...]
    aligns: tuple[str, ...]
    """Of each column: left, right or center; what `units` says goes before what the Markdown says."""
    numeric: tuple[bool, ...]

    def texts(self, column: int) -> tuple[str, ...]:
        """The words of each cell below a header."""
        return tuple(text_of(row[column]) if column < len(row) else "" for row in self.rows)


def cells(table: Node, units: Sequence[str] = ()) -> Cells:
    """The cells of a Pandoc table. units: what stands in each column, such as EUR; an absent one is guessed."""
    _, _, specs, head, bodies, _ = table["c"]
    header = next((_row(row) for row in head[1]), ())
    rows = tuple(_row(row) for body in bodies for row in (*body[2], *body[3]))
    aligns, numeric = [], []
    for column, (align, _) in enumerate(specs):
        unit = units[column].strip() if column < len(units) else ""
        texts = [text_of(row[column]).strip() for row in rows if column < len(row)]
        is_number = unit not in _LEFT if unit else any(texts) and all(map(_NUMBER.fullmatch, texts))
        numeric.append(is_number)
        aligns.append("right" if is_number or (not unit and align["t"] == "AlignRight") else "center" if align["t"] == "AlignCenter" else "left")
    return Cells(header, rows, tuple(aligns), tuple(numeric))


def _row(row: Sequence[Any]) -> tuple[list[Node], ...]:
    return tuple(_inlines(cell[4]) for cell in row[1])


def _inlines(blocks: Sequence[Node]) -> list[Node]:
    made: list[Node] = []
    for block in blocks:
        if block["t"] in ("Plain", "Para"):
            made += ([{"t": "LineBreak"}] if made else []) + block["c"]
    return made


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


Rows = tuple[tuple[list[Node], ...], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """What the tables of a document owe to each other.

    rows: of all tables with the same header together, so that their columns are as wide. With few columns that is
    chance, unless one chapter holds them. broad: the identity of every table in a
    chapter of which one table needs the margin: then all have it, so that they begin and end under each other.
    """

    rows: Mapping[tuple[str, ...], Rows] = field(default_factory=dict)
    broad: frozenset[int] = frozenset()

    def of(self, table: Cells) -> Rows:
        """The rows that decide about the columns of a table."""
        return self.rows.get(_header(table)) or table.rows


def family(blocks: Sequence[Node], *, size: float, width: float, wide: float, padding: float, font: str = "") -> Family:
    """The tables of a document that stand in the running text. The measures are those of `lay_out`."""
    chapters: list[list[tuple[Node, Cells]]] = [[]]
    rows: dict[tuple[str, ...], dict[int, Rows]] = {}
    for block, values in _standing(blocks, {}):
        if block["t"] == "Header":
            chapters.append([])
        elif values.get("liggend") != "ja":
            shape = cells(block, values["kolommen"].split(",") if values.get("kolommen") else ())
            chapters[-1].append((block, shape))
            if any(_header(shape)):
                held = rows.setdefault(_header(shape), {})
                held[len(chapters)] = (*held.get(len(chapters), ()), *shape.rows)
    found = Family({header: tuple(row for part in held.values() for row in part) for header, held in rows.items() if len(held) == 1 or len(header) >= _SERIES})
    measures = {"size": size, "width": width, "wide": wide, "padding": padding}
    broad = (tables for tables in chapters if any(lay_out(shape, **measures, font=font, alike=found.of(shape)).wide for _, shape in tables))
    return replace(found, broad=frozenset(id(node) for tables in broad for node, _ in tables))


def _standing(blocks: Iterable[Node], values: Mapping[str, str]) -> Iterator[tuple[Node, Mapping[str, str]]]:
    """Chapter headings and tables, with what is said of each; those in a box are of the box."""
    for block in blocks:
        if block["t"] == "Table" or (block["t"] == "Header" and block["c"][0] == 1):
            yield block, values
        elif block["t"] == "Div" and (not block["c"][0][1] or {"tabel", "begrippen", "po", "vo"} & set(block["c"][0][1])):
            yield from _standing(block["c"][1], dict(block["c"][0][2]))


def _header(table: Cells) -> tuple[str, ...]:
    return tuple(map(text_of, table.header))


def lay_out(table: Cells, *, size: float, width: float, wide: float, padding: float, font: str = "", alike: Rows = ()) -> Layout:
    """Column widths for a table of text `size`, in a column of `width` or, when that is too narrow, one of `wide` points.

    Columns with numbers get what they need, columns with words share the rest by how much they hold. A table with too
    many columns gets smaller type, down to 7 points. padding: left and right of a cell together. alike: the rows of all tables
    that are to have the same columns.
    """
    own, table = table.rows, replace(table, rows=alike or table.rows)
    breadth = _BREADTH.get(font, 1.0)
    size *= breadth
    columns = range(len(table.numeric))
    # widths in ems: the longest cell, the longest word (in the cells, and with the header), and all words together
    full = [max((text_width(text) for text in table.texts(column)), default=0.0) for column in columns]
    word = [max((text_width(part) for text in table.texts(column) for part in _words(text)), default=0.0) for column in columns]
    total = [sum(text_width(text) for text in table.texts(column)) for column in columns]
    # amounts and days do not break
    fixed = [table.numeric[column] or (full[column] < _LONGEST_DAY and all(map(_DAY.fullmatch, filter(None, table.texts(column))))) for column in columns]
    floor = [full[column] if fixed[column] else min(word[column], 14.0) for column in columns]
    for column, head in enumerate(map(text_of, table.header)):
        longest = max((text_width(part) * _BOLD for part in _words(head)), default=0.0)
        word[column] = max(word[column], longest)
        full[column] = max(full[column], longest if table.numeric[column] else text_width(head) * _BOLD)
        total[column] += text_width(head)
    for column in columns:
        if fixed[column]:
            word[column] = full[column] = max(full[column], word[column])
        if table.numeric[column] and column < len(table.header):
            # room for a header of two lines, if there is any
            full[column] = max(full[column], min(text_width(text_of(table.header[column])) * _BOLD * 0.6, 9.0))
        full[column], word[column] = full[column] * 1.03, min(word[column], 14.0) * 1.03  # a longer word is hyphenated

    def needed(points: float, most: float) -> float:
        return sum(max(word[column], min(full[column], most)) * points + padding for column in columns)

    # rows of figures are read across, so their names had better stay on one line
    is_wide = needed(size, 20.0 if sum(table.numeric) > 2 else 12.0) > width
    room = wide if is_wide else width
    while size > 7 * breadth and needed(size, 0) > room:
        size -= 0.25
    free = room - padding * len(columns)
    least, most, weight = ([size * ems for ems in measures] for measures in (word, full, total))
    if sum(least) > free:
        widths = _squeeze(free, [size * ems * 1.03 for ems in floor], least)
    else:
        widths = _share(free, least, most, weight, [is_number or full[column] < _SHORT for column, is_number in enumerate(table.numeric)])
    widths = _balance(table, [points + padding for points in widths], size, padding)
    widths = _settle(table, widths, [column for column in columns if not fixed[column]], size, padding)
    heights = [1.25 * size / breadth * max((_lines(text_of(cell), (widths[column] - padding) / size) for column, cell in enumerate(row)), default=1) + 0.45 * size
               for row in (table.header, *own)]
    return Layout(round(size / breadth, 3), tuple(widths), is_wide, sum(heights), max(heights), needed(size, 0) > room)


def _balance(table: Cells, widths: list[float], size: float, padding: float) -> list[float]:
    """The widths, in which the columns with words share their room by how much their cells hold.

    So the cells of a row get about as many lines. No column becomes narrower than its longest word.
    """
    columns = [column for column, is_number in enumerate(table.numeric) if not is_number]
    room = sum(widths[column] for column in columns)
    word: dict[int, float] = {}
    full: dict[int, float] = {}
    mean: dict[int, float] = {}
    for column in columns:
        head = text_of(table.header[column]) if column < len(table.header) else ""
        cells = [text_width(text) for text in table.texts(column)] or [0.0]
        parts = [*(_words(head)), *(part for text in table.texts(column) for part in _words(text))]
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


def _settle(table: Cells, widths: list[float], words: list[int], size: float, padding: float) -> list[float]:
    """The widths, moved between these columns for as long as the rows take fewer lines, and fewer words break, by that."""
    if len(words) < _FEWEST or not table.rows:
        return widths
    heads = tuple(text_of(table.header[column]) if column < len(table.header) else "" for column in words)
    texts = tuple((heads[place], *table.texts(column)[:_SAMPLE]) for place, column in enumerate(words))
    settled = _settled(texts, tuple(round((widths[column] - padding) / size, 4) for column in words))
    return [settled[words.index(column)] * size + padding if column in words else width for column, width in enumerate(widths)]


@lru_cache(maxsize=512)
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
