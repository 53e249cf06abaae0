"""The preview in Chromium: a finding stands beside the words that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Page, browser
from conftest import BASE, TODAY, copy_plan

from opc import pipeline

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as found:
        yield found


def shown(plan: Path, folder: Path, chapter: str = "") -> Path:
    """The preview, written to a folder: the page of a chapter, or the first."""
    preview = pipeline.preview(plan, None, today=TODAY, sector=None)
    for name, content in preview.shown(1).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder / preview.homes.get(chapter, "index.html")


@pytest.mark.parametrize(("text", "element"), [
    ("\nDeze zin verwijst naar [](#nergens) en dat kan niet.\n", "P"),
    ("\n- Eerst dit.\n- Daarna het tweede, zie [](#nergens) voor meer.\n", "UL"),
    ("\n## Een kop [](#nergens) erbij {#kop-erbij}\n\nTekst hieronder.\n", "H2"),
])
def test_a_finding_stands_below_its_words(page: Page, tmp_path: Path, text: str, element: str) -> None:
    plan = copy_plan(BASE, tmp_path / "plan")
    chapter = sorted((plan / "hoofdstukken").glob("*.md"))[-1]
    with chapter.open("a", encoding="utf-8") as file:
        file.write(text)
    page.open(shown(plan, tmp_path / "site", f"hoofdstukken/{chapter.name}"))
    found = page.run("[...document.querySelectorAll('main .opc-fout')].map(note => [note.previousElementSibling.tagName, note.textContent])")
    assert [tag for tag, words in found if "nergens" in words] == [element]
    assert page.run("document.querySelector('.opc-paneel summary').textContent").startswith("1 fout")
    assert "nergens" in page.run("document.querySelector('.opc-binnen > :first-child').textContent"), "the worst comes first"
    assert page.violations() == []


def test_what_cannot_be_read_is_said_on_a_page_of_its_own(page: Page, tmp_path: Path) -> None:
    plan = copy_plan(BASE, tmp_path / "plan")
    (plan / "plan.yaml").write_text("titel: [", encoding="utf-8")
    page.open(shown(plan, tmp_path / "site"))
    assert page.run("document.querySelector('.opc-paneel details').open")
    assert "plan.yaml is niet te lezen" in page.run("document.querySelector('.opc-storing:not(.opc-weg)').textContent")
    assert page.violations() == []
