"""The floor to measure against: a composed text through bare Pandoc and Typst, in one process, and nothing else.

`raw_chain.py FOLDER [--format pdf|docx]`: FOLDER holds plan.md with its pictures, as `bench.py` lays it out.

What a user would type: Pandoc's own Markdown (every extension that opc's dialect needs is on in it), a standalone document
with contents and numbered sections, in Dutch, on A4, in opc's letter at its size. So the raw chain reads the same words,
tables, pictures, footnotes and references, and sets them in the same type; it makes no cover, tags nothing for PDF/A and
designs nothing.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import typst

OPTIONS = ["--from", "markdown", "--standalone", "--toc", "--number-sections", "--metadata", "title=Ondersteuningsplan", "--metadata", "lang=nl-NL",
           "--variable", "papersize=a4", "--variable", "fontsize=10pt", "--variable", "mainfont=Source Sans Pro"]


def files_of(package: str) -> Path:
    """The folder files/ of a package, which is not imported: pypandoc would cost 75 ms, for its downloader."""
    spec = importlib.util.find_spec(package)
    assert spec and spec.origin
    return Path(spec.origin).parent / "files"


def main() -> None:
    """Reads the arguments and makes raw.pdf or raw.docx in the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", choices=["pdf", "docx"], default="pdf")
    arguments = parser.parse_args()
    os.chdir(arguments.folder)
    made = "raw.docx" if arguments.format == "docx" else "raw.typ"
    subprocess.run([files_of("pypandoc") / "pandoc", "plan.md", *OPTIONS, "--output", made], check=True)
    if arguments.format == "pdf":
        compile_file: Callable[..., object] = typst.compile  # its types do not know that it takes files by name
        compile_file("raw.typ", output="raw.pdf", font_paths=[files_of("font_source_sans_pro")], ignore_system_fonts=True)


if __name__ == "__main__":
    main()
