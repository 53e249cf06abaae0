"""De paragraaf die deze eis beantwoordt, noemt minstens twee bedragen in euro's, in een tabel of in de tekst.
Of elke school er een heeft, ziet opc niet. Hoogstens een opmerking.

*Goed*: een tabel met per school het bedrag.
*Fout*: een paragraaf die zegt dat het geld gaat naar wie het nodig heeft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from opc.check.subject import Subject
from opc.finding import Finding, Severity
from opc.model.chapter import Chapter
from opc.model.record import Record, Whole


class Options(Record):
    """minstens: how many amounts there are at the least."""

    least: Whole = Field(2, alias="minstens", ge=1, le=100)


_AMOUNT = re.compile(r"€\s?\d|\d\s(?:euro|miljoen euro)\b")
_CELL = re.compile(r"\|\s*(?:€\s?)?(?:\d{1,3}(?:\.\d{3})+|\d{3,})(?:,\d\d|,-)?\s*(?=\|)")
_TABLE = re.compile(r"""tabel\(\s*["']([^"']+)["']""")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark when the answer has fewer amounts than that."""
    answers = list(subject.answers())
    found = [answer for _, answer in answers if answer.anchor in subject.plan.sections or answer.anchor.removeprefix("tabel-") in subject.plan.tables]
    if found and sum(_amounts(subject, answer.anchor) for answer in found) < options.least:
        yield subject.finding(
            found[0].at("anchor"), "deze paragraaf noemt niet per school een bedrag", "zet de bedragen in een tabel; of zij samen niet meer zijn dan er is, rekent opc niet na",
            severity=Severity.opmerking,
        )


def _amounts(subject: Subject, anchor: str) -> int:
    """The amounts of a paragraph, a chapter or a table of the plan."""
    if anchor not in subject.plan.sections:
        return _in_table(subject, anchor.removeprefix("tabel-"))
    chapter, section = subject.plan.sections[anchor]
    begin, end = (section.text_begin, section.end) if section else (chapter.body, len(chapter.source.text))
    text = chapter.source.text[begin:end]
    return len(_AMOUNT.findall(text)) + _in_pipes(chapter, begin, end) + sum(_in_table(subject, name) for name in _TABLE.findall(text))


def _in_table(subject: Subject, name: str) -> int:
    table = subject.plan.tables.get(name)
    return sum(1 for row in table.plain for column, cell in zip(table.columns, row.cells, strict=True) if column.unit == "EUR" and cell.text) if table else 0


def _in_pipes(chapter: Chapter, begin: int, end: int) -> int:
    return sum(len(_CELL.findall(chapter.source.text[table.begin : table.end])) for table in chapter.tables if begin <= table.begin < end)
