"""Een afkorting die wordt uitgelegd, komt ook voor.

*Goed*: OPP staat in begrippen.yaml, en in de tekst.
*Fout*: CvB staat in begrippen.yaml, en nergens anders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opc.check.subject import PLACEHOLDER, Options, Subject
from opc.finding import Finding


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each abbreviation of the glossary that no text, field or table uses."""
    plan = subject.plan
    if any(PLACEHOLDER in chapter.prose for chapter in plan.chapters):
        return  # the text is still to come
    glossary = plan.place("begrippen.yaml")
    used = {word for name, source in plan.sources.items() if name != glossary for word in re.findall(r"[^\W_]+", source.text)}
    for term in plan.terms.terms:
        if term.abbreviation and used.isdisjoint((term.abbreviation, f"{term.abbreviation}s")) and not re.search(r"\W", term.abbreviation):
            elsewhere = f"of haal de afkorting weg: “{term.term}” blijft uitgelegd"
            yield subject.finding(term.at("afkorting"), f"de afkorting {term.abbreviation} komt nergens voor", f"gebruik haar, {elsewhere}")
