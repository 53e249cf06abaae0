"""Elke uitdrukking tussen {{ en }} heeft een uitkomst.
opc rekent haar uit, en wijst aan welk deel niet kan: een tabel, rij of kengetal dat er niet is, een haakje te weinig.

*Goed*: {{ aantal("besturen") }}, {{ euro(cel("begroting-po", "Resultaat", "2027")) }}, {{ tabel("begroting-po") }}.
*Fout*: {{ 1/0 }}, een tabel die er niet is, of een blok midden in een zin.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from opc.check.subject import Options, Subject
from opc.finding import Finding
from opc.model.formula import FormulaError, UnknownNumberError, evaluate
from opc.model.value import Block


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each expression without an outcome, at the part that is wrong, and for each key figure without one."""
    plan = subject.plan
    catalogue = plan.functions
    broken = {}
    for name, figure in plan.file.key_figures.items():
        try:
            evaluate(figure.value, catalogue)
        except UnknownNumberError:
            continue
        except FormulaError as error:
            broken[name] = figure
            yield subject.finding(figure.at("waarde"), f'kengetal "{name}": {error.message}', error.hint)
    known = catalogue["aantal"]
    catalogue["aantal"] = lambda name: Decimal(0) if name in broken else known(name)  # said above, once
    for chapter in plan.chapters:
        for expression in chapter.expressions:
            try:
                value = evaluate(expression.formula, catalogue)
            except UnknownNumberError:
                continue
            except FormulaError as error:
                at = expression.begin + 2 + error.offset
                yield subject.finding(chapter.source.span(min(at, expression.end - 1), expression.end - 2), error.message, error.hint)
                continue
            if isinstance(value, Block) and not expression.block:
                yield subject.finding(expression.span, f"{value.name}(…) maakt een blok, en dat kan niet midden in een zin", "zet het alleen op een regel, met een lege regel erboven en eronder")
