"""WordprocessingML in its smallest pieces: words, runs, paragraphs, fields. Everything is a string of XML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

NAMESPACES = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in (
    ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
))
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_STALE = ' w:dirty="true"'
# what XML 1.0 cannot hold
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# words that Word writes as elements: a tab, a line break, a hyphen that stays
_SPECIAL = re.compile("([\t\n\u2011])")
_ELEMENTS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\u2011": "<w:noBreakHyphen/>"}
# a language without a region as Word names it
_REGIONS = {"nl": "nl-NL", "en": "en-GB", "de": "de-DE", "fr": "fr-FR", "fy": "fy-NL", "es": "es-ES", "tr": "tr-TR", "pl": "pl-PL", "ar": "ar-SA", "uk": "uk-UA"}


def escape(text: str) -> str:
    """Text for between tags or quotes."""
    return _FORBIDDEN.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@dataclass(frozen=True, slots=True)
class Ink:
    """How words differ from what their paragraph's style says. style: a character style."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    strike: bool = False
    underline: bool = False
    capitals: bool = False
    vertical: str = ""
    """superscript or subscript"""
    language: str = ""
    size: int = 0
    """In half points."""
    ground: str = ""
    """The colour behind the words, which are white then."""


PLAIN = Ink()


@cache
def ink_properties(ink: Ink) -> str:
    """The rPr element, empty for plain ink. The order is the schema's."""
    made = "".join((
        f'<w:rStyle w:val="{ink.style}"/>' if ink.style else "",
        "<w:b/><w:bCs/>" if ink.bold else "",
        "<w:i/><w:iCs/>" if ink.italic else "",
        "<w:smallCaps/>" if ink.capitals else "",
        "<w:strike/>" if ink.strike else "",
        '<w:color w:val="FFFFFF"/>' if ink.ground else "",
        f'<w:sz w:val="{ink.size}"/><w:szCs w:val="{ink.size}"/>' if ink.size else "",
        '<w:u w:val="single"/>' if ink.underline else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{ink.ground}"/>' if ink.ground else "",
        f'<w:vertAlign w:val="{ink.vertical}"/>' if ink.vertical else "",
        f'<w:lang w:val="{escape(_REGIONS.get(ink.language, ink.language))}"/>' if ink.language else "",
    ))
    return f"<w:rPr>{made}</w:rPr>" if made else ""


def run(text: str, ink: Ink = PLAIN) -> str:
    """Words in one ink."""
    if not text:
        return ""
    if not _SPECIAL.search(text):
        return f'<w:r>{ink_properties(ink)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    parts = (_ELEMENTS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in _SPECIAL.split(text) if part)
    return f"<w:r>{ink_properties(ink)}{''.join(parts)}</w:r>"


def paragraph(style: str, content: str = "", properties: str = "") -> str:
    """A paragraph. properties: what stands in pPr after the style, in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def with_properties(block: str, properties: str) -> str:
    """A paragraph with more at the end of its properties (a section's end, say)."""
    return block.replace("</w:pPr>", f"{properties}</w:pPr>", 1)


def field(instruction: str, shown: str, *, ink: Ink = PLAIN, is_stale: bool = False) -> str:
    """A field as Word calculates it. shown: runs with its present value. is_stale: Word must calculate it when it opens the file."""
    def mark(content: str) -> str:
        return f"<w:r>{ink_properties(ink)}{content}</w:r>"

    return (mark(f'<w:fldChar w:fldCharType="begin"{_STALE * is_stale}/>') + mark(f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>')
            + mark('<w:fldChar w:fldCharType="separate"/>') + shown + mark('<w:fldChar w:fldCharType="end"/>'))


def bookmark(name: str, number: int, content: str = "") -> str:
    """A place that fields and links can name. number: unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{escape(name)}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def part(root: str, content: Iterable[str], attributes: str = "") -> bytes:
    """A whole XML part of the package with one root element."""
    return f"{DECLARATION}<{root} {NAMESPACES}{attributes}>{''.join(content)}</{root}>".encode()
