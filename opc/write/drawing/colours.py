"""Shades for the parts of a picture: of the house style, and each of another lightness, so that they differ on grey paper too."""

from __future__ import annotations

from opc.model.colour import contrast, luminance
from opc.write.drawing.pen import Colours

_LEAST = 3.0
"""The contrast of a part with white paper. Source: WCAG 2.2, success criterion 1.4.11."""


def shades(colours: Colours, count: int) -> tuple[str, ...]:
    """So many colours, the most important first. Each keeps its contrast with white; their lightness runs from dark to light."""
    first = colours.primary if luminance(colours.primary) < 0.1 else _lit(colours.primary, 0.08)
    found = [first, _lit(colours.accent, 0.17), _lit(mixed(colours.primary, "#ffffff", 0.5), 0.28), _lit(mixed(colours.accent, colours.ink, 0.5), 0.02)]
    return tuple(found[:count])


def readable(colour: str, ink: str) -> str:
    """The colour, with so much ink that words in it can be read on white paper. Source: WCAG 2.2, success criterion 1.4.3."""
    return next((made for step in range(20) if contrast(made := mixed(colour, ink, step / 20), "#ffffff") >= 4.5), ink)


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two. share: how much of the other."""
    pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(first + (second - first) * share):02x}" for first, second in pairs)


def _lit(colour: str, target: float) -> str:
    """The same colour with about this luminance; never so light that it fades on white paper."""
    target = min(target, 1.05 / _LEAST - 0.05)
    lighter = luminance(colour) < target
    for step in range(1, 100):
        made = mixed(colour, "#ffffff" if lighter else "#000000", step / 100)
        if (luminance(made) >= target) == lighter:
            return made
    return colour
