"""From texts with places to records: pydantic does the work, this room says in Dutch what was wrong and where."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from opc import dutch
from opc.model.record import PLACES, Places
from opc.read.workspace import Workspace
from opc.source import Span

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]


def validate(
    workspace: Workspace, model: type[Model], data: Any, whole: Span, *, required: Iterable[str] = (), defaults: Mapping[str, str] | None = None,
) -> Model | None:
    """The record that data describes. What is wrong is noticed and left out, so that the rest can still be used.

    required: keys that must be there, beside those of the model. defaults: what the model's keys are when they are missing,
    so that a record without them is not lost. None when what is left is not enough.
    """
    if data is None:
        data = {PLACES: Places(whole)}
    if not isinstance(data, dict):
        workspace.notice(whole, "huis-veld", "hier horen velden met een waarde", "schrijf: veld: waarde")
        return None
    seen: set[tuple[Span, str]] = set()

    def notice(span: Span, message: str, hint: str) -> None:
        if (span, message) not in seen:
            seen.add((span, message))
            workspace.notice(span, "huis-veld", message, hint)

    for key in required:
        if not data.get(key):
            notice(*_absent(model, data, (), key, whole))
    written = data
    for _ in range(12):
        try:
            return model.model_validate(data, by_alias=True, by_name=False)
        except ValidationError as error:
            data = copy.deepcopy(data)
            if not _mend(model, data, error, whole, defaults or {}, notice, written):
                return None
    return None


def _mend(
    model: type[BaseModel], data: Any, error: ValidationError, whole: Span, defaults: Mapping[str, str], notice: Callable[[Span, str, str], None],
    written: Any,
) -> bool:
    """Takes out of data what the error is about, and says so; False when too little is left. written: the data before anything was taken out."""
    details = error.errors(include_url=False)
    absent = {tuple(detail["loc"]) for detail in details if detail["type"] == "missing"}
    cuts: set[Location] = set()
    for detail in details:
        if detail["type"] == "missing":
            continue
        location = _location(data, detail["loc"])
        if detail["type"] != "too_short" or not _filled(written, location):  # what was in the list has been named already
            notice(*_explain(model, data, detail, whole))
        key = str(location[-1]) if location else ""
        meant = _meant(model, location) if detail["type"] == "extra_forbidden" else key.lower() if _is_key(detail) and key.lower() in _choices(detail) else ""
        if detail["type"] == "dubbel":
            _at(data, location[:-1])[location[-1]] = list(dict.fromkeys(detail["input"]))
            continue
        named = (*detail["loc"][:-1], meant)
        parent = _at(data, location[:-1])
        if meant and (named in absent or (not _given(parent, meant) and dutch.meant(key.lower(), [meant], 0.8))):
            absent.discard(named)
            _rename(parent, key, meant)
        else:
            cuts.add(location)
    for loc in absent:
        around, key = _location(data, loc)[:-1], str(loc[-1])
        if not _given(_at(data, around), key):  # a value that was there and wrong has been named already
            notice(*_absent(model, data, around, key, whole))
        if not around and key in defaults:
            data[key] = defaults[key]
        else:
            cuts.add(around)
    in_turn = sorted(cuts, key=lambda cut: [(isinstance(part, str), str(part).zfill(9)) for part in cut], reverse=True)
    return () not in cuts and all(_cut(data, location) for location in in_turn)


def _absent(model: type[BaseModel], data: Any, around: Location, key: str, whole: Span) -> tuple[Span, str, str]:
    description = _properties(model, around).get(key, {}).get("description", "")
    return _place(data, around, whole), f'veld "{key}" ontbreekt', description or f"schrijf het erbij: {key}: …"


def _at(data: Any, location: Location) -> Any:
    for part in location:
        data = data[part]
    return data


def _filled(data: Any, location: Location) -> bool:
    """Whether there is something at a place."""
    try:
        return bool(_at(data, location))
    except (KeyError, IndexError, TypeError):
        return False


def _given(parent: Any, key: str) -> bool:
    """Whether the writer gave a key."""
    places = parent.get(PLACES) if isinstance(parent, dict) else None
    return isinstance(places, Places) and key in places.keys


def _meant(model: type[BaseModel], location: Location) -> str:
    """The known key that an unknown one is most like."""
    return dutch.meant(str(location[-1]), _properties(model, location[:-1]))


def _rename(parent: dict[str, Any], key: str, name: str) -> None:
    """Reads an unknown key as the one that was meant: then the rest of the file can be used."""
    parent[name] = parent.pop(key)
    if isinstance(places := parent.get(PLACES), Places):
        parent[PLACES] = places._replace(keys={**places.keys, name: places.keys[key]}, values={**places.values, name: places.values[key]})


def _location(data: Any, loc: Location) -> Location:
    """The part of pydantic's location that is a path in the data (it adds names of union members)."""
    path: list[int | str] = []
    for part in loc:
        if part == "[key]":  # it is the key itself that is wrong
            continue
        if isinstance(data, dict) and isinstance(part, int):  # a mapping that the model takes as a list
            part = [key for key in data if key != PLACES][part]
        if _has(data, part):
            data = data[part]
        elif isinstance(data, dict) and part == loc[-1]:
            data = None
        else:
            continue
        path.append(part)
    return tuple(path)


def _has(data: Any, part: int | str) -> bool:
    return part in data if isinstance(data, dict) else isinstance(data, list) and isinstance(part, int) and part < len(data)


def _cut(data: Any, location: Location) -> bool:
    held = _at(data, location[:-1])
    try:
        del held[location[-1]]
    except (KeyError, IndexError, TypeError):
        return False
    _lose(data, location)
    return True


def _lose(data: Any, location: Location) -> None:
    """Remembers, in the nearest mapping around it, under which key something was left out."""
    depth = max((at for at, part in enumerate(location) if isinstance(part, str)), default=-1)
    around = _at(data, location[:depth]) if depth >= 0 else None
    if isinstance(around, dict) and isinstance(places := around.get(PLACES), Places):
        around[PLACES] = places._replace(lost=places.lost | {str(location[depth])})


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
    if _is_key(detail):
        choices = _choices(detail)
        places = _at(data, location[:-1]).get(PLACES)
        where = places.keys.get(key, span) if isinstance(places, Places) else span
        return where, f'onbekend veld "{key}"', f'bedoelt u "{key.lower()}"?' if key.lower() in choices else f"hier kunnen: {dutch.listing(choices)}"
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
        choices = _choices(detail)
        meant = dutch.meant(str(value), choices)
        return span, f'{shown} kan niet bij "{_field(location)}"', f'bedoelt u "{meant}"?' if meant else f"kies uit: {dutch.listing(choices, 'of')}"
    messages: dict[str, tuple[str, str]] = {
        "datum": (f"{shown} is geen datum", "schrijf een bestaande dag als jaar-maand-dag: 2026-08-01"),
        "jaar": (f"het jaar van {shown} kan niet", "schrijf een jaar tussen 1900 en 2100"),
        "dubbel": (f'in "{_field(location)}" staat iets twee keer', "haal er één weg"),
        "naam": (f"{shown} kan geen naam van een plek zijn", "gebruik letters, cijfers en streepjes, zonder spaties: nieuwe-aanpak"),
        "getal": (f"{shown} is geen getal", "schrijf het voluit, met een punt voor duizendtallen en een komma: 1.500.000 of 2,5"),
        "heel_getal": (f"{shown} is geen heel getal", "schrijf een getal zonder komma"),
        "ja_nee": (f"{shown} kan niet bij \"{_field(location)}\"", "schrijf ja of nee"),
        "kleur": (f"{shown} is geen kleur", 'schrijf een kleur als "#14505c"'),
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


def _is_key(detail: ErrorDetails) -> bool:
    """Whether the error is about a key instead of a value."""
    return detail["loc"][-1:] == ("[key]",)


def _choices(detail: ErrorDetails) -> list[str]:
    """What a value or key could have been."""
    return [choice.strip("' ") for choice in str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ").split(",")]


def _field(location: Location) -> str:
    return next((str(part) for part in reversed(location) if isinstance(part, str)), "dit veld")


def _properties(model: type[BaseModel], location: Location) -> dict[str, dict[str, Any]]:
    """The fields that a place in the data may have, by alias, from the model's JSON Schema."""
    root = model.model_json_schema(by_alias=True)

    def resolve(schema: Any) -> dict[str, Any]:
        while isinstance(schema, dict):
            if "$ref" in schema:
                schema = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
            elif options := [option for option in schema.get("anyOf") or schema.get("oneOf") or () if option.get("type") != "null"]:
                resolved = [resolve(option) for option in options]
                return {**resolved[0], "properties": {key: field for option in reversed(resolved) for key, field in option.get("properties", {}).items()}}
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
