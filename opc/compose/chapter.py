"""A chapter's text as it goes into the document: numbers, references and values filled in, nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from opc.compose import markdown
from opc.compose.block import Printer
from opc.compose.numbering import Numbers
from opc.model.chapter import Chapter, Div
from opc.model.formula import FormulaError, UnknownNumberError
from opc.model.plan import Plan
from opc.model.value import Block, evaluate_in, printed

Edit = tuple[int, int, str]
"""Offsets of a stretch of the source, and what comes in its place."""

_BEGIN = re.compile(r"(?:\A|\n[ \t]*\n|[.!?]\s)\s*\Z")
"""What stands before the first word of a sentence: the end of another, or a blank line."""

_BLANK_LINES = re.compile(r"\A(?:[ \t]*\n)+")
_HASHES = re.compile(r"[ ]{0,3}#{1,6}[ \t]+")


def compose_chapter(plan: Plan, chapter: Chapter, numbers: Numbers, printer: Printer, *, joins: bool = False) -> str:
    """The Markdown of one chapter, its title included. joins: it needs no page of its own, but goes on under the one before it."""
    label = numbers.labels.get(chapter.anchor)
    prefix = f"[{label}]{{.nummer}} " if label else ""
    kind = " .bijlage" if chapter.appendix else "" if label else " .ongenummerd"
    kind += " .vervolg" if joins else ""
    title = f"# {prefix}{markdown.escape(chapter.front.title)} {{#{chapter.anchor}{kind}}}"
    body = _apply(plan, chapter, _edits(plan, chapter, numbers, printer), chapter.body, len(chapter.source.text))
    if chapter.appendix and chapter.appendix.external:
        body = printer.render("extern.md.j2", bijlage=chapter.appendix) + "\n\n" + body
    lead = f"::: inleiding\n{markdown.escape(chapter.front.lead)}\n:::\n\n" if chapter.front.lead.strip() else ""
    return f"{title}\n\n{lead}{_BLANK_LINES.sub('', body).rstrip()}\n"


def compose_passage(plan: Plan, chapter: Chapter, div: Div, numbers: Numbers, printer: Printer) -> str:
    """The Markdown of one fenced block of a chapter, without its fences."""
    here = {item.anchor: what for what, items in (("figuur", chapter.images), ("tabel", chapter.divs)) for item in items if item.anchor and div.open_end <= item.begin < div.close_begin}
    numbers = replace(numbers, words=numbers.words | {anchor: f"de {what} hierbij" for anchor, what in here.items()})
    inside = [edit for edit in _edits(plan, chapter, numbers, printer) if div.open_end <= edit[0] and edit[1] <= div.close_begin]
    text = _apply(plan, chapter, [*inside, *_lost_notes(chapter, div)], div.open_end, div.close_begin)
    return text.strip("\n")


def _edits(plan: Plan, chapter: Chapter, numbers: Numbers, printer: Printer) -> list[Edit]:
    return [*_sections(chapter, numbers), *_links(plan, chapter, numbers), *_divs(plan, chapter, numbers), *_images(plan, chapter, numbers),
            *_expressions(plan, chapter, numbers, printer), *_footnotes(chapter), *_register(chapter, printer)]


def _lost_notes(chapter: Chapter, div: Div) -> Iterator[Edit]:
    """The marks in a block of footnotes whose text stands outside of it."""
    text = chapter.source.text
    names = {text[begin:end] for begin, end in chapter.footnotes if text.startswith("]:", end) and div.open_end <= begin < div.close_begin}
    for begin, end in chapter.footnotes:
        if div.open_end <= begin < div.close_begin and text[begin:end] not in names:
            yield begin - 2, end + 1, ""


def _apply(plan: Plan, chapter: Chapter, edits: list[Edit], begin: int, stop: int) -> str:
    """The text between two offsets, with what comes in the place of what."""
    text = chapter.source.text
    pieces, at = [], begin
    dropped = [(div.begin, div.end) for div in chapter.divs if div.name in ("po", "vo") and div.name not in plan.sectors]
    for first, last, replacement in sorted([*edits, *((first, last, "") for first, last in dropped if begin <= first and last <= stop)], key=lambda edit: (edit[0], -edit[1])):
        if first < at:
            continue  # inside something that is gone already
        pieces += [text[at:first], replacement]
        at = last
    pieces.append(text[at:stop])
    return "".join(pieces)


def _sections(chapter: Chapter, numbers: Numbers) -> Iterator[Edit]:
    text = chapter.source.text
    for section in chapter.sections:
        line_end = text.find("\n", section.begin)
        line_end = len(text) if line_end < 0 else line_end
        hashes = _HASHES.match(text, section.begin, line_end)
        label = numbers.labels.get(section.anchor)
        if label:
            begin = hashes.end() if hashes else section.begin
            yield begin, begin, f"[{label}]{{.nummer}} "
        if not section.explicit:
            bare = text[section.begin : line_end].rstrip().rstrip("#").rstrip() if hashes else text[section.begin : line_end].rstrip()
            end = section.begin + len(bare)
            yield end, line_end, f" {{#{section.anchor}}}"


def _links(plan: Plan, chapter: Chapter, numbers: Numbers) -> Iterator[Edit]:
    text = chapter.source.text
    told: set[tuple[str, int]] = set()
    """The places whose page a paragraph has named."""
    for link in chapter.links:
        if not link.target.startswith("#") or link.begin == link.end:
            continue
        anchor = link.target[1:]
        words = numbers.words.get(anchor)
        if words is None and anchor in plan.elsewhere:  # a place that this edition does not have
            yield link.begin, link.end, markdown.escape(link.text) or "het gezamenlijke plan"
        elif words is None:  # the check says what is wrong; only a concept gets this far
            yield link.begin, link.end, f"{markdown.escape(link.text)} **\\[verwijzing naar #{markdown.escape(anchor)}\\]**".strip()
        elif not link.text:
            begins = _BEGIN.search(text[chapter.body : link.begin][-40:]) is not None
            place = (anchor, text.rfind("\n\n", 0, link.begin))
            is_far = plan.style.page_references and place not in told and _is_far(plan, chapter, anchor) and not _in_table(text, link.begin) and text[link.end : link.end + 1] != "{"
            told |= {place} if is_far else set()
            yield link.begin, link.end, numbers.refer(anchor, words[:1].upper() + words[1:] if begins else words, is_far=is_far)
        elif numbers.is_elsewhere:
            yield link.begin, link.end, markdown.web(numbers.online.get(anchor, ""), markdown.escape(link.text))


def _is_far(plan: Plan, chapter: Chapter, anchor: str) -> bool:
    """Whether a place is a chapter, or a section, other than this chapter and its own."""
    home = plan.sections.get(anchor)
    return home is not None and home[0].file != chapter.file


def _in_table(text: str, at: int) -> bool:
    return text[text.rfind("\n", 0, at) + 1 :].startswith("|")


def _divs(plan: Plan, chapter: Chapter, numbers: Numbers) -> Iterator[Edit]:
    for div in chapter.divs:
        if div.name == "publiek" or (div.name in ("po", "vo") and plan.sectors == (div.name,)):
            yield div.begin, div.open_end, ""
            yield div.close_begin, div.end, ""
        elif div.name == "tabel":
            others = {key: value for key, value in div.attributes.items() if key != "nummer"}
            label = numbers.figures.get((chapter.file, div.begin), "")
            words = [f"#{div.anchor}" if div.anchor else "", ".tabel", f"nummer={markdown.quoted(label)}" if label else ""]
            words += [f"{key}={markdown.quoted(value)}" for key, value in others.items()]
            colons = re.match(r":+", chapter.source.text[div.begin :])
            yield div.begin, div.open_end, f"{colons.group() if colons else ':::'} {{{' '.join(word for word in words if word)}}}"


def _images(plan: Plan, chapter: Chapter, numbers: Numbers) -> Iterator[Edit]:
    text = chapter.source.text
    for image in chapter.images:
        asset = plan.assets.get(f"{chapter.file}>{image.path}")
        if asset is None:  # the check says what is wrong; only a concept or --allow-errors gets this far
            yield image.begin, image.end, f"**\\[het beeld {markdown.escape(image.path)} ontbreekt\\]**"
            continue
        label = numbers.figures.get((chapter.file, image.begin))
        if label:
            yield image.begin + 2, image.begin + 2, f"[{label}]{{.nummer}} "
        if image.decoration:  # a caption would make it a figure; the check says that it has none
            yield image.begin + 2, text.rfind("](", image.begin, image.end), ""
        elif not image.alt:
            given = f"alt={markdown.quoted(image.caption or 'beeld zonder omschrijving')}"
            closed = text[image.end - 1] == "}"
            yield image.end - closed, image.end, f" {given}}}" if closed else f"{{{given}}}"
        at = text.rfind(image.path, image.begin, image.end)
        if at >= 0:
            yield at, at + len(image.path), asset.path


def _expressions(plan: Plan, chapter: Chapter, numbers: Numbers, printer: Printer) -> Iterator[Edit]:
    for expression in chapter.expressions:
        if (entry := numbers.blocks.get((chapter.file, expression.begin))) is not None:
            yield expression.begin, expression.end, printer.block(*entry)
            continue
        try:
            value = evaluate_in(plan, expression.formula)
        except UnknownNumberError:
            yield expression.begin, expression.end, "(nog onbekend)"
            continue
        except FormulaError:
            yield expression.begin, expression.end, "\\[?\\]"  # the check says what is wrong; only --allow-errors prints this
            continue
        if not isinstance(value, Block):
            yield expression.begin, expression.end, markdown.escape(printed(value))


def _register(chapter: Chapter, printer: Printer) -> Iterator[Edit]:
    """A name for every place that the register names."""
    text = chapter.source.text
    for place in printer.register.places.get(chapter.file, ()):
        yield place.begin, place.end, f"[{text[place.begin : place.end]}]{{#{place.anchor}}}"


def _footnotes(chapter: Chapter) -> Iterator[Edit]:
    prefix = re.sub(r"[^a-zA-Z0-9]", "", chapter.anchor)
    for begin, _ in chapter.footnotes:
        yield begin, begin, f"{prefix}-"
