"""Namen, nummers en de looptijd zijn overal in de tekst die van plan.yaml.
opc zoekt wat er bijna op lijkt: een naam met één letter anders, een ander nummer bij het verband, andere jaren bij het plan.

*Goed*: "het ondersteuningsplan 2026-2030 van SWV PO Noorderwaard (PO9901)".
*Fout*: "het ondersteuningsplan 2025-2029", "het plan loopt van 2025 tot 2029", "SWV PO Noordewaard" of "PO9910".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding
from opc.model.chapter import Chapter
from opc.model.plan import Plan

_NUMBER = re.compile(r"(PO|VO)(?<!\w..)[ -]?(\d\d)[. -]?(\d\d)(?![\w.,-]\d)")
_PERIOD = re.compile(r"(20\d\d)\s?[-–]\s?(20\d\d)(?!\d)")
_PLAN = re.compile(r"(?:ondersteuningsplan|\b(?:dit|het|ons) plan)[^.;|\n]{0,25}$", re.IGNORECASE)
_DAYS = re.compile(r"1 augustus (20\d\d) tot(?: en met)? 31 juli (20\d\d)")
_DAY = rf"(?:\d{{1,2}} )?(?:(?:{'|'.join(dutch.MONTHS)}) )?(20\d\d)"
_UNTIL = re.compile(rf"tot(?<!\w...)(?:\s+en\s+met)?\s+{_DAY}(?![\w/–-]|[.,]\d)")
_FROM = re.compile(rf"\b[Vv]an(?:af)?\s+{_DAY}\s+$")
_RUNS = re.compile(r"\b(?:loopt|geldt|duurt|looptijd|geldig|bestrijkt|beslaat)\b")
_OF_PLAN = re.compile(r"\b(?:ondersteunings)?plan\b")
_CLAUSE = re.compile(r"[.!?;:|]\s|\n\s*\n|\||,")
LEAST, CLOSE = 3, 60
"""Years that a plan takes at least when a text says so in words; signs in which it says of what."""
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
    yield from _in_words(subject, chapter, own)
    for match in (*_PERIOD.finditer(chapter.prose, chapter.body), *_DAYS.finditer(chapter.prose, chapter.body)):
        said = int(match[1]), int(match[2])
        before = chapter.prose[max(0, match.start() - 50) : match.start()]
        if match.re is _PERIOD and not _PLAN.search(before):
            continue
        # one year is a school year, and a plan that ended before this one is an earlier one
        if said not in own and said[1] - said[0] > 1 and said[1] > period.first.year and said[0] < period.last.year and not _OTHER.search(before):
            yield subject.finding(chapter.source.span(match.start(1), match.end()), f"hier loopt het plan van {said[0]} tot {said[1]}, volgens plan.yaml van {period.first.year} tot {period.last.year}", "maak ze gelijk")


def _in_words(subject: Subject, chapter: Chapter, own: set[tuple[int, int]]) -> Iterator[Finding]:
    """Periods as "van 2025 tot 2029" and "tot en met 2029", in a clause that says how long the plan runs."""
    period, prose = subject.plan.file.period, chapter.prose
    for until in _UNTIL.finditer(prose, chapter.body):
        if _DAYS.match(prose, max(0, until.start() - len("1 augustus 2026 "))):
            continue  # said of whole days already
        begin = _FROM.search(prose, max(0, until.start() - 30), until.start())
        before = _CLAUSE.split(prose[max(chapter.body, (begin or until).start() - CLOSE) : (begin or until).start()])[-1]
        clause = before + (_CLAUSE.split(prose[until.end() : until.end() + CLOSE])[0] if begin else "")
        if not (_RUNS.search(clause) and _OF_PLAN.search(clause)) or _OTHER.search(clause):
            continue
        last = int(until[1])
        first = int(begin[1]) if begin else 0
        if any(last == end and first in (0, start) for start, end in own) or (begin and last - first < LEAST) or last <= period.first.year:
            continue
        said, right = (f"van {first} tot {last}", f"van {period.first.year} tot {period.last.year}") if begin else (f"tot {last}", f"tot {period.last.year}")
        yield subject.finding(chapter.source.span((begin or until).start(), until.end()), f"hier loopt het plan {said}, volgens plan.yaml {right}", "maak ze gelijk")


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
