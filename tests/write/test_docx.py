from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import docx as python_docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from opc.error import OpcError
from opc.model.document import Document, Heading
from opc.model.plan_file import HouseStyle, HouseStyleColours
from opc.write import docx
from opc.write.docx.lettering import obfuscated
from opc.write.docx.look import PAGE, Sheet, filled, look
from opc.write.fonts import faces, house_fonts
from opc.write.pandoc import Node, nodes, read_tree, text_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
ASVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#14505c"/></svg>'
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6360f8cf000003010100c9fe92ef0000000049454e44ae426082")

ROWS = "\n".join(f"| {number} | Basisschool {number}a | {100 + number} |" for number in range(1, 151))

TEXT = f"""
# Voorwoord {{#voorwoord .ongenummerd}}

Een "woord" vooraf, met een [English phrase]{{lang=en}} en R&D < 5.

::: {{.citaat bron="moeder van Sem"}}
Ik hoefde mijn verhaal maar één keer te vertellen.
:::

# [1]{{.nummer}} Het plan in het kort {{#kort}}

Zie [hoofdstuk 2](#geregeld){{.verwijzing}}, [paragraaf 2.2](#steun){{.verwijzing}} op bladzijde [](#steun){{.bladzijde}}, [tabel 1](#tabel-geld){{.verwijzing}},
[Figuur 1](#figuur-vlak){{.verwijzing}}, [bijlage 7a](#bijlage-7a){{.verwijzing}}, [eigen woorden](#steun), [Voorwoord](#voorwoord){{.verwijzing}} en [de site](https://swv.example/a_b?c=d&e=1).[^1]

[^1]: Een noot met *nadruk* en [een adres](https://noot.example/).

::: {{.kerncijfers}}
- **14** besturen
- **€ 11,4 mln** baten
- **78** scholen
:::

# [2]{{.nummer}} Zo is het geregeld {{#geregeld}}

## [2.1]{{.nummer}} Aanbod {{#aanbod}}

1. Eerst dit.
2. Dan dat.
   - en ook dit

     een tweede alinea

Tussen twee lijsten.

5. Deze begint bij vijf.

## [2.2]{{.nummer}} Steun {{#steun}}

### Een tussenkop

::: kanttekening
Zie ook [paragraaf 2.1](#aanbod){{.verwijzing}}.

Nog een regel in de marge.
:::

Naast deze alinea staat een kanttekening.

::: {{#tabel-geld .tabel nummer="Tabel 1" titel="Wat het kost" bron="eigen begroting" kolommen="tekst,EUR,%" totalen="3"}}
| Regel | Bedrag | Aandeel |
|---|---|---|
| Baten | 3.000 | 60 |
| Lasten | 2.000 | 40 |
| Totaal | 1.000 | 100 |
:::

::: po
Voor het basisonderwijs.

::: kanttekening
Alleen hier.
:::

::: {{#tabel-liggend .tabel nummer="Tabel 2" titel="Een brede tabel" kolommen="tekst,EUR,EUR,EUR" liggend="ja"}}
| Regel | 2026 | 2027 | 2028 |
|---|---|---|---|
| Baten | 1.000 | 2.000 | 3.000 |
:::

Na de tabel.
:::

::: vo
Voor het voortgezet onderwijs.
:::

![[Figuur 1]{{.nummer}} Een vlak](beeld/vlak.svg){{#figuur-vlak alt="Een groen vlak van drie bij één." width=50%}}

Een [woord]{{.comment-start id="0" author="Sem" date="2026-01-01T00:00:00Z"}}bekeken[]{{.comment-end id="0"}}, [nieuw]{{.insertion author="Sem"}} en [oud]{{.deletion author="Sem"}}.

::: {{.kader titel="Wat is 'zorgplicht'?"}}
De school zoekt een plek.

- ook als die er niet is
:::

::: {{.voorbeeld titel="Yasmin"}}
Yasmin kent de weg.
:::

# [Bijlage 1]{{.nummer}} Alle scholen {{#bijlage-scholen .bijlage}}

## Een kop zonder nummer {{#zonder}}

::: {{#tabel-lang .tabel nummer="Tabel 3" titel="Alle scholen" kolommen="aantal,tekst,leerlingen"}}
| Nr | School | Leerlingen |
|---|---|---|
{ROWS}
:::

# [Bijlage 2]{{.nummer}} Begrippen {{#bijlage-begrippen .bijlage}}

::: {{.begrippen}}
::: {{.tabel titel="Begrippen" kolommen="tekst,tekst"}}
| Begrip | Betekenis |
|---|---|
| tlv | toelaatbaarheidsverklaring |
:::
:::

# [Bijlage 7a]{{.nummer}} Reglement po {{#bijlage-7a .bijlage}}

## [7a.1]{{.nummer}} Leden {{#leden}}

Tekst.

# [Bijlage 7b]{{.nummer}} Reglement vo {{#bijlage-7b .bijlage}}

# [Bijlage 8]{{.nummer}} Procedure {{#bijlage-8 .bijlage}}

Slot.
"""

NUMBERS = ["", "1", "2", "2.1", "2.2", "Bijlage 1", "", "Bijlage 2", "Bijlage 7a", "7a.1", "Bijlage 7b", "Bijlage 8"]
TITLES = ["Voorwoord", "Het plan in het kort", "Zo is het geregeld", "Aanbod", "Steun", "Alle scholen", "Een kop zonder nummer", "Begrippen", "Reglement po", "Leden", "Reglement vo", "Procedure"]


def make(markdown: str, folder: Path, **changes: Any) -> tuple[Document, Node]:
    tree = read_tree([markdown])
    picture, photo = folder / "vlak.svg", folder / "foto.png"
    picture.write_text(SVG)
    photo.write_bytes(PNG)
    found = []
    for node in nodes(tree["blocks"]):
        if node["t"] == "Header":
            level, (anchor, _, _), inlines = node["c"]
            number = "".join(text_of(span) for span in inlines if span["t"] == "Span")
            found.append(Heading(level, number, text_of([span for span in inlines if span["t"] != "Span"]).strip(), anchor))
    document = Document(
        title="Samen naar school", subtitle="Ondersteuningsplan", period="2026-2030", version="1.0", status="vastgesteld",
        organisations=(("SWV PO Noorderwaard", "PO9901"), ("SWV VO Noorderwaard", "VO9901")), author="Bureau Noorderwaard", date="2026-04-02",
        parts=(markdown,), headings=tuple(found), style=HouseStyle(logo_alt="Het logo"), assets={"beeld/vlak.svg": picture, "beeld/foto.png": photo},
        facts=(("E-mail", "info@swv.example"), ("Website", "www.swv.example")), logo=picture)
    return replace(document, **changes), tree


def errors(content: bytes, path: Path) -> list[str]:
    path.write_bytes(content)
    return [f"{error.part_uri}: {error.description}" for error in OpenXmlValidator().validate(path).errors]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return docx.render(*make(TEXT, tmp_path_factory.mktemp("made"), watermark="CONCEPT"))


@pytest.fixture(scope="session")
def parts(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(made)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="session")
def body(parts: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(parts["word/document.xml"])


def body_of(content: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return etree.fromstring(file.read("word/document.xml"))


def attribute(element: etree._Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(W + name) or ""


def style(paragraph: etree._Element) -> str:
    return attribute(paragraph.find(f"{W}pPr/{W}pStyle"))


def words(element: etree._Element) -> str:
    """The words of runs; a tab between tab stops is none of them."""
    return "".join((part.text or "") if part.tag == W + "t" else "\t" for run in element.iter(W + "r") for part in run.iter(W + "t", W + "tab"))


def of_style(body: etree._Element, *names: str) -> list[etree._Element]:
    return [paragraph for paragraph in body.iter(W + "p") if style(paragraph) in names]


def fields(element: etree._Element) -> list[tuple[str, str]]:
    """Each field's instruction and what it shows now."""
    found: list[tuple[str, str]] = []
    open_fields: list[list[str]] = []
    for node in element.iter(W + "fldChar", W + "instrText", W + "t"):
        kind = attribute(node, "fldCharType") if node.tag == W + "fldChar" else ""
        if kind == "begin":
            open_fields.append(["", "", "code"])
        elif kind == "separate":
            open_fields[-1][2] = "shown"
        elif kind == "end":
            code, shown, _ = open_fields.pop()
            found.append((code.strip(), shown))
        elif node.tag == W + "instrText":
            open_fields[-1][0] += node.text or ""
        elif open_fields:
            open_fields[-1][1] += node.text or ""
    return found


def shown_numbers(body: etree._Element, numbering: bytes, styles: bytes) -> Iterator[tuple[str, str]]:
    """Each heading's number as Word counts it, and its words. Word's rules, written down a second time."""
    root, sheet = etree.fromstring(numbering), etree.fromstring(styles)
    abstract_of = {attribute(num, "numId"): attribute(num.find(W + "abstractNumId")) for num in root.iter(W + "num")}
    starts = {(attribute(num, "numId"), attribute(over, "ilvl")): int(attribute(over.find(W + "startOverride")))
              for num in root.iter(W + "num") for over in num.iter(W + "lvlOverride")}
    levels = {(attribute(abstract, "abstractNumId"), attribute(level, "ilvl")): level for abstract in root.iter(W + "abstractNum") for level in abstract.iter(W + "lvl")}
    by_style = {attribute(one, "styleId"): one.find(f"{W}pPr/{W}numPr") for one in sheet.iter(W + "style")}
    counts: dict[str, list[int]] = {}
    begun = set()
    for paragraph in of_style(body, "Heading1", "Heading2"):
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        properties = by_style[style(paragraph)] if properties is None else properties
        assert properties is not None
        num, level = attribute(properties.find(W + "numId")), attribute(properties.find(W + "ilvl"))
        abstract = abstract_of[num]
        count = counts.setdefault(abstract, [0] * 9)
        if (num, level) in starts and (num, level) not in begun:
            count[int(level)] = starts[num, level] - 1
        begun.add((num, level))
        count[int(level)] += 1
        count[int(level) + 1:] = [0] * (8 - int(level))

        def said(match: re.Match[str], abstract: str = abstract, count: list[int] = count) -> str:
            depth = int(match[1]) - 1
            letters = attribute(levels[abstract, str(depth)].find(W + "numFmt")) == "lowerLetter"
            return chr(96 + count[depth]) if letters else str(count[depth])

        yield re.sub(r"%(\d)", said, attribute(levels[abstract, level].find(W + "lvlText"))), words(paragraph).strip()


def test_chapters_follow_on_each_other_when_the_house_wants_it() -> None:
    breaks = [filled("styles.xml", {**look(HouseStyle(new_page=new_page), Sheet(*PAGE), is_book=True), "language": "nl-NL"}).count("pageBreakBefore") for new_page in (True, False)]
    assert breaks == [1, 0]


def test_openxml_audit_finds_nothing(made: bytes, tmp_path: Path) -> None:
    assert errors(made, tmp_path / "plan.docx") == []


def test_the_smallest_document_is_valid_too(tmp_path: Path) -> None:
    document, tree = make("Tekst.\n", tmp_path, logo=None, facts=(), headings=(), subtitle="", period="", organisations=(), version="", status="", author="")
    assert errors(docx.render(document, tree), tmp_path / "plan.docx") == []


def test_a_raster_cover_other_colours_and_letters_are_valid(tmp_path: Path) -> None:
    house = HouseStyle(colours=HouseStyleColours(primary="#5b2a86", accent="#0b6e4f"), size=11, font="Lucida & Co", heading_font="Kop")
    document, tree = make("# [4]{.nummer} Kop {#kop}\n\nTekst.\n", tmp_path, style=house)
    content = docx.render(replace(document, cover=document.assets["beeld/foto.png"]), tree)
    assert errors(content, tmp_path / "plan.docx") == []
    opened = python_docx.Document(BytesIO(content))
    assert opened.styles["Normal"].font.size.pt == 11
    assert opened.styles["Heading 1"].font.name == "Kop"
    assert str(opened.styles["Heading 1"].font.color.rgb) == "5B2A86"


def test_two_renderings_have_the_same_bytes(made: bytes, tmp_path: Path) -> None:
    assert docx.render(*make(TEXT, tmp_path, watermark="CONCEPT")) == made


def test_rendering_leaves_the_tree_as_it_was(tmp_path: Path) -> None:
    document, tree = make(TEXT, tmp_path)
    before = repr(tree)
    docx.render(document, tree)
    assert repr(tree) == before


def test_every_part_has_a_type_and_every_relation_a_target(parts: dict[str, bytes]) -> None:
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {one.get("PartName") for one in types} | {f".{one.get('Extension')}" for one in types}
    assert all(f"/{name}" in named or f".{name.rpartition('.')[2]}" in named for name in parts if name != "[Content_Types].xml")
    for name, content in parts.items():
        if name.endswith(".rels"):
            folder = Path(name).parent.parent
            for relation in etree.fromstring(content):
                target = relation.get("Target") or ""
                assert relation.get("TargetMode") == "External" or (folder / target).as_posix() in parts


def test_every_word_of_the_text_is_in_the_file(body: etree._Element, parts: dict[str, bytes], tmp_path: Path) -> None:
    _, tree = make(TEXT, tmp_path)
    deleted = {part.text for part in body.iter(W + "delText")}
    there = " ".join((words(body), words(etree.fromstring(parts["word/footnotes.xml"])), words(etree.fromstring(parts["word/comments.xml"])), *filter(None, deleted)))
    assert [word for node in nodes(tree["blocks"]) if node["t"] == "Str" and (word := node["c"]) not in there and not re.fullmatch(r"(Bijlage|\d.*)", word)] == []


def test_headings_are_words_own_and_count_to_the_numbers_in_the_text(body: etree._Element, parts: dict[str, bytes]) -> None:
    found = list(shown_numbers(body, parts["word/numbering.xml"], parts["word/styles.xml"]))
    assert found == list(zip(NUMBERS, TITLES, strict=True))


@pytest.mark.parametrize("numbers", [["6", "6.1", "6.2", "7"], ["1", "3", "3.1"], ["2", "1"], ["Bijlage 3", "Bijlage 4a", "Bijlage 4b", "4b.1", "Bijlage 5"]])
def test_numbers_that_skip_or_begin_elsewhere_are_counted_all_the_same(numbers: list[str], tmp_path: Path) -> None:
    text = "\n\n".join(f"{'##' if '.' in number else '#'} [{number}]{{.nummer}} Kop {{#k{place}}}" for place, number in enumerate(numbers))
    content = docx.render(*make(text, tmp_path))
    with zipfile.ZipFile(BytesIO(content)) as file:
        found = shown_numbers(body_of(content), file.read("word/numbering.xml"), file.read("word/styles.xml"))
        assert [number for number, _ in found] == numbers


def test_a_number_that_word_cannot_count_to_stays_text(tmp_path: Path) -> None:
    content = docx.render(*make("# [IV]{.nummer} Kop {#a}\n\n## [9.9]{.nummer} Kop {#b}\n", tmp_path))
    assert [words(heading) for heading in of_style(body_of(content), "Heading1", "Heading2")] == ["IV\tKop", "9.9\tKop"]


def test_the_contents_are_a_field_filled_with_links_and_pages(body: etree._Element) -> None:
    entries = of_style(body, "TOC1", "TOC2")
    assert [words(entry).split("\t")[:2] for entry in entries] == [list(pair) for pair in zip(NUMBERS, TITLES, strict=True)]
    assert all(words(entry).split("\t")[2].isdigit() for entry in entries)
    assert 'TOC \\o "1-2" \\h \\z \\u' in {code for code, _ in fields(body)}
    names = {attribute(mark, "name") for mark in body.iter(W + "bookmarkStart")}
    assert {attribute(link, "anchor") for entry in entries for link in entry.iter(W + "hyperlink")} <= names


def test_a_bijlage_that_goes_on_begins_no_page(tmp_path: Path) -> None:
    text = "# [Bijlage 1]{.nummer} Eén {#een .bijlage}\n\nTekst.\n\n# [Bijlage 2]{.nummer} Twee {#twee .bijlage .vervolg}\n\nTekst.\n"
    content = docx.render(*make(text, tmp_path))
    first, second = of_style(body_of(content), "Heading1")
    assert first.find(f".//{W}pageBreakBefore") is None
    assert attribute(second.find(f".//{W}pageBreakBefore")) == "0"
    assert errors(content, tmp_path / "plan.docx") == []


def test_captions_count_by_themselves_to_the_numbers_in_the_text(body: etree._Element) -> None:
    captions = of_style(body, "Caption", "Figuurbijschrift")
    assert [words(caption).replace("\u00a0", " ") for caption in captions] == [
        "Tabel 1\u2002Wat het kost", "Tabel 2\u2002Een brede tabel", "Figuur 1\u2002Een vlak", "Tabel 3\u2002Alle scholen", "Begrippen"]
    assert [field for caption in captions for field in fields(caption)] == [
        ("SEQ Tabel \\* ARABIC", "1"), ("SEQ Tabel \\* ARABIC", "2"), ("SEQ Figuur \\* ARABIC", "1"), ("SEQ Tabel \\* ARABIC", "3")]


def test_a_caption_that_skips_a_number_says_so_to_word(tmp_path: Path) -> None:
    text = '::: {#t .tabel nummer="Tabel 4" titel="T"}\n| a |\n|---|\n| b |\n:::\n\n::: {#u .tabel nummer="Tabel 5" titel="U"}\n| a |\n|---|\n| b |\n:::\n'
    assert [code for code, _ in fields(body_of(docx.render(*make(text, tmp_path)))) if code.startswith("SEQ")] == ["SEQ Tabel \\* ARABIC \\r 4", "SEQ Tabel \\* ARABIC"]


def test_references_are_fields_that_show_what_the_text_says(body: etree._Element) -> None:
    paragraph = next(paragraph for paragraph in of_style(body, "BodyText") if words(paragraph).startswith("Zie "))
    assert "Zie hoofdstuk\u00a02, " in words(paragraph)
    said = words(paragraph).replace("\u00a0", " ")
    assert said.startswith("Zie hoofdstuk 2, paragraaf 2.2 op bladzijde ")
    assert "tabel 1, Figuur 1, bijlage 7a, eigen woorden, Voorwoord en de site." in said
    found = {code: shown for code, shown in fields(paragraph) if not code.startswith("PAGEREF")}
    assert found == {
        "REF geregeld \\n \\h \\* MERGEFORMAT": "2", "REF steun \\n \\h \\* MERGEFORMAT": "2.2", "REF tabel_geld \\h \\* MERGEFORMAT": "1",
        "REF figuur_vlak \\h \\* MERGEFORMAT": "1", "REF bijlage_7a \\n \\h \\* Lower \\* MERGEFORMAT": "bijlage 7a", "REF voorwoord \\h": "Voorwoord"}
    pages = [shown for code, shown in fields(paragraph) if code == "PAGEREF steun \\h"]
    assert len(pages) == 1
    assert pages[0].isdigit()


def test_every_field_and_link_has_its_bookmark(body: etree._Element) -> None:
    names = [attribute(mark, "name") for mark in body.iter(W + "bookmarkStart")]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[^\W\d]\w{0,39}", name) for name in names)
    named = {code.split()[1] for code, _ in fields(body) if code.split()[0] in ("REF", "PAGEREF")} | {attribute(link, "anchor") for link in body.iter(W + "hyperlink") if link.get(W + "anchor")}
    assert named <= set(names)
    assert "steun" in named


def test_a_reference_marks_the_words_that_word_repeats(body: etree._Element) -> None:
    """What stands between the ends of a bookmark is what REF gives."""
    inside = {}
    for begin in body.iter(W + "bookmarkStart"):
        text, node = "", begin.getnext()
        while node is not None and node.tag != W + "bookmarkEnd":
            text += words(node)
            node = node.getnext()
        inside[attribute(begin, "name")] = text
    assert (inside["tabel_geld"], inside["figuur_vlak"], inside["voorwoord"], inside["steun"]) == ("1", "1", "Voorwoord", "Steun")


def test_anchors_of_any_length_and_letters_become_names_of_their_own(tmp_path: Path) -> None:
    anchors = ["a-b", "a_b", "x" * 60, "x" * 61, "9", "één"]
    text = "\n\n".join(f"# Kop {place} {{#{anchor}}}" for place, anchor in enumerate(anchors)) + "\n\n" + " ".join(f"[](#{anchor}){{.bladzijde}}" for anchor in anchors)
    found = body_of(docx.render(*make(text, tmp_path)))
    names = [attribute(mark, "name") for mark in found.iter(W + "bookmarkStart")]
    assert len(set(names)) == len(anchors)
    assert {code.split()[1] for code, _ in fields(found) if code.startswith("PAGEREF")} == set(names)


def test_a_link_to_nothing_is_words(tmp_path: Path) -> None:
    found = body_of(docx.render(*make("Zie [daar](#nergens) en [](#nergens){.bladzijde}.\n", tmp_path, facts=())))
    assert not list(found.iter(W + "hyperlink"))
    assert "Zie daar en ." in words(found)


def test_header_rows_repeat_and_rows_stay_whole(body: etree._Element) -> None:
    data = [table for table in body.iter(W + "tbl") if attribute(table.find(f"{W}tblPr/{W}tblStyle")) == "Tabel"]
    assert len(data) == 4
    for table in data:
        rows = table.findall(W + "tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert attribute(table.find(f"{W}tblPr/{W}tblCaption"))
    assert len(data[2].findall(W + "tr")) == 151


def test_cells_are_aligned_by_their_unit_and_totals_stand_out(body: etree._Element) -> None:
    table = next(table for table in body.iter(W + "tbl") if attribute(table.find(f"{W}tblPr/{W}tblCaption")).startswith("Tabel 1"))
    header, first, *_, total = table.findall(W + "tr")
    assert [style(paragraph) for paragraph in header.iter(W + "p")] == ["Tabelkop", "Tabelkopgetal", "Tabelkopgetal"]
    assert [style(paragraph) for paragraph in first.iter(W + "p")] == ["Tabelcel", "Tabelgetal", "Tabelgetal"]
    assert not list(first.iter(W + "b"))
    assert len(list(total.iter(W + "b"))) == 3
    assert all(cell.find(f"{W}tcPr/{W}shd") is not None for cell in total.iter(W + "tc"))


def test_a_table_is_as_wide_as_the_text_or_the_page_allows(body: etree._Element) -> None:
    widths = {attribute(table.find(f"{W}tblPr/{W}tblStyle")): sum(int(attribute(column, "w")) for column in table.iter(W + "gridCol")) for table in body.iter(W + "tbl")}
    measure, wide = round(150 / 25.4 * 1440), round(170 / 25.4 * 1440)
    assert widths["Kadertabel"] == widths["Voorbeeldtabel"] == pytest.approx(measure, abs=2)
    for table in body.iter(W + "tbl"):
        total = sum(int(attribute(column, "w")) for column in table.iter(W + "gridCol"))
        assert int(attribute(table.find(f"{W}tblPr/{W}tblW"), "w")) == total
        assert total <= wide + 4 or "Tabel 2" in attribute(table.find(f"{W}tblPr/{W}tblCaption"))


def test_a_landscape_table_has_a_section_of_its_own_even_in_a_sector_block(body: etree._Element) -> None:
    sections = list(body.iter(W + "sectPr"))
    turned = [section.find(W + "pgSz").get(W + "orient") == "landscape" for section in sections]  # type: ignore[union-attr]
    assert turned == [False, False, False, True, False]
    position = words(body)
    assert position.index("Voor het basisonderwijs") < position.index("Een brede tabel") < position.index("Na de tabel")


def test_a_chapter_of_only_a_landscape_table_leaves_no_page_behind(tmp_path: Path) -> None:
    table = "::: {#t%d .tabel titel=T liggend=ja}\n| a |\n|---|\n| b |\n:::\n\n"
    found = body_of(docx.render(*make(f"# A {{#a}}\n\nTekst.\n\n# B {{#b}}\n\nEen zin.\n\n{table % 1}{table % 2}", tmp_path)))
    ends = [paragraph for paragraph in found.iter(W + "p") if paragraph.find(f"{W}pPr/{W}sectPr") is not None]
    assert words(ends[-1]) == "Tekst."
    assert found.find(f"{W}body/{W}sectPr/{W}pgSz").get(W + "orient") == "landscape"  # type: ignore[union-attr]


def test_a_register_has_two_columns_on_the_page_where_it_begins(tmp_path: Path) -> None:
    text = "# Een {#een}\n\nTekst.\n\n::: register\n- **arrangement** [1](#een){.vindplaats}\n- **besluit** [1](#een){.vindplaats}\n:::\n\nVerder.\n"
    content = docx.render(*make(text, tmp_path))
    written = zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode()
    columns = written.index('<w:cols w:num="2"')
    assert written.index("arrangement") < columns < written.index("besluit") < written.index("Verder"), "a section ends in the properties of its last paragraph"
    assert written.count('<w:type w:val="continuous"/>') == 2
    assert errors(content, tmp_path / "plan.docx") == []


def test_what_announces_a_list_stays_with_it(tmp_path: Path) -> None:
    written = zipfile.ZipFile(BytesIO(docx.render(*make("# Een\n\n**Stappen**\n\n1. een\n\nDaarna volgt:\n\n- twee\n\nEn klaar.\n", tmp_path)))).read("word/document.xml").decode()
    kept = {words: "<w:keepNext/>" in written.rpartition(words)[0].rpartition("<w:p>")[2] for words in ("Stappen", "Daarna", "En klaar")}
    assert kept == {"Stappen": True, "Daarna": True, "En klaar": False}


def test_pictures_have_words_and_a_png_beside_each_svg(body: etree._Element, parts: dict[str, bytes]) -> None:
    described = [drawing.get("descr") for drawing in body.iter(WP + "docPr") if drawing.get("descr")]
    assert described == ["Het logo", "Een groen vlak van drie bij één."]
    bare = [drawing for drawing in body.iter(WP + "docPr") if not drawing.get("descr")]
    assert all("decorative" in etree.tostring(drawing).decode() for drawing in bare)
    numbers = [drawing.get("id") for drawing in body.iter(WP + "docPr")]
    assert len(numbers) == len(set(numbers))
    relations = {relation.get("Id"): relation.get("Target") or "" for relation in etree.fromstring(parts["word/_rels/document.xml.rels"])}
    vectors = list(body.iter(ASVG + "svgBlip"))
    assert len(vectors) == 2
    for vector in vectors:
        assert relations[vector.get(R + "embed")].endswith(".svg")
        raster = next(one for one in vector.iterancestors() if one.get(R + "embed"))
        assert parts[f"word/{relations[raster.get(R + 'embed')]}"].startswith(b"\x89PNG")


def test_the_png_beside_an_svg_is_sharp(tmp_path: Path) -> None:
    content = docx.render(*make("![x](beeld/vlak.svg){alt=y width=100%}\n", tmp_path, logo=None))
    with zipfile.ZipFile(BytesIO(content)) as file:
        sizes = [int.from_bytes(file.read(name)[16:20], "big") for name in file.namelist() if name.endswith(".png")]
    assert max(sizes) == pytest.approx(150 / 25.4 * 220, abs=3)


def test_dutch_is_everywhere_except_where_the_text_says_otherwise(body: etree._Element, parts: dict[str, bytes]) -> None:
    styles = etree.fromstring(parts["word/styles.xml"])
    assert attribute(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")) == "nl-NL"
    assert attribute(etree.fromstring(parts["word/settings.xml"]).find(W + "themeFontLang")) == "nl-NL"
    assert b"<dc:language>nl-NL</dc:language>" in parts["docProps/core.xml"]
    other = [(words(run), attribute(run.find(f"{W}rPr/{W}lang"))) for run in body.iter(W + "r") if run.find(f"{W}rPr/{W}lang") is not None]
    assert other == [("English phrase", "en-GB")]


def test_quotes_notes_and_odd_signs_come_through(body: etree._Element, parts: dict[str, bytes]) -> None:
    said = words(body)
    assert "Een “woord” vooraf" in said
    assert "R&D < 5." in said
    assert "Wat is ’zorgplicht’?" in said or "Wat is ‘zorgplicht’?" in said
    notes = etree.fromstring(parts["word/footnotes.xml"])
    assert "Een noot met nadruk en een adres." in words(notes)
    assert b"https://noot.example/" in parts["word/_rels/footnotes.xml.rels"]
    assert len(list(body.iter(W + "footnoteReference"))) == 1


def test_lists_are_words_own_and_begin_where_they_must(body: etree._Element, parts: dict[str, bytes]) -> None:
    items = {words(item): item for item in of_style(body, "ListNumber", "ListBullet", "ListBullet2", "ListContinue")}
    assert style(items["Eerst dit."]) == "ListNumber"
    assert style(items["en ook dit"]) == "ListBullet2"
    assert style(items["een tweede alinea"]) == "ListContinue"
    numbers = [attribute(items[text].find(f"{W}pPr/{W}numPr/{W}numId")) for text in ("Eerst dit.", "Dan dat.", "Deze begint bij vijf.")]
    assert numbers[0] == numbers[1] != numbers[2]
    instance = next(num for num in etree.fromstring(parts["word/numbering.xml"]).iter(W + "num") if attribute(num, "numId") == numbers[2])
    assert attribute(instance.find(f"{W}lvlOverride/{W}startOverride")) == "5"


def test_boxes_quotes_figures_and_sectors_have_styles_of_their_own(body: etree._Element) -> None:
    texts = {name: [words(paragraph) for paragraph in of_style(body, name)] for name in ("Quote", "Citaatbron", "Kaderkop", "Kader", "Voorbeeld", "Kengetal", "Kengetaltekst", "Sectorlabel", "Tabelbron")}
    assert texts == {
        "Quote": ["Ik hoefde mijn verhaal maar één keer te vertellen."], "Citaatbron": ["— moeder van Sem"], "Kaderkop": ["Wat is ’zorgplicht’?", "Yasmin"],
        "Kader": ["De school zoekt een plek."], "Voorbeeld": ["Yasmin kent de weg."], "Kengetal": ["14", "€\u00a011,4 mln", "78"], "Kengetaltekst": ["besturen", "baten", "scholen"],
        "Sectorlabel": ["\u00a0po\u00a0", "\u00a0vo\u00a0"], "Tabelbron": ["Bron: eigen begroting"]}


def test_notes_hang_in_the_margin_and_within_a_sector_block_above_the_text(body: etree._Element) -> None:
    notes = [item for item in body.iter(f"{W}p") if item.find(f"{W}pPr/{W}pStyle[@{W}val='Kanttekening']") is not None]
    said = {"".join(map(str, item.itertext(f"{W}t"))): item.find(f"{W}pPr/{W}framePr") is not None for item in notes}
    assert said == {"Zie ook paragraaf\N{NO-BREAK SPACE}2.1.": True, "Nog een regel in de marge.": True, "Alleen hier.": False}


def test_every_style_that_is_used_exists(body: etree._Element, parts: dict[str, bytes]) -> None:
    known = {attribute(one, "styleId") for one in etree.fromstring(parts["word/styles.xml"]).iter(W + "style")}
    roots = [etree.fromstring(content) for name, content in parts.items() if re.match(r"word/(document|footnotes|comments|header|footer)", name) and name.endswith(".xml")]
    assert {attribute(used) for root in roots for used in root.iter(W + "pStyle", W + "rStyle", W + "tblStyle")} <= known


def test_comments_and_tracked_changes_are_words_own(body: etree._Element, parts: dict[str, bytes]) -> None:
    comment = etree.fromstring(parts["word/comments.xml"])[0]
    assert (attribute(comment, "author"), words(comment)) == ("Sem", "woord")
    assert [words(change) for change in body.iter(W + "ins")] == ["nieuw"]
    assert [part.text for part in body.iter(W + "delText")] == ["oud"]


def test_the_file_knows_its_title_and_nothing_of_the_front_matter(made: bytes, parts: dict[str, bytes]) -> None:
    properties = python_docx.Document(BytesIO(made)).core_properties
    assert (properties.title, properties.subject, properties.author, properties.language) == ("Samen naar school", "Ondersteuningsplan", "Bureau Noorderwaard", "nl-NL")
    assert properties.created.isoformat().startswith("2026-04-02")
    assert properties.keywords == "ondersteuningsplan, passend onderwijs, SWV PO Noorderwaard, SWV VO Noorderwaard, 2026-2030"
    own = {one.get("name"): one[0].text for one in etree.fromstring(parts["docProps/custom.xml"])}
    assert own == {"Looptijd": "2026-2030", "Versie": "1.0", "Status": "vastgesteld", "Samenwerkingsverbanden": "SWV PO Noorderwaard (PO9901), SWV VO Noorderwaard (VO9901)"}


def test_the_letters_go_along_and_are_those_of_the_font(parts: dict[str, bytes]) -> None:
    table, links = etree.fromstring(parts["word/fontTable.xml"]), etree.fromstring(parts["word/_rels/fontTable.xml.rels"])
    targets = {link.get("Id"): f"word/{link.get('Target')}" for link in links}
    (font,) = table
    found = {}
    for place in font:
        if key := attribute(place, "fontKey"):
            found[etree.QName(place).localname] = obfuscated(parts[targets[place.get(R + "id")]], UUID(key))
    wanted = {"embedRegular": "Regular", "embedBold": "Bold", "embedItalic": "It", "embedBoldItalic": "BoldIt"}
    assert attribute(font, "name") == "Source Sans Pro"
    assert found == {place: house_fonts()[0].with_name(f"SourceSansPro-{face}.ttf").read_bytes() for place, face in wanted.items()}
    assert attribute(font.find(W + "sig"), "csb0") == "2000019F"


def test_the_key_changes_the_beginning_as_the_standard_says() -> None:
    # ECMA-376 part 1, 17.8.1: the digits of the key from last to first, over the first 32 bytes
    key = UUID("00112233-4455-6677-8899-aabbccddeeff")
    assert obfuscated(bytes(40), key).hex() == "ffeeddccbbaa99887766554433221100" * 2 + "00" * 8


@pytest.mark.parametrize(("permission", "goes"), [(0, True), (2, False), (4, False), (8, True), (0x200, False), (0x108, True)])
def test_a_font_of_the_house_goes_along_when_its_maker_allows(permission: int, goes: bool, tmp_path: Path) -> None:
    folder = tmp_path / "letters" / "eigen"
    folder.mkdir(parents=True)
    data = bytearray(house_fonts()[1].read_bytes().replace("Source Sans Pro".encode("utf-16-be"), "Huisletter Sans".encode("utf-16-be")))
    entry = data.index(b"OS/2")
    data[(at := int.from_bytes(data[entry + 8 : entry + 12], "big") + 8) : at + 2] = permission.to_bytes(2, "big")
    (folder / "huis.ttf").write_bytes(data)
    content = docx.render(*make("Tekst.\n", tmp_path, fonts=folder.parent, style=HouseStyle(heading_font="Huisletter Sans", logo_alt="Het logo")))
    assert errors(content, tmp_path / "plan.docx") == []
    with zipfile.ZipFile(BytesIO(content)) as file:
        table = etree.fromstring(file.read("word/fontTable.xml"))
        count = len([name for name in file.namelist() if name.endswith(".odttf")])
    assert [attribute(font, "name") for font in table] == ["Source Sans Pro", "Huisletter Sans"]
    assert ([etree.QName(place).localname for place in table[1] if place.get(W + "fontKey")], count) == ((["embedRegular"], 5) if goes else ([], 4))


@pytest.mark.parametrize("content", [b"", b"OTTO" + bytes(60), b"\0\1\0\0\0\7", b"\0\1\0\0\0\0" + bytes(20), b"geen lettertype"])
def test_a_font_file_that_word_cannot_use_stays_behind(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "raar.ttf").write_bytes(content)
    (tmp_path / "ook.otf").write_bytes(house_fonts()[0].read_bytes())
    assert list(faces(sorted(tmp_path.glob("*.?tf")))) == []


def test_the_cover_says_whose_plan_it_is(body: etree._Element) -> None:
    assert [words(paragraph) for paragraph in of_style(body, "Title", "Subtitle", "Omslagperiode", "Omslagverband", "Omslagversie")] == [
        "Samen naar school", "Ondersteuningsplan", "2026-2030", "SWV PO Noorderwaard PO9901", "SWV VO Noorderwaard VO9901", "Versie 1.0 · vastgesteld"]
    assert [words(paragraph) for paragraph in of_style(body, "Colofon")] == ["E-mail\tinfo@swv.example", "Website\twww.swv.example"]


def test_headers_and_footers_tell_title_chapter_and_page(made: bytes, parts: dict[str, bytes]) -> None:
    sections = python_docx.Document(BytesIO(made)).sections
    assert sections[0].different_first_page_header_footer
    assert sections[0].footer.paragraphs[0].text == ""
    last = sections[-1]
    assert last.header.paragraphs[0].text.startswith("Samen naar school")
    codes = [code for code, _ in fields(last.footer._element)]
    assert codes == ["PAGE", "NUMPAGES"]
    assert [code for code, _ in fields(last.header._element)] == ["STYLEREF 1"]
    assert "SWV PO Noorderwaard · SWV VO Noorderwaard" in last.footer.paragraphs[0].text


def test_a_concept_has_a_watermark_on_every_page_and_an_adopted_plan_none(parts: dict[str, bytes], tmp_path: Path) -> None:
    marked = [name for name, content in parts.items() if b'string="CONCEPT"' in content]
    assert marked == ["word/document.xml", "word/header-colofon.xml", "word/header-contents.xml", "word/header-landscape.xml", "word/header.xml"]
    assert b"PowerPlusWaterMarkObject" not in docx.render(*make("Tekst.\n", tmp_path))


def test_python_docx_opens_it_and_sees_the_same_headings(made: bytes) -> None:
    opened = python_docx.Document(BytesIO(made))
    found = [paragraph.text.strip() for paragraph in opened.paragraphs if paragraph.style is not None and str(paragraph.style.name).startswith("Heading")]
    assert found == [*TITLES[:5], "Een tussenkop", *TITLES[5:]]


def test_decoration_has_no_words_and_says_that_it_is_decoration(tmp_path: Path) -> None:
    content = docx.render(*make("![](beeld/foto.png){.sier}\n\n::: po\n![](beeld/vlak.svg){.sier width=30%}\n:::\n\nTekst ![](beeld/foto.png){.sier width=8pt} verder.\n", tmp_path, logo=None))
    assert errors(content, tmp_path / "plan.docx") == []
    body = body_of(content)
    assert len(of_style(body, "Sierbeeld")) == 2
    inline = [drawing[-1] for drawing in body.iter(WP + "inline")]
    drawings = [drawing for drawing in body.iter(WP + "docPr") if drawing.getparent() in [graphic.getparent() for graphic in inline]]
    assert len(drawings) == 3
    assert all(drawing.get("descr") == "" and b'decorative" val="1"' in etree.tostring(drawing) for drawing in drawings)


def test_a_picture_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OpcError, match=r"weg\.svg"):
        docx.render(*make("![x](beeld/weg.svg)\n", tmp_path))


@pytest.mark.parametrize("content", ["<svg", "geen beeld", ""])
def test_a_picture_that_cannot_be_read_is_told(content: str, tmp_path: Path) -> None:
    document, tree = make("![x](beeld/vlak.svg){alt=y}\n", tmp_path)
    document.assets["beeld/vlak.svg"].write_text(content)
    with pytest.raises(OpcError, match="kan niet worden gelezen"):
        docx.render(document, tree)


@pytest.mark.parametrize("inside", ["- een lijst", "> een citaat", "![x](beeld/vlak.svg){alt=y}", "::: {.kader titel=T}\nTekst.\n:::", "## Kop {#k}\n\nTekst.", "::: {.tabel titel=T}\n| a |\n|---|\n| b |\n:::", "1. a\n   ![x](beeld/foto.png){alt=y}"])
@pytest.mark.parametrize("around", ["::: po", "::: {.kader titel=T}", "::: {.citaat bron=B}", "> ", "- "])
def test_anything_may_stand_in_anything(around: str, inside: str, tmp_path: Path) -> None:
    if around.startswith(":::"):
        text = f":{around}\n{inside}\n::::\n"
    else:
        text = around + inside.replace("\n", "\n" + (around if around == "> " else "  ")) + "\n"
    assert errors(docx.render(*make(text, tmp_path)), tmp_path / "plan.docx") == []


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("pdftotext"), reason="needs LibreOffice and poppler")
def test_libreoffice_shows_the_same_numbers_pages_and_words(made: bytes, body: etree._Element, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(made)
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path], check=True, capture_output=True, timeout=120)
    printed = subprocess.run(["pdftotext", "-layout", tmp_path / "plan.pdf", "-"], capture_output=True, check=True).stdout.decode()
    pages = printed.split("\f")
    fonts = subprocess.run(["pdffonts", tmp_path / "plan.pdf"], capture_output=True, check=True, text=True).stdout
    assert set(re.findall(r"\+(\S+)", fonts)) == {"SourceSansPro-Regular", "SourceSansPro-Bold", "SourceSansPro-It"}
    for number, title in zip(NUMBERS, TITLES, strict=True):
        assert re.search(rf"{re.escape(number)}\s+{re.escape(title)}", printed)
    assert all(f"Basisschool {number}a" in printed for number in range(1, 151))
    # the guess at page numbers, against a real layout
    for entry in of_style(body, "TOC1"):
        title, page = words(entry).split("\t")[1:]
        real = next(count for count, text in enumerate(pages, 1) if count > 2 and re.search(rf"^\s*(\S+ ?\S*)?\s+{re.escape(title)}$", text, re.MULTILINE))
        assert abs(real - int(page)) <= 1


@pytest.mark.parametrize(("look", "paper", "landscape"), [("blad", "A4", True), ("poster", "A3", True), ("blad", "A4", False)])
def test_a_sheet_has_its_own_paper_and_no_cover(look: str, paper: str, landscape: bool, tmp_path: Path) -> None:
    text = """::: tegels
::: tegel
# [1]{.nummer} Een sterke basis

Elke school.

::: kerncijfers
- **75% → 95%** scholen
:::
:::
:::

# Cijfers

[achter op schema]{.stand .achter}
"""
    content = docx.render(*make(text, tmp_path, look=look, paper=paper, landscape=landscape, facts=(), headings=()))
    assert errors(content, tmp_path / "blad.docx") == []
    body = etree.fromstring(zipfile.ZipFile(BytesIO(content)).read("word/document.xml"))
    [page] = body.iter(W + "pgSz")
    sizes = [round(int(attribute(page, side)) / 20 / 72 * 25.4) for side in ("w", "h")]
    assert sizes == {"A4": [210, 297], "A3": [297, 420]}[paper][:: -1 if landscape else 1]
    assert "Inhoud" not in words(body) and not list(body.iter(WP + "anchor"))
    assert [attribute(style) for style in body.iter(W + "pStyle")].count("Kengetal") == 1
    [ground] = [shade for shade in body.iter(W + "shd") if attribute(shade, "fill") == "9C2A10"]
    assert ground is not None


def test_a_poster_gets_the_largest_letters_with_which_it_fits(tmp_path: Path) -> None:
    def size(cards: str) -> int:
        content = docx.render(*make(f"::: tegels\n{cards}:::\n", tmp_path, look="poster", paper="A3", landscape=True, facts=(), headings=()))
        styles = etree.fromstring(zipfile.ZipFile(BytesIO(content)).read("word/styles.xml"))
        return int(attribute(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")))

    def cards(words: int) -> str:
        return "::: tegel\n# [1]{.nummer} Samen\n\n" + "een sterke basis op elke school " * words + "\n\n::: kerncijfers\n- **3 → 9** scholen\n:::\n:::\n\n"

    few, some, many = (size(cards(words) * 5) for words in (4, 16, 400))
    assert few > some > many


def test_key_figures_of_a_sheet_begin_where_its_headings_do(tmp_path: Path) -> None:
    made = [docx.render(*make("# Cijfers {#cijfers}\n\n::: kerncijfers\n- **12** scholen\n- **3** besturen\n:::\n", tmp_path, look=look, facts=(), headings=())) for look in ("blad", "boek")]
    bodies = (etree.fromstring(zipfile.ZipFile(BytesIO(content)).read("word/document.xml")) for content in made)
    assert [[int(attribute(indent, "w")) < 0 for indent in body.iter(W + "tblInd")] for body in bodies] == [[True], []]
