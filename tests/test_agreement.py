"""What the check sees and what Pandoc renders are the same: headings, anchors, links, pictures, tables.

`opc check` never runs Pandoc, so this is where the two readers are held against each other: on the sample plans, on
generated text in opc's dialect (no remarks, and the same things seen), and on a soup of marks (the same, or a remark).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opc.model.front_matter import ChapterFront
from opc.read.markdown import read_chapter
from opc.read.workspace import Workspace
from opc.source import Source
from opc.write.pandoc import READER, Node, run, text_of

PLANS = sorted((Path(__file__).parent.parent / "plans").glob("*/*/plan.yaml"))
CHAPTERS = sorted(path for plan in PLANS for path in plan.parent.glob("*/*.md"))


@dataclass(frozen=True)
class Seen:
    headings: tuple[tuple[int, str], ...]
    anchors: Counter[str]
    links: Counter[str]
    images: Counter[str]
    figures: int
    tables: tuple[tuple[int, int], ...]


def plain(title: str) -> str:
    """A title without what Pandoc's typography does to quotes, dashes and dots."""
    for made, typed in (("—", "---"), ("–", "--"), ("…", "...")):
        title = title.replace(made, typed)
    return " ".join(re.sub("[\"'“”‘’\ue000]", "", title).split())


def ours(text: str) -> tuple[Seen, list[str]]:
    """What opc.read sees, and what it remarks about the text's markup."""
    workspace = Workspace(Path())
    front = ChapterFront.model_validate({"hoofdstuk": "vrij", "titel": "Titel"})
    chapter = read_chapter(workspace, Source("hoofdstuk.md", text), front, "titel", 0)
    anchors = [section.anchor for section in chapter.sections if section.explicit]
    anchors += [image.anchor for image in chapter.images if image.anchor]
    anchors += [div.anchor for div in chapter.divs if div.anchor]
    seen = Seen(
        tuple((section.level, plain(section.title)) for section in chapter.sections),
        Counter(anchors),
        Counter(link.target for link in chapter.links),
        Counter(image.path for image in chapter.images),
        sum(image.alone and not re.match(r"!\[\s*\]", text[image.begin :]) for image in chapter.images),
        tuple((len(table.header), table.rows) for table in chapter.tables),
    )
    return seen, [f"{finding.span}: {finding.message}" for finding in workspace.noticed]


def pandocs(text: str) -> Seen:
    """What Pandoc sees; an expression is a word to it, as its outcome will be."""
    words = re.sub(r"\{\{(.*?)\}\}", lambda match: "\ue000" * len(match.group()), text)
    tree = json.loads(run(["--from", READER, "--to", "json"], words.encode()))
    found = list(walk(tree["blocks"], set()))
    return Seen(
        tuple((node["c"][0], plain(text_of(without_notes(node["c"][2])))) for node in found if node["t"] == "Header"),
        Counter(anchor for node in found if (anchor := anchor_of(node))),
        Counter(node["c"][2][0] for node in found if node["t"] == "Link"),
        Counter(node["c"][2][0] for node in found if node["t"] == "Image"),
        sum(node["t"] == "Figure" for node in found),
        tuple((len(node["c"][2]), sum(len(body[3]) for body in node["c"][4])) for node in found if node["t"] == "Table"),
    )


def walk(node: Any, notes: set[str]) -> Iterator[Node]:
    """Every node once: a figure repeats its caption, and a footnote stands at each of its marks."""
    if isinstance(node, list):
        for item in node:
            yield from walk(item, notes)
    elif isinstance(node, dict) and "t" in node:
        yield node
        if node["t"] == "Note":
            if (key := json.dumps(node)) in notes:
                return
            notes.add(key)
        yield from walk(node["c"][2] if node["t"] == "Figure" else node.get("c"), notes)


def without_notes(node: Any) -> Any:
    if isinstance(node, list):
        return [without_notes(item) for item in node if not (isinstance(item, dict) and item.get("t") == "Note")]
    return {key: without_notes(value) for key, value in node.items()} if isinstance(node, dict) else node


def anchor_of(node: Node) -> str:
    place = {"Header": 1, "Div": 0, "Figure": 0, "Image": 0, "Table": 0, "Link": 0, "Span": 0, "Code": 0, "CodeBlock": 0}.get(node["t"])
    return "" if place is None else str(node["c"][place][0])


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_a_chapter_of_a_sample_plan(path: Path) -> None:
    text = re.sub(r"\A---\n.*?^---$\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    seen, remarks = ours(text)
    assert not remarks
    assert seen == pandocs(text)


# Generated text

PARAGRAPHS = "\n\n"

NAMES = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?", fullmatch=True)
WORDS = st.sampled_from(["school", "leerling", "één", "TLV", "so/vso", "“citaat”", "samenwerkingsverband", "3,5%", "po", "& co", "R\\*D", "a_b", "1.", "5 < 6", "\\[x\\]", "\\#1", "&amp;"])
EXPRESSIONS = st.sampled_from(['{{ aantal("besturen") }}', '{{ euro(cel("begroting-po", "Resultaat", "2027")) }}', "{{ 1 + 2 }}"])
TARGETS = st.one_of(NAMES.map("#{}".format), st.sampled_from(["https://swv.nl/a?b=c&d=(e)", "<https://swv.nl/een twee>", "mailto:a@b.nl", "#één"]))


@st.composite
def inline(draw: st.DrawFn, depth: int = 1, *, bars: bool = True) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        choices = [WORDS, WORDS, EXPRESSIONS]
        if depth:
            inner = inline(depth - 1, bars=bars)
            choices += [
                inner.map("**{}**".format), inner.map("*{}*".format), inner.map("[{}]{{lang=en}}".format),
                st.builds("[{}]({})".format, inner.filter(lambda text: "](" not in text), TARGETS), TARGETS.filter(lambda to: to.startswith("#")).map("[]({})".format),
                st.sampled_from(["`code [a](b)`", "`{{ 2 }}`", "<https://swv.nl>", "\\{#geen}", '![Logo](beeld/logo.svg){alt="Een logo"}', "a -- b", "..."]),
            ]
            if bars:
                choices.append(st.just("a | b"))
        parts.append(draw(st.one_of(choices)))
    return " ".join(parts)


def row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


@st.composite
def table(draw: st.DrawFn) -> str:
    columns = draw(st.integers(1, 4))
    cells = st.lists(inline(bars=False), min_size=columns, max_size=columns)
    rows = draw(st.lists(cells, min_size=1, max_size=4))
    dashes = draw(st.lists(st.sampled_from(["---", ":--", "--:", ":-:"]), min_size=columns, max_size=columns))
    return "\n".join([row(rows[0]), "|" + "|".join(dashes) + "|", *map(row, rows[1:])])


def indented(text: str, first: str) -> str:
    return first + text.replace("\n", "\n" + " " * len(first))


@st.composite
def block(draw: st.DrawFn, depth: int = 2, *, headings: bool = True) -> str:
    kind = draw(st.sampled_from(["paragraph", "paragraph", "heading", "list", "quote", "table", "figure", "code", "rule", "div"]))
    inner = st.lists(block(depth - 1, headings=False), min_size=1, max_size=3).map(PARAGRAPHS.join) if depth else inline()
    match kind:
        case "heading" if headings:
            end = draw(st.sampled_from(["", " {#NAAM}", " ##", " {#NAAM} ##", ' {.klein #NAAM x="y z"}', "  "])).replace("NAAM", draw(NAMES))
            words = re.sub(r"\{\{.*?\}\}", "x", draw(inline(bars=False)))
            return "#" * draw(st.integers(2, 4)) + " " + words + end
        case "list":
            mark = draw(st.sampled_from(["- ", "1. ", "* "]))
            items = draw(st.lists(inline() if draw(st.booleans()) else inner.filter(lambda text: ":::" not in text), min_size=1, max_size=3))
            return "\n".join(indented(item, mark) for item in items)
        case "quote":
            return "> " + draw(inner.filter(lambda text: ":::" not in text)).replace("\n", "\n> ")
        case "table":
            return draw(table())
        case "figure":
            caption = draw(inline(0))
            return f'![{caption}](../beeld/{draw(NAMES)}.svg){{#figuur-{draw(NAMES)} alt="Een beeld" width=90%}}'
        case "code":
            return draw(st.sampled_from(["```\n## geen kop {#x}\n[a](b)\n```", "    ingesprongen [a](b)", "~~~ python\n| a |\n|---|\n~~~"]))
        case "rule":
            return "***"
        case "div" if depth:
            name = draw(st.sampled_from(["kader", '{.kader titel="Let op"}', '{.voorbeeld titel="A & B"}', '{.citaat bron="ouder"}', '{.tabel #tabel-NAAM titel="T"}', "{.kerncijfers}"]))
            colons = ":" * (2 + depth)
            return f"{colons} {name.replace('NAAM', draw(NAMES))}\n{draw(st.lists(block(depth - 1), min_size=1, max_size=3).map(PARAGRAPHS.join))}\n{colons}"
    return draw(inline())


@st.composite
def documents(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(block(), min_size=1, max_size=6))
    if draw(st.booleans()):
        blocks.append(f"Een zin met een noot.[^{draw(NAMES)}]")
        label = blocks[-1][blocks[-1].rindex("[") :]
        blocks.append(f"{label}: {draw(inline())}")
    return draw(st.sampled_from(["\n\n", "\n\n\n", "\n \n"])).join(blocks) + "\n"


def agree_on_dialect(text: str) -> None:
    seen, remarks = ours(text)
    assert not remarks, text
    assert seen == pandocs(text), text


def agree_or_remark(text: str) -> None:
    seen, remarks = ours(text)
    if not remarks:
        assert seen == pandocs(text), text


SOUP = st.lists(
    st.sampled_from([
        "# ", "## ", "### ", "- ", "1. ", "> ", "| ", "|", " |\n", "|--|--|\n", "---\n", "===\n", "***\n", "\n", "\n", "\n\n", "    ", "  ", "\t", " ", " ",
        "::: kader\n", ":::\n", "::::\n", ":::: po\n", '::: {.tabel #t titel="x"}\n', "::: ", "[", "]", "(", ")", "](", "![", "](#a)", "](b.png)", "{#x}", "{.k}",
        '{a="b"}', "{", "}", "{{ 1 }}", "{{", "[^a]", "[^a]: ", "[^b]", "[r]: #r\n", "[r]", "*", "**", "_", "`", "```\n", "~~~\n", "<b>", "<", "<https://x.nl>", "\\",
        "&amp;", "\"", "'", "--", "...", "a", "b c", "tekst", "é", "1", "!", ":", "a | b", "\\|", "`a|b`",
    ]),
    max_size=25,
).map("".join)

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
LONG = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@QUICK
@given(documents())
def test_text_in_the_dialect(text: str) -> None:
    agree_on_dialect(text)


@QUICK
@given(SOUP)
def test_a_soup_of_marks(text: str) -> None:
    agree_or_remark(text)


@pytest.mark.slow
@LONG
@given(documents())
def test_much_text_in_the_dialect(text: str) -> None:
    agree_on_dialect(text)


@pytest.mark.slow
@LONG
@given(SOUP)
def test_a_large_soup_of_marks(text: str) -> None:
    agree_or_remark(text)
