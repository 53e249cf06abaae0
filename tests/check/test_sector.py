"""One sector of a plan for both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import BASE, ROOT, check

from opc.model.chapter import Chapter
from opc.model.plan import Plan
from opc.model.record import Sector
from opc.model.selection import for_sector
from opc.model.value import evaluate_in, printed

SAMPLE = ROOT / "plans/noorderwaard/2026-2030"


def _plan(folder: Path = BASE) -> Plan:
    plan = check(folder).plan
    assert plan
    return plan


def _items(plan: Plan) -> Iterator[tuple[str, ...]]:
    for chapter in plan.chapters:
        front = chapter.front
        yield front.sectors
        for items in (front.support, front.provisions, front.streams, front.councils, front.bodies, front.risks):
            yield from (item.sectors for item in items)
    for event in plan.decisions.events:
        yield event.sectors


@pytest.mark.parametrize("sector", ["po", "vo"])
@pytest.mark.parametrize("folder", [BASE, SAMPLE], ids=["base", "sample"])
def test_what_is_for_the_other_sector_only_is_gone(folder: Path, sector: Sector) -> None:
    plan = for_sector(_plan(folder), sector)
    assert plan.sectors == (sector,)
    assert set(plan.file.organisations) == {sector}
    assert all(not sectors or sector in sectors for sectors in _items(plan))
    assert all(set(chapter.front.growth) <= {sector} for chapter in plan.chapters)


def _text_of(chapter: Chapter, name: str) -> str:
    return "".join(chapter.prose[div.open_end : div.close_begin] for div in chapter.divs if div.name == name)


@pytest.mark.parametrize(("sector", "other"), [("po", "vo"), ("vo", "po")])
def test_the_text_of_the_other_sector_is_no_text(sector: Sector, other: str) -> None:
    whole = {chapter.anchor: chapter for chapter in _plan(SAMPLE).chapters}
    for after in for_sector(_plan(SAMPLE), sector).chapters:
        before = whole[after.anchor]
        assert not _text_of(after, other).strip()
        assert _text_of(after, sector) == _text_of(before, sector)
        assert len(after.prose) == len(before.prose)


@pytest.mark.parametrize(("sectors", "said"), [(("po", "vo"), "beide raden van 78"), (("po",), "de raad van 63"), (("vo",), "de raad van 15")])
def test_a_sentence_says_what_is_so_in_its_own_edition(sectors: tuple[Sector, ...], said: str) -> None:
    whole = _plan(SAMPLE)
    plan = whole if len(sectors) > 1 else for_sector(whole, sectors[0])
    words = evaluate_in(plan, 'samen("beide raden", "de raad")'), evaluate_in(plan, 'samen(aantal("scholen"), po=aantal("scholen-po"), vo=aantal("scholen-vo"))')
    assert " van ".join(map(printed, words)) == said
    assert printed(evaluate_in(plan, 'samen(", samen")')) == (", samen" if len(sectors) > 1 else "")


@pytest.mark.parametrize("sector", ["po", "vo"])
def test_neighbours_of_the_other_sector_stay(sector: Sector) -> None:
    assert [item.name for item in for_sector(_plan(), sector).file.neighbours] == ["SWV PO Strandland", "SWV VO Strandland"]


@pytest.mark.parametrize("sector", ["po", "vo"])
def test_a_place_keeps_its_line(sector: Sector) -> None:
    whole = {section.anchor: section.span for chapter in _plan(SAMPLE).chapters for section in chapter.sections}
    for chapter in for_sector(_plan(SAMPLE), sector).chapters:
        assert all(whole[section.anchor] == section.span for section in chapter.sections)


@pytest.mark.parametrize("sector", ["po", "vo"])
def test_a_reference_to_the_other_sector_is_no_mistake(sector: Sector) -> None:
    assert not [finding for finding in check(SAMPLE, sector=sector).findings if finding.rule == "huis-verwijzing"]


@pytest.mark.parametrize(("sector", "asked"), [("po", 32), ("vo", 35)])
def test_an_edition_is_asked_only_what_concerns_it(sector: Sector, asked: int) -> None:
    checked = check(BASE, sector=sector)
    assert all(not requirement.sectors or sector in requirement.sectors for requirement in checked.requirements)
    assert len(checked.asked) == asked
