"""A plan in the browser, again after every change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from opc.cache import usual
from opc.error import OpcError
from opc.finding import Severity
from opc.model.record import Sector
from opc.pipeline.checks import check
from opc.read.plan import root_of

if TYPE_CHECKING:
    from opc.serve.preview import Preview


def preview(folder: Path, before: Preview | None, *, today: date, sector: Sector | None) -> Preview:
    """The website of a plan as its files now are, for `opc serve`; where that fails, the pages from before and the reason."""
    from opc.compose import compose
    from opc.serve.preview import Preview
    from opc.write.drawing import drawn
    from opc.write.html import lay_out, render
    from opc.write.pandoc import read_tree

    last = before or Preview()
    try:
        checked = check(folder, today=today, day=None, sector=sector)
        if checked.plan is None:
            return replace(last, checked=checked, trouble="plan.yaml is niet te lezen; dit is het laatste plan dat dat wel was")
        status = "concept" if checked.at_least(Severity.fout) else checked.plan.file.status
        document = compose(checked.plan, checked.requirements, root=root_of(folder), status=status, law=checked.day, today=today)
        cache = usual()
        with drawn(document, cache, on_screen=True) as whole:
            site = lay_out(whole, read_tree(whole.parts, cache))
            homes = {chapter.file: site.places[chapter.anchor] for chapter in checked.plan.chapters if chapter.anchor in site.places}
            return Preview(render(site, {}), homes, checked)
    except OpcError as error:
        return replace(last, trouble=f"{error.message}; {error.hint}" if error.hint else error.message)
    except Exception as error:
        return replace(last, trouble=f"er is iets mis in opc zelf: {type(error).__name__}: {error}; dit ligt niet aan uw plan")


def serve(
    folder: Path, *, today: Callable[[], date], sector: Sector | None, port: int, started: Callable[[str], None],
    made: Callable[[Mapping[Severity, int], str, float], None],
) -> None:
    """Shows a plan in the browser, and again after every change, until the process is interrupted. Raises OpcError.

    started: gets the address. made: gets for every preview the counts of its findings, why there are no new pages, and the seconds.
    """
    from opc.serve import serve as run

    def report(made_: Preview, seconds: float) -> None:
        made(made_.checked.counts if made_.checked else {}, made_.trouble, seconds)

    run(folder, root_of(folder), lambda before: preview(folder, before, today=today(), sector=sector), port=port, started=started, made=report)
