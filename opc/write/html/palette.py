"""The colours of the house style for a screen, in light and in the dark."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls

from opc.model.colour import contrast
from opc.model.plan_file import HouseStyle

READABLE = 4.5
"""The least contrast of text. Source: WCAG 2.2, success criterion 1.4.3 (AA)."""
_NIGHT, _NIGHT_SOFT = "#12181b", "#1c262a"


def palette(style: HouseStyle) -> dict[str, dict[str, str]]:
    """Colours by name, for `light` and `dark`: text on `paper` and on `soft` can be read in both."""
    colours = style.colours
    light = {"paper": "#ffffff", "soft": colours.soft, "ink": colours.ink, "line": colours.rule,
             "primary": _darker(colours.primary, colours.soft), "accent": _darker(colours.accent, colours.soft), "quiet": "#525c61", "band": colours.primary}
    dark = {"paper": _NIGHT, "soft": _NIGHT_SOFT, "ink": "#e4e9ea", "line": "#3c4a4f",
            "primary": _lighter(colours.primary, _NIGHT_SOFT), "accent": _lighter(colours.accent, _NIGHT_SOFT), "quiet": "#a9b5b9", "band": colours.primary}
    return {"light": light, "dark": dark}


def _lighter(colour: str, ground: str) -> str:
    return _until_readable(colour, ground, 0.02)


def _darker(colour: str, ground: str) -> str:
    return _until_readable(colour, ground, -0.02)


def _until_readable(colour: str, ground: str, step: float) -> str:
    """The colour, its lightness moved until it can be read on this ground."""
    hue, lightness, saturation = rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    while contrast(colour, ground) < READABLE and 0 <= lightness + step <= 1:
        lightness += step
        colour = "#" + "".join(f"{round(channel * 255):02x}" for channel in hls_to_rgb(hue, lightness, saturation))
    return colour
