"""The explanation of one requirement for people: what it asks, since when, what satisfies it, how opc tests it, and where a plan may answer it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import attrgetter

from opc import dutch
from opc.model.paragraph import Paragraph
from opc.model.requirement import Frame, Requirement, Test


def explanation(wordings: Sequence[Requirement], day: date, kinds: Mapping[str, str], width: int) -> str:
    """What a requirement asks, why, what satisfies it, how it is recorded, how opc tests it, and its wordings over the years.

    wordings: all its records; kinds: what each kind of check says of itself.
    """
    current = sorted([item for item in wordings if day in item.validity] or _begun(_nearest(wordings, day), day), key=lambda item: item.sectors)
    first = current[0]
    said = _when(wordings, day) if first.layer not in ("huis", "kader") else ""
    lines = [f"{' / '.join(dict.fromkeys(item.title for item in current))} [{first.id}]", "", *([*_paragraph(said, width), ""] if said else [])]
    for item, head in _apart(current, lambda item: (item.text,)):
        lines += [*(f"Voor {name.strip('()')}:" for name in head), *_paragraph(item.text, width), ""]
    for label, get in ((first.guidance_label, _GUIDANCE), *zip(("Goed", "Fout") if first.layer == "huis" else ("Een goed voorbeeld", "Een slecht voorbeeld"), _EXAMPLES, strict=True)):
        for item, head in _apart([item for item in current if get(item)], lambda item, get=get: (get(item),)):  # type: ignore[misc]
            lines += [f"{label}{' ' if head else ''}{''.join(head)}", *_paragraph(get(item), width, "  "), ""]
    if words := _words(current, wordings, said):
        lines += ["Woorden", *(part for word in words for part in textwrap.wrap(word, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)), ""]
    for item, head in _apart([item for item in current if item.recording or item.example], lambda item: (item.recording, item.example)):
        lines += [f"Zo legt u het vast{' ' if head else ''}{''.join(head)}", *_paragraph(item.recording, width, "  ")]
        lines += [*(f"    {line}" for line in item.example.rstrip().splitlines()), ""]
    tests = [test for item in current for test in item.tests]
    note = first.note if first.layer == "huis" else ""
    if tests or note:
        lines.append("Hoe opc dit toetst")
        for kind in dict.fromkeys(test.kind for test in tests):
            about = re.split(r"\n\s*\n", kinds.get(kind, "").strip())[0]
            asked = dict.fromkeys(_asked(test) for test in tests if test.kind == kind)
            lines += textwrap.wrap(" ".join(" ".join((about, *asked)).split()), width, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False)
        lines += [*(textwrap.wrap(" ".join(note.split()), width, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False) if note else ()), ""]
    for item, head in _apart([item for item in current if item.human], lambda item: (item.human,)):
        lines += [f"Dit toetst opc niet{' ' if head else ''}{''.join(head)}", *_paragraph(item.human, width, "  "), ""]
    if first.layer == "advies":
        lines += [*_paragraph("Dit staat in de wet, maar is geen vraag aan het plan. opc maakt er nooit een fout van.", width), ""]
    if first.layer == "kader":
        lines += [*_paragraph("Dit is een kader van het samenwerkingsverband zelf, geen wet.", width), ""]
    if first.layer == "inspectie":
        lines += [*_paragraph("Dit is een verwachting, en geen eis van de wet aan het plan. opc maakt er nooit een fout van.", width), ""]
    if first.layer != "huis":
        lines.append("Waar het staat, en sinds wanneer")
        if first.certainty:
            lines += _paragraph("Zekerheid A is de hoogste, C de laagste.", width, "  ")
        ended = {item.sectors for item in wordings} - {item.sectors for item in current}
        shown: set[tuple[tuple[str, ...], str]] = {(sectors, " ".join(item.text.split())) for item in current for sectors in (item.sectors, *ended)}
        for item in sorted(wordings, key=lambda item: (item.sectors, item.validity.first)):
            lines += _wording(item, _unsure_last(item, wordings), width, shown)
    else:
        lines += _paragraph(_HOUSE.get(first.group or "", "Dit is een regel van opc zelf, geen wet."), width)
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


_HOUSE = {
    "privacy": "Dit is een regel van opc zelf. Wat de wet over privacy vraagt, staat hier niet, en dat toetst opc niet.",
    "taal": "Dit is een regel van opc zelf, geen wet. De regel geldt alleen als in plan.yaml een taal: staat (beleid of publiek).",
}
"""How the explanation of a rule of the house ends, by its group."""

_GUIDANCE: Callable[[Requirement], str] = attrgetter("guidance")
_EXAMPLES: tuple[Callable[[Requirement], str], ...] = (attrgetter("good"), attrgetter("bad"))


WORDS = {
    "po": "primair onderwijs", "sbo": "speciaal basisonderwijs", "(v)so": "speciaal onderwijs en voortgezet speciaal onderwijs", "so": "speciaal onderwijs",
    "vo": "voortgezet onderwijs", "vso": "voortgezet speciaal onderwijs",
    "lwoo": "leerwegondersteuning, extra hulp waarmee een leerling een leerweg van het vmbo kan halen",
    "leerwegondersteuning": "extra hulp waarmee een leerling een leerweg van het vmbo kan halen",
    "pro": "praktijkonderwijs, een vorm van voortgezet onderwijs; het verband beslist wie er terecht kan", "praktijkonderwijs": "een vorm van voortgezet onderwijs; het verband beslist wie er terecht kan",
    "mbo": "middelbaar beroepsonderwijs", "OPR": "ondersteuningsplanraad, van ouders, leerlingen en personeel", "MR": "medezeggenschapsraad van een school",
    "OOGO": "op overeenstemming gericht overleg, met de gemeenten", "OPDC": "orthopedagogisch-didactisch centrum, waar leerlingen tijdelijk les krijgen",
    "TLV": "toelaatbaarheidsverklaring, het besluit van het verband dat een leerling naar een vorm van speciaal onderwijs kan", "toelaatbaarheidsverklaring": "het besluit van het verband dat een leerling naar een vorm van speciaal onderwijs kan",
    "verklaring": "toelaatbaarheidsverklaring, het besluit van het verband dat een leerling naar een vorm van speciaal onderwijs kan",
    "arrangement": "extra hulp voor een leerling of een groep, boven op de basisondersteuning",
    "basisondersteuning": "hulp waarop een leerling op elke vestiging van het verband kan rekenen",
    "peildatum": "de dag waarop wordt geteld", "teldatum": "de dag waarop leerlingen worden geteld voor het geld van het rijk", "telmomenten": "dagen na 1 februari waarop het verband opnieuw telt",
    "cluster": "een soort speciaal onderwijs; cluster 3 en 4 gaan via het samenwerkingsverband, cluster 1 en 2 niet",
    "leerachterstand": "het deel van de schooltijd vanaf groep 3 dat een leerling achterloopt; 0,5 is de helft", "statuut": "een stuk waarin staat hoe de medezeggenschap is geregeld",
    "residentiële": "van leerlingen die door plaatsing in een instelling op de school zitten", "justitiële": "van justitie",
    "ondersteuningsaanbod": "wat een school kan bieden aan leerlingen die meer hulp nodig hebben; het staat in de schoolgids",
    "schoolondersteuningsprofiel": "de voorloper van het ondersteuningsaanbod van de school", "indicatie": "een besluit, van voor het passend onderwijs, dat een leerling naar het speciaal onderwijs kon",
    "opting-out": "het verband maakt zelf regels voor lwoo", "orthopedagoog": "deskundige voor kinderen bij wie leren of opgroeien moeilijk gaat",
    "grondslag": "de godsdienst of overtuiging van een school", "baten": "het geld dat binnenkomt", "lasten": "het geld dat wordt uitgegeven", "eigen vermogen": "wat een organisatie over heeft als alle schulden betaald zijn",
    "signaleringswaarde": "een bedrag waarboven een reserve opvalt; een signaal en geen grens", "materiële": "voor gebouwen en spullen, niet voor personeel",
    "rechtspersoon": "een organisatie die zelf rechten en plichten heeft, zoals een stichting of een vereniging", "statuten": "de regels van een stichting of een vereniging",
    "ministeriële regeling": "regels die de minister vaststelt", "algemene maatregel van bestuur": "regels die de regering bij een wet maakt", "Staatsblad": "het blad waarin nieuwe wetten en besluiten staan",
    "WPO": "Wet op het primair onderwijs", "WVO": "Wet op het voortgezet onderwijs, tot en met 31 juli 2022", "WVO 2020": "Wet voortgezet onderwijs 2020, vanaf 1 augustus 2022",
    "WMS": "Wet medezeggenschap op scholen", "AVG": "Algemene verordening gegevensbescherming", "WEB": "Wet educatie en beroepsonderwijs",
    "bao": "gewoon basisonderwijs", "kengetal": "een getal dat in plan.yaml een naam heeft, zoals het aantal besturen",
    "indicatoren": "doelen in getallen, die laten zien of het beter gaat", "UTF-8": "een manier om tekst te bewaren waarin elke letter goed blijft",
    "CSV": "een tabel als tekst, zoals Excel die kan bewaren", "RSIN": "het nummer van een organisatie zoals een stichting; het lijkt op een BSN",
    "HTML": "de taal van webpagina's", "Typst": "de taal waarin opc een pdf opmaakt",
}
"""What a reader who is new to the subject may not know."""


def _words(current: Sequence[Requirement], wordings: Sequence[Requirement], head: str) -> list[str]:
    """The words of a requirement that need explaining, and are not explained in it."""
    said = " ".join((head, *(f"{item.title} {item.text} {item.guidance} {item.good} {item.bad} {item.recording} {item.example}" for item in current), *(f"{item.source or ''} {item.change} {item.note}" for item in wordings)))
    left, found = said, set()
    for word in sorted(WORDS, key=len, reverse=True):  # WVO 2020 is not the WVO, and (v)so is not so
        left, times = re.subn(rf"(?<![\w-]){re.escape(word)}(?!\w)", " ", left, flags=re.IGNORECASE if word.islower() else 0)
        if times and f"{WORDS[word].split(',')[0]} ({word})".lower() not in said.lower():
            found.add(word)
    twice = {word for word in found if any(WORDS[other].startswith(f"{word},") for other in found)}
    return [f"{word}: {meaning}" for word, meaning in WORDS.items() if word in found - twice]


_NAMED = {"gemeenten": "elke gemeente", "samenvallend": "elk verband dat plan.yaml bij samenvallend noemt", "mbo": "elke mbo-instelling die plan.yaml noemt", "opr": "elke OPR"}


def _asked(test: Test) -> str:
    """What a kind of check is told to look for, in words; empty when its own words say it all."""
    options = test.options
    kinds = f" voor {dutch.listing(_texts(options['per_soort']))}" if "per_soort" in options else ""
    said = []
    if "blok" in options:
        fields = f" ({', '.join(_texts(options['velden']))})" if "velden" in options else ""
        either = f", of {options['of']}" if "of" in options else ""
        said.append(f"Gevraagd: {options['blok']}{kinds}{fields}{either}.")
    if test.kind == "deskundigen":
        first = f", van wie één {' of '.join(_texts(options['eerste']))}" if "eerste" in options else ""
        said.append(f"Gevraagd{kinds}: minstens {options.get('minstens', 1)}{first}.")
    if test.kind == "begroting" and "jaren" in options:
        said.append(f"Zij heeft minstens {options['jaren']} jaren. Ontbreekt er een deel van de jaren van het plan, dan is dat een waarschuwing.")
    if test.kind == "plangegeven":
        said.append(f"Gevraagd: {options['veld']}.")
    if "als" in options:
        chosen = [name.removeprefix("opting-out-") for name in _texts(options["als"])]
        said.append("Dat is zo als plan.yaml geen vorig plan noemt." if chosen == ["eerste-plan"] else f"Dat is zo als plan.yaml bij opting_out {' of '.join(chosen)} noemt.")
    if test.kind in ("antwoord", "antwoord-als") and "woorden" in options:
        said.append(f"Het antwoord heeft minstens {options['woorden']} woorden.")
    if "van" in options and "tot_en_met" in options:
        first, last = _month_day(options["van"]), _month_day(options["tot_en_met"])
        said.append(f"Zonder dag is ook goed; noemt zij er een, dan is {first} erbij." if options.get("alleen_genoemd") else f"De dag ligt van {first} tot en met {last}.")
    if "stap" in options:
        step = f"De stap {options['stap']}"
        if "dag" in options:
            said.append(f"{step}: uiterlijk {_month_day(options['dag'])}.")
        elif options.get("wie") in _NAMED:
            said.append(f"{step} noemt {_NAMED[options['wie']]}.")
    if "zeg" in options:
        said.append(f'De opmerking is: "{options["zeg"]}".')
    return " ".join(said)


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(each) for each in value]  # type: ignore[attr-defined]


def _month_day(value: str) -> str:
    month, _, day = value.partition("-")
    return f"{int(day)} {dutch.MONTHS[int(month) - 1]}"


_SECTORS = {"po": "primair onderwijs (po)", "vo": "voortgezet onderwijs (vo)"}


def _when(wordings: Sequence[Requirement], day: date) -> str:
    """For which sectors a requirement is; of one that on a day does not hold for all of them, when it did or will, and what came after."""
    sectors = sorted({sector for item in wordings for sector in item.sectors})
    holding = sorted({sector for item in wordings if day in item.validity for sector in item.sectors})
    whose = f"{'Voor' if len(sectors) > 1 else 'Alleen voor'} {dutch.listing(_SECTORS[sector] for sector in sectors)}."
    if holding == sectors:
        unsure = sorted({sector for item in wordings if day in item.validity and item.validity.last is None and item.uncertain_last for sector in item.sectors})
        still = f"Of dit {'' if unsure == sectors else f'voor {dutch.listing(unsure)} '}nog geldt, is niet nagegaan." if unsure else ""
        return " ".join(filter(None, (whose, still)))
    others = [item for item in _nearest(wordings, day) if not set(item.sectors) & set(holding)]
    after = " ".join(dict.fromkeys(" ".join(item.afterwards.split()) for item in others if item.validity.first <= day and item.afterwards))
    on = f"Op {dutch.long_date(day)}"
    if holding:
        sure = "zeker" if after or any(item.may_predate(day) for item in others) else "alleen"
        told = (f"{on} geldt dit {sure} voor {dutch.listing(_SECTORS[sector] for sector in holding)}.", *(_before(item, wordings, day) for item in others), after)
        return " ".join(filter(None, told))
    others = _begun(others, day)
    times = dutch.listing(dict.fromkeys(_time(item, wordings, day) for item in others))
    if len({_time(item, wordings, day) for item in others}) > 1:
        times = dutch.listing(f"voor {dutch.listing(item.sectors)} {_time(item, wordings, day)}" for item in others)
    if others[0].validity.first > day:
        whether = f"Of deze eis {on.lower()} al gold, is niet nagegaan." if any(item.may_predate(day) for item in others) else f"{on} gold deze eis nog niet."
        return f"{whose} {whether} Zo luidt zij {times}:"
    more = "" if any(item.validity.first > day for item in wordings) else " meer"
    return " ".join(filter(None, (whose, f"{on} geldt deze eis niet{more}.", after, f"Zo luidde zij {times}:")))


def _before(item: Requirement, wordings: Sequence[Requirement], day: date) -> str:
    """How it is for a sector for which a requirement does not hold on a day, or not surely."""
    sectors, time = dutch.listing(item.sectors), _time(item, wordings, day)
    if item.may_predate(day):
        return f"Of het toen voor {sectors} al gold, is niet nagegaan: {time} wel."
    held = "gold dit" if item.validity.first <= day else "geldt dit" if item.began_after else "geldt dit pas"
    return f"Voor {sectors} {held} {time}."


def _time(item: Requirement, wordings: Sequence[Requirement], day: date) -> str:
    """Until when a version held, or from when it will."""
    if item.validity.last is None or item.validity.first > day:
        return _since(item)
    return f"tot en met {dutch.long_date(item.validity.last)}{UNSURE if _unsure_last(item, wordings) else ''}"


def _since(item: Requirement) -> str:
    begin = dutch.long_date(item.validity.first)
    return f"in elk geval vanaf {begin}" if item.began_after else f"vanaf {begin}{UNSURE if item.uncertain_day else ''}"


UNSURE = " (dag niet zeker)"


def _nearest(wordings: Sequence[Requirement], day: date) -> list[Requirement]:
    """Per sector, the version that began last before a day, or when none did yet the first."""
    found: dict[tuple[str, ...], Requirement] = {}
    for item in sorted(wordings, key=lambda item: item.validity.first):
        if item.sectors not in found or item.validity.first <= day:
            found[item.sectors] = item
    return list(found.values())


def _begun(nearest: list[Requirement], day: date) -> list[Requirement]:
    """Those that held once, or when there are none all."""
    return [item for item in nearest if item.validity.first <= day] or nearest


def _unsure_last(item: Requirement, wordings: Sequence[Requirement]) -> bool:
    """Whether the last day of a version is not certain: it says so, or the version that follows does not know its first."""
    last = item.validity.last
    return item.uncertain_last or any(last and other.sectors == item.sectors and (other.validity.first - last).days == 1 and other.uncertain_day for other in wordings)


def _apart(items: Sequence[Requirement], said: Callable[[Requirement], tuple[str, ...]]) -> list[tuple[Requirement, list[str]]]:
    """The records that say something different, each with a line that tells for which sector, when there are more."""
    groups: dict[tuple[str, ...], list[Requirement]] = {}
    for item in items:
        groups.setdefault(tuple(" ".join(text.split()) for text in said(item)), []).append(item)
    return [
        (group[0], [f"({dutch.listing(dict.fromkeys(sector for item in group for sector in item.sectors))})"] if len(groups) > 1 else [])
        for group in groups.values()
    ]


def _wording(item: Requirement, unsure_last: bool, width: int, shown: set[tuple[tuple[str, ...], str]]) -> list[str]:
    """Where and when one version holds, how sure that is, and its text when for its sector that was not shown yet. shown: sectors and text."""
    if isinstance(item, Frame) and item.validity.first == date.min:
        return textwrap.wrap(f"{item.in_words[0].upper()}{item.in_words[1:]}.", width, initial_indent="  - ", subsequent_indent="    ")
    if item.validity.last:
        last = f"tot en met {dutch.long_date(item.validity.last)}{UNSURE if unsure_last else ''}"
    else:
        last = "of het nog geldt, is niet nagegaan" if unsure_last else "geldt nog"
    whose = f"{dutch.listing(item.sectors)}: " if item.sectors else ""
    lines = textwrap.wrap(f"{whose}{item.source or item.in_words}, {_since(item)}, {last}.", width, initial_indent="  - ", subsequent_indent="    ")
    if (text := (item.sectors, " ".join(item.text.split()))) not in shown:
        shown.add(text)
        lines += textwrap.wrap(f"Zo {'luidt' if item.validity.last is None else 'luidde'} zij: {text[1]}", width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    if item.change:
        lines += textwrap.wrap(f"Wat er veranderde: {' '.join(item.change.split())}", width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    if item.certainty:
        lines += textwrap.wrap(f"Zekerheid {item.certainty}: {item.certainty_in_words}.", width, initial_indent="    ", subsequent_indent="    ")
    if item.note:
        lines += textwrap.wrap(" ".join(item.note.split()), width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    if item.source and item.source.address:
        lines.append(f"    {item.source.address}")
    return lines


def _paragraph(text: str, width: int, margin: str = "") -> list[str]:
    """The lines of a text; an expression to copy is not broken."""
    whole = re.sub(r"\{\{.*?\}\}", lambda match: match[0].replace(" ", "\0"), " ".join(text.split()))
    return [line.replace("\0", " ") for line in textwrap.wrap(whole, width, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False)]
