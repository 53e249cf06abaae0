"""The words of a Word file: runs, links, references that Word keeps up to date, footnotes, comments and tracked changes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, unquote

from opc.error import OpcError
from opc.model.document import Document
from opc.write.docx.look import MEASURE, mix
from opc.write.docx.package import Relations
from opc.write.docx.pages import hole
from opc.write.docx.picture import Gallery, length, read_picture
from opc.write.docx.xml import PLAIN, Ink, bookmark, escape, ink_properties, paragraph, run
from opc.write.docx.xml import field as field_of
from opc.write.node import DECORATION, attributes
from opc.write.pandoc import Node, nodes, text_of

_TALLEST = 165 / 25.4 * 72  # points: as in templates/pdf, a picture is at most two thirds of a page high
_LONGEST_NAME = 40  # of a bookmark, in Word
_RAISED = ink_properties(Ink(style="FootnoteReference"))
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_INKS: dict[str, dict[str, Any]] = {"Emph": {"italic": True}, "Strong": {"bold": True}, "Underline": {"underline": True}, "Strikeout": {"strike": True}, "SmallCaps": {"capitals": True},
         "Superscript": {"vertical": "superscript"}, "Subscript": {"vertical": "subscript"}}


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the document that the text may name. label: its number as the reader sees it, such as 6.2 or Tabel 4."""

    bookmark: str
    label: str = ""
    title: str = ""
    is_heading: bool = False


def targets(tree: Node) -> dict[str, Target]:
    """Every place with an id, by that id."""
    found: dict[str, Target] = {}
    taken: set[str] = set()
    for node in nodes(tree):
        kind, content = node["t"], node.get("c")
        if kind not in ("Header", "Div", "Figure", "Span", "Link", "Image", "CodeBlock", "Table", "Code") or content is None:
            continue
        anchor, _, values = attributes(content[1] if kind == "Header" else content[0])
        if not anchor or anchor in found:
            continue
        name = _bookmark_name(anchor, taken)
        if kind == "Header":
            number, title = split_number(content[2])
            found[anchor] = Target(name, number, text_of(title), is_heading=True)
        elif kind == "Div":
            found[anchor] = Target(name, values.get("nummer", ""))
        elif kind == "Figure":
            found[anchor] = Target(name, split_number([inline for block in content[1][1] for inline in block["c"]])[0])
        else:
            found[anchor] = Target(name)
    return found


def _bookmark_name(anchor: str, taken: set[str]) -> str:
    """A name that Word allows: letters, digits and underscores, the first a letter."""
    name = re.sub(r"\W", "_", anchor)
    name = name if name[0].isalpha() else f"a_{name}"
    if len(name) > _LONGEST_NAME or name in taken:
        name = f"{name[:_LONGEST_NAME - 9]}_{hashlib.sha256(anchor.encode()).hexdigest()[:8]}"
    taken.add(name)
    return name


def split_number(inlines: list[Node]) -> tuple[str, list[Node]]:
    """The number of a heading or a caption, and its words."""
    number = "".join(text_of(node) for node in inlines if _has_class(node, "nummer"))
    words = [node for node in inlines if not _has_class(node, "nummer")]
    while number and words and words[0]["t"] in ("Space", "SoftBreak"):
        words = words[1:]
    return number, words


@dataclass(slots=True)
class Text:
    """Writes inlines, and gathers what they bring along: relations, notes, comments."""

    document: Document
    targets: Mapping[str, Target]
    gallery: Gallery
    relations: Relations = field(default_factory=Relations)
    """Of the part that is being written."""
    note_relations: Relations = field(default_factory=Relations)
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    comment_ids: dict[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    """The words that were written last."""
    passed: list[str] = field(default_factory=list)
    """The places in those words."""
    bookmarks: int = 0
    revisions: int = 0

    def inlines(self, inlines: Iterable[Node], ink: Ink = PLAIN) -> str:
        """Runs of these words, beginning in this ink."""
        made: list[str] = []
        words: list[str] = []

        def flush() -> None:
            text = "".join(words).replace("€ ", "€\u00a0")  # an amount stays on one line
            made.append(run(text, ink))
            self.said.append(text)
            words.clear()

        for node in _unquoted(inlines):
            kind = node["t"]
            if kind == "Str":
                words.append(node["c"])
            elif kind in ("Space", "SoftBreak"):
                words.append(" ")
            elif kind == "LineBreak":
                words.append("\n")
            else:
                if words:
                    flush()
                made.append(self._inline(node, ink))
        if words:
            flush()
        return "".join(made)

    def written(self, inlines: Iterable[Node], ink: Ink = PLAIN) -> tuple[str, str]:
        """The words, and runs of them."""
        self.said.clear()
        made = self.inlines(inlines, ink)
        return "".join(self.said), made

    def place(self, anchor: str, content: str = "") -> str:
        """The content as the place with this id; the content itself when there is no such id."""
        target = self.targets.get(anchor)
        if not anchor or target is None:
            return content
        self.bookmarks += 1
        return bookmark(target.bookmark, self.bookmarks, content)

    def _inline(self, node: Node, ink: Ink) -> str:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in _INKS:
            return self.inlines(content, replace(ink, **_INKS[kind]))
        if content is None:
            return ""
        match kind:
            case "Code":
                return run(content[1], replace(ink, style="Codetekst"))
            case "Link":
                return self._link(content, ink)
            case "Span":
                return self._span(content, ink)
            case "Image":
                return self.image(node, MEASURE)[0]
            case "Note":
                return self._note(content)
            case "Cite":
                return self.inlines(content[1], ink)
            case "RawInline":
                return str(content[1]) if content[0] == "openxml" else ""
            case _:
                return run(text_of(node), ink)

    def image(self, node: Node, room: float, *, fills: bool = False) -> tuple[str, float]:
        """A run with a picture, and its height in points. room: what 100% is; fills: without a width it takes all of that."""
        attr, inlines, (path, _) = node["c"]
        source = self.document.assets.get(path) or self.document.assets.get(unquote(path))
        if source is None:
            raise OpcError(f"de afbeelding {path} is niet gevonden", "zet het bestand in de map van het plan")
        picture = read_picture(source)
        _, classes, values = attributes(attr)
        alt = "" if DECORATION in classes else values.get("alt") or text_of(inlines)
        width = length(values.get("width", ""), room) or (room if fills else picture.width)
        width = min(width, room, _TALLEST * picture.width / picture.height)
        return self.gallery.inline(picture, width, alt, self.relations), width * picture.height / picture.width

    def _link(self, content: Any, ink: Ink) -> str:
        attr, inlines, (address, _) = content
        classes = attributes(attr)[1]
        if not address.startswith("#"):
            made = self.inlines(inlines, replace(ink, style="Hyperlink"))
            relation = self.relations.to("hyperlink", quote(address, safe=";/?:@&=+$,#%~*'()!-._"), is_external=True)
            return f'<w:hyperlink r:id="{relation}" w:history="1">{made}</w:hyperlink>'
        anchor = unquote(address[1:])
        target = self.targets.get(anchor)
        if target is None:
            return self.inlines(inlines, ink)
        ink = replace(ink, style="Verwijzing")
        if "bladzijde" in classes or "vindplaats" in classes:
            return field_of(f"PAGEREF {target.bookmark} \\h", run(hole(anchor), ink), ink=ink, is_stale=True)
        if "verwijzing" in classes and (made := reference(target, text_of(inlines), ink)):
            page = field_of(f"PAGEREF {target.bookmark} \\h", run(hole(anchor), ink), ink=ink, is_stale=True)
            return made + (run(" op bladzijde\u00a0") + page if "met-bladzijde" in classes else "")
        made = self.inlines(inlines, ink)
        return f'<w:hyperlink w:anchor="{target.bookmark}" w:history="1">{made}</w:hyperlink>'

    def _span(self, content: Any, ink: Ink) -> str:
        attr, inlines = content
        anchor, classes, values = attributes(attr)
        if "comment-start" in classes:
            return self._comment(inlines, values)
        if "comment-end" in classes:
            number = self.comment_ids.get(values.get("id", ""), 0)
            return (f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{number}"/></w:r>')
        if "insertion" in classes or "deletion" in classes:
            return self._revision(inlines, values, ink, is_gone="deletion" in classes)
        if classes[:1] == ("stand",):
            return run(text_of(inlines), replace(ink, bold=True, ground=self.state_colour(classes[1:])))
        made = self.inlines(inlines, replace(ink, language=values["lang"]) if values.get("lang") else ink)
        if anchor:
            self.passed.append(anchor)
        return self.place(anchor, made)

    def state_colour(self, kinds: tuple[str, ...]) -> str:
        """What is behind the words that say how something stands, as in templates/pdf/blocks.typ."""
        colours = self.document.style.colours
        primary = colours.primary.lstrip("#").upper()
        return {"voor": "1B5E20", "op": primary, "achter": "9C2A10"}.get("".join(kinds), mix(colours.ink.lstrip("#").upper(), "FFFFFF", 0.26))

    def _note(self, blocks: list[Node]) -> str:
        """A footnote: its text goes to a part of its own."""
        number = len(self.notes) + 1
        self.notes.append("")
        here, self.relations = self.relations, self.note_relations
        made: list[str] = []
        for inlines in paragraphs(blocks):
            begin = "" if made else f"<w:r>{_RAISED}<w:footnoteRef/></w:r><w:r><w:tab/></w:r>"
            made.append(paragraph("FootnoteText", begin + self.inlines(inlines)))
        self.relations = here
        self.notes[number - 1] = f'<w:footnote w:id="{number}">{"".join(made)}</w:footnote>'
        return f'<w:r>{_RAISED}<w:footnoteReference w:id="{number}"/></w:r>'

    def _comment(self, inlines: list[Node], values: Mapping[str, str]) -> str:
        number = len(self.comments)
        self.comment_ids[values.get("id", "")] = number
        self.comments.append(f'<w:comment w:id="{number}"{self._by(values)}>{paragraph("CommentText", self.inlines(inlines))}</w:comment>')
        return f'<w:commentRangeStart w:id="{number}"/>'

    def _revision(self, inlines: list[Node], values: Mapping[str, str], ink: Ink, *, is_gone: bool) -> str:
        """Words that were put in or taken out; a link in them is words only, since Word allows no more there."""
        self.revisions += 1
        tag, made = "del" if is_gone else "ins", run("".join(map(text_of, inlines)), ink)
        made = made.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>") if is_gone else made
        return f'<w:{tag} w:id="{self.revisions}"{self._by(values)}>{made}</w:{tag}>'

    def _by(self, values: Mapping[str, str]) -> str:
        author = values.get("author") or self.document.author or "opc"
        return f' w:author="{escape(author)}" w:date="{escape(values.get("date") or self.document.date + "T00:00:00Z")}"'


def reference(target: Target, text: str, ink: Ink) -> str:
    """A reference as a field that Word fills in again, and that then says the very same; empty if there is none."""
    if not target.label:
        return field_of(f"REF {target.bookmark} \\h", run(text, ink), ink=ink) if target.title and text == target.title else ""
    # of a caption only the number is marked; of a heading Word gives all of the number
    label = target.label if target.is_heading else re.split(r"[\s\u00a0]", target.label)[-1]
    before, shown = text[: len(text) - len(label)], text[len(text) - len(label):]
    if _plain(shown).lower() != _plain(label).lower():
        return ""
    number = " \\n" if target.is_heading else ""
    case = "" if _plain(shown) == _plain(label) else " \\* Lower"
    # the word and its number stay on one line
    return run(before.replace(" ", "\u00a0"), ink) + field_of(f"REF {target.bookmark}{number} \\h{case} \\* MERGEFORMAT", run(shown, ink), ink=ink)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def paragraphs(blocks: Iterable[Node]) -> Iterator[list[Node]]:
    """The inlines of each paragraph in these blocks, lists and boxes undone."""
    for block in blocks:
        if block["t"] in ("Para", "Plain"):
            yield block["c"]
        elif block["t"] in ("Div", "OrderedList"):
            yield from paragraphs(_flat(block["c"][1]))
        elif block["t"] in ("BulletList", "BlockQuote"):
            yield from paragraphs(_flat(block["c"]))


def _flat(items: Iterable[object]) -> Iterator[Node]:
    for item in items:
        if isinstance(item, dict):
            yield item
        elif isinstance(item, list):
            yield from _flat(item)


def _unquoted(inlines: Iterable[Node]) -> Iterator[Node]:
    """The inlines with quotation marks as words."""
    for node in inlines:
        if node["t"] != "Quoted":
            yield node
            continue
        opening, closing = _QUOTES[node["c"][0]["t"]]
        yield {"t": "Str", "c": opening}
        yield from _unquoted(node["c"][1])
        yield {"t": "Str", "c": closing}


def _has_class(node: Node, name: str) -> bool:
    return node["t"] == "Span" and name in node["c"][0][1]
