"""What is asked on a day, as a list for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import date
from itertools import groupby

from opc import dutch
from opc.model.plan import Plan
from opc.model.requirement import Requirement

LAYERS = {"wet": "De wet", "advies": "De wet over het verband zelf; geen vraag aan het plan", "inspectie": "De inspectie (geen wet)", "kader": "Eigen kaders van het verband", "huis": "opc zelf: leesbaar, volledig en zonder tegenspraak"}


def listing(requirements: Iterable[Requirement], day: date, width: int, plan: Plan | None = None) -> str:
    """One line a requirement: id, sectors, title and source; grouped by who asks it. plan: of which they are asked."""
    tested = f"{plan.file.title}, {plan.file.period} toetst, naar de wet van" if plan else "een plan toetst op"
    lines = [*textwrap.wrap(f"Waaraan opc {tested} {dutch.long_date(day)}:", width), ""]
    ordered = sorted(requirements, key=lambda item: list(LAYERS).index(item.layer))
    room = max((len(item.id) for item in ordered), default=0)
    for layer, group in groupby(ordered, key=lambda item: item.layer):
        lines.append(LAYERS[layer])
        seen: dict[str, list[Requirement]] = {}
        for item in group:
            seen.setdefault(item.id, []).append(item)
        for name, items in seen.items():
            sectors = dutch.listing(sorted({sector for item in items for sector in item.sectors})) if layer != "huis" else ""
            source = "; ".join(dict.fromkeys(str(item.source) for item in items if item.source)) if layer == "wet" else ""
            text = " / ".join(dict.fromkeys(item.title for item in items)) + (f" ({sectors})" if sectors else "") + (f". {source}" if source else "")
            lines += textwrap.wrap(text, width, initial_indent=f"  {name:<{room}}  ", subsequent_indent=" " * (room + 4), break_on_hyphens=False)
        lines.append("")
    return "\n".join([*lines, f"Uitleg van één eis: opc explain EIS{' PLAN' if plan else ''}", ""])
