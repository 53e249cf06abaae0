"""What `opc rules` and `opc explain` say of the requirements."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, TODAY, check

from opc import pipeline
from opc.error import OpcError
from opc.model.paragraph import _paragraph
from opc.report.text import columns
from opc.source import Span

NAMES = sorted(pipeline.requirements().by_id)


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("day", [date(2014, 8, 1), date(2022, 3, 31), date(2022, 4, 1), TODAY])
def test_the_list_names_every_requirement_of_the_day_once(day: date, width: int) -> None:
    lines = pipeline.rules(day, ("po", "vo"), width, today=TODAY).splitlines()
    named = [line.split()[0] for line in lines if line.startswith("  ") and not line.startswith("   ")]
    assert sorted(named) == sorted({requirement.id for requirement in pipeline.requirements().on(day, ("po", "vo"))})
    assert all(columns(line) <= width for line in lines)


def test_the_list_says_for_whom_and_from_which_law() -> None:
    said = " ".join(pipeline.rules(TODAY, ("po", "vo"), 100, today=TODAY).split())
    assert "(vo). WVO 2020 artikel 2.47 lid 10" in said
    assert "Terug- en overplaatsing (po en vo). WPO artikel 18a lid 8 onder d; WVO 2020 artikel 2.47 lid 9 onder d" in said


def test_the_list_for_one_sector_leaves_out_the_other() -> None:
    assert "uitnodiging-mbo" not in pipeline.rules(TODAY, ("po",), 80, today=TODAY)
    assert "uitnodiging-mbo" in pipeline.rules(TODAY, ("vo",), 80, today=TODAY)


@pytest.mark.parametrize("name", NAMES)
def test_every_requirement_is_explained(name: str) -> None:
    lines = pipeline.explain(name, TODAY, 80).splitlines()
    assert lines[0].endswith(f"[{name}]")
    assert all(columns(line) <= 80 for line in lines if "https://" not in line and line is not lines[0])
    assert any(record.text.split()[0] in " ".join(lines) for record in pipeline.requirements().by_id[name])


def test_an_explanation_shows_every_wording_with_its_days() -> None:
    said = " ".join(pipeline.explain("informatie", TODAY, 80).split())
    assert "po: WPO artikel 18a lid 8 onder f, in elk geval vanaf 6 januari 2014, tot en met 31 juli 2025 (dag niet zeker)." in said
    assert "vo: WVO 2020 artikel 2.47 lid 9 onder f, vanaf 1 augustus 2025 (dag niet zeker), geldt nog." in said


def test_a_requirement_of_another_time_says_so() -> None:
    assert "Op 1 januari 2020 gold deze eis nog niet. Zo luidt zij vanaf 1 april 2022:" in " ".join(pipeline.explain("groei", date(2020, 1, 1), 80).split())
    lapsed = " ".join(pipeline.explain("groei-sbo", TODAY, 80).split())
    assert "geldt deze eis niet meer. Sinds 1 april 2022 vraagt de wet één regeling voor groei na 1 februari; zie groei. Zo luidde zij tot en met 31 maart 2022:" in lapsed
    assert "deze eis n" not in pipeline.explain("groei", TODAY, 80)


@pytest.mark.parametrize(
    ("name", "day", "head"),
    [
        ("oogo", TODAY, "Voor primair onderwijs (po) en voortgezet onderwijs (vo)."),
        ("uitnodiging-mbo", TODAY, "Alleen voor voortgezet onderwijs (vo)."),
        ("opdc", date(2026, 11, 22), "Op 22 november 2026 geldt dit zeker voor voortgezet onderwijs (vo). Voor po gold dit tot en met 31 maart 2022. Of een plan voor po daarna een OPDC moet noemen, is niet gelezen; zie huis-opdc."),
        ("oogo", date(2013, 9, 1), "Op 1 september 2013 geldt dit zeker voor voortgezet onderwijs (vo). Of het toen voor po al gold, is niet nagegaan: in elk geval vanaf 6 januari 2014 wel."),
        ("opdc", date(2014, 3, 1), "Voor primair onderwijs (po) en voortgezet onderwijs (vo). Of deze eis op 1 maart 2014 al gold, is niet nagegaan. Zo luidt zij voor vo in elk geval vanaf 1 augustus 2014 en voor po in elk geval vanaf 1 augustus 2016:"),
        ("groei-datum", date(2022, 5, 1), "Op 1 mei 2022 geldt dit alleen voor primair onderwijs (po). Voor vo geldt dit pas vanaf 1 augustus 2022."),
    ],
)
def test_for_which_sectors_a_requirement_is_stands_under_its_title(name: str, day: date, head: str) -> None:
    assert " ".join(pipeline.explain(name, day, 80).split("\n\n")[1].split()) == head


def test_a_lapsed_requirement_is_told_for_each_sector_that_it_had() -> None:
    said = pipeline.explain("eerste-plan-herbeoordeling", TODAY, 80)
    assert "\nVoor po:\n" in said and "\nVoor vo:\n" in said
    assert "tot en met 31 juli 2015 (dag niet zeker):" in " ".join(said.split())


def test_what_was_read_once_is_not_said_to_hold_still() -> None:
    said = " ".join(pipeline.explain("opr-informatie", TODAY, 80).split())
    assert "voortgezet onderwijs (vo). Of dit nog geldt, is niet nagegaan." in said and "in elk geval vanaf 13 juli 2015, of het nog geldt, is niet nagegaan." in said
    assert "Of dit voor po nog geldt, is niet nagegaan." in " ".join(pipeline.explain("ingrijpen", TODAY, 80).split())


def test_what_a_sector_had_and_another_has_is_shown_once() -> None:
    assert " ".join(pipeline.explain("bestuur-en-toezicht", TODAY, 80).split()).count("die voordracht is bindend") == 1


def test_each_title_of_a_requirement_is_shown() -> None:
    assert pipeline.explain("toelaatbaarheid", TODAY, 80).startswith("Toelaatbaarheid tot sbo en so / Toelaatbaarheid tot vso, lwoo en praktijkonderwijs [toelaatbaarheid]")


def test_how_a_test_is_told_names_what_it_looks_for() -> None:
    said = " ".join(pipeline.explain("groei-sbo", date(2015, 1, 1), 80).split())
    assert "Het antwoord heeft minstens 30 woorden." in said and "De dag ligt van 2 oktober tot en met 31 juli." in said
    assert "Gevraagd: toelaatbaarheid voor lwoo en pro (stappen, beslist, termijn), of regeling." in " ".join(pipeline.explain("toelaatbaarheid", TODAY, 80).split())
    assert "Dat is zo als plan.yaml bij opting_out criteria of duur noemt." in " ".join(pipeline.explain("lwoo-criteria", date(2016, 1, 1), 80).split())
    assert "Gevraagd: rechtsvorm." in " ".join(pipeline.explain("rechtspersoon", TODAY, 80).split())
    assert "Zonder dag is ook goed; noemt zij er een, dan is 1 februari erbij." in " ".join(pipeline.explain("groei-vso", TODAY, 80).split())
    assert "De stap oogo noemt elke gemeente." in " ".join(pipeline.explain("oogo", TODAY, 80).split())
    assert "De stap voorgenomen-besluit: uiterlijk 1 februari." in " ".join(pipeline.explain("eerste-plan", date(2014, 2, 1), 80).split())


def test_a_rule_of_the_house_says_how_opc_notices_it_and_nothing_of_the_law_on_privacy() -> None:
    assert "opc merkt dit bij het lezen van de bestanden." in " ".join(pipeline.explain("huis-bestand", TODAY, 80).split())
    assert "geen wet" in pipeline.explain("huis-leeg", TODAY, 80) and "geen wet" not in pipeline.explain("huis-bsn", TODAY, 80)
    said = " ".join(pipeline.explain("taal-tang", TODAY, 80).split())
    assert "geldt alleen als in plan.yaml een taal: staat" in said and "Het antwoord heeft" not in said


def test_a_word_that_another_explains_is_not_explained_twice() -> None:
    lines = [line for line in pipeline.explain("volgnummer", TODAY, 200).splitlines() if "verklaring: " in line]
    assert lines == ["  verklaring: toelaatbaarheidsverklaring, het besluit van het verband dat een leerling naar een vorm van speciaal onderwijs kan"]
    assert "  OOGO: op overeenstemming gericht overleg, met de gemeenten" in pipeline.explain("oogo", TODAY, 80).splitlines()  # its title does not say it in full


def test_a_word_within_another_is_not_explained_for_it(base: Path) -> None:
    lines = pipeline.explain("indiening", TODAY, 80).splitlines()
    assert "  WVO 2020: Wet voortgezet onderwijs 2020, vanaf 1 augustus 2022" in lines
    (base / "kaders.yaml").write_text(KADER.replace("dicht bij huis naar school", "dicht bij huis naar (v)so"), encoding="utf-8")
    assert "  so: speciaal onderwijs" not in pipeline.explain("kader-dichtbij", TODAY, 80, base).splitlines()


def test_an_earlier_wording_is_shown_with_its_days() -> None:
    said = " ".join(pipeline.explain("informatie", TODAY, 80).split())
    assert said.count("Zo luidde zij: In het plan staat langs welke weg ouders horen welke hulp er is") == 2  # of po and of vo


@pytest.mark.parametrize("name", NAMES)
def test_a_day_that_is_not_certain_is_not_called_read(name: str) -> None:
    for part in " ".join(pipeline.explain(name, TODAY, 80).split()).split(" - "):
        begin = part.split("tot en met")[0]
        assert not (("(dag niet zeker)" in begin or "in elk geval vanaf" in begin) and "de dag van ingang zijn" in part)


def test_a_short_word_that_the_text_does_not_explain_is_explained() -> None:
    lines = pipeline.explain("groei-so", TODAY, 80).splitlines()
    assert "  so: speciaal onderwijs" in lines
    assert "  OPR: ondersteuningsplanraad" not in pipeline.explain("instemming-opr", TODAY, 80).splitlines()  # it says so itself


def test_an_example_of_a_file_is_shown_as_it_is_written() -> None:
    lines = pipeline.explain("oogo", TODAY, 80).splitlines()
    at = lines.index("Zo legt u het vast")
    assert any(line.startswith("      - datum: ") for line in lines[at:])


KADER = "- id: kader-dichtbij\n  titel: Dicht bij huis\n  tekst: Het plan zegt hoe leerlingen dicht bij huis naar school gaan.\n  vastgesteld_door: algemeen bestuur\n"


def test_the_kaders_of_a_plan_are_listed_and_explained(base: Path) -> None:
    (base / "kaders.yaml").write_text(KADER, encoding="utf-8")
    lines = pipeline.rules(None, ("po", "vo"), 80, today=TODAY, folder=base).splitlines()
    assert lines[lines.index("Eigen kaders van het verband") + 1].split() == ["kader-dichtbij", "Dicht", "bij", "huis"]
    assert "naar de wet van 2 april 2026" in " ".join(lines)  # the day of its adoption
    said = pipeline.explain("kader-dichtbij", TODAY, 80, base)
    assert said.startswith("Dicht bij huis [kader-dichtbij]") and "Eigen kader, vastgesteld door algemeen bestuur." in said
    with pytest.raises(OpcError, match="er is geen eis"):
        pipeline.explain("kader-dichtbij", TODAY, 80)


def test_a_kader_with_a_mistake_is_no_list(base: Path) -> None:
    (base / "kaders.yaml").write_text("- id: kader-dichtbij\n", encoding="utf-8")
    with pytest.raises(OpcError) as raised:
        pipeline.rules(None, ("po", "vo"), 80, today=TODAY, folder=base)
    assert "kaders.yaml" in raised.value.message


@pytest.mark.parametrize(("name", "hint"), [("terugplaatsng", "bedoelt u terugplaatsing?"), ("xyz", "opc rules toont ze allemaal, en opc rules PLAN ook de eigen kaders")])
def test_a_name_that_is_none_is_told(name: str, hint: str) -> None:
    with pytest.raises(OpcError) as raised:
        pipeline.explain(name, TODAY, 80)
    assert raised.value.hint == hint


@pytest.mark.parametrize(
    ("name", "plan", "answer"),
    [
        ("terugplaatsing", "voorbeelden/eilandrijk", "Antwoord: 5.4 Gespecialiseerd onderwijs"),  # under a heading of that paragraph
        ("resultaten", "voorbeelden/eilandrijk", "Antwoord: "),
        ("groei-sbo", "voorbeelden/havenstreek", "Antwoord: 5.4 Groei van sbo en so"),  # of the law that bound the plan
    ],
)
def test_where_a_plan_answers_is_told_whatever_its_answer_hangs_on(name: str, plan: str, answer: str) -> None:
    said = pipeline.explain(name, TODAY, 100, ROOT / "plans" / plan).partition("Waar het staat in")[2]
    assert answer in said and "Geen paragraaf" not in said


def test_without_full_text_search_nothing_is_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ROOT / "plans" / "noorderwaard" / "2026-2030"
    with_it = pipeline.explain("toelaatbaarheid", TODAY, 80, folder)
    monkeypatch.setitem(sys.modules, "sqlite3", None)  # a Python that was built without it
    without = pipeline.explain("toelaatbaarheid", TODAY, 80, folder)
    assert with_it.startswith(without.rstrip()[:200])
    assert len(without) < len(with_it)


def test_a_kader_without_words_is_unanswered_as_any_other(base: Path) -> None:
    (base / "kaders.yaml").write_text("- id: kader-nummer\n  titel: '1'\n  tekst: '2'\n  bron: {wet: Nota, onderdeel: 1}\n", encoding="utf-8")
    found = [finding for finding in check(base).findings if finding.rule == "kader-nummer"]
    assert len(found) == 1 and "misschien" not in found[0].hint


def test_the_line_of_a_paragraph_is_words_with_dots_for_what_the_plan_fills_in() -> None:
    text = "\n\n[](           ) noemt                     **besturen**.\n- Elk bestuur | één school |\n"
    paragraph, _ = _paragraph("besturen", "3.2", "Besturen", text, Span("03.md", 1), "")
    assert paragraph.line == "… noemt … besturen. Elk bestuur één school"
