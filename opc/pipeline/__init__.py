"""The order of the rooms, and nothing else: read, check, compose, write, report. One module for the commands of a kind."""

from opc.pipeline.builds import Built, assess, build
from opc.pipeline.checks import Told, Wanted, check, check_many
from opc.pipeline.law import changes, explain, requirements, rules
from opc.pipeline.live import preview, serve
from opc.pipeline.reports import audience, save
from opc.pipeline.reviews import record_review, review
from opc.pipeline.start import new
from opc.read.plan import find_plans

__all__ = ["Built", "Told", "Wanted", "assess", "audience", "build", "changes", "check", "check_many", "explain", "find_plans", "new", "preview", "record_review", "requirements", "review", "rules", "save", "serve"]
