"""The document as a Word file that a colleague can go on with: real styles, numbers, captions, references and contents.

Pandoc reads the text; this room writes the file itself. Pandoc's own docx writer makes numbers, captions and references
dead text and leaves the contents empty, so that every part of what it writes would have to be taken apart again.
The looks are in `templates/docx/`. The same document gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from opc.model.document import Document
from opc.write.columns import broad, family
from opc.write.docx.body import Body
from opc.write.docx.captioned import SLACK
from opc.write.docx.flow import STEP, Flow, Place
from opc.write.docx.front import FEW_ENTRIES, Sections, colofon, contents, cover, ended, frame, masthead, sections
from opc.write.docx.grid import PADDING
from opc.write.docx.lettering import font_table
from opc.write.docx.look import SIZES, TWIPS, Sheet, filled, look, metrics, sheet
from opc.write.docx.numbering import Numbering
from opc.write.docx.package import Package, Relations
from opc.write.docx.pages import Pages
from opc.write.docx.picture import Gallery
from opc.write.docx.properties import describe
from opc.write.docx.text import Text, targets
from opc.write.docx.xml import escape, paragraph, part
from opc.write.pandoc import Node

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SEPARATORS = "".join(f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{mark}/></w:r></w:p></w:footnote>'
                      for number, kind, mark in ((-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator")))


_LARGEST, _STEP = 2.0, 0.02
"""How much larger the letters of a poster may become, and in which steps."""
_FULL = 0.96
"""How much of a page a poster may take by the guess of `pages.py`, so that it certainly fits."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """The text of a file with what it refers to, before it is packed."""

    package: Package
    relations: Relations
    house: Mapping[str, str]
    styles: str
    ends: Sections
    front: list[str]
    numbering: Numbering
    flow: Flow

    @property
    def is_on_one_page(self) -> bool:
        """Whether the text fits on its first page."""
        return self.flow.pages.page == 1 and self.flow.pages.height <= self.flow.pages.room * _FULL


def render(document: Document, tree: Node) -> bytes:
    """The Word file. tree: the document's Markdown as Pandoc reads it; it is not changed. A poster gets the largest letters with which it fits.

    Raises OpcError when an image is missing or cannot be read.
    """
    page = sheet(document)
    draft = _draft(document, tree, page)
    if document.look == "poster" and draft.is_on_one_page:
        least, most = 0, round((_LARGEST - 1) / _STEP)
        while least < most:
            middle = (least + most + 1) // 2
            larger = _draft(document, tree, replace(page, scale=page.scale * (1 + _STEP * middle)))
            draft, least, most = (larger, middle, most) if larger.is_on_one_page else (draft, least, middle - 1)
    return _packed(document, draft)


def _draft(document: Document, tree: Node, page: Sheet) -> _Draft:
    package, relations = Package(), Relations()
    is_book = document.look == "boek"
    house = look(document.style, page, is_book=is_book)
    styles = filled("styles.xml", {**house, "language": escape(document.language)})
    gallery = Gallery(package, document.fonts)
    places = targets(tree)
    text = Text(document, places, gallery, relations)
    ends = sections(relations, page, is_book=is_book)
    pages = Pages(metrics(styles), page=1 if not is_book else 3 if document.facts and len(document.headings) > FEW_ENTRIES else 2, room=page.room)

    if is_book:
        imprint, table = colofon(document, relations), contents(document.headings, places, pages)
        if imprint and 0 < len(document.headings) <= FEW_ENTRIES:
            matter = [*ended(table, ""), *ended(imprint, ends.contents)]
        else:
            matter = [*ended(imprint, ends.colofon), *ended(table, ends.contents)]
        front = [*cover(document, house, gallery, relations, ends.cover), *matter]
        pages.turn()
    else:
        front = masthead(document, pages)
    numbering = Numbering(hang=round(page.hang * TWIPS), step=round(STEP * TWIPS), look=house)
    size = float(document.style.size) * page.scale * SIZES["table"]
    kin = family(tree["blocks"])
    wanting = broad(tree["blocks"], kin, size=size, width=page.measure, wide=page.measure + page.hang, padding=PADDING + SLACK, font=house["font"])
    flow = Flow(text, house, pages, size, (ends.upright, ends.landscape), kin, wanting)
    Body(flow, numbering).blocks(tree["blocks"], Place(width=page.measure, is_top=True))
    return _Draft(package, relations, house, styles, ends, front, numbering, flow)


def _packed(document: Document, draft: _Draft) -> bytes:
    package, relations, house, ends, flow = draft.package, draft.relations, draft.house, draft.ends, draft.flow
    text, pages = flow.text, flow.pages
    blocks, last = flow.out, ends.upright
    if blocks and ends.landscape in blocks[-1]:
        blocks[-1], last = blocks[-1].replace(ends.landscape, ""), ends.landscape
    if not blocks or not blocks[-1].startswith("<w:p>"):
        blocks.append(paragraph("Natabel"))
    xml = pages.filled("".join((*draft.front, *blocks)))

    def word(name: str, content: bytes, kind: str, relation: str) -> None:
        package.add(f"word/{name}", content, f"{_WORD}{kind}+xml")
        relations.to(relation, name)

    for name, content in frame(document, house, pages.page).items():
        kind = name[:6]  # header or footer
        word(name, content, kind, kind)
    word("styles.xml", draft.styles.encode(), "styles", "styles")
    word("numbering.xml", draft.numbering.part(), "numbering", "numbering")
    word("settings.xml", filled("settings.xml", {"language": escape(document.language)}).encode(), "settings", "settings")
    word("fontTable.xml", font_table(document, package), "fontTable", "fontTable")
    word("footnotes.xml", part("w:footnotes", (_SEPARATORS, *text.notes)), "footnotes", "footnotes")
    if text.comments:
        word("comments.xml", part("w:comments", text.comments), "comments", "comments")
    package.add("word/theme/theme1.xml", filled("theme.xml", house).encode(), "application/vnd.openxmlformats-officedocument.theme+xml")
    relations.to("theme", "theme/theme1.xml")
    package.add("word/document.xml", part("w:document", (f"<w:body>{xml}{last}</w:body>",)), f"{_WORD}document.main+xml")
    package.relate("word/document.xml", relations)
    package.relate("word/footnotes.xml", text.note_relations)
    describe(document, package)
    return package.pack()
