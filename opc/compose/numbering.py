"""Numbers: of chapters, paragraphs, tables, figures and bijlagen. Given once, the same in every output."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from opc.compose import markdown
from opc.model.chapter import Chapter, Image
from opc.model.document import Heading
from opc.model.plan import Plan
from opc.model.value import Block, blocks


@dataclass(frozen=True)
class Numbers:
    """What has which number. Anchors are those of the output: a table that is printed twice has two."""

    words: dict[str, str] = field(default_factory=dict)
    """Anchor -> what a reference to it says: "paragraaf 6.2"."""
    labels: dict[str, str] = field(default_factory=dict)
    """Anchor -> what stands before its title: "6.2", "Tabel 4", "Bijlage 7a"; missing for what has no number."""
    headings: list[Heading] = field(default_factory=list)
    blocks: dict[tuple[str, int], tuple[Block, tuple[str, ...]]] = field(default_factory=dict)
    """File and offset of an expression -> its block and the output anchors of its tables and figures."""
    priorities: dict[str, str] = field(default_factory=dict)
    """Id of a speerpunt -> the anchor of the section that prints it."""
    figures: dict[tuple[str, int], str] = field(default_factory=dict)
    """File and offset of a picture that is a figure -> its number: "Figuur 2"."""
    is_elsewhere: bool = False
    """Whether these are the numbers of another document than the one that is made: then a reference leads to the web, or is words only."""
    online: dict[str, str] = field(default_factory=dict)
    """Anchor -> where that other document has it on the web."""

    def refer(self, anchor: str, words: str, *, is_far: bool = False) -> str:
        """A reference to a place that has a number, in these words. is_far: on paper its page is named too."""
        if self.is_elsewhere:
            return markdown.web(self.online.get(anchor, ""), markdown.escape(words))
        return markdown.link(anchor, words, "verwijzing .met-bladzijde" if is_far else "verwijzing")


def elsewhere(numbers: Numbers, document: str, online: dict[str, str]) -> Numbers:
    """The same numbers, for a text outside of the document that has them. document: how a reference names that one; online: where that has an anchor on the web."""
    words = {anchor: f"{text} van {document}" for anchor, text in numbers.words.items()}
    return replace(numbers, words=words, labels={}, headings=[], figures={}, is_elsewhere=True, online=online)


def number(plan: Plan, chapters: tuple[Chapter, ...]) -> Numbers:
    """The numbers of everything in these chapters, in the order of the document."""
    made = Numbers()
    counter = tables = figures = 0
    pictures = {image.anchor for chapter in chapters for image in chapter.images}
    for chapter in chapters:
        own = ""
        if chapter.appendix:
            own = chapter.appendix.number
            made.labels[chapter.anchor] = f"Bijlage {own}"
            made.words[chapter.anchor] = f"bijlage {own}"
        elif chapter.front.numbered:
            counter += 1
            own = str(counter)
            made.labels[chapter.anchor] = own
            made.words[chapter.anchor] = f"hoofdstuk {own}"
        else:
            made.words[chapter.anchor] = f"“{chapter.front.title}”"
        made.headings.append(Heading(1, made.labels.get(chapter.anchor, ""), chapter.front.title, chapter.anchor))
        _sections(made, chapter, own)
        printed = blocks(plan, chapter)
        items = sorted(
            [(begin, block) for begin, block in printed.items()]
            + [(div.begin, div.anchor) for div in chapter.divs if div.name == "tabel"]
            + [(image.begin, image) for image in chapter.images if image.alone and not image.decoration],
            key=lambda item: item[0],
        )
        for begin, item in items:
            if isinstance(item, Image):
                figures += 1
                made.figures[chapter.file, begin] = f"Figuur {figures}"
                if item.anchor:
                    made.words.setdefault(item.anchor, f"figuur {figures}")
            elif isinstance(item, Block):
                anchors = []
                for anchor in item.anchors:
                    if anchor.startswith("figuur-"):
                        figures += 1
                        anchors.append(_place(made, anchor, "figuur", figures, pictures))
                    else:
                        tables += 1
                        anchors.append(_place(made, anchor, "tabel", tables))
                made.blocks[chapter.file, begin] = (item, tuple(anchors))
                if item.name in ("speerpunt", "speerpuntbladzijde"):
                    around = [section.anchor for section in chapter.sections if section.level == 2 and section.begin <= begin < section.end]
                    made.priorities.setdefault(item.arguments[0], around[0] if around else chapter.anchor)
            else:
                tables += 1
                _place(made, item or f"tabel-{tables}", "tabel", tables)
                made.figures[chapter.file, begin] = f"Tabel {tables}"
    return made


def _place(made: Numbers, anchor: str, kind: str, number: int, taken: Collection[str] = ()) -> str:
    """Numbers a table or a figure that opc makes; one that is printed again, or whose name is taken, gets an anchor of its own."""
    own, again = anchor, 1
    while own in made.labels or own in taken:
        again += 1
        own = f"{anchor}-{again}"
    made.labels[own] = f"{kind.capitalize()} {number}"
    made.words[own] = f"{kind} {number}"
    return own


def _sections(made: Numbers, chapter: Chapter, own: str) -> None:
    paragraph = 0
    above = made.words[chapter.anchor]
    for section in chapter.sections:
        if section.level == 2 and own and not chapter.appendix:
            paragraph += 1
            label = f"{own}.{paragraph}"
            made.labels[section.anchor] = label
            made.words.setdefault(section.anchor, f"paragraaf {label}")
            above = f"paragraaf {label}"
        else:
            made.words.setdefault(section.anchor, f"“{section.title}” in {above}")
        if section.level == 2:
            made.headings.append(Heading(2, made.labels.get(section.anchor, ""), section.title, section.anchor))
