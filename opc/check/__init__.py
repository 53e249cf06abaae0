"""Checks: what the requirements ask, put to a plan. Nothing is read here and nothing is printed.

KINDS is this room's table of contents: one module per kind of check. A requirement in `schemas/` names the kinds that
test it, with their options.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol, TypeVar, cast

from pydantic import ValidationError

from opc import dutch
from opc.check.subject import Subject
from opc.finding import Finding, Severity, in_order
from opc.model.outcome import STEPS
from opc.model.plan import Plan
from opc.model.record import Record, Sector
from opc.model.requirement import Frame, Requirement, RequirementSet, Test

Asked = TypeVar("Asked", bound=Requirement)
Chosen = TypeVar("Chosen", bound=Record, contravariant=True)


class Kind(Protocol[Chosen]):
    """What a module of this room has to be. Its docstring is for plan writers: what it asks, *Goed*, *Fout*."""

    __doc__: str | None
    Options: type[Any]

    def run(self, subject: Subject, options: Chosen, /) -> Iterator[Finding]:
        """The findings of one test of one requirement."""


_NAMES = (
    "antwoord", "antwoord-als", "antwoord-dag", "feiten", "begroting", "kwadranten", "doelen", "informatie", "groei", "groei-datum", "deskundigen", "bandbreedte", "verdeelsleutel", "bedragen", "vermelding", "zin", "plangegeven",
    "gebeurtenis", "weigering", "overeenstemming", "uiterlijk", "verwijzing-procedure", "looptijd", "schooljaren", "indiening", "opdc", "beperking", "samenstelling", "reserve", "verwijzing", "dubbel-id", "tabelsom", "indicator", "onaf", "leeg",
    "tekstalternatief", "kopniveau", "bijlagenummer", "bijschrift", "afkorting", "aantal", "kleine-aantallen", "afronding", "stemmen", "volgorde",
    "contrast", "uitdrukking", "teken", "inbreng", "moment", "beoordeling", "wijziging", "voorwaarde", "verwijs", "aandeel", "deelname", "actiebegroting",
    "kalenderjaar", "gegevens", "zinslengte", "lijdend", "tang", "moeilijk-woord", "ongebruikt", "spelling", "bsn", "persoon", "beeldmaker",
)


class _Kinds(Mapping[str, Kind[Any]]):
    """Kinds by name. A module is imported when it is asked for: rules about language cost a plan without them nothing."""

    def __getitem__(self, name: str) -> Kind[Any]:
        if name not in _NAMES:
            raise KeyError(name)
        return cast("Kind[Any]", import_module(f"opc.check.{name.replace('-', '_')}"))

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


KINDS: Mapping[str, Kind[Any]] = _Kinds()
"""Name of a kind, as `schemas/` writes it -> its module."""


_FACTS = (
    "antwoord", "antwoord-als", "antwoord-dag", "feiten", "begroting", "kwadranten", "doelen", "informatie", "groei", "verwijzing", "bijlagenummer", "dubbel-id", "inbreng", "opdc", "ongebruikt",
    "vermelding", "zin", "bedragen",
)


def _readable(plan: Plan, kind: str) -> bool:
    """Whether what a kind looks for could be read; else all of it would seem absent."""
    file = "besluiten.yaml" if kind in STEPS else "begrippen.yaml" if kind in ("afkorting", "ongebruikt", "spelling") else ""
    return not (file and plan.place(file) in plan.broken) and not (kind in _FACTS and plan.fields_lost)


def check_plan(plan: Plan, requirements: Iterable[Requirement]) -> tuple[Finding, ...]:
    """What the plan lacks, in the order of the text. The same remark for two sectors is one finding for both."""
    asked = tuple(requirements)
    subjects = (Subject(plan, requirement, sector, asked) for requirement in asked for sector in _sectors(plan, requirement))
    return in_order(finding for subject in subjects for finding in _run(subject))


_MAKING = {"gebeurtenis", "uiterlijk", "indiening", "verwijzing-procedure", "looptijd", "wijziging", "voorwaarde"}
"""Kinds that look at the steps towards the adoption: afterwards no one can take them again."""


def check_since(plan: Plan, asked: Iterable[Requirement], now: Iterable[Requirement], found: Iterable[Finding]) -> Iterator[Finding]:
    """What the law has come to ask of the text since the plan was bound, and the plan lacks: remarks, never more.

    asked: what bound the plan; now: what is asked of a new one; found: what was said already, which is not said again.
    """
    bound = {id(requirement) for requirement in asked}
    newer = [item for item in now if item.layer == "wet" and id(item) not in bound and not all(test.kind in _MAKING for test in item.tests)]
    said = {(finding.span, finding.rule, finding.message) for finding in found}
    since: dict[tuple[str, str], Requirement] = {(item.id, sector): item for item in newer for sector in item.sectors}
    for finding in check_plan(plan, newer):
        if (finding.span, finding.rule, finding.message) not in said:
            latest = max((since[finding.rule, sector] for sector in finding.sectors), key=lambda item: item.validity.first)
            day = dutch.long_date(latest.validity.first) + (" (dag niet zeker)" if latest.uncertain_day else "")
            yield finding._replace(severity=Severity.opmerking, message=f"sinds {day} vraagt de wet meer dan dit plan zegt: {finding.message}")


def _sectors(plan: Plan, requirement: Requirement) -> tuple[Sector | None, ...]:
    own: tuple[Sector, ...] = tuple(sector for sector in plan.sectors if not requirement.sectors or sector in requirement.sectors)
    return (None,) if requirement.layer == "huis" and own == plan.sectors else own


def _run(subject: Subject) -> Iterator[Finding]:
    """The tests in turn; when no section answers a requirement, asking on makes no sense."""
    for test in subject.requirement.tests:
        if test.bound is None or not _readable(subject.plan, test.kind):
            continue
        findings = list(KINDS[test.kind].run(subject, test.bound))
        yield from findings
        if findings and test.kind == "antwoord":
            return


def check_frames(frames: Sequence[Frame], known: RequirementSet) -> tuple[tuple[Frame, ...], tuple[Finding, ...]]:
    """The kaders that can be put to a plan, and what is wrong with the others: a name that is taken, a test that is none, the look of a law."""
    good: list[Frame] = []
    noticed: list[Finding] = []
    laws = {item.source.law.lower() for item in known.all if item.source and item.layer in ("wet", "advies")}
    for given in frames:
        (frame,), found = bind([given])
        if frame.id in known.by_id:
            found.append(Finding(frame.at("id"), "huis-veld", Severity.fout, f'"{frame.id}" is al de naam van een eis van wet, inspectie of opc', f"geef het kader een eigen naam, zoals kader-{frame.id}"))
        if frame.certainty:
            found.append(Finding(frame.key("zekerheid"), "huis-veld", Severity.fout, "een kader is geen wet en heeft geen zekerheid", "haal het veld weg"))
        if frame.source and frame.source.law.lower() in laws:
            found.append(Finding(frame.source.at("wet"), "huis-veld", Severity.fout, f"een kader is geen wet, en noemt {frame.source.law} als bron", "noem bij bron een stuk van het verband zelf, en de wet bij toelichting"))
        noticed += found
        if not found:
            good.append(frame)
    return tuple(good), tuple(noticed)


def bind(requirements: Iterable[Asked]) -> tuple[list[Asked], list[Finding]]:
    """The requirements with the options of their tests as the kinds of check take them.

    A finding for each test that names no kind, or an option that the kind does not have: that test is not put to a plan.
    """
    bound: list[Asked] = []
    noticed: list[Finding] = []
    for requirement in requirements:
        tests = []
        for test in requirement.tests:
            options, problem = _bound(test)
            tests.append(test.model_copy(update={"bound": options}))
            if problem:
                noticed.append(Finding(test.span if test.places.span.line else requirement.span, "huis-veld", Severity.fout, f'toets van "{requirement.id}": {problem[0]}', problem[1]))
        bound.append(requirement.model_copy(update={"tests": tuple(tests)}))
    return bound, noticed


def _bound(test: Test) -> tuple[Record | None, tuple[str, str] | None]:
    """The options of a test, or what is wrong with them and what to do."""
    kind = KINDS.get(test.kind)
    if kind is None:
        meant = dutch.meant(test.kind, KINDS)
        return None, (f'er is geen toets "{test.kind}"', f"bedoelt u {meant}?" if meant else f"kies uit: {dutch.listing(KINDS, 'of')}")
    try:
        return kind.Options.model_validate(test.options), None
    except ValidationError as error:
        keys = dutch.listing(str(detail["loc"][0]) for detail in error.errors() if detail["loc"])
        known = dutch.listing(info.alias or name for name, info in kind.Options.model_fields.items() if name != "places")
        return None, (f"{test.kind} kan niets met {keys}", f"de keuzes zijn {known or 'er niet'}")
