"""What travels in the PDF beside the text: which requirement is answered where and, when asked, the source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from opc.compose.block import Printer
from opc.model.crosswalk import Answer, Crosswalk, Entry
from opc.model.document import Attachment
from opc.model.plan import Plan

_KINDS = {"md": "text/markdown", "yaml": "application/yaml", "csv": "text/csv"}


def crosswalk(printer: Printer, *, law: date, status: str, document: str = "plan", here: Mapping[str, str] | None = None, told: Mapping[str, str] | None = None) -> Attachment:
    """dekking.json. printer: of the whole plan. law: the day whose law was asked.

    document: what it goes along with. here: chapter or section -> where that, or a part of it, stands in it; each at its own place when not given. told: requirement -> where it tells how that came out.
    """
    def destination(anchor: str) -> str:
        return anchor if here is None else here.get(anchor, "")

    plan = printer.plan
    made = Crosswalk(
        plan=plan.file.title, period=str(plan.file.period), edition=plan.file.version, status=status, law_date=law, document=document,
        organisations={item.number: item.name for item in plan.file.organisations.values()},
        requirements=[
            Entry(
                id=item.id, title=item.title, sectors=list(item.sectors), law=list(item.laws), steps=list(item.steps),
                destination=(told or {}).get(item.id, ""),
                answers=[Answer(number=printer.numbers.labels.get(anchor, ""), title=printer.title(anchor), destination=destination(printer.destination(anchor))) for anchor in item.anchors if anchor in printer.numbers.words],
            )
            for item in printer.covered
        ],
    )
    text = json.dumps(made.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
    return Attachment("dekking.json", "Welke wettelijke eis waar in het plan wordt beantwoord", "application/json", "data", text.encode())


def sources(plan: Plan) -> tuple[Attachment, ...]:
    """The Markdown, YAML and CSV that the plan was made from, under their names in its folder."""
    inside = f"{plan.place('')}"
    return tuple(
        Attachment(file.removeprefix(inside), "Waar dit plan van gemaakt is", _KINDS.get(file.rpartition(".")[2], "text/plain"), "source", source.text.encode())
        for file, source in sorted(plan.sources.items())
        if file.startswith(inside)
    )
