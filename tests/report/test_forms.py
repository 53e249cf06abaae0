"""The reports for other programs: each against its published form, and against a golden of a small plan with mistakes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import BASE, ROOT, TODAY, check, copy_plan
from lxml import etree

from opc import dutch, pipeline
from opc.cli import run
from opc.error import OpcError
from opc.model.audience import Audience, Kind, Quotation, Reader
from opc.model.checked import Checked
from opc.model.outcome import Status
from opc.pipeline import reports
from opc.report import REPORTERS
from opc.report.markdown import coded

PUBLISHED = Path(__file__).parent / "published"
GOLDEN = Path(__file__).parent / "golden"
SAMPLE = ROOT / "plans/noorderwaard/2026-2030"
CHANGES = (
    ("besluiten.yaml", "tegen: 0", "tegen: 1"),
    ("bijlagen/02-oogo.md", 'bijlage: "2"', 'bijlage: "3"'),
    ("besluiten.yaml", ", Duinhoek]", "]"),
    ("hoofdstukken/04-ouders.md", "## ", "Zie [](#nergens), 100% | <b>vet</b>, @iedereen: #1.\n\n## "),
    ("plan.yaml", "titel: Samen sterk in de Duinstreek", "titel: Samen & sterk <in> de 'Duinstreek'"),
)


def damaged(folder: Path) -> Path:
    copy_plan(BASE, folder)
    for file, old, new in CHANGES:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def unread(folder: Path) -> Path:
    copy_plan(BASE, folder)
    (folder / "plan.yaml").write_text("titel: [\n")
    return folder


def half_read(folder: Path) -> Path:
    copy_plan(BASE, folder)
    (folder / "besluiten.yaml").write_text("stappen: [\n")
    return folder


PLANS: dict[str, Path | Callable[[Path], Path]] = {
    "base": BASE, "damaged": damaged, "unread": unread, "half read": half_read, "sample": SAMPLE, "earlier sample": ROOT / "plans/noorderwaard/2022-2026",
}


def made(checked: Checked, form: str, kind: Kind | None = None, municipality: str = "") -> str:
    reader = Reader(kind, municipality) if kind else None
    return REPORTERS[form](checked, pipeline.audience(checked, [form], reader=reader, colour=False, width=80))


@cache
def sample() -> Checked:
    return check(SAMPLE)


@pytest.fixture(scope="module", params=PLANS)
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    plan = PLANS[request.param]
    return sample() if plan is SAMPLE else check(plan if isinstance(plan, Path) else plan(tmp_path_factory.mktemp("plan")))


@pytest.fixture(autouse=True, scope="module")
def _a_plan_is_quoted_once() -> Iterator[None]:
    """To quote a plan is to compose it, which takes Pandoc twice as long as all the rest; it is the same for every reader."""
    quote = reports._quotations
    quoted: dict[int, tuple[Checked, Mapping[str, Quotation]]] = {}  # by its number, which nobody else gets while it is kept

    def once(checked: Checked) -> Mapping[str, Quotation]:
        if id(checked) not in quoted:
            quoted[id(checked)] = checked, quote(checked)
        return quoted[id(checked)][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reports, "_quotations", once)
        yield


@cache
def published(name: str) -> Any:
    path = PUBLISHED / name
    return etree.XMLSchema(etree.parse(path)) if path.suffix == ".xsd" else jsonschema.Draft4Validator(json.loads(path.read_text(encoding="utf-8")))


def test_sarif_is_what_its_schema_says(checked: Checked) -> None:
    report = json.loads(made(checked, "sarif"))
    published("sarif-2.1.0-rtm.5.json").validate(report)
    (run,) = report["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [finding.rule for finding in checked.findings]
    assert all(result["locations"] for result in run["results"])  # GitHub refuses the whole file otherwise
    prints = [result["partialFingerprints"]["opcRegel/v1"] for result in run["results"]]
    assert len(prints) == len(set(prints))
    for rule in rules:
        if checked.plan and any(requirement.id == rule["id"] and requirement.layer == "wet" for requirement in checked.requirements):
            assert rule["helpUri"].startswith("https://wetten.overheid.nl/")
            assert rule["help"]["text"] and rule["helpUri"] in rule["help"]["markdown"]


def test_sarif_names_only_files_of_the_reader(tmp_path: Path) -> None:
    checked = check(damaged(tmp_path / "plan"))
    text = json.dumps([result["locations"] + [item for item in result.get("relatedLocations", ()) if "physicalLocation" in item]
                       for result in json.loads(made(checked, "sarif"))["runs"][0]["results"]])
    assert {re.sub("%20", " ", name) for name in re.findall(r'"uri": "([^"]+)"', text)} <= checked.sources.keys()


def test_junit_is_what_its_schema_says(checked: Checked) -> None:
    report = etree.fromstring(made(checked, "junit").encode())
    published("junit-10.xsd").assertValid(report)
    cases = report.findall(".//testcase")
    assert report.get("tests") == str(len(cases)) == str(sum(int(suite.get("tests", "0")) for suite in report))
    assert report.get("failures") == str(len(report.findall(".//failure"))) == str(sum(int(suite.get("failures", "0")) for suite in report))
    assert len(report.findall(".//skipped")) == sum(int(suite.get("skipped", "0")) for suite in report)
    if checked.plan:
        assert len(cases) >= len(checked.outcomes)
        assert len(report.findall(".//skipped")) == sum(outcome.status in (Status.human, Status.unknown, Status.idle) for outcome in checked.outcomes)


def test_junit_has_a_case_for_every_requirement_and_sector() -> None:
    checked = check(BASE)
    names = [case.get("classname") for case in etree.fromstring(made(checked, "junit").encode()).findall(".//testcase")]
    assert len(names) == len(set(names))
    assert {"opc.wet.po.groei", "opc.wet.vo.groei", "opc.wet.vo.uitnodiging-mbo", "opc.huis.huis-verwijzing"} <= set(names)
    assert "opc.wet.po.uitnodiging-mbo" not in names


def test_gitlab_gets_what_it_asks_for(checked: Checked) -> None:
    report = json.loads(made(checked, "gitlab"))
    assert len(report) == len(checked.findings)
    prints = [item["fingerprint"] for item in report]
    assert len(prints) == len(set(prints))
    for item in report:
        assert item["description"] and item["check_name"] and item["location"]["path"] and item["location"]["lines"]["begin"] >= 1
        assert item["severity"] in ("info", "minor", "major", "critical", "blocker")


def test_a_fingerprint_survives_lines_above_it_and_tells_twins_apart(tmp_path: Path) -> None:
    plan = copy_plan(BASE, tmp_path / "plan")
    chapter = plan / "hoofdstukken/04-ouders.md"
    twins = chapter.read_text(encoding="utf-8") + "\nZie [](#nergens) en [](#nergens).\n"
    chapter.write_text(twins, encoding="utf-8")
    before = [item["fingerprint"] for item in json.loads(made(check(plan), "gitlab"))]
    chapter.write_text(twins.replace("\n---\n", "\n---\n\nEen zin erboven.\n", 1), encoding="utf-8")
    after = [item["fingerprint"] for item in json.loads(made(check(plan), "gitlab"))]
    assert before == after
    assert len(before) == len(set(before)) == 2


def test_github_commands_are_one_line_each_and_can_be_taken_apart(checked: Checked) -> None:
    lines = made(checked, "github").splitlines()
    assert len(lines) == len(checked.findings)
    for line in lines:
        command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.+)", line)
        assert command, line
        values = dict(pair.split("=", 1) for pair in command[2].split(","))
        assert values["file"] in checked.sources
        assert int(values["line"]) <= int(values["endLine"]) and int(values["col"]) >= 1


def test_a_remark_is_never_longer_than_github_lets_it_be(tmp_path: Path) -> None:
    plan = copy_plan(BASE, tmp_path / "plan")
    chapter = plan / "hoofdstukken/04-ouders.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n" + "\n\n".join(f"Zie [](#nergens-{number}) é." for number in range(900)), encoding="utf-8")
    checked = check(plan)
    report = made(checked, "markdown")
    assert 50_000 < len(report.encode()) <= 65_536
    left = re.search(r"En nog ([\d.]+) bevindingen", report)
    assert left
    assert int(left[1].replace(".", "")) + len(re.findall(r"(?m)^\| (?:❌ fout|⚠️ waarschuwing|💬 opmerking) ", report)) == len(checked.findings)
    assert "<summary>Wat de wet vraagt" in report


def _golden(name: str, text: str) -> None:
    text = re.sub(r"(schemas/\w+\.yaml):\d+", r"\1:…", text)  # a record above may grow
    path = GOLDEN / name
    if "OPC_GOLDEN" in os.environ:
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"make golden writes {name}; look at it"
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["sarif", "junit", "github", "gitlab", "markdown", "html"])
def test_the_report_of_a_small_plan_with_mistakes(form: str, tmp_path: Path) -> None:
    text = made(check(damaged(tmp_path / "plan")), form, "gemeente" if form == "html" else None)
    if form == "sarif":  # the rules are those of schemas/, which have tests of their own
        report = json.loads(text)
        del report["runs"][0]["tool"]["driver"]["rules"], report["runs"][0]["tool"]["driver"]["version"]
        for result in report["runs"][0]["results"]:
            del result["ruleIndex"]
        text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    if form == "junit":  # a rule of the house that finds nothing may come or go
        text = re.sub(r' (tests|skipped)="\d+"', r' \1="…"', re.sub(r' *<testcase classname="opc\.huis\.[^>]*/>\n', "", text))
    if form == "html":
        text = re.sub(r"<(style|script)>.*?</\1>", r"<\1>…</\1>", text, flags=re.DOTALL)
        text = re.sub(r'(<h2 id="uit-het-plan".*?</h2>).*?</section>', r"\1…</section>", text, flags=re.DOTALL)  # how a plan is composed has tests of its own
    _golden(REPORTERS[form].file, text)


@pytest.mark.parametrize("reader", [None, "opr", "gemeente", "toezicht"])
@pytest.mark.parametrize("form", ["html", "markdown"])
def test_every_reader_gets_a_report_of_every_plan(checked: Checked, form: str, reader: Kind | None) -> None:
    text = made(checked, form, reader)
    assert "None" not in text and "Traceback" not in text
    if form == "html":
        page = etree.fromstring(text.encode(), etree.HTMLParser())
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        assert {link.get("href", "")[1:] for link in page.iter("a") if link.get("href", "").startswith("#")} <= set(ids)
        assert not list(page.iter("link", "img", "iframe"))
        assert not [element for element in page.iter("script") if element.get("src")]


def test_the_page_shows_what_a_writer_typed_as_words(tmp_path: Path) -> None:
    text = made(check(damaged(tmp_path / "plan")), "html")
    assert "<in>" not in text and "Samen &amp; sterk &lt;in&gt; de &#39;Duinstreek&#39;" in text
    assert "<b>vet" not in text


@pytest.mark.parametrize(("forms", "loads"), [("text,sarif,junit,gitlab,github,json,markdown", False), ("text,html", True)])
def test_only_reports_for_people_load_what_a_build_needs(forms: str, loads: bool, tmp_path: Path) -> None:
    code = f"import sys\nfrom opc.cli import run\nassert run(['check', {str(BASE)!r}, '--format', {forms!r}, '--output', sys.argv[1]]) == 0\nprint('jinja2' in sys.modules)\n"
    ran = subprocess.run([sys.executable, "-c", code, str(tmp_path / "map")], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stdout.splitlines()[-1:] == [str(loads)], ran.stdout + ran.stderr


def test_the_readers_see_what_concerns_them() -> None:
    checked = sample()
    municipal = made(checked, "html", "gemeente")
    assert all(name in municipal for name in ("Oudemeer", "Driesloten", "Veenhaven", "Elsbroek", "Kwakelwaard", "Leerlingenvervoer", "Huisvesting", "5 februari 2026"))
    council = made(checked, "html", "opr")
    assert "Voor ouders" in council and "Voor leerlingen" in council and "Voor het personeel" in council
    assert "Voor leerlingen" not in made(check(SAMPLE, sector="po"), "html", "opr")
    supervisor = made(checked, "html", "toezicht")
    assert supervisor.index("Ingediend bij de inspectie") < supervisor.rindex("van artikel naar paragraaf")


def test_one_municipality_sees_its_own_talks_and_where_the_plan_names_it() -> None:
    checked = sample()
    text = made(checked, "html", "gemeente", "Veenhaven")
    talks = text[text.index('<h2 id="overleg"') : text.rindex("Waar het plan over uw taken spreekt")]
    assert "voor de gemeente Veenhaven" in text and "Waar het plan Veenhaven noemt" in text
    assert "Veenhaven" in talks and "<td role=\"cell\" data-kop=\"Gemeente\">Oudemeer" not in talks
    assert "dit verslag toont de 4 die voor u van belang zijn" in text
    with pytest.raises(OpcError) as raised:
        made(checked, "html", "gemeente", "Veenhave")
    assert (raised.value.message, raised.value.hint) == ('dit plan noemt geen gemeente "Veenhave"', "bedoelt u Veenhaven?")
    assert run(["check", str(SAMPLE), "--format", "html", "--for", "opr:Veenhaven"]) == 2


def test_a_council_sees_what_changed_in_the_law() -> None:
    assert "Wat er in de wet veranderde sinds het vorige plan" in made(sample(), "html", "opr")


@pytest.mark.parametrize("form", ["html", "markdown", "junit", "sarif"])
def test_a_report_says_how_far_an_answer_was_reviewed(form: str, base: Path) -> None:
    pipeline.record_review(base, (), by="M. de Vries", today=TODAY, width=80)
    chapter = base / "hoofdstukken" / "02-toewijzing.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("{#terug}\n", "{#terug}\n\nEn nog iets.\n"), encoding="utf-8")
    text = made(check(base), form).lower()
    assert f"beoordeeld door m. de vries op {dutch.long_date(TODAY)}" in text
    assert f"opnieuw te beoordelen: de tekst is veranderd nadat m. de vries dit op {dutch.long_date(TODAY)} beoordeelde" in text


def test_without_quotations_a_report_still_names_the_places() -> None:
    assert "Dekkend aanbod" in REPORTERS["markdown"](sample(), Audience())


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("zet de naam bij `wie`", "zet de naam bij `wie`"), ("plak `{{ cel(\"a_b\", \"2027\") }}`", "plak `{{ cel(\"a_b\", \"2027\") }}`"), ("een ` los", r"een \` los"),
        ("`<b>`", r"\`&lt;b&gt;\`"), ("`a|b`", r"\`a\|b\`"), ("@piet in #12", "&#64;piet in &#35;12"), ("#nergens", "#nergens"),
    ],
)
def test_a_remark_shows_code_as_code_and_calls_nobody(said: str, shown: str) -> None:
    assert coded(said) == shown
