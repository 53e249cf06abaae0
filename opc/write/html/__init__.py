"""The plan as a website: plain files that need no server, work on a phone, without JavaScript and from a folder on disk.

Every page stands on its own: `templates/html/` makes it, `body.py` writes its text. Nothing is asked of any other server.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from opc.model.document import Document
from opc.model.site import OWN
from opc.template import environment, templates_folder
from opc.write.html.body import Body, measure_of, numbered
from opc.write.html.dark import in_the_dark
from opc.write.html.letters import Letter, letters
from opc.write.html.palette import palette
from opc.write.html.site import HOME, Page, Site, lay_out
from opc.write.pandoc import Node, text_of

__all__ = ["lay_out", "render", "render_single"]

_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp"}


def render(site: Site, downloads: Mapping[str, bytes]) -> dict[str, bytes]:
    """The website: path in its folder -> content. downloads: the same document in other forms, by file name."""
    document = site.document
    fonts = letters(document)
    shared = {"document": document, "pages": site.pages, "opening": site.opening, "downloads": [(name, len(content)) for name, content in downloads.items()],
              "logo": site.picture(document.logo), "cover": site.picture(document.cover), "address": lambda anchor: site.address(anchor, site.opening)}
    own = [name for name in OWN if name != "stand-van-zaken" or document.standing]
    first = site.body(site.opening)
    home = {name: first.blocks(blocks) for name, blocks in (("lead", site.lead), ("figures", site.figures), ("text", site.opening.blocks))}
    # who comes in does not know the numbers yet
    home["entrances"] = replace(site.body(site.opening), titles={item.anchor: item.title for item in document.headings}).blocks(site.entrances)
    texts = {f"{name}.html": _filled(f"{name}.html.j2", **shared, **home, notes=first.notes, page=None) for name in own}
    entries = list(_entries(site.opening))
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
            **{f"beeld/{name}": _picture(site, source) for source, name in site.pictures.items()},
            **{f"letters/{font.name}": font.content for font in fonts},
            **downloads}


def render_single(site: Site) -> bytes:
    """The whole text as one file that holds everything it shows."""
    document = site.document
    pictures = {source: _inside(_TYPES.get(source.suffix.lower(), "image/png"), _picture(site, source)) for source in site.pictures}
    body = Body(lambda anchor: f"#{anchor}", lambda path: pictures[document.source(path)], narrow=site.narrow, drawn=site.is_drawn, has_words=site.has_words, deepen=1, font=document.style.font, measure=measure_of(document), family=site.family)
    parts = []
    for page in (site.opening, *site.pages):
        body.section = ""
        if page.blocks:
            parts.append(f'<section class="deel {page.kind}">\n{body.blocks(page.blocks)}</section>\n')
    css = _style(document, [(font, _inside("font/ttf", font.content)) for font in letters(document)])
    return _filled("enkel.html.j2", document=document, opening=site.opening, pages=site.pages, text="".join(parts), notes=body.notes, css=css, script=_text("script.js"),
                   cover=pictures[document.cover] if document.cover else "").encode()


def _picture(site: Site, source: Path) -> bytes:
    """An image; one that opc drew follows the browser into the dark."""
    content = source.read_bytes()
    return in_the_dark(content) if source in site.drawn else content


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
    level = 1 if page.name == HOME else 2
    for block in _paragraphs(list(page.blocks if level == 1 else page.blocks[1:])):
        if block["t"] == "Header" and block["c"][1][0] and block["c"][0] == level:
            yield from _entry(page, anchor, title, chapter, words)
            number, rest = numbered(block["c"][2])
            title, anchor, words = f"{number} {text_of(rest).strip()}".strip(), block["c"][1][0], []
        else:
            words.append(text_of(block))
    yield from _entry(page, anchor, title, chapter, words)


def _entry(page: Page, anchor: str, title: str, chapter: str, words: list[str]) -> Iterator[dict[str, str]]:
    text = " ".join(" ".join(words).split())
    if anchor or text:
        yield {"adres": f"{page.name}#{anchor}" if anchor else page.name, "titel": title, "hoofdstuk": chapter, "tekst": text}


def _paragraphs(node: Any) -> Iterator[Node]:
    """Everything that holds words one after the other: paragraphs, headings, items of a list, cells of a table, captions."""
    if isinstance(node, dict):
        if node["t"] in ("Para", "Plain", "Header", "CodeBlock", "LineBlock"):
            yield node
        elif isinstance(node.get("c"), list):
            yield from _paragraphs(node["c"])
    elif isinstance(node, list):
        for item in node:
            yield from _paragraphs(item)
