"""What more than one writer asks of a node of Pandoc's tree, and of the titles in its attributes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from opc.write.pandoc import Node, text_of

DECORATION = "sier"
"""The class of a picture that tells nothing."""


def attributes(attr: Sequence[Any]) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """Identifier, classes and key-values of a Pandoc `Attr`."""
    anchor, classes, pairs = attr
    return str(anchor), tuple(classes), dict(pairs)


def decoration(inlines: Sequence[Node]) -> Node | None:
    """The picture that these words are, if it is one picture that tells nothing."""
    alone = len(inlines) == 1 and inlines[0]["t"] == "Image" and DECORATION in inlines[0]["c"][0][1]
    return inlines[0] if alone else None


def typeset(text: str) -> str:
    """A plain string with the quotes of running text."""
    return re.sub(r'"([^"]*)"', "“\\1”", text).replace("'", "’")


def is_place(node: Node) -> bool:
    """Whether an inline is a place in the register."""
    return node["t"] == "Link" and "vindplaats" in node["c"][0][1]


def is_strong(inlines: Sequence[Node]) -> bool:
    """Whether words are bold, all of them."""
    return len(inlines) == 1 and inlines[0]["t"] == "Strong"


def announces(inlines: Sequence[Node]) -> bool:
    """Whether a paragraph is about what comes below, and so stays with that: a bold line, or words that end in a colon."""
    return is_strong(inlines) or (bool(inlines) and text_of(inlines[-1]).endswith(":"))
