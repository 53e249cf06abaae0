"""Requirements for people: the list of what is asked, and the explanation of one."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from opc import dutch
from opc.model.paragraph import Paragraph
from opc.model.requirement import CERTAINTY, Requirement

LAYERS = {"wet": "De wet", "advies": "De wet over het verband zelf; geen vraag aan het plan", "inspectie": "De inspectie (geen wet)", "kader": "Eigen kaders van het verband", "huis": "opc zelf: leesbaar, volledig en zonder tegenspraak"}


def listing(requirements: Iterable[Requirement], day: date, width: int) -> str:
    """One line a requirement: id, sectors, title and source; grouped by who asks it."""
    lines = [f"Waaraan opc een plan toetst op {dutch.long_date(day)}:", ""]
    ordered = sorted(requirements, key=lambda item: list(LAYERS).index(item.layer))
    room = max((len(item.id) for item in ordered), default=0)
    for layer, group in groupby(ordered, key=lambda item: item.layer):
        lines.append(LAYERS[layer])
        seen: dict[str, list[Requirement]] = {}
        for item in group:
            seen.setdefault(item.id, []).append(item)
        for name, items in seen.items():
            sectors = dutch.listing(dict.fromkeys(sector for item in items for sector in item.sectors)) if layer != "huis" else ""
            source = "; ".join(dict.fromkeys(str(item.source) for item in items if item.source)) if layer == "wet" else ""
            text = " / ".join(dict.fromkeys(item.title for item in items)) + (f" ({sectors})" if sectors else "") + (f". {source}" if source else "")
            lines += textwrap.wrap(text, width, initial_indent=f"  {name:<{room}}  ", subsequent_indent=" " * (room + 4), break_on_hyphens=False)
        lines.append("")
    return "\n".join([*lines, "Uitleg van één eis: opc explain EIS", ""])


def explanation(wordings: Sequence[Requirement], day: date, kinds: Mapping[str, str], width: int) -> str:
    """What a requirement asks, why, what satisfies it, how opc tests it, and its wordings over the years.

    wordings: all its records; kinds: what each kind of check says of itself.
    """
    current = [item for item in wordings if day in item.validity] or [max(wordings, key=lambda item: item.validity.first)]
    first = current[0]
    lines = [f"{first.title} [{first.id}]", ""]
    if all(day not in item.validity for item in wordings):
        lines += [f"Op {dutch.long_date(day)} geldt deze eis niet. Zo luidde zij:", ""]
    for item, head in _apart(current, lambda item: (item.text,)):
        lines += [*(f"Voor {name.strip('()')}:" for name in head), *_paragraph(item.text, width), ""]
    for label, get in PARTS.items():
        for item, head in _apart([item for item in current if get(item)], lambda item, get=get: (get(item),)):  # type: ignore[misc]
            lines += [f"{label}{' ' if head else ''}{''.join(head)}", *_paragraph(get(item), width, "  "), ""]
    if first.tests:
        lines.append("Hoe opc dit toetst")
        for test in first.tests:
            said = re.split(r"\n\s*\n", kinds.get(test.kind, "").strip())[0]
            lines += textwrap.wrap(" ".join(said.split()), width, initial_indent="  - ", subsequent_indent="    ")
        lines.append("")
    if first.layer == "advies":
        lines += [*_paragraph("De wet vraagt dit van het verband, niet van het plan. opc maakt er nooit een fout van.", width), ""]
    if first.layer == "inspectie":
        lines += [*_paragraph("Dit is een verwachting en geen wet. opc maakt er nooit een fout van.", width), ""]
    if first.layer != "huis":
        lines.append("Waar het staat, en sinds wanneer")
        for item in sorted(wordings, key=lambda item: (item.sectors, item.validity.first)):
            lines += _wording(item, width)
    else:
        lines.append("Dit is een regel van opc zelf, geen wet.")
    return "\n".join(lines).rstrip() + "\n"


def whereabouts(plan: str, answered: Sequence[Paragraph], likely: Sequence[Paragraph], width: int) -> str:
    """Which paragraphs of a plan answer a requirement, and which seem to be about it, with how each begins."""
    lines = ["", f"Waar het staat in {plan}"]
    lines += [part for passage in answered for part in textwrap.wrap(f"Antwoord: {passage} ({passage.span.file}:{passage.span.line})", width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)]
    others = [passage for passage in likely if passage not in answered]
    lines += ["  Hier gaat het er ook over, het meest eerst:" if answered else "  Geen paragraaf is als antwoord genoemd. Hier gaat het er misschien over, het meest eerst:"] if others else []
    for number, passage in enumerate(others, 1):
        lines += textwrap.wrap(f"{number}. {passage} ({passage.span.file}:{passage.span.line})", width, initial_indent="  ", subsequent_indent="     ", break_on_hyphens=False)
        lines += [f"     {textwrap.shorten(passage.line, width - 5, placeholder=' …')}"] if passage.line else []
    return "\n".join(lines) + "\n"


PARTS: dict[str, Callable[[Requirement], str]] = {
    "Een goed antwoord": lambda item: item.guidance, "Goed": lambda item: item.good, "Fout": lambda item: item.bad,
}


def _apart(items: Sequence[Requirement], said: Callable[[Requirement], tuple[str, ...]]) -> list[tuple[Requirement, list[str]]]:
    """The records that say something different, each with a line that tells for which sector, when there are more."""
    groups: dict[tuple[str, ...], list[Requirement]] = {}
    for item in items:
        groups.setdefault(tuple(" ".join(text.split()) for text in said(item)), []).append(item)
    return [
        (group[0], [f"({dutch.listing(dict.fromkeys(sector for item in group for sector in item.sectors))})"] if len(groups) > 1 else [])
        for group in groups.values()
    ]


def _wording(item: Requirement, width: int) -> list[str]:
    last = f"tot en met {dutch.long_date(item.validity.last)}" if item.validity.last else "geldt nog"
    since = f"vanaf {dutch.long_date(item.validity.first)}{' (dag niet zeker)' if item.uncertain_day else ''}"
    lines = textwrap.wrap(f"{dutch.listing(item.sectors)}: {item.source or LAYERS[item.layer]}, {since}, {last}.", width, initial_indent="  - ", subsequent_indent="    ")
    if item.change:
        lines += textwrap.wrap(f"Wat er veranderde: {' '.join(item.change.split())}", width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    if item.certainty:
        lines += textwrap.wrap(f"Zekerheid {item.certainty}: {CERTAINTY[item.certainty]}.", width, initial_indent="    ", subsequent_indent="    ")
    if item.note:
        lines += textwrap.wrap(" ".join(item.note.split()), width, initial_indent="    ", subsequent_indent="    ")
    if item.source and item.source.address:
        lines.append(f"    {item.source.address}")
    return lines


def _paragraph(text: str, width: int, margin: str = "") -> list[str]:
    return textwrap.wrap(" ".join(text.split()), width, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False)
