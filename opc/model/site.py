"""The website of a plan: what its pages are called."""

from __future__ import annotations

import re
from collections.abc import Iterable

OWN = ("index", "stand-van-zaken", "toegankelijkheid")
"""The pages that no chapter makes."""


def plain(anchor: str) -> str:
    """An anchor as the name of a file."""
    return re.sub(r"[^\w.-]+", "-", anchor).strip("-.") or "tekst"


def page_names(anchors: Iterable[str]) -> list[str]:
    """The page of each chapter, by their anchors in the order of the plan."""
    taken = set(OWN)
    names = []
    for anchor in anchors:
        base = name = plain(anchor)
        count = 2
        while name in taken:
            name, count = f"{base}-{count}", count + 1
        taken.add(name)
        names.append(f"{name}.html")
    return names
