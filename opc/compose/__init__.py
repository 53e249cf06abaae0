"""From a plan to the document that every writer gets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from opc import dutch
from opc.compose.attachments import crosswalk, sources
from opc.compose.block import Printer
from opc.compose.chapter import compose_chapter
from opc.compose.register import register
from opc.compose.steps import standing
from opc.model.chapter import Chapter
from opc.model.document import Document, Heading, Priority
from opc.model.evidence import FRONT
from opc.model.letters import printable
from opc.model.plan import Plan
from opc.model.plan_file import Status
from opc.model.requirement import Requirement


def compose(plan: Plan, requirements: Iterable[Requirement], *, root: Path, status: Status, law: date, today: date | None = None, embed_source: bool = False) -> Document:
    """The document of a plan.

    requirements: what the law asks of it, for the leeswijzer. root: the folder from which the plan's paths count.
    status: what the document says it is; concept carries a watermark. law: the day whose law was asked. today: the day on
    which the website says where the plan stands, that of its version when not given. embed_source: the files that the plan is made
    from go along in the PDF.
    """
    folder = root / plan.folder
    chapters = plan.chapters
    bare = Printer.of(plan, requirements)
    numbers, front = bare.numbers, bare.front
    printer = replace(bare, register=register(plan, numbers))
    parts = [f"# Versies en besluiten {{#{FRONT} .ongenummerd}}\n\n{front}\n"] if front.strip() else []
    joined = [False, *(_is_elsewhere(one) and _is_elsewhere(other) for one, other in pairwise(chapters))]
    parts += [compose_chapter(plan, chapter, numbers, printer, joins=joins) for chapter, joins in zip(chapters, joined, strict=False)]
    heading = [Heading(1, "", "Versies en besluiten", FRONT)] if front.strip() else []
    return finished(
        plan, folder, status,
        subtitle=plan.file.subtitle or f"Ondersteuningsplan {plan.file.period}",
        parts=tuple(parts),
        headings=(*heading, *numbers.headings),
        pictures=printer.pictures(),
        standing=standing(plan, numbers, status, today or _day(plan)),
        summary=next((chapter.anchor for chapter in chapters if getattr(chapter.front, "kind", "") == "samenvatting"), ""),
        priorities=tuple(
            Priority(item.id.removeprefix("S"), item.title, item.notice, numbers.priorities.get(item.id, ""))
            for _, items in plan.facts(lambda facts: facts.priorities) for item in items),
        attachments=(crosswalk(printer, law=law, status=status), *(sources(plan) if embed_source else ())),
    )


def finished(plan: Plan, folder: Path, status: Status, **own: Any) -> Document:
    """A document about a plan, with what is the same for the plan itself and for its short versions.

    folder: the plan's, on disk. own: the other fields of the document.
    """
    style, assets = plan.style, plan.assets
    base = plan.place("plan.yaml")
    logo, cover = (assets.get(f"{base}>{path}") if path else None for path in (style.logo, style.cover))
    document = Document(
        title=plan.file.title,
        period=str(plan.file.period),
        version=plan.file.version,
        status=status,
        organisations=tuple((item.name, item.number) for item in plan.file.organisations.values()),
        author=dutch.listing(item.name for item in plan.file.organisations.values()),
        date=_day(plan).isoformat(),
        style=own.pop("style", style),
        assets={asset.path: folder / asset.path for asset in assets.values()},
        facts=_facts(plan, status),
        accessibility=plan.file.accessibility,
        contact=plan.file.imprint.mail,
        watermark="CONCEPT" if status == "concept" else "",
        logo=folder / logo.path if logo else None,
        cover=folder / cover.path if cover else None,
        fonts=folder / style.fonts_folder if style.fonts_folder else None,
        **own,
    )
    # the check says what is wrong; only a concept gets this far with it
    return document if document.fonts else replace(document, **{item.name: _shown(getattr(document, item.name)) for item in fields(document)})


def _shown(value: Any) -> Any:
    """The same with a sign in the place of every character that no letter shows."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, tuple):
        return tuple(map(_shown, value))
    if isinstance(value, Heading):
        return replace(value, title=printable(value.title))
    return value


def _is_elsewhere(chapter: Chapter) -> bool:
    """Whether this is a bijlage of which only a few words stand in the plan."""
    return chapter.appendix is not None and bool(chapter.appendix.external)


def _day(plan: Plan) -> date:
    """The day of this version: the newest of the versions and the adoption; never the clock."""
    days = [version.day for version in plan.decisions.versions]
    return max(days) if days else plan.adopted or plan.file.period.first


def _moved(plan: Plan) -> str:
    """What the period was before the first change of it."""
    before = [(version.day, change.before) for version, change in plan.changes if change.before]
    first = min(before, key=lambda item: item[0])[1] if before else None
    return f" (bij de vaststelling: {dutch.long_date(first.first)} tot en met {dutch.long_date(first.last)})" if first else ""


def _changed(plan: Plan) -> str:
    """When it was changed after its adoption."""
    days = sorted({event.day for version, _ in plan.changes for event in plan.events("vaststelling", change=version.number)})
    return f", gewijzigd op {dutch.listing(map(dutch.long_date, days))}" if days else ""


def _facts(plan: Plan, status: Status) -> tuple[tuple[str, str], ...]:
    """The colofon."""
    file, imprint = plan.file, plan.file.imprint
    pairs = [
        ("Uitgave van", "\n".join(f"{item.name} ({item.number})" for item in file.organisations.values())),
        ("Looptijd", f"{dutch.long_date(file.period.first)} tot en met {dutch.long_date(file.period.last)}{_moved(plan)}"),
        ("Versie", file.version),
        ("Status", f"vastgesteld op {dutch.long_date(plan.adopted)}{_changed(plan)}" if status == "vastgesteld" and plan.adopted else status),
        ("Opdrachtgever", imprint.client),
        ("Auteurs", dutch.listing(imprint.authors)),
        ("Adres", imprint.address),
        ("Telefoon", imprint.phone),
        ("E-mail", imprint.mail),
        ("Website", imprint.site),
        ("Licentie", imprint.licence),
    ]
    return tuple((label, text) for label, text in pairs if text)
