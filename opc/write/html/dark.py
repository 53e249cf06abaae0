"""A drawing that is light by day and dark by night: the browser chooses, also where it shows the drawing as an image."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls

from opc.model.colour import luminance

_COLOUR = re.compile(rb"\b(fill|stroke)(=\"|:\s*)(#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?)(?![0-9a-fA-F])")
_ROOT = re.compile(rb"<svg\b[^>]*>")
_BLACKEST, _WHITEST = 0.008, 0.82
"""Luminance in the dark of what is white by day, and of what is black."""


def in_the_dark(svg: bytes) -> bytes:
    """The drawing with rules that turn its colours over in the dark: light becomes dark and the other way round, a hue stays.

    Only for what opc drew: that says every colour in one of two ways, on a ground that it leaves open.
    """
    found = sorted({(name, mark.strip() == b":", mark, colour) for name, mark, colour in _COLOUR.findall(svg)})
    rules = [b"svg{fill:%s}" % _turned("#000000").encode()]  # what says no colour is black
    for name, is_style, mark, colour in found:
        chosen = b'[style*="%s%s%s"]' % (name, mark, colour) if is_style else b'[%s="%s"]' % (name, colour)
        rules.append(b"%s{%s:%s!important}" % (chosen, name, _turned(colour.decode()).encode()))
    style = b"<style>@media (prefers-color-scheme: dark){%s}</style>" % b"".join(rules)
    return _ROOT.sub(lambda root: root.group() + style, svg, count=1)


def _turned(colour: str) -> str:
    """The colour as light as this one is dark, in steps that the eye sees as equal (CIE L*): what could be read still can."""
    full = "#" + "".join(sign * 2 for sign in colour[1:]) if len(colour) == 4 else colour.lower()
    wanted = _scaled((1 - _lightness(luminance(full))) ** 0.8)  # colours halfway come out a little lighter, or they would drown
    hue, _, saturation = rgb_to_hls(*(int(full[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if _lightness(luminance(_hex(hue, middle, saturation))) < wanted else (low, middle)
    return _hex(hue, (low + high) / 2, min(saturation, 0.85))


def _scaled(share: float) -> float:
    first, last = _lightness(_BLACKEST), _lightness(_WHITEST)
    return first + share * (last - first)


def _lightness(luminance_: float) -> float:
    """How light the eye finds it, from 0 to 1. Source: CIE 1976 L*."""
    cubed = 216 / 24389
    return (1.16 * luminance_ ** (1 / 3) - 0.16) if luminance_ > cubed else luminance_ * 24389 / 2700


def _hex(hue: float, lightness: float, saturation: float) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in hls_to_rgb(hue, lightness, saturation))
