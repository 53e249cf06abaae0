"""The sentences of a chapter, for the checks that are about language.

Splitting is `sentencex`'s: it knows Dutch abbreviations. It is imported when a plan asks for language, and costs 2 ms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from opc.model.chapter import Chapter

_ROW = re.compile(r"^[ \t>]*\|.*$", re.MULTILINE)
_MARK = re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+|^[ \t]*>[ \t>]*", re.MULTILINE)
_EMPTY = re.compile(r"^[ \t]+$", re.MULTILINE)
_SOFT = re.compile(r"(?<!\n)\n(?!\n)")
_GAP = re.compile(r"\n{3,}")
_WORD = re.compile(r"[^\W_](?:[\w'’&]|[-./](?=\w))*")
_SHORT = re.compile(r"\b(?:po|vo|so|sbo|vso|bao|pro|lwoo|mbo|opp|tlv|swv|ib|mr|best|al|u)\.\s+(?=[A-Z])")


class Sentence(NamedTuple):
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

    # what no sentence goes beyond becomes an empty line, and what it does go beyond a blank; every place stays right
    text = _ROW.sub(lambda row: "\n" * len(row.group()), text[body:])
    text = _MARK.sub(lambda mark: "\n" * len(mark.group()), text)
    text = _EMPTY.sub(lambda line: "\n" * len(line.group()), text)
    text = _SOFT.sub(" ", text).replace("*", " ").replace("_", " ")
    text = _GAP.sub(lambda gap: "\n\n" + " " * (len(gap.group()) - 2), text)  # sentencex takes twelve times as long over empty lines
    found: list[Sentence] = []
    last = -1
    parts = ((part["start_index"], part["end_index"]) for part in get_sentence_boundaries("nl", text) if not part["is_paragraph_break"])
    for begin, end in _cut(text, parts):
        said = text[begin:end]
        if not _WORD.search(said):
            continue
        start = begin + len(said) - len(said.lstrip())
        if found and begin == last and text[start].islower():  # "o.a. het budget" is no end
            start = found.pop().begin - body
        found.append(Sentence(text[start:end].rstrip(), body + start))
        last = end
    return tuple(found)


def _cut(block: str, parts: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts, cut once more behind words that are short, but no abbreviations that end in a period."""
    for first, last in parts:
        stop = block.find(". ", first, last)
        for match in _SHORT.finditer(block, first, last) if 0 <= stop < last - 3 else ():
            yield first, match.end()
            first = match.end()
        yield first, last

