"""A chapter may open with a line under its title."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from conftest import TODAY, check

from opc import pipeline
from opc.compose import compose

LEAD = "Bij ons hoeft u *nergens* te zoeken: één loket."


def with_lead(plan: Path) -> Path:
    chapter = plan / "hoofdstukken/04-ouders.md"
    chapter.write_text(re.sub(r"(?m)^(titel: .*)$", rf'\1\ninleiding: "{LEAD}"', chapter.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    return plan


def test_the_line_stands_under_the_title_and_not_in_other_chapters(base: Path) -> None:
    checked = check(with_lead(base))
    assert checked.plan
    parts = compose(checked.plan, checked.requirements, root=base, status="concept", law=checked.day).parts
    (opened,) = (part for part in parts if "::: inleiding" in part)
    assert re.match(r"# \[4\]\{\.nummer\} [^\n]+\n\n::: inleiding\nBij ons hoeft u \\\*nergens\\\* te zoeken: één loket\.\n:::\n\n", opened)


def test_the_line_is_in_a_style_of_its_own_in_word_and_on_the_web(base: Path, tmp_path: Path) -> None:
    built = pipeline.build(with_lead(base), ["pdf", "docx", "html"], tmp_path / "uit", today=TODAY, sector=None, allow_errors=True)
    written = {item.format: item.path for item in built.files}
    with ZipFile(written["docx"]) as package:
        (paragraph,) = re.findall(r'<w:p><w:pPr><w:pStyle w:val="Inleiding"/>.*?</w:p>', package.read("word/document.xml").decode())
        assert 'w:styleId="Inleiding"' in package.read("word/styles.xml").decode()
    assert re.sub(r"<[^>]+>", "", paragraph) == LEAD
    (found,) = re.findall(r'(?s)<div class="inleiding">\s*<p[^>]*>(.*?)</p>', (written["html"].parent / "ouders.html").read_text(encoding="utf-8"))
    assert found == LEAD
