"""What reading a text gave, kept for the next time: then only what changed is read again.

An entry is a pickle, as Black and pytest keep theirs. A pickle can do anything to whoever reads it, so it is only taken from a
file of the user's own (`opc/cache.py`); it is known by everything that the reading rests on: the text, its name, opc's code, and
the libraries and the Python that it runs on. Nothing is kept that rests on more, such as which other files there are.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar, cast

from opc.cache import digest
from opc.read.workspace import Workspace

Made = TypeVar("Made")

_OWN = ("", "model", "read", "check")
"""The folders of opc with the code of which the result is made."""
_LIBRARIES = ("markdown_it", "mdit_py_plugins", "pydantic", "pydantic_core", "yaml")


def kept(workspace: Workspace, make: Callable[[], Made], *made_of: str) -> Made:
    """What a reading gives, and notices in the workspace: from the cache, when this was read before.

    made_of: everything that the reading rests on, beside the code. What it gives holds no `Source`: that would be kept with it.
    """
    if workspace.cache.folder is None or not (code := _code()):
        return make()
    import pickle  # whoever keeps nothing needs none

    key = digest("gelezen", code, *made_of)
    content = workspace.cache.get(key)
    if content is not None:
        value, noticed = pickle.loads(content)
        workspace.noticed.extend(noticed)
        return cast("Made", value)
    before = len(workspace.noticed)
    made = make()
    workspace.cache.put(key, pickle.dumps((made, tuple(workspace.noticed[before:])), protocol=5))
    return made


@cache
def _code() -> str:
    """The code that reads: opc's, its libraries' and Python's own; empty when there are no files to know it by.

    Files are known by size and time, as Python knows them when it decides whether a compiled module is still good.
    """
    try:
        return digest(sys.version, *_all_code())
    except OSError:  # they are in an archive
        return ""


def _all_code() -> Iterator[str]:
    package = Path(__file__).parent.parent
    for folder in _OWN:
        with os.scandir(package / folder) as entries:
            yield from sorted(_state(entry.path, entry.stat()) for entry in entries if entry.is_file())
    for name in _LIBRARIES:
        spec = find_spec(name)
        origin = spec.origin if spec else None
        yield _state(origin, Path(origin).stat()) if origin else name


def states(paths: Iterable[Path]) -> Iterator[str]:
    """Files that come with opc, for `kept`: known as its code is, so that they need not be read to see that they are the same."""
    for path in paths:
        try:
            yield _state(str(path), path.stat())
        except OSError as error:  # whoever reads it notices
            yield f"{path}\0{error.errno}"


def _state(path: str, status: os.stat_result) -> str:
    return f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_mode}"
