"""Er staat niets meer dat nog ingevuld moet worden.

In een concept is dat een waarschuwing, in een vastgesteld plan een fout.

*Goed*: "Het bestuur beslist in mei over de verdeling."
*Fout*: "PM", "volgt", "n.t.b.", "TODO", "XX" of een paragraaf zonder tekst.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from opc.check.subject import Subject
from opc.finding import Finding, Severity
from opc.model.record import Record, Texts

class Options(Record):
    """woorden: words that always say so; zinnen: in any case; alleen: only when they are all that a cell or line says."""

    adopted: str = Field("fout", alias="vastgesteld")
    words: Texts = Field((), alias="woorden")
    phrases: Texts = Field((), alias="zinnen")
    alone: Texts = Field((), alias="alleen")

    @property
    def pattern(self) -> re.Pattern[str]:
        """All of them in one expression; what stands alone may be behind a label or a bullet."""
        def any_of(texts: tuple[str, ...]) -> str:
            return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)) or r"(?!)"

        return re.compile(
            rf"(?<![\w.])(?:{any_of(self.words)}|(?i:{any_of(self.phrases)}))(?!\w)"
            rf"|(?:(?<=^)|(?<=[|:] )|(?<=- )|(?<=\())(?i:{any_of(self.alone)})(?=\s*(?:[.)|]|$))",
            re.MULTILINE,
        )


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each placeholder in running text, a heading, front matter or a table's cell."""
    severity = Severity[options.adopted] if subject.decided else None
    pattern = options.pattern
    for chapter in subject.plan.chapters:
        text = chapter.source.text
        places = [(match.start(), match.group()) for match in pattern.finditer(chapter.prose)]
        places += [(match.start(), match.group()) for match in pattern.finditer(text, 0, chapter.body)]
        for section in chapter.sections:
            places += [(match.start(), match.group()) for match in pattern.finditer(text, section.begin, section.text_begin)]
        for at, word in sorted(set(places)):
            yield subject.finding(chapter.source.span(at, at + len(word)), f'hier moet nog iets komen: "{word}"', "vul het in, of haal het weg", severity=severity)
    for table in subject.plan.tables.values():
        for row in table.rows:
            for cell in row.cells:
                if pattern.fullmatch(cell.text.strip()):
                    yield subject.finding(cell.span, f'hier moet nog iets komen: "{cell.text.strip()}"', "vul het in, of laat de cel leeg", severity=severity)

