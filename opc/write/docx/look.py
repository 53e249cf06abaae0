"""The house style in Word's measures, and the templates of `templates/docx/` filled with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from opc.model.document import Document
from opc.model.plan_file import HouseStyle
from opc.template import environment
from opc.write.docx.xml import escape

TWIPS = 20  # to a point
EMU = 12700  # to a point


def millimetres(length: float) -> float:
    """In points."""
    return length / 25.4 * 72


# the page of templates/pdf, in points: a column of text, and one to its left in which numbers and labels hang
PAGE = (millimetres(210), millimetres(297))
LEFT, RIGHT, TOP, BOTTOM = (millimetres(length) for length in (40, 20, 20, 17))
MEASURE = PAGE[0] - LEFT - RIGHT
HANG = millimetres(20)
ROOM = PAGE[1] - TOP - BOTTOM
LANDSCAPE = PAGE[1] - (LEFT - HANG) - RIGHT



@dataclass(frozen=True, slots=True)
class Sheet:
    """The page that a look asks for, in points. scale: how much larger its letters are than the house style's."""

    width: float
    height: float
    left: float = LEFT
    right: float = RIGHT
    top: float = TOP
    bottom: float = BOTTOM
    hang: float = HANG
    scale: float = 1.0

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.width - self.left - self.right

    @property
    def room(self) -> float:
        """The height of the text."""
        return self.height - self.top - self.bottom


def sheet(document: Document) -> Sheet:
    """The page of a document's look, as the PDF has it."""
    across, along = (millimetres(length) for length in {"A4": (210, 297), "A3": (297, 420)}[document.paper])
    width, height = (along, across) if document.landscape else (across, along)
    if document.look == "poster":
        edge = millimetres(14)
        return Sheet(width, height, edge, edge, edge, millimetres(16), 0, 1.2 if document.paper == "A3" else 1.0)
    return Sheet(width, height)


SIZES = {"body": 1.0, "small": 0.8, "table": 0.9, "caption": 0.92, "lead": 1.24, "h1": 2.2, "h2": 1.5, "h3": 1.14, "h4": 1.0, "number": 3.1, "label": 1.1,
         "figure": 2.4, "title": 3.4, "subtitle": 1.4, "period": 2.7}
"""Sizes of type as multiples of the text's."""
_LEADING = 1.257  # of a line of Source Sans Pro that is set solid, in ems


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a paragraph of one style takes of the page, in points."""

    size: float = 10.0
    line: float = 14.0
    before: float = 0.0
    after: float = 0.0
    is_new_page: bool = False


def look(style: HouseStyle, sheet: Sheet, *, is_book: bool) -> dict[str, str]:
    """What the templates may name, on a sheet; is_book: with a cover, and chapters that stand out. Colours without #, sizes in half points, spaces and measures in twips."""
    size, colours = float(style.size) * sheet.scale, style.colours
    sizes = SIZES | ({"h1": 1.6, "h2": 1.3, "title": 2.5} if not is_book else {"h1": 1.8} if not style.new_page else {})
    primary, accent, ink, soft, rule = (getattr(colours, name).lstrip("#").upper() for name in ("primary", "accent", "ink", "soft", "rule"))
    return {
        "primary": primary, "accent": accent, "ink": ink, "soft": soft, "rule": rule, "quiet": mix(ink, "FFFFFF", 0.26), "faint": mix(soft, "FFFFFF", 0.45),
        "new_page": "ja" if style.new_page and is_book else "", "is_book": "ja" if is_book else "",
        "pale": mix(primary, "FFFFFF", 0.62), "font": escape(style.font), "heading_font": escape(style.heading_font or style.font),
        **{name: str(round(size * factor * 2)) for name, factor in sizes.items()},
        **{f"em{tenths}": str(round(size * TWIPS * tenths / 10)) for tenths in (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 40)},
        **{name: str(round(points * TWIPS)) for name, points in (
            ("measure", sheet.measure), ("hang", sheet.hang), ("term", millimetres(10)), ("terms", sheet.hang + millimetres(10)), ("wide", sheet.measure + sheet.hang), ("landscape", LANDSCAPE), ("left", sheet.left), ("right", sheet.right), ("edge", sheet.left - sheet.hang), ("top", sheet.top), ("bottom", sheet.bottom))},
    }


def mix(colour: str, other: str, share: float) -> str:
    """A colour with a share of another in it, both as RRGGBB."""
    pairs = zip(bytes.fromhex(colour), bytes.fromhex(other), strict=True)
    return "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)


def filled(name: str, values: Mapping[str, str]) -> str:
    """A template of `templates/docx/` with these values, which are XML already."""
    return environment().get_template(f"docx/{name}").render(values)


def metrics(styles: str) -> dict[str, Metrics]:
    """What each paragraph style of a styles.xml takes of the page, inherited values included."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found: dict[str, dict[str, float]] = {}
    for style in ElementTree.fromstring(styles.encode()).iter(w + "style"):
        if style.get(w + "type") != "paragraph":
            continue
        based = style.find(w + "basedOn")
        own = {**found.get(based.get(w + "val", ""), {})} if based is not None else {}
        for key, path, name in (("size", f"{w}rPr/{w}sz", "val"), *((key, f"{w}pPr/{w}spacing", key) for key in ("line", "before", "after"))):
            element = style.find(path)
            if element is not None and (value := element.get(w + name)):
                own[key] = float(value)
        own["page"] = own.get("page", 0) or float(style.find(f"{w}pPr/{w}pageBreakBefore") is not None)
        found[style.get(w + "styleId", "")] = own
    return {name: _metrics(own) for name, own in found.items()}


def _metrics(own: Mapping[str, float]) -> Metrics:
    size = own.get("size", 20) / 2
    return Metrics(size, size * _LEADING * own.get("line", 240) / 240, own.get("before", 0) / TWIPS, own.get("after", 0) / TWIPS, bool(own.get("page")))
