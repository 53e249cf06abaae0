"""Nothing enters the model without its place: every value of the sample plans stands where its span says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import BASE, ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opc.model.plan import Plan
from opc.model.record import PLACES, Places, Record
from opc.read.plan import read_plan
from opc.read.workspace import Workspace
from opc.read.yaml import read_yaml
from opc.source import Source, Span

FOLDERS = [BASE, *sorted(path.parent for path in (ROOT / "plans").glob("*/*/plan.yaml"))]


@cache
def plan(folder: Path) -> Plan:
    found, noticed = read_plan(folder, ROOT)
    assert found
    assert not noticed.findings
    return found


def at(plan: Plan, span: Span) -> str:
    source = plan.sources[span.file]
    return source.text[source.offset(span.line, span.column) : source.offset(span.end_line, span.end_column)]


def records(value: Any) -> Iterator[Record]:
    """Every record in a value, however deep."""
    if isinstance(value, Record):
        yield value
        for name in type(value).model_fields:
            yield from records(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from records(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from records(item)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_field_stands_where_it_says(folder: Path) -> None:
    found = plan(folder)
    seen = 0
    for record in records([found.file, found.decisions, found.terms, found.style, [chapter.front for chapter in found.chapters]]):
        for name, field in type(record).model_fields.items():
            key = field.alias or name
            if not record.has(key):
                continue
            assert at(found, record.places.keys[key]).strip("'\"") == key
            value = getattr(record, name)
            if isinstance(value, str):
                typed = at(found, record.at(key))
                words = " ".join(value.split())
                assert words in " ".join(typed.replace('\\"', '"').replace("''", "'").split()) or words == " ".join(yaml.safe_load(f"- {typed}")[0].split())
                seen += 1
    assert seen > 20


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_in_a_text_stands_where_it_says(folder: Path) -> None:
    found = plan(folder)
    for chapter in found.chapters:
        text = chapter.source.text
        for section in chapter.sections:
            assert text[section.begin : section.text_begin].startswith("#" * section.level + " ")
            assert at(found, section.span) == text[section.begin : section.text_begin].strip()
            assert section.title.split()[0] in at(found, section.span)
            assert section.text_begin <= section.end <= len(text)
        for link in chapter.links:
            typed = text[link.begin : link.end]
            assert typed.startswith(("[", "<"))
            assert link.target in typed
            assert typed == at(found, link.span)
        for image in chapter.images:
            typed = text[image.begin : image.end]
            assert typed.startswith("![")
            assert f"]({image.path})" in typed
            assert image.alt in typed
            assert typed.endswith(("}", ")"))
        for expression in chapter.expressions:
            assert text[expression.begin : expression.end] == f"{{{{{expression.formula}}}}}"
            assert at(found, expression.span) == text[expression.begin : expression.end]
        for div in chapter.divs:
            assert text[div.begin : div.open_end].startswith(":::")
            assert set(text[div.close_begin : div.end].strip()) == {":"}
        for table in chapter.tables:
            assert at(found, table.span).startswith("|")
            assert text[table.begin : table.end].count("\n") in (table.rows + 1, table.rows + 2)
        for begin, end in chapter.footnotes:
            assert text[begin - 2 : begin] == "[^"
            assert text[end] == "]"
        assert len(chapter.prose) == len(text)
        assert all(one == other or one == " " for one, other in zip(chapter.prose, text, strict=True))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_cell_stands_where_it_says(folder: Path) -> None:
    found = plan(folder)
    for table in found.tables.values():
        for column in table.columns:
            assert at(found, column.span).strip().strip('"') == column.name
        for row in table.rows:
            for cell in row.cells:
                if cell.given:
                    assert at(found, cell.span).strip().strip('"').replace('""', '"') == cell.text


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=12).map(str.strip).filter(lambda text: text not in ("", PLACES))
DATA = st.recursive(TEXTS, lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(TEXTS, inner, min_size=1, max_size=3), max_leaves=12)


def bare(data: Any) -> Any:
    """Data without its places."""
    if isinstance(data, dict):
        return {key: bare(value) for key, value in data.items() if key != PLACES}
    return [bare(item) for item in data] if isinstance(data, list) else data


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.dictionaries(TEXTS, DATA, min_size=1, max_size=4), flow=st.booleans(), style=st.sampled_from([None, '"', "'"]))
def test_yaml_comes_back_as_the_texts_that_went_in(data: dict[str, Any], flow: bool, style: str | None) -> None:
    stream = io.StringIO()
    yaml.safe_dump(data, stream, allow_unicode=True, default_flow_style=flow, default_style=style, width=1_000)
    workspace = Workspace(Path())
    source = Source("x.yaml", stream.getvalue())
    read = read_yaml(workspace, source)
    assert not workspace.noticed
    assert bare(read) == data
    places = read[PLACES]
    assert isinstance(places, Places)
    for key, span in places.keys.items():
        typed = source.text[source.offset(span.line, span.column) : source.offset(span.end_line, span.end_column)]
        assert typed == key or yaml.load(f"- {typed}", Loader=yaml.BaseLoader) == [key]
