"""De meerjarenbegroting heeft een kolom voor elk kalenderjaar waarin het plan loopt, en er staan bedragen in.
Een hoofdstuk noemt per sector, onder begroting:, welke tabel dat is.

*Goed*: kolommen 2026 tot en met 2030 bij een plan van 2026-2030.
*Fout*: een begroting van één jaar, of een die een jaar te vroeg stopt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding, Severity
from opc.model.record import Record, Truth, Whole

LONGEST = 4
"""Years of a plan. Source: WPO 18a lid 7, WVO 2020 2.47 lid 8."""


class Options(Record):
    """jaren: how many years at the least; dekt_periode: whether they must cover the plan's period."""

    years: Whole = Field(2, alias="jaren")
    covers: Truth = Field(True, alias="dekt_periode")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding when there is no budget for the sector, or its years fall short."""
    sector = subject.sector or subject.plan.sectors[0]
    held = list(subject.facts("begroting"))
    named = [found for _, found in held if found.of(sector)]
    if not named:
        place = held[0][0].front.key("begroting") if held else subject.plan.file.at("sectoren")
        yield subject.finding(place, "er is geen meerjarenbegroting", f"noem onder `begroting:` in het hoofdstuk over geld de tabel voor {sector}")
        return
    name = named[0].of(sector)
    if subject.plan.is_unread(name):
        return
    if (table := subject.plan.tables.get(name)) is None:
        meant = dutch.meant(name, subject.plan.tables)
        yield subject.finding(named[0].at(sector), f'er is geen tabel "{name}"', f"bedoelt u {meant}?" if meant else "beschrijf haar in tabellen.yaml")
        return
    header = subject.plan.sources[table.span.file].whole_line(1)
    years = sorted(int(column.name[:4]) for column in table.columns if re.fullmatch(r"(19|20)\d\d(-\d{2,4})?", column.name))
    if len(years) < options.years:
        yield subject.finding(header, f"deze begroting heeft {dutch.count(len(years), 'jaar', 'jaren')}, en een meerjarenbegroting heeft er ten minste {options.years}", "geef elk jaar een kolom met het jaartal als naam")
        return
    if all(cell.value is None for row in table.plain for cell in row.cells):
        yield subject.finding(header, "in deze begroting staat nog geen enkel bedrag", f"vul {table.settings.file} in; de totalen rekent opc zelf uit")
    period = subject.plan.file.period
    # a period that is too long is a finding of its own
    wanted = range(period.first.year, min(period.last.year, period.first.year + LONGEST) + 1)
    if options.covers and (absent := [str(year) for year in wanted if year not in years]):
        severity = None if len(absent) == len(wanted) else min(Severity.waarschuwing, subject.requirement.severity)  # the law asks for years, not for all of these
        yield subject.finding(header, f"deze begroting heeft geen kolom voor {dutch.listing(absent)}, en het plan loopt van {period.first.year} tot en met {period.last.year}", "voeg een kolom toe voor elk kalenderjaar waarin het plan loopt", severity=severity)
