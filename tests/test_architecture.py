"""Who may know whom: the table of the house, compared with every import in the code."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import BASE, ROOT

PACKAGE = ROOT / "opc"

ROOMS: dict[str, set[str]] = {
    "source": set(),
    "cache": set(),
    "error": set(),
    "dutch": set(),
    "finding": {"source", "dutch"},
    "package": {"error"},
    "template": {"cache", "dutch", "package"},
    "model": {"source", "finding", "dutch"},
    "read": {"source", "finding", "error", "dutch", "cache", "package", "model"},
    "check": {"source", "finding", "dutch", "model"},
    "compose": {"source", "finding", "dutch", "model", "template"},
    "write": {"source", "finding", "error", "cache", "dutch", "package", "template", "model"},
    "report": {"source", "finding", "dutch", "template", "model"},
    "serve": {"finding", "error", "template", "model"},
    "pipeline": {"source", "finding", "error", "dutch", "cache", "package", "model", "read", "check", "compose", "write", "report", "serve"},
    "cli": {"pipeline", "error", "finding", "dutch", "model.record", "model.audience", "report"},
    "schema": {"dutch", "finding", "package", "model", "check", "report"},
    "__main__": {"cli"},
    "__init__": set(),
}
"""What each room may import from opc, beside its own modules."""

GUESTS: dict[str, set[str]] = {
    "jinja2": {"template"},
    "yaml": {"read"},
    "markdown_it": {"read"},
    "mdit_py_plugins": {"read"},
    "csv": {"read", "write"},
    "pickle": {"read", "write"},
    "click": {"cli"},
    "pypandoc": {"write"},
    "typst": {"write"},
    "matplotlib": {"write"},
    "subprocess": {"write"},
    "lxml": {"write"},
    "concurrent": {"pipeline", "write"},
    "pydantic": {"model", "read", "check", "report", "schema"},
    "sentencex": {"check"},
    "sqlite3": {"model"},
    "logging": set(),
    "requests": set(),
    "urllib.request": set(),
    "socket": set(),
    "http": {"serve"},
}
"""Which rooms may import what is not opc's; whoever is not named here may go anywhere."""

CLOCKS = {"date.today", "datetime.today", "datetime.now", "datetime.utcnow", "time.time", "time.localtime", "time.strftime", "time.gmtime"}
FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "iterdir", "glob", "rglob"}
CLOSED = {"model", "check", "compose", "report", "dutch", "finding", "source"}
"""Rooms that open no file and print nothing."""


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


FILES_OF_OPC = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a file imports, at its top or inside a function."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, item.name) for item in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: write the whole name"
            yield from ((node.lineno, f"{node.module}.{item.name}") for item in node.names)


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Line and name of every name and attribute that a file uses."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            before = node.value.id + "." if isinstance(node.value, ast.Name) else ""
            yield node.lineno, before + node.attr
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id


def test_every_room_is_in_the_table() -> None:
    assert {room(path) for path in FILES_OF_OPC} == ROOMS.keys()


def test_the_table_has_no_rings() -> None:
    above: dict[str, set[str]] = {name: {other.split(".")[0] for other in others} for name, others in ROOMS.items()}
    while free := {name for name, others in above.items() if not others}:
        above = {name: others - free for name, others in above.items() if name not in free}
    assert not above


@pytest.mark.parametrize("path", FILES_OF_OPC, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_file_imports_only_what_its_room_may_know(path: Path) -> None:
    own = room(path)
    for line, name in imports(path):
        first, _, rest = name.partition(".")
        if first == "opc":
            assert rest.split(".")[0] == own or any(f"{rest}.".startswith(f"{allowed}.") for allowed in ROOMS[own]), f"{path}:{line}: {own} may not know {rest}"
        for guest, rooms in GUESTS.items():
            assert not f"{name}.".startswith(f"{guest}.") or own in rooms, f"{path}:{line}: only {', '.join(rooms) or 'nobody'} may import {guest}"


@pytest.mark.parametrize("path", FILES_OF_OPC, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_front_door_asks_the_time_and_only_some_rooms_touch_files(path: Path) -> None:
    own = room(path)
    for line, name in calls(path):
        assert name not in CLOCKS or own == "cli", f"{path}:{line}: only cli asks the time"
        assert name != "print" or own == "schema", f"{path}:{line}: say it in what you give back"
        assert name.rpartition(".")[2] not in FILES or own not in CLOSED, f"{path}:{line}: {own} opens no files"


def test_a_check_loads_nothing_that_only_a_build_needs() -> None:
    code = (
        "import sys\nfrom opc.cli import main\n"
        f"try:\n    main(['check', {str(BASE)!r}])\nexcept SystemExit as ended:\n    assert not ended.code, ended.code\n"
        "print('\\n'.join(sys.modules))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    loaded = {name.split(".")[0] for name in ran.stdout.split()}
    assert not loaded & {"jinja2", "pypandoc", "typst", "lxml", "subprocess", "concurrent", "jsonschema", "sentencex", "matplotlib"}
    assert not {name for name in ran.stdout.split() if name.startswith(("opc.compose", "opc.write", "opc.template", "opc.schema", "opc.check.verb", "opc.check.sentence"))}
    assert {"yaml", "markdown_it", "pydantic"} <= loaded
