"""The JSON Schemas in `schemas/json/`: what an editor knows of a plan's files. `make schemas` writes them.

They are made from the models, so that an editor and `opc check` accept the same. A text may be a bare number in an
editor's eyes (`versie: 1.0`), because opc reads every value as it was typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from opc import dutch
from opc.check import KINDS as TESTS
from opc.finding import Severity
from opc.model.contribution import Contribution
from opc.model.crosswalk import Crosswalk
from opc.model.front_matter import KINDS, Appendix, ChapterFront
from opc.model.plan_file import Decisions, HouseStyle, PlanFile, Reviews, Tables, Terms
from opc.model.profile import ProfileFile
from opc.model.requirement import VERSIONS, Frame, Requirement
from opc.package import data_folder
from opc.report.json import Report

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NUMBER = r"^€?\s*[-+−]?\s?(\d{1,3}([. ]\d{3})+|\d+)(,\d+)?\s*%?$"
"""What `dutch.parse_number` reads."""

TITLES = {
    "Acceptance": "akkoord", "AcceptedFinding": "bevinding die mag blijven", "Admission": "toelaatbaarheid tot een soort school", "Answer": "antwoord", "Appendix": "de velden boven een bijlage", "Change": "wijziging van een vastgesteld plan", "Condition": "voorwaarde bij een instemming", "Body": "orgaan",
    "Channel": "weg naar ouders en leerlingen", "Contribution": "kwestie of bouwsteen", "ChapterFront": "de velden boven een hoofdstuk", "ColumnFile": "kolom", "Council": "samenstelling van een raad",
    "Decisions": "besluiten.yaml", "Event": "stap met een dag", "ForSector": "per sector", "Frame": "kader", "Growth": "groeiregeling", "HouseStyle": "huisstijl.yaml",
    "HouseStyleColours": "kleuren", "Imprint": "colofon", "Information": "informatie voor ouders en leerlingen", "Institution": "instelling", "KeyFigure": "kengetal",
    "Moment": "vast moment in het jaar", "Municipality": "gemeente", "Neighbour": "samenvallend verband", "Organisation": "samenwerkingsverband", "Period": "periode",
    "PlanFile": "plan.yaml", "ProfileFile": "profiel.yaml", "Predecessor": "vorig plan", "Priority": "speerpunt", "Provision": "voorziening", "Quadrants": "in woorden en in getallen",
    "Reference": "bron in de wet", "Review": "beoordeling", "Reviewed": "beoordeling van een antwoord", "Reviews": "beoordeeld.yaml", "Requirement": "eis", "Results": "resultaten", "Return": "terugplaatsing", "Risk": "risico", "Stream": "geldstroom",
    "SupportItem": "onderdeel van de basisondersteuning", "TableFile": "tabel", "Tables": "tabellen.yaml", "Term": "begrip", "Terms": "begrippen.yaml", "Test": "toets",
    "Undated": "stap zonder dag", "Validity": "geldigheid", "Version": "versie", "Votes": "stemmen",
    "Crosswalk": "dekking.json", "Entry": "eis en waar zij wordt beantwoord", "Explanation": "uitleg op een andere plek", "Outcome": "getoetste eis", "Place": "plek", "Remark": "bevinding",
}
"""What each model is called."""


class _Generator(GenerateJsonSchema):
    """What a file may hold: also what the models' validators make of it."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        inner = self.generate_inner(schema["schema"])
        match getattr(schema["function"]["function"], "__name__", ""):
            case "_one_or_many":
                return {"anyOf": [inner["items"], inner]}
            case "_conditions":
                return {"anyOf": [{"type": "string"}, inner["items"], {"type": "array", "items": {"anyOf": [{"type": "string"}, inner["items"]]}}]}
            case "_severity":
                return {"enum": [severity.name for severity in reversed(Severity)]}
        return inner

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - no field has a title of its own
        return False


def schemas() -> dict[str, str]:
    """File name in `schemas/json/` -> its text."""
    files: dict[str, type[BaseModel]] = {"plan": PlanFile, "besluiten": Decisions, "begrippen": Terms, "beoordeeld": Reviews, "tabellen": Tables, "huisstijl": HouseStyle, "profiel": ProfileFile, "bijlage": Appendix}
    made = {name: _described(model) for name, model in files.items()}
    made["hoofdstuk"] = _chapter()
    for kind, needed in KINDS.items():
        made[f"hoofdstuk/{kind}"] = {
            "$schema": DIALECT, "title": f"de velden boven een hoofdstuk: {kind}", "$ref": "../hoofdstuk.schema.json",
            "properties": {"hoofdstuk": {"const": kind}}, "required": ["hoofdstuk", *needed],
        }
    made["eis"] = _requirements(Requirement, "een bestand met eisen")
    made["kaders"] = _requirements(Frame, "kaders.yaml")
    made["inbreng"] = _contributions()
    made["dekking-1"] = _described(Crosswalk, of_file=False)
    made["rapport-1"] = _described(Report, of_file=False)
    return {f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in made.items()}


def _described(model: type[BaseModel], *, of_file: bool = True) -> Schema:
    """The schema of a model. of_file: of something that is typed in YAML, where a text may look like a number."""
    made: Schema = model.model_json_schema(by_alias=True, schema_generator=_Generator, mode="validation" if of_file else "serialization")
    definitions = made.pop("$defs", {})
    made = {"$schema": DIALECT, **_tidy(made, of_file=of_file)}
    if definitions:
        made["$defs"] = {_key(name): _tidy(schema, of_file=of_file) for name, schema in sorted(definitions.items())}
    return made


def _tidy(schema: Any, *, of_file: bool) -> Any:
    """A schema without Python's words: Dutch titles, no docstrings, no empty defaults, texts as YAML writers type them."""
    if isinstance(schema, list):
        return [_tidy(item, of_file=of_file) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _tidy(value, of_file=of_file) for key, value in schema.items() if key != "properties"}
    if "properties" in schema:
        made["properties"] = {key: _tidy(value, of_file=of_file) for key, value in schema["properties"].items()}
        made["title"] = TITLES.get(schema["title"], schema["title"])
        made.pop("description", None)  # the class's docstring, for programmers
    if "$ref" in made:
        made["$ref"] = f"#/$defs/{_key(made['$ref'].rpartition('/')[2])}"
    if not made.get("default", True) or isinstance(made.get("default"), dict) or "ja" in made.get("enum", ()):
        made.pop("default", None)
    if of_file and "enum" not in made and "const" not in made and "format" not in made and not str(made.get("pattern", "")).startswith("^#"):
        kind = made.get("type")
        if kind in ("string", "integer", "number"):
            made["type"] = ["string", "number"]
        if kind in (["number", "string"], ["integer", "string"]):
            made |= {"type": ["number", "string"], "pattern": NUMBER}
    return made


def _key(model: str) -> str:
    """The name of a model in $defs, fit for an address."""
    return TITLES.get(model, model).replace(" ", "-")


def _chapter() -> Schema:
    """What stands above a chapter, of any kind."""
    made = _described(ChapterFront)
    made["properties"]["hoofdstuk"] = {"enum": list(KINDS), "description": made["properties"]["hoofdstuk"]["description"]}
    made["allOf"] = [
        {"if": {"properties": {"hoofdstuk": {"const": kind}}, "required": ["hoofdstuk"]}, "then": {"required": list(needed)}} for kind, needed in KINDS.items() if needed
    ]
    return made


def _requirements(model: type[BaseModel], title: str) -> Schema:
    """A file of `schemas/`, or of kaders: a list of subjects with their versions, whose tests have the options of their kind.

    What versions share may stand with the subject, so neither of the two alone has to be complete.
    """
    made = _described(model)
    definitions = made.pop("$defs")
    definitions[_key("Test")] = {"title": TITLES["Test"], "type": "object", "required": ["soort"], "oneOf": list(_tests())}
    del made["$schema"]
    once = set(made.pop("required")) - {"id"}
    inside = {key: value for key, value in made["properties"].items() if key != "id"}
    definitions["versie"] = {"title": "versie van een eis", "type": "object", "additionalProperties": False, "properties": inside}
    versions = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/versie"}, "description": "De teksten die na elkaar golden, de nieuwste eerst."}
    made |= {"properties": {**made["properties"], VERSIONS: versions}, "required": ["id"], "anyOf": [{"required": [VERSIONS]}, {"required": sorted(once)}]}
    return {"$schema": DIALECT, "title": title, "type": "array", "items": made, "$defs": definitions}


def _contributions() -> Schema:
    """kwesties.yaml or bouwstenen.yaml: a list of items."""
    made = _described(Contribution)
    del made["$schema"]
    return {"$schema": DIALECT, "title": "kwesties.yaml of bouwstenen.yaml", "type": "array", "items": made}


def _tests() -> Iterator[Schema]:
    for name, kind in sorted(TESTS.items()):
        options = _described_options(kind.Options)
        said = " ".join((kind.__doc__ or "").strip().split("\n\n")[0].split())
        yield {"title": name, "description": said, "properties": {"soort": {"const": name}, **options}, "required": ["soort"], "additionalProperties": False}


def _described_options(model: type[BaseModel]) -> Schema:
    made: Schema = model.model_json_schema(by_alias=True, schema_generator=_Generator)
    found: Schema = _tidy({**made, "title": "Test", "properties": made.get("properties", {})}, of_file=True)["properties"]
    return found


def write(folder: Path) -> None:
    """Writes every schema in a folder, and takes away what is none any more."""
    wanted = schemas()
    for path in folder.rglob("*.schema.json"):
        if path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
    for name, text in wanted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    target = data_folder("schemas") / "json"
    write(target)
    print(f"{dutch.count(len(schemas()), 'schema', 'schemas')} in {target}")
