"""A new plan: every file with what belongs in it, so that it builds at once and `opc check` names what is still to be done.

The files are those of `templates/new/`; one that renders to nothing is left out. What the law asks is said there in the words
of the records in `schemas/`, as they hold on the first day of the plan.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from opc.error import OpcError
from opc.model.plan_file import HouseStyle
from opc.model.record import Sector
from opc.model.requirement import Requirement, RequirementSet
from opc.template import environment, templates_folder
from opc.write.files import place, prepare

MAX_YEARS = 4
"""How many school years a plan may hold. Source: WPO 18a lid 7, WVO 2020 2.47 lid 8."""

HOMES: Mapping[str, str] = {
    "samenhang": "dekkend-aanbod",
    "ondersteuningsaanbod": "basisondersteuning",
    "opdc": "tussenvoorzieningen",
    "toelaatbaarheid/po": "tlv-sbo-so",
    "toelaatbaarheid/vo": "tlv-vso",
    "lwoo-criteria": "tlv-vso",
    "lwoo-licenties": "tlv-vso",
    "lwoo-eigen-regels": "tlv-vso",
    "lwoo-pro-grenzen": "tlv-vso",
    "lwoo-aanvulling": "tlv-vso",
    "eerste-plan-herbeoordeling": "terugplaatsing",
    "deskundigen/po": "tlv-sbo-so",
    "deskundigen/vo": "tlv-vso",
    "terugplaatsing": "terugplaatsing",
    "resultaten": "speerpunten",
    "informatie": "ouders",
    "steunpunt": "ouders",
    "verdeling": "verdeling",
    "materiele-bekostiging": "verdeling",
    "groei": "groei",
    "groei-datum": "groei",
    "groei-sbo": "groei",
    "groei-so": "groei",
    "groei-vso": "groei",
    "verdeelsleutel-sbo": "groei",
    "verdeelsleutel-so": "groei",
    "verdeelsleutel-vso": "groei",
    "reserve": "vermogen",
    "opr-samenstelling": "medezeggenschap",
    "looptijd": "periode",
    "schooljaren": "periode",
    "oogo-procedure": "stap-procedure",
    "overleg-verbanden": "stap-overleg-verbanden",
    "uitnodiging-mbo": "stap-uitnodiging-mbo",
    "oogo": "stap-oogo",
    "instemming-opr": "stap-instemming",
    "eerste-plan": "stap-instemming",
    "indiening": "stap-indiening",
}
"""Requirement (or requirement/sector) -> the section of a new plan that explains it; periode and stap-… stand in YAML files."""

ASIDE = frozenset({"vermelding", "zin", "plangegeven", "weigering"})
"""Kinds of check that only remark on words or a field: what they are about needs no section of a new plan."""

ELSEWHERE = "overig"
"""The section for a requirement that has no home yet: a new law is explained without a change here."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """What one requirement asks, for who writes the plan."""

    id: str
    title: str
    sources: str
    text: str
    advice: str
    recording: str
    statutory: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The guidance of one section for one sector; sector is empty when it is the same for all of the plan's sectors."""

    sector: str
    guidance: tuple[Guidance, ...]


@dataclass(frozen=True)
class Law:
    """What is asked of a plan for some sectors, by section."""

    sectors: tuple[Sector, ...]
    asked: tuple[Requirement, ...]

    def sectors_of(self, requirement: Requirement) -> tuple[Sector, ...]:
        """The plan's sectors for which a requirement holds."""
        return tuple(sector for sector in self.sectors if not requirement.sectors or sector in requirement.sectors)

    def parts(self, anchor: str, brief: bool = False) -> tuple[Part, ...]:
        """What belongs in one section: first what holds for every sector alike, then what differs.

        brief: only the advice counts, not how the law puts it.
        """
        held: dict[tuple[str, str, str], list[tuple[Sector, Requirement]]] = {}
        for requirement in self.asked:
            for sector in self.sectors_of(requirement):
                if _home(requirement, sector) == anchor:
                    held.setdefault((requirement.id, "" if brief else requirement.text, requirement.guidance), []).append((sector, requirement))
        by_sector: dict[str, list[Guidance]] = {"": [], "po": [], "vo": []}
        for found in held.values():
            shared = tuple(sector for sector, _ in found) == self.sectors
            by_sector["" if shared else found[0][0]].append(_guidance([requirement for _, requirement in found]))
        return tuple(Part(sector, tuple(guidance)) for sector, guidance in by_sector.items() if guidance)

    def answers(self, *anchors: str) -> Iterator[tuple[str, str]]:
        """What belongs under `eisen:`: the requirements that these sections answer, each with its section."""
        seen: set[str] = set()
        for requirement in self.asked:
            if not any(test.kind == "antwoord" for test in requirement.tests):
                continue
            homes = {_home(same, sector) for same in self.asked if same.id == requirement.id for sector in self.sectors_of(same)}
            for sector in self.sectors_of(requirement):
                key = requirement.id if len(homes) == 1 else f"{requirement.id}/{sector}"
                if (home := _home(requirement, sector)) in anchors and key not in seen:
                    seen.add(key)
                    yield key, home

    def option(self, id: str, sector: str, name: str) -> tuple[str, ...]:
        """What the tests of a requirement name under one option, such as the kinds of school that it is about."""
        return tuple(
            str(item)
            for requirement in self.asked if requirement.id == id and (not requirement.sectors or sector in requirement.sectors)
            for test in requirement.tests
            for item in test.options.get(name, ())
        )


def skeleton(folder: Path, sectors: tuple[Sector, ...], period: str, requirements: RequirementSet) -> tuple[Path, ...]:
    """Starts a plan in a folder: the files that were made, in the order of their names.

    period: the years of the first August and the last July, 2026-2030. Nothing is written when one of the files is there
    already, or the period is none: OpcError.
    """
    first, last = _years(period)
    law = Law(sectors, tuple(requirement for requirement in requirements.on(date(first, 8, 1), sectors) if explained(requirement)))
    for sector in sectors:
        if not any(requirement.layer == "wet" and sector in requirement.sectors and requirement.id in ("samenhang", "verdeling") for requirement in law.asked):
            raise OpcError(f"opc weet niet wat de wet in {first} vroeg", "kies een periode die begint in 2014 of later")
    files = {folder / name: text.encode() for name, text in _texts(law, first, last)}
    if there := [path for path in files if path.exists() or path.is_symlink()]:
        if folder / "plan.yaml" in there:
            raise OpcError(f"in {folder} staat al een plan: {folder / 'plan.yaml'} is er al", "opc new overschrijft niets; kies een nieuwe map")
        raise OpcError(f"het bestand {there[0]} is er al", "opc new overschrijft niets; kies een nieuwe map")
    try:
        for parent in sorted({folder, *(path.parent for path in files)}):
            prepare(parent)
        place(files)
    except OpcError as error:
        raise OpcError(error.message, "kies een andere map") from None
    return tuple(files)


def explained(requirement: Requirement) -> bool:
    """Whether a new plan says what this asks."""
    return requirement.layer == "wet" or (requirement.layer != "huis" and any(test.kind not in ASIDE for test in requirement.tests))


def _years(period: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{4})-(\d{4})", period.strip())
    if not match:
        raise OpcError(f'"{period}" is geen periode', "schrijf het jaar van het begin en dat van het einde, zoals 2026-2030")
    first, last = int(match.group(1)), int(match.group(2))
    if last <= first:
        raise OpcError(f"de periode {first}-{last} eindigt niet later dan zij begint", f"bedoelt u {first}-{first + MAX_YEARS}?")
    if last - first > MAX_YEARS:
        raise OpcError(f"de periode {first}-{last} duurt {last - first} jaar, en een plan loopt hoogstens vier schooljaren", f"bedoelt u {first}-{first + MAX_YEARS}?")
    return first, last


def _texts(law: Law, first: int, last: int) -> Iterator[tuple[str, str]]:
    """The name and text of each file."""
    known: dict[str, Any] = {
        "sectoren": law.sectors, "beide": len(law.sectors) > 1, "periode": f"{first}-{last}", "begin": first, "eind": last,
        "halverwege": first + (last - first) // 2, "jaren": range(first, last + 1), "stijl": HouseStyle(), "elders": ELSEWHERE,
        "delen": law.parts, "eisen": law.answers, "keuzes": law.option, "commentaar": _comment,
    }
    root = templates_folder() / "new"
    for path in sorted(root.rglob("*.j2")):
        name = path.relative_to(root).as_posix()
        if path.name.startswith("_"):
            continue
        text = environment().get_template(f"new/{name}").render(known).strip("\n")
        if text:
            yield name.removesuffix(".j2"), re.sub(r"\n{3,}", "\n\n", text) + "\n"


def _home(requirement: Requirement, sector: Sector) -> str:
    return HOMES.get(requirement.id) or HOMES.get(f"{requirement.id}/{sector}") or ELSEWHERE


def _guidance(same: Sequence[Requirement]) -> Guidance:
    """What records in the same words say, each of its own law."""
    sources = list(dict.fromkeys(str(requirement.source) for requirement in same if requirement.source))
    first = same[0]
    return Guidance(first.id, first.title, " en ".join(sources), first.text.strip(), first.guidance.strip(), first.recording.strip(), first.layer == "wet")


def _comment(text: str, indent: int = 0) -> str:
    """A text as comment lines of a YAML file."""
    margin = " " * indent + "# "
    return "\n".join(textwrap.wrap(" ".join(text.split()), 110, initial_indent=margin, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False))
