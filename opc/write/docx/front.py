"""What comes before and around the text of a Word file: cover, colofon, table of contents, headers, footers, sections."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from opc.model.document import Document, Heading
from opc.template import templates_folder
from opc.write.docx.look import LEFT, PAGE, RIGHT, TWIPS, Sheet, filled, millimetres, mix
from opc.write.docx.package import Relations
from opc.write.docx.pages import Pages, hole
from opc.write.docx.picture import Gallery, Picture, plain, read_picture, rendered
from opc.write.docx.text import Target
from opc.write.docx.xml import NAMESPACES, Ink, escape, paragraph, run, with_properties
from opc.write.docx.xml import field as field_of

# the cover of templates/pdf/front.typ, in millimetres from the top
_ART, _BAND, _STRIPE, _EDGE = 150.0, 103.0, 2.4, 22.0
_LOGO_HEIGHT, _LOGO_WIDTH = 21.0, 62.0
_ART_SHARPNESS = 110.0
_ADDRESS = re.compile(r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|((?:https?://|www\.)[^\s,;]+[^\s,;.])")
FEW_ENTRIES = 34
"""So few headings stand above the colofon; with more, the contents have a page of their own, as in templates/pdf/front.typ."""
_DEEPEST = 2  # level of heading in the table of contents


@dataclass(frozen=True, slots=True)
class Sections:
    """How each sort of section ends, as the element that stands in its last paragraph."""

    cover: str
    colofon: str
    contents: str
    upright: str
    landscape: str


def sections(relations: Relations, sheet: Sheet, *, is_book: bool) -> Sections:
    """The sections, with the headers and footers that `frame` makes. Of what is no book there is one, with a first page of its own."""
    upright = (sheet.width, sheet.height)
    own = (sheet.top, sheet.right, sheet.bottom, sheet.left)

    def made(header: str, footer: str, *, margins: tuple[float, float, float, float] = own, landscape: bool = False, first: str = "", align: str = "") -> str:
        used = [("default", "header", header), ("default", "footer", footer)]
        used += [("first", "header", first), ("first", "footer", footer)] if first else []
        references = "".join(f'<w:{side}Reference w:type="{kind}" r:id="{relations.to(side, name)}"/>' for kind, side, name in sorted(used, key=lambda use: use[1:]))
        width, height = (round(points * TWIPS) for points in (upright[::-1] if landscape else upright))
        top, right, bottom, left = (round(points * TWIPS) for points in margins)
        return (f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"{_ON_ITS_SIDE * (width > height)}/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" '
                f'w:left="{left}" w:header="{round(millimetres(9) * TWIPS)}" w:footer="{round(millimetres(9) * TWIPS)}" w:gutter="0"/><w:cols w:space="708"/>'
                f'{align}{"<w:titlePg/>" if first else ""}</w:sectPr>')

    if not is_book:
        only = made("header.xml", "footer.xml", first="header-colofon.xml")
        turned = only if sheet.width > sheet.height else made("header-landscape.xml", "footer-landscape.xml", landscape=True)
        return Sections("", "", "", only, turned)
    edge = millimetres(_EDGE)
    return Sections(
        cover=made("header-cover.xml", "footer-cover.xml", margins=(millimetres(_ART + 17), RIGHT, millimetres(15), edge), first="header-cover.xml"),
        colofon=made("header-colofon.xml", "footer.xml", align='<w:vAlign w:val="bottom"/>'),
        contents=made("header-contents.xml", "footer.xml"),
        upright=made("header.xml", "footer.xml"),
        landscape=made("header-landscape.xml", "footer-landscape.xml", landscape=True),
    )


_ON_ITS_SIDE = ' w:orient="landscape"'


def frame(document: Document, look: Mapping[str, str], count: int) -> dict[str, bytes]:
    """The headers and footers, by file name. count: how many pages there will be, as far as we know."""
    right = round((PAGE[1] - LEFT - RIGHT) * TWIPS)
    wide = f'<w:tabs><w:tab w:val="clear" w:pos="{look["measure"]}"/><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
    name, number = Ink(style="Hoofdstuknaam"), Ink(style="Bladzijdenummer")
    chapter = field_of("STYLEREF 1", "", ink=name) if document.look == "boek" else run(document.subtitle, name)
    state = " · ".join(filter(None, (f"versie {document.version}" if document.version else "", document.status)))
    common = {
        "namespaces": NAMESPACES, "title": escape(document.title), "organisations": escape(" · ".join(name for name, _ in document.organisations)),
        "version": escape(state), "page": field_of("PAGE", run("1", number), ink=number), "pages": field_of("NUMPAGES", run(str(count))),
    }
    made = {
        "header.xml": filled("header.xml", {**common, "tabs": "", "chapter": chapter, "watermark": _watermark(document, look, 1)}),
        "header-contents.xml": filled("header.xml", {**common, "tabs": "", "chapter": run("Inhoud", name), "watermark": _watermark(document, look, 2)}),
        "header-landscape.xml": filled("header.xml", {**common, "tabs": wide, "chapter": chapter, "watermark": _watermark(document, look, 3)}),
        "header-colofon.xml": filled("header-cover.xml", {**common, "watermark": _watermark(document, look, 4)}),
        "header-cover.xml": filled("header-cover.xml", {**common, "watermark": ""}),
        "footer.xml": filled("footer.xml", {**common, "tabs": ""}),
        "footer-landscape.xml": filled("footer.xml", {**common, "tabs": wide}),
        "footer-cover.xml": filled("footer-cover.xml", common),
    }
    return {name: text.encode() for name, text in made.items()}


def _watermark(document: Document, look: Mapping[str, str], number: int, *, colour: str = "", opacity: str = "1") -> str:
    """A run with the watermark as Word itself makes one, so that Word can take it away again. number: of the shape, unique."""
    if not document.watermark:
        return ""
    width = 440
    height = min(130, round(width * 1.15 / len(document.watermark)))
    return filled("watermark.xml", {**look, "number": str(1000 + number), "text": escape(document.watermark), "width": str(width), "height": str(height),
                                    "colour": colour or mix(look["ink"], "FFFFFF", 0.9), "opacity": opacity})


def cover(document: Document, look: Mapping[str, str], gallery: Gallery, relations: Relations, end: str) -> list[str]:
    """The cover. end: how its section ends."""
    def at(left: float, top: float, width: float, height: float) -> tuple[float, float, float, float]:
        return millimetres(left), millimetres(top), millimetres(width), millimetres(height)

    art = read_picture(document.cover) if document.cover else _own_art(document, gallery)
    pictures = [
        gallery.anchored(art, at(0, 0, 210, _ART), "", relations, is_cropped=True),
        gallery.anchored(plain(look["primary"]), at(0, _ART, 210, _BAND), "", relations),
        gallery.anchored(plain(look["accent"]), at(0, _ART, 210, _STRIPE), "", relations),
    ]
    below = _ART + _BAND + 9
    if document.logo:
        logo = read_picture(document.logo)
        scale = min(_LOGO_WIDTH / logo.width, _LOGO_HEIGHT / logo.height)
        width, height = logo.width * scale, logo.height * scale
        alt = document.style.logo_alt or f"Logo van {document.author or document.title}"
        pictures.append(gallery.anchored(logo, at(210 - 24 - width, below, width, height), alt, relations))
    pictures.append(_watermark(document, look, 5, colour="FFFFFF", opacity=".28"))  # a header's would be behind the pictures
    factor = 0.76 if len(document.title) > 64 else 0.91 if len(document.title) > 40 else 1.06
    title = run(document.title, Ink(size=round(int(look["title"]) * factor)))
    made = [paragraph("Title", "".join(pictures) + title)]
    if document.subtitle:
        made.append(paragraph("Subtitle", run(document.subtitle)))
    if document.period:
        made.append(paragraph("Omslagperiode", run(document.period), _framed(_ART + _BAND - 21, 120)))
    place = _framed(below, 96)
    made += [paragraph("Omslagverband", run(name) + (run(f" {number}", Ink(style="Omslagnummer")) if number else ""), place) for name, number in document.organisations]
    state = " · ".join(filter(None, (f"Versie {document.version}" if document.version else "", document.status)))
    if state:
        made.append(paragraph("Omslagversie", run(state), place))
    return [*made, paragraph("Natabel", properties=end)]


def masthead(document: Document, pages: Pages) -> list[str]:
    """The title above the text of what has no cover: what it is, and of which plan."""
    plan = " · ".join(filter(None, (document.title, document.period)))
    title, below = (document.title, " · ".join(filter(None, (document.subtitle, document.period)))) if document.look == "poster" else (document.subtitle, plan)
    style = "Title" if document.look == "poster" else "Bladtitel"
    pages.paragraph(style, title)
    pages.paragraph("Bladondertitel", below)
    band = ""
    if document.look == "poster":
        colour, edge = document.style.colours.primary.lstrip("#").upper(), 16  # points
        lines = "".join(f'<w:{side} w:val="single" w:sz="48" w:space="{edge - 6}" w:color="{colour}"/>' for side in ("top", "left", "bottom", "right"))
        band = f'<w:pBdr>{lines}</w:pBdr><w:ind w:left="{edge * TWIPS}" w:right="{edge * TWIPS}"/>'
        pages.settle(2 * edge)
    return [paragraph(style, run(title), band), paragraph("Bladondertitel", run(below))]


def _framed(top: float, width: float) -> str:
    """A fixed place on the cover, in millimetres from the top."""
    x, y, w = (round(millimetres(length) * TWIPS) for length in (_EDGE, top, width))
    return f'<w:framePr w:w="{w}" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="{x}" w:y="{y}"/>'


def _own_art(document: Document, gallery: Gallery) -> Picture:
    """The cover art that the PDF has when the plan brings none."""
    folder = templates_folder() / "pdf"
    colours = {name: getattr(document.style.colours, name) for name in ("primary", "accent", "ink", "soft", "rule")}
    plan = {"colours": colours, "size": float(document.style.size), "font": document.style.font, "heading_font": document.style.font, "bleed": 0}
    text = f'#import "front.typ": cover-art\n#set page(width: 210mm, height: {_ART}mm, margin: 0pt)\n#cover-art(30mm)'
    files = (("main.typ", text.encode()), ("plan.json", json.dumps(plan).encode()), *((name, (folder / name).read_bytes()) for name in ("style.typ", "front.typ")))
    return Picture(rendered(files, gallery.fonts, _ART_SHARPNESS), "png", 210, _ART)


def colofon(document: Document, relations: Relations) -> list[str]:
    """Who made the plan and how to reach them; nothing when there is nothing to say."""
    if not document.facts:
        return []
    made = [paragraph("TOCHeading", run("Colofon"))]
    made += [paragraph("Colofon", run(label, Ink(style="Colofonlabel")) + run("\t") + _linked(words, relations)) for label, words in document.facts]
    return made


def ended(blocks: list[str], end: str) -> list[str]:
    """Blocks that are a section; nothing stays nothing. end: the section's end."""
    if not blocks or not end:
        return blocks
    if blocks[-1].startswith("<w:p>"):
        return [*blocks[:-1], with_properties(blocks[-1], end)]
    return [*blocks, paragraph("Natabel", properties=end)]


def _linked(words: str, relations: Relations) -> str:
    """Words in which a web or mail address is a link."""
    made, last = [], 0
    for match in _ADDRESS.finditer(words):
        address = f"mailto:{match[1]}" if match[1] else match[2] if match[2].startswith("http") else f"https://{match[2]}"
        relation = relations.to("hyperlink", address, is_external=True)
        made += [run(words[last:match.start()]), f'<w:hyperlink r:id="{relation}" w:history="1">{run(match[0], Ink(style="Hyperlink"))}</w:hyperlink>']
        last = match.end()
    return "".join(made) + run(words[last:])


def contents(headings: Iterable[Heading], targets: Mapping[str, Target], pages: Pages) -> list[str]:
    """The table of contents: a field that Word makes again, filled with what it will say; nothing without headings."""
    entries = [(heading, targets[heading.anchor]) for heading in headings if heading.level <= _DEEPEST and heading.anchor in targets]
    if not entries:
        return []
    pages.paragraph("TOCHeading", "Inhoud")
    made = []
    for heading, target in entries:
        number = run(f"{target.label}\t")
        page = "<w:r><w:tab/></w:r>" + field_of(f"PAGEREF {target.bookmark} \\h", run(hole(heading.anchor)))
        link = f'<w:hyperlink w:anchor="{target.bookmark}" w:history="1">{number}{run(heading.title)}{page}</w:hyperlink>'
        style = f"TOC{heading.level}"
        pages.paragraph(style, heading.title)
        made.append(paragraph(style, link))
    begin = ('<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
             '<w:r><w:fldChar w:fldCharType="separate"/></w:r>')
    made[0] = made[0].replace("</w:pPr>", f"</w:pPr>{begin}", 1)
    made[-1] = made[-1].removesuffix("</w:p>") + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    return [
        '<w:sdt><w:sdtPr><w:alias w:val="Inhoud"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>',
        paragraph("TOCHeading", run("Inhoud")), *made, "</w:sdtContent></w:sdt>"]
