"""Makes a plan of any size, for measuring: `generate.py FOLDER [--chapters 10] [--seed 20260801]`.

Ten chapters are about 60 pages A4, a hundred about 600. Each chapter has 25 headings, 3 tables (one of them from CSV), a
picture, 15 references, 6 footnotes, lists, a block for each sector and values from tables; the first ten hold the facts
that the law's checks look at. `opc check` finds no errors in it. The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

WHO = ("De school", "Het schoolbestuur", "De vaste expert", "Het loket", "De commissie toewijzing", "De intern begeleider", "De gemeente",
       "De ondersteuningsplanraad", "De mentor", "Het ouder- en jeugdsteunpunt", "De jeugdhulpverlener", "De directeur-bestuurder")
DOES = ("bespreekt", "regelt", "betaalt", "onderzoekt", "beschrijft", "bewaakt", "evalueert", "verbetert", "bekijkt", "begeleidt", "plant", "deelt")
WHAT = ("de hulp in de klas", "het ontwikkelingsperspectief", "de overstap naar een andere school", "de verdeling van het geld", "een arrangement",
        "het dekkend aanbod", "de basisondersteuning", "de terugkeer naar het gewone onderwijs", "het gesprek met de ouders", "de resultaten van het jaar",
        "het vervoer en de zorg onder schooltijd", "de begroting", "een plek in een kleine groep", "het rooster van de leerling", "de scholing van het team")
WHEN = ("binnen zes weken", "elk jaar in oktober", "samen met ouders en leerling", "vóór 1 mei", "in elke gemeente", "op basis van de laatste cijfers",
        "zonder dat het kind thuis komt te zitten", "volgens een vast stappenplan", "voor vier schooljaren", "zodra een school erom vraagt")
WHY = ("zodat niemand hoeft te wachten", "omdat de vraag per wijk verschilt", "en vertelt daarna wat het opleverde", "als de middelen het toelaten",
       "want een leerling wil weten waar hij aan toe is", "tenzij ouders iets anders kiezen", "en past het plan aan als dat nodig is")
SECTIONS = ("Waar het om gaat", "Zo is het nu", "Wat we willen bereiken", "Zo werken we", "Wie wat doet", "Zo zien we of het lukt")
PARTS = ("Afspraken met scholen", "Taken", "Planning")
REGIONS = ("Aaldorp", "Beekstad", "Keurveen")
SCHOOLS = {"sbo": "po", "so": "po", "vso": "vo", "lwoo": "vo", "pro": "vo"}
DAY = "2026-04-02"


def generate(folder: Path, chapters: int = 10, seed: int = 20260801) -> Path:
    """Writes the plan; its folder comes back."""
    for name in ("hoofdstukken", "bijlagen", "data", "beeld"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, value in (("plan", _plan()), ("besluiten", _decisions()), ("begrippen", _terms()), ("tabellen", {"tabellen": dict(_tables(chapters))})):
        (folder / f"{name}.yaml").write_text(_yaml(value) + "\n", encoding="utf-8")
    for name, rows in _data(Random(seed), chapters):
        (folder / "data" / f"{name}.csv").write_text("".join(";".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    for number in range(1, chapters + 1):
        random = Random(seed * 1000 + number)
        (folder / "hoofdstukken" / f"{number:03}-deel.md").write_text(_chapter(random, number, chapters), encoding="utf-8")
        (folder / "beeld" / _picture(number)).write_bytes(_png(random) if number % 2 else _svg(random).encode())
    for number, (title, block) in enumerate((("Begrippen", "begrippen()"), ("Wettelijke leeswijzer", "leeswijzer()"), ("Zo kwam het plan tot stand", "besluiten()")), 1):
        front = {"bijlage": str(number), "titel": title, "id": f"bijlage-{number}"}
        text = f"---\n{_yaml(front)}\n---\n\n{_prose(Random(seed + number), 3)}\n\n{{{{ {block} }}}}\n"
        (folder / "bijlagen" / f"{number:02}-bijlage.md").write_text(text, encoding="utf-8")
    return folder


def _chapter(random: Random, number: int, chapters: int) -> str:
    anchors = [f"deel-{chapter}-{section}" for chapter in range(1, chapters + 1) for section in range(1, 7)]
    tables = [f"tabel-{chapter}-{table}" for chapter in range(1, chapters + 1) for table in (1, 2)] + [f"tabel-cijfers-{chapter}" for chapter in range(1, chapters + 1)]
    figures = [f"figuur-{chapter}" for chapter in range(1, chapters + 1)]
    references = iter(random.choice(anchors if at % 10 < 7 else tables if at % 10 < 9 else figures) for at in range(15))
    kind, title, facts, blocks = FACTS[(number - 1) % len(FACTS)]
    if number > len(FACTS):
        title, blocks = f"{title} (deel {(number - 1) // len(FACTS) + 1})", ()
        kind, facts = "vrij", {"voorzieningen": [{"naam": f"Groep {number}-{at}", "waar": REGIONS[at % 3], "voor_wie": _sentence(random)} for at in range(4)]}
    front = {"hoofdstuk": kind, "titel": title, "id": f"deel-{number}", "eigenaar": "beleidsmedewerker", **facts}
    parts = [f"---\n{_yaml(front)}\n---", _prose(random, 3)]
    for at, heading in enumerate(SECTIONS, 1):
        parts += [f"## {heading} {{#deel-{number}-{at}}}", _prose(random, 2), f"{_prose(random, 1)} Zie ook [](#{next(references)}). {_prose(random, 1)}"]
        if at <= len(blocks):
            parts.append(f"{{{{ {blocks[at - 1]} }}}}")
        for part, heading in enumerate(PARTS, 1):
            text = _prose(random, 2)
            if part == 1:
                text += f" Hoe dat gaat, staat in [](#{next(references)}).[^{at}]\n\n[^{at}]: {_sentence(random)}"
            parts += [f"### {heading} {{#deel-{number}-{at}-{part}}}", text]
            if part == 2:
                parts.append("\n".join(f"- {_sentence(random)}" for _ in range(3)))
            if part == 3 and at % 2 == 0:
                parts.append("\n".join(f"{line}. {_sentence(random)}" for line in range(1, 4)))
        parts += _extra(random, number, at)
    parts += [f"{_prose(random, 1)} Zie [](#{reference})." for reference in references]
    return "\n\n".join(parts) + "\n"


def _extra(random: Random, number: int, section: int) -> Iterator[str]:
    """What stands at the end of a section: tables under 2 and 4, one from CSV under 6, a picture, and a text for each sector."""
    if section in (2, 4):
        rows = "\n".join(f"| Afspraak {number}.{section}.{row} | {random.randint(60, 100)} % | {random.randint(40, 100)} % | {_sentence(random)} |" for row in range(1, 7))
        yield (f'::: {{.tabel #tabel-{number}-{section // 2} titel="Afspraken bij deel {number}" bron="bureau, januari 2026"}}\n'
               f"| Afspraak | Norm | Nu | Toelichting |\n|:--|--:|--:|:--|\n{rows}\n:::")
    if section == 3:
        yield f'![Leerlingen met extra ondersteuning, deel {number}](../beeld/{_picture(number)}){{#figuur-{number} alt="Staafdiagram: per schooljaar een staaf, de hoogste staat rechts." width=90%}}'
    if section == 5:
        for sector in ("po", "vo"):
            yield f'::: {sector}\n{_prose(random, 2)} Er zijn {{{{ aantal("scholen-{sector}") }}}} scholen, en {{{{ rijen("cijfers-{number}") }}}} afspraken.\n:::'
    if section == 6:
        yield f'In Beekstad was de norm {{{{ procent(cel("cijfers-{number}", "Punt {number}.1", "norm"), 0) }}}}.'
        yield f'{{{{ tabel("cijfers-{number}") }}}}'


def _sentence(random: Random) -> str:
    text = f"{random.choice(WHO)} {random.choice(DOES)} {random.choice(WHAT)} {random.choice(WHEN)}"
    if random.random() < 0.6:
        text += f", {random.choice(WHY)}"
    return (text.replace("een arrangement", "een **arrangement**") if random.random() < 0.5 else text) + "."


def _prose(random: Random, sentences: int) -> str:
    return " ".join(_sentence(random) for _ in range(sentences))


def _picture(number: int) -> str:
    return f"staven-{number:03}.{'png' if number % 2 else 'svg'}"


def _svg(random: Random) -> str:
    bars = "".join(
        f'<rect x="{50 + 58 * at}" y="{370 - height}" width="42" height="{height}" fill="#1b4b63"/><text x="{71 + 58 * at}" y="392" font-size="14" text-anchor="middle">{2013 + at}</text>'
        for at, height in enumerate(random.randint(40, 320) for _ in range(14))
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 420" width="900" height="420"><rect width="900" height="420" fill="#fff"/>{bars}</svg>\n'


def _png(random: Random, width: int = 1200, height: int = 640) -> bytes:
    """Bars in four colours, with some noise: a photograph is not flat either."""
    rows = [bytearray(width) for _ in range(height)]
    for bar in range(12):
        left, top = 60 + bar * (width - 100) // 12, height - 40 - random.randint(80, height - 100)
        for row in rows[top : height - 40]:
            row[left : left + 60] = bytes([1 + bar % 4]) * 60
    for _ in range(9000):
        rows[random.randrange(height)][random.randrange(width)] = 5
    palette = bytes.fromhex("ffffff0072b2e69f00009e73d55e00cccccc")
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)), (b"PLTE", palette), (b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks)


def _data(random: Random, chapters: int) -> Iterator[tuple[str, Sequence[Sequence[object]]]]:
    """The CSV files. Cells that opc computes itself are empty."""
    years = range(2026, 2031)
    for sector, income in (("po", 11_000_000), ("vo", 19_000_000)):
        earned = [("B1 Lichte ondersteuning (Rijk)", *(income // 3 - 20_000 * at for at in range(5))), ("B2 Zware ondersteuning (Rijk)", *(income // 3 * 2 - 40_000 * at for at in range(5)))]
        spent = [(f"L{at} {name}", *(income // 4 for _ in years)) for at, name in enumerate(("Speciaal onderwijs", "Basisondersteuning", "Arrangementen", "Bureau"), 1)]
        computed = [(name, *("" for _ in years)) for name in ("Totaal baten", "Totaal lasten", "Resultaat")]
        yield f"begroting-{sector}", [("regel", *years), *earned, *spent, *computed]
    yield "scholen", [("gemeente", "po", "vo"), *((region, 21 + at, 5 + at) for at, region in enumerate(REGIONS))]
    yield "indicatoren", [
        ("id", "speerpunt", "indicator", "sector", "eenheid", "nulmeting", "peildatum_nulmeting", "mijlpaal_2028", "streefwaarde_2030", "peildatum_streef", "bron"),
        *((f"I{at}.1", f"S{at}", f"Scholen waar afspraak {at} op orde is", "PO en VO", "%", 60 + at, "2025-10-01", 80, 95, "2030-02-01", "zelfevaluatie") for at in (1, 2, 3)),
    ]
    yield "acties", [
        ("id", "speerpunt", "actie", "eigenaar", "sector", "start", "gereed", "indicator", "begroot_2027_po", "begroot_2027_vo"),
        *((f"A{at}.1", f"S{at}", f"Elke school begint met afspraak {at}", "kwaliteitsmedewerker", "PO en VO", "2026-08-01", "2030-07-31", f"I{at}.1", 10_000 * at, 20_000 * at) for at in (1, 2, 3)),
    ]
    for number in range(1, chapters + 1):
        count = 26 if number % 5 == 0 else 6
        yield f"cijfers-{number}", [("punt", "norm", "nu", "verschil", "uitleg"), *((f"Punt {number}.{at}", random.randint(80, 100), random.randint(40, 79), "", _sentence(random)) for at in range(1, count + 1))]


def _tables(chapters: int) -> Iterator[tuple[str, dict[str, Any]]]:
    for sector in ("po", "vo"):
        yield f"begroting-{sector}", {
            "bestand": f"data/begroting-{sector}.csv", "titel": f"Meerjarenbegroting {sector}", "bron": "bureau, januari 2026", "eenheid": "EUR", "decimalen": "0", "sectoren": [sector],
            "kolommen": {"regel": {"titel": "Regel", "eenheid": "tekst"}},
            "rijen": {"Totaal baten": 'som("B")', "Totaal lasten": 'som("L")', "Resultaat": 'rij("Totaal baten") - rij("Totaal lasten")'},
        }
    yield "scholen", {"bestand": "data/scholen.csv", "titel": "Scholen", "eenheid": "aantal", "decimalen": "0", "kolommen": {"gemeente": {"titel": "Gemeente", "eenheid": "tekst"}}}
    for name, words, days in (("indicatoren", "id speerpunt indicator sector eenheid bron", "peildatum_nulmeting peildatum_streef"), ("acties", "id speerpunt actie eigenaar sector indicator", "start gereed")):
        columns = {column: {"titel": column.replace("_", " ").capitalize(), "eenheid": unit} for unit, names in (("tekst", words), ("datum", days)) for column in names.split()}
        yield name, {"bestand": f"data/{name}.csv", "titel": name.capitalize(), "bron": "bureau, januari 2026", "kolommen": columns}
    for number in range(1, chapters + 1):
        yield f"cijfers-{number}", {
            "bestand": f"data/cijfers-{number}.csv", "titel": f"Zo staat deel {number} ervoor", "bron": "bureau, januari 2026", "eenheid": "%", "decimalen": "0",
            "kolommen": {"punt": {"titel": "Punt", "eenheid": "tekst"}, "norm": {"titel": "Norm (%)"}, "nu": {"titel": "Nu (%)"}, "verschil": {"titel": "Verschil", "formule": "norm - nu"}, "uitleg": {"titel": "Uitleg", "eenheid": "tekst"}},
        }


def _plan() -> dict[str, Any]:
    return {
        "titel": "Samen naar school in de Meetregio", "sectoren": ["po", "vo"], "periode": {"van": "2026-08-01", "tot_en_met": "2030-07-31"}, "status": "vastgesteld", "versie": "1.0",
        "verbanden": {sector: {"naam": f"SWV {sector.upper()} Meetregio", "nummer": f"{sector.upper()}9902", "opr": f"OPR {sector.upper()}"} for sector in ("po", "vo")},
        "gemeenten": [{"naam": region} for region in REGIONS], "mbo": [{"naam": "ROC Meetregio", "sectoren": ["vo"]}],
        "samenvallend": [{"naam": f"SWV {sector.upper()} Buurregio", "sectoren": [sector]} for sector in ("po", "vo")],
        "kengetallen": {f"scholen-{sector}": {"waarde": f'som("scholen", "{sector}")', "sectoren": [sector]} for sector in ("po", "vo")},
        "colofon": {"auteurs": ["beleidsmedewerker"], "website": "www.meetregio.example"},
    }


def _decisions() -> dict[str, Any]:
    steps: tuple[tuple[str, str, str, list[str], str, list[str]], ...] = (
        ("2025-12-11", "concept", "Concept 0.5", ["directeur-bestuurder"], "vrijgegeven", []),
        ("2026-01-19", "uitnodiging-mbo", "Uitnodiging", ["ROC Meetregio"], "uitgenodigd", ["vo"]),
        ("2026-01-27", "overleg-verbanden", "Overleg met andere verbanden", ["SWV PO Buurregio", "SWV VO Buurregio"], "besproken", []),
        ("2026-02-05", "oogo", "Overleg met de gemeenten", list(REGIONS), "overeenstemming", []),
        ("2026-03-17", "instemming", "Instemming OPR PO", ["OPR PO"], "instemming", ["po"]),
        ("2026-03-19", "instemming", "Instemming OPR VO", ["OPR VO"], "instemming", ["vo"]),
        (DAY, "vaststelling", "Vaststelling", ["directeur-bestuurder"], "vastgesteld", []),
        ("2026-04-09", "indiening", "Ingediend bij de inspectie", ["secretariaat"], "ingediend", []),
    )
    return {
        "procedure_oogo": "Procedure voor het overleg met gemeenten, vastgesteld op 3 maart 2025", "versies": [{"versie": "1.0", "datum": DAY, "wat": "Vastgesteld plan."}],
        "stappen": [{"datum": day, "soort": kind, "stap": title, "wie": whom, "uitkomst": outcome, **({"sectoren": sectors} if sectors else {})} for day, kind, title, whom, outcome, sectors in steps],
    }


def _terms() -> dict[str, Any]:
    return {"begrippen": [{"begrip": what.partition(" ")[2], "betekenis": f"Zo noemen wij {what}, in gewone taal."} for what in WHAT]}


_ADMISSION = [
    {
        "soort": school, "stappen": ["De school bespreekt de vraag met ouders en leerling.", "De school vraagt aan met het ontwikkelingsperspectief.", "Twee deskundigen adviseren, de commissie besluit."],
        "criteria": ["Een arrangement op de eigen school was niet genoeg.", "De leerling heeft elke dag hulp in een kleine groep nodig."],
        "deskundigen": ["een orthopedagoog of psycholoog", "een jeugdarts of maatschappelijk werker"], "beslist": "de commissie toewijzing", "termijn": "zes weken na een volledige aanvraag",
        "bezwaar": "binnen zes weken bij de directeur-bestuurder",
    }
    for school in SCHOOLS
]
_GROWTH = {
    "peildatum": "1 februari", "telmomenten": ["1 juni", "1 oktober"], "drempel": "De groei is hoger dan gemiddeld in drie jaar, en ten minste 3 leerlingen.",
    "tegemoetkoming": "Per leerling boven het gemiddelde het jaartarief, maal 8/12.", "zonder_residentieel": "ja",
}
_GOALS = ["Elke school doet wat is afgesproken.", "Ouders merken dat de hulp op tijd begint."]
FACTS: tuple[tuple[str, str, dict[str, Any], tuple[str, ...]], ...] = (
    ("visie", "Onze visie", {"missie": "Elk kind leert in de Meetregio, samen waar het kan.", "uitgangspunten": ["Dichtbij huis als het kan.", "We beslissen snel.", "We meten wat telt."]},
     ("missie()", "uitgangspunten()")),
    ("governance", "Organisatie en bestuur", {
        "organen": [{"naam": name, "rol": f"{name} beslist en legt uit.", "leden": "9 leden", "taken": ["keurt de begroting goed", "overlegt met de gemeenten"]} for name in ("Raad van toezicht", "Deelnemersraad", "Directeur-bestuurder")],
        "ondersteuningsplanraden": [{"naam": f"OPR {sector.upper()}", "ouders_en_leerlingen": "6", "personeel": "6", "sectoren": [sector]} for sector in ("po", "vo")]}, ("organen()",)),
    ("basisondersteuning", "De basis op elke school", {
        "eisen": {"samenhang": "#deel-3"}, "geldt_voor": "alle vestigingen",
        "basisondersteuning": [{"onderdeel": f"Onderdeel {at}: {what}", "niveau": "elke school", "toelichting": f"Elke school regelt {what}, elk jaar opnieuw."} for at, what in enumerate(WHAT, 1)],
        "voorzieningen": [{"naam": f"Plek voor {school}", "waar": REGIONS[at % 3], "voor_wie": "Leerlingen die meer nodig hebben dan de basis.", "sectoren": [sector]} for at, (school, sector) in enumerate(SCHOOLS.items())]},
     ("basisondersteuning()", "voorzieningen()")),
    ("extra", "Extra ondersteuning", {}, ()),
    ("toewijzing", "Toewijzing en toelaatbaarheid", {
        "eisen": {"toelaatbaarheid": "#deel-5", "terugplaatsing": "#deel-5-4"}, "toelaatbaarheid": _ADMISSION,
        "terugplaatsing": {"looptijd": "Een verklaring geldt voor twee schooljaren.", "evaluatie": "Elk schooljaar, uitgebreid vóór 15 december.", "initiatief": "De speciale school begint.",
                           "stappen": ["School, leerling en ouders praten over de toekomst.", "De leerling loopt stage op de nieuwe school.", "Leerling, ouders en scholen besluiten."]}},
     (*(f'toelaatbaarheid("{school}")' for school in ("sbo", "so", "vso")), "terugplaatsing()", 'toelaatbaarheid("lwoo")', 'toelaatbaarheid("pro")')),
    ("speerpunten", "Onze plannen", {
        "eisen": {"resultaten": "#deel-6"}, "speerpunten": [{"id": f"S{at}", "titel": f"Afspraak {at}", "waarom": "Nog niet elke school heeft dit op orde.", "doelen": _GOALS, "dit_merkt_u": "U hoeft minder lang te wachten."} for at in (1, 2, 3)],
        "acties": "acties", "indicatoren": "indicatoren",
        "resultaten": {"beoogd": {"kwalitatief": "#deel-6-3", "kwantitatief": "#tabel-indicatoren-S1"}, "bereikt": {"kwalitatief": "#deel-6-2", "kwantitatief": "#tabel-6-1"}, "middelen": "#deel-10"}},
     ('speerpunt("S1")', 'acties("S1")', 'indicatoren("S1")', 'speerpunt("S2")', 'speerpunt("S3")', "planning()")),
    ("ouders", "Ouders en leerlingen", {
        "eisen": {"informatie": "#deel-7"},
        "informatie": {"kanalen": [{"naam": name, "voor": ["ouders", "leerlingen"], "wat": f"{name}: wat er is, en wie u kunt bellen."} for name in ("Schoolgids", "Website", "Ouderavond")],
                       "onafhankelijk": [{"naam": "Ouder- en jeugdsteunpunt", "voor": ["ouders", "leerlingen"], "wat": "Luistert, legt uit en gaat mee."}],
                       "steunpunt": "(0999) 65 43 21", "signalen": "Twee keer per jaar een brief zonder namen."}}, ("informatie()",)),
    ("partners", "Gemeenten en jeugdhulp", {}, ("oogo()",)),
    ("kwaliteit", "Kwaliteit en verantwoording", {"cyclus": [{"wat": f"Stap {at} van de jaarcyclus", "wanneer": "oktober", "wie": "kwaliteitsmedewerker"} for at in range(1, 7)]}, ("cyclus()",)),
    ("bekostiging", "Zo betalen we het", {
        "eisen": {"verdeling": "#deel-10", "groei": "#deel-10-4"}, "begroting": {"po": "begroting-po", "vo": "begroting-vo"},
        "verdeling": [{"stroom": f"Geld voor {what}", "criterium": "Het aantal leerlingen op 1 oktober.", "bedrag": "100 euro per leerling.", "werkwijze": "Geen aanvraag; betaling in februari."} for what in WHAT[:6]],
        "groei": {"po": {**_GROWTH, "schoolsoorten": ["sbo", "so"]}, "vo": {**_GROWTH, "schoolsoorten": ["vso"]}},
        "risicos": [{"risico": f"Minder geld voor {what}", "kans": "2", "gevolg": "200.000", "maatregel": "Elk kwartaal kijken of het klopt.", "eigenaar": "controller"} for what in WHAT[:4]]},
     ("verdeling()", 'tabel("begroting-po")', 'tabel("begroting-vo")', 'groei("po")', 'groei("vo")', "risicos()")),
)
"""Of each of the first ten chapters: kind, title, front matter, and the blocks that stand in its six sections."""

_PLAIN = re.compile(r"[A-Za-zÀ-ÿ(][\w À-ÿ.,;()/%-]*")


def _yaml(value: Any, indent: int = 0) -> str:
    """A value as a person would type it: blocks, and quotes only where YAML needs them."""
    margin = "\n" + " " * indent
    if isinstance(value, dict):
        return margin.join(f"{_yaml(key)}:{_below(item, indent)}" for key, item in value.items())
    if isinstance(value, list):
        return margin.join(f"- {_yaml(item, indent + 2)}" for item in value)
    text = str(value)
    return text if _PLAIN.fullmatch(text) or re.fullmatch(r"\d{4}-\d\d-\d\d|\d+", text) else json.dumps(text, ensure_ascii=False)


def _below(value: Any, indent: int) -> str:
    if isinstance(value, (dict, list)):
        return f"\n{' ' * (indent + 2)}{_yaml(value, indent + 2)}"
    return f" {_yaml(value)}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--chapters", type=int, default=10)
    parser.add_argument("--seed", type=int, default=20260801)
    arguments = parser.parse_args()
    generate(arguments.folder, arguments.chapters, arguments.seed)
