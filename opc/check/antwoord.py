"""Een hoofdstuk wijst de paragraaf aan die deze eis beantwoordt.
opc kijkt of zij er is en of zij genoeg woorden heeft. Of het antwoord goed is, beoordeelt een lezer.

*Goed*: `eisen: {terugplaatsing: "#terugplaatsing"}` en een paragraaf met uitleg en stappen.
*Fout*: geen hoofdstuk noemt de eis, of de paragraaf bestaat uit één regel.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject, written
from opc.finding import Finding
from opc.model.record import Record, Whole


class Options(Record):
    """woorden: how many words an answer has at the least, over all its sections."""

    words: Whole = Field(30, alias="woorden")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding when no section answers, when the section is not there, or when it is too short to be an answer."""
    found = list(subject.answers())
    if not found:
        yield _absent(subject)
        return
    sections = subject.plan.sections
    for _, answer in found:
        if answer.anchor not in sections and answer.anchor not in {*subject.plan.anchors, *subject.plan.elsewhere}:
            meant = dutch.meant(answer.anchor, sections, 0.75)
            yield subject.finding(
                answer.at("anchor"), f"de paragraaf die deze eis beantwoordt, is er niet: #{answer.anchor}",
                f"bedoelt u #{meant}?" if meant else "schrijf de paragraaf, met {#" + answer.anchor + "} achter de kop",
            )
    if any(answer.anchor not in sections for _, answer in found):
        return  # a table or figure: its words do not count
    own = subject.requirement.layer == "kader"
    total = sum(written(*sections[answer.anchor]) for _, answer in found)
    if total < options.words:
        yield subject.finding(
            found[0][1].at("anchor"), f"het antwoord op deze eis heeft {dutch.count(total, 'woord', 'woorden')}",
            f"leg het uit: een goed antwoord heeft er ten minste {options.words}" + ("" if own else f"; zie opc explain {subject.requirement.id}"),
        )


def _absent(subject: Subject) -> Finding:
    """Nothing is named for this requirement; perhaps its name was mistyped."""
    wanted = subject.requirement.id
    asked = {requirement.id for requirement in subject.asked}
    for chapter in subject.plan.chapters:
        for answer in chapter.front.answers:
            if answer.requirement not in asked and dutch.meant(answer.requirement, [wanted], 0.8):
                return subject.finding(answer.span, f'geen paragraaf beantwoordt deze eis: "{answer.requirement}" is geen eis', f"bedoelt u {wanted}?")
    likely = subject.plan.index.about(subject.requirement, 2, least=0.7)
    perhaps = f", misschien {dutch.listing((f'{passage} ({passage.span.file}:{passage.span.line})' for passage in likely), 'of')}" if likely else ""
    if subject.requirement.layer == "kader":
        return subject.due("geen paragraaf werkt dit kader uit", f"noem {wanted} onder `eisen:` in een hoofdstuk, met de paragraaf die het uitwerkt{perhaps}")
    return subject.due("geen paragraaf beantwoordt deze eis", f"noem {wanted} onder `eisen:` in een hoofdstuk, met de paragraaf die haar beantwoordt{perhaps}; opc explain {wanted} zegt wat erin hoort")
