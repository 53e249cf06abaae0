"""Een afkorting die begrippen.yaml uitlegt, komt ook voor: in een tekst, een veld of een tabel.
Zolang in een hoofdstuk nog [invullen] staat, vraagt opc dit niet.

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
    texts = [source.text for name, source in plan.sources.items() if name != glossary]
    for term in plan.terms.terms:
        if term.abbreviation and not any(_has(text, term.abbreviation) for text in texts):
            elsewhere = f"of haal de afkorting weg: “{term.term}” blijft uitgelegd"
            yield subject.finding(term.at("afkorting"), f"de afkorting {term.abbreviation} komt nergens voor", f"gebruik haar, {elsewhere}")


def _has(text: str, word: str) -> bool:
    return word in text and re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", text) is not None
