"""Bad input, through the real command: a Dutch message with file and line, a hint, exit 1 or 2, and never a traceback."""

from __future__ import annotations

import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from conftest import ROOT

from opc import cli
from opc.read.workspace import LARGEST

Edit = Callable[[Path], object]
CHAPTER = "hoofdstukken/06-organisatie.md"
PICTURE = "hoofdstukken/01-ondersteuning.md"
# what a computer says in English, and what only a programmer reads
FOREIGN = re.compile(r"Traceback|Error\b|Errno|No such file|Permission denied|not found|invalid|expected|None\b|pydantic|yaml\.|jinja", re.IGNORECASE)


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: object
    said: str

    def finding(self, place: str) -> str:
        """The one finding at a place (file:line:column), its lines joined."""
        found = [" ".join(block.split()) for block in self.said.split("\n\n") if block.startswith(f"{place}: ")]
        assert found, f"nothing at {place} in:\n{self.said}"
        return " ".join(found)


@pytest.fixture
def opc(base: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs opc in this process, in the folder of the small correct plan."""
    monkeypatch.chdir(base)

    def run(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as ended:
            cli.main(list(arguments))
        out, err = capsys.readouterr()
        assert not FOREIGN.search(out + err), out + err
        return Ran(ended.value.code, out + err)

    return run


def file(name: str, content: str | bytes) -> Edit:
    """Puts a file in the plan."""
    def edit(plan: Path) -> None:
        path = plan / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return edit


def change(name: str, old: str, new: str) -> Edit:
    """Changes an exact text in a file."""
    def edit(plan: Path) -> None:
        text = (plan / name).read_text(encoding="utf-8")
        assert old in text
        (plan / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def chapter(text: str, front: str = "hoofdstuk: vrij\ntitel: Proef\n") -> Edit:
    """A chapter of its own: line 6 is the first of its text."""
    return file("hoofdstukken/09-proef.md", f"---\n{front}---\n\n{text}")


def picture(path: str) -> Edit:
    return chapter(f'![Bijschrift]({path}){{#figuur-proef alt="Wat er te zien is"}}\n')


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


def packed(chunks: list[tuple[bytes, bytes]]) -> bytes:
    """A PNG of these chunks."""
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content)) for kind, content in chunks)


def drawn(svg: str | bytes) -> list[Edit]:
    """A chapter with this drawing."""
    return [picture("../beeld/x.svg"), file("beeld/x.svg", svg)]


def photo(width: int, height: int, depth: int, colour: int, pixels: bytes, name: str = "x.png") -> list[Edit]:
    """A chapter with this PNG."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return [picture(f"../beeld/{name}"), file(f"beeld/{name}", packed([(b"IHDR", head), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]))]


def circle(name: str) -> Edit:
    """A link to itself in the place of a file or folder."""
    def edit(plan: Path) -> None:
        path = plan / name
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.symlink_to(path)

    return edit


def pipe(name: str) -> Edit:
    """A pipe in the place of a file: reading it would wait for ever."""
    def edit(plan: Path) -> None:
        (plan / name).unlink(missing_ok=True)
        os.mkfifo(plan / name)

    return edit


def linked(plan: Path) -> None:
    """A picture that is a link to a file outside the plan."""
    (plan.parent / "geheim.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (plan / "beeld" / "koppeling.svg").symlink_to(plan.parent / "geheim.svg")


def linked_folder(plan: Path) -> None:
    (plan.parent / "elders").mkdir()
    (plan.parent / "elders" / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (plan / "beeld" / "map").symlink_to(plan.parent / "elders")


PROOF = "hoofdstukken/09-proef.md"

CASES: dict[str, tuple[list[Edit], dict[str, str]]] = {
    # name: what is done to the plan, and for each place what is said there
    "an empty plan.yaml": ([file("plan.yaml", "")], {"plan.yaml:1:1": "dit bestand is leeg vul het in"}),
    "only comments in plan.yaml": ([file("plan.yaml", "# nog te doen\n")], {"plan.yaml:1:1": "niets dan uitleg vul het in"}),
    "an empty chapter": ([file(CHAPTER, "")], {f"{CHAPTER}:1:1": "dit bestand is leeg schrijf het hoofdstuk"}),
    "text that is not UTF-8": ([chapter(""), lambda plan: (plan / PROOF).write_bytes(b"---\nhoofdstuk: vrij\ntitel: Proef\n---\n\nOrganisati\xeb\n")], {f"{PROOF}:6:11": "geen UTF-8 bewaar het bestand als UTF-8"}),
    "UTF-16": ([file("begrippen.yaml", "begrippen: []".encode("utf-16"))], {"begrippen.yaml:1:1": "geen UTF-8 bewaar het bestand als UTF-8"}),
    "a tab in YAML": ([change("plan.yaml", "  - naam: Zandhaven", "\t- naam: Zandhaven")], {"plan.yaml:10:1": "hier staat een tab gebruik spaties"}),
    "a tab in front matter": ([chapter("Tekst.", "hoofdstuk: vrij\ntitel: Proef\neisen:\n\tgroei: '#x'\n")], {f"{PROOF}:5:1": "hier staat een tab gebruik spaties"}),
    "a colon in a text": ([change("plan.yaml", "Samen sterk in", "Samen: sterk in")], {"plan.yaml:1:13": "geen geldige YAML aanhalingstekens"}),
    "a quote that is not closed": ([change("begrippen.yaml", "betekenis: Overleg", "betekenis: 'Overleg")], {"begrippen.yaml:10:16": "aanhalingsteken is niet gesloten aan het einde van de tekst"}),
    "two documents in one file": ([change("plan.yaml", "status:", "---\nstatus:")], {"plan.yaml:4:1": "tweede document haal de regel"}),
    "a comma in a text": ([change("plan.yaml", "SWV PO Duinstreek", "'SWV' PO")], {"plan.yaml:7:20": "ontbreekt een komma of een haakje tussen aanhalingstekens"}),
    "a duplicate key": ([change("plan.yaml", "status: vastgesteld", "status: vastgesteld\nstatus: concept")], {"plan.yaml:5:1": 'veld "status" staat hier twee keer de eerste staat op regel 4'}),
    "aliases that explode": (
        [file("begrippen.yaml", "bekend: &a [OPR, OPDC, OOGO]\nbegrippen:\n" + "".join(f"  - &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)))],
        {"begrippen.yaml:1:9": "verwijzingen met & en * kunnen hier niet schrijf de waarde uit"},
    ),
    "nested too deep": ([file("begrippen.yaml", "bekend: " + "[" * 5_000 + "]" * 5_000)], {"begrippen.yaml:1:39": "te diep genest schrijf"}),
    "50 MB of YAML": ([file("begrippen.yaml", b"begrippen:\n" + b"- begrip: x\n" * (50_000_000 // 12))], {"begrippen.yaml:1:1": f"te groot: 50 MB {LARGEST // 1_000_000} MB"}),
    "an unknown key": ([change("plan.yaml", "status:", "statuss:")], {"plan.yaml:4:1": 'onbekend veld "statuss" bedoelt u "status"?'}),
    "an unknown key deeper down": ([change("plan.yaml", "  - naam: Zandhaven", "  - naam: Zandhaven\n    sectorren: [po]")], {"plan.yaml:11:5": 'onbekend veld "sectorren" bedoelt u "sectoren"?'}),
    "an unknown key in a chapter": ([chapter("Tekst.", "hoofdstuk: vrij\ntitle: Proef\n")], {f"{PROOF}:3:1": 'onbekend veld "title" bedoelt u "titel"?'}),
    "an unknown kind of chapter": ([chapter("Tekst.", "hoofdstuk: visje\ntitel: Proef\n")], {f"{PROOF}:2:12": '"visje" is geen soort hoofdstuk bedoelt u visie?'}),
    "a sector in capitals": ([change("plan.yaml", "  po: {naam", "  PO: {naam")], {"plan.yaml:7:3": 'onbekend veld "PO" bedoelt u "po"?'}),
    "a sector without its samenwerkingsverband": ([change("plan.yaml", "  vo: {naam: SWV VO Duinstreek, nummer: VO9911, rechtsvorm: stichting, opr: OPR VO}\n", "")], {"plan.yaml:7:3": "het samenwerkingsverband voor vo ontbreekt zet onder verbanden"}),
    "an answer for no sector": ([change("hoofdstukken/05-geld.md", '  groei: "#groei"', '  groei: "#groei"\n  groei/bo: "#groei"')], {"hoofdstukken/05-geld.md:7:13": 'kies uit: po of vo'}),
    "an answer without #": ([change("hoofdstukken/05-geld.md", '  groei: "#groei"', "  groei: groei")], {"hoofdstukken/05-geld.md:6:10": '"groei" is geen verwijzing schrijf een #'}),
    "a list of kinds of chapter": ([chapter("Tekst.", "hoofdstuk: [vrij, visie]\ntitel: Proef\n")], {f"{PROOF}:2:12": "een lijst is geen soort hoofdstuk kies uit"}),
    "a wrong choice": ([change("plan.yaml", "vastgesteld\n", "vastgestelt\n")], {"plan.yaml:4:9": '"vastgestelt" kan niet bij "status" bedoelt u "vastgesteld"?'}),
    "a list where a text belongs": ([change("plan.yaml", 'versie: "1.0"', "versie: [1, 0]")], {"plan.yaml:5:9": "één tekst, geen lijst"}),
    "a text where a list belongs": ([change("plan.yaml", "\n  - naam: Zandhaven\n  - naam: Duinhoek", " Zandhaven")], {"plan.yaml:9:12": '"gemeenten" is een lijst achter een streepje'}),
    "a text where fields belong": ([change("plan.yaml", "{van: 2026-08-01, tot_en_met: 2030-07-31}", "2026-2030")], {"plan.yaml:3:10": '"periode" is een groep velden ingesprongen'}),
    "a word where yes or no belongs": ([change("tabellen.yaml", "personen: ja", "personen: true")], {"tabellen.yaml:9:15": 'kan niet bij "personen" schrijf ja of nee'}),
    "a text where a number belongs": ([change("tabellen.yaml", "decimalen: 1", "decimalen: één")], {"tabellen.yaml:11:75": "geen getal schrijf het voluit"}),
    "an impossible date": ([change("besluiten.yaml", "2026-02-05", "2026-02-30")], {"besluiten.yaml:23:12": '"2026-02-30" is geen datum bestaande dag'}),
    "a date the Dutch way": ([change("plan.yaml", "2026-08-01", "01-08-2026")], {"plan.yaml:3:16": '"01-08-2026" is geen datum jaar-maand-dag'}),
    "a period of five years": ([change("plan.yaml", "2030-07-31", "2031-07-31")], {"plan.yaml:3:40": "langer dan 4 jaar laat het eindigen op 2030-07-31"}),
    "a colour that is none": ([change("huisstijl.yaml", '"#14505c"', "petrol")], {"huisstijl.yaml:2:15": '"petrol" is geen kleur'}),
    "a chapter without front matter": ([file(PROOF, "## Kop\n\nTekst.\n")], {f"{PROOF}:1:1": "geen front matter begin het bestand met drie regels"}),
    "front matter that is not closed": ([file(PROOF, "---\nhoofdstuk: vrij\ntitel: Proef\n\nTekst.\n")], {f"{PROOF}:1:1": "niet gesloten een regel met alleen ---"}),
    "a chapter without a title": ([chapter("Tekst.", "hoofdstuk: vrij\n")], {f"{PROOF}:1:1": 'veld "titel" ontbreekt'}),
    "two chapters with one id": ([chapter("Tekst.", "hoofdstuk: vrij\ntitel: Proef\nid: geld\n")], {f"{PROOF}:4:5": "#geld is hier voor de tweede keer geef dit een eigen naam"}),
    "two headings with one id": ([chapter("## A {#x}\n\nTekst.\n\n## B {#x}\n\nTekst.\n")], {f"{PROOF}:10:1": "#x is hier voor de tweede keer 09-proef.md:6: de eerste keer"}),
    "references to nothing": (
        [chapter("Zie [](#nergens),\nof [dit](#verdelingg).\n")],
        {f"{PROOF}:6:5": "komt nergens uit: #nergens zet {#nergens}", f"{PROOF}:7:4": "komt nergens uit: #verdelingg bedoelt u #verdeling?"},
    ),
    "links to a file": (
        [chapter("Zie [geld](geld),\n[dit](../05-geld.md) of [dat](file:///C:/plan.docx).\n")],
        {f"{PROOF}:6:5": "werkt alleen op uw computer: geld bedoelt u #geld?", f"{PROOF}:7:1": "../05-geld.md https://", f"{PROOF}:7:25": "file:///C:/plan.docx"},
    ),
    "expressions": (
        [chapter('A {{ 1/0 }}.\nB {{ undefined_name }}.\nC {{ \'\'.__class__ }}.\nD {{ aantal("bestuuren") }}.\nE {{ (1 }}.\nF {{ 9**9**9 }}.\nG {{ [1][0] }}.\nH {{ 1\n}}\n')],
        {
            f"{PROOF}:6:6": "delen door nul kan niet", f"{PROOF}:7:6": '"undefined_name" is hier geen bekende naam', f"{PROOF}:8:6": "punt met een naam erachter mag niet",
            f"{PROOF}:9:6": 'geen kengetal "bestuuren" bedoelt u "besturen"?', f"{PROOF}:10:6": "niet te lezen controleer haakjes", f"{PROOF}:11:6": "machtsverheffen mag niet",
            f"{PROOF}:12:6": "vierkante haken", f"{PROOF}:13:3": "niet compleet schrijf op één regel",
        },
    ),
    "a block in a sentence": ([chapter('Tekst {{ tabel("besturen") }} tekst.\n\n- {{ tabel("besturen") }}\n')], {f"{PROOF}:6:7": "midden in een zin alleen op een regel", f"{PROOF}:8:3": "midden in een zin"}),
    "an expression in a heading": ([chapter('## De {{ aantal("besturen") }} besturen\n\nTekst.\n')], {f"{PROOF}:6:1": "een berekening kan niet in een kop"}),
    "a picture that is missing": ([picture("../beeld/routte.svg")], {f"{PROOF}:6:1": "het beeld ../beeld/routte.svg is er niet bedoelt u route.svg?"}),
    "a picture outside the plan": ([picture("../../geheim.svg"), linked], {f"{PROOF}:6:1": "ligt buiten de map van het plan zet het bestand zelf in de map beeld/"}),
    "a picture at a path of its own": ([picture("/etc/passwd")], {f"{PROOF}:6:1": "ligt buiten de map van het plan"}),
    "a picture behind a link": ([picture("../beeld/koppeling.svg"), linked], {f"{PROOF}:6:1": "ligt via een koppeling buiten de map van het plan"}),
    "a picture in a linked folder": ([picture("../beeld/map/x.svg"), linked_folder], {f"{PROOF}:6:1": "ligt via een koppeling buiten de map van het plan"}),
    "a picture on the web": ([picture("https://example.org/a.png")], {f"{PROOF}:6:1": "webadres kan niet ook zonder internet"}),
    "a picture in the text itself": ([picture("data:image/png;base64,AAAA")], {f"{PROOF}:6:1": "webadres kan niet"}),
    "a picture of 200 megapixels": ([picture("../beeld/groot.png"), file("beeld/groot.png", png(20_000, 10_000))], {f"{PROOF}:6:1": "200 miljoen beeldpunten verklein het"}),
    "a picture that is none": ([picture("../beeld/nep.png"), file("beeld/nep.png", "tekst")], {f"{PROOF}:6:1": "is geen PNG bewaar het opnieuw"}),
    "a picture that was cut off": ([picture("../beeld/half.png"), file("beeld/half.png", png(9, 9)[:-20])], {f"{PROOF}:6:1": "is geen PNG"}),
    "a drawing that was cut off": ([picture("../beeld/half.svg"), file("beeld/half.svg", "<svg>\n<g>\n")], {f"{PROOF}:6:1": "geen goede SVG (regel 3)"}),
    "a picture of another kind": ([picture("../beeld/foto.webp"), file("beeld/foto.webp", "RIFF")], {f"{PROOF}:6:1": "soort .webp niet gebruiken SVG, PNG of JPEG"}),
    "a picture with curly quotes": ([chapter("![Bijschrift](../beeld/route.svg){#figuur-proef alt=“Drie stappen”}\n")], {f"{PROOF}:6:34": "opc kan niet lezen rechte dubbele aanhalingstekens"}),
    "CSV with ragged rows": (
        [file("data/besturen.csv", "bestuur;sector\nStichting De Duinroos;PO\nVereniging Helm\nStichting Zeewind;VO;x\n")],
        {"data/besturen.csv:3:1": "1 cel, de kop 2", "data/besturen.csv:4:1": "3 cellen, de kop 2 tussen aanhalingstekens"},
    ),
    "CSV with text in an amount": ([change("data/begroting-po.csv", "2000000", "2 mln")], {"data/begroting-po.csv:2:9": '"2 mln" is geen getal voluit'}),
    "CSV with a date that is none": ([file("data/acties.csv", "id;speerpunt;actie;start\nA1;S1;Een plan;2026-13-01\n")], {"data/acties.csv:2:16": "geen datum"}),
    "an empty CSV": ([file("data/besturen.csv", "")], {"data/besturen.csv:1:1": "leeg zet op de eerste regel de namen van de kolommen"}),
    "a CSV that is missing": ([change("tabellen.yaml", "data/besturen.csv", "data/bestuur.csv")], {"tabellen.yaml:3:14": "data/bestuur.csv is er niet bedoelt u besturen.csv?"}),
    "a CSV outside the plan": ([change("tabellen.yaml", "data/besturen.csv", "../../besturen.csv")], {"tabellen.yaml:3:14": "buiten de map van het plan zet het in de map data/"}),
    "raw HTML": (
        [chapter('<div class="kader">\n\nTekst <b>vet</b>\n\n<!-- nog doen -->\n')],
        {f"{PROOF}:6:1": "HTML kan niet in een hoofdstuk opc maakt uit dezelfde tekst ook PDF en Word", f"{PROOF}:8:7": "HTML kan niet", f"{PROOF}:10:1": "HTML kan niet"},
    ),
    "raw Typst": ([chapter("```{=typst}\n#pagebreak()\n```\n\nTekst `#v(1cm)`{=typst}.\n")], {f"{PROOF}:6:1": "ruwe typst kan niet in een hoofdstuk opc maakt uit dezelfde tekst ook Word en web", f"{PROOF}:10:7": "ruwe typst kan niet"}),
    "nested sector blocks": ([chapter("::: po\n::: vo\nTekst.\n:::\n:::\n")], {f"{PROOF}:7:1": "kan niet in een ander blok voor po of vo staan sluit het eerste blok"}),
    "blocks that do not match": (
        [chapter("::: kaader\nTekst.\n:::\n\n:::\n\n- a\n\n  ::: po\n\n:::: kader\nTekst.\n:::\n")],
        {
            f"{PROOF}:6:1": 'geen blok "kaader" bedoelt u kader?', f"{PROOF}:10:1": "sluit een blok dat nergens begint", f"{PROOF}:14:3": "aan het begin van een regel",
            f"{PROOF}:16:1": "nergens gesloten", f"{PROOF}:18:1": "te kort voor het blok van regel 16 sluit met ::::",
        },
    ),
    "headings that are none, or unmeant": (
        [chapter("##\n\nTekst\n---\n\n- ## Kop in een lijst\n")],
        {f"{PROOF}:6:1": "deze kop heeft geen woorden", f"{PROOF}:9:1": "streepjes maken van de tekst erboven een kop", f"{PROOF}:11:1": "een kop kan niet in een lijst"},
    ),
    "names that belong nowhere": (
        [chapter("{#voor}\n## Kop\n\nTekst {#los}, ![b](../beeld/route.svg) {.klein} en [woord]{#hier}.\n")],
        {f"{PROOF}:6:1": "hoort nergens bij", f"{PROOF}:9:7": "hoort nergens bij", f"{PROOF}:9:40": "hoort nergens bij", f"{PROOF}:9:59": "de naam #hier kan hier niet"},
    ),
    "tables that lose text": (
        [chapter('::: {.tabel #tabel-proef titel="Proef"}\n| A | B |\n|---|---|\n| 1 | 2 | 3 |\n:::\n\nTekst\n| A | B |\n|---|---|\n')],
        {f"{PROOF}:9:1": "deze rij heeft 3 cellen, de kop 2", f"{PROOF}:14:1": "lijkt een tabel, maar is er geen zet er een lege regel boven"},
    ),
    "footnotes": (
        [chapter("Een[^a], twee[^b].\n\n[^a]: Noot, met een noot[^a].\n[^c]: Vergeten.\n")],
        {f"{PROOF}:6:14": "deze voetnoot heeft geen tekst", f"{PROOF}:8:25": "voetnoot a kan niet in een voetnoot staan", f"{PROOF}:9:1": "naar voetnoot c wordt nergens verwezen"},
    ),
    "signs from Word": (
        [chapter("\uf0b7 Een punt\nen \x0b een einde\nen \x02 niets\nen \ufffd weg\n")],
        {
            f"{PROOF}:6:1": "bestaat alleen in één lettertype (U+F0B7) begin de regel dan met een streepje", f"{PROOF}:7:4": "onzichtbaar regeleinde haal het weg",
            f"{PROOF}:8:4": "onzichtbaar teken (U+0002)", f"{PROOF}:9:4": "een teken verloren gegaan",
        },
    ),
    "emoji and Chinese": ([chapter("Fijn 👍 en 漢.\n")], {f"{PROOF}:6:6": 'opc kan "👍" niet drukken kies een ander teken', f"{PROOF}:6:11": 'opc kan "漢" niet drukken'}),
    "a pipe for a chapter": ([pipe(PROOF)], {f"{PROOF}:1:1": "geen gewoon bestand zet er een tekstbestand"}),
    "a pipe for a file of fields": ([pipe("tabellen.yaml")], {"tabellen.yaml:1:1": "geen gewoon bestand"}),
    "a chapter that links to itself": ([circle(PROOF)], {f"{PROOF}:1:1": "niet te lezen: de koppelingen lopen in een kring"}),
    "a folder that links to itself": ([circle("data")], {"tabellen.yaml:3:14": "niet te lezen: de koppelingen lopen in een kring"}),
    "a folder of chapters that links to itself": ([circle("hoofdstukken")], {"hoofdstukken:1:1": "deze map is niet te lezen: de koppelingen lopen in een kring gewone map"}),
    "a glossary that links to itself": ([circle("begrippen.yaml")], {"begrippen.yaml:1:1": "niet te lezen: de koppelingen lopen in een kring"}),
    "a picture that links to itself": ([picture("../beeld/x.svg"), circle("beeld/x.svg")], {f"{PROOF}:6:1": "niet te lezen: de koppelingen lopen in een kring"}),
    "the year 1": ([change("plan.yaml", "2026-08-01", "0001-01-01")], {"plan.yaml:3:16": 'het jaar van "0001-01-01" kan niet tussen 1900 en 2100'}),
    "the year 9999": ([change("plan.yaml", "2030-07-31", "9999-12-31")], {"plan.yaml:3:40": 'het jaar van "9999-12-31" kan niet'}),
    "an action in the year 9999": ([file("data/acties.csv", "id;speerpunt;actie;start;gereed\nA1;S1;Een plan;2026-12-01;9999-01-01\n")], {"data/acties.csv:2:27": "het jaar kan niet tussen"}),
    "an action that ends before it begins": ([file("data/acties.csv", "id;speerpunt;actie;start;gereed\nA1;S1;Een plan;2026-12-01;2020-01-01\n")], {"data/acties.csv:2:27": "klaar voordat zij begint (2026-12-01) controleer"}),
    "a sector that is none": ([change("plan.yaml", "sectoren: [po, vo]", "sectoren: [xx]")], {"plan.yaml:2:11": '"xx" kan niet bij "sectoren" kies uit'}),
    "a sector twice": ([change("plan.yaml", "sectoren: [po, vo]", "sectoren: [po, po, vo]")], {"plan.yaml:2:11": 'in "sectoren" staat iets twee keer haal er één weg'}),
    "a term twice": ([change("begrippen.yaml", "begrippen:\n", "begrippen:\n  - {begrip: Dubbel, betekenis: Een.}\n  - {begrip: dubbel, betekenis: Twee.}\n")], {"begrippen.yaml:3:14": "staat ook op regel 2 leg het één keer uit"}),
    "lists in lists": ([chapter("Tekst.\n\n" + "".join(f"{'  ' * depth}- a\n" for depth in range(60)))], {f"{PROOF}:17:1": "te diep genest maak er minder"}),
    "quotes in quotes": ([chapter(">" * 3000 + " a\n")], {f"{PROOF}:6:1": "te diep genest"}),
    "blocks in blocks": ([chapter("::: kader\n" * 390 + "\nTekst.\n\n" + ":::\n" * 390)], {f"{PROOF}:26:1": "te diep genest sluit eerst een ander blok"}),
    "brackets in brackets": ([chapter("Tekst.\n\n" + "[" * 30_000 + "a" + "]" * 30_000 + "\n")], {f"{PROOF}:8:1": "te diep genest maak er minder"}),
    "spans in spans": ([chapter("[een " * 40 + "]{lang=en}" * 40 + "\n")], {f"{PROOF}:6:1": "te diep genest maak er minder"}),
    "a word without an end": ([chapter("Tekst. " + "a" * 40_000 + "\n")], {f"{PROOF}:6:8": "40.000 tekens zonder een spatie hoogstens 2.000"}),
    "an address without an end": ([chapter("[hier](https://example.org/" + "a" * 40_000 + ")\n")], {f"{PROOF}:6:1": "40.028 tekens zonder een spatie korter adres"}),
    "a cell without an end": ([file("data/besturen.csv", "bestuur;sector\n" + "a" * 40_000 + ";PO\n")], {"data/besturen.csv:2:1": "40.003 tekens zonder een spatie"}),
    "a description as long as a chapter": ([chapter('![Bijschrift](../beeld/x.png){alt="' + "woord " * 8_000 + '"}\n'), file("beeld/x.png", png(9, 9))], {f"{PROOF}:6:1": "tekstalternatief van dit beeld heeft 48.000 tekens hoogstens 10.000"}),
    "stars in stars": ([chapter("*" * 20_000 + "a" + "*" * 20_000 + "\n")], {f"{PROOF}:6:1": "te diep genest"}),
    "a heading as long as a chapter": ([chapter("## " + "woord " * 8_000 + "\n\nTekst.\n")], {f"{PROOF}:6:1": "deze kop heeft 47.999 tekens in een alinea"}),
    "a title as long as a chapter": ([chapter("Tekst.", "hoofdstuk: vrij\ntitel: " + "woord " * 8_000 + "\n")], {f"{PROOF}:3:8": "deze tekst heeft 47.999 tekens hoogstens 10.000"}),
    "a subtitle as long as a chapter": ([change("plan.yaml", "status:", "ondertitel: " + "woord " * 8_000 + "\nstatus:")], {"plan.yaml:4:13": "deze tekst heeft 47.999 tekens hoogstens 10.000"}),
    "an id that is no name": ([chapter("Tekst.", "hoofdstuk: vrij\ntitel: Proef\nid: ../../boem\n")], {f"{PROOF}:4:5": '"../../boem" kan geen naam van een plek zijn letters, cijfers en streepjes'}),
    "fields that are a list": ([chapter("Tekst.", "- hoofdstuk: vrij\n- titel: Proef\n")], {f"{PROOF}:1:1": "zonder streepjes: hoofdstuk: vrij"}),
    "a plan before this one that is not there": ([change("plan.yaml", "status:", "vorig_plan: {map: vroeger}\nstatus:"), chapter("[](#x)\n")], {"plan.yaml:4:19": "de map vroeger van het vorige plan is er niet schrijf de map"}),
    "a CSV in two encodings": ([file("data/besturen.csv", "bestuur;sector\nStichting Zeeën;PO\n".encode() + "Stichting Ruïne;VO\n".encode("cp1252"))], {"data/besturen.csv:3:13": "hier geen UTF-8, en elders wel bewaar het hele bestand"}),
    "a CSV of 11,000 lines": ([file("data/besturen.csv", "bestuur;sector\n" + "Stichting;PO\n" * 11_000)], {"data/besturen.csv:10001:1": "11.001 regels hoogstens 10.000"}),
    "a function without its brackets": ([chapter("A {{ aantal }}.\n")], {f"{PROOF}:6:6": '"aantal" is hier geen bekende naam tussen haakjes aantal("…")'}),
    "a formula without an end": ([chapter("A {{ " + "1 + " * 200 + "1 }}.\n")], {f"{PROOF}:6:6": "langer dan 500 tekens reken in een kolom"}),
    "a drawing without a size": (drawn('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'), {f"{PROOF}:6:1": "geen goede SVG: zij heeft geen maat"}),
    "a drawing of no size": (drawn('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>'), {f"{PROOF}:6:1": 'de maat "0" klopt niet'}),
    "a drawing of a thousand kilometres": (drawn('<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="9"/>'), {f"{PROOF}:6:1": 'de maat "1e9" klopt niet'}),
    "a drawing of no number": (drawn('<svg xmlns="http://www.w3.org/2000/svg" width="NaN" height="9"/>'), {f"{PROOF}:6:1": 'de maat "NaN" klopt niet'}),
    "a drawing in UTF-16": (drawn('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'.encode("utf-16")), {f"{PROOF}:6:1": "zij is geen UTF-8"}),
    "a drawing in ISO-8859-1": (drawn('<?xml version="1.0" encoding="ISO-8859-1"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>é</title></svg>'.encode("latin-1")), {f"{PROOF}:6:1": "zij is geen UTF-8 bewaar het opnieuw"}),
    "a drawing that is too deep": (drawn('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">' + "<g>" * 20_000 + "</g>" * 20_000 + "</svg>"), {f"{PROOF}:6:1": "te diep genest"}),
    "a drawing that asks for another file": (drawn('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="/etc/passwd" width="9" height="9"/></svg>'), {f"{PROOF}:6:1": 'haalt een ander beeld op ("/etc/passwd")'}),
    "a photo without pixels": (photo(0, 0, 8, 0, b""), {f"{PROOF}:6:1": "is geen PNG"}),
    "a photo in colours that do not exist": (photo(3, 3, 8, 5, b"\0" * 30), {f"{PROOF}:6:1": "is geen PNG"}),
    "a photo with too few pixels": (photo(9, 9, 8, 2, b"\0" * 9), {f"{PROOF}:6:1": "is geen PNG"}),
    "a photo of another sort": (photo(3, 3, 8, 0, b"\0" * 12, "x.jpg"), {f"{PROOF}:6:1": "is geen JPEG"}),
    "several mistakes in several files": (
        [change("plan.yaml", 'versie: "1.0"', 'versie: "1.0"\nversies: 2'), change("besluiten.yaml", "2026-01-22", "22 januari"), chapter("<b>\n\n[](#x)\n")],
        {"plan.yaml:6:1": 'onbekend veld "versies"', "besluiten.yaml:4:12": "geen datum", f"{PROOF}:6:1": "HTML kan niet", f"{PROOF}:8:1": "komt nergens uit"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_where_and_what_to_do(name: str, base: Path, opc: Callable[..., Ran]) -> None:
    edits, expected = CASES[name]
    for edit in edits:
        edit(base)
    ran = opc("check")
    assert ran.code == 1
    for place, words in expected.items():
        said = ran.finding(place)
        assert " = " in said, said  # a hint
        rest = said
        for word in words.split():
            assert word in rest, f"{word!r} of {words!r} is not in {said!r}"
            rest = rest[rest.index(word) + len(word) :]


REFUSED = ("lists in lists", "quotes in quotes", "blocks in blocks", "stars in stars", "a heading as long as a chapter", "brackets in brackets", "a word without an end", "an address without an end")
"""What the check names and no program could print."""


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.slow if name == "brackets in brackets" else ()) for name in REFUSED])  # Pandoc takes 20 s over those
def test_what_cannot_be_printed_is_refused_in_words(name: str, base: Path, opc: Callable[..., Ran]) -> None:
    for edit in CASES[name][0]:
        edit(base)
    change("plan.yaml", "status: vastgesteld", "status: concept")(base)
    ran = opc("build", "--format", "pdf")
    assert ran.code == 2
    assert "te diep genest" in ran.said or "te lang" in ran.said


@pytest.mark.parametrize("name", [name for name in CASES if "plan.yaml" not in name and name not in REFUSED])
def test_a_concept_with_it_is_built_or_refused_in_words(name: str, base: Path, opc: Callable[..., Ran]) -> None:
    for edit in CASES[name][0]:
        edit(base)
    text = (base / "plan.yaml").read_text(encoding="utf-8")
    file("plan.yaml", text.replace("status: vastgesteld\n", "status: concept\n", 1))(base)
    ran = opc("build", "--format", "pdf,docx")
    assert ran.code in (0, 1), ran.said
    assert ("Gebouwd als concept" if ran.code == 0 else "Er is niets gebouwd") in ran.said


def test_a_field_without_a_value_is_as_one_that_is_not_there(base: Path, opc: Callable[..., Ran]) -> None:
    chapter("Tekst.\n", "hoofdstuk: vrij\ntitel: Proef\neisen:\nid: proef\n")(base)
    ran = opc("check")
    assert ran.code == 0, ran.said
    assert "eisen" not in ran.said.split("Getoetst")[0]


def test_a_file_that_is_no_chapter_is_not_passed_over_in_silence(base: Path, opc: Callable[..., Ran]) -> None:
    file("hoofdstukken/10-klachten.MD", "---\nhoofdstuk: vrij\ntitel: Klachten\n---\n\nTekst.\n")(base)
    file("bijlagen/9-brief.docx", b"PK")(base)
    file("hoofdstukken/.verborgen", "")(base)
    ran = opc("check")
    assert ran.code == 0
    assert "leest opc niet" in ran.finding("hoofdstukken/10-klachten.MD:1:1")
    assert "die eindigen op .md" in ran.finding("bijlagen/9-brief.docx:1:1")
    assert ran.said.count(": waarschuwing") == 2


def test_a_folder_without_a_plan(tmp_path: Path, opc: Callable[..., Ran]) -> None:
    (tmp_path / "leeg").mkdir()
    ran = opc("check", str(tmp_path / "leeg"))
    assert ran.code == 2
    assert "staat geen plan: er is geen plan.yaml" in ran.said
    assert "opc new MAP" in ran.said


def test_a_folder_that_is_not_there(tmp_path: Path, opc: Callable[..., Ran]) -> None:
    ran = opc("check", str(tmp_path / "nergens"))
    assert ran.code == 2
    assert "is er niet" in ran.said


def test_what_windows_writes_is_read_as_it_was_meant(base: Path, opc: Callable[..., Ran]) -> None:
    for path in [*base.glob("*.yaml"), *base.glob("*/*.md"), *base.glob("data/*.csv")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    chapter("Zie\u00a0[](#nergens).\r\n")(base)
    ran = opc("check")
    assert ran.code == 1
    assert "komt nergens uit" in ran.finding(f"{PROOF}:6:5")
    assert ran.said.count(": fout") == 1


def test_names_with_signs_and_a_table_wider_than_the_page_are_built(base: Path, opc: Callable[..., Ran]) -> None:
    change("plan.yaml", "Samen sterk in de Duinstreek", "\"Samen & 'sterk' <3 $100 #1 *x* {#y} [z]\"")(base)
    change("plan.yaml", "SWV PO Duinstreek", "\"SWV 'PO' & <Duin> $x #1 @y ~ ^\"")(base)
    row = "|" + "|".join(f" samenwerkingsverband {number} " for number in range(30)) + "|\n"
    chapter(
        "## Kop met & en \"aanhaling\" en 1.234\n\n"
        f'::: {{.tabel #tabel-breed titel="Breed & \'smal\'" bron="A&amp;B"}}\n{row}{"|---" * 30}|\n{row * 3}:::\n\nZie [](#tabel-breed).\n',
    )(base)
    assert opc("check").code == 0
    assert opc("build").code == 0


# --- The computer does not help ---------------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_written(base: Path, opc: Callable[..., Ran]) -> None:
    (base / "uitvoer").write_text("een bestand")
    ran = opc("build")
    assert ran.code == 2
    assert "kan opc niet schrijven" in ran.said
    assert "--output" in ran.said
    assert opc("check", "--output", str(base / "uitvoer" / "verslag.txt")).code == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write(base: Path, opc: Callable[..., Ran]) -> None:
    (base / "uitvoer").mkdir(mode=0o500)
    ran = opc("build")
    assert ran.code == 2
    assert "u hebt er geen rechten voor" in ran.said


def test_a_file_without_the_right_to_read(base: Path, opc: Callable[..., Ran]) -> None:
    (base / CHAPTER).unlink()
    (base / CHAPTER).mkdir()
    ran = opc("check")
    assert ran.code == 1
    assert "niet te lezen: het is een map" in ran.finding(f"{CHAPTER}:1:1")


def built(base: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (base / "uitvoer").iterdir()}


def test_a_full_disk_leaves_the_old_output(base: Path, opc: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    assert opc("build").code == 0
    before = built(base)
    change("plan.yaml", "Samen sterk", "Anders")(base)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = opc("build")
    assert ran.code == 2
    assert "de schijf is vol" in ran.said
    assert "de oude bestanden staan er nog" in ran.said
    assert built(base) == before


def _hears_ctrl_c() -> None:
    """What runs in the background of a shell hears no Ctrl-C; the tests may."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(base: Path, *arguments: str, stdout: int | IO[bytes] = subprocess.PIPE, **environment: str) -> subprocess.Popen[bytes]:
    """Python in a process group of its own."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.Popen([sys.executable, *arguments], cwd=base, env=variables, stdout=stdout, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=_hears_ctrl_c)


def test_a_disk_that_fills_up_while_writing(base: Path, opc: Callable[..., Ran]) -> None:
    """A real one: the system lets no file grow beyond 4 kB."""
    assert opc("build", "--format", "docx").code == 0
    before = built(base)
    limited = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); sys.argv = ['opc', 'build', '--format', 'docx']; runpy.run_module('opc', run_name='__main__')"
    process = started(base, "-c", limited)
    _, error = process.communicate()
    assert process.returncode == 2, error.decode()
    assert "kan opc niet" in error.decode()
    assert built(base) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_report_to_a_full_disk(base: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        process = started(base, "-m", "opc", "check", stdout=full)
        _, error = process.communicate()
    assert process.returncode == 2, error.decode()
    assert "de schijf is vol" in error.decode()
    assert b"Traceback" not in error
    assert b"Exception" not in error


def test_ctrl_c_during_a_build_leaves_the_old_output(base: Path, tmp_path: Path, opc: Callable[..., Ran]) -> None:
    assert opc("build").code == 0
    before = built(base)
    change("plan.yaml", "Samen sterk", "Anders")(base)
    begun, temporary = tmp_path / "begonnen", tmp_path / "tijdelijk"
    temporary.mkdir()
    slow = tmp_path / "pandoc"
    slow.write_text(f"#!/bin/sh\ntouch {begun}\nexec sleep 30\n")
    slow.chmod(0o755)
    process = started(base, "-m", "opc", "build", PYPANDOC_PANDOC=str(slow), TMPDIR=str(temporary))
    while not begun.exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    output, error = process.communicate()
    assert process.returncode == 130, error.decode()
    assert "afgebroken" in error.decode()
    assert not FOREIGN.search((output + error).decode())
    assert built(base) == before
    assert not list(temporary.iterdir())


def test_a_picture_of_data_that_could_not_be_read_is_not_said_to_be_missing(base: Path, opc: Callable[..., Ran]) -> None:
    (base / PICTURE).write_text((base / PICTURE).read_text() + "\nZie [](#figuur-deelname) en [](#tabel-indicatoren-S9).\n")
    assert opc("check").said.count("[huis-verwijzing]") == 2
    (base / "data/leerlingen.csv").write_bytes(b"")
    assert "[huis-verwijzing]" not in opc("check").said


@pytest.mark.parametrize("lost", [PICTURE, "bijlagen/02-oogo.md", "hoofdstukken", "bijlagen"])
def test_nothing_follows_from_what_stands_in_a_text_that_could_not_be_read(lost: str, base: Path, opc: Callable[..., Ran]) -> None:
    path = base / lost
    if path.is_dir():
        shutil.rmtree(path)
        path.write_text("geen map")
    else:
        path.write_bytes(b"caf\xe9")
    said = opc("check").said
    assert f"{lost}:1:" in said and "1 fout, 0 waarschuwingen en 0 opmerkingen" in said and "niet alles is getoetst" in said, said


@pytest.mark.parametrize(("folder", "said"), [(".", "vastgesteld)."), ("data", "vastgesteld)."), ("..", "vastgesteld), in plan.")])
def test_opc_alone_says_which_plan_is_here(folder: str, said: str, base: Path, opc: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(base / folder)
    ran = opc()
    assert ran.code == 0
    assert ran.said.split("\n")[0].startswith("Hier staat een plan: ")
    assert ran.said.split("\n")[0].endswith(said)
    assert "Maak PDF en Word: opc build" in ran.said
