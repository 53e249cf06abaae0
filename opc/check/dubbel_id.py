"""Een naam waarnaar te verwijzen is, staat maar één keer in het plan: bij een hoofdstuk, kop, tabel of figuur.

*Goed*: `{#termijnen-po}` en `{#termijnen-vo}`.
*Fout*: twee koppen met `{#termijnen}`, of twee hoofdstukken met hetzelfde id.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc.check.subject import Options, Subject
from opc.finding import Finding, Related
from opc.source import Span


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for every second use of an anchor."""
    first: dict[str, Span] = {}
    for anchor, span in _anchors(subject):
        if anchor in first:
            yield subject.finding(span, f"#{anchor} is hier voor de tweede keer", "geef dit een eigen naam, met {#…}", related=(Related(first[anchor], "de eerste keer"),))
        else:
            first[anchor] = span


def _anchors(subject: Subject) -> Iterator[tuple[str, Span]]:
    for chapter in subject.plan.chapters:
        yield chapter.anchor, chapter.front.at("id" if chapter.front.id else "titel")
        for section in chapter.sections:
            yield section.anchor, section.span
        for image in chapter.images:
            if image.anchor:
                yield image.anchor, image.span
        for div in chapter.divs:
            if div.anchor:
                yield div.anchor, div.span
