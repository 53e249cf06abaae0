from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import page
import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import elements, words

from opc.error import OpcError
from opc.model.document import Document, Heading
from opc.model.plan_file import HouseStyle, HouseStyleColours
from opc.write import pdf
from opc.write.columns import broad, cells, family, lay_out, text_width
from opc.write.fonts import house_fonts
from opc.write.pandoc import Node, nodes, read_tree, text_of
from opc.write.pdf.body import Body

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#14505c"/></svg>'

SCHOOLS = "\n".join(f"| {number} | Basisschool {number}a | Oudemeer | {100 + number} |" for number in range(1, 151))

TEXT = f"""
# Voorwoord {{#voorwoord .ongenummerd}}

Een "woord" vooraf met een [English phrase]{{lang=en}} en het woord samenwerkingsverband.

::: {{.citaat bron="moeder van Sem"}}
Ik hoefde mijn verhaal maar één keer te vertellen.
:::

# [1]{{.nummer}} Zo is het geregeld {{#geregeld}}

Zie [paragraaf 1.1](#basis){{.verwijzing}} op bladzijde [](#basis){{.bladzijde}}, [tabel 3](#tabel-lang){{.verwijzing}} en [de site](https://swv.example/a_b?c=d&e=1).[^1]

[^1]: Een noot met *nadruk*.

::: {{.kanttekening}}
Kijk ook verderop.
:::

Naast deze alinea staat een kanttekening.

::: {{.kerncijfers}}
- **14** besturen
- **78** scholen
:::

## [1.1]{{.nummer}} De basis op elke school {{#basis}}

::: po
Voor het basisonderwijs.

::: {{#tabel-liggend .tabel nummer="Tabel 1" titel="Een brede tabel" kolommen="tekst,EUR,EUR,EUR" liggend="ja"}}
| Regel | 2026 | 2027 | 2028 |
|---|---|---|---|
| Baten | 1.000 | 2.000 | 3.000 |
:::

Na de tabel.
:::

::: vo
Voor het voortgezet onderwijs.
:::

### Een tussenkop

::: {{#tabel-geld .tabel nummer="Tabel 2" titel="Wat het kost" bron="eigen begroting" kolommen="tekst,EUR,%" totalen="3"}}
| Regel | Bedrag | Aandeel |
|---|---|---|
| - een streep vooraan | −1.000 | 1,5 |
| 1. een nummer vooraan | 2.000 | = 2 |
| Totaal | **1.000** | 100 |
:::

![[Figuur 1]{{.nummer}} Een vlak](beeld/vlak.svg){{#figuur-vlak alt="Een groen vlak van drie bij één." width=50%}}

::: {{.kader titel="Wat is 'zorgplicht'?"}}
1. Eerst dit.
2. Dan dat.
   - en ook dit
:::

::: {{.voorbeeld titel="Yasmin"}}
Yasmin kent de weg.
:::

# [Bijlage 1]{{.nummer}} Alle scholen {{#bijlage-scholen .bijlage}}

::: {{#tabel-lang .tabel nummer="Tabel 3" titel="Alle scholen" bron="DUO" kolommen="aantal,tekst,tekst,leerlingen" totalen="151"}}
| Nr | School | Plaats | Leerlingen |
|---|---|---|---|
{SCHOOLS}
| | Totaal | | 26.325 |
:::

# [Bijlage 2]{{.nummer}} Begrippen {{#bijlage-begrippen .bijlage}}

::: {{.tabel nummer="Tabel 4" titel="Begrippen" kolommen="tekst,tekst"}}
::: {{.begrippen}}
| Begrip | Betekenis |
|---|---|
| tlv | toelaatbaarheidsverklaring |
:::
:::
"""


def make(markdown: str, folder: Path, **changes: Any) -> tuple[Document, Node]:
    tree = read_tree([markdown])
    picture = folder / "vlak.svg"
    picture.write_text(SVG)
    headings = tuple(Heading(node["c"][0], "", text_of(node["c"][2]), node["c"][1][0]) for node in nodes(tree["blocks"]) if node["t"] == "Header")
    document = Document(
        title="Samen naar school", subtitle="Ondersteuningsplan", period="2026-2030", version="1.0", status="vastgesteld",
        organisations=(("SWV PO Noorderwaard", "PO9901"), ("SWV VO Noorderwaard", "VO9901")), author="SWV Noorderwaard", date="2026-04-02",
        parts=(markdown,), headings=headings, style=HouseStyle(), assets={"beeld/vlak.svg": picture},
        facts=(("E-mail", "info@swv.example"), ("Website", "www.swv.example")), logo=picture)
    return replace(document, **changes), tree


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return pdf.render(*make(TEXT, tmp_path_factory.mktemp("rich"), watermark="CONCEPT"))


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Without a watermark, whose letters would stand between the words."""
    return pdf.render(*make(TEXT, tmp_path_factory.mktemp("bare")))


@pytest.fixture
def opened(rich: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(rich)) as file:
        yield file


def page_of(opened: pikepdf.Pdf, destination: Any) -> int:
    """On which page, from 0, a bookmark lands."""
    return [sheet.objgen for sheet in opened.pages].index(destination[0].objgen)


def failures(content: bytes, path: Path) -> list[str]:
    path.write_bytes(content)
    found = []
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        # a known false alarm: a compressed stream that ends in a carriage return; qpdf finds nothing wrong with it
        found += [f"{failure.rule_id}: {failure.message}" for failure in page.validate_pdf(str(path), profile=profile).failures
                  if not failure.rule_id.endswith("STREAM-LENGTH-001")]
    return found


def printed(content: bytes, path: Path) -> str:
    path.write_bytes(content)
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()


def test_one_file_is_both_pdf_ua_and_pdf_a(rich: bytes, tmp_path: Path) -> None:
    assert failures(rich, tmp_path / "plan.pdf") == []


def test_the_smallest_document_conforms_too(tmp_path: Path) -> None:
    document, tree = make("# Kop {#kop}\n\nTekst.\n", tmp_path, logo=None, facts=(), headings=(), subtitle="", organisations=(), version="", status="")
    assert failures(pdf.render(document, tree), tmp_path / "plan.pdf") == []


def test_a_cover_image_and_other_colours_conform(tmp_path: Path) -> None:
    style = HouseStyle(colours=HouseStyleColours(primary="#5b2a86", accent="#0b6e4f"), size=11)
    document, tree = make("# Kop {#kop}\n\nTekst.\n", tmp_path, style=style)
    assert failures(pdf.render(replace(document, cover=document.logo), tree), tmp_path / "plan.pdf") == []


def test_two_renderings_have_the_same_bytes(rich: bytes, tmp_path: Path) -> None:
    assert pdf.render(*make(TEXT, tmp_path, watermark="CONCEPT")) == rich


def test_rendering_leaves_the_tree_as_it_was(tmp_path: Path) -> None:
    document, tree = make(TEXT, tmp_path)
    before = repr(tree)
    pdf.render(document, tree)
    assert repr(tree) == before


def test_title_language_and_day_are_the_documents(opened: pikepdf.Pdf) -> None:
    assert opened.docinfo["/Title"] == "Samen naar school"
    assert opened.Root.Lang == "nl-NL"
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    assert str(opened.docinfo["/CreationDate"]).startswith("D:20260402")


def test_bookmarks_are_the_headings_with_the_texts_own_numbers(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        chapters = [item.title.strip() for item in outline.root]
        below = [item.title.strip() for item in outline.root[3].children]
    assert chapters == ["Inhoud", "Colofon", "Voorwoord", "1 Zo is het geregeld", "Bijlage 1 Alle scholen", "Bijlage 2 Begrippen"]
    assert below == ["1.1 De basis op elke school"]


def test_every_table_has_header_cells_and_a_caption(opened: pikepdf.Pdf) -> None:
    tables = [element for element in elements(opened.Root.StructTreeRoot) if element.S == "/Table"]
    found = [Counter(str(element.S) for element in elements(table)) for table in tables]
    assert [kinds["/TH"] for kinds in found] == [4, 3, 4, 2]
    assert all(kinds["/Caption"] == 1 and kinds["/THead"] == 1 for kinds in found)


def test_alternative_texts_are_kept(opened: pikepdf.Pdf) -> None:
    alternatives = [str(element.Alt) for element in elements(opened.Root.StructTreeRoot) if "/Alt" in element]
    assert "Een groen vlak van drie bij één." in alternatives
    assert len(alternatives) == 2  # and the logo


def test_decoration_is_no_content(tmp_path: Path) -> None:
    content = pdf.render(*make("# A {#a}\n\n![](beeld/vlak.svg){.sier}\n\n::: po\n![](beeld/vlak.svg){.sier width=30%}\n:::\n\nTekst ![](beeld/vlak.svg){.sier width=8pt} verder.\n", tmp_path))
    assert failures(content, tmp_path / "sier.pdf") == []
    with pikepdf.open(BytesIO(content)) as opened:
        assert [str(node["/Alt"]) for node in elements(opened.Root["/StructTreeRoot"]) if node.get("/S") == "/Figure"] == ["Logo van SWV Noorderwaard"]


def test_the_table_of_contents_notes_and_lists_are_tagged(opened: pikepdf.Pdf) -> None:
    kinds = Counter(str(element.S) for element in elements(opened.Root.StructTreeRoot))
    assert kinds["/TOCI"] == 5
    assert kinds["/Note"] == 1
    assert kinds["/BlockQuote"] == 1
    assert kinds["/LI"] == 3
    assert kinds["/H1"] == 6


def test_a_language_in_the_text_is_kept(opened: pikepdf.Pdf) -> None:
    contents = b"".join(sheet.Contents.read_bytes() for sheet in opened.pages)
    assert contents.count(b"/Lang(en)") == 1


def test_a_watermark_lies_on_every_page_and_is_no_content(bare: bytes, opened: pikepdf.Pdf) -> None:
    with pikepdf.open(BytesIO(bare)) as other:
        assert [str(element.S) for element in elements(other.Root.StructTreeRoot)] == [
            str(element.S) for element in elements(opened.Root.StructTreeRoot)]
        for marked, plain in zip(opened.pages, other.pages, strict=True):
            assert marked.Contents.read_bytes() != plain.Contents.read_bytes()


def test_a_bijlage_that_goes_on_stands_under_the_one_before_it(tmp_path: Path) -> None:
    bijlagen = "".join(f"# [Bijlage {number}]{{.nummer}} {title} {{#{title} .bijlage{kind}}}\n\nTekst.\n\n" for number, title, kind in (
        (1, "Eén", ""), (2, "Twee", " .vervolg"), (3, "Drie", "")))
    content = pdf.render(*make(bijlagen, tmp_path))
    with pikepdf.open(BytesIO(content)) as opened, opened.open_outline() as outline:
        first, second, third = (page_of(opened, item.destination) for item in outline.root[-3:])
    assert first == second < third
    assert failures(content, tmp_path / "plan.pdf") == []


@pytest.mark.parametrize(("entries", "ahead"), [(12, 2), (60, 3)])
def test_short_contents_stand_above_the_colofon_and_long_ones_on_a_page(entries: int, ahead: int, tmp_path: Path) -> None:
    text = "# [1]{.nummer} A {#a}\n\n" + "".join(f"## [1.{number}]{{.nummer}} Kop {{#kop-{number}}}\n\nTekst.\n\n" for number in range(1, entries))
    content = pdf.render(*make(text, tmp_path))
    with pikepdf.open(BytesIO(content)) as opened, opened.open_outline() as outline:
        first = next(item for item in outline.root if item.title.strip() == "1 A")
        assert page_of(opened, first.destination) == ahead
    assert failures(content, tmp_path / "plan.pdf") == []


def test_pages_counts(rich: bytes, opened: pikepdf.Pdf) -> None:
    assert pdf.pages(rich) == len(opened.pages)


def test_chapters_follow_on_each_other_when_the_house_wants_it(tmp_path: Path) -> None:
    short = "".join(f"# [{number}]{{.nummer}} Kort {number} {{#kort-{number}}}\n\nEen zin.\n\n" for number in range(1, 5))
    apart, together = (pdf.render(*make(short, tmp_path, style=HouseStyle(new_page=new_page))) for new_page in (True, False))
    assert (pdf.pages(apart), pdf.pages(together)) == (6, 3)  # the cover, the contents with the colofon, and what follows on one page
    assert not failures(together, tmp_path / "together.pdf")


def test_a_landscape_table_gets_a_page_of_its_own_even_in_a_sector_block(opened: pikepdf.Pdf) -> None:
    assert [sheet.MediaBox[2] > sheet.MediaBox[3] for sheet in opened.pages].count(True) == 1


def test_a_heading_that_opens_a_sector_block_keeps_its_number_and_anchor(tmp_path: Path) -> None:
    markdown = "# [1]{.nummer} A {#a}\n\nOp bladzijde [](#b){.bladzijde}.\n\n::: vo\n## [1.1]{.nummer} B {#b}\n\nTekst.\n:::\n"
    content = pdf.render(*make(markdown, tmp_path))
    with pikepdf.open(BytesIO(content)) as opened, opened.open_outline() as outline:
        assert [item.title for item in outline.root[-1].children] == ["1.1 B"]
    assert failures(content, tmp_path / "plan.pdf") == []


@pytest.mark.parametrize("inside", ["- een lijst", "> een citaat", "![x](beeld/vlak.svg){alt=y}", "::: {.kader titel=T}\nTekst.\n:::", "### Kop\n\nTekst."])
def test_a_sector_block_may_begin_with_anything(inside: str, tmp_path: Path) -> None:
    markdown = f"# A {{#a}}\n\n## B {{#b}}\n\n::: po\n{inside}\n:::\n"
    assert failures(pdf.render(*make(markdown, tmp_path)), tmp_path / "plan.pdf") == []


@pytest.mark.parametrize("heading", ["##", "## {#b}", "## ![](beeld/vlak.svg){alt=y}", "> ##", "## &nbsp;"])
def test_a_heading_without_words_does_no_harm(heading: str, tmp_path: Path) -> None:
    content = pdf.render(*make(f"# A {{#a}}\n\n{heading}\n\nTekst.\n", tmp_path))
    assert failures(content, tmp_path / "plan.pdf") == []
    assert "(kop zonder woorden)" in words(tmp_path / "plan.pdf")


@pytest.mark.parametrize(("markdown", "message"), [
    ("# A {#a}\n\n[x](#weg)\n", "het document verwijst naar iets dat er niet is"),
    ("# A {#a}\n\nOp bladzijde [](#weg){.bladzijde}.\n", "het document verwijst naar iets dat er niet is"),
    ("# A {#a}\n\n漢\n", "het teken 漢 staat in geen van de lettertypen"),
    ("# A {#a}\n\n![](beeld/vlak.svg)\n", "een afbeelding heeft geen tekstalternatief"),
    ("# A {#a}\n\n![x](beeld/weg.svg){alt=y}\n", "de afbeelding beeld/weg.svg is niet gevonden"),
    ("# A {#a}\n\n### B\n", "de koppen slaan een niveau over"),
])
def test_what_typst_refuses_is_said_in_dutch(markdown: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(OpcError, match=re.escape(message)) as raised:
        pdf.render(*make(markdown, tmp_path))
    assert "/tmp" not in raised.value.hint
    assert "opc-" not in raised.value.hint


def test_a_broken_image_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "kapot.png"
    broken.write_bytes(b"geen png")
    document, tree = make("# A {#a}\n\n![x](beeld/k.png){alt=y}\n", tmp_path, assets={"beeld/k.png": broken})
    with pytest.raises(OpcError, match=r"kapot\.png kan niet worden gelezen"):
        pdf.render(document, tree)


@pytest.mark.parametrize("field", ["font", "heading_font"])
def test_a_missing_font_stops_the_build(field: str, tmp_path: Path) -> None:
    with pytest.raises(OpcError, match="het lettertype Fira Sans is niet gevonden"):
        pdf.render(*make("# A {#a}\n\nTekst.\n", tmp_path, style=HouseStyle(**{field: "Fira Sans"})))


def test_what_goes_to_the_printer_has_bleed_on_every_page_and_says_where_to_cut(tmp_path: Path) -> None:
    content = pdf.begun(*make(TEXT, tmp_path, watermark="CONCEPT"), bleed=3)()
    with pikepdf.open(BytesIO(content)) as file:
        boxes = {tuple(tuple(round(float(edge) / 72 * 25.4) for edge in sheet[name]) for name in ("/MediaBox", "/TrimBox")) for sheet in file.pages}
    upright = ((0, 0, 216, 303), (3, 3, 213, 300))
    landscape = ((0, 0, 303, 216), (3, 3, 300, 213))
    assert boxes == {upright, landscape}
    assert failures(content, tmp_path / "plan.pdf") == []


def test_only_what_goes_to_the_printer_has_bleed(opened: pikepdf.Pdf) -> None:
    assert {round(float(sheet.MediaBox[2]) / 72 * 25.4) for sheet in opened.pages} == {210, 297}
    assert not any("/TrimBox" in sheet for sheet in opened.pages)


def test_the_text_stands_on_the_same_pages_with_and_without_bleed(tmp_path: Path) -> None:
    document, tree = make(TEXT, tmp_path)
    with pikepdf.open(BytesIO(pdf.render(document, tree))) as usual, pikepdf.open(BytesIO(pdf.begun(document, tree, bleed=3)())) as printed:
        assert len(usual.pages) == len(printed.pages)


def test_a_crash_of_typst_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*arguments: Any, **options: Any) -> None:
        raise type("PanicException", (BaseException,), {})("index out of bounds")

    monkeypatch.setattr(typst, "compile_with_warnings", crash)
    with pytest.raises(OpcError, match="Typst is vastgelopen"):
        pdf.render(*make("# A {#a}\n", tmp_path))


def test_a_font_of_the_house_is_used(tmp_path: Path) -> None:
    fonts = tmp_path / "letters"
    fonts.mkdir()
    shutil.copy(house_fonts()[0].with_name("SourceSansPro-Regular.ttf"), fonts)
    assert pdf.render(*make("# A {#a}\n\nTekst.\n", tmp_path, fonts=fonts))


WORD = st.text(st.sampled_from("aé1.-+=/*_#$@<>[](){}\\`~\"'?!:;,&%|^…–­ ") | st.characters(codec="utf-8", categories=["L", "N", "P", "S"]),
               min_size=1, max_size=30)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(WORD, min_size=1, max_size=12))
def test_typst_reads_back_every_word_as_it_was(words: list[str]) -> None:
    nodes_of = [node for word in words for node in ({"t": "Str", "c": word}, {"t": "Space"})][:-1]
    said = Body(cast(Document, None)).paragraph(nodes_of)  # words ask nothing of the document
    # a list, a heading, a link or a quote would have no text of its own
    project = f"""
#let long(word) = text(word)
#let plain(it) = if it == [ ] {{ " " }} else if it.has("text") {{ it.text }} else {{ it.at("children", default: ()).map(plain).join() }}
#metadata(plain([{said}])) <said>
"""
    (value,) = json.loads(typst.query(project.encode(), "<said>", field="value"))
    assert value == " ".join(words)


def table_of(markdown: str) -> Node:
    return next(node for node in nodes(read_tree([markdown])["blocks"]) if node["t"] == "Table")


BUDGET = """
| Regel | 2026 | 2027 | 2028 | 2029 | 2030 |
|---|---|---|---|---|---|
| B1 Lichte ondersteuning van het Rijk voor alle scholen | 13.439.400 | 13.401.584 | 3.364.928 | 3.332.448 | 3.304.608 |
| Totaal | 13.439.400 | 13.401.584 | 3.364.928 | 3.332.448 | 3.304.608 |
"""


def test_columns_with_amounts_are_right_aligned_whether_or_not_their_unit_is_said() -> None:
    said = cells(table_of(BUDGET), ["tekst", *["EUR"] * 5])
    guessed = cells(table_of(BUDGET))
    assert said.aligns == guessed.aligns == ("left", *["right"] * 5)


def test_a_column_with_amounts_is_wide_enough_for_them_and_words_get_the_rest() -> None:
    layout = lay_out(cells(table_of(BUDGET)), size=9, width=385, wide=465, padding=10)
    assert layout.wide
    assert sum(layout.widths) == pytest.approx(465)
    assert layout.widths[1] - 10 >= text_width("13.439.400") * 9
    assert layout.widths[0] > 2 * layout.widths[1]


def test_a_table_with_many_columns_gets_smaller_type() -> None:
    head = "| " + " | ".join(f"Leerlingen {year}" for year in range(2015, 2030)) + " |"
    rows = "|" + "---|" * 15 + "\n|" + " 14.425 |" * 15
    layout = lay_out(cells(table_of(f"{head}\n{rows}\n")), size=9, width=385, wide=465, padding=10)
    assert 7 <= layout.size < 9
    assert sum(layout.widths) == pytest.approx(465)


def test_headers_break_before_the_amounts_do() -> None:
    head = "| " + " | ".join(["Praktijkonderwijsleerlingen"] * 9) + " |"
    layout = lay_out(cells(table_of(f"{head}\n{'|---' * 9}|\n{'| 14.425 ' * 9}|\n")), size=9, width=385, wide=465, padding=10)
    assert layout.tight
    assert min(layout.widths) - 10 >= text_width("14.425") * layout.size
    assert sum(layout.widths) == pytest.approx(465)


def test_a_day_stays_on_one_line() -> None:
    head = "| Peildatum | Soort cijfer | " + " | ".join(f"Voortgezet onderwijs {number}" for number in range(6)) + " |\n" + "|---" * 8 + "|"
    rows = "\n".join(f"| {day} | realisatie |{' 12.480 |' * 6}" for day in ("30 september 2026", "1 oktober 2027", ""))
    layout = lay_out(cells(table_of(f"{head}\n{rows}\n")), size=9, width=385, wide=465, padding=10)
    assert layout.widths[0] - 10 > text_width("30 september 2026") * layout.size


def test_words_share_the_width_by_how_much_they_hold() -> None:
    shape = cells(table_of("| Wie | Wat |\n|---|---|\n| loket | " + "een lange uitleg over het besluit " * 4 + "|\n"))
    layout = lay_out(shape, size=9, width=385, wide=465, padding=10)
    assert layout.widths[1] > 3 * layout.widths[0]
    assert not layout.wide


@pytest.mark.slow
def test_all_rows_of_a_table_of_150_are_on_paper_under_a_repeated_header(bare: bytes, tmp_path: Path) -> None:
    text = printed(bare, tmp_path / "plan.pdf")
    assert [f"Basisschool {number}a" for number in range(1, 151) if not re.search(rf"Basisschool {number}a\s+Oudemeer\s+{100 + number}\b", text)] == []
    assert len(re.findall(r"Nr\s+School\s+Plaats\s+Leerlingen", text)) >= 3


@pytest.mark.slow
def test_every_word_of_the_source_is_on_paper(bare: bytes, tmp_path: Path) -> None:
    document, tree = make(TEXT, tmp_path)
    paper = re.sub(r"[-\u00ad\u2010]\s*\n\s*", "", printed(bare, tmp_path / "plan.pdf"))
    known = set(re.findall(r"\w+", paper))
    source = " ".join(node["c"] for node in nodes(tree["blocks"]) if node["t"] == "Str")
    assert set(re.findall(r"\w+", source)) - known == set()
    assert {"Tabel", "Bron", "PO9901", "vastgesteld", "info"} <= known
    assert document.period in paper


@pytest.mark.slow
def test_a_page_reference_prints_the_page_of_its_target(bare: bytes, tmp_path: Path) -> None:
    sheets = printed(bare, tmp_path / "plan.pdf").split("\f")
    (said,) = re.findall(r"op bladzijde (\d+)", " ".join(sheets))
    assert "De basis op elke school" in sheets[int(said) - 1]
    assert re.search(rf"1\.1\s+De basis op elke school\s+{said}\n", sheets[1] + sheets[2]), "in the contents, which stand beside the colofon when there is room"


@pytest.mark.slow
def test_a_cell_that_begins_like_a_list_stays_a_cell(bare: bytes, tmp_path: Path) -> None:
    text = printed(bare, tmp_path / "plan.pdf")
    assert re.search(r"- een streep vooraan\s+−1\.000", text)
    assert re.search(r"1\. een nummer vooraan\s+2\.000\s+= ?2", text)


def test_tables_with_one_header_have_the_same_columns_and_those_of_a_chapter_the_same_edges() -> None:
    table = """::: {{.tabel kolommen="tekst,tekst,tekst,EUR"}}
| Nr | Actie | Wie | 2027 |
|---|---|---|---|
| A1 | {} | loket | 1.000 |
:::

"""
    wide = "| " + " | ".join(f"Kolom {at} heel lang" for at in range(9)) + " |\n" + "|---" * 9 + "|\n| " + " | ".join("aaneengeschreven" for _ in range(9)) + " |\n\n"
    tree = read_tree(["# Een\n\n" + table.format("kort") + wide, "# Twee\n\n" + table.format("een heel lange regel met veel woorden erin")])
    found = family(tree["blocks"])
    tables = [node for node in nodes(tree["blocks"]) if node["t"] == "Table"]
    wanting = broad(tree["blocks"], found, size=9, width=425, wide=482, padding=10)
    assert [id(node) in wanting for node in tables] == [True, True, False]
    shapes = [cells(node, ("tekst", "tekst", "tekst", "EUR")) for node in (tables[0], tables[2])]
    one, other = (lay_out(shape, size=9, width=425, wide=482, padding=10, alike=found.of(shape)).widths for shape in shapes)
    assert one == other


def test_two_tables_of_few_columns_with_one_header_are_alike_in_one_chapter_only() -> None:
    table = "| Wanneer | Wie |\n|---|---|\n| {} | loket |\n\n"
    short, long = table.format("mei"), table.format("in het voorjaar, voor de vakantie")

    def alike(*chapters: str) -> list[int]:
        tree = read_tree(list(chapters))
        found = family(tree["blocks"])
        return [len(found.of(cells(node))[0]) for node in nodes(tree["blocks"]) if node["t"] == "Table"]

    assert alike(f"# Een\n\n{short}Tekst.\n\n{long}") == [2, 2]
    assert alike(f"# Een\n\n{short}", f"# Twee\n\n{long}") == [1, 1]


def test_columns_get_the_room_that_spares_lines() -> None:
    rows = "\n".join(f"| {name} | {'een uitleg van enkele woorden ' * 3} | thuiszittersregisseur | po en vo |" for name in ("toelaatbaarheidsverklaring", "groep", "dag"))
    shape = cells(table_of(f"| Begrip | Uitleg | Wie | Voor |\n|---|---|---|---|\n{rows}\n"))
    layout = lay_out(shape, size=9, width=385, wide=385, padding=10)
    room = [width - 10 for width in layout.widths]
    words = [text_width(word) * layout.size for word in ("toelaatbaarheidsverklaring", "", "thuiszittersregisseur", "po en vo")]
    assert sum(layout.widths) == pytest.approx(385, abs=0.01)
    assert all(one >= other for one, other in zip(room, words, strict=True)), "no word breaks, and what is short stays on one line"
    assert room[1] == max(room)


def test_the_headings_of_a_landscape_table_go_along_to_its_page(tmp_path: Path) -> None:
    table = '::: {.tabel liggend="ja"}\n| a | b |\n|---|---|\n| 1 | 2 |\n:::\n'
    document, tree = make(f"# Een\n\nTekst.\n\n## Breed\n\n{table}\n## Nog een\n\n{table}\n## Verder\n\nTekst.\n", tmp_path)
    written = Body(document).text(tree["blocks"])
    [page_] = re.findall(r"#lying\[(.*?)\]\n#heading", written, re.S)
    assert page_.index("Breed") < page_.index("#data-table") < page_.index("Nog een") and page_.count("alone: false") == 2
    assert "Verder" not in page_


def test_large_blocks_of_memory_go_back(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    class Glibc:
        def __init__(self, name: str | None) -> None:
            assert name is None

        def mallopt(self, parameter: int, value: int) -> int:
            asked.append((parameter, value))
            return 1

    monkeypatch.setattr("opc.write.pdf.ctypes.CDLL", Glibc)
    pdf._sparing()
    assert asked == [(-3, 256 * 1024)]  # M_MMAP_THRESHOLD, in bytes
    monkeypatch.setattr("opc.write.pdf.ctypes.CDLL", lambda _: object())
    pdf._sparing()  # another C library knows it not
