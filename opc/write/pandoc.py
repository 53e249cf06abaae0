"""Pandoc, as a reader: its own document tree.

The tree is Pandoc's JSON as plain dicts and lists: `{"t": "Para", "c": […]}`. Walking 50,000 nodes costs 60 ms that way.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from opc.cache import NOTHING, Cache, digest
from opc.error import OpcError

READER = "commonmark-raw_html+attributes+bracketed_spans+fenced_divs+footnotes+implicit_figures+pipe_tables+smart"
"""opc's dialect of Markdown, in Pandoc's words; `opc/read/markdown.py` reads the same one."""

Node = dict[str, Any]

_THRIFT = ("+RTS", "-H1m", "-A4m", "-O64m", "-RTS")
"""To Haskell's runtime: as much memory as a text takes, not 64 MB to begin with, and no look for what can go until that much is old. Source: the GHC User's Guide, "RTS options to control the garbage collector"."""


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
    thrift = () if "PYPANDOC_PANDOC" in os.environ else _THRIFT  # another build of Pandoc may refuse them
    result = subprocess.run([executable(), *thrift, *arguments], input=text, capture_output=True, cwd=cwd, env=environment, check=False)
    if result.returncode:
        raise OpcError("Pandoc kon het document niet maken", result.stderr.decode(errors="replace").strip())
    return result.stdout


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a document, read from Pandoc's JSON by whoever goes through them: as a tree they take fifteen times the room."""

    parts: Sequence[bytes]

    def __iter__(self) -> Iterator[Node]:
        for part in self.parts:
            yield from _decoded(part)


def _decoded(part: bytes) -> list[Node]:
    try:
        return cast("list[Node]", json.loads(part))
    except RecursionError as error:
        raise OpcError("in een hoofdstuk zijn lijsten, citaten of blokken te diep genest", "maak er minder in elkaar") from error


def read_tree(parts: Sequence[str], cache: Cache = NOTHING) -> Node:
    """The tree of a composed text, its parts one after the other. A part that was read before comes from the cache.

    HTML, names given twice and headings without words, which only a concept can hold, do no harm in it. A fence that a part leaves
    open ends with that part.
    """
    return {"blocks": list(read_blocks(parts, cache))}


def read_blocks(parts: Sequence[str], cache: Cache = NOTHING) -> Iterable[Node]:
    """The blocks of the same tree, for who goes through them from begin to end: every time they are others, with the same content."""
    program = Path(executable()).stat()
    keys = [digest(READER, f"{program.st_size} {program.st_mtime_ns}", part) for part in parts]
    read = {key: content for key in keys if (content := cache.get(key)) is not None}
    missing = [(key, part) for key, part in zip(keys, parts, strict=True) if key not in read]
    for (key, _), content in zip(missing, _read([part for _, part in missing]), strict=True):
        cache.put(key, content)
        read[key] = content
    blocks = Blocks([read[key] for key in keys])
    markdown = "\n".join(parts)
    names = _NAMES.findall(markdown)
    made: Iterable[Node] = blocks
    if any(not _WORD.search(_MARKUP.sub("", line)) for line in _HEADING.findall(markdown)):
        made = walk(list(blocks), _with_words)
    return _distinct(list(made)) if len(names) > len(set(names)) else made


_BORDER = "opc-grens"
_BORDERS = re.compile(rb',?\{"t":"Header","c":\[1,\["%b",\[\],\[\]\],\[\{"t":"Str","c":"\."\}\]\]\},?' % _BORDER.encode())


def _read(parts: Sequence[str]) -> list[bytes]:
    """The blocks of each part, as JSON: all in one run of Pandoc, with a border between them, because a run costs 80 ms."""
    if not parts:
        return []
    whole = _json(f"\n\n# . {{#{_BORDER}}}\n\n".join(parts))
    read = [b"[%b]" % part for part in _BORDERS.split(whole[1:-1])]
    # a border that stands in a fence that was left open is no heading, or one inside a block
    return read if len(read) == len(parts) and all(map(_is_whole, read)) else [_json(part) for part in parts]


def _is_whole(part: bytes) -> bool:
    try:
        _decoded(part)
    except ValueError:
        return False
    return True


def _json(markdown: str) -> bytes:
    """Pandoc's blocks of a text, as JSON, HTML in it as text."""
    said = run(["--from", READER, "--to", "json"], markdown.encode())
    begin, end = said.find(_BLOCKS), said.rfind(b"]")
    if not 0 <= begin < end:
        raise OpcError("Pandoc gaf geen document terug", said[:200].decode(errors="replace"))
    blocks = said[begin + len(_BLOCKS) - 1 : end + 1]
    if b'"t":"Raw' in blocks:
        blocks = json.dumps(walk(_decoded(blocks), _as_text), ensure_ascii=False, separators=(",", ":")).encode()
    return blocks


_BLOCKS = b'"blocks":['
_HEADING = re.compile(r"^[ >\d.)*+-]*#{1,6}(?:[ \t].*)?$", re.MULTILINE)
_MARKUP = re.compile(r"\{[^}]*\}|\([^)]*\)|&[^;]*;")
_WORD = re.compile(r"\w")
_NAMES = re.compile(r"[{\s]#([^\s{}\"#][^\s{}\"]*)(?=[\s}])")
_ATTRIBUTES = {"Header": 1, "Div": 0, "Figure": 0, "Image": 0, "Table": 0, "Span": 0, "Link": 0, "Code": 0, "CodeBlock": 0}
"""Where a node has its attributes."""


def _distinct(blocks: list[Node]) -> list[Node]:
    """The blocks in which only the first of two things with one name has it: Typst stops at the second."""
    seen: set[str] = set()
    for node in nodes(blocks):
        if (place := _ATTRIBUTES.get(node["t"])) is not None and (name := node["c"][place][0]):
            node["c"][place][0] = "" if name in seen else name
            seen.add(name)
    return blocks


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
