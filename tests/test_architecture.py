"""Who may know whom: five rooms without doors between them. Compared with the imports in every file."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OPC = ROOT / "opc"

MAY_IMPORT: dict[str, set[str]] = {
    "source": set(),
    "error": set(),
    "dutch": set(),
    "package": {"error"},
    "template": {"dutch", "package"},
    "finding": {"source"},
    "model": {"source", "finding", "dutch"},
    "read": {"source", "finding", "error", "dutch", "model"},
    "check": {"source", "finding", "dutch", "model"},
    "compose": {"source", "finding", "dutch", "template", "model"},
    "write": {"source", "finding", "error", "dutch", "template", "model"},
    "report": {"source", "finding", "dutch", "template", "model"},
    "pipeline": {"source", "finding", "error", "dutch", "package", "model", "read", "check", "compose", "write", "report"},
    "cli": {"dutch", "error", "finding", "model", "pipeline", "report"},
    "__main__": {"cli"},
    "__init__": set(),
    "schema": {"dutch", "finding", "model", "check", "report", "package"},
}
"""Room (or file) -> what it may import from opc, beside itself."""

ONLY: dict[str, set[str]] = {
    "jinja2": {"template", "write"},  # write: the type of an environment
    "yaml": {"read"},
    "markdown_it": {"read"},
    "mdit_py_plugins": {"read"},
    "csv": {"read"},
    "pypandoc": {"write"},
    "typst": {"write"},
    "subprocess": {"write"},
    "click": {"cli"},
    "concurrent": {"pipeline", "write"},
    "pydantic": {"model", "read", "check", "report", "schema"},
}
"""Package -> the only rooms that may import it."""


def room(path: Path) -> str:
    """The room of a file: its folder in opc, or its own name."""
    parts = path.relative_to(OPC).parts
    return parts[0] if len(parts) > 1 else path.stem


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, also inside functions; not those for type checkers only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner) for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test) for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"opc.{alias.name}" for alias in node.names) if node.module == "opc" else (node.module,)


FILES = sorted(OPC.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(OPC)))
def test_a_file_knows_only_whom_it_may(path: Path) -> None:
    own = room(path)
    assert own in MAY_IMPORT, f"{own} has no place in the house"
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "opc":
            other = rest.split(".")[0]
            assert other in MAY_IMPORT[own] | {own}, f"{own} imports {name}"
        elif top in ONLY:
            assert own in ONLY[top], f"{own} imports {name}"


@pytest.mark.parametrize("path", [path for path in FILES if room(path) != "cli"], ids=lambda path: str(path.relative_to(OPC)))
def test_only_the_front_door_knows_the_clock(path: Path) -> None:
    asked = {"today", "now", "time", "localtime", "utcnow"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            assert not (node.func.attr in asked and node.func.value.id in ("date", "datetime", "time")), f"{path}:{node.lineno}"


def test_a_check_imports_nothing_that_only_a_build_needs() -> None:
    program = "import sys\nfrom opc.cli import cli\ncli.main(['check', sys.argv[1]], standalone_mode=False)\nprint(' '.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", program, str(ROOT / "plans/noorderwaard/2026-2030")], cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()[-1].split()
    assert "opc.read.markdown" in loaded
    assert not {"jinja2", "pypandoc", "typst", "lxml", "concurrent.futures.thread"} & set(loaded)
