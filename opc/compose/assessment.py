"""The toetsverslag: the outcome of a check as a document of its own, in the house style of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from opc import dutch
from opc.compose import markdown
from opc.compose.attachments import crosswalk
from opc.compose.block import Printer
from opc.model.audience import Audience
from opc.model.checked import Checked
from opc.model.document import Document, Heading
from opc.model.outcome import Status
from opc.model.plan import Plan
from opc.model.requirement import CERTAINTY
from opc.model.view import Part, counted, parts, where, whereabouts
from opc.template import environment

SHORT = "in-het-kort"
"""The anchor of the first chapter."""
_NUMBERED = re.compile(r"\b(hoofdstuk|paragraaf|bijlage|tabel|figuur) (?=\d)", re.I)
_VERDICT = "eis-"
"""What the anchor of an outcome begins with; the requirement's id comes after it."""


def assess(checked: Checked, plan: Plan, document: Document, audience: Audience) -> Document:
    """The toetsverslag of a plan. document: the plan's own, of which it takes the looks; audience: with whose eyes."""
    shown = parts(checked, audience)
    tables = count(1)

    def tabel(kop: tuple[str, ...], rijen: tuple[tuple[str, ...], ...], titel: str) -> str:
        number = next(tables)
        return markdown.table([markdown.escape(cell) for cell in kop], [[markdown.escape(_held(cell)) for cell in row] for row in rijen],
                              anchor=f"tabel-{number}", number=f"Tabel {number}", title=titel)

    template = environment().get_template("report/toetsverslag.md.j2")
    common = {
        "toets": checked, "plan": plan, "tabel": tabel, "tekst": markdown.escape, "melding_tekst": markdown.told, "bevindingen": checked.counts_in_words, "waar": lambda anchor, title: _held(where(anchor, title, audience.quotations)),
        "geteld": counted(shown), "citaten": audience.quotations, "plekken": lambda held: whereabouts(plan, held, audience.quotations), "uitkomsten": tuple(reversed(Status)), "zekerheden": CERTAINTY,
    }
    asked = {verdict.id for part in shown for verdict in part.verdicts}
    chapters = (Part(SHORT, "In het kort", verdicts=tuple(verdict for verdict in checked.verdicts if verdict.id in asked)), *shown)
    texts = tuple(template.render(deel=part, nummer=str(number), kort=part.anchor == SHORT, **common) for number, part in enumerate(chapters, 1))
    headings = tuple(_headings(chapters))
    told = {name.removeprefix(_VERDICT): name for name in (heading.anchor for heading in headings) if name.startswith(_VERDICT)}
    covered = crosswalk(Printer.of(plan, checked.requirements), law=checked.day, status=plan.file.status, document="toetsverslag", here={}, told=told)
    return replace(
        document, title="Toetsverslag", subtitle=f"{plan.file.title}{f', {audience.reader}' if audience.reader else ''}", parts=texts,
        headings=headings, assets={}, watermark="", standing=None, attachments=(covered,), status=plan.file.status, facts=tuple(_facts(checked, plan, counted(shown))),
    )


def _held(words: str) -> str:
    """Words in which the name of a place stays on one line: "paragraaf 7.6"."""
    return _NUMBERED.sub("\\1\u00a0", words)


def _headings(chapters: tuple[Part, ...]) -> Iterator[Heading]:
    for number, part in enumerate(chapters, 1):
        yield Heading(1, str(number), part.title, part.anchor)
        if part.anchor != SHORT:
            titles = [(topic.title, f"{part.anchor}-{at}") for at, topic in enumerate(part.topics, 1)] + [(verdict.title, _VERDICT + verdict.id) for verdict in part.verdicts]
            for at, (title, anchor) in enumerate(titles, 1):
                yield Heading(2, f"{number}.{at}", title, anchor)


def _facts(checked: Checked, plan: Plan, came_out: dict[Status, int]) -> Iterator[tuple[str, str]]:
    file = plan.file
    yield "Plan", file.title
    yield "Van", "\n".join(f"{item.name} ({item.number})" for item in file.organisations.values())
    yield "Looptijd", f"{dutch.long_date(file.period.first)} tot en met {dutch.long_date(file.period.last)}"
    yield "Versie", f"{file.version}, {file.status}"
    yield "Getoetst aan", f"de wet zoals die gold op {dutch.long_date(checked.day)}"
    yield "Uitkomst", dutch.listing(f"{came_out[status]} {status.words}" for status in reversed(Status) if came_out[status])
