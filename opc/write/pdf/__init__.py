"""The document as PDF: `body` writes the text as Typst, our templates in `templates/pdf/` give it its looks.

The same document gives the same bytes. The file is PDF/A-3a and PDF/UA-1 at once. Numbers come with the text, none
are made here, so that every format shows the same ones.
"""

from __future__ import annotations

import ctypes
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from opc.error import OpcError
from opc.model.document import Document
from opc.model.picture import Diagram
from opc.template import templates_folder
from opc.write.drawing.diagram import draw_diagram, sources
from opc.write.drawing.pen import Pen
from opc.write.fonts import font_folder
from opc.write.pandoc import Node
from opc.write.pdf.body import Body, string

STANDARDS: list[Any] = ["a-3a", "ua-1"]  # not a-2a: that allows no attachments


def render(document: Document, tree: Node) -> bytes:
    """The PDF. tree: the document's Markdown as Pandoc reads it; it is not changed.

    Raises OpcError when a font is missing, an image cannot be read, or Typst stops for another reason.
    """
    return begun(document, tree)()


def begun(document: Document, tree: Node, *, bleed: float = 0) -> Callable[[], bytes]:
    """The same in two steps: what remains to be done knows nothing of the tree, which need not wait for Typst.

    bleed: millimetres around every page into which colour runs and that the printer cuts off; the TrimBox says where.
    """
    body = Body(document)
    text = body.text(tree["blocks"])
    files = {**body.files, **{name: path for name, path in _front_images(document) if path}}
    drawings = body.drawings
    return lambda: _laid_out(document, text, files, drawings, bleed)


def _laid_out(document: Document, text: str, files: Mapping[str, Path], drawings: Mapping[str, Diagram], bleed: float) -> bytes:
    try:
        with font_folder(document.style.fonts) as fonts, TemporaryDirectory(prefix="opc-") as name:
            root = Path(name)
            _project(root, document, text, files, drawings, bleed)
            return _compile(document, root, [fonts, *([document.fonts] if document.fonts else [])], files, drawings)
    except OSError as error:
        raise OpcError("opc kan de pdf niet klaarzetten", str(error)) from error


def _project(root: Path, document: Document, text: str, files: Mapping[str, Path], drawings: Mapping[str, Diagram], bleed: float) -> None:
    """Lay out the Typst project in a folder."""
    for template in sorted((templates_folder() / "pdf").glob("*.typ")):
        shutil.copyfile(template, root / template.name)
    (root / "main.typ").write_text(f'#import "opc.typ": *\n{_attached(document)}#show: {document.look}\n{text}', encoding="utf-8")
    for at, attachment in enumerate(document.attachments):
        (root / f"attachment-{at}").write_bytes(attachment.content)
    (root / "plan.json").write_text(json.dumps({**_plan(document), "bleed": bleed}, ensure_ascii=False), encoding="utf-8")
    for target, source in files.items():
        _place(source, root / target)
    pen = Pen.of(document.style)
    for folder, diagram in drawings.items():
        (root / folder).mkdir()
        for name, content in sources(diagram, pen, alone=False).items():
            (root / folder / name).write_bytes(content)


def _attached(document: Document) -> str:
    return "".join(
        f'#pdf.attach({string(item.name)}, read("attachment-{at}", encoding: none), relationship: {string(item.relation)}, '
        f"mime-type: {string(item.kind)}, description: {string(item.description)})\n"
        for at, item in enumerate(document.attachments))


def pages(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    return max((int(count) for count in re.findall(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)", pdf)), default=0)


_M_MMAP_THRESHOLD, _LARGE = -3, 256 * 1024


def _sparing() -> None:
    """Has the C library give back blocks larger than `_LARGE` bytes as soon as they are free, which it does only at first by itself.

    Then the sample's PDF takes 251 MB at most, and not 255 or now and then 271. Source: mallopt(3); only glibc knows it.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)


def _compile(document: Document, root: Path, fonts: list[Path], files: Mapping[str, Path], drawings: Mapping[str, Diagram]) -> bytes:
    made = datetime.fromisoformat(document.date).replace(tzinfo=UTC)
    _sparing()
    try:
        pdf, warnings = typst.compile_with_warnings(
            root / "main.typ", root=root, font_paths=fonts, ignore_system_fonts=True, pdf_standards=STANDARDS, timestamp=made)
    except typst.TypstError as error:
        for diagram in drawings.values():
            draw_diagram(diagram, Pen.of(document.style, document.fonts))  # which says so when the drawing is what went wrong
        raise _told(error, root, files) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a crash in Rust arrives as: no Exception, and not to be imported
            raise
        raise OpcError("Typst is vastgelopen", str(error)) from error
    for warning in warnings:
        if family := re.match(r"unknown font family: (.*)", warning.message):
            name = next((name for name in document.style.fonts if name.lower() == family[1]), family[1])
            raise OpcError(f"het lettertype {name} is niet gevonden",
                           "zet de ttf- of otf-bestanden in de map die `lettertypen_map` in huisstijl.yaml noemt, of kies Source Sans Pro of Source Serif Pro")
        if "did not converge" in warning.message:
            raise OpcError("de bladzijdenummers komen niet tot rust", _words(warning))
    return pdf


_FINDINGS = (
    ("depth exceeded", "in een hoofdstuk zijn lijsten, citaten of blokken te diep genest", "maak er minder in elkaar; opc check noemt de regel"),
    ("PDF string", "een woord, titel, kop of tekstalternatief is te lang", "schrijf het korter; opc check noemt de regel"),
    ("URL is too long", "een adres is te lang", "neem een korter adres; opc check noemt de regel"),
)
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
    for word, message, hint in _FINDINGS:
        if word in error.message:
            return OpcError(message, hint)
    cause = next((message for word, message in _CAUSES if word in error.message), "Typst kon de pdf niet maken")
    return OpcError(cause, _words(error))


def _words(said: typst.TypstError | typst.TypstWarning) -> str:
    # the temporary folder has another name every time
    words = said.diagnostic.strip() or "\n".join([said.message, *said.hints])
    return "Typst zegt: " + re.sub(r"\S*opc-\w+/", "", words).removeprefix("error: ").removeprefix("warning: ")


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
        "contents": sum(heading.level < 3 for heading in document.headings), "new_page": style.new_page and document.look == "boek",
        "look": document.look, "paper": document.paper, "landscape": document.landscape,
    }
