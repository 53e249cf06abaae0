"""The order of the rooms, and nothing else: read, check, compose, write, report. One module for the commands of a kind."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from opc.pipeline.checks import Told, Wanted, check, check_many
from opc.pipeline.law import changes, explain, requirements, rules
from opc.pipeline.reports import audience, save
from opc.read.plan import find_plans

if TYPE_CHECKING:
    from opc.pipeline.builds import Built, assess, build
    from opc.pipeline.live import preview, serve
    from opc.pipeline.reviews import record_review, review
    from opc.pipeline.start import new

__all__ = ["Built", "Told", "Wanted", "assess", "audience", "build", "changes", "check", "check_many", "explain", "find_plans", "new", "preview", "record_review", "requirements", "review", "rules", "save", "serve"]

_LATER = {"Built": "builds", "assess": "builds", "build": "builds", "preview": "live", "serve": "live", "record_review": "reviews", "review": "reviews", "new": "start"}
"""What a check does without -> its module, loaded when it is asked for."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
