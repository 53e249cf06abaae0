"""The text, cut into the pages of a website."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from opc.model.document import Document
from opc.write.html.body import Body, anchors, numbered
from opc.write.pandoc import Node, text_of

OWN = ("index", "stand-van-zaken", "toegankelijkheid")
"""The pages that no chapter makes."""


@dataclass(frozen=True, slots=True)
class Page:
    """A chapter or a bijlage as a page. name: of the file. sections: number, title and anchor of each heading below the first."""

    name: str
    kind: str
    number: str
    title: str
    anchor: str
    blocks: tuple[Node, ...]
    sections: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of a document in their order, the page on which each anchor stands, and the name that each image gets."""

    document: Document
    pages: tuple[Page, ...]
    places: Mapping[str, str]
    pictures: Mapping[Path, str]

    def body(self, page: Page) -> Body:
        """What writes one page."""
        def address(anchor: str) -> str:
            place = self.places.get(anchor, page.name)
            return f"#{quote(anchor)}" if place == page.name else f"{quote(place)}#{quote(anchor)}"

        return Body(address, lambda path: f"beeld/{quote(self.pictures[self.document.source(path)])}")

    def picture(self, source: Path | None) -> str:
        """The name of the logo or the cover; empty when there is none."""
        return self.pictures[source] if source else ""


def lay_out(document: Document, tree: Node) -> Site:
    """Cut the text at its chapters."""
    pages: list[Page] = []
    group: list[Node] = []
    taken = set(OWN)
    for block in [*tree["blocks"], None]:
        if (block is None or (block["t"] == "Header" and block["c"][0] == 1)) and group:
            page = _page(group, taken)
            taken.add(page.name.removesuffix(".html"))
            pages.append(page)
            group = []
        if block is not None:
            group.append(block)
    places = {anchor: page.name for page in reversed(pages) for anchor in anchors(page.blocks)}
    sources = dict.fromkeys(path for path in (*document.assets.values(), document.logo, document.cover) if path)
    names = [path.name for path in sources]
    pictures = {path: path.name if names.count(path.name) == 1 else f"{at}-{path.name}" for at, path in enumerate(sources, 1)}
    return Site(document, tuple(pages), places, pictures)


def _page(blocks: list[Node], taken: set[str]) -> Page:
    first = blocks[0]
    if first["t"] != "Header":
        return Page(_name("tekst", taken), "plain", "", "", "", tuple(blocks), ())
    anchor, classes, _ = first["c"][1]
    number, words = numbered(first["c"][2])
    kind = "appendix" if "bijlage" in classes else "plain" if "ongenummerd" in classes else "chapter"
    sections = tuple(
        (part, text_of(title).strip(), block["c"][1][0])
        for block in _headers(blocks[1:]) if block["c"][0] == 2 and block["c"][1][0] for part, title in [numbered(block["c"][2])])
    return Page(_name(anchor, taken), kind, number, text_of(words).strip(), anchor, tuple(blocks), sections)


def _headers(blocks: list[Node]) -> list[Node]:
    """The headings, those in a block for one sector among them."""
    return [node for block in blocks for node in ([block] if block["t"] == "Header" else _headers(block["c"][1]) if block["t"] == "Div" else [])]


def _name(anchor: str, taken: set[str]) -> str:
    base = name = re.sub(r"[^\w.-]+", "-", anchor).strip("-.") or "tekst"
    count = 2
    while name in taken:
        name, count = f"{base}-{count}", count + 1
    return f"{name}.html"
