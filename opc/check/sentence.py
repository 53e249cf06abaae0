"""The sentences of a chapter, for the checks that are about language.

Splitting is `sentencex`'s: it knows Dutch abbreviations. It is imported when a plan asks for language, and costs 2 ms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from opc.model.chapter import Chapter

_BLOCK = re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+|^[ \t>]+", re.MULTILINE)
_ROW = re.compile(r"^[ \t>]*\|.*$", re.MULTILINE)
_WORD = re.compile(r"[^\W_](?:[\w'’&]|[-./](?=\w))*")
_SHORT = re.compile(r"\b(?:po|vo|so|sbo|vso|bao|pro|lwoo|mbo|opp|tlv|swv|ib|mr|best|al|u)\.\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and where it begins in the chapter's file. Every sign has its own place: text[3] stands at begin + 3."""

    text: str
    begin: int

    @property
    def words(self) -> list[re.Match[str]]:
        """Its words, with their places in its text; a computed number counts as a word."""
        return list(_WORD.finditer(self.text))


def sentences(chapter: Chapter) -> tuple[Sentence, ...]:
    """The sentences of running text and lists; rows of tables and headings are none."""
    return _split(_plain(chapter), chapter.body)


def _plain(chapter: Chapter) -> str:
    """The running text without marks; what opc fills in is a word of X's, for a reader sees something there."""
    text = chapter.prose
    filled = [(item.begin, item.end) for item in chapter.expressions if not item.block]
    filled += [(link.begin, link.end) for link in chapter.links if not link.text]
    pieces, at = [], 0
    for begin, end in sorted(filled):
        if begin >= at and text[begin:end].strip("[]() ") == "":
            pieces += [text[at:begin], "X" + "x" * (end - begin - 1)]
            at = end
    return "".join([*pieces, text[at:]])


@lru_cache(maxsize=64)
def _split(text: str, body: int) -> tuple[Sentence, ...]:
    from sentencex import get_sentence_boundaries

    found: list[Sentence] = []
    text = _ROW.sub(lambda row: "\n" + " " * (len(row.group()) - 1), text)
    for begin, end in _blocks(text, body):
        block = re.sub(r"[*_\n]", " ", text[begin:end])
        cuts = [(part["start_index"], part["end_index"]) for part in get_sentence_boundaries("nl", block)]
        merged: list[tuple[int, int]] = []
        for first, last in _cut(block, cuts):
            if merged and block[first:last].lstrip()[:1].islower():  # "o.a. het budget" is no end
                merged[-1] = merged[-1][0], last
            else:
                merged.append((first, last))
        for first, last in merged:
            said = block[first:last]
            if words := _WORD.search(said):
                start = first + min(words.start(), len(said) - len(said.lstrip()))
                found.append(Sentence(block[start:last].rstrip(), begin + start))
    return tuple(found)


def _cut(block: str, parts: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts, cut once more behind words that are short, but no abbreviations that end in a period."""
    for first, last in parts:
        for match in _SHORT.finditer(block, first, last):
            yield first, match.end()
            first = match.end()
        yield first, last


def _blocks(text: str, body: int) -> Iterator[tuple[int, int]]:
    """Paragraphs and items of lists: what no sentence goes beyond."""
    for part in re.finditer(r"[^\n]+(?:\n[ \t]*[^\s][^\n]*)*", text[body:]):
        begin, end = body + part.start(), body + part.end()
        marks = [mark for mark in _BLOCK.finditer(text, begin, end) if mark.group().strip(" \t>")]
        edges = [begin, *(mark.end() for mark in marks)]
        for first, last in zip(edges, [*(mark.start() for mark in marks), end], strict=True):
            if text[first:last].strip():
                yield first, last
