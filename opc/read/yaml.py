"""YAML as texts with places. Nothing is guessed: `no`, `19:30`, `012` and `1.000` stay what the writer typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from opc import dutch
from opc.model.record import PLACES, Packed, Places, Spots, spots
from opc.read.workspace import Workspace
from opc.source import Source, Span


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc] # the fast one, where it was built
    """Without tags, which nothing here asks for: working them out would be a third of the reading."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # noqa: ARG002
        return ""

    def descend_resolver(self, node: object, index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


DEEPEST = 30
"""How deep mappings and lists may be nested; no file of a plan needs six."""
LONGEST = 10_000
"""Signs of a value; what is more is left out. A PDF takes no title of more than 32,767."""

_PROBLEMS = (
    ("'\\t' that cannot start any token", "hier staat een tab", "gebruik spaties om in te springen"),
    ("found a tab character", "hier staat een tab", "gebruik spaties om in te springen"),
    ("mapping values are not allowed", "deze regel is geen geldige YAML", "staat er een dubbele punt in de tekst? zet de tekst dan tussen aanhalingstekens"),
    ("could not find expected ':'", "na een veldnaam hoort een dubbele punt", "schrijf: veld: waarde"),
    ("while scanning a quoted scalar", "een aanhalingsteken is niet gesloten", "zet aan het einde van de tekst hetzelfde aanhalingsteken"),
    ("did not find expected key", "de inspringing klopt hier niet", "zet velden van hetzelfde niveau recht onder elkaar; zet tekst met een aanhalingsteken of dubbele punt helemaal tussen aanhalingstekens"),
    ("did not find expected '-' indicator", "de inspringing van deze lijst klopt niet", "zet alle streepjes van een lijst recht onder elkaar"),
    ("block sequence entries are not allowed", "een lijst kan hier niet beginnen", "zet het streepje op een nieuwe regel, ingesprongen"),
    ("did not find expected ',' or", "hier ontbreekt een komma of een haakje", "staat er een komma, # of aanhalingsteken in de tekst? zet de hele tekst dan tussen aanhalingstekens"),
    ("expected a single document", "hier begint een tweede document", "haal de regel met --- weg, of zet die tekst tussen aanhalingstekens"),
    ("found undefined alias", "een * aan het begin van een waarde heeft in YAML een eigen betekenis", "zet de tekst tussen aanhalingstekens"),
    ("cannot start any token", "een waarde kan niet met dit teken beginnen", "zet de tekst tussen aanhalingstekens"),
)


def read_yaml(workspace: Workspace, source: Source, *, begin: int = 0, end: int | None = None) -> Any:
    """The content of a YAML text: texts, lists, and mappings that hold their `Places`.

    begin, end: the part of the text that is YAML (a chapter's front matter), offsets in code points. Empty values are
    left out. What is wrong is noticed; None when nothing could be read.
    """
    first_line = source.span(begin).line
    text = source.text[begin:end]
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        _notice(workspace, source, first_line, error)
        return None
    except yaml.YAMLError as error:
        line = source.span(begin + max(0, getattr(error, "position", 0))).line
        workspace.notice(Span(source.file, line), "huis-yaml", "hier staat een teken dat niet in YAML mag", "haal onzichtbare tekens weg (vaak geplakt uit Word)")
        return None
    except RecursionError:
        workspace.notice(Span(source.file, first_line), "huis-yaml", "dit bestand is te diep genest")
        return None
    return _Reading(workspace, source, first_line).value(node, 0) if node is not None else None


def _notice(workspace: Workspace, source: Source, first_line: int, error: yaml.MarkedYAMLError) -> None:
    unclosed = error.context_mark if "quoted scalar" in str(error.context) else None  # where the quote stands, not where the file ends
    mark = unclosed or error.problem_mark or error.context_mark
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    # libyaml calls a tab "a character"
    tab = "found a tab character " if source.line(line)[column - 1 : column] == "\t" else ""
    said = f"{tab}{error.context or ''} {error.problem or ''}"
    message, hint = next(((message, hint) for part, message, hint in _PROBLEMS if part in said), ("dit is geen geldige YAML", "vergelijk de regel met het voorbeeld in plans/README.md"))
    workspace.notice(Span(source.file, line, column), "huis-yaml", message, hint)


_Extent = tuple[yaml.Mark, yaml.Mark, bool]
"""Where a node begins and ends, and whether it is a text: all that is kept of it."""


def _extent(node: yaml.Node) -> _Extent:
    return node.start_mark, node.end_mark, isinstance(node, yaml.ScalarNode)


class _Reading:
    def __init__(self, workspace: Workspace, source: Source, first_line: int) -> None:
        self.workspace, self.source, self.first_line = workspace, source, first_line
        self.seen: set[int] = set()

    def span(self, node: yaml.Node) -> Span:
        return self.between(*_extent(node))

    def between(self, begin: yaml.Mark, end: yaml.Mark, is_text: bool) -> Span:
        """A place. begin, end: as YAML has them; is_text: what is more than a text is told by its first line."""
        span = Span(self.source.file, begin.line + self.first_line, begin.column + 1, end.line + self.first_line, end.column + 1)
        if span.end_line > span.line and not is_text:
            return Span(span.file, span.line, span.column, span.line, len(self.source.line(span.line)) + 1)
        return span

    def notice(self, node: yaml.Node, message: str, hint: str = "") -> None:
        self.workspace.notice(self.span(node), "huis-yaml", message, hint)

    def value(self, node: yaml.Node, depth: int) -> Any:
        if id(node) in self.seen or depth > DEEPEST:
            self.notice(node, "verwijzingen met & en * kunnen hier niet" if id(node) in self.seen else "dit is te diep genest", "schrijf de waarde uit")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            if len(node.value) > LONGEST:
                self.notice(node, f"deze tekst heeft {dutch.number(len(node.value))} tekens", f"schrijf het korter: hoogstens {dutch.number(LONGEST)} tekens")
            return None if node.value == "" and not node.style else str(node.value[:LONGEST])
        if isinstance(node, yaml.SequenceNode):
            items = [self.value(item, depth + 1) for item in node.value]
            return [item for item in items if item is not None]
        return self.mapping(node, depth)

    def mapping(self, node: yaml.Node, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        keys: dict[str, _Extent] = {}
        values: dict[str, _Extent] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.notice(key_node, "een veldnaam is één woord of tekst", "haal vraagtekens, haken en accolades aan het begin van de regel weg")
                continue
            key = str(key_node.value)
            if key == PLACES:
                self.notice(key_node, "deze veldnaam gebruikt opc zelf", "kies een andere naam")
                continue
            if key in keys:
                self.notice(key_node, f'veld "{key}" staat hier twee keer', f"de eerste staat op regel {self.between(*keys[key]).line}; haal er één weg")
                continue
            keys[key], values[key] = _extent(key_node), _extent(value_node)
            value = self.value(value_node, depth + 1)
            if value is not None:
                found[key] = value
        found[PLACES] = Places(self.span(node), _Spans(self, keys), _Spans(self, values))
        return found


@dataclass(frozen=True, slots=True)
class _Spans(Mapping[str, Span]):
    """The places of the keys or the values of a mapping, worked out when asked for: few ever are."""

    reading: _Reading
    extents: Mapping[str, _Extent]

    def __getitem__(self, key: str) -> Span:
        return self.reading.between(*self.extents[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.extents)

    def __len__(self) -> int:
        return len(self.extents)

    def __reduce__(self) -> tuple[type[Spots], Packed]:
        return spots(self).__reduce__()
