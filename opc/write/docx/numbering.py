"""Numbers that Word makes itself: of chapters, paragraphs, bijlagen and lists.

The composed text has its numbers already. Each is given to a list of Word's that counts to the very same number; where
Word would count differently, an instance of the list with another start takes over. What no list can make stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from opc.write.docx.xml import escape, part

CHAPTERS, BULLETS, STEPS, NOTHING = 1, 2, 3, 4
_NUMBER = re.compile(r"(?P<label>\D*)(?P<number>\d+)(?P<letter>[a-z]?)")
_BULLETS = "•–·"
_STEPS = ("decimal", "lowerLetter", "lowerRoman")
_DEPTH = 9  # levels of a list in Word
_LIGHT = '<w:b w:val="0"/><w:bCs w:val="0"/>'


@dataclass(slots=True)
class _Series:
    """Chapters, bijlagen with a number, or bijlagen with the same number and a letter."""

    abstract: int
    label: str
    """What stands before the number: "Bijlage "."""
    fixed: str
    """The part of the number that does not count: the 7 of 7a and 7b."""
    instance: int = 0
    chapter: int = 0
    paragraph: int = 0


@dataclass(slots=True)
class Numbering:
    """The lists of one document as they are used. Measures in twips, sizes in half points."""

    hang: int
    """How far the numbers of headings stand to the left of the text."""
    step: int
    """How far a list is indented per level."""
    look: Mapping[str, str]
    series: dict[tuple[str, str, bool], _Series] = field(default_factory=lambda: {("", "", False): _Series(CHAPTERS, "", "", CHAPTERS)})
    instances: list[str] = field(default_factory=lambda: [_instance(CHAPTERS, CHAPTERS), _instance(BULLETS, BULLETS), _instance(3, NOTHING)])
    current: tuple[_Series, str] | None = None
    """The series of the last chapter or bijlage, and its number without label."""

    def chapter(self, number: str) -> str | None:
        """The properties of a heading 1 that must get this number, empty when its style does it; None if no list can."""
        match = _NUMBER.fullmatch(number)
        self.current = None
        if not match:
            return None
        label, digits, letter = match["label"], match["number"], match["letter"]
        fixed, wanted = (digits, ord(letter) - ord("a") + 1) if letter else ("", int(digits))
        series = self.series.setdefault((label, fixed, bool(letter)), _Series(NOTHING + len(self.series), label, fixed))
        if not series.instance or wanted != series.chapter + 1:
            series.instance = self.start(series.abstract, 0, wanted)
        series.chapter, series.paragraph = wanted, 0
        self.current = series, digits + letter
        return _member(series.instance, 0)

    def paragraph(self, number: str) -> str | None:
        """The same for a heading 2: 6.2 in chapter 6, 7a.1 in bijlage 7a."""
        if self.current is None:
            return None
        series, chapter = self.current
        if number != f"{chapter}.{series.paragraph + 1}":
            return None
        series.paragraph += 1
        return _member(series.instance, 1)

    def start(self, abstract: int, level: int, first: int) -> int:
        """A new instance of a list, which begins to count at `first`."""
        number = len(self.instances) + 1
        self.instances.append(_instance(number, abstract, f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride>'))
        return number

    def part(self) -> bytes:
        """numbering.xml."""
        colour = f'<w:color w:val="{self.look["accent"]}"/>'
        depths = range(_DEPTH)
        abstracts = {
            BULLETS: [self._item(depth, "bullet", _BULLETS[min(depth, len(_BULLETS) - 1)], "ListBullet", colour) for depth in depths],
            STEPS: [self._item(depth, _STEPS[depth % len(_STEPS)], f"%{depth + 1}.", "ListNumber", f"<w:b/><w:bCs/>{colour}") for depth in depths],
        }
        abstracts[NOTHING] = [_level(depth, "none", "", (0, self.hang), "", "") for depth in range(2)]
        for series in self.series.values():
            own = series.abstract == CHAPTERS
            fixed = escape(series.fixed)
            size = self.look["number" if own else "label"]
            kind = "lowerLetter" if fixed else "decimal"
            abstracts[series.abstract] = [
                _level(0, kind, escape(series.label) + fixed + "%1", (0, self.hang), "Heading1" if own else "",
                       f'{_LIGHT if own else ""}{colour}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'),
                _level(1, "decimal", fixed + "%1.%2", (0, self.hang), "Heading2" if own else "", f"{_LIGHT}{colour}"),
            ]
        return part("w:numbering", (*(_abstract(number, levels) for number, levels in sorted(abstracts.items())), *self.instances))

    def _item(self, depth: int, kind: str, text: str, style: str, look: str) -> str:
        named = style + (str(depth + 1) if depth else "") if depth < 3 else ""
        return _level(depth, kind, text, (self.step * (depth + 1), self.step), named, look)


def member(instance: int, level: int) -> str:
    """The properties of a paragraph in a list."""
    return _member(instance, min(level, _DEPTH - 1))


def unnumbered(level: int) -> str:
    """The properties of a heading without a number of Word's: a list that counts nothing, in the place of the list of its style.

    The heading's text must begin with a tab, so that it stands where others stand after their number. In a table of
    contents that Word makes, the same tab does the same.
    """
    return _member(3, level - 1)


def _member(instance: int, level: int) -> str:
    return "" if instance == CHAPTERS else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>'


def _instance(number: int, abstract: int, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def _abstract(number: int, levels: Iterable[str]) -> str:
    return (f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x0FC00000 + number:08X}"/><w:multiLevelType w:val="multilevel"/>'
            f'<w:tmpl w:val="{0x0FD00000 + number:08X}"/>{"".join(levels)}</w:abstractNum>')


def _level(depth: int, kind: str, text: str, indent: tuple[int, int], style: str, look: str) -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    left, hanging = indent
    bare = "" if text else '<w:suff w:val="nothing"/>'
    tab = f'<w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>' if text else ""
    return (f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{named}{bare}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr>{tab}<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr><w:rPr>{look}</w:rPr></w:lvl>')
