"""Er is een doel in getallen dat te meten is, en er hoort geld bij.
opc zoekt in de tabel met doelen (indicatoren) naar een streefwaarde met een eenheid, een beginstand (nulmeting) en een jaar, en in de
tabel met acties naar een begroot bedrag. Eén van elk is genoeg.

*Goed*: een tabel met indicatoren en een tabel met acties met begrote bedragen.
*Fout*: doelen zonder getallen, of acties zonder geld.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding
from opc.model.goal import Indicator, budgeted
from opc.model.record import Record, Texts, Truth, Whole
from opc.source import Span


class Options(Record):
    """minstens: how many goals in numbers have all of velden; bedrag: whether actions must have money."""

    fields: Texts = Field((), alias="velden")
    amount: Truth = Field(False, alias="bedrag")
    least: Whole = Field(1, alias="minstens")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding when too few goals for the sector are complete, and when no action has an amount."""
    own = [indicator for indicator in subject.plan.indicators if subject.concerns(indicator.sectors)]
    complete = [indicator for indicator in own if indicator.target is not None and not _absent(indicator, options.fields)]
    if len(complete) < options.least and not _unread(subject, "indicatoren"):
        said = "geen enkel doel" if not complete else dutch.count(len(complete), "doel", "doelen")
        yield subject.finding(
            _key(subject, "indicatoren"), f"het plan heeft {said} in getallen" + (f", en {options.least} is te verwachten" if options.least > 1 else ""),
            f"een doel in getallen is een indicator met {dutch.listing(('streefwaarde', *options.fields))}",
        )
    amounts = (amount for action in subject.plan.actions if subject.concerns(action.sectors) for column, amount in action.amounts if budgeted(column)[1] in (None, subject.sector))
    if options.amount and not any(amounts) and not _unread(subject, "acties"):
        yield subject.finding(_key(subject, "acties"), "bij geen enkele actie staat geld", "geef de tabel met acties een kolom met begrote bedragen (begroot_2027)")


def _unread(subject: Subject, key: str) -> bool:
    return any(subject.plan.is_unread(table) for _, table in subject.facts(key))


def _key(subject: Subject, key: str) -> Span:
    """Where a chapter names the table; plan.yaml when none does."""
    return next((chapter.front.at(key) for chapter, _ in subject.facts(key)), subject.plan.file.at("sectoren"))


def _absent(indicator: Indicator, fields: tuple[str, ...]) -> bool:
    there = {"eenheid": indicator.unit, "nulmeting": indicator.baseline is not None, "streefjaar": indicator.target_day}
    return any(not there.get(field) for field in fields)
