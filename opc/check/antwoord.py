"""Een paragraaf van het plan beantwoordt de eis.

Een hoofdstuk noemt onder `eisen:` welke paragraaf de eis beantwoordt. Die paragraaf heeft eigen tekst.

*Goed*: `eisen: {terugplaatsing: "#terugplaatsing"}` en een paragraaf met uitleg en stappen.
*Fout*: geen hoofdstuk noemt de eis, of de paragraaf bestaat uit één regel.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc.check.subject import Subject, words
from opc.finding import Finding
from opc.model.record import Record, Whole


class Options(Record):
    """woorden: how many words an answer has at the least, over all its sections."""

    words: Whole = Field(30, alias="woorden")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding when no section answers, or when the answer is too short to be one."""
    found = list(subject.answers())
    if not found:
        yield subject.due("geen paragraaf beantwoordt deze eis", f"noem {subject.requirement.id} onder `eisen:` in een hoofdstuk, met de paragraaf die haar beantwoordt")
        return
    total = 0
    for chapter, answer in found:
        if answer.anchor not in subject.plan.sections:
            return  # a reference to nothing: another rule says so
        total += words(*subject.plan.sections[answer.anchor])
    if total < options.words:
        _, answer = found[0]
        yield subject.finding(
            answer.at("anchor"), f"het antwoord op deze eis heeft {total} woorden",
            f"leg het uit: een goed antwoord heeft er ten minste {options.words}; zie opc explain {subject.requirement.id}",
        )
