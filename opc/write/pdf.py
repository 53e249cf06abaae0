"""The document as PDF: Pandoc writes the text as Typst, our templates in `templates/pdf/` give it its looks.

The same document gives the same bytes. The file is PDF/A-2a and PDF/UA-1 at once. Numbers come with the text, none
are made here, so that every format shows the same ones.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

import typst

from opc.error import OpcError
from opc.model.document import Document
from opc.template import templates_folder
from opc.write.filter import Cells, Layout, attributes, cells, lay_out
from opc.write.pandoc import Node, text_of, write_tree

STANDARDS: list[Any] = ["a-2a", "ua-1"]

# the faces that the templates use; more only cost time
FACES = ("Light", "Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")

# measures in points, as templates/pdf/style.typ has them
MEASURE = 142 / 25.4 * 72
HANG = 25 / 25.4 * 72
LANDSCAPE = 254 / 25.4 * 72
TABLE_SIZE = 0.9
PADDING = 10.0
WHOLE = 340.0
"""A table lower than this many points stays on one page."""


def render(document: Document, tree: Node) -> bytes:
    """The PDF. tree: the document's Markdown as Pandoc reads it; it is not changed.

    Raises OpcError when a font is missing, an image cannot be read, or Typst stops for another reason.
    """
    writer = _Writer(document, {})
    body = write_tree({**tree, "blocks": list(writer.chapters(tree["blocks"]))}, "typst", "--wrap=none")
    files = {**writer.files, **{name: path for name, path in _front_images(document) if path}}
    try:
        with TemporaryDirectory(prefix="opc-") as name:
            root = Path(name)
            fonts = _project(root, document, body, files)
            return _compile(document, root, [fonts, *([document.fonts] if document.fonts else [])], files)
    except OSError as error:
        raise OpcError("opc kan de pdf niet klaarzetten", str(error)) from error


def _project(root: Path, document: Document, body: bytes, files: Mapping[str, Path]) -> Path:
    """Lay out the Typst project in a folder; the folder with fonts is given back."""
    for template in sorted((templates_folder() / "pdf").glob("*.typ")):
        shutil.copyfile(template, root / template.name)
    (root / "main.typ").write_bytes(b'#import "opc.typ": *\n#show: book\n' + body)
    (root / "plan.json").write_text(json.dumps(_plan(document), ensure_ascii=False), encoding="utf-8")
    for target, source in files.items():
        _place(source, root / target)
    fonts = root / "fonts"
    fonts.mkdir()
    for font in _house_fonts():
        _place(font, fonts / font.name)
    return fonts


def pages(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    return max((int(count) for count in re.findall(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)", pdf)), default=0)


def _compile(document: Document, root: Path, fonts: list[Path], files: Mapping[str, Path]) -> bytes:
    made = datetime.fromisoformat(document.date).replace(tzinfo=UTC)
    try:
        pdf, warnings = typst.compile_with_warnings(
            root / "main.typ", root=root, font_paths=fonts, ignore_system_fonts=True, pdf_standards=STANDARDS, timestamp=made)
    except typst.TypstError as error:
        raise _told(error, root, files) from error
    for warning in warnings:
        if family := re.match(r"unknown font family: (.*)", warning.message):
            name = next((name for name in (document.style.font, document.style.heading_font) if name.lower() == family[1]), family[1])
            raise OpcError(f"het lettertype {name} is niet gevonden",
                           "zet de ttf- of otf-bestanden in de map die `lettertypen_map` in huisstijl.yaml noemt, of kies Source Sans Pro")
        if "did not converge" in warning.message:
            raise OpcError("de bladzijdenummers komen niet tot rust", _words(warning))
    return pdf


_CAUSES = (
    ("occurs multiple times", "een anker komt meer dan één keer voor in het document"),
    ("label", "het document verwijst naar iets dat er niet is"),
    ("alt text", "een afbeelding heeft geen tekstalternatief"),
    ("heading level", "de koppen slaan een niveau over"),
)


def _told(error: typst.TypstError, root: Path, files: Mapping[str, Path]) -> OpcError:
    """Typst's error in Dutch, with its own words in the hint."""
    if letters := re.search(r'the text "(.*?)" could not be displayed', error.message.replace("`", "")):
        return OpcError(f"het teken {letters[1]} staat in geen van de lettertypen", _words(error))
    for name, source in files.items():
        try:
            attempt = root / "attempt.typ"
            attempt.write_text(f'#image("{name}")')
            typst.compile(attempt, root=root, format="svg", ignore_system_fonts=True)
        except typst.TypstError as broken:
            return OpcError(f"de afbeelding {source.name} kan niet worden gelezen", _words(broken))
    cause = next((message for word, message in _CAUSES if word in error.message), "Typst kon de pdf niet maken")
    return OpcError(cause, _words(error))


def _words(said: typst.TypstError | typst.TypstWarning) -> str:
    # the temporary folder has another name every time
    words = said.diagnostic.strip() or "\n".join([said.message, *said.hints])
    return "Typst zegt: " + re.sub(r"\S*opc-\w+/", "", words).removeprefix("error: ").removeprefix("warning: ")


def _house_fonts() -> list[Path]:
    spec = importlib.util.find_spec("font_source_sans_pro")
    folder = Path(spec.origin).parent / "files" if spec and spec.origin else Path()
    # the package holds each face twice, as otf and ttf: which one Typst takes would depend on the disk's order
    found = [path for face in FACES if (path := folder / f"SourceSansPro-{face}.ttf").is_file()]
    if len(found) < len(FACES):
        raise OpcError("het lettertype Source Sans Pro is niet gevonden", "installeer opc opnieuw: het komt mee in het pakket font-source-sans-pro")
    return found


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.symlink_to(source.resolve())
    except OSError:  # Windows gives the right to link to few
        shutil.copyfile(source, target)


def _front_images(document: Document) -> Iterator[tuple[str, Path | None]]:
    for name, path in (("logo", document.logo), ("cover", document.cover)):
        yield f"{name}{path.suffix.lower() if path else ''}", path


def _plan(document: Document) -> dict[str, Any]:
    """What the templates know of the document, beside its text."""
    style = document.style
    language, _, region = document.language.partition("-")
    images = {name.partition(".")[0]: name if path else "" for name, path in _front_images(document)}
    return {
        "title": document.title, "subtitle": document.subtitle, "period": document.period, "version": document.version,
        "status": document.status, "organisations": document.organisations, "author": document.author,
        "date": [int(part) for part in document.date.split("-")], "facts": document.facts, "watermark": document.watermark,
        "language": language, "region": region, "logo": images["logo"], "logo_alt": style.logo_alt or f"Logo van {document.author or document.title}",
        "cover": images["cover"], "font": style.font, "heading_font": style.heading_font or style.font, "size": float(style.size),
        "colours": {name: getattr(style.colours, name) for name in ("primary", "accent", "ink", "soft", "rule")},
        "contents": bool(document.headings),
    }


def _raw(text: str) -> Node:
    return {"t": "RawInline", "c": ["typst", text]}


def _raw_block(text: str) -> Node:
    return {"t": "RawBlock", "c": ["typst", text]}


def _string(text: str) -> str:
    """A Typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _label(anchor: str) -> str:
    return f"label({_string(anchor)})"


def _typeset(text: str) -> str:
    """A plain string with the quotes of running text."""
    return re.sub(r'"([^"]*)"', "“\\1”", text).replace("'", "’")


# what would begin a list, a heading or a term if it were the first thing between brackets
_MARKUP = re.compile(r"[-+=/]+|\d+\.")


def _content(inlines: list[Node]) -> list[Node]:
    """Inlines that stand first between brackets, guarded against being read as the start of a list or a heading."""
    if inlines and inlines[0]["t"] == "Str" and (match := _MARKUP.match(inlines[0]["c"])):
        rest = inlines[0]["c"][match.end():]
        return [_raw(f"#{_string(match[0])};"), *([{"t": "Str", "c": rest}] if rest else []), *inlines[1:]]
    return inlines


def _length(text: str) -> str:
    """An image's width in Typst; without one, all of the measure."""
    return text if re.fullmatch(r"\d+(\.\d+)?(%|cm|mm|in|pt)", text) else "100%"


@dataclass(frozen=True, slots=True)
class _Writer:
    """Turns opc's classes into calls of the templates' functions."""

    document: Document
    files: dict[str, Path]
    """File name in the Typst project -> the file on disk."""

    def chapters(self, blocks: list[Node]) -> Iterator[Node]:
        """The whole text; each chapter in a function of its own, because Typst lays out those beside each other."""
        is_open = False
        for block in blocks:
            if block["t"] == "Header" and block["c"][0] == 1:
                if is_open:
                    yield _raw_block("]")
                is_open = True
                yield self.opening(block)
            yield from self.block(block, MEASURE, is_top=True)
        if is_open:
            yield _raw_block("]")

    def opening(self, header: Node) -> Node:
        """The call around a chapter."""
        _, attr, inlines = header["c"]
        anchor, classes, _ = attributes(attr)
        kind = "appendix" if "bijlage" in classes else "plain" if "ongenummerd" in classes else "chapter"
        number = "".join(text_of(node) for node in inlines if _has_class(node, "nummer"))
        title = text_of([node for node in inlines if not _has_class(node, "nummer")]).strip()
        place = _label(anchor) if anchor else "none"
        return _raw_block(f'#chapter(kind: "{kind}", number: {_string(number)}, title: {_string(_typeset(title))}, anchor: {place})[')

    def blocks(self, blocks: Iterable[Node], measure: float) -> list[Node]:
        """Blocks inside another block of `measure` points."""
        return [made for block in blocks for made in self.block(block, measure)]

    def block(self, block: Node, measure: float, *, is_top: bool = False) -> Iterator[Node]:
        """One block. is_top: it stands in no other, so it may ask for a page of its own."""
        match block["t"]:
            case "Para" | "Plain":
                # the end of a long word on a line of its own looks lost
                *inlines, last = block["c"] or [{"t": "Space"}]
                yield {"t": block["t"], "c": [*self.inlines(inlines), *([last] if last["t"] == "Str" else self.inlines([last]))]}
            case "Header":
                level, attr, inlines = block["c"]
                yield {"t": "Header", "c": [level, attr, self.heading(inlines)]}
            case "Div":
                yield from self.div(block, measure, is_top=is_top)
            case "Table":
                yield self.table(block, {}, "", measure, is_top=is_top)
            case "Figure":
                yield self.figure(block)
            case "BulletList":
                yield {"t": "BulletList", "c": [self.blocks(item, measure - HANG / 2) for item in block["c"]]}
            case "OrderedList":
                yield {"t": "OrderedList", "c": [block["c"][0], [self.blocks(item, measure - HANG / 2) for item in block["c"][1]]]}
            case "DefinitionList":
                yield {"t": "DefinitionList", "c": [[self.inlines(term), [self.blocks(item, measure) for item in items]] for term, items in block["c"]]}
            case "BlockQuote":
                yield {"t": "BlockQuote", "c": self.blocks(block["c"], measure)}
            case "LineBlock":
                yield {"t": "LineBlock", "c": [self.inlines(line) for line in block["c"]]}
            case _:
                yield block

    def div(self, div: Node, measure: float, *, is_top: bool) -> Iterator[Node]:
        """A fenced block: a table with its caption, a box, a text for one sector, tiles."""
        attr, inner = div["c"]
        anchor, classes, values = attributes(attr)
        place = f" <{anchor}>" if re.fullmatch(r"[\w.:-]+", anchor) else ""
        title = f"title: {_string(_typeset(values.get('titel', '')))}"
        match next((name for name in classes if name in _DIVS), ""):
            case "tabel" | "begrippen":
                kind = "terms" if "begrippen" in classes or any("begrippen" in node["c"][0][1] for node in inner if node["t"] == "Div") else ""
                tables = [node for node in _flat(inner) if node["t"] == "Table"]
                for count, table in enumerate(tables):
                    yield self.table(table, values if not count else {}, anchor if not count else "", measure, is_top=is_top, kind=kind)
                yield from self.blocks([node for node in _flat(inner) if node["t"] != "Table"], measure)
            case "kader" | "voorbeeld" as name:
                yield from _around(f"#{'example' if name == 'voorbeeld' else 'panel'}({title})[", self.blocks(inner, measure - 34), f"]{place}")
            case "citaat":
                source = _string(_typeset(values.get("bron", "")))
                yield from _around(f"#testimony(source: {source})[", self.blocks(inner, measure), f"]{place}")
            case "po" | "vo" as name:
                # a table that asks for a page of its own, or for the margin, interrupts the block and carries its label itself
                for is_broad, group in groupby(inner, lambda node: is_top and self.is_broad(node, measure)):
                    if is_broad:
                        for node in group:
                            yield from self.div({**node, "c": [[*node["c"][0][:2], [*node["c"][0][2], ["sector", name]]], node["c"][1]]}, measure, is_top=True)
                    else:
                        blocks = _labelled(name, self.blocks(group, measure))
                        yield from _around(f"#sector(opens: {_truth(_is_heading(blocks[0]))})[", blocks, f"]{place}")
                        place = ""
            case "kerncijfers":
                yield from self.tiles(inner, measure)
            case _:
                yield {"t": "Div", "c": [attr, self.blocks(inner, measure)]}

    def is_broad(self, node: Node, measure: float) -> bool:
        """Whether a block is a table that needs more room than the measure."""
        if node["t"] != "Div" or "tabel" not in node["c"][0][1]:
            return False
        _, _, values = attributes(node["c"][0])
        table = next((inner for inner in _flat(node["c"][1]) if inner["t"] == "Table"), None)
        return table is not None and (values.get("liggend") == "ja" or self.layout(_shape(table, values), measure).wide)

    def layout(self, shape: Cells, width: float, *, can_widen: bool = True) -> Layout:
        """Column widths of a table in a column of `width` points, or with the margin beside it."""
        return lay_out(shape, size=TABLE_SIZE * float(self.document.style.size), width=width, wide=width + HANG * can_widen, padding=PADDING)

    def tiles(self, inner: list[Node], measure: float) -> Iterator[Node]:
        """A bullet list as tiles; whatever else there is stays as it is."""
        for block in inner:
            if block["t"] != "BulletList":
                yield from self.block(block, measure)
                continue
            parts = [_raw("#tiles(")]
            for item in block["c"]:
                inlines = [node for part in item if part["t"] in ("Plain", "Para") for node in part["c"]]
                number, words = ([inlines[0]], inlines[1:]) if inlines and inlines[0]["t"] == "Strong" else ([], inlines)
                figure = [node for strong in number for node in strong["c"]]
                words = words[1:] if words and words[0]["t"] == "Space" else words
                parts += [_raw("(["), *_content(self.inlines(figure)), _raw("], ["), *_content(self.inlines(words)), _raw("]), ")]
            yield {"t": "Plain", "c": [*parts, _raw(")")]}

    def table(self, table: Node, values: Mapping[str, str], anchor: str, measure: float, *, is_top: bool, kind: str = "") -> Node:
        """A table, with the caption above it and the source below."""
        shape = _shape(table, values)
        landscape = values.get("liggend") == "ja" and is_top
        layout = self.layout(shape, LANDSCAPE if landscape else measure, can_widen=is_top and not landscape)
        totals = {int(part) for part in values.get("totalen", "").split(",") if part.strip().isdigit()}
        title = self.inlines(table["c"][1][1][0]["c"]) if table["c"][1][1] else [{"t": "Str", "c": _typeset(values.get("titel", ""))}]
        parts = [_raw(
            f"#data-table(number: {_string(values.get('nummer', ''))}, source: {_string(_typeset(values.get('bron', '')))}, "
            f"columns: ({''.join(f'{points:.1f}fr, ' for points in layout.widths)}), align: ({''.join(f'{align}, ' for align in shape.aligns)}), "
            f"size: {layout.size:g}pt, wide: {_truth(layout.wide)}, whole: {_truth(layout.height < WHOLE)}, landscape: {_truth(landscape)}, tight: {_truth(layout.tight)}, solid: {_truth(layout.highest < WHOLE)}, "
            f"totals: ({''.join(f'{row}, ' for row in sorted(totals))}), sector: {_string(values.get('sector', ''))}, kind: {_string(kind)}, anchor: {_label(anchor) if anchor else 'none'}, title: [")]
        parts += [*_content(title), _raw("], header: (")]
        columns = len(shape.aligns)
        for cell in shape.header:
            parts += [_raw("["), *_content(self.inlines(cell)), _raw("], ")]
        parts.append(_raw(")"))
        for count, row in enumerate(shape.rows, 1):
            for column in range(columns):
                inlines = self.inlines(row[column]) if column < len(row) else []
                if inlines and count in totals and not (len(inlines) == 1 and inlines[0]["t"] == "Strong"):
                    inlines = [{"t": "Strong", "c": inlines}]
                parts += [_raw(", ["), *_content(inlines), _raw("]")]
        return {"t": "Plain", "c": [*parts, _raw(")")]}

    def figure(self, figure: Node) -> Node:
        """A figure with its caption below."""
        attr, caption, inner = figure["c"]
        anchor, _, _ = attributes(attr)
        image = next((node for block in inner if block["t"] in ("Plain", "Para") for node in block["c"] if node["t"] == "Image"), None)
        if image is None:
            return {"t": "Div", "c": [attr, self.blocks(inner, MEASURE)]}
        path, alt, width = self.image(image)
        words = [node for block in caption[1] if block["t"] in ("Plain", "Para") for node in block["c"]]
        number = "".join(text_of(node) for node in words if _has_class(node, "nummer"))
        rest = [node for node in words if not _has_class(node, "nummer")]
        rest = rest[1:] if rest and rest[0]["t"] == "Space" else rest
        place = _label(anchor) if anchor else "none"
        return {"t": "Plain", "c": [
            _raw(f"#picture({path}, alt: {alt}, width: {width}, number: {_string(number)}, anchor: {place})["), *_content(self.inlines(rest)), _raw("]")]}

    def image(self, image: Node) -> tuple[str, str, str]:
        """File name, alternative text and width of an image, as Typst writes them."""
        attr, inlines, (target, _) = image["c"]
        _, _, values = attributes(attr)
        source = self.document.assets.get(target) or self.document.assets.get(unquote(target))
        if source is None or not source.is_file():
            raise OpcError(f"de afbeelding {target} is niet gevonden", "zet het bestand in de map van het plan")
        name = next((name for name, path in self.files.items() if path == source), f"image-{len(self.files) + 1}{source.suffix.lower()}")
        self.files[name] = source
        alt = values.get("alt") or text_of(inlines)
        return _string(name), _string(alt) if alt else "none", _length(values.get("width", ""))

    def heading(self, inlines: list[Node]) -> list[Node]:
        """A heading's words; its number in a function of its own, so that it can hang in the margin."""
        made: list[Node] = []
        for node in inlines:
            if _has_class(node, "nummer"):
                made.append(_raw(f"#number({_string(text_of(node))});"))
            elif node["t"] == "Str" and len(node["c"]) < 24:
                made.append(node)
            elif not (node["t"] == "Space" and len(made) == 1 and made[0]["t"] == "RawInline"):
                made += self.inlines([node])
        return made

    def inlines(self, inlines: list[Node]) -> list[Node]:
        """Inlines; the list itself when there is nothing to change in it."""
        if all(map(_is_plain, inlines)):
            return inlines
        return [made for node in inlines for made in ((node,) if _is_plain(node) else self.inline(node))]

    def inline(self, node: Node) -> Iterator[Node]:
        """One inline that holds others."""
        match node["t"]:
            case "Str":
                # samen-naar-schoolgroepen breaks best at its own hyphens
                head, hyphen, word = node["c"].rpartition("-")
                if _LONG.search(head):
                    head, hyphen, word = "", "", node["c"]
                yield from [{"t": "Str", "c": head + hyphen}] if hyphen else []
                yield _raw(f"#long({_string(word)});")
            case "Link":
                attr, words, (target, _) = node["c"]
                if "bladzijde" in attr[1] and target.startswith("#"):
                    yield _raw(f"#page-of({_label(target[1:])});")
                elif target.startswith("#"):
                    if "verwijzing" in attr[1]:
                        # "paragraaf" at the end of a line and "6.2" on the next is hard to read
                        words = [{"t": "Str", "c": "\u00a0"} if word["t"] in ("Space", "SoftBreak") else word for word in words]
                    yield from (_raw(f"#link({_label(target[1:])})["), *_content(self.inlines(words)), _raw("];"))
                else:
                    yield from (_raw(f"#web({_string(target)})["), *_content(self.inlines(words)), _raw("];"))
            case "Span":
                attr, words = node["c"]
                _, _, values = attributes(attr)
                if language := values.get("lang"):
                    # Pandoc's typst writer drops a span's language
                    tag, _, region = language.partition("-")
                    call = f"lang: {_string(tag)}, region: {_string(region) if region else 'none'}"
                    yield from (_raw(f"#text({call})["), *_content(self.inlines(words)), _raw("];"))
                else:
                    yield {"t": "Span", "c": [attr, self.inlines(words)]}
            case "Image":
                # Pandoc 3.9's typst writer drops the alternative text
                path, alt, width = self.image(node)
                yield _raw(f"#box(image({path}, alt: {alt}, width: {width}));")
            case "Note":
                yield {"t": "Note", "c": self.blocks(node["c"], MEASURE)}
            case "Quoted" | "Cite":
                yield {"t": node["t"], "c": [node["c"][0], self.inlines(node["c"][1])]}
            case "Emph" | "Strong" | "Underline" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps":
                yield {"t": node["t"], "c": self.inlines(node["c"])}
            case _:
                yield node


_DIVS = {"tabel", "begrippen", "kader", "voorbeeld", "citaat", "po", "vo", "kerncijfers"}
_PLAIN = {"Str", "Space", "SoftBreak", "LineBreak", "Code", "Math", "RawInline"}


# Ragged lines that break short words look restless, ragged lines that break none too: only words as long as these do.
_LONG = re.compile(r"[^\W\d_]{13}")


def _is_plain(node: Node) -> bool:
    """Whether Pandoc may have it as it is."""
    return node["t"] in _PLAIN and not (node["t"] == "Str" and len(node["c"]) > 12 and _LONG.search(node["c"]))


def _has_class(node: Node, name: str) -> bool:
    return node["t"] == "Span" and name in node["c"][0][1]


def _shape(table: Node, values: Mapping[str, str]) -> Cells:
    return cells(table, values["kolommen"].split(",") if values.get("kolommen") else ())


def _labelled(sector: str, blocks: list[Node]) -> list[Node]:
    """Blocks of a sector, with its label in the first one, so that the two never part at the end of a page."""
    first, *rest = blocks
    label = _string(sector)
    match first["t"]:
        case "Para":
            return [{"t": "Para", "c": [_raw(f"#sector-mark({label});"), *first["c"]]}, *rest]
        case "Header":
            level, (anchor, _, _), inlines = first["c"]
            end = f"] #{_label(anchor)}" if anchor else "]"
            return [{"t": "Plain", "c": [_raw(f"#heading(level: {level}, supplement: {label})["), *_content(inlines), _raw(end)]}, *rest]
        case _:
            return [_raw_block(f"#hanging(sector-tag({label}))"), *blocks]


def _is_heading(block: Node) -> bool:
    return block["t"] == "Plain" and str(block["c"][0].get("c", [""])[-1]).startswith("#heading(")


def _flat(blocks: Iterable[Node]) -> Iterator[Node]:
    """Blocks, those in a fenced block among them."""
    for block in blocks:
        if block["t"] == "Div":
            yield from _flat(block["c"][1])
        else:
            yield block


def _around(before: str, blocks: list[Node], after: str) -> Iterator[Node]:
    yield _raw_block(before)
    yield from blocks
    yield _raw_block(after)


def _truth(value: bool) -> str:
    return "true" if value else "false"
