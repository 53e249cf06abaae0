"""Er staat niets meer dat nog ingevuld moet worden.

In een concept is dat een waarschuwing, in een vastgesteld plan een fout. Ook de uitleg die opc in een nieuw plan zet,
gaat weg als de tekst er staat.

*Goed*: "Het bestuur beslist in mei over de verdeling."
*Fout*: "PM", "volgt", "n.t.b.", "TODO", "XX", "[invullen]" of een paragraaf zonder tekst.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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

    @property
    def pattern(self) -> re.Pattern[str]:
        """All of them in one expression; what stands alone may be behind a label or a bullet.

        A phrase that opens a bracket goes on to where it closes: "[invullen" finds "[invullen: wie beslist]" too.
        """
        def any_of(texts: tuple[str, ...]) -> str:
            longest_first = sorted(texts, key=len, reverse=True)
            return "|".join(re.escape(text) + (r"(?:[^\]\n]*\])?" if text.startswith("[") else "") for text in longest_first) or r"(?!)"

        return re.compile(
            rf"(?<![\w.])(?:{any_of(self.words)}|(?i:{any_of(self.phrases)}))(?!\w)"
            rf"|(?:(?<=^)|(?<=[|:] )|(?<=- ))(?i:{any_of(self.alone)})(?=\s*(?:[.)|]|$))"
            # (…) is what someone left out of a quotation
            rf"|(?<=\()(?i:{any_of(tuple(text for text in self.alone if text.isalpha()))})(?=\s*[.)])",
            re.MULTILINE,
        )


_FILES = ("plan.yaml", "besluiten.yaml", "begrippen.yaml", "tabellen.yaml")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each placeholder in running text, a heading or a cell, one for all fields of a file, one for each left-over box."""
    severity = Severity[options.adopted] if subject.decided else None
    pattern = options.pattern
    for name in _FILES:
        if source := subject.plan.sources.get(subject.plan.place(name)):
            yield from _fields(subject, source, len(source.text), "in dit bestand", pattern, severity)
    for chapter in subject.plan.chapters:
        text = chapter.source.text
        yield from _fields(subject, chapter.source, chapter.body, "in de velden boven de tekst", pattern, severity)
        places = [(match.start(), match.group()) for match in pattern.finditer(chapter.prose)]
        for section in chapter.sections:
            places += [(match.start(), match.group()) for match in pattern.finditer(text, section.begin, section.text_begin)]
        for at, word in sorted(set(places)):
            yield subject.finding(chapter.source.span(at, at + len(word)), _said(word), "vul het in, of haal het weg", severity=severity)
        yield from _boxes(subject, chapter, [at for at, _ in places], severity)
    for table in subject.plan.tables.values():
        for row in table.rows:
            for cell in row.cells:
                if match := pattern.search(cell.text.strip()):
                    yield subject.finding(cell.span, _said(match.group()), "vul het in, of laat de cel leeg", severity=severity)


def _said(word: str) -> str:
    """A place that opc new left open says what belongs there."""
    what = word.strip("[]").partition(": ")[2]
    return f"hier komt nog: {what}" if what and word.startswith("[") else f'hier moet nog iets komen: "{word}"'


def _fields(subject: Subject, source: Source, end: int, where: str, pattern: re.Pattern[str], severity: Severity | None) -> Iterator[Finding]:
    """One finding for all placeholders in the fields of a file, at the first; comments say nothing."""
    fields = _COMMENT.sub(lambda comment: " " * len(comment.group()), source.text[:end])
    spans = [(source.span(*match.span()), match.group()) for match in pattern.finditer(fields)]
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
