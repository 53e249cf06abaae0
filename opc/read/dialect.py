"""The parser of opc's dialect: markdown-it, taught to read what `opc/write/pandoc.py` has Pandoc read.

CommonMark is the same for both; attributes, spans, pipe tables and footnotes follow commonmark-hs, Pandoc's parser.
Inline tokens get their place: `meta["begin"]` and `meta["end"]`, offsets in the text of their block.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading, hr
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, backtick, html_inline, image, link
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

DEEPEST = 20
"""How deep lists and quotes, and how deep blocks may lie in each other; a list in a list counts as two. Typst lays out some more."""

_NAME = r"(?:[^\W_]|[-_:.])+"
_CLASS = r"(?:[^\W_]|[-_])+"
_KEY = r"[a-zA-Z_:][a-zA-Z0-9_.:-]*"
_BARE = r"""[^\s<>=`'"}]+"""
_GROUP = r"\{\s*ONE(?:\s+ONE)*\s*\}".replace("ONE", rf"""(?:#{_NAME}|\.{_CLASS}|{_KEY}=(?:"[^"]*"|{_BARE}))""")

ATTRIBUTES = re.compile(rf"(?:{_GROUP})+")
"""One or more groups of attributes: {#naam .soort sleutel="waarde"}."""

_ONE = re.compile(rf"""#({_NAME})|\.({_CLASS})|({_KEY})=(?:"([^"]*)"|({_BARE}))""")
_HEADING_END = re.compile(rf"(?:^|\s+)(?:{_GROUP})+\s*$")
_DIVIDER = re.compile(r"\s*(:?)-+(:?)\s*")
_BAR = re.compile(r"\\(?:[^\w\s]|_)|\|")  # an escaped sign is only that
_MARKUP = re.compile(r"[\[<`{|]")
_WORDS = r"[^\W\d_][^\[<`{|\n]*+"
_MARK = r"(?:[-*+]|[0-9]{1,9}[.)])"
_ITEM = rf"{_MARK}[ ]{{1,3}}"
_BLANK = r"\n[ \t]*$"
_CLEAR = rf"{_WORDS}(?:\n{_WORDS})*+(?:\Z|(?={_BLANK}))"
# paragraphs; or a list that no later line can belong to
_PROSE = re.compile(
    rf"{_CLEAR}(?:(?:{_BLANK})++\n{_CLEAR})*+"
    rf"|(?:{_ITEM})?{_WORDS}(?:\n(?:{_ITEM})?{_WORDS})*+(?:\Z|(?={_BLANK}))(?!(?:{_BLANK})++\n(?:[ \t]|{_MARK}(?:[ \t]|$)))",
    re.MULTILINE,
)
_PARAGRAPH = re.compile(rf"[^\W\d_][^\n]*(?:\n[^\W\d_][^\n]*)*+(?:\Z|(?={_BLANK}))", re.MULTILINE)
_REFERENCE = re.compile(r"\[([^\[\]\\`*_<{!&\n]*)\]\((#[\w-]+)\)")
_TITLE_MARKUP = re.compile(r"[\[\]<`{|\\*_&!\n]")


class Attributes(NamedTuple):
    """What stands between braces."""

    anchor: str = ""
    classes: tuple[str, ...] = ()
    others: Mapping[str, str] = {}


def read_attributes(text: str) -> Attributes | None:
    """The attributes that a text is, or None when it is something else."""
    if not ATTRIBUTES.fullmatch(text):
        return None
    anchor = ""
    classes: list[str] = []
    others: dict[str, str] = {}
    for name, kind, key, quoted, bare in _ONE.findall(text):
        if name:
            anchor = anchor or html.unescape(name)
        elif kind:
            classes.append(html.unescape(kind))
        else:
            others.setdefault(key, html.unescape(quoted or bare))
    return Attributes(anchor, tuple(classes), others)


@cache
def parser() -> MarkdownIt:
    """The one parser; it keeps nothing between two texts."""
    made = _Parser("commonmark", {"html": True, "maxNesting": DEEPEST + 1})
    made.use(footnote_plugin, inline=False, move_to_end=False)
    made.block.ruler.before("lheading", "table", _table)
    made.block.ruler.before("code", "prose", _prose)
    made.block.ruler.before("code", "title", heading)
    made.block.ruler.before("code", "line", hr)
    made.core.ruler.disable("normalize")  # a Source is
    made.core.ruler.at("inline", _inlines)
    for name, rule, kinds in (
        ("link", link, ("link_open",)), ("image", image, ("image",)), ("autolink", autolink, ("link_open",)),
        ("backticks", backtick, ("code_inline",)), ("html_inline", html_inline, ("html_inline",)),
    ):
        made.inline.ruler.at(name, partial(_placed, rule, kinds))
    made.inline.ruler.disable("footnote_ref")
    made.inline.ruler.before("link", "note", partial(_placed, footnote_ref, ("footnote_ref",)))
    made.inline.ruler.before("link", "span", _span)
    made.inline.ruler.before("note", "reference", _reference)
    made.inline.ruler.push("attributes", _attributes)
    return made


class _Parser(MarkdownIt):
    """Targets of links stay as they were typed, and every one is a link: Pandoc does the same."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - markdown-it's names
        return True


def _placed(rule: Callable[[StateInline, bool], bool], kinds: tuple[str, ...], state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it whose token also says where it stands, and where its label ends."""
    begin, count = state.pos, len(state.tokens)
    if not rule(state, silent):
        return False
    if not silent:
        token = next((token for token in state.tokens[count:] if token.type in kinds), None)
        if token is None:  # a backtick without a partner is text
            return True
        token.meta = {**token.meta, "begin": begin, "end": state.pos}
        if kinds[0] in ("link_open", "image") and token.markup != "autolink":
            target = _target(state, begin + (kinds[0] == "image"), state.pos)
            token.meta["target"] = target
    return True


def _target(state: StateInline, bracket: int, end: int) -> tuple[int, int]:
    """Where the target of a link stands, as typed; nothing when it stands elsewhere in the text."""
    at = state.md.helpers.parseLinkLabel(state, bracket) + 1
    if not 0 < at < end or state.src[at] != "(":
        return end, end
    at += 1
    while state.src[at].isspace():
        at += 1
    found = state.md.helpers.parseLinkDestination(state.src, at, end)
    return (at, found.pos) if found.ok else (at, at)


def _span(state: StateInline, silent: bool) -> bool:
    """[text]{lang=en}."""
    if state.src[state.pos] != "[":
        return False
    begin, last = state.pos, state.posMax
    end = state.md.helpers.parseLinkLabel(state, begin)
    match = ATTRIBUTES.match(state.src, end + 1, last) if end >= 0 else None
    if match is None:
        return False
    if not silent:
        state.pos, state.posMax = begin + 1, end
        token = state.push("span_open", "span", 1)
        token.meta = {"begin": begin, "end": match.end(), "attributes": read_attributes(match.group()), "label_end": end}
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = match.end(), last
    return True


def _attributes(state: StateInline, silent: bool) -> bool:
    """{#naam .soort} behind anything else."""
    if state.src[state.pos] != "{":
        return False
    match = ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.meta = {"begin": match.start(), "end": match.end(), "attributes": read_attributes(match.group())}
    state.pos = match.end()
    return True


def has_markup(text: str) -> bool:
    """Whether there may be more in a text than words and stress: a link, a picture, a note, attributes, HTML, a table's bars."""
    return _MARKUP.search(text) is not None


def _inlines(state: StateCore) -> None:
    """What stands in each block; a text without markup leaves no tokens, and a title one.

    Attributes at the end of a heading are the heading's, not of its last word.
    """
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if inline.type != "inline":
            continue
        inline.children = []
        is_title = opening.type == "heading_open"
        if is_title and (match := _HEADING_END.search(inline.content)):
            opening.meta = {"attributes": read_attributes(match.group().strip()), "written": match.group().strip()}
            inline.content = inline.content[: match.start()]
        if _TITLE_MARKUP.search(inline.content) if is_title else has_markup(inline.content):
            state.md.inline.parse(inline.content, state.md, state.env, inline.children)
        elif is_title:
            inline.children.append(Token("text", "", 0, content=inline.content))


def _prose(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Paragraphs and simple lists, which is most of a plan: no other rule could take them. Without markup, they leave no tokens."""
    if silent or state.level or state.blkIndent:
        return False
    begin, last = state.bMarks[first], state.eMarks[end - 1]
    match = _PROSE.match(state.src, begin, last)
    if match is None and (match := _PARAGRAPH.match(state.src, begin, last)):
        opening, inline, _ = state.push("paragraph_open", "p", 1), state.push("inline", "", 0), state.push("paragraph_close", "p", -1)
        opening.map = inline.map = [first, first + match.group().count("\n") + 1]
        inline.content = match.group().rstrip()
    if match is None:
        return False
    state.line = first + match.group().count("\n") + 1
    return True


def _reference(state: StateInline, silent: bool) -> bool:
    """[words](#anchor): what markdown-it's rule for links finds, ten times as fast."""
    if silent or state.src[state.pos] != "[" or (match := _REFERENCE.match(state.src, state.pos, state.posMax)) is None:
        return False
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": match[2]}
    opening.meta = {"begin": match.start(), "end": match.end(), "target": match.span(2)}
    if match[1]:
        state.push("text", "", 0).content = match[1]
    state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A pipe table: a row, a row of dashes with as many cells, and all rows that follow. Cells without markup leave no tokens."""
    if silent or first + 1 >= end or state.is_code_block(first) or not _continues(state, first + 1):
        return False
    header, dividers = _row(state, first), _row(state, first + 1)
    if header is None or dividers is None or len(header) != len(dividers):
        return False
    if not all(_DIVIDER.fullmatch(state.src, *cell) for cell in dividers):
        return False
    rows = [(first, header)]
    last = first + 2
    while last < end and _continues(state, last) and (cells := _row(state, last)) is not None:
        rows.append((last, cells))
        last += 1
    opening = state.push("table_open", "table", 1)
    opening.map = [first, last]
    opening.meta = {"header": tuple(state.src[slice(*cell)].strip() for cell in header), "rows": [(line, len(cells)) for line, cells in rows[1:]]}
    for line, cells in rows:
        for begin, close in cells[: len(header)]:
            if has_markup(text := state.src[begin:close]):
                inline = state.push("inline", "", 0)
                inline.map, inline.content, inline.children = [line, line + 1], text.strip(), []
                inline.meta = {"offset": begin + len(text) - len(text.lstrip())}
    state.push("table_close", "table", -1)
    state.line = last
    return True


def _continues(state: StateBlock, line: int) -> bool:
    return state.sCount[line] >= state.blkIndent and not state.is_code_block(line) and not state.isEmpty(line)


def _row(state: StateBlock, line: int) -> list[tuple[int, int]] | None:
    """The begin and end of each cell; None for a line without a bar."""
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if "|" not in state.src[begin:end]:
        return None
    begin += state.src.startswith("|", begin)
    cells = []
    for match in _BAR.finditer(state.src, begin, end):
        if match.group() == "|":
            cells.append((begin, match.start()))
            begin = match.end()
    if state.src[begin:end].strip():
        cells.append((begin, end))
    only_escaped = not cells or (len(cells) == 1 and cells[0][1] == end and not state.src.startswith("|", state.bMarks[line] + state.tShift[line]))
    return None if only_escaped else cells


def meta(token: Any, key: str) -> Any:
    """What a rule noted on a token."""
    return token.meta.get(key) if token.meta else None
