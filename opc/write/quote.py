"""Quotations: the sections of a composed document, each as words and as HTML that stands on its own.

For reports that show what the plan says to someone who has only the report: references become words, pictures become
their descriptions, footnotes stand in the text, and no name of the plan's own is left that could clash with the page's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from opc.model.audience import Quotation
from opc.model.document import Document
from opc.write.pandoc import Node, read_tree, run, text_of, walk

_MARK = "opc-citaat"
_PLAIN = ["", [], []]
_SAFE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def quotations(document: Document) -> dict[str, Quotation]:
    """Every section and table with an anchor. A chapter's quotation is what stands above its first paragraaf, and their names."""
    chapter = ""
    blocks = list(_flat(read_tree(document.parts)["blocks"]))
    found: list[tuple[str, str, str, list[Node], int]] = []
    for at, block in enumerate(blocks):
        if block["t"] == "Header":
            anchor, label, title, content, level = _section(blocks, at)
            if level == 1:
                chapter = label or title
            found.append((anchor, label, title if label or level == 1 else f"{title} ({chapter})", content, level))
        elif block["t"] == "Div" and "tabel" in block["c"][0][1] and block["c"][0][0]:
            pairs = dict(block["c"][0][2])
            found.append((block["c"][0][0], pairs.get("nummer", "").lower(), pairs.get("titel", ""), [block], 0))
    marked: list[Node] = []
    for _, _, _, content, _ in found:
        marked += [{"t": "RawBlock", "c": ["html", f"<!--{_MARK}-->"]}, *walk(content, _standing_alone)]
    written = run(["--from", "json", "--to", "html5", "--wrap=none"], json.dumps({"pandoc-api-version": [1, 23], "meta": {}, "blocks": marked}).encode())
    texts = written.decode().split(f"<!--{_MARK}-->")[1:]
    made: dict[str, Quotation] = {}
    for (anchor, label, title, content, level), html in zip(found, texts, strict=True):
        if anchor:
            made.setdefault(anchor, Quotation(anchor, label, title, "\n".join(filter(None, map(_words, content))), html.strip(), level))
    return made


def _flat(blocks: list[Node]) -> Iterator[Node]:
    """The blocks, those for one sector among the others; each of these says for which it is."""
    for block in blocks:
        own = next((name for name in ("po", "vo") if block["t"] == "Div" and name in block["c"][0][1]), "")
        if own:
            if block["c"][1] and block["c"][1][0]["t"] != "Header":
                yield {"t": "Para", "c": [{"t": "Emph", "c": [{"t": "Str", "c": f"Alleen {own}:"}]}]}
            yield from _flat(block["c"][1])
        else:
            yield block


def _section(blocks: list[Node], at: int) -> tuple[str, str, str, list[Node], int]:
    """Anchor, label, title, content and level of the section that a heading begins."""
    level, (anchor, _, _), inlines = blocks[at]["c"]
    number = next((text_of(item) for item in inlines if item["t"] == "Span" and "nummer" in item["c"][0][1]), "")
    title = text_of([item for item in inlines if not (item["t"] == "Span" and "nummer" in item["c"][0][1])]).strip()
    label = number if not number[:1].isdigit() else f"{'hoofdstuk' if level == 1 else 'paragraaf'} {number}"
    content: list[Node] = []
    names: list[Node] = []
    for block in blocks[at + 1 :]:
        if block["t"] == "Header":
            if block["c"][0] <= level:
                break
            if level == 1 and block["c"][0] == 2:
                names.append(block)
        if not names:
            content.append(block)
    if names:
        content.append({"t": "BulletList", "c": [[{"t": "Plain", "c": block["c"][2]}] for block in names]})
    return anchor, label[:1].lower() + label[1:], title, content, level if level <= 2 else 0


def _words(block: Node) -> str:
    """The words of a block, those of its lists and cells apart."""
    if block["t"] in ("Para", "Plain", "Header"):
        return text_of(block).strip()
    return "\n".join(filter(None, (text_of(node).strip() for node in _leaves(block))))


def _leaves(node: Any) -> Iterator[Node]:
    if isinstance(node, list):
        for item in node:
            yield from _leaves(item)
    elif isinstance(node, dict):
        if node.get("t") in ("Para", "Plain", "Header"):
            yield node
        elif "c" in node:
            yield from _leaves(node["c"])


def _standing_alone(node: Node) -> Any:
    """A node as it can stand in another page."""
    match node["t"]:
        case "Header":
            return {"t": "Para", "c": [{"t": "Strong", "c": node["c"][2]}]}
        case "Link":
            attr, inlines, (target, _) = node["c"]
            if "bladzijde" in attr[1]:
                return []
            return {"t": "Link", "c": [_PLAIN, inlines, [target, ""]]} if _SAFE.match(target) else {"t": "Span", "c": [_PLAIN, inlines]}
        case "Image":
            attr, inlines, _ = node["c"]
            alt = dict(attr[2]).get("alt", "") or text_of(inlines)
            return {"t": "Emph", "c": [{"t": "Str", "c": f"[Afbeelding: {alt}]"}]}
        case "Figure":
            return {"t": "Div", "c": [_PLAIN, [*node["c"][2], *({"t": "Para", "c": block["c"]} for block in node["c"][1][1] if "c" in block)]]}
        case "Note":
            return [{"t": "Str", "c": " (noot: "}, {"t": "Str", "c": " ".join(filter(None, map(_words, node["c"])))}, {"t": "Str", "c": ")"}]
        case "Div":
            return _div(node)
        case "Span":
            language = [pair for pair in node["c"][0][2] if pair[0] == "lang"]
            return {"t": "Span", "c": [["", [], language], node["c"][1]]}
        case "Table":
            attr, caption, specs, *rest = node["c"]
            return {"t": "Table", "c": [_PLAIN, caption, [[align, {"t": "ColWidthDefault"}] for align, _ in specs], *rest]}
        case "Code" | "CodeBlock":
            return {"t": node["t"], "c": [_PLAIN, node["c"][1]]}
    return node


def _div(node: Node) -> Node:
    """A box or a table, with its title and source in words; a table may be wider than the page, so it can be scrolled by keyboard."""
    _, classes, attributes = node["c"][0]
    pairs = dict(attributes)
    title = " ".join(filter(None, (f"{pairs['nummer']}." if pairs.get("nummer") else "", pairs.get("titel", ""))))
    content = list(node["c"][1])
    if title:
        content.insert(0, {"t": "Para", "c": [{"t": "Strong", "c": [{"t": "Str", "c": title}]}]})
    if pairs.get("bron"):
        content.append({"t": "Para", "c": [{"t": "Emph", "c": [{"t": "Str", "c": f"Bron: {pairs['bron']}"}]}]})
    if "tabel" in classes:
        scroll = [["tabindex", "0"], ["role", "group"], ["aria-label", title or "Tabel"]]
        content = [{"t": "Div", "c": [["", ["breed"], scroll], [block]]} if block["t"] == "Table" else block for block in content]
    return {"t": "Div", "c": [["", ["blok"] if title and "tabel" not in classes else [], []], content]}
