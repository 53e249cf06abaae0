"""Er staat niets meer dat nog ingevuld moet worden, zoals PM, TODO, n.t.b. of [invullen].
opc zoekt zulke woorden in de tekst, de velden en de tabellen.

*Goed*: "Het bestuur beslist in mei over de verdeling."
*Fout*: "PM", "volgt", "n.t.b.", "TODO", "XX", of "[invullen]".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding, Severity
from opc.model.chapter import Chapter
from opc.model.record import Record, Texts
from opc.source import Source


class Options(Record):
    """woorden: words that always say so; zinnen: in any case; alleen: only when they are all that a cell or line says."""

    adopted: Literal["fout", "waarschuwing", "opmerking"] = Field("fout", alias="vastgesteld")
    words: Texts = Field((), alias="woorden")
    phrases: Texts = Field((), alias="zinnen")
    alone: Texts = Field((), alias="alleen")


_FILES = ("plan.yaml", "besluiten.yaml", "begrippen.yaml", "tabellen.yaml")
_COMMENT = re.compile(r"#(?<!\S#).*")


def _pattern(text: str) -> str:
    """A phrase that opens a bracket goes to where it closes; behind a number an abbreviation is none: € 50 p.m. is a month's."""
    if text.startswith("["):
        return re.escape(text) + r"(?:[^\]\n]*\])?"
    return (r"(?<!\d\s)" if text.endswith(".") else "") + re.escape(text)


Found = tuple[int, str]
"""Where a placeholder begins, and its words."""


def _finder(options: Options) -> Callable[[str], list[Found]]:
    """What finds every placeholder in a text that begins at the begin of a line.

    A phrase that opens a bracket goes on to where it closes: "[invullen" finds "[invullen: wie beslist]" too. What stands
    alone may be behind a label or a bullet; it is sought by what stands before it, which few letters are.
    """
    def any_of(texts: Iterable[str]) -> str:
        longest_first = sorted(texts, key=len, reverse=True)
        return "|".join(_pattern(text) for text in longest_first) or r"(?!)"

    signs = [word.encode() for word in options.words]
    said = re.compile(rf"(?<![\w.])(?:{any_of(options.words)}|(?i:{any_of(options.phrases)}))(?!\w)")
    phrases = [phrase.lower().encode() for phrase in options.phrases]
    alone = re.compile(
        rf"[\n|:(-](?:(?:(?<=\n)|(?<=[|:-]) )(?i:({any_of(options.alone)}))(?=\s*(?:[.)|]|$))"
        # (…) is what someone left out of a quotation
        rf"|(?<=\()(?i:({any_of(filter(str.isalpha, options.alone))}))(?=\s*[.)]))",
        re.MULTILINE,
    )

    def find(text: str) -> list[Found]:
        found: list[Found] = []
        raw = text.encode()  # bytes are searched, and made lower, several times as fast
        lowered = raw.lower()
        if any(word in raw for word in signs) or any(phrase in lowered for phrase in phrases):
            found += [(match.start(), match.group()) for match in said.finditer(text)]
        for match in alone.finditer(f"\n{text}"):
            word = match.group(1) or match.group(2)
            found.append((match.end() - len(word) - 1, word))
        return sorted(set(found))

    return find


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each placeholder in running text, a heading or a cell, one for all fields of a file, one for each left-over box."""
    severity = Severity[options.adopted] if subject.decided else None
    find = _finder(options)
    for name in _FILES:
        if source := subject.plan.sources.get(subject.plan.place(name)):
            yield from _fields(subject, source, len(source.text), "in dit bestand", find, severity)
    for chapter in subject.plan.chapters:
        text = chapter.source.text
        yield from _fields(subject, chapter.source, chapter.body, "in de velden boven de tekst", find, severity)
        places = find(chapter.prose)
        headings = [(section.begin, text[section.begin : section.text_begin]) for section in chapter.sections]
        if find("".join(heading for _, heading in headings)):
            places += [(begin + at, word) for begin, heading in headings for at, word in find(heading)]
        for at, word in sorted(set(places)):
            yield subject.finding(chapter.source.span(at, at + len(word)), _said(word), "vul het in, of haal het weg", severity=severity)
        yield from _boxes(subject, chapter, [at for at, _ in places], severity)
    for table in subject.plan.tables.values():
        cells = [cell for row in table.rows for cell in row.cells]
        if find("\n".join(cell.text.strip() for cell in cells)):
            for cell in cells:
                for _, word in find(cell.text.strip())[:1]:
                    yield subject.finding(cell.span, _said(word), "vul het in, of laat de cel leeg", severity=severity)


def _said(word: str) -> str:
    """A place that opc new left open says what belongs there."""
    what = word.strip("[]").partition(": ")[2]
    return f"hier komt nog: {what}" if what and word.startswith("[") else f'hier moet nog iets komen: "{word}"'


def _fields(subject: Subject, source: Source, end: int, where: str, find: Callable[[str], list[Found]], severity: Severity | None) -> Iterator[Finding]:
    """One finding for all placeholders in the fields of a file, at the first; comments say nothing, nor a step without a day."""
    fields = _COMMENT.sub(lambda comment: " " * len(comment.group()), source.text[:end])
    for step in subject.plan.decisions.undated if source.file == subject.plan.place("besluiten.yaml") else ():
        place = step.at("datum")
        begin, close = source.offset(place.line, place.column), source.offset(place.end_line, place.end_column)
        fields = fields[:begin] + " " * (close - begin) + fields[close:]
    spans = [(source.span(at, at + len(word)), word) for at, word in find(fields)]
    if not spans:
        return
    (span, word), *others = spans
    hint = "vul het in, of haal het weg"
    if others:
        lines = dict.fromkeys(str(other.line) for other, _ in others)
        hint += f"; ook op {'regel' if len(lines) == 1 else 'de regels'} {dutch.listing(lines)}"
    said = _said(word) if not others else f"{where} moet op {dutch.number(len(spans))} plaatsen nog iets komen"
    yield subject.finding(span, said, hint, severity=severity)


def _boxes(subject: Subject, chapter: Chapter, places: list[int], severity: Severity | None) -> Iterator[Finding]:
    """A finding for each box with opc's explanation above a text that is there."""
    for div in chapter.divs:
        if div.name != "hulp":
            continue
        ends = [section.begin for section in chapter.sections if section.begin >= div.end] + [other.begin for other in chapter.divs if other.name == "hulp" and other.begin >= div.end]
        end = min(ends, default=len(chapter.source.text))
        if not any(div.end <= at < end for at in places):
            yield subject.finding(div.span, "de uitleg van opc staat hier nog", "is de tekst klaar, haal dan het hele blok weg, tot en met de regel met :::", severity=severity)
