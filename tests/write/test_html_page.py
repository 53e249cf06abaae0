"""The website in Chromium: nothing for axe-core to find on any page, and all of it by keyboard, small, large, printed and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Page, browser
from conftest import ROOT, TODAY

from opc import pipeline

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The main sample plan as a website, and as one page beside it."""
    built = pipeline.build(ROOT / "plans/noorderwaard/2026-2030", ["html", "html-single"], tmp_path_factory.mktemp("site"), today=TODAY, sector=None, allow_errors=False)
    return built.files[0].path.parent


def every(site: Path) -> list[Path]:
    return [*sorted(site.glob("*.html")), site.with_suffix(".html")]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])  # 320 is also 1280 at 400 %: WCAG 2.2, success criterion 1.4.10
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, site: Path, width: int, dark: bool) -> None:
    found = every(site)
    assert len(found) > 25
    for path in found:
        page.open(path, width=width, dark=dark)
        assert page.violations() == [], path.name
        assert page.run("document.documentElement.scrollWidth") <= width, path.name


def test_searching_needs_no_server_and_forgives_a_typing_error(page: Page, site: Path) -> None:
    page.open(site / "index.html")
    page.run("document.getElementById('zoek').focus(); 0")
    page.type("overplaatsig")
    found = "new Promise(done => { const look = () => { const links = [...document.querySelectorAll('#gevonden a')]; links.length ? done(links.map(link => link.getAttribute('href'))) : setTimeout(look, 20); }; look(); })"
    assert "toewijzing.html#terugplaatsing" in page.run(found)
    page.press("Tab")
    assert page.run("document.activeElement.closest('#gevonden') !== null"), "the first that was found is the next stop of the keyboard"


def test_the_keyboard_reaches_the_text_first_and_every_reference_when_asked(page: Page, site: Path) -> None:
    page.open(site / "visie.html")
    page.press("Tab")
    assert page.run("document.activeElement.getAttribute('href')") == "#inhoud"
    stops = "[...document.querySelectorAll('.alinea')].filter(button => button.tabIndex === 0).length"
    assert page.run(stops) == 0
    page.run("document.querySelector('.alinea-knop').click(); 0")
    assert page.run(stops) == page.run("document.querySelectorAll('main p[id]').length") > 5


def test_a_reference_says_where_it_points(page: Page, site: Path) -> None:
    page.open(site / "toewijzing.html")
    page.run("window.copied = ''; navigator.clipboard.writeText = async text => { window.copied = text; }; document.querySelector('#terugplaatsing .adres').click(); 0")
    copied = page.run("new Promise(done => setTimeout(() => done(window.copied), 50))")
    assert copied.startswith("Samen naar school in de Noorderwaard")
    assert "paragraaf 7.6" in copied
    assert copied.endswith("toewijzing.html#terugplaatsing")


def test_the_address_of_a_paragraph_that_has_changed_leads_to_its_section(page: Page, site: Path) -> None:
    page.open(site / "toewijzing.html")
    page.run("location.hash = 'terugplaatsing.000000'; 0")
    top = page.run("new Promise(done => setTimeout(() => done(document.getElementById('terugplaatsing').getBoundingClientRect().top), 1500))")
    assert 0 <= top < 300


def test_without_scripts_everything_but_the_search_is_there(page: Page, site: Path) -> None:
    page.open(site / "bekostiging.html", scripts=False, width=390)
    assert page.run("document.querySelector('form.zoek').offsetParent") is None
    assert page.run("[...document.querySelectorAll('main p, main table, nav.inhoud a')].every(element => element.offsetParent !== null)")
    assert page.run("document.querySelectorAll('nav.inhoud a').length") > 20


def test_a_page_prints_without_its_controls(page: Page, site: Path) -> None:
    page.open(site / "visie.html", print_media=True)
    assert page.run("[...document.querySelectorAll('.kop, nav.inhoud, .verder')].every(element => getComputedStyle(element).display === 'none')")
    assert page.pdf().startswith(b"%PDF-")


def test_a_page_asks_nothing_of_other_servers(page: Page, site: Path) -> None:
    for path in every(site):
        page.open(path)
        asked = page.run("performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith('file:') && !name.startsWith('data:'))")
        assert asked == [], path.name
