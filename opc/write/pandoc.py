"""Pandoc, as a reader: its own document tree.

The tree is Pandoc's JSON as plain dicts and lists: `{"t": "Para", "c": […]}`. Walking 50,000 nodes costs 60 ms that way.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

from opc.cache import NOTHING, Cache, digest
from opc.error import OpcError

READER = "commonmark-raw_html+attributes+bracketed_spans+fenced_divs+footnotes+implicit_figures+pipe_tables+smart"
"""opc's dialect of Markdown, in Pandoc's words; `opc/read/markdown.py` reads the same one."""

Node = dict[str, Any]


@cache
def executable() -> str:
    """Where Pandoc is: $PYPANDOC_PANDOC, or the one in pypandoc's wheel. Raises OpcError if there is none."""
    import importlib.util

    if given := os.environ.get("PYPANDOC_PANDOC"):
        return given
    # importing pypandoc costs 75 ms, all of it for its downloader; the wheel keeps the program in files/
    spec = importlib.util.find_spec("pypandoc")
    if spec and spec.origin:
        for name in ("pandoc", "pandoc.exe"):
            if (program := Path(spec.origin).parent / "files" / name).is_file():
                return str(program)
    raise OpcError("Pandoc is niet gevonden", "installeer opc opnieuw: Pandoc komt mee in het pakket pypandoc_binary")


def run(arguments: Sequence[str], text: bytes, cwd: Path | None = None) -> bytes:
    """What Pandoc prints for this input. Raises OpcError with Pandoc's own words when it stops."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0")}
    result = subprocess.run([executable(), *arguments], input=text, capture_output=True, cwd=cwd, env=environment, check=False)
    if result.returncode:
        raise OpcError("Pandoc kon het document niet maken", result.stderr.decode(errors="replace").strip())
    return result.stdout


def read_tree(parts: Sequence[str], cache: Cache = NOTHING) -> Node:
    """The tree of a composed text, its parts one after the other. A part that was read before comes from the cache.

    HTML, names given twice and headings without words, which only a concept can hold, do no harm in it. A fence that a part leaves
    open ends with that part.
    """
    program = Path(executable()).stat()
    keys = [digest(READER, f"{program.st_size} {program.st_mtime_ns}", part) for part in parts]
    kept = {key: content for key in keys if (content := cache.get(key)) is not None}
    missing = [(key, part) for key, part in zip(keys, parts, strict=True) if key not in kept]
    read = {key: blocks for (key, _), blocks in zip(missing, _read([part for _, part in missing]), strict=True)}
    if cache.folder:
        for key, blocks in read.items():
            cache.put(key, json.dumps(blocks, ensure_ascii=False, separators=(",", ":")).encode())
    tree: Node = {"blocks": [block for key in keys for block in (json.loads(kept[key]) if key in kept else read[key])]}
    markdown = "\n".join(parts)
    if any(not _WORD.search(_MARKUP.sub("", line)) for line in _HEADING.findall(markdown)):
        tree = walk(tree, _with_words)
    names = _NAMES.findall(markdown)
    return _distinct(tree) if len(names) > len(set(names)) else tree


_BORDER = "opc-grens"


def _read(parts: Sequence[str]) -> list[list[Node]]:
    """The blocks of each part: all in one run of Pandoc, with a border between them, because a run costs 80 ms."""
    if not parts:
        return []
    blocks = _blocks(f"\n\n# . {{#{_BORDER}}}\n\n".join(parts))
    read: list[list[Node]] = [[]]
    for block in blocks:
        if block["t"] == "Header" and block["c"][1][0] == _BORDER:
            read.append([])
        else:
            read[-1].append(block)
    # a border that stands in a fence that was left open is no heading
    return read if len(read) == len(parts) else [_blocks(part) for part in parts]


def _blocks(markdown: str) -> list[Node]:
    read = run(["--from", READER, "--to", "json"], markdown.encode())
    try:
        blocks: list[Node] = json.loads(read)["blocks"]
    except RecursionError as error:
        raise OpcError("in een hoofdstuk zijn lijsten, citaten of blokken te diep genest", "maak er minder in elkaar") from error
    except ValueError as error:
        raise OpcError("Pandoc gaf geen document terug", str(error)) from error
    return cast("list[Node]", walk(blocks, _as_text)) if b'"t":"Raw' in read else blocks


_HEADING = re.compile(r"^[ >\d.)*+-]*#{1,6}(?:[ \t].*)?$", re.MULTILINE)
_MARKUP = re.compile(r"\{[^}]*\}|\([^)]*\)|&[^;]*;")
_WORD = re.compile(r"\w")
_NAMES = re.compile(r"[{\s]#([^\s{}\"#][^\s{}\"]*)(?=[\s}])")
_ATTRIBUTES = {"Header": 1, "Div": 0, "Figure": 0, "Image": 0, "Table": 0, "Span": 0, "Link": 0, "Code": 0, "CodeBlock": 0}
"""Where a node has its attributes."""


def _distinct(tree: Node) -> Node:
    """The tree in which only the first of two things with one name has it: Typst stops at the second."""
    seen: set[str] = set()
    for node in nodes(tree):
        if (place := _ATTRIBUTES.get(node["t"])) is not None and (name := node["c"][place][0]):
            node["c"][place][0] = "" if name in seen else name
            seen.add(name)
    return tree


def _as_text(node: Node) -> Node:
    if node["t"] not in ("RawInline", "RawBlock"):
        return node
    text = {"t": "Str", "c": " ".join(node["c"][1].split())}
    return text if node["t"] == "RawInline" else {"t": "Para", "c": [text]}


def _with_words(node: Node) -> Node:
    """A heading has words: a PDF for everybody cannot do without them, and a reader of the concept sees where they are missing."""
    if node["t"] == "Header" and not text_of(node["c"][2]).strip():
        node["c"][2].append({"t": "Str", "c": "(kop zonder woorden)"})
    return node


def walk(node: Any, visit: Callable[[Node], Any]) -> Any:
    """The tree, rebuilt from the leaves up: `visit` gives a node, or a list of nodes to put in its place."""
    if isinstance(node, list):
        made: list[Any] = []
        for item in node:
            result = walk(item, visit)
            if isinstance(result, list) and isinstance(item, dict):
                made.extend(result)
            else:
                made.append(result)
        return made
    if isinstance(node, dict):
        if "c" in node:
            node = {**node, "c": walk(node["c"], visit)}
        return visit(node) if "t" in node else {key: walk(value, visit) for key, value in node.items()}
    return node


def nodes(node: Any) -> Iterator[Node]:
    """Every node of the tree, parents first."""
    stack = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            if "t" in item:
                yield item
                if "c" in item:
                    stack.append(item["c"])
            else:
                stack.extend(reversed(list(item.values())))


def text_of(node: Any) -> str:
    """The words of a node, as one string."""
    if isinstance(node, list):
        return "".join(map(text_of, node))
    if not isinstance(node, dict):
        return ""
    match node.get("t"):
        case "Str":
            return str(node["c"])
        case "Code":
            return str(node["c"][1])
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case None:
            return "".join(map(text_of, node.values()))
    return text_of(node.get("c"))
