"""The outcome of a check: what a report is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from opc.finding import Finding, Severity
from opc.model.plan import Plan
from opc.model.requirement import Requirement
from opc.source import Source

if TYPE_CHECKING:
    from opc.model.review import Reviewed


@dataclass(frozen=True)
class Checked:
    """A plan with what was asked of it and what was found. Without a plan, when plan.yaml could not be read.

    day: the day whose requirements were used. sources: every text, by path, so that a report can show its lines.
    """

    plan: Plan | None
    folder: str
    day: date
    requirements: tuple[Requirement, ...]
    findings: tuple[Finding, ...]
    sources: Mapping[str, Source]
    frames_lost: bool = False
    """Whether a kader has a mistake, so that not everything was tested: then the work could not be done."""

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings that are this bad or worse; accepted ones do not count."""
        return tuple(finding for finding in self.counted if finding.severity >= severity)

    @cached_property
    def counted(self) -> tuple[Finding, ...]:
        """The findings that nobody accepted."""
        return tuple(finding for finding in self.findings if not finding.accepted)

    @cached_property
    def accepted(self) -> tuple[Finding, ...]:
        """The findings that may stay: each says who accepted it, when and why."""
        return tuple(finding for finding in self.findings if finding.accepted)

    @cached_property
    def counts(self) -> dict[Severity, int]:
        """How many findings of each severity; accepted ones are counted apart."""
        return {severity: sum(finding.severity == severity for finding in self.counted) for severity in reversed(Severity)}

    @cached_property
    def reviews(self) -> tuple[Reviewed, ...]:
        """How far each answer was reviewed; nothing for a plan that keeps no reviews."""
        from opc.model.review import reviewed  # only when the plan keeps them

        return reviewed(self.plan, self.requirements) if self.plan and self.plan.reviews else ()

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The ids of the requirements of law and inspectie that were tested, in the order of the records."""
        return self._tested(lambda layer: layer not in ("huis", "kader"))

    @cached_property
    def frames(self) -> tuple[str, ...]:
        """The ids of the plan's own kaders that were tested."""
        return self._tested(lambda layer: layer == "kader")

    def _tested(self, of: Callable[[str], bool]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(requirement.id for requirement in self.requirements if of(requirement.layer) and requirement.tests))

    @cached_property
    def unmet(self) -> tuple[str, ...]:
        """Those of law and inspectie with a finding that is a warning or worse: also when it was accepted, for then it is still so."""
        return self._unmet(self.asked)

    @cached_property
    def frames_unmet(self) -> tuple[str, ...]:
        """The own kaders with a finding that is a warning or worse."""
        return self._unmet(self.frames)

    def _unmet(self, names: tuple[str, ...]) -> tuple[str, ...]:
        found = {finding.rule for finding in self.findings if finding.severity >= Severity.waarschuwing}
        return tuple(name for name in names if name in found)
