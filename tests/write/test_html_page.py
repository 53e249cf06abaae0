"""The website in Chromium: nothing for axe-core to find on any page, and all of it by keyboard, small, large, printed and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Page, browser
from conftest import BASE, ROOT, TODAY, copy_plan

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


def clean(page: Page, path: Path, width: int, *, dark: bool) -> None:
    page.open(path, width=width, dark=dark)
    assert page.violations() == [], path.name
    assert page.run("document.documentElement.scrollWidth") <= width, path.name


@pytest.mark.parametrize("profile", ["jaarplan", "monitor", "poster", "factsheet", "publieksversie"])
def test_a_short_version_is_as_clean_and_holds_only_its_own(page: Page, tmp_path: Path, profile: str) -> None:
    built = pipeline.build(ROOT / "plans/noorderwaard/2026-2030", ["html", "html-single"], tmp_path, today=TODAY, sector=None, allow_errors=False,
                           profile=profile, year="2026-2027" if profile == "jaarplan" else None)
    folder = built.files[0].path.parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.html"))
    assert [path.name for path in (folder / "beeld").iterdir() if f"beeld/{path.name}" not in text] == []
    assert not (folder / "stand-van-zaken.html").exists()
    for path in every(folder):
        for width in (1280, 320):
            for dark in (False, True):
                clean(page, path, width, dark=dark)


@pytest.mark.parametrize("style", ["zee", "klei"])
def test_a_house_style_that_comes_along_is_as_clean(page: Page, tmp_path: Path, style: str) -> None:
    plan = copy_plan(BASE, tmp_path / "plan")
    (plan / "huisstijl.yaml").write_text(f"basis: {style}\n", encoding="utf-8")
    for name, content in pipeline.preview(plan, None, today=TODAY, sector=None).files.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_bytes(content)
    for path in sorted((tmp_path / "site").glob("*.html")):
        for dark in (False, True):
            clean(page, path, 1280, dark=dark)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])  # 320 is also 1280 at 400 %: WCAG 2.2, success criterion 1.4.10
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, site: Path, width: int, dark: bool) -> None:
    found = every(site)
    assert len(found) > 25
    for path in found:
        clean(page, path, width, dark=dark)


def test_searching_needs_no_server_and_forgives_a_typing_error(page: Page, site: Path) -> None:
    page.open(site / "index.html")
    page.run("document.getElementById('zoek').focus(); 0")
    page.type("overplaatsig")
    found = "new Promise(done => { const look = () => { const links = [...document.querySelectorAll('#gevonden a')]; links.length ? done(links.map(link => link.getAttribute('href'))) : setTimeout(look, 20); }; look(); })"
    assert "toewijzing.html#terugplaatsing" in page.run(found)
    page.press("Tab")
    assert page.run("document.activeElement.closest('#gevonden') !== null"), "the first that was found is the next stop of the keyboard"


def test_the_search_counts_all_that_it_found(page: Page, site: Path) -> None:
    page.open(site / "index.html")
    page.run("document.getElementById('zoek').focus(); 0")
    page.type("school")
    words = page.run("new Promise(done => { const look = () => { const p = document.querySelector('#gevonden p'); p ? done(p.textContent) : setTimeout(look, 20); }; look(); })")
    assert words.endswith(" plekken, de beste 12 eerst")
    assert int(words.split()[0]) > 12


def test_a_picture_stays_large_enough_on_a_phone_and_opens_whole(page: Page, site: Path) -> None:
    page.open(site / "wie-wij-zijn.html", width=390)
    # as if it were a drawing of the writer's own, of which opc has no narrow one
    page.run("(() => { const image = document.querySelector('figure .schema'); image.closest('picture').replaceWith(image); })()")
    page.run("new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(() => seen(true))))")
    assert page.run("document.querySelector('figure .schema').getBoundingClientRect().width") > 550
    assert page.run("document.querySelector('figure .schuif').tabIndex") == 0
    assert page.run("document.querySelector('.groot a').getAttribute('href')").startswith("beeld/")


def test_a_phone_shows_the_narrow_drawing_whole_and_a_desk_the_wide_one(page: Page, site: Path) -> None:
    shown = "(() => { const image = document.querySelector('#figuur-planning img'); return [image.currentSrc.split('/').pop(), image.offsetWidth <= image.closest('.schuif').clientWidth]; })()"
    page.open(site / "speerpunten.html", width=390)
    assert page.run(shown) == ["figuur-planning.smal.svg", True]
    page.open(site / "speerpunten.html", width=1280)
    assert page.run(shown) == ["figuur-planning.svg", True]


def test_the_names_of_the_rows_stay_when_a_table_of_numbers_slides(page: Page, site: Path) -> None:
    page.open(site / "bekostiging.html", width=390)
    page.run("document.querySelector('#tabel-begroting-po .schuif').scrollLeft = 140")
    left = "(sort) => document.querySelector(`#tabel-begroting-po ${sort}`).getBoundingClientRect().left"
    assert page.run(f"({left})('tbody th') - ({left})('.schuif')") == 0
    assert page.run(f"({left})('tbody td') - ({left})('.schuif')") < 140


def test_the_number_of_an_appendix_is_one_line_above_its_title(page: Page, site: Path) -> None:
    for path in (site / "bijlage-besturen.html", site.with_suffix(".html")):
        page.open(path)
        assert page.run("""[...document.querySelectorAll('main .nummer')].filter(number => /^Bijlage/.test(number.textContent) && number.closest('h1, h2'))
            .map(number => number.offsetHeight / parseFloat(getComputedStyle(number).fontSize)).every((lines, _, all) => all.length && lines < 2)""")


def test_no_number_stands_on_the_mark_of_its_sector(page: Page, site: Path) -> None:
    for width in (1280, 1000, 320):
        page.open(site / "toewijzing.html", width=width)
        assert page.run("""[...document.querySelectorAll('.sector.met-kop')].filter(block => {
            const one = block.querySelector('.sector-naam').getBoundingClientRect(), other = block.querySelector('h2').getBoundingClientRect();
            return one.bottom > other.top + 1; }).length""") == 0
        assert page.run("document.querySelectorAll('.sector.met-kop h2').length") > 0


def test_the_keyboard_reaches_the_text_first_and_every_reference_when_asked(page: Page, site: Path) -> None:
    page.open(site / "visie.html")
    page.press("Tab")
    assert page.run("document.activeElement.getAttribute('href')") == "#inhoud"
    stops = "[...document.querySelectorAll('.alinea')].filter(button => button.tabIndex === 0).length"
    assert page.run(stops) == 0
    page.run("document.querySelector('.alinea-knop').click(); 0")
    assert page.run(stops) == page.run("document.querySelectorAll('main p[id]').length") > 5


def test_the_keyboard_stops_at_what_slides_and_at_nothing_else(page: Page, site: Path) -> None:
    stops = "new Promise(done => setTimeout(() => done([...document.querySelectorAll('.schuif')].filter(box => box.offsetWidth).map(box => [box.tabIndex === 0, box.scrollWidth > box.clientWidth])), 200))"
    for width, some in ((1280, False), (390, True)):
        page.open(site / "bekostiging.html", width=width)
        found = page.run(stops)
        assert found and all(stop == slides for stop, slides in found)
        assert any(stop for stop, _ in found) == some


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
    assert page.run("[...document.querySelectorAll('.kop, nav.inhoud, .verder, .alinea-knop, .groot')].every(element => getComputedStyle(element).display === 'none')")
    assert page.pdf().startswith(b"%PDF-")


def test_a_page_asks_nothing_of_other_servers(page: Page, site: Path) -> None:
    for path in every(site):
        page.open(path)
        asked = page.run("performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith('file:') && !name.startsWith('data:'))")
        assert asked == [], path.name
