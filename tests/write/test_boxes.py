"""A box says in words of which kind it is, in every format."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from conftest import TODAY, check

from opc import pipeline

BOXES = """
::: {.kwestie titel="Eén loket of twee?"}
We kiezen voor één loket.
:::

::: {.kwestie titel="Kwestie 2: de school dichtbij"}
Die gaat voor.
:::
"""


def written(base: Path, tmp_path: Path, text: str) -> tuple[str, str]:
    """What stands in the Word file, and on its page of the website, of a chapter that ends with this text."""
    chapter = base / "hoofdstukken/04-ouders.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + text, encoding="utf-8")
    assert not [finding for finding in check(base).findings if "blok" in finding.message]
    files = {item.format: item.path for item in pipeline.build(base, ["docx", "html"], tmp_path / "uit", today=TODAY, sector=None, allow_errors=True).files}
    with ZipFile(files["docx"]) as package:
        return package.read("word/document.xml").decode(), (files["html"].parent / "ouders.html").read_text(encoding="utf-8")


def test_a_kwestie_is_labelled_once_in_word_and_on_the_web(base: Path, tmp_path: Path) -> None:
    word, web = written(base, tmp_path, BOXES)
    for text in (re.sub(r"<[^>]+>", "|", made) for made in (word, web)):
        assert re.search(r"\|Kwestie\|[|\s]*Eén loket of twee\?", text)
        assert len(re.findall(r"\|Kwestie\|", text)) == 1
    assert web.count('<aside class="kwestie">') == 2


NOTE = """
::: kanttekening
Kijk ook in de bijlage.
:::

Daar staan alle stappen.
"""


def test_a_kanttekening_stands_beside_the_text_that_follows(base: Path, tmp_path: Path) -> None:
    word, web = written(base, tmp_path, NOTE)
    assert re.search(r'<w:pStyle w:val="Kanttekening"/><w:framePr [^>]*/></w:pPr><w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t[^>]*>Kijk ook', word)
    assert re.search(r'<aside class="kanttekening">\n<p[^>]*>Kijk ook', web)
