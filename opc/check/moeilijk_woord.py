"""Een gewoon woord gaat voor een moeilijk woord.
opc heeft een lijst van moeilijke woorden, en noemt bij elk een gewoon woord. Of het past in uw zin, ziet u zelf.

*Goed*: "als het niet lukt, laten wij u dat weten".
*Fout*: "indien het niet lukt, lichten wij u in".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.record import Named, Record


class Options(Record):
    """paren: the forms of a hard word, with commas between, and what to say instead."""

    pairs: Named[str] = Field({}, alias="paren")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each hard word, with the plain one."""
    plain = {form.lower(): instead for forms, instead in options.pairs.items() for form in forms.split(", ")}
    firsts = [(form, form.split(" ", 1)[0]) for form in plain]
    for chapter in subject.plan.chapters:
        prose = chapter.prose
        lowered = prose.replace("İ", "I").lower()  # the one letter that would move what follows
        present = [form for form, first in firsts if first in lowered]  # sixty quick looks; a pattern of sixty words is slow
        if not present:
            continue
        forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(present, key=len, reverse=True))
        for match in re.finditer(rf"\b(?:{forms})\b", lowered):
            word = " ".join(match.group().split())
            yield subject.finding(chapter.source.span(*match.span()), f'"{prose[match.start() : match.end()]}" kan gewoner', f"schrijf liever: {plain[word]}")
