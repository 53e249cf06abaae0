"""Drawing: every picture of a document that is data becomes an SVG, in the colours and letters of the house style.

A drawing is kept by its content, so that the libraries are loaded only for a picture that nobody drew before. Letters become
outlines: the same picture everywhere, whatever fonts the reader has.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from opc.cache import Cache, digest
from opc.model.document import Document
from opc.model.picture import Chart, Picture
from opc.template import templates_folder


@contextmanager
def drawn(document: Document, cache: Cache) -> Iterator[Document]:
    """The document with a file for each of its pictures, as long as the context lasts. Raises OpcError when one cannot be drawn."""
    if not document.pictures:
        yield document
        return
    with TemporaryDirectory(prefix="opc-") as name:
        assets = dict(document.assets)
        for path, picture in document.pictures.items():
            assets[path] = Path(name) / Path(path).name
            assets[path].write_bytes(_drawing(document, picture, cache))
        yield replace(document, assets=assets)


def _drawing(document: Document, picture: Picture, cache: Cache) -> bytes:
    key = digest("tekening", _tools(), repr(picture), repr(document.style.colours), document.style.font, *_own_letters(document))
    svg = cache.get(key)
    if svg is None:
        svg = _draw(document, picture, cache)
        cache.put(key, svg)
    return svg


@lru_cache(maxsize=1)
def _tools() -> str:
    """What pictures are drawn with: other code or another library may draw the same picture otherwise."""
    from importlib.metadata import version

    code = (path.read_bytes() for path in sorted((*Path(__file__).parent.glob("*.py"), *(templates_folder() / "beeld").glob("*.typ"))))
    return digest(version("matplotlib"), version("typst"), *code)


def _own_letters(document: Document) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(document.fonts.rglob("*.?tf"))) if document.fonts else ()


def _draw(document: Document, picture: Picture, cache: Cache) -> bytes:
    if isinstance(picture, Chart):
        from opc.write.drawing.chart import draw_chart

        return draw_chart(picture, document, cache)
    from opc.write.drawing.diagram import draw_diagram

    return draw_diagram(picture, document)
