"""What became of each requirement: met, not met, for a human to judge, or not for this plan. The one noun that all reports share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Literal, NamedTuple, Protocol, get_args, runtime_checkable

from opc import dutch
from opc.finding import Finding, Severity
from opc.model.evidence import Evidence, evidence
from opc.model.plan import Plan
from opc.model.record import Sector
from opc.model.requirement import Requirement

Key = Literal["niet-van-toepassing", "in-orde", "mens", "onbekend", "niet-in-orde"]

PROSE = frozenset({"antwoord", "bedragen", "beperking", "vermelding", "zin"})
"""Kinds of check that see that there is text, not whether it says what is asked."""

STEPS = frozenset({"gebeurtenis", "weigering", "overeenstemming", "uiterlijk", "indiening", "verwijzing-procedure", "volgorde", "moment", "wijziging", "voorwaarde"})
"""Kinds of check that look at the steps of besluiten.yaml."""


@runtime_checkable
class Conditional(Protocol):
    """The options of a test that asks something of some plans only: of one with an OPDC, of a first one."""

    def applies(self, plan: Plan, sector: Sector) -> bool:
        """Whether it asks anything of this plan, for this sector."""


class Status(IntEnum):
    """How a requirement came out; greater asks more of the reader."""

    idle = 0
    met = 1
    human = 2
    unknown = 3
    unmet = 4

    @property
    def words(self) -> str:
        """What a reader is told."""
        return ("niet van toepassing", "in orde", "zelf te beoordelen", "niet te zeggen", "niet in orde")[self]

    @property
    def key(self) -> Key:
        """A word for programs."""
        return get_args(Key)[self]  # type: ignore[no-any-return]


@dataclass(frozen=True, eq=False)
class Outcome:
    """One requirement, put to the plan for one sector (None: to the text as such).

    why: what is left to a human, in sentences; empty when opc could judge all that it is asked to judge.
    """

    requirement: Requirement
    sector: Sector | None
    status: Status
    why: tuple[str, ...]
    findings: tuple[Finding, ...]
    plan: Plan = field(repr=False)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """What it rests on in the plan; nothing for a rule of the house. Looked up when a report shows it."""
        return () if self.requirement.layer == "huis" else tuple(evidence(self.plan, self.requirement, self.sector))


class Verdict(NamedTuple):
    """One requirement for all sectors of the plan together: its outcomes, in the order of the records."""

    id: str
    outcomes: tuple[Outcome, ...]

    @property
    def requirement(self) -> Requirement:
        """The first wording."""
        return self.outcomes[0].requirement

    @property
    def title(self) -> str:
        """The titles of its wordings."""
        return " / ".join(dict.fromkeys(outcome.requirement.title for outcome in self.outcomes))

    @property
    def status(self) -> Status:
        """The worst of its outcomes."""
        return max(outcome.status for outcome in self.outcomes)

    @property
    def sectors(self) -> tuple[Sector, ...]:
        """For which sectors it was asked."""
        return tuple(sorted({outcome.sector for outcome in self.outcomes if outcome.sector}))

    @property
    def why(self) -> tuple[str, ...]:
        """What is left to a human."""
        return tuple(dict.fromkeys(reason for outcome in self.outcomes for reason in outcome.why))

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """What it asks: each wording once, after the sectors that it is for when there are several."""
        told: dict[str, list[str]] = {}
        for outcome in self.outcomes:
            told.setdefault(" ".join(outcome.requirement.text.split()), []).append(outcome.sector or "")
        return tuple((dutch.listing(dict.fromkeys(sectors)) if len(told) > 1 else "", text) for text, sectors in told.items())

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What it rests on, for all its sectors."""
        return tuple(item for item, _ in self.rests_on)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found."""
        return tuple(dict.fromkeys(finding for outcome in self.outcomes for finding in outcome.findings))

    @property
    def rests_on(self) -> tuple[tuple[Evidence, tuple[Sector, ...]], ...]:
        """What it rests on in the plan: texts first, then facts and steps; with the sectors, when not for all of them."""
        held: dict[Evidence, list[Sector]] = {}
        for outcome in sorted(self.outcomes, key=lambda outcome: outcome.sector or ""):
            for item in outcome.evidence:
                held.setdefault(item, []).extend([outcome.sector] if outcome.sector else [])
        ordered = sorted(held.items(), key=lambda pair: ("tekst", "feit", "stap").index(pair[0].kind))
        return tuple((item, () if set(sectors) == set(self.sectors) else tuple(dict.fromkeys(sectors))) for item, sectors in ordered)


def outcomes(plan: Plan, requirements: Iterable[Requirement], findings: Iterable[Finding]) -> tuple[Outcome, ...]:
    """The outcome of every requirement for each of the plan's sectors, in the order of the records; of the house's rules once."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    made = []
    for requirement in requirements:
        if requirement.layer not in ("wet", "huis") and not requirement.tests:
            continue  # only told by opc rules: the plan need not answer it
        own: tuple[Sector | None, ...] = tuple(sector for sector in plan.sectors if not requirement.sectors or sector in requirement.sectors)
        for sector in (None,) if requirement.layer == "huis" else own:
            found = tuple(finding for finding in by_rule.get(requirement.id, ()) if sector is None or not finding.sectors or sector in finding.sectors)
            made.append(_outcome(plan, requirement, sector, found))
    return tuple(made)


def verdicts(made: Iterable[Outcome]) -> tuple[Verdict, ...]:
    """The outcomes by requirement."""
    by_id: dict[str, list[Outcome]] = {}
    for outcome in made:
        by_id.setdefault(outcome.requirement.id, []).append(outcome)
    return tuple(Verdict(name, tuple(held)) for name, held in by_id.items())


def applies(plan: Plan, requirement: Requirement, sector: Sector) -> bool:
    """Whether a requirement asks anything of this plan, for this sector."""
    return not requirement.tests or any(not isinstance(test.bound, Conditional) or test.bound.applies(plan, sector) for test in requirement.tests)


def _outcome(plan: Plan, requirement: Requirement, sector: Sector | None, found: tuple[Finding, ...]) -> Outcome:
    why = () if requirement.layer == "huis" else tuple(_why(requirement, found))
    # what the law asks is not met by accepting that it is not; a rule of the house is
    if any(finding.severity >= Severity.waarschuwing and not (finding.accepted and requirement.layer == "huis") for finding in found):
        status = Status.unmet
    elif not plan.whole or (plan.decisions.lost("stappen") and any(test.kind in STEPS for test in requirement.tests)):
        status = Status.unknown
    elif sector and not found and not applies(plan, requirement, sector):
        status, why = Status.idle, ()
    else:
        status = Status.human if why else Status.met
    return Outcome(requirement, sector, status, why, found, plan)


def _why(requirement: Requirement, found: tuple[Finding, ...]) -> Iterable[str]:
    """What opc cannot judge about it."""
    if not requirement.tests:
        yield "opc heeft voor deze eis geen toets"
    elif all(test.kind in PROSE for test in requirement.tests):
        yield "opc ziet of er iets staat, niet of het de eis beantwoordt"
    if requirement.certainty == "C":
        yield "deze eis is op één plek of in een tweede bron gelezen (zekerheid C)"
    if any(finding.severity == Severity.opmerking for finding in found):
        yield "opc heeft er een opmerking bij"
