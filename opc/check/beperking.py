"""Zegt een hoofdstuk in het veld beperking_aanbod dat een school minder aanbiedt, dan staat daar ook waarom.
opc kijkt of er minstens acht woorden staan, niet of het een goede reden is.

*Goed*: `beperking_aanbod:` met de motivering.
*Fout*: het veld is er, maar leeg.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc.check.subject import Options, Subject
from opc.finding import Finding


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding when a restriction is announced without a reason."""
    for chapter in subject.plan.chapters:
        if chapter.front.has("beperking_aanbod") and len(chapter.front.restriction.split()) < 8:
            yield subject.finding(chapter.front.at("beperking_aanbod"), "de beperking van het aanbod is niet gemotiveerd", "leg uit waarom het aanbod anders een te zware last zou geven")
