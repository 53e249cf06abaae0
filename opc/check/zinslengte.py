"""Een zin is niet te lang.
opc telt de woorden van elke zin, ook in lijstjes, en niet in tabellen en koppen. Een getal of een verwijzing is één woord.

*Goed*: twee zinnen van twaalf woorden.
*Fout*: één zin van dertig.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc.check.sentence import sentences
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.record import Record, Whole


class Options(Record):
    """woorden: how many words a sentence has at the most in a plan; publiek: in a text for everyone."""

    words: Whole = Field(25, alias="woorden")
    public: Whole = Field(20, alias="publiek")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each sentence with more words."""
    most = options.public if subject.plan.file.language == "publiek" else options.words
    for chapter in subject.plan.chapters:
        for sentence in sentences(chapter):
            if sentence.text.count(" ") >= most and (count := len(sentence.words)) > most:
                place = chapter.source.span(sentence.begin, sentence.begin + len(sentence.text))
                yield subject.finding(place, f"deze zin heeft {count} woorden", "knip haar in tweeën: één gedachte per zin, of maak er een lijstje van")
