"""De kleuren van de huisstijl zijn leesbaar: tekst heeft genoeg contrast (WCAG 2.2 AA).

*Goed*: een donkere hoofdkleur met witte letters: 4,5 of meer.
*Fout*: lichtgele koppen op wit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.record import Number, Record


class Options(Record):
    """verhouding: the least contrast. WCAG 2.2, success criterion 1.4.3 (AA), asks 4,5 for text of normal size."""

    ratio: Number = Field(Decimal("4.5"), alias="verhouding")


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 for black to 1 for white. Source: WCAG 2.2, "relative luminance"."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each colour that is no colour, and each pair that is hard to read."""
    colours = subject.plan.style.colours
    named = {"hoofdkleur": colours.primary, "accentkleur": colours.accent, "tekst": colours.ink, "vlak": colours.soft, "lijn": colours.rule}
    wrong = {name for name, colour in named.items() if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour)}
    for name in wrong:
        yield subject.finding(colours.at(name), f'"{named[name]}" is geen kleur', 'schrijf een kleur als "#14505c"')
    grounds = {"wit": "#ffffff"} if "vlak" in wrong else {"wit": "#ffffff", "het vlak": named["vlak"]}
    for name in ("hoofdkleur", "accentkleur", "tekst"):
        if name in wrong:
            continue
        on = {ground: contrast(named[name], colour) for ground, colour in grounds.items() if ground == "wit" or name != "accentkleur"}
        ground, ratio = min(on.items(), key=lambda item: item[1])
        if ratio < options.ratio:
            # rounded down: 4,46 is not 4,5
            said = dutch.number(Decimal(ratio).quantize(Decimal("0.01"), ROUND_DOWN))
            yield subject.finding(
                colours.at(name), f"{name} {named[name]} is op {ground} niet goed te lezen: het contrast is {said}, en {dutch.number(options.ratio)} is nodig",
                "kies een donkerder kleur" if on["wit"] < options.ratio else "kies een donkerder kleur, of een lichter vlak",
            )
