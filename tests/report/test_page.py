"""The page for reviewers, in Chromium: without a violation in the eyes of axe-core, and working by keyboard and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Page, browser
from conftest import ROOT, check
from test_forms import damaged, made

from opc.report.many import JOINERS, Row

pytestmark = pytest.mark.slow
READERS = (None, "opr", "gemeente", "toezicht")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    texts = {f"{reader}": made(check(ROOT / "plans/noorderwaard/2026-2030"), "html", reader) for reader in READERS}  # type: ignore[arg-type]
    texts["damaged"] = made(check(damaged(folder / "plan")), "html")
    rows = [Row("plans/een", (2, 1, 0), 1, title="Samen naar school (2026-2030)", outcomes=(1, 20, 7, 0, 2)), Row("plans/twee", (0, 0, 0), problem="plan.yaml is niet te lezen")]
    texts["several"] = JOINERS["html"]([("plans/een", "")], rows)
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("name", ["None", "opr", "gemeente", "toezicht", "damaged", "several"])
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, pages: dict[str, Path], name: str, width: int, dark: bool) -> None:
    page.open(pages[name], width=width, dark=dark)
    assert page.violations() == []
    assert page.run("document.documentElement.scrollWidth") <= width


def test_the_reader_can_choose_by_outcome_and_by_word(page: Page, pages: dict[str, Path]) -> None:
    shown = "Array.from(document.querySelectorAll('.kaart')).filter(card => card.offsetParent !== null).length"
    page.open(pages["damaged"])
    everything = page.run(shown)
    page.run("document.getElementById('zeef-uitkomst').focus(); document.getElementById('zeef-uitkomst').value = 'niet-in-orde'; document.getElementById('zeef').dispatchEvent(new Event('input')); 0")
    assert page.run(shown) == 1
    assert page.run("document.getElementById('zeef-telling').textContent").startswith(f"1 van {everything} eisen")
    page.run("document.querySelector('#zeef button').click(); new Promise(done => setTimeout(() => done(0), 50))")
    assert page.run(shown) == everything
    page.run("document.getElementById('zeef-tekst').focus(); 0")
    page.type("burgemeester")
    assert 0 < page.run(shown) < everything


def test_without_scripts_everything_shows(page: Page, pages: dict[str, Path]) -> None:
    page.open(pages["None"], scripts=False)
    visible = page.run("Array.from(document.querySelectorAll('.kaart, .citaat, .meldingen li')).every(element => element.offsetParent !== null)")
    assert visible is True
    assert page.run("document.getElementById('zeef').offsetParent") is None


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Page, pages: dict[str, Path]) -> None:
    page.open(pages["None"])
    page.press("Tab")
    assert page.run("document.activeElement.getAttribute('href')") == "#inhoud"


def test_the_page_prints_without_its_controls(page: Page, pages: dict[str, Path]) -> None:
    page.open(pages["None"], print_media=True)
    assert page.run("getComputedStyle(document.getElementById('zeef')).display") == "none"
    assert page.pdf().startswith(b"%PDF-")
