"""Requirements for people: the list of what is asked, and the explanation of one."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter

from opc import dutch
from opc.model.paragraph import Paragraph
from opc.model.plan import Plan
from opc.model.requirement import Frame, Requirement

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


def explanation(wordings: Sequence[Requirement], day: date, kinds: Mapping[str, str], width: int) -> str:
    """What a requirement asks, why, what satisfies it, how it is recorded, how opc tests it, and its wordings over the years.

    wordings: all its records; kinds: what each kind of check says of itself.
    """
    current = [item for item in wordings if day in item.validity]
    said = "" if current else _at_another_time(wordings, day)
    current = sorted(current or _nearest(wordings, day), key=lambda item: item.sectors)
    first = current[0]
    lines = [f"{first.title} [{first.id}]", "", *([*_paragraph(said, width), ""] if said else [])]
    for item, head in _apart(current, lambda item: (item.text,)):
        lines += [*(f"Voor {name.strip('()')}:" for name in head), *_paragraph(item.text, width), ""]
    for label, get in ((first.guidance_label, _GUIDANCE), *zip(("Goed", "Fout") if first.layer == "huis" else ("Een goed voorbeeld", "Een slecht voorbeeld"), _EXAMPLES, strict=True)):
        for item, head in _apart([item for item in current if get(item)], lambda item, get=get: (get(item),)):  # type: ignore[misc]
            lines += [f"{label}{' ' if head else ''}{''.join(head)}", *_paragraph(get(item), width, "  "), ""]
    if first.layer != "huis" and (words := _words(current)):
        lines += ["Woorden", *(part for word in words for part in textwrap.wrap(word, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)), ""]
    for item, head in _apart([item for item in current if item.recording or item.example], lambda item: (item.recording, item.example)):
        lines += [f"Zo legt u het vast{' ' if head else ''}{''.join(head)}", *_paragraph(item.recording, width, "  ")]
        lines += [*(f"    {line}" for line in item.example.rstrip().splitlines()), ""]
    if tests := tuple(dict.fromkeys((test.kind, str(test.options.get("zeg", ""))) for item in current for test in item.tests)):
        lines.append("Hoe opc dit toetst")
        for kind, said in tests:
            about = re.split(r"\n\s*\n", kinds.get(kind, "").strip())[0]
            told = f' De opmerking is: "{said}".' if said else ""
            lines += textwrap.wrap(" ".join(f"{about}{told}".split()), width, initial_indent="  - ", subsequent_indent="    ")
        lines.append("")
    for item, head in _apart([item for item in current if item.human], lambda item: (item.human,)):
        lines += [f"Dit toetst opc niet{' ' if head else ''}{''.join(head)}", *_paragraph(item.human, width, "  "), ""]
    if first.layer == "advies":
        lines += [*_paragraph("De wet vraagt dit van het verband, niet van het plan. opc maakt er nooit een fout van.", width), ""]
    if first.layer == "kader":
        lines += [*_paragraph("Dit is een kader van het samenwerkingsverband zelf, geen wet.", width), ""]
    if first.layer == "inspectie":
        lines += [*_paragraph("Dit is een verwachting en geen wet. opc maakt er nooit een fout van.", width), ""]
    if first.layer != "huis":
        lines.append("Waar het staat, en sinds wanneer")
        shown = {" ".join(item.text.split()) for item in current}
        for item in sorted(wordings, key=lambda item: (item.sectors, item.validity.first)):
            lines += _wording(item, width, shown)
    else:
        lines.append("Dit is een regel van opc zelf, geen wet.")
    return "\n".join(lines).rstrip() + "\n"


def whereabouts(plan: str, answered: Sequence[Paragraph], likely: Sequence[Paragraph], width: int) -> str:
    """Which paragraphs of a plan answer a requirement, and which seem to be about it, with how each begins."""
    lines = ["", f"Waar het staat in {plan}"]
    lines += [part for passage in answered for part in textwrap.wrap(f"Antwoord: {passage} ({passage.span.file}:{passage.span.line})", width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)]
    others = [passage for passage in likely if passage not in answered]
    if others:
        lines += _paragraph("Hier gaat het er ook over, het meest eerst:" if answered else "Geen paragraaf is als antwoord genoemd. Hier gaat het er misschien over, het meest eerst:", width, "  ")
    for number, passage in enumerate(others, 1):
        lines += textwrap.wrap(f"{number}. {passage} ({passage.span.file}:{passage.span.line})", width, initial_indent="  ", subsequent_indent="     ", break_on_hyphens=False)
        lines += [f"     {textwrap.shorten(passage.line, width - 5, placeholder=' …')}"] if passage.line else []
    return "\n".join(lines) + "\n"


_GUIDANCE: Callable[[Requirement], str] = attrgetter("guidance")
_EXAMPLES: tuple[Callable[[Requirement], str], ...] = (attrgetter("good"), attrgetter("bad"))


WORDS = {
    "po": "primair onderwijs", "sbo": "speciaal basisonderwijs", "so": "speciaal onderwijs", "vo": "voortgezet onderwijs", "vso": "voortgezet speciaal onderwijs",
    "lwoo": "leerwegondersteuning, extra hulp waarmee een leerling een leerweg van het vmbo kan halen",
    "leerwegondersteuning": "extra hulp waarmee een leerling een leerweg van het vmbo kan halen",
    "mbo": "middelbaar beroepsonderwijs", "OPR": "ondersteuningsplanraad", "MR": "medezeggenschapsraad",
    "OOGO": "op overeenstemming gericht overleg, met de gemeenten", "OPDC": "orthopedagogisch-didactisch centrum", "TLV": "toelaatbaarheidsverklaring",
    "verklaring": "toelaatbaarheidsverklaring, het besluit van het verband dat een leerling naar een vorm van speciaal onderwijs kan",
    "arrangement": "extra hulp voor een leerling of een groep, boven op de basisondersteuning", "peildatum": "de dag waarop wordt geteld",
    "basisondersteuning": "hulp waarop een leerling op elke vestiging van het verband kan rekenen",
    "cluster": "een soort speciaal onderwijs; cluster 3 en 4 gaan via het samenwerkingsverband, cluster 1 en 2 niet",
    "residentiële": "van leerlingen die door plaatsing in een instelling op de school zitten", "opting-out": "het verband maakt zelf regels voor lwoo",
    "grondslag": "de godsdienst of overtuiging van een school", "baten": "het geld dat binnenkomt", "lasten": "het geld dat wordt uitgegeven",
}
"""What a reader who is new to the subject may not know."""


def _words(wordings: Sequence[Requirement]) -> list[str]:
    """The words of a requirement that need explaining, and are not explained in it."""
    said = " ".join(" ".join((item.title, item.text, item.guidance, item.good, item.bad)) for item in wordings)
    return [f"{word}: {meaning}" for word, meaning in WORDS.items() if re.search(rf"(?<![\w-]){word}(?!\w)", said, re.IGNORECASE if word.islower() else 0) and f"({word})" not in said]


def _nearest(wordings: Sequence[Requirement], day: date) -> list[Requirement]:
    """Of a requirement that does not hold: its last versions, or when it never held yet its first."""
    before = [item for item in wordings if item.validity.first <= day]
    first = max(item.validity.first for item in before) if before else min(item.validity.first for item in wordings)
    return [item for item in wordings if item.validity.first == first]


def _at_another_time(wordings: Sequence[Requirement], day: date) -> str:
    """That a requirement does not hold on a day, and when it does what follows."""
    item = _nearest(wordings, day)[0].validity
    if item.first > day:
        return f"Op {dutch.long_date(day)} gold deze eis nog niet. Zo luidt zij vanaf {dutch.long_date(item.first)}:"
    assert item.last
    more = "" if any(other.validity.first > day for other in wordings) else " meer"
    return f"Op {dutch.long_date(day)} geldt deze eis niet{more}. Zo luidde zij tot en met {dutch.long_date(item.last)}:"


def _apart(items: Sequence[Requirement], said: Callable[[Requirement], tuple[str, ...]]) -> list[tuple[Requirement, list[str]]]:
    """The records that say something different, each with a line that tells for which sector, when there are more."""
    groups: dict[tuple[str, ...], list[Requirement]] = {}
    for item in items:
        groups.setdefault(tuple(" ".join(text.split()) for text in said(item)), []).append(item)
    return [
        (group[0], [f"({dutch.listing(dict.fromkeys(sector for item in group for sector in item.sectors))})"] if len(groups) > 1 else [])
        for group in groups.values()
    ]


def _wording(item: Requirement, width: int, shown: set[str]) -> list[str]:
    """Where and when one version holds, how sure that is, and its text when that is not among what was shown."""
    if isinstance(item, Frame) and item.validity.first == date.min:
        return textwrap.wrap(f"{item.in_words[0].upper()}{item.in_words[1:]}.", width, initial_indent="  - ", subsequent_indent="    ")
    last = f"tot en met {dutch.long_date(item.validity.last)}" if item.validity.last else "geldt nog"
    since = f"vanaf {dutch.long_date(item.validity.first)}{' (dag niet zeker)' if item.uncertain_day else ''}"
    whose = f"{dutch.listing(item.sectors)}: " if item.sectors else ""
    lines = textwrap.wrap(f"{whose}{item.source or item.in_words}, {since}, {last}.", width, initial_indent="  - ", subsequent_indent="    ")
    if (text := " ".join(item.text.split())) not in shown:
        shown.add(text)
        lines += textwrap.wrap(f"Zo luidt zij: {text}" if item.validity.last is None else f"Zo luidde zij: {text}", width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    if item.change:
        lines += textwrap.wrap(f"Wat er veranderde: {' '.join(item.change.split())}", width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    if item.certainty:
        lines += textwrap.wrap(f"Zekerheid {item.certainty}: {item.certainty_in_words}.", width, initial_indent="    ", subsequent_indent="    ")
    if item.note:
        lines += textwrap.wrap(" ".join(item.note.split()), width, initial_indent="    ", subsequent_indent="    ")
    if item.source and item.source.address:
        lines.append(f"    {item.source.address}")
    return lines


def _paragraph(text: str, width: int, margin: str = "") -> list[str]:
    """The lines of a text; an expression to copy is not broken."""
    whole = re.sub(r"\{\{.*?\}\}", lambda match: match[0].replace(" ", "\0"), " ".join(text.split()))
    return [line.replace("\0", " ") for line in textwrap.wrap(whole, width, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False)]
