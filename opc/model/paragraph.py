"""Where in a plan a requirement most likely stands: its paragraphs, ranked by BM25.

Thirty lines of our own: the libraries that do this (rank_bm25, bm25s) need numpy, and its import alone (0.17 s) costs more than a
whole check of a small plan.
Words are compared as they stand; a Dutch stemmer did not find more (measured on the sample plans).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from opc.source import Span

if TYPE_CHECKING:
    from opc.model.plan import Plan
    from opc.model.requirement import Requirement

HEADING = 3
"""How many times the words of a heading count."""
SEARCH = 3
"""How many times the zoekwoorden of a requirement count, beside its title and text."""
SATURATION, LENGTH = 1.2, 0.75
"""The usual k1 and b of BM25."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_COMMON = frozenset(re.findall(r"\w+", """
    aan al alle als bij dan dat de deze die dit door een elk elke en er haar heeft hebben het hij hoe hun in is kan kunnen maar met moet naar niet nog of om
    onder ook op over per plan staat te tot uit van voor waar wat we welke wie wij wordt worden ze zij zijn zo u
"""))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraaf, or the begin of a chapter. number: "6.2", empty when it has none; line: how its text begins."""

    anchor: str
    number: str
    title: str
    line: str
    span: Span

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Index:
    """The words of every paragraph of a plan, counted."""

    def __init__(self, plan: Plan) -> None:
        made = list(_paragraphs(plan))
        self.paragraphs = tuple(paragraph for paragraph, _ in made)
        self.counts = tuple(counts for _, counts in made)
        self.lengths = tuple(counts.total() for counts in self.counts)
        self.frequency = Counter(word for counts in self.counts for word in counts)

    def about(self, requirement: Requirement, most: int, least: float = 0) -> tuple[Paragraph, ...]:
        """The paragraphs that share the most, and the rarest, words with a requirement; the likeliest first.

        least: how much of the first one's score another has at the least.
        """
        wanted = Counter(dict.fromkeys(_words(f"{requirement.title} {requirement.text}"), 1))
        wanted.update({word: SEARCH - 1 for text in requirement.search for word in _words(text)})
        scores = sorted(((self._score(number, wanted), -number) for number in range(len(self.paragraphs))), reverse=True)
        return tuple(self.paragraphs[-number] for score, number in scores[:most] if score > least * scores[0][0])

    def _score(self, number: int, wanted: Counter[str]) -> float:
        counts, size = self.counts[number], len(self.paragraphs)
        long = 1 - LENGTH + LENGTH * self.lengths[number] * size / (sum(self.lengths) or 1)
        return sum(
            weight * log(1 + (size - self.frequency[word] + 0.5) / (self.frequency[word] + 0.5)) * counts[word] * (SATURATION + 1) / (counts[word] + SATURATION * long)
            for word, weight in wanted.items()
            if word in counts
        )


def _paragraphs(plan: Plan) -> Iterator[tuple[Paragraph, Counter[str]]]:
    number = 0
    for chapter in plan.chapters:
        own = ""
        if chapter.front.numbered and not chapter.appendix:
            number += 1
            own = str(number)
        parts = [section for section in chapter.sections if section.level == 2]
        begin, end = chapter.body, parts[0].begin if parts else len(chapter.source.text)
        title = chapter.front.title
        above = Counter(_words(title))
        yield _paragraph(chapter.anchor, own, title, chapter.prose[begin:end], chapter.source.whole_line(chapter.source.span(begin).line), above)
        for at, section in enumerate(parts, 1):
            inner = " ".join(other.title for other in chapter.sections if section.begin < other.begin < section.end)
            text = f"{chapter.prose[section.text_begin : section.end]} {inner}"
            yield _paragraph(section.anchor, f"{own}.{at}" if own else "", section.title, text, section.span, above)


def _paragraph(anchor: str, number: str, title: str, text: str, span: Span, above: Counter[str]) -> tuple[Paragraph, Counter[str]]:
    counts = Counter(_words(text)) + above
    for word in _words(title):
        counts[word] += HEADING
    return Paragraph(anchor, number, title, " ".join(text.split())[:200], span), counts


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _COMMON]
