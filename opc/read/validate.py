"""From texts with places to records: pydantic does the work, this room says in Dutch what was wrong and where."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from opc import dutch
from opc.model.record import PLACES, Places
from opc.read.workspace import Workspace
from opc.source import Span

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]


def validate(workspace: Workspace, model: type[Model], data: Any, whole: Span, *, required: Iterable[str] = ()) -> Model | None:
    """The record that data describes. What is wrong is noticed and left out, so that the rest can still be used.

    required: keys that must be there, beside those of the model. None when what is left is not enough.
    """
    if data is None:
        data = {PLACES: Places(whole)}
    if not isinstance(data, dict):
        workspace.notice(whole, "huis-veld", "hier horen velden met een waarde", "schrijf: veld: waarde")
        return None
    for key in required:
        if not data.get(key):
            workspace.notice(_place(data, (), whole), "huis-veld", f'veld "{key}" ontbreekt', _properties(model, ()).get(key, {}).get("description", ""))
    seen: set[tuple[Span, str]] = set()
    for _ in range(12):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            data = copy.deepcopy(data)
            cuts: set[Location] = set()
            for detail in error.errors(include_url=False):
                span, message, hint = _explain(model, data, detail, whole)
                if (span, message) not in seen:
                    seen.add((span, message))
                    workspace.notice(span, "huis-veld", message, hint)
                location = _location(data, detail["loc"])
                cuts.add(location[:-1] if detail["type"] == "missing" else location)
            if () in cuts or not all(_cut(data, location) for location in sorted(cuts, key=lambda cut: [(isinstance(p, str), str(p).zfill(9)) for p in cut], reverse=True)):
                return None
    return None


def _location(data: Any, loc: Location) -> Location:
    """The part of pydantic's location that is a path in the data (it adds names of union members)."""
    path: list[int | str] = []
    for part in loc:
        if isinstance(data, dict) and part in data:
            data = data[part]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        elif isinstance(data, dict) and part == loc[-1]:
            data = None
        else:
            continue
        path.append(part)
    return tuple(path)


def _cut(data: Any, location: Location) -> bool:
    for part in location[:-1]:
        data = data[part]
    try:
        del data[location[-1]]
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _place(data: Any, location: Location, whole: Span) -> Span:
    span = whole
    for part in location:
        if isinstance(data, dict):
            places = data.get(PLACES)
            if isinstance(places, Places):
                span = places.values.get(str(part), places.span)
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
            if isinstance(data, dict) and isinstance(data.get(PLACES), Places):
                span = data[PLACES].span
        else:
            break
    return span


def _explain(model: type[BaseModel], data: Any, detail: ErrorDetails, whole: Span) -> tuple[Span, str, str]:
    location = _location(data, detail["loc"])
    span = _place(data, location, whole)
    key = str(location[-1]) if location else ""
    context = detail.get("ctx", {})
    value = detail.get("input")
    shown = f'"{value}"' if isinstance(value, str) else "deze waarde"
    kind = detail["type"]
    if kind == "missing":
        key = str(detail["loc"][-1])
        description = _properties(model, location[:-1]).get(key, {}).get("description", "")
        return _place(data, location[:-1], whole), f'veld "{key}" ontbreekt', description
    if kind == "extra_forbidden":
        parent: Any = data
        for part in location[:-1]:
            parent = parent[part]
        places = parent.get(PLACES) if isinstance(parent, dict) else None
        if isinstance(places, Places):
            span = places.keys.get(key, span)
        known = _properties(model, location[:-1])
        meant = dutch.meant(key, known)
        return span, f'onbekend veld "{key}"', f'bedoelt u "{meant}"?' if meant else f"hier kunnen: {dutch.listing(known)}"
    if kind in ("literal_error", "enum"):
        choices = [choice.strip("' ") for choice in str(context.get("expected", "")).replace(" or ", ", ").split(",")]
        meant = dutch.meant(str(value), choices)
        return span, f'{shown} kan niet bij "{_field(location)}"', f'bedoelt u "{meant}"?' if meant else f"kies uit: {dutch.listing(choices, 'of')}"
    messages: dict[str, tuple[str, str]] = {
        "datum": (f"{shown} is geen datum", "schrijf een bestaande dag als jaar-maand-dag: 2026-08-01"),
        "getal": (f"{shown} is geen getal", "schrijf het voluit, met een punt voor duizendtallen en een komma: 1.500.000 of 2,5"),
        "heel_getal": (f"{shown} is geen heel getal", "schrijf een getal zonder komma"),
        "ja_nee": (f"{shown} kan niet bij \"{_field(location)}\"", "schrijf ja of nee"),
        "anker": (f"{shown} is geen verwijzing", 'schrijf een # en de naam van een paragraaf of tabel, tussen aanhalingstekens: "#vermogen"'),
        "string_type": (f'"{_field(location)}" is één tekst, geen lijst of groep velden', "zet de tekst zo nodig tussen aanhalingstekens"),
        "string_too_short": (f'"{_field(location)}" is leeg', "vul een tekst in"),
        "too_short": (f'"{_field(location)}" heeft te weinig regels', "geef er ten minste één"),
        "string_pattern_mismatch": (f'{shown} past niet bij "{_field(location)}"', "een bijlage heeft een nummer en zo nodig een letter: 3 of 7a"),
        "tuple_type": (f'"{_field(location)}" is een lijst', "zet elke regel achter een streepje"),
        "dict_type": (f'"{_field(location)}" is een groep velden', "schrijf onder elkaar, ingesprongen: veld: waarde"),
        "model_type": (f'"{_field(location)}" is een groep velden', "schrijf onder elkaar, ingesprongen: veld: waarde"),
        "model_attributes_type": (f'"{_field(location)}" is een groep velden', "schrijf onder elkaar, ingesprongen: veld: waarde"),
        "greater_than_equal": (f"{shown} is te klein", f"het kleinste dat kan is {context.get('ge')}"),
        "less_than_equal": (f"{shown} is te groot", f"het grootste dat kan is {context.get('le')}"),
    }
    message, hint = messages.get(kind, (f'{shown} past niet bij "{_field(location)}"', "vergelijk met het voorbeeld in plans/README.md"))
    return span, message, hint


def _field(location: Location) -> str:
    return next((str(part) for part in reversed(location) if isinstance(part, str)), "dit veld")


def _properties(model: type[BaseModel], location: Location) -> dict[str, dict[str, Any]]:
    """The fields that a place in the data may have, by alias, from the model's JSON Schema."""
    root = model.model_json_schema(by_alias=True)

    def resolve(schema: Any) -> dict[str, Any]:
        while isinstance(schema, dict):
            if "$ref" in schema:
                schema = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
            elif options := [option for option in schema.get("anyOf", ()) if option.get("type") != "null"]:
                schema = options[0]
            else:
                return schema
        return {}

    schema = resolve(root)
    for part in location:
        if isinstance(part, int):
            schema = resolve(schema.get("items"))
        else:
            schema = resolve(schema.get("properties", {}).get(part) or schema.get("additionalProperties"))
    found: dict[str, dict[str, Any]] = schema.get("properties", {})
    return found
