"""Namen, nummers en de looptijd zijn overal in de tekst die van plan.yaml.

*Goed*: "het ondersteuningsplan 2026-2030 van SWV PO Noorderwaard (PO9901)".
*Fout*: "het ondersteuningsplan 2025-2029", "SWV PO Noordewaard" of "PO9910".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opc.check.subject import Options, Subject
from opc.finding import Finding
from opc.model.chapter import Chapter
from opc.model.plan import Plan

_NUMBER = re.compile(r"(PO|VO)(?<!\w..)[ -]?(\d\d)[. -]?(\d\d)(?![\w.,-]\d)")
_PERIOD = re.compile(r"(20\d\d)\s?[-–]\s?(20\d\d)(?!\d)")
_PLAN = re.compile(r"(?:ondersteuningsplan|\b(?:dit|het|ons) plan)[^.;|\n]{0,25}$", re.IGNORECASE)
_DAYS = re.compile(r"1 augustus (20\d\d) tot(?: en met)? 31 juli (20\d\d)")
_OTHER = re.compile(r"\b(?:vorig|oud|eerder|volgend|nieuw)\w*\b", re.IGNORECASE)
SHORTEST = 6
"""Letters of a name that is compared: in a shorter one, another letter often makes another word."""


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each number, period or name that is almost, but not quite, one of plan.yaml."""
    names = _names(subject.plan)
    like = re.compile(rf"[{''.join({name[0] for name in names}) or '~'}](?<![\w@./-].)[a-zà-ÿ]{{{SHORTEST - 2},}}(?![\w@/-])")
    for chapter in subject.plan.chapters:
        yield from _numbers(subject, chapter)
        yield from _periods(subject, chapter)
        for match in like.finditer(chapter.prose, chapter.body):
            if (word := match.group()) not in names and (name := next((name for name in names if _almost(word, name)), "")):
                yield subject.finding(chapter.source.span(*match.span()), f'hier staat "{word}", in plan.yaml "{name}"', f"schrijf {name}, of herstel de naam in plan.yaml")


def _numbers(subject: Subject, chapter: Chapter) -> Iterator[Finding]:
    own = {re.sub(r"\W", "", organisation.number).upper(): organisation for organisation in subject.plan.file.organisations.values()}
    for match in _NUMBER.finditer(chapter.prose, chapter.body):
        said = "".join(match.groups())
        before = chapter.prose[max(0, match.start() - 60) : match.start()]
        for number, organisation in own.items():
            if said not in own and said[:2] == number[:2] and (_almost(said, number) or organisation.name in before):
                yield subject.finding(chapter.source.span(*match.span()), f"het nummer van {organisation.name} is {organisation.number}, niet {match.group()}", "schrijf het nummer zoals in plan.yaml")


def _periods(subject: Subject, chapter: Chapter) -> Iterator[Finding]:
    period = subject.plan.file.period
    own = {(period.first.year, period.last.year)}
    if previous := subject.plan.file.previous:
        own |= {(int(first), int(last)) for first, last in re.findall(r"(20\d\d)-(20\d\d)", previous.folder)}
    for match in (*_PERIOD.finditer(chapter.prose, chapter.body), *_DAYS.finditer(chapter.prose, chapter.body)):
        said = int(match[1]), int(match[2])
        before = chapter.prose[max(0, match.start() - 50) : match.start()]
        if match.re is _PERIOD and not _PLAN.search(before):
            continue
        # one year is a school year, and a plan that ended before this one is an earlier one
        if said not in own and said[1] - said[0] > 1 and said[1] > period.first.year and said[0] < period.last.year and not _OTHER.search(before):
            yield subject.finding(chapter.source.span(match.start(1), match.end()), f"hier loopt het plan van {said[0]} tot {said[1]}, volgens plan.yaml van {period.first.year} tot {period.last.year}", "maak ze gelijk")


def _names(plan: Plan) -> frozenset[str]:
    """The words of the names in plan.yaml that are long enough to compare."""
    file = plan.file
    said = [item.name for group in (file.municipalities, file.neighbours, file.vocational, file.opdc) for item in group]
    said += [organisation.name for organisation in file.organisations.values()]
    return frozenset(word for name in said for word in re.findall(r"\w+", name) if word[:1].isupper() and len(word) >= SHORTEST)


def _almost(word: str, name: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two changed places; an s behind a name is no mistake."""
    if word == name or word[0] != name[0] or abs(len(word) - len(name)) > 1 or word == f"{name}s":
        return False
    while word and name and word[0] == name[0]:
        word, name = word[1:], name[1:]
    while word and name and word[-1] == name[-1]:
        word, name = word[:-1], name[:-1]
    return max(len(word), len(name)) == 1 or (len(word) == 2 and word == name[::-1])
