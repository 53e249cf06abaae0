"""The website: whole, with links that arrive, addresses that stay, and nothing asked of other servers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import BASE, TODAY, copy_plan

from opc import pipeline
from opc.compose import compose
from opc.model.colour import contrast
from opc.model.document import Document, Heading, Phase, Priority, Standing, Step
from opc.model.plan_file import Accessibility, HouseStyle, HouseStyleColours
from opc.read.plan import root_of
from opc.write import html, write
from opc.write.html.dark import in_the_dark
from opc.write.html.palette import READABLE, palette
from opc.write.pandoc import Node, nodes, read_tree

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#14505c"/></svg>'
STANDING = Standing(
    "3 april 2026", "Dit plan is vastgesteld.", (Phase("Besluiten", "april 2026", "klaar", ("Vaststelling",)), Phase("Uitvoeren", "augustus 2026", "straks", ("Inwerkingtreding",))),
    (Step("2 april 2026", "Vaststelling", "bestuur", "vastgesteld", document="plan v1.0", address="https://swv.example/plan", done=True), Step("", "Raadpleging", "ouders", "")))
TEXT = """# Voorwoord {#voorwoord .ongenummerd}

Voor u & ons, <niet> "hen".

# [1]{.nummer} Wij {#wij}

Zie [paragraaf 2.1](#geld){.verwijzing} op bladzijde [](#geld){.bladzijde}, en [de site](https://example.org).[^1]

[^1]: Een noot met [een verwijzing](#tabel-geld).

::: {.kader titel="Titel & zo"}
In een kader.
:::

::: {.citaat bron="een ouder"}
Fijn.
:::

::: {.kerncijfers}
- **12** scholen
:::

## [1.1]{.nummer} Hoe {#hoe}

Een alinea die blijft.

1. Eerst
2. Dan [this]{lang=en}

![[Figuur 1]{.nummer} Een vlak](beeld/een%20vlak.svg){#figuur-vlak alt="Een vlak" width=50%}

# [2]{.nummer} Geld {#index}

::: po

## [2.1]{.nummer} Po {#geld}

::: {#tabel-geld .tabel nummer="Tabel 1" titel="Geld" bron="wij" kolommen="tekst,EUR,aantal" totalen="2"}
| Wat | Bedrag | Bladzijde |
|:--|--:|--:|
| Hulp | 1.000 | [](#hoe){.bladzijde} |
| Samen | 1.000 | |
:::
:::

# [Bijlage 1]{.nummer} Los {#los .bijlage}

Klaar.
"""


class Pages(HTMLParser):
    """What a page holds: its words, its ids, its links and what it loads; every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.words = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values["href"])
        self.loads += [values[name] for name in ("src", "href") if name in values and tag != "a"]
        if tag not in ("meta", "link", "img", "br", "hr", "input", "col", "source"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "script" not in self.open and "style" not in self.open:
            self.words += data


def make(folder: Path, markdown: str = TEXT, **changes: Any) -> tuple[Document, Node]:
    picture = folder / "een vlak.svg"
    picture.write_text(SVG)
    document = Document(
        title="Samen & beter", subtitle="Ondersteuningsplan", period="2026-2030", version="1.0", status="vastgesteld", organisations=(("SWV", "PO9901"),),
        author="SWV", date="2026-04-02", parts=(markdown,), headings=(), style=HouseStyle(), assets={"beeld/een vlak.svg": picture},
        facts=(("Adres", "Weg 1"),), standing=STANDING, contact="info@swv.example", logo=picture)
    return replace(document, **changes), read_tree([markdown])


@pytest.fixture
def site(tmp_path: Path) -> dict[str, str]:
    files = html.render(html.lay_out(*make(tmp_path)), {"plan.pdf": b"x" * 1_234_567, "plan.docx": b"x"})
    return {name: content.decode() for name, content in files.items() if name.endswith((".html", ".css", ".js"))}


def pages(site: dict[str, str]) -> dict[str, Pages]:
    return {name: Pages(text) for name, text in site.items() if name.endswith(".html")}


def test_every_chapter_is_a_page_and_no_chapter_takes_the_place_of_the_first(site: dict[str, str]) -> None:
    assert {"index.html", "voorwoord.html", "wij.html", "index-2.html", "los.html", "stand-van-zaken.html", "toegankelijkheid.html"} == {name for name in site if name.endswith(".html")}


def broken(found: dict[str, Pages], others: set[str]) -> Iterator[tuple[str, str]]:
    """Links that arrive nowhere."""
    for name, page in found.items():
        for link in (*page.links, *page.loads):
            parts = urlsplit(urljoin(name, link))
            target = unquote(parts.path) or name
            if parts.scheme or (target in others and not parts.fragment):
                continue
            if target not in found or (parts.fragment and unquote(parts.fragment) not in found[target].ids):
                yield name, link


def test_every_link_arrives(site: dict[str, str], tmp_path: Path) -> None:
    files = set(html.render(html.lay_out(*make(tmp_path)), {"plan.pdf": b"", "plan.docx": b""}))
    found = pages(site)
    assert sum(len(page.links) for page in found.values()) > 50
    assert list(broken(found, files)) == []


def test_names_are_given_once_on_a_page(site: dict[str, str]) -> None:
    for name, page in pages(site).items():
        assert len(page.ids) == len(set(page.ids)), name


def test_nothing_is_loaded_from_elsewhere(site: dict[str, str]) -> None:
    for page in pages(site).values():
        assert not [address for address in page.loads if urlsplit(address).scheme or address.startswith("//")]
    assert not re.search(r"https?:", site["stijl.css"])
    assert not re.search(r"https?:|fetch\(|XMLHttpRequest", site["script.js"])


def test_what_is_for_paper_is_not_on_the_screen(site: dict[str, str]) -> None:
    words = Pages(site["wij.html"]).words
    assert "Zie paragraaf\u00a02.1, en de site" in words
    assert "Bladzijde" not in Pages(site["index-2.html"]).words


def test_a_table_says_what_its_cells_are(site: dict[str, str]) -> None:
    text = site["index-2.html"]
    assert '<th scope="col" class="right">Bedrag</th>' in text
    assert '<th scope="row" class="kort">Hulp</th>' in text
    assert '<tr class="totaal"><th scope="row" class="kort">Samen</th>' in text
    assert "Bron: wij" in text


def test_text_is_not_code(site: dict[str, str]) -> None:
    assert "Voor u &amp; ons, &lt;niet&gt; “hen”." in site["voorwoord.html"]
    assert "<title>Ondersteuningsplan · Samen &amp; beter</title>" in site["index.html"]


def test_a_language_and_a_description_go_along(site: dict[str, str]) -> None:
    assert '<html lang="nl-NL">' in site["wij.html"]
    assert '<span lang="en">this</span>' in site["wij.html"]
    assert '<img src="beeld/een%20vlak.svg" alt="Een vlak" style="width:50%">' in site["wij.html"]


def test_a_drawing_with_words_stays_large_enough_to_be_read(tmp_path: Path) -> None:
    document, tree = make(tmp_path)
    document.source("beeld/een vlak.svg").write_text(SVG.replace("</svg>", "<text>Een</text></svg>"))
    assert 'alt="Een vlak" class="schema"' in html.render_single(html.lay_out(document, tree)).decode()


def test_a_paragraph_keeps_its_address_when_another_is_put_in(tmp_path: Path) -> None:
    def address(markdown: str) -> str:
        text = html.render(html.lay_out(*make(tmp_path, markdown)), {})["wij.html"].decode()
        (found,) = re.findall(r'<p id="([^"]+)">Een alinea die blijft', text)
        return str(found)

    more = TEXT.replace("Een alinea die blijft.", "Een nieuwe alinea.\n\nEen alinea die blijft.")
    assert address(TEXT) == address(more)
    assert address(TEXT).startswith("hoe.")


def test_the_steps_tell_what_is_done_and_what_comes(site: dict[str, str]) -> None:
    page = Pages(site["stand-van-zaken.html"])
    words = " ".join(page.words.split())
    assert words.index("datum nog te bepalen Raadpleging") < words.index("2 april 2026 Vaststelling bestuur vastgesteld Document: plan v1.0")
    assert "Besluiten klaar april 2026 Uitvoeren dit komt nu augustus 2026" in words
    assert "https://swv.example/plan" in page.links
    assert 'href="stand-van-zaken.html"' in site["index.html"].split("<main")[1].split("</main>")[0]


def test_a_sheet_is_one_page_with_what_it_needs_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "ander.svg").write_text(SVG)
    sheet, tree = make(tmp_path, "Vooraf.\n\n# Wat wij doen\n\nDit.\n", look="blad", subtitle="Jaarplan", standing=None, facts=(), logo=None)
    sheet = replace(sheet, assets={**sheet.assets, "beeld/ander.svg": tmp_path / "ander.svg"})
    files = html.render(html.lay_out(sheet, tree), {})
    assert {name for name in files if name.endswith((".html", ".svg"))} == {"index.html", "toegankelijkheid.html"}
    text = files["index.html"].decode()
    assert '<h2 id="wat-wij-doen">' in text
    assert text.count("<h1") == 1
    assert 'href="index.html#wat-wij-doen"' in files["toegankelijkheid.html"].decode()
    assert "Colofon" not in text
    assert '"adres": "index.html#wat-wij-doen"' in files["zoek.js"].decode()


def test_a_chapter_without_a_name_gets_the_address_of_its_title(tmp_path: Path) -> None:
    assert "wat-wij-doen.html" in html.render(html.lay_out(*make(tmp_path, "# Eerst\n\n# Wat wij doen\n\nDit.\n")), {})


def test_the_first_page_offers_what_the_summary_says(tmp_path: Path) -> None:
    text = "# [1]{.nummer} Kort {#kort}\n\nWie dit leest.\n\n::: kerncijfers\n- **12** scholen\n:::\n\n::: ingangen\n- **Ouder.** Lees [dit](#geld).\n:::\n\n# [2]{.nummer} Geld {#geld}\n\nEuro.\n"
    site = html.lay_out(*make(tmp_path, text, summary="kort", headings=(Heading(1, "2", "Geld", "geld"),), priorities=(Priority("1", "Een basis", "Elke school.", "geld"),)))
    main = html.render(site, {})["index.html"].decode().split("<main")[1]
    words = [main.index(part) for part in ("Wie dit leest.", 'class="ingangen"', '<a href="geld.html#geld">Geld</a>', '<a href="geld.html#geld">Een basis</a>', "Elke school.", "<strong>12</strong>")]
    assert words == sorted(words)


def test_the_statement_on_accessibility_says_what_is_known_and_nothing_else(tmp_path: Path) -> None:
    def said(**given: Any) -> str:
        about = Accessibility.model_validate(given)
        return " ".join(Pages(html.render(html.lay_out(*make(tmp_path, accessibility=about)), {})["toegankelijkheid.html"].decode()).words.split())

    nothing = said()
    assert "Dat is nog niet vastgesteld." in nothing
    assert "Er zijn geen tekortkomingen opgegeven. Dat betekent niet dat ze er niet zijn." in nothing
    assert "Niet tevreden" not in nothing
    told = said(status="gedeeltelijk", datum="2026-05-11", onderzoek="Onderzocht door X.", tekortkomingen=["De kaart."], reactie_binnen="10 werkdagen", klacht="de klachtencommissie")
    for words in ("Gedeeltelijk.", "11 mei 2026", "Onderzocht door X.", "De kaart.", "binnen 10 werkdagen", "bij de klachtencommissie."):
        assert words in told
    assert "niet opgegeven" not in told


def test_what_the_search_shows_has_spaces_between_the_items_of_a_list(tmp_path: Path) -> None:
    files = html.render(html.lay_out(*make(tmp_path, "# A {#a}\n\n- hoorrecht 6.3\n- indicator\n\n> citaat\n")), {})
    assert '"tekst": "hoorrecht 6.3 indicator citaat"' in files["zoek.js"].decode()


def test_a_table_of_words_stands_below_each_other_on_a_phone_and_stays_a_table(tmp_path: Path) -> None:
    text = "# A {#a}\n\n::: {.tabel kolommen=\"tekst,tekst,tekst\"}\n| Wie | Wat | Wanneer |\n|:--|:--|:--|\n| Bestuur | besluit | mei |\n:::\n"
    page = html.render(html.lay_out(*make(tmp_path, text)), {})["a.html"].decode()
    assert '<tr role="row"><td role="cell" class="kort">Bestuur</td><td role="cell" data-kop="Wat" class="kort">besluit</td>' in page
    assert 'class="tabel stapel"' in page


@pytest.mark.parametrize(("units", "stacks"), [("tekst,tekst,tekst,EUR", True), ("tekst,tekst,EUR,EUR", False), ("tekst,EUR,EUR,EUR", False), ("tekst,tekst,tekst,tekst,tekst,EUR,EUR", True),
                                               ("tekst,tekst,tekst,EUR,EUR,EUR", False), ("tekst,tekst,tekst,EUR,EUR,EUR,EUR", True)])
def test_a_table_of_mostly_words_stands_below_itself_and_one_of_numbers_slides(units: str, stacks: bool, tmp_path: Path) -> None:
    columns = len(units.split(","))
    text = f"# A {{#a}}\n\n::: {{.tabel kolommen=\"{units}\"}}\n{'| x ' * columns}|\n{'|---' * columns}|\n{'| 1 ' * columns}|\n:::\n"
    page = html.render(html.lay_out(*make(tmp_path, text)), {})["a.html"].decode()
    assert ('class="tabel stapel' in page) == stacks
    assert ('<th scope="row" role="rowheader"' in page) == stacks


@pytest.mark.parametrize(("head", "coded"), [("Nr", True), ("Versie", False)])
def test_a_number_and_what_it_numbers_are_one_line_on_a_phone(head: str, coded: bool, tmp_path: Path) -> None:
    page = html.render(html.lay_out(*make(tmp_path, f"# A {{#a}}\n\n::: {{.tabel kolommen=\"tekst,tekst,tekst\"}}\n| {head} | Actie | Wie |\n|---|---|---|\n| A1 | Hulp | school |\n:::\n")), {})["a.html"].decode()
    assert ('class="tabel stapel genummerd"' in page) == coded


def test_days_and_references_stay_on_one_line(tmp_path: Path) -> None:
    text = "# [1]{.nummer} A {#a}\n\nZie [paragraaf 1.2](#a) en [de kop van het stuk](#a).\n\n| Dag | Wat |\n|---|---|\n| 30 september 2026 | een besluit over het plan |\n"
    page = html.render(html.lay_out(*make(tmp_path, text)), {})["a.html"].decode()
    assert ">paragraaf\u00a01.2</a>" in page and ">de kop van het stuk</a>" in page
    assert re.search(r'<td[^>]*class="kort">30 september 2026</td>', page)


def test_the_landmarks_of_a_page_have_names_of_their_own(site: dict[str, str]) -> None:
    for name, text in site.items():
        found = re.findall(r'role="region" aria-label="([^"]+)"', text)
        assert len(found) == len(set(found)), name


@pytest.mark.parametrize("ground", ["#ffffff", "#eaf2f1"])
def test_a_drawing_can_be_read_in_the_dark_wherever_it_could_in_the_light(ground: str) -> None:
    drawing = b'<svg viewBox="0 0 1 1"><rect fill="%s"/><path fill="#14505c"/><g style="stroke: #b8521a; fill: #1d2428"/></svg>' % ground.encode()
    turned = in_the_dark(drawing).decode()
    colours = re.findall(r":(#[0-9a-f]{6})!important", turned)
    assert len(colours) == 4
    assert '[style*="stroke: #b8521a"]{stroke:' in turned
    dark = re.search(rf'\[fill="{ground}"\]{{fill:(#[0-9a-f]{{6}})', turned)
    assert dark
    assert min(contrast(dark.group(1), colour) for colour in colours if colour != dark.group(1)) > 4
    assert contrast(dark.group(1), "#12181b") < 1.4


def test_downloads_tell_their_size(site: dict[str, str]) -> None:
    assert "1,2\u00a0MB" in site["index.html"]


def test_one_page_holds_everything(tmp_path: Path) -> None:
    page = Pages(html.render_single(html.lay_out(*make(tmp_path))).decode())
    assert [address for address in page.loads if not address.startswith("data:")] == []
    assert list(broken({"": page}, set())) == []
    assert len(page.ids) == len(set(page.ids))
    for words in ("Voor u & ons", "Een noot met een verwijzing", "Klaar.", "1.000", "een ouder"):
        assert words in page.words


@pytest.mark.parametrize("primary", ["#14505c", "#ffee00", "#000000", "#c00000", "#7f7f7f"])
def test_colours_can_be_read_in_the_light_and_in_the_dark(primary: str) -> None:
    style = HouseStyle().model_copy(update={"colours": HouseStyleColours().model_copy(update={"primary": primary})})
    for colours in palette(style).values():
        for name in ("ink", "primary", "accent", "quiet"):
            assert contrast(colours[name], colours["soft"]) >= READABLE, name
            assert contrast(colours[name], colours["paper"]) >= READABLE, name


def test_a_website_is_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    (folder / "weg.html").parent.mkdir()
    (folder / "weg.html").write_text("van vroeger")
    (written,) = write(make(tmp_path)[0], ["html-single"], tmp_path, "plan")
    assert written.path == tmp_path / "plan.html"
    assert (folder / "weg.html").exists()
    (written,) = write(make(tmp_path)[0], ["html"], tmp_path, "plan")
    assert written.path == folder / "index.html"
    assert not (folder / "weg.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["een vlak.svg", "plan", "plan.html"]


def test_a_plan_as_a_website_has_all_its_words(tmp_path: Path) -> None:
    copy_plan(BASE, tmp_path / "plan")
    built = pipeline.build(tmp_path / "plan", ["html"], tmp_path, today=TODAY, sector=None, allow_errors=True)
    folder = built.files[0].path.parent
    found = {path.name: Pages(path.read_text(encoding="utf-8")) for path in folder.glob("*.html")}
    assert list(broken(found, {path.relative_to(folder).as_posix() for path in folder.rglob("*")})) == []
    assert (folder / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert built.checked
    assert built.checked.plan
    printed = "".join("".join(page.words for page in found.values()).split())
    document = compose(built.checked.plan, built.checked.requirements, root=root_of(tmp_path / "plan"), status="concept", law=TODAY)
    words = [node["c"] for node in nodes(read_tree(document.parts)["blocks"]) if node["t"] == "Str"]
    assert len(words) > 1000
    assert [word for word in words if "".join(word.split()) not in printed] == []


def test_columns_on_a_screen_are_shared_out_as_on_paper_and_alike_in_tables_alike(tmp_path: Path) -> None:
    def table(name: str, words: str) -> str:
        return f'::: {{.tabel #{name} titel="Stappen"}}\n| Stap | Wie | Uitkomst | Stuk |\n|---|---|---|---|\n| Overleg | {words} | goed | ontvangstbevestiging |\n:::\n'

    text = "# A {#a}\n\n" + table("een", ", ".join(["raad, bestuur en ouders"] * 9)) + "\n" + table("twee", "raad")
    made = html.render(html.lay_out(*make(tmp_path, text)), {})["a.html"].decode()
    assert "ontvangst\u00adbevestiging" not in made  # its column has room
    first, second = re.findall(r"<colgroup>(.*?)</colgroup>", made)
    shares = [float(share) for share in re.findall(r"--deel: ([\d.]+)%", first)]
    assert first == second
    assert sum(shares) == pytest.approx(100, abs=0.3)
    assert shares[1] == max(shares)


def test_a_sheet_needs_no_contents_beside_it_and_has_no_empty_ones(tmp_path: Path) -> None:
    document, tree = make(tmp_path, "Een woord vooraf.\n\n::: tegels\n::: tegel\n# [1]{.nummer} Samen\n:::\n:::\n", look="poster")
    single = html.render_single(html.lay_out(document, tree)).decode()
    assert '<body class="enkel los"' in single and "<nav" not in single
    assert '<nav class="inhoud"' in html.render_single(html.lay_out(*make(tmp_path))).decode()


def test_whoever_wants_to_ask_something_can_click_or_call(tmp_path: Path) -> None:
    facts = (("Adres", "Weg 1\nDorp"), ("Telefoon", "(0999) 12 34-56"), ("E-mail", "info@swv.example"), ("Website", "www.swv.example"))
    for page in (html.render(html.lay_out(*make(tmp_path, facts=facts)), {})["index.html"], html.render_single(html.lay_out(*make(tmp_path, facts=facts)))):
        assert all(part in page.decode() for part in ('"tel:0999123456"', '"mailto:info@swv.example"', '"https://www.swv.example"', "<dd>Weg 1, Dorp</dd>"))
