"""The files of a plan, read with care: what cannot be read becomes a finding."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from opc import dutch
from opc.cache import NOTHING, Cache
from opc.error import reason
from opc.finding import Finding, Severity, brief
from opc.source import Source, Span

LARGEST = 5_000_000
"""Bytes that a text file of a plan may have; a chapter of 100 pages has 300,000."""
LONGEST = 2_000
"""Signs without a blank, of a word or an address. No page holds such a word, and a PDF no string of more than 32,767."""

_UNUSABLE = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\uffff\U000f0000-\U0010ffff]"
_DOUBTFUL = re.compile("[^\t\n -~\xa0-\xff]")  # a quick look first: a class with more than Latin letters takes a millisecond to compile
_FINE = frozenset("‘’‚“”„–—…€•→←≤≥−")
"""Signs that a text has often, and that need no second look."""
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_UNBROKEN = re.compile(rf"(?<!\S)\S{{{LONGEST + 1},}}")
_UTF8 = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]")  # é and the like, and typographic signs: two or three odd signs in cp1252
MOST = 20
"""Findings about characters in one file; a file with more is no text."""


def resolved(path: Path) -> Path:
    """The path without links. Raises OSError, also when they run in a circle (Python before 3.13 has another error for that)."""
    try:
        return path.resolve()
    except RuntimeError:
        raise OSError(errno.ELOOP, "a circle of links", str(path)) from None


@dataclass(frozen=True, eq=False)
class Workspace:
    """A root folder. Findings name files by their path from it; files outside it are not read. cache: what was read before."""

    root: Path
    cache: Cache = NOTHING
    noticed: list[Finding] = field(default_factory=list)

    def name(self, path: Path) -> str:
        """The path as findings show it."""
        return Path(os.path.relpath(path, self.root)).as_posix()

    def notice(self, span: Span, rule: str, message: str, hint: str = "", severity: Severity = Severity.fout) -> None:
        """Keeps a finding."""
        self.noticed.append(Finding(span, rule, severity, brief(message), brief(hint)))

    def text(self, path: Path, *, fallback: str = "") -> Source | None:
        """A text file; fallback: an encoding to try when it is not UTF-8. None when it cannot be read: that is noticed."""
        span = Span(self.name(path))
        try:
            about = path.stat()
            size = about.st_size
            if not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):  # reading from a pipe could wait for ever
                self.notice(span, "huis-bestand", "dit is geen gewoon bestand", "zet er een tekstbestand neer met deze naam")
                return None
            if size > LARGEST:
                self.notice(span, "huis-bestand", f"dit bestand is te groot: {size // 1_000_000} MB", f"een tekstbestand van een plan heeft hoogstens {LARGEST // 1_000_000} MB")
                return None
            data = path.read_bytes()
        except FileNotFoundError:
            self.notice(span, "huis-bestand", "dit bestand is er niet", "controleer de naam, ook hoofdletters")
            return None
        except OSError as error:
            self.notice(span, "huis-bestand", f"dit bestand is niet te lezen: {reason(error)}", "controleer of het een gewoon bestand is waar u bij mag")
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if not fallback:
                self.notice(
                    _after(span.file, data[: error.start]), "huis-bestand", "hier staat een teken dat geen UTF-8 is",
                    "bewaar het bestand als UTF-8 (in Kladblok en Word: bij Opslaan als, Codering)",
                )
                return None
            if _UTF8.search(data):
                self.notice(
                    _after(span.file, data[: error.start]), "huis-bestand", "dit bestand is hier geen UTF-8, en elders wel",
                    "bewaar het hele bestand als UTF-8 (in Excel: CSV UTF-8), en kijk de letters met een teken na",
                )
            text = data.decode(fallback, errors="replace")
        return self.usable(Source(span.file, text.replace("\r\n", "\n").replace("\r", "\n")))

    def usable(self, source: Source) -> Source:
        """The text without characters that mean nothing on paper; each is noticed, and every place stays right. So is a word without an end."""
        if max(map(len, source.text.split("\n"))) > LONGEST and (word := _UNBROKEN.search(source.text)):
            self.notice(
                source.span(*word.span()), "huis-teken", f"hier staan {dutch.number(word.end() - word.start())} tekens zonder een spatie",
                f"zet er spaties in, of neem een korter adres: hoogstens {dutch.number(LONGEST)} tekens",
            )
        if _FINE.issuperset(_DOUBTFUL.findall(source.text)):
            return source
        for match in islice(re.finditer(_UNUSABLE, source.text), MOST):
            self.notice(source.span(*match.span()), "huis-teken", *_explain(match.group()))
        text = re.sub(_UNUSABLE, lambda match: " " if match.group() in _BREAKS else "\ufffd", source.text)
        return source if text == source.text else Source(source.file, text)


def _after(file: str, before: bytes) -> Span:
    """The place behind these bytes of a file."""
    text = before.decode("utf-8-sig", errors="replace")
    return Span(file, text.count("\n") + 1, len(text) - text.rfind("\n"))


def _explain(sign: str) -> tuple[str, str]:
    if sign == "\ufffd":
        return "hier is een teken verloren gegaan", "typ het opnieuw, en bewaar het bestand als UTF-8"
    if sign in _BREAKS:
        return "hier staat een onzichtbaar regeleinde", "haal het weg (vaak geplakt uit Word); een nieuwe alinea begint na een lege regel"
    if unicodedata.category(sign) == "Co":
        return f"dit teken bestaat alleen in één lettertype (U+{ord(sign):04X})", "haal het weg; was het een opsommingsteken uit Word, begin de regel dan met een streepje"
    return f"hier staat een onzichtbaar teken (U+{ord(sign):04X})", "haal het weg (vaak geplakt uit Word of uit een pdf)"
