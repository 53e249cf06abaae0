"""The JSON Schemas in schemas/json/: made from the models, fresh, and in step with what opc reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import BASE, ROOT, check
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from opc import pipeline, schema
from opc.model.audience import Audience
from opc.model.front_matter import KINDS
from opc.report import REPORTERS

FOLDER = ROOT / "schemas" / "json"
MADE = schema.schemas()
PLANS = [*sorted(path.parent for path in (ROOT / "plans").glob("*/*/plan.yaml")), BASE]
AT = "https://opc.example/"
FILES = ("plan", "besluiten", "begrippen", "tabellen", "huisstijl", "beoordeeld", "kaders", "kwesties", "bouwstenen")
SHARED = {"kwesties": "inbreng", "bouwstenen": "inbreng"}
"""Files that have a schema with another name."""


class Editor(yaml.SafeLoader):
    """Reads YAML 1.2 as editors do: numbers are numbers, `ja` and a date are texts."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own


Editor.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
Editor.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)$"), list("-+.0123456789"))
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
Editor.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(null|~|)$"), ["n", "~", ""])


@cache
def validator(name: str) -> Draft202012Validator:
    resources = {f"{AT}{path.relative_to(FOLDER).as_posix()}": Resource.from_contents(json.loads(path.read_text())) for path in FOLDER.rglob("*.json")}
    return Draft202012Validator({"$ref": f"{AT}{name}.schema.json"}, registry=Registry().with_resources(resources.items()))


def front(path: Path) -> str:
    return re.split(r"(?m)^---\s*$", path.read_text(encoding="utf-8"), maxsplit=2)[1]


def texts() -> Iterator[tuple[str, str, Path]]:
    """Schema, YAML text and file of everything that a writer types."""
    for plan in PLANS:
        for name in FILES:
            if (path := plan / f"{name}.yaml").exists():
                yield SHARED.get(name, name), path.read_text(encoding="utf-8"), path
        for folder, name in (("hoofdstukken", "hoofdstuk"), ("bijlagen", "bijlage")):
            for path in sorted((plan / folder).glob("*.md")):
                yield name, front(path), path
    for path in sorted((ROOT / "schemas").glob("*.yaml")):
        yield "eis", path.read_text(encoding="utf-8"), path


def test_the_schemas_are_fresh() -> None:
    """If not: make schemas."""
    assert {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.json")} == MADE


@pytest.mark.parametrize("name", MADE)
def test_a_schema_is_a_schema_in_dutch(name: str) -> None:
    made = json.loads(MADE[name])
    Draft202012Validator.check_schema(made)
    said = re.findall(r'"(?:title|description)": "((?:[^"\\]|\\.)*)"', MADE[name])
    assert "__places__" not in MADE[name]
    assert not [words for words in said if re.search(r"\b(the|of a|which|whose|how to|what)\b", words, re.IGNORECASE)]
    assert all(definition.get("title") for definition in made.get("$defs", {}).values() if definition.get("type") == "object")


def test_there_is_one_for_every_kind_of_chapter() -> None:
    assert {path.name.removesuffix(".schema.json") for path in (FOLDER / "hoofdstuk").iterdir()} == set(KINDS)


@pytest.mark.parametrize("loader", [yaml.BaseLoader, Editor], ids=["as typed", "as an editor reads it"])
@pytest.mark.parametrize(("name", "text", "path"), list(texts()), ids=lambda value: "/".join(value.parts[-3:]) if isinstance(value, Path) else "")
def test_what_opc_reads_without_a_remark_is_valid(name: str, text: str, path: Path, loader: type[yaml.SafeLoader]) -> None:
    data = yaml.load(text, Loader=loader)
    errors = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator(name).iter_errors(data)]
    assert not errors
    if name == "hoofdstuk":
        assert validator(f"hoofdstuk/{data['hoofdstuk']}").is_valid(data)


WRONG = (
    ("plan", "sectoren: [po]", "sectoren: [bo]"), ("plan", "sectoren: [po]", "sectors: [po]"), ("plan", "status: concept", "status: klaar"),
    ("plan", "tot_en_met: 2030-07-31", "tot_en_met: [2030]"), ("plan", "opr: OPR", "opr: ''"), ("plan", "titel: Plan", "titel: [Plan]"),
    ("plan", "landelijk: nee", "landelijk: false"), ("plan", "naam: SWV", "__places__: SWV"),
    ("hoofdstuk", "kans: 2", "kans: twee"), ("hoofdstuk", "kans: 2", "kans: [2]"), ("hoofdstuk", "groei: '#groei'", "groei: groei"), ("hoofdstuk", "missie: Iedereen", ""),
    ("hoofdstuk", "hoofdstuk: visie", "hoofdstuk: visje"), ("huisstijl", '"#14505c"', "petrol"),
)
RIGHT = {
    "plan": """
titel: Plan
sectoren: [po]
periode: {van: 2026-08-01, tot_en_met: 2030-07-31}
status: concept
versie: 1.0
landelijk: nee
verbanden: {po: {naam: SWV, nummer: 9901, opr: OPR}}
gemeenten: [{naam: Dam, sectoren: po}, {naam: Wal, sectoren: [po]}]
""",
    "hoofdstuk": """
hoofdstuk: visie
titel: 2030
missie: Iedereen
uitgangspunten: Samen
eisen: {groei: '#groei'}
risicos:
  - {risico: Brand, kans: 2, gevolg: 1.500.000, maatregel: Blussen, eigenaar: wij}
""",
    "huisstijl": 'kleuren: {hoofdkleur: "#14505c"}\ntekstgrootte: 10,5\n',
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_valid(name: str) -> None:
    for loader in (yaml.BaseLoader, Editor):
        assert not list(validator(name).iter_errors(yaml.load(RIGHT[name], Loader=loader)))


@pytest.mark.parametrize(("name", "right", "wrong"), WRONG)
def test_what_is_wrong_is_not_valid(name: str, right: str, wrong: str) -> None:
    assert right in RIGHT[name]
    assert not validator(name).is_valid(yaml.load(RIGHT[name].replace(right, wrong), Loader=Editor))


def test_a_test_of_a_requirement_has_the_options_of_its_kind() -> None:
    record = {"id": "x", "titel": "X", "geldig": {"van": "2014-08-01"}, "ernst": "fout", "tekst": "Y"}
    assert validator("eis").is_valid([{**record, "toetsen": [{"soort": "antwoord", "woorden": 30}, {"soort": "leeg"}]}])
    assert not validator("eis").is_valid([{**record, "toetsen": [{"soort": "antwoord", "wooorden": 30}]}])
    assert not validator("eis").is_valid([{**record, "toetsen": [{"soort": "antwoorden"}]}])
    assert not validator("eis").is_valid([{**record, "ernst": "erg"}])


def test_the_json_report_is_valid(base: Path) -> None:
    for plan in PLANS:
        report = json.loads(REPORTERS["json"](check(plan), Audience()))
        assert not list(validator("rapport-1").iter_errors(report))
        assert report["requirements"]
    (base / "plan.yaml").write_text("titel: [\n")
    report = json.loads(REPORTERS["json"](check(base), Audience()))
    assert not list(validator("rapport-1").iter_errors(report))
    assert report["findings"]
    assert pipeline.requirements().all
