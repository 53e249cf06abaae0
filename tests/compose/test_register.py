"""The register: where the words of begrippen.yaml stand in running text, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import page
import pytest
from conftest import TODAY, check

from opc import pipeline
from opc.compose import compose
from opc.model.record import Sector

TERMS = """begrippen:
  - {begrip: ondersteuning, betekenis: Hulp.}
  - {begrip: extra ondersteuning, betekenis: Meer hulp.}
  - {begrip: dekkend aanbod, afkorting: DA, betekenis: Alles samen.}
  - {begrip: hoorrecht, betekenis: Nergens.}
"""
CHAPTER = """---
hoofdstuk: vrij
titel: Over ondersteuning
id: proef
---

Elke school geeft ondersteuning. Daarna nog eens Ondersteuning, en extra
ondersteuning.

## Hoorrecht en da {#eerste}

Een [hoorrecht](#tweede) in een koppeling, **dekkend** aanbod half vet, en `hoorrecht` als code.

::: {.kader titel="Hoorrecht"}
Het DA is er; een dam is geen DA-plan.
:::

## Een dekkend aanbod {#tweede}

::: po
Het **dekkend aanbod** is er voor het po.
:::

| Wat | Wie |
|---|---|
| hoorrecht | wij |

## Kort {#kort}

::: kanttekening
Over extra ondersteuning, in de marge.
:::

Meer staat er niet.
"""


def register(plan: Path, sector: Sector | None = None) -> tuple[dict[str, list[str]], str]:
    """Of every word the paragraphs where it stands, and the whole text."""
    (plan / "begrippen.yaml").write_text(TERMS, encoding="utf-8")
    (plan / "hoofdstukken/07-proef.md").write_text(CHAPTER, encoding="utf-8")
    (plan / "bijlagen/01-begrippen.md").write_text('---\nbijlage: "1"\ntitel: Begrippen\n---\n\nOndersteuning.\n\n{{ register() }}\n', encoding="utf-8")
    for path in sorted((plan / "hoofdstukken").glob("0[1-6]*.md")):
        path.write_text(re.sub(r"(?i)ondersteuning(?=[ .,])", "hulp", path.read_text(encoding="utf-8")), encoding="utf-8")
    checked = check(plan, sector=sector)
    assert checked.plan
    text = compose(checked.plan, checked.requirements, root=plan, status="concept", law=checked.day).markdown
    lines = re.findall(r"^- \*\*(.+?)\*\*(.*)$", text[text.index("::: register"):], re.MULTILINE)
    return {word: re.findall(r"\[([^]]+)\]\(#register", places) for word, places in lines}, text


def test_the_register_names_each_paragraph_with_the_word_once(base: Path) -> None:
    found, text = register(base)
    assert found == {"dekkend aanbod": ["7.1", "7.2"], "extra ondersteuning": ["7"], "ondersteuning": ["7"]}
    assert re.search(r"geeft \[ondersteuning\]\{#register\.\d\.proef\}", text)
    assert re.search(r"\*\*\[dekkend aanbod\]\{#register\.\d\.tweede\}\*\*", text)
    assert re.search(r"Het \[DA\]\{#register\.\d\.eerste\} is er; een dam is geen DA-plan", text)


def test_a_place_that_this_edition_does_not_have_is_not_named(base: Path) -> None:
    assert register(base, "vo")[0]["dekkend aanbod"] == ["7.1"]


def test_every_place_of_the_register_is_in_the_text_once(base: Path) -> None:
    _, text = register(base)
    named = re.findall(r"\]\(#(register\.[^)]+)\)", text)
    assert len(named) == len(set(named)) > 2
    assert [text.count(f"{{#{name}}}") for name in named] == [1] * len(named)


def test_a_plan_without_a_register_has_no_marks_in_its_text(base: Path) -> None:
    checked = check(base)
    assert checked.plan
    assert "{#register." not in compose(checked.plan, checked.requirements, root=base, status="concept", law=checked.day).markdown


@pytest.mark.slow
def test_the_register_is_pages_on_paper_and_paragraphs_on_a_screen(base: Path, tmp_path: Path) -> None:
    register(base)
    written = {item.format: item.path for item in pipeline.build(base, ["pdf", "docx", "html"], tmp_path / "uit", today=TODAY, sector=None, allow_errors=True).files}
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        failures = page.validate_pdf(str(written["pdf"]), profile=profile).failures
        assert [item.message for item in failures if not item.rule_id.endswith("STREAM-LENGTH-001")] == []
    with ZipFile(written["docx"]) as package:
        text = package.read("word/document.xml").decode()
    fields = re.findall(r"PAGEREF (register_\w+) .*?<w:t[^>]*>(\d+)<", text)
    assert fields
    assert all(f'w:name="{name}"' in text for name, _ in fields)
    links = re.findall(r'href="([^"#]*)#(register\.[^"]+)">([^<]+)</a>', (written["html"].parent / "begrippen.html").read_text(encoding="utf-8"))
    assert {words for _, _, words in links} == {"7", "7.1", "7.2"}
    for file, anchor, _ in links:
        assert f'id="{anchor}"' in (written["html"].parent / file).read_text(encoding="utf-8")
