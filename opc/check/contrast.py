"""De kleuren van de huisstijl zijn goed te lezen: op wit, en op het vlak van de huisstijl.
opc rekent uit hoeveel lichter of donkerder de letter is dan zijn achtergrond. Dat is minstens 4,5 op 1, zoals WCAG 2.2 op niveau AA vraagt:
de richtlijn voor websites die iedereen kan lezen.

*Goed*: een donkere hoofdkleur met witte letters: 4,5 of meer.
*Fout*: lichtgele koppen op wit.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.colour import contrast
from opc.model.record import Number, Record


class Options(Record):
    """verhouding: the least contrast. WCAG 2.2, success criterion 1.4.3 (AA), asks 4,5 for text of normal size."""

    ratio: Number = Field(Decimal("4.5"), alias="verhouding")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each colour that is no colour, and each pair that is hard to read."""
    colours = subject.plan.style.colours
    named = {"hoofdkleur": colours.primary, "accentkleur": colours.accent, "tekst": colours.ink, "vlak": colours.soft, "lijn": colours.rule}
    light = {name: contrast(named[name], "#ffffff") for name in ("hoofdkleur", "accentkleur", "tekst")}
    for name, ratio in light.items():
        if ratio < options.ratio:
            yield subject.finding(colours.at(name), f"{name} {named[name]} is op wit niet goed te lezen: {_said(ratio, options)}", "kies een donkerder kleur")
    soft = {name: contrast(named[name], named["vlak"]) for name, ratio in light.items() if name != "accentkleur" and ratio >= options.ratio}
    if poor := {name: ratio for name, ratio in soft.items() if ratio < options.ratio}:
        verb = "is" if len(poor) == 1 else "zijn"
        yield subject.finding(colours.at("vlak"), f"op het vlak ({named['vlak']}) {verb} {dutch.listing(poor)} niet goed te lezen: {_said(min(poor.values()), options)}", "kies een lichter vlak, of donkerder kleuren")


def _said(ratio: float, options: Options) -> str:
    """Rounded down: 4,496 is not 4,5."""
    return f"het contrast is {dutch.number(Decimal(ratio).quantize(Decimal('0.01'), ROUND_DOWN))}, en {dutch.number(options.ratio)} is nodig"
