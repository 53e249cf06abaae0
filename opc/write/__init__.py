"""Writing: from a document to files that appear whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from opc.cache import NOTHING, Cache
from opc.write.files import place, prepare
from opc.write.pandoc import Node, read_blocks, read_tree

if TYPE_CHECKING:  # every module of this room loads this one, also the one that draws and needs to be quick
    from opc.model.document import Document
    from opc.write.drawing.ahead import Ahead

Files = dict[str, bytes]
"""What a writer makes: the end of a file's name -> its content. An end that begins with / is a place in a folder."""

Made = Mapping[str, "Future[Files]"]
"""What the other writers of this build make, by format."""

Writer = Callable[["Document", Node, Made], Callable[[], Files]]
"""Reads the tree, and gives back what remains to be done: the tree is large, and goes when all have read it."""


def _pdf(document: Document, tree: Node, made: Made) -> Callable[[], Files]:  # noqa: ARG001 a writer gets what the others make
    from opc.write.pdf import begun

    laid_out = begun(document, tree)
    return lambda: {".pdf": laid_out()}


def _docx(document: Document, tree: Node, made: Made) -> Callable[[], Files]:  # noqa: ARG001 the same
    from opc.write.docx import render

    files = {".docx": render(document, tree)}
    return lambda: files


def _print(document: Document, tree: Node, made: Made) -> Callable[[], Files]:  # noqa: ARG001 the same
    from opc.write.pdf import begun

    # what the plan is made from is not the printer's
    laid_out = begun(replace(document, attachments=tuple(item for item in document.attachments if item.relation == "data")), tree, bleed=float(document.style.bleed))
    return lambda: {"-drukwerk.pdf": laid_out()}


def _html(document: Document, tree: Node, made: Made) -> Callable[[], Files]:
    from opc.write.html import lay_out, render

    site = lay_out(document, tree)

    def rendered() -> Files:
        downloads = {f"plan{end}": content for name in NEEDS["html"] for end, content in made[name].result().items()}
        return {f"/{path}": content for path, content in render(site, downloads).items()}

    return rendered


def _html_single(document: Document, tree: Node, made: Made) -> Callable[[], Files]:  # noqa: ARG001 the same
    from opc.write.html import lay_out, render_single

    files = {".html": render_single(lay_out(document, tree))}
    return lambda: files


def _csv(document: Document, tree: Node, made: Made) -> Callable[[], Files]:  # noqa: ARG001 the same
    import csv
    from io import StringIO

    text = StringIO()
    csv.writer(text, delimiter=";").writerows(document.rows)
    return lambda: {".csv": text.getvalue().encode("utf-8-sig")}  # without the mark Excel takes it for another encoding


def _ics(document: Document, tree: Node, made: Made) -> Callable[[], Files]:  # noqa: ARG001 the same
    from opc.write.calendar import render

    return lambda: {".ics": render(document)}


WRITERS: dict[str, Writer] = {"pdf": _pdf, "docx": _docx, "html": _html, "html-single": _html_single, "drukwerk": _print, "csv": _csv, "ics": _ics}
"""Name of a format -> what writes it."""

_LOADS = {"pdf": "opc.write.pdf", "docx": "opc.write.docx", "html": "opc.write.html", "html-single": "opc.write.html", "drukwerk": "opc.write.pdf"}
"""The modules of those that are large. They load when they are asked for, and before the tree, in whose room in memory they would stay."""

NEEDS: dict[str, tuple[str, ...]] = {"html": ("pdf", "docx")}
"""What a format holds of the others: the website offers them to whoever wants paper."""

_THRIFTY = {"pdf", "drukwerk", "csv", "ics"}
"""Formats that go through the tree from begin to end, and that need no file of a diagram: Typst lays it out among the words."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made, or the first page of a website. pages: of a PDF; 0 for what has no pages of its own."""

    path: Path
    format: str
    pages: int = 0


def write(
    document: Document, formats: Sequence[str], folder: Path, name: str, cache: Cache = NOTHING, done: Callable[[str], None] | None = None,
    ahead: Ahead | None = None,
) -> tuple[Written, ...]:
    """The document in every format, as folder/name.pdf and the like. All are made before the first is put in place.

    done: is told of each format that is made. What another holds, such as the PDF that a website offers, is one of them.
    ahead: pictures that are being drawn already.

    Raises OpcError when the folder cannot be written or the disk is full; what stood there before then still does.
    """
    from opc.write.drawing import drawn  # a check saves its reports by this room, and must not load what draws

    prepare(folder)
    at_once = not _THRIFTY.issuperset(needed(formats))
    with ThreadPoolExecutor(1) as pool:  # Pandoc is a process of its own, and reads while the pictures are drawn
        trees = [pool.submit(_tree, document.parts, cache, ahead, at_once=at_once)]
        for form in _LOADS.keys() & needed(formats):
            import_module(_LOADS[form])
        with drawn(document, cache, ahead, diagrams=at_once, on_screen=on_screen(formats)) as whole:
            files = _made(whole, trees.pop(), formats, done)  # nobody but the writers keeps the tree, which is large
    place({folder / f"{name}{end}": content for made_files in files.values() for end, content in made_files.items()}, folders=[folder / name] * ("html" in files))
    return tuple(Written(folder / f"{name}{_main(files[form])}", form, _pages(next((content for end, content in files[form].items() if end.endswith(".pdf") and "/" not in end), None))) for form in formats)


def on_screen(formats: Sequence[str]) -> bool:
    """Whether one of these formats is read on a phone too."""
    return any(form.startswith("html") for form in formats)


def _tree(parts: Sequence[str], cache: Cache, ahead: Ahead | None, *, at_once: bool) -> Node:
    """What the writers read. at_once: as a whole, which takes room, for there are some that go back and forth in it."""
    if ahead:
        ahead.wait()  # Pandoc and Matplotlib are large; as a rule the charts are ready
    return read_tree(parts, cache) if at_once else {"blocks": read_blocks(parts, cache)}


def needed(formats: Sequence[str]) -> tuple[str, ...]:
    """These formats, and those that they hold."""
    return tuple(dict.fromkeys(name for form in formats for name in (*NEEDS.get(form, ()), form)))


def _made(document: Document, reading: Future[Node], formats: Sequence[str], done: Callable[[str], None] | None) -> dict[str, Files]:
    """What the writers of these formats make."""
    made: dict[str, Future[Files]] = {}
    wanted = needed(formats)
    tree = reading.result()
    del reading
    with ThreadPoolExecutor(len(wanted)) as pool:
        for form in (form for form in WRITERS if form in wanted):  # the PDF first: Typst takes longest
            made[form] = pool.submit(WRITERS[form](document, tree, made))
        del tree
        if done:
            form_of = {future: form for form, future in made.items()}
            for future in as_completed(form_of):
                done(form_of[future])
    return {form: made[form].result() for form in formats}


def _main(files: Files) -> str:
    """The file that is shown: of a website the first page."""
    return "/index.html" if "/index.html" in files else next(iter(files))


def _pages(pdf: bytes | None) -> int:
    if pdf is None:
        return 0
    from opc.write.pdf import pages

    return pages(pdf)
