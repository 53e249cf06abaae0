"""The files of a plan, read with care: what cannot be read becomes a finding."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from opc.finding import Finding, Severity
from opc.source import Source, Span

LARGEST = 5_000_000
"""Bytes that a text file of a plan may have; a chapter of 100 pages has 300,000."""


@dataclass(frozen=True)
class Workspace:
    """A root folder. Findings name files by their path from it; files outside it are not read."""

    root: Path
    noticed: list[Finding] = field(default_factory=list)

    def name(self, path: Path) -> str:
        """The path as findings show it."""
        return Path(os.path.relpath(path, self.root)).as_posix()

    def notice(self, span: Span, rule: str, message: str, hint: str = "", severity: Severity = Severity.fout) -> None:
        """Keeps a finding."""
        self.noticed.append(Finding(span, rule, severity, message, hint))

    def text(self, path: Path, *, fallback: str = "") -> Source | None:
        """A text file; fallback: an encoding to try when it is not UTF-8. None when it cannot be read: that is noticed."""
        span = Span(self.name(path))
        try:
            size = path.stat().st_size
            if size > LARGEST:
                self.notice(span, "huis-bestand", f"dit bestand is te groot: {size // 1_000_000} MB", f"een tekstbestand van een plan heeft hoogstens {LARGEST // 1_000_000} MB")
                return None
            data = path.read_bytes()
        except FileNotFoundError:
            self.notice(span, "huis-bestand", "dit bestand is er niet")
            return None
        except OSError as error:
            self.notice(span, "huis-bestand", f"dit bestand is niet te lezen: {error.strerror}")
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if not fallback:
                before = data[: error.start].decode("utf-8", errors="replace")
                line = before.count("\n") + 1
                column = len(before) - (before.rfind("\n") + 1) + 1
                self.notice(
                    Span(span.file, line, column), "huis-bestand", "hier staat een teken dat geen UTF-8 is",
                    "bewaar het bestand als UTF-8 (in Kladblok en Word: bij Opslaan als, Codering)",
                )
                return None
            text = data.decode(fallback, errors="replace")
        return Source(span.file, text.replace("\r\n", "\n").replace("\r", "\n"))
