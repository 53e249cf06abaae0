"""The outcome of a check: what a report is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from opc import dutch
from opc.finding import Finding, Severity
from opc.model.outcome import Outcome, Status, Verdict, outcomes, verdicts
from opc.model.plan import Plan
from opc.model.requirement import Requirement
from opc.source import Source

if TYPE_CHECKING:
    from opc.model.review import Reviewed


@dataclass(frozen=True, eq=False, repr=False)
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
    records_lost: bool = False
    """Whether a kader, or a record of opc's own, has a mistake, so that not everything was tested: then the work could not be done."""

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

    @property
    def counts_in_words(self) -> str:
        """How many findings of each severity: "0 fouten, 1 waarschuwing en 2 opmerkingen"."""
        return dutch.listing(dutch.count(number, severity.name, f"{severity.name}en") for severity, number in self.counts.items())

    @property
    def accepted_in_words(self) -> str:
        """How many findings were accepted, in a sentence; empty when none were."""
        number = len(self.accepted)
        return f"{dutch.count(number, 'bevinding is', 'bevindingen zijn')} aanvaard en {'telt' if number == 1 else 'tellen'} niet mee." if number else ""

    @cached_property
    def counts(self) -> dict[Severity, int]:
        """How many findings of each severity; accepted ones are counted apart."""
        return {severity: sum(finding.severity == severity for finding in self.counted) for severity in reversed(Severity)}

    @cached_property
    def reviews(self) -> tuple[Reviewed, ...]:
        """How far each answer was reviewed; nothing for a plan that keeps no reviews."""
        from opc.model.review import reviewed  # only when the plan keeps them

        return reviewed(self.plan, self.requirements) if self.plan and self.plan.reviews else ()

    def review_of(self, requirement: str) -> tuple[str, ...]:
        """Who reviewed the answer to a requirement when, and whether it is to be reviewed again: sentences, each with its sectors when they differ."""
        told: dict[str, list[str]] = {}
        for item in self.reviews:
            if item.requirement.id == requirement:
                told.setdefault(item.in_words, []).append(item.sector)
        return tuple(f"{words} ({dutch.listing(sectors)})" if len(told) > 1 else words for words, sectors in told.items())

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of every requirement, for each sector; none when plan.yaml could not be read."""
        return outcomes(self.plan, self.requirements, self.findings) if self.plan else ()

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The outcomes of law, inspectie and own kaders by requirement, in the order of the records."""
        return verdicts(outcome for outcome in self.outcomes if outcome.sector)

    def of_status(self, status: Status) -> tuple[Verdict, ...]:
        """The requirements of law and inspectie that came out like this."""
        return tuple(verdict for verdict in self.verdicts if verdict.status == status and verdict.requirement.layer != "kader")

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The ids of the requirements of law and inspectie, in the order of the records."""
        return tuple(verdict.id for verdict in self.verdicts if verdict.requirement.layer != "kader")

    @cached_property
    def frames(self) -> tuple[str, ...]:
        """The ids of the plan's own kaders."""
        return tuple(verdict.id for verdict in self.verdicts if verdict.requirement.layer == "kader")

    @cached_property
    def unmet(self) -> tuple[str, ...]:
        """Those of law and inspectie with a finding that is a warning or worse: also when it was accepted, for then it is still so."""
        return tuple(verdict.id for verdict in self.of_status(Status.unmet))

    @cached_property
    def frames_unmet(self) -> tuple[str, ...]:
        """The own kaders with a finding that is a warning or worse."""
        return tuple(verdict.id for verdict in self.verdicts if verdict.requirement.layer == "kader" and verdict.status == Status.unmet)

    def fingerprints(self) -> Iterator[tuple[Finding, str]]:
        """Every finding with a name of its own, that lines above it do not change: the same mistake on the same line twice is told apart."""
        seen: Counter[str] = Counter()
        for finding in self.findings:
            source = self.sources.get(finding.span.file)
            name = finding.fingerprint(source.line(finding.span.line) if source else "")
            seen[name] += 1
            yield finding, name if seen[name] == 1 else finding._replace(rule=f"{finding.rule}:{seen[name]}").fingerprint(name)
