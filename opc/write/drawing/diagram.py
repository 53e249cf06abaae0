"""Diagrams, by Typst: each kind has a template in templates/beeld/, which wraps its words and finds room for them."""

from __future__ import annotations

import json
from collections.abc import Callable

import typst

from opc.error import OpcError
from opc.model.picture import Diagram
from opc.package import data_folder
from opc.write.drawing.pen import Pen
from opc.write.fonts import font_folder


def sources(diagram: Diagram, pen: Pen, *, alone: bool) -> dict[str, bytes]:
    """The files, by name, from which Typst draws a diagram: `main.typ` is it. alone: as a page, and not as a part of another document."""
    folder = data_folder("templates") / "beeld"
    given = {"kleuren": pen.colours._asdict(), "lettertype": pen.font, "inhoud": diagram.content, "breedte": diagram.width, "los": alone}
    return {"main.typ": (folder / f"{diagram.kind}.typ").read_bytes(), "stijl.typ": (folder / "stijl.typ").read_bytes(), "beeld.json": json.dumps(given, ensure_ascii=False).encode()}


def draw_diagram(diagram: Diagram, pen: Pen) -> bytes:
    """A diagram as SVG, letters as outlines. Raises OpcError when Typst stops."""
    files = sources(diagram, pen, alone=True)
    compile_files: Callable[..., object] = typst.compile  # its types do not know that it takes files by name
    try:
        with font_folder([pen.font]) as fonts:
            svg = compile_files(files, format="svg", font_paths=[fonts, *([pen.fonts] if pen.fonts else [])], ignore_system_fonts=True)
    except typst.TypstError as error:
        raise OpcError(f"het beeld {diagram.kind} kan niet worden getekend", "Typst zegt: " + error.message) from error
    if not isinstance(svg, bytes):
        raise OpcError(f"het beeld {diagram.kind} kan niet worden getekend", "er kwam meer dan één bladzijde uit")
    return svg
