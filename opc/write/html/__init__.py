"""The plan as a website: plain files that need no server, work on a phone, without JavaScript and from a folder on disk.

Every page stands on its own: `templates/html/` makes it, `body.py` writes its text. Nothing is asked of any other server.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any

from opc.model.document import Document
from opc.template import environment, templates_folder
from opc.write.html.body import Body, numbered
from opc.write.html.letters import Letter, letters
from opc.write.html.palette import palette
from opc.write.html.site import OWN, Page, Site, lay_out
from opc.write.pandoc import Node, text_of

__all__ = ["lay_out", "render", "render_single"]

_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp"}


def render(site: Site, downloads: Mapping[str, bytes]) -> dict[str, bytes]:
    """The website: path in its folder -> content. downloads: the same document in other forms, by file name."""
    document = site.document
    fonts = letters(document)
    shared = {"document": document, "pages": site.pages, "downloads": [(name, len(content)) for name, content in downloads.items()],
              "logo": site.picture(document.logo), "cover": site.picture(document.cover)}
    texts = {f"{name}.html": _filled(f"{name}.html.j2", **shared, page=None) for name in OWN}
    entries: list[dict[str, str]] = []
    for at, page in enumerate(site.pages):
        body = site.body(page)
        text = body.blocks(page.blocks)
        texts[page.name] = _filled("page.html.j2", **shared, page=page, text=text, notes=body.notes,
                                   before=site.pages[at - 1] if at else None, after=site.pages[at + 1] if at + 1 < len(site.pages) else None)
        entries += _entries(page)
    texts["stijl.css"] = _style(document, [(font, f"letters/{font.name}") for font in fonts])
    texts["script.js"], texts["minisearch.js"] = _text("script.js"), _text("minisearch.js")
    texts["zoek.js"] = f"window.opcZoek = {json.dumps(entries, ensure_ascii=False)};\n"
    return {**{name: text.encode() for name, text in texts.items()},
            **{f"beeld/{name}": source.read_bytes() for source, name in site.pictures.items()},
            **{f"letters/{font.name}": font.content for font in fonts},
            **downloads}


def render_single(site: Site) -> bytes:
    """The whole text as one file that holds everything it shows."""
    document = site.document
    pictures = {source: _inside(_TYPES.get(source.suffix.lower(), "image/png"), source.read_bytes()) for source in site.pictures}
    body = Body(lambda anchor: f"#{anchor}", lambda path: pictures[document.source(path)], deepen=1)
    parts = []
    for page in site.pages:
        body.section = ""
        parts.append(f'<section class="deel {page.kind}">\n{body.blocks(page.blocks)}</section>\n')
    css = _style(document, [(font, _inside("font/ttf", font.content)) for font in letters(document)])
    return _filled("enkel.html.j2", document=document, pages=site.pages, text="".join(parts), notes=body.notes, css=css, script=_text("script.js"),
                   cover=pictures[document.cover] if document.cover else "").encode()


def _filled(name: str, **values: Any) -> str:
    return environment().get_template(f"html/{name}").render(**values)


def _text(name: str) -> str:
    return (templates_folder() / "html" / name).read_text(encoding="utf-8")


def _style(document: Document, fonts: list[tuple[Letter, str]]) -> str:
    return _filled("stijl.css.j2", colours=palette(document.style), style=document.style, fonts=fonts)


def _inside(kind: str, content: bytes) -> str:
    """A file as an address that holds it."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _entries(page: Page) -> Iterator[dict[str, str]]:
    """What the search finds: each section with its words."""
    chapter = f"{page.number} {page.title}".strip()
    title, anchor, words = chapter, page.anchor, [""]
    for block in _flat(list(page.blocks[1:])):
        if block["t"] == "Header" and block["c"][1][0] and block["c"][0] == 2:
            yield {"adres": f"{page.name}#{anchor}", "titel": title, "hoofdstuk": chapter, "tekst": " ".join(" ".join(words).split())}
            number, rest = numbered(block["c"][2])
            title, anchor, words = f"{number} {text_of(rest).strip()}".strip(), block["c"][1][0], []
        else:
            words.append(text_of(block))
    yield {"adres": f"{page.name}#{anchor}", "titel": title, "hoofdstuk": chapter, "tekst": " ".join(" ".join(words).split())}


def _flat(blocks: list[Node]) -> Iterator[Node]:
    """Blocks one by one, those in a fenced block and the cells of a table among them."""
    for block in blocks:
        if block["t"] == "Div":
            yield from _flat(block["c"][1])
        elif block["t"] == "Table":
            yield from _flat([cell for part in block["c"][3:6] for cell in _cells(part)])
        else:
            yield block


def _cells(node: Any) -> Iterator[Node]:
    """The blocks in the cells of a part of a table: Pandoc nests rows in lists without names."""
    for item in node if isinstance(node, list) else []:
        if isinstance(item, dict):
            if item.get("t") in ("Plain", "Para"):
                yield item
        else:
            yield from _cells(item)
