"""What one kind of reader gets to see of a check: the parts of a report for people, in order.

HTML, Markdown and the toetsverslag print the same parts. How a reader's subjects are chosen is opc's own idea, no law:
quotations are found by the words that a subject is usually called by, and the reader is told so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from opc import dutch
from opc.finding import Finding
from opc.model.audience import Audience, Kind, NewLaw, Quotation
from opc.model.checked import Checked
from opc.model.evidence import FRONT, Evidence, places
from opc.model.outcome import Status, Verdict
from opc.model.plan import Plan
from opc.model.plan_file import Condition, Event
from opc.model.requirement import Requirement

PROCEDURE = {"gebeurtenis", "indiening", "looptijd", "schooljaren", "verwijzing-procedure", "samenstelling"}
"""Kinds of check that look at how a plan came about, not at what it says."""

MOST_HITS = 5
"""As many quotations as one subject shows: the ones in which its words stand most."""

LISTS = ("begrippen()", "register()", "leeswijzer()", "besluiten()")
"""Blocks that name every subject and tell about none."""

HEADING, LEAST = 3, 4
"""How many times the words of a title count; and of the best quotation's weight, the part that another has at the least: a fourth."""

LONGEST_SENTENCE = 260
"""Signs of the sentence that is shown of a quotation."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A quotation about a subject, with the first sentence that names it."""

    quotation: Quotation
    sentence: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that a reader looks for. requirements: what the law asks about it; hits: where the plan speaks of it."""

    title: str
    words: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a report: a text, then a table, subjects, requirements or findings, whichever it has."""

    anchor: str
    title: str
    text: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    topics: tuple[Topic, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    findings: tuple[Finding, ...] = ()


Subject = tuple[str, tuple[str, ...], tuple[str, ...]]
"""Title, ids of requirements, and how the words begin that a text about it uses."""

PARENTS: tuple[Subject, ...] = (
    ("Welke hulp er op elke school is", ("samenhang",), ("basisondersteuning",)),
    ("Hoe u hoort wat er is, en wie u onafhankelijk helpt", ("informatie", "steunpunt"), ("steunpunt", "ouderconsulent", "onafhankelijke hulp", "onafhankelijk advies", "onderwijsconsulent")),
    ("Hoe over een plek wordt besloten, en wat u kunt doen als u het er niet mee eens bent", ("toelaatbaarheid",), ("bezwaar", "klacht", "geschil")),
    ("Hoe een leerling terugkomt", ("terugplaatsing",), ("terugplaats", "teruggaat", "terugstrom")),
    ("Als een kind thuiszit", (), ("thuiszitter", "verzuim", "vrijstelling")),
)
PUPILS: tuple[Subject, ...] = (
    ("Hoe leerlingen horen wat er is", ("informatie",), ("steunpunt", "jongerenraad", "leerlingen weten")),
    ("Hoe leerlingen meepraten", (), ("jongerenraad", "hoorrecht", "leerlingenraad", "leerlingstem", "leerlingen praten")),
    ("De overstap naar een andere school of het mbo", ("terugplaatsing",), ("overstap", "overgang", "mbo", "doorstroom")),
)
STAFF: tuple[Subject, ...] = (
    ("Wat van elke school wordt verwacht", ("samenhang", "ondersteuningsaanbod"), ("basisondersteuning",)),
    ("Hoe geld en voorzieningen bij de school komen", ("verdeling", "groei"), ("arrangement", "per leerling")),
    ("Scholing, expertise en werkdruk", (), ("scholing", "leernetwerk", "expertise", "werkdruk", "professionalisering")),
    ("Wat het moet opleveren, en hoe dat wordt gemeten", ("resultaten",), ("indicator", "streefwaarde", "monitor")),
)
MUNICIPALITY: tuple[Subject, ...] = (
    ("Jeugdhulp", (), ("jeugdhulp", "jeugdzorg", "jeugdwet", "jeugdteam", "wijkteam", "onderwijs-zorg", "jeugdgezondheid")),
    ("Leerlingenvervoer", (), ("leerlingenvervoer", "vervoer")),
    ("Leerplicht en thuiszitters", (), ("leerplicht", "thuiszitter", "verzuim", "vrijstelling", "doorstroompunt")),
    ("Huisvesting", (), ("huisvesting", "onderwijshuisvesting", "schoolgebouwen", "gebouwen", "verbouw", "nieuwbouw")),
)


def parts(checked: Checked, audience: Audience) -> tuple[Part, ...]:
    """The parts of the report for this reader; those with nothing in them are left out. Empty without a plan."""
    plan = checked.plan
    if plan is None:
        return (_texts(checked),) if checked.findings else ()
    made = VIEWS[audience.reader.kind if audience.reader else None](checked, plan, audience)
    return tuple(part for part in made if part.rows or part.topics or part.verdicts or part.findings)


def counted(shown: Iterable[Part]) -> dict[Status, int]:
    """How many of the requirements of law and inspectie that a report shows came out how; every status is there."""
    seen = {verdict.id: verdict.status for part in shown for verdict in part.verdicts if verdict.requirement.layer != "kader"}
    return {status: sum(found == status for found in seen.values()) for status in Status}


def _everybody(checked: Checked, plan: Plan, audience: Audience) -> Iterator[Part]:  # noqa: ARG001 - every view is called alike
    yield Part("wet", "Wat de wet vraagt", verdicts=_layer(checked, "wet"))
    yield from _others(checked)


def _others(checked: Checked) -> Iterator[Part]:
    """What is no law."""
    yield Part("advies", "Wat de wet van het verband zelf vraagt", "Dit bindt het verband. Het plan hoeft het niet te noemen.", verdicts=_layer(checked, "advies"))
    yield Part("inspectie", "Wat de inspectie verwacht", "Dit zijn normen en verwachtingen, geen wet.", verdicts=_layer(checked, "inspectie"))
    yield Part("kaders", "Eigen kaders van het verband", "Wat het verband zelf vooraf van dit plan vroeg. Geen wet.", verdicts=_layer(checked, "kader"))
    yield _texts(checked)


def _texts(checked: Checked) -> Part:
    known = {verdict.id for verdict in checked.verdicts}
    return Part("tekst", "De tekst en de cijfers", "Regels van opc zelf: leesbaar, volledig en zonder tegenspraak.",
                findings=tuple(sorted((finding for finding in checked.findings if finding.rule not in known), key=lambda finding: (-finding.severity, finding.order))))


def _council(checked: Checked, plan: Plan, audience: Audience) -> Iterator[Part]:
    told = _told(plan, audience.quotations)
    councils = [item.council for item in plan.file.organisations.values()]
    rows = [_row(event, votes=True) for event in plan.decisions.events if event.kind == "instemming"]
    yield Part("besluit", f"Het besluit van {dutch.listing(councils)}", "Zonder instemming vooraf mag het verband het plan niet vaststellen of wijzigen (WMS artikel 14a).",
               ("Datum", "Stap", "Wie", "Uitkomst", "Stemmen", "Voorwaarden"), tuple(rows), verdicts=_named(checked, ("instemming-opr", "opr-samenstelling")))
    if audience.new_law:
        yield _changes(audience.new_law)
    note = "De onderwerpen koos opc; de wet noemt ze niet per geleding. Onder elk onderwerp staat waar het plan erover spreekt."
    yield Part("ouders", "Voor ouders", note, topics=_topics(checked, told, PARENTS))
    if "vo" in plan.sectors:
        yield Part("leerlingen", "Voor leerlingen", "In het vo kunnen ook leerlingen in de raad zitten.", topics=_topics(checked, told, PUPILS))
    yield Part("personeel", "Voor het personeel", topics=_topics(checked, told, STAFF))
    yield Part("wet", "Wat de wet vraagt", verdicts=tuple(verdict for verdict in _layer(checked, "wet") if verdict.id not in ("instemming-opr", "opr-samenstelling")))
    yield from _others(checked)


def _changes(new: NewLaw) -> Part:
    """What the council may look for: what the law asks now, and did not of the plan before."""
    rows = tuple(
        (
            " / ".join(dict.fromkeys(version.title for version in change.versions)), change.kind, dutch.listing(change.sectors), " ".join(change.said) or change.versions[0].text,
            " / ".join(dict.fromkeys(_from(version, lapsed=change.kind == "vervallen") for version in (change.firsts if change.kind == "nieuw" else change.versions))),
        )
        for change in new.changes if change.kind not in ("vernummerd", "onzeker") and any(version.layer == "wet" for version in change.versions)
    )
    return Part("nieuw", "Wat er in de wet veranderde sinds het vorige plan", f"Het vorige plan is van {dutch.long_date(new.since)}. Wat misschien al eerder zo was, staat er niet bij.",
                ("Onderwerp", "Soort", "Voor", "Wat er veranderde", "Wanneer"), rows)


def _from(version: Requirement, *, lapsed: bool) -> str:
    last = version.validity.last
    day = f"tot en met {dutch.long_date(last)}" if lapsed and last else f"vanaf {dutch.long_date(version.validity.first)}"
    return f"{day} (dag niet zeker)" if (version.uncertain_last if lapsed else version.uncertain_day) else day


def _municipality(checked: Checked, plan: Plan, audience: Audience) -> Iterator[Part]:
    told, name = _told(plan, audience.quotations), audience.reader.municipality if audience.reader else ""
    talks = plan.events("oogo")
    coming = {name: str(step.moment) for step in plan.decisions.undated if step.kind == "oogo" for name in step.actors}
    rows: list[tuple[str, ...]] = []
    for item in plan.file.municipalities:
        if name and item.name != name:
            continue
        head = (item.name, dutch.listing(item.sectors or plan.sectors), item.part)
        own = [event for event in talks if item.name in event.actors]
        rows += [(*head, dutch.long_date(event.day), event.outcome or "niet genoemd", event.version or "niet genoemd") for event in own] or [(*head, coming.get(item.name, "nog geen overleg"), "", "")]
    yield Part("overleg", f"Het overleg met de gemeente {name} (OOGO)" if name else "Het overleg met de gemeenten (OOGO)",
               "Pas na op overeenstemming gericht overleg over een concept, met de colleges van alle gemeenten in het gebied, mag het plan worden vastgesteld.",
               ("Gemeente", "Voor", "Deel", "Overleg op", "Uitkomst", "Over versie"), tuple(rows), verdicts=_named(checked, ("oogo", "oogo-procedure")))
    yield Part("onderwerpen", "Waar het plan over uw taken spreekt", "opc zocht op de woorden die erbij staan. Staat een onderwerp er met andere woorden, dan vond opc het niet.",
               topics=_topics(checked, told, (*([(f"Waar het plan {name} noemt", (), (name,))] if name else []), *MUNICIPALITY)))
    yield Part("aanbod", "Het aanbod in de regio", verdicts=_named(checked, ("samenhang", "resultaten")))


def _supervisor(checked: Checked, plan: Plan, audience: Audience) -> Iterator[Part]:
    wanted = ("concept", "overleg-verbanden", "uitnodiging-mbo", "oogo", "advies", "voorgenomen-besluit", "instemming", "mededeling", "verzoek", "uitspraak", "goedkeuring", "vaststelling", "indiening")
    steps = sorted((event for event in plan.decisions.events if event.kind in wanted), key=lambda event: event.day)
    law = _layer(checked, "wet")
    procedure = tuple(verdict for verdict in law if _about_procedure(verdict))
    content = tuple(verdict for verdict in law if not _about_procedure(verdict))
    rows = [
        (str(outcome.requirement.source or ""), outcome.requirement.title, str(outcome.sector),
         dutch.listing(whereabouts(plan, outcome.evidence, audience.quotations)) or ("" if outcome.status == Status.idle else "nergens genoemd"), outcome.status.words)
        for verdict in content for outcome in verdict.outcomes
    ]
    yield Part("stappen", "Eerst de procedure: de stappen op volgorde", "", ("Datum", "Stap", "Wie", "Uitkomst"), tuple(_row(event) for event in steps), verdicts=procedure)
    yield Part("artikelen", "Dan de inhoud: van artikel naar paragraaf", "", ("Artikel", "Eis", "Sector", "Waar", "Uitkomst"), tuple(rows), verdicts=content)
    yield from _others(checked)


VIEWS: dict[Kind | None, Callable[[Checked, Plan, Audience], Iterator[Part]]] = {"opr": _council, "gemeente": _municipality, "toezicht": _supervisor, None: _everybody}
"""Kind of reader -> the parts for it."""


def _about_procedure(verdict: Verdict) -> bool:
    return any(test.kind in PROCEDURE for test in verdict.requirement.tests)


def _row(event: Event, *, votes: bool = False) -> tuple[str, ...]:
    row = (dutch.long_date(event.day), event.title, dutch.listing(event.actors), event.outcome)
    if not votes:
        return row
    counted = event.votes
    said = f"{counted.in_favour} voor, {counted.against} tegen" if counted else "niet genoemd"
    return (*row, said, "; ".join(map(_condition, event.conditions)) or "geen")


def _condition(condition: Condition) -> str:
    if condition.met:
        return f"{condition.what} (voldaan op {dutch.long_date(condition.met)})"
    return f"{condition.what} (nog open{', uiterlijk ' + dutch.long_date(condition.due) if condition.due else ''}{': anders ' + condition.otherwise if condition.otherwise else ''})"


def _layer(checked: Checked, layer: str) -> tuple[Verdict, ...]:
    return tuple(verdict for verdict in checked.verdicts if verdict.requirement.layer == layer)


def _named(checked: Checked, ids: Iterable[str]) -> tuple[Verdict, ...]:
    by_id = {verdict.id: verdict for verdict in checked.verdicts}
    return tuple(by_id[name] for name in ids if name in by_id)


def _topics(checked: Checked, quotations: Mapping[str, Quotation], subjects: Iterable[Subject]) -> tuple[Topic, ...]:
    return tuple(Topic(title, words, _named(checked, ids), _hits(quotations, words)) for title, ids, words in subjects)


def _told(plan: Plan, quotations: Mapping[str, Quotation]) -> dict[str, Quotation]:
    """Those that tell something: not the lists that opc makes of words, steps and requirements, where every subject is named."""
    lists = {FRONT}
    for chapter in plan.chapters:
        for expression in chapter.expressions:
            if expression.formula.strip() in LISTS:
                lists.add(next((section.anchor for section in chapter.sections if section.level == 2 and section.begin <= expression.begin < section.end), chapter.anchor))
    return {anchor: quotation for anchor, quotation in quotations.items() if anchor not in lists}


def _hits(quotations: Mapping[str, Quotation], words: tuple[str, ...]) -> tuple[Hit, ...]:
    """The quotations that are most about these words, in the order of the plan: one that only mentions them gives way to those."""
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)
    weighed = [(HEADING * len(pattern.findall(quotation.title)) + len(pattern.findall(quotation.text)), quotation) for quotation in quotations.values() if quotation.level]
    best = sorted((pair for pair in weighed if pair[0]), key=lambda pair: -pair[0])[:MOST_HITS]
    order = {anchor: at for at, anchor in enumerate(quotations)}
    enough = [quotation for weight, quotation in best if weight * LEAST >= best[0][0]]
    return tuple(Hit(quotation, _sentence(quotation.text, pattern)) for quotation in sorted(enough, key=lambda quotation: order[quotation.anchor]))


def _sentence(text: str, pattern: re.Pattern[str]) -> str:
    """The whole sentence that names the words most; else whatever has them, such as the cell of a table; nothing when that is only a word or two."""
    pieces = [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n", text) if part.strip()]
    named = [part for part in pieces if pattern.search(part)]
    whole = [part for part in named if len(part.split()) > 7 and part[-1] in ".!?"]
    found = max(whole, key=lambda part: len(pattern.findall(part))) if whole else (named or pieces or [""])[0]
    if len(found.split()) < 3:
        return ""
    return found if len(found) <= LONGEST_SENTENCE else found[:LONGEST_SENTENCE].rsplit(" ", 1)[0] + " …"


def whereabouts(plan: Plan, held: Sequence[Evidence], quotations: Mapping[str, Quotation]) -> tuple[str, ...]:
    """Where a reader finds what a requirement rests on, as the leeswijzer names it: "paragraaf 7.6"; when it stands in no text, what it is."""
    texts = {item.anchor: item.text for item in reversed(held)}
    named = (where(anchor, _title(plan, anchor), quotations) if anchor in quotations or anchor in plan.sections else texts[anchor] for anchor in places(plan, held))
    return tuple(dict.fromkeys(named)) or tuple(dict.fromkeys(item.text for item in held))


def _title(plan: Plan, anchor: str) -> str:
    chapter, section = plan.sections.get(anchor, (None, None))
    return section.title if section else chapter.front.title if chapter else ""


def where(anchor: str, title: str, quotations: Mapping[str, Quotation]) -> str:
    """What a place of the plan is called: paragraaf 7.6, or its title when it has no number."""
    quotation = quotations.get(anchor)
    return quotation.label if quotation and quotation.label else f"“{quotation.title if quotation else title}”"

