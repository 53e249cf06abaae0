"""The text, cut into the pages of a website."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from opc.model.document import Document
from opc.model.picture import narrow_path
from opc.model.site import page_names, plain
from opc.write.columns import Family, family
from opc.write.html.body import Body, anchors, measure_of, numbered
from opc.write.pandoc import Node, nodes, text_of

HOME = "index.html"


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
    """The pages of a document in their order, the page on which each anchor stands, and the name that each image gets.

    opening: the first page: what stands before the first chapter, and of a sheet or a poster all there is. lead, figures and
    entrances: what the chapter that sums the plan up gives it besides; without such a chapter the first figures there are. drawn: the images that opc drew. family: which tables go together.
    """

    document: Document
    opening: Page
    pages: tuple[Page, ...]
    places: Mapping[str, str]
    pictures: Mapping[Path, str]
    drawn: frozenset[Path]
    family: Family
    lead: tuple[Node, ...] = ()
    figures: tuple[Node, ...] = ()
    entrances: tuple[Node, ...] = ()

    def address(self, anchor: str, page: Page) -> str:
        """Where an anchor stands, as a link from a page."""
        place = self.places.get(anchor, page.name)
        return f"#{quote(anchor)}" if place == page.name else f"{quote(place)}#{quote(anchor)}"

    def body(self, page: Page) -> Body:
        """What writes one page."""
        return Body(lambda anchor: self.address(anchor, page), lambda path: f"beeld/{quote(self.pictures[self.document.source(path)])}", narrow=self.narrow,
                    drawn=self.is_drawn, has_words=self.has_words, deepen=page is self.opening, font=self.document.style.font, measure=measure_of(self.document), family=self.family)

    def is_drawn(self, path: str) -> bool:
        """Whether opc drew an image, by its path in the text."""
        return self.document.source(path) in self.drawn

    def has_words(self, path: str) -> bool:
        """Whether an image is a drawing with words in it, which must stay large enough to be read."""
        return self.is_drawn(path) or (path.lower().endswith(".svg") and b"<text" in self.document.source(path).read_bytes())

    def narrow(self, path: str) -> str:
        """The path of what a phone shows instead of an image; empty when that is the image itself."""
        return narrow_path(path) if narrow_path(path) in self.document.assets else ""

    def picture(self, source: Path | None) -> str:
        """The name of the logo or the cover; empty when there is none."""
        return self.pictures[source] if source else ""


def lay_out(document: Document, tree: Node) -> Site:
    """Cut the text at its chapters; a sheet or a poster stays whole."""
    groups: list[list[Node]] = [[]]
    for block in map(_named, tree["blocks"]):
        if document.look == "boek" and _is_title(block):
            groups.append([])
        groups[-1].append(block)
    first, *chapters = groups
    called = page_names(group[0]["c"][1][0] for group in chapters)
    pages = [_page(group, name) for group, name in zip(chapters, called, strict=True)]
    opening = Page(HOME, "plain", "", document.subtitle, "", tuple(first), tuple(_sections(first, 1)))
    places = {anchor: page.name for page in (*reversed(pages), opening) for anchor in anchors(page.blocks)}
    shown = (document.source(node["c"][2][0]) for node in nodes(tree["blocks"]) if node["t"] == "Image")
    narrow = (document.assets[narrow_path(path)] for path in document.pictures if narrow_path(path) in document.assets)
    sources = list(dict.fromkeys(path for path in (*shown, *narrow, document.logo, document.cover) if path))
    names = [path.name for path in sources]
    pictures = {path: path.name if names.count(path.name) == 1 else f"{at}-{path.name}" for at, path in enumerate(sources, 1)}
    drawn = frozenset(document.assets[path] for path in document.pictures if path in document.assets)
    summary = next((page.blocks for page in pages if page.anchor and page.anchor == document.summary), ())
    text = summary or [block for page in pages for block in page.blocks]
    return Site(document, opening, tuple(pages), places, pictures, drawn, family(tree["blocks"]), _lead(summary), _first(text, "kerncijfers"), _first(text, "ingangen"))


def _is_title(block: Node) -> bool:
    return bool(block["t"] == "Header" and block["c"][0] == 1)


def _named(block: Node) -> Node:
    """The same, a chapter without an anchor with one from its title: its page keeps its address when another comes before it."""
    if not _is_title(block) or block["c"][1][0]:
        return block
    level, (_, *others), inlines = block["c"]
    return {"t": "Header", "c": [level, [plain(text_of(numbered(inlines)[1]).lower()), *others], inlines]}


def _page(blocks: list[Node], name: str) -> Page:
    title = blocks[0]
    anchor, classes, _ = title["c"][1]
    number, words = numbered(title["c"][2])
    kind = "appendix" if "bijlage" in classes else "plain" if "ongenummerd" in classes else "chapter"
    return Page(name, kind, number, text_of(words).strip(), anchor, tuple(blocks), tuple(_sections(blocks[1:], 2)))


def _sections(blocks: list[Node], level: int) -> Iterator[tuple[str, str, str]]:
    """Number, title and anchor of the headings of a level, those in a fenced block among them."""
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] == level and block["c"][1][0]:
            number, title = numbered(block["c"][2])
            yield number, text_of(title).strip(), block["c"][1][0]
        elif block["t"] == "Div":
            yield from _sections(block["c"][1], level)


def _lead(blocks: Sequence[Node]) -> tuple[Node, ...]:
    """The line under the title, else the first paragraph."""
    return _first(blocks, "inleiding") or next(((block,) for block in blocks if block["t"] == "Para"), ())


def _first(blocks: Sequence[Node], name: str) -> tuple[Node, ...]:
    """The first fenced block with a name."""
    return next(((node,) for node in nodes(list(blocks)) if node["t"] == "Div" and name in node["c"][0][1]), ())
