"""The report for a terminal: what is wrong, where, with the line itself; then the count."""

from __future__ import annotations

import unicodedata
from functools import cache

from opc import dutch
from opc.finding import Finding, Severity
from opc.model.audience import Audience
from opc.model.checked import Checked
from opc.model.outcome import Status

COLOURS = {Severity.fout: "31", Severity.waarschuwing: "33", Severity.opmerking: "36"}
ACCEPTED = "2"

WORDS = {Severity.fout: ("fout", "fouten"), Severity.waarschuwing: ("waarschuwing", "waarschuwingen"), Severity.opmerking: ("opmerking", "opmerkingen")}


def report(checked: Checked, audience: Audience = Audience()) -> str:  # noqa: B008 - it is frozen
    """The findings by file and line, and a summary, for the audience's terminal.

    No line is wider than width, but for the path of a file: that stays whole, so that a terminal can open it.
    """
    colour, width = audience.colour, audience.width
    parts = [_finding(checked, finding, colour, width) for finding in checked.findings]
    return "\n".join([*parts, _summary(checked, colour, width)]) + "\n"


def _finding(checked: Checked, finding: Finding, colour: bool, width: int) -> str:
    name = f"{finding.severity.name}, aanvaard" if finding.accepted else finding.severity.name
    label = _paint(name, ACCEPTED if finding.accepted else COLOURS[finding.severity], colour)
    place = _shown(str(finding.span))
    apart = columns(place) + 2 + len(name) > width
    sectors = f" (voor {dutch.listing(finding.sectors)})" if finding.sectors and checked.plan and len(checked.plan.sectors) > 1 else ""
    lines = [f"{_paint(place, '1', colour)}:", f"  {label}"] if apart else [f"{_paint(place, '1', colour)}: {label}"]
    lines += wrap(f"{finding.message}{sectors} [{finding.rule}]", "  ", width)
    lines += _quote(checked, finding, colour, width)
    if finding.advice:
        lines += wrap(finding.advice, "   = ", width)
    for related in finding.related:
        lines += wrap(f"{related.span.file}:{related.span.line}: {related.message}", "   = ", width)
    return "\n".join(lines) + "\n"


def _quote(checked: Checked, finding: Finding, colour: bool, width: int) -> list[str]:
    """The line at fault with its part underlined; of a long line the stretch around the begin of that part."""
    source = checked.sources.get(finding.span.file)
    text = source.line(finding.span.line).rstrip() if source else ""
    if not text:
        return []
    begin = min(finding.span.column - 1, len(text))
    end = finding.span.end_column - 1 if finding.span.end_line == finding.span.line else len(text)
    margin = f"{finding.span.line:>5} │ "
    room = max(20, width - len(margin))
    first, last = _stretch(text, begin, room)
    before, after = "…" if first else "", "…" if last < len(text) else ""
    at = columns(before + text[first:begin])
    marked = columns(_shown(text[begin : min(end, last)]) + (after if end > last else ""))
    marks = _paint("^" * max(1, marked), ACCEPTED if finding.accepted else COLOURS[finding.severity], colour)
    return [f"{margin}{before}{_shown(text[first:last])}{after}", f"{'│':>{len(margin) - 1}} {' ' * at}{marks}"]


def _stretch(text: str, begin: int, room: int) -> tuple[int, int]:
    """The part of a line, with `begin` in it, that fits in so many columns together with the dots for what is left out."""
    first, last = max(0, begin - room), min(len(text), begin + room)

    def fits(first: int, last: int) -> bool:
        mark = begin >= len(text)  # behind the last sign
        return columns(_shown(text[first:last])) + (first > 0) + (last < len(text)) + mark <= room

    if first == 0 and last == len(text) and fits(first, last):
        return first, last
    while columns(_shown(text[first:begin])) > room // 4:
        first += 1
    while last > begin + 1 and not fits(first, last):
        last -= 1
    while first and fits(first - 1, last):  # near the end of the line there is room for more before it
        first -= 1
    return first, last


def _summary(checked: Checked, colour: bool, width: int) -> str:
    counts = checked.counts
    plain = [dutch.count(counts[severity], *words) for severity, words in WORDS.items()]
    painted = [_paint(text, COLOURS[severity], colour and counts[severity] > 0) for text, severity in zip(plain, WORDS, strict=True)]
    lines = [dutch.listing(painted) + "."] if columns(dutch.listing(plain)) < width else painted
    if checked.accepted:
        lines += wrap(checked.accepted_in_words, "", width)
    if checked.plan is None:
        lines += wrap("plan.yaml was niet te lezen, dus het plan zelf is nog niet getoetst.", "", width)
    else:
        asked, met, unmet = len(checked.asked), len(checked.of_status(Status.met)), len(checked.unmet)
        others = ((Status.human, "om zelf te beoordelen"), (Status.unknown, Status.unknown.words), (Status.idle, Status.idle.words))
        judged = dutch.listing([f"{met} in orde, {unmet} niet", *(f"{number} {words}" for status, words in others if (number := len(checked.of_status(status))))])
        lines += wrap(
            f"Getoetst voor {dutch.listing(checked.plan.sectors)} aan {dutch.count(asked, 'eis', 'eisen')} van wet en inspectie, zoals die golden op {dutch.long_date(checked.day)}"
            + (f": {judged}." if checked.plan.whole else ". Niet alles was te lezen, dus niet alles is getoetst."), "", width,
        )
        if own := len(checked.frames):
            unmet = len(checked.frames_unmet)
            lines += wrap(f"Getoetst aan {dutch.count(own, 'eigen kader', 'eigen kaders')}: {own - unmet} in orde, {unmet} niet.", "", width)
    return "\n".join(lines)


def wrap(text: str, margin: str, width: int) -> list[str]:
    """Lines of at most so many columns, broken between words, or in a word that is longer than a line."""
    room = max(1, width - len(margin))
    lines = [""]
    for word in _shown(text).split():
        if lines[-1] and columns(lines[-1]) + 1 + columns(word) <= room:
            lines[-1] += f" {word}"
            continue
        if lines[-1]:
            lines.append("")
        *whole, lines[-1] = _cut(word, room)
        lines[-1:] = [*whole, lines[-1]]
    return [(" " * len(margin) if number else margin) + line for number, line in enumerate(lines) if line or not number]


def _cut(word: str, room: int) -> list[str]:
    """A word in pieces of at most so many columns, and at least one sign."""
    pieces, taken = [""], 0
    for sign in word:
        taken += columns(sign)
        if taken > room and pieces[-1]:
            pieces.append("")
            taken = columns(sign)
        pieces[-1] += sign
    return pieces


def _shown(text: str) -> str:
    """Text that a terminal shows as it stands: a tab as a space, other signs that draw nothing or steer it as a dot."""
    if text.isprintable():
        return text
    return "".join(" " if sign == "\t" else "·" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") else sign for sign in text)


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(sign: str) -> int:
    return 0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
