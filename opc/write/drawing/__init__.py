"""Drawing: every picture of a document that is data becomes an SVG, in the colours and letters of the house style.

A drawing is kept by its content, so that the libraries are loaded only for a picture that nobody drew before. Letters become
outlines: the same picture everywhere, whatever fonts the reader has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from opc.cache import Cache, digest
from opc.model.picture import Chart, Picture, narrow_path
from opc.package import data_folder
from opc.write.drawing.ahead import Ahead
from opc.write.drawing.pen import Pen

if TYPE_CHECKING:  # who draws for another process loads no more than it needs
    from opc.model.document import Document


@contextmanager
def drawn(document: Document, cache: Cache, ahead: Ahead | None = None, *, diagrams: bool = True, on_screen: bool = False) -> Iterator[Document]:
    """The document with a file for each of its pictures, as long as the context lasts. Raises OpcError when one cannot be drawn.

    ahead: what another process draws meanwhile. diagrams: false when who writes the document lays them out itself. on_screen: with
    those that a phone shows besides.
    """
    if not document.pictures:
        yield document
        return
    ahead = ahead or Ahead()
    pen = Pen.of(document.style, document.fonts)
    narrow = {narrow_path(path): picture.narrow for path, picture in document.pictures.items() if on_screen and picture.narrow}
    pictures = {**document.pictures, **narrow}
    keys = {path: key_of(picture, pen) for path, picture in pictures.items() if diagrams or isinstance(picture, Chart)}
    with TemporaryDirectory(prefix="opc-") as name:
        assets = dict(document.assets)
        for path in sorted(keys, key=lambda path: keys[path] in ahead.keys):  # what is drawn elsewhere is waited for last
            assets[path] = Path(name) / Path(path).name
            assets[path].write_bytes(_drawing(pictures[path], keys[path], pen, cache, ahead))
        yield replace(document, assets=assets, pictures=pictures)


def ask(ahead: Ahead, pictures: Iterable[Picture], pen: Pen, cache: Cache) -> None:
    """Has another process draw these pictures, as far as nobody drew them before."""
    keys = {key_of(picture, pen): picture for picture in pictures}
    ahead.ask({key: picture for key, picture in keys.items() if cache.get(key) is None}, pen)


def key_of(picture: Picture, pen: Pen) -> str:
    """Under what a drawing is kept: everything that it is made of."""
    return digest("tekening", _tools(), repr(picture), repr(pen.colours), pen.font, *_own_letters(pen.fonts))


def _drawing(picture: Picture, key: str, pen: Pen, cache: Cache, ahead: Ahead) -> bytes:
    svg = cache.get(key)
    if svg is None:
        svg = ahead.get(key) or draw(picture, pen, cache)
        cache.put(key, svg)
    return svg


@lru_cache(maxsize=1)
def _tools() -> str:
    """What pictures are drawn with: other code or another library may draw the same picture otherwise."""
    programs = (Path(spec.origin).stat() for name in ("matplotlib", "typst") if (spec := find_spec(name)) and spec.origin)
    code = (path.read_bytes() for path in sorted((*Path(__file__).parent.glob("*.py"), *(data_folder("templates") / "beeld").glob("*.typ"))))
    return digest(*(f"{file.st_size} {file.st_mtime_ns}" for file in programs), *code)


def _own_letters(folder: Path | None) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(folder.rglob("*.?tf"))) if folder else ()


def draw(picture: Picture, pen: Pen, cache: Cache) -> bytes:
    """A picture as SVG. cache: where a library may keep what it needs. Raises OpcError when it cannot be drawn."""
    if isinstance(picture, Chart):
        from opc.write.drawing.chart import draw_chart

        return draw_chart(picture, pen, cache)
    from opc.write.drawing.diagram import draw_diagram

    return draw_diagram(picture, pen)
