"""The report as a remark to a merge or pull request: the counts first, then what was found; the rest folds out.

GitHub and GitLab both read it. It never gets longer than GitHub lets a remark be; what is left out is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from opc import dutch
from opc.finding import Finding
from opc.model.audience import Audience
from opc.model.checked import Checked
from opc.model.outcome import Status, Verdict
from opc.model.requirement import Requirement
from opc.model.view import Part, Topic, counted, parts, where, whereabouts
from opc.report.text import WORDS

LIMIT = 65_536
"""As long as a remark on GitHub may be. Counted here in bytes, which are never fewer than its characters."""

MARKS = {Status.idle: "➖", Status.met: "✅", Status.human: "👁️", Status.unknown: "❔", Status.unmet: "❌"}
SEVERITIES = {"fout": "❌", "waarschuwing": "⚠️", "opmerking": "💬"}


def report(checked: Checked, audience: Audience) -> str:
    """The remark; for one kind of reader with that reader's parts."""
    shown = parts(checked, audience)
    seen_by = f", {_text(str(audience.reader))}" if audience.reader else ""
    head = [f"## Toets van {_text(checked.plan.file.title) if checked.plan else 'het ondersteuningsplan'}{seen_by}", "", *_summary(checked, shown)]
    folded = [_details(checked, part, audience) for part in shown if part.anchor != "tekst"]
    room = LIMIT - _size("\n".join(head)) - 400
    tail = []
    for number, block in enumerate(folded):
        if _size(block) > room // 2:  # what was found goes before what was asked
            tail.append(f"\nHier pasten {dutch.count(len(folded) - number, 'deel', 'delen')} niet meer bij; opc check --format html toont alles.")
            break
        tail.append(block)
        room -= _size(block) + 1
    return "\n".join([*head, *_findings(checked.findings, room), *tail]).rstrip() + "\n"


def _summary(checked: Checked, shown: Sequence[Part]) -> list[str]:
    found = dutch.listing(f"**{checked.counts[severity]}** {words[checked.counts[severity] != 1]}" for severity, words in WORDS.items())
    accepted = f" {checked.accepted_in_words}" if checked.accepted else ""
    if not checked.plan:
        return [f"Het plan was niet te lezen, dus niets is getoetst: {found}."]
    came_out = counted(shown)
    counts = [f"{MARKS[status]} {came_out[status]} {status.words}" for status in reversed(Status) if came_out[status] or status in (Status.met, Status.unmet)]
    whole = "" if checked.plan.whole else " Niet alles was te lezen, dus niet alles is getoetst."
    return [f"{' · '.join(counts)}", "", f"Getoetst voor {dutch.listing(checked.plan.sectors)} aan {dutch.count(len(checked.asked), 'eis', 'eisen')}, zoals die golden op {dutch.long_date(checked.day)}. In de bestanden: {found}.{accepted}{whole}"]


def _findings(findings: Sequence[Finding], room: int) -> list[str]:
    if not findings:
        return []
    worst = sorted(findings, key=lambda finding: (finding.accepted is not None, -finding.severity, finding.order))
    lines = ["", "| | Waar | Wat |", "|:--|:--|:--|"]
    room -= _size("\n".join(lines))
    for number, finding in enumerate(worst):
        line = _row(finding)
        if _size(line) > room:
            return [*lines, "", f"En nog {dutch.count(len(worst) - number, 'bevinding', 'bevindingen')}; opc check toont ze allemaal."]
        lines.append(line)
        room -= _size(line) + 1
    return lines


def _row(finding: Finding) -> str:
    mark = f"{SEVERITIES['opmerking' if finding.accepted else finding.severity.name]} {finding.severity.name}"
    advice = f"<br>{coded(finding.advice)}" if finding.advice else ""
    place = f"{finding.span.file}:{finding.span.line}".replace("`", "'").replace("|", "\\|")
    return f"| {mark} | `{place}` | {coded(finding.message)} \\[{_text(finding.rule)}\\]{advice} |"


def _details(checked: Checked, part: Part, audience: Audience) -> str:
    lines = ["", "<details>", f"<summary>{_text(part.title)}{_count(part)}</summary>", ""]
    if part.text:
        lines += [_text(part.text), ""]
    if part.rows:
        lines += [_line(part.header), _line([":--"] * len(part.header)), *(_line(map(_text, row)) for row in part.rows), ""]
    for topic in part.topics:
        lines += _topic(topic, audience)
    if part.verdicts:
        lines += ["| | Eis | Waar het staat | Bron |", "|:--|:--|:--|:--|", *(_verdict(checked, verdict, audience) for verdict in part.verdicts), ""]
    return "\n".join([*lines, "</details>"])


def _count(part: Part) -> str:
    return f" ({dutch.count(len(part.verdicts), 'eis', 'eisen')})" if part.verdicts else ""


def _verdict(checked: Checked, verdict: Verdict, audience: Audience) -> str:
    review = "".join(f"<br>{_text(said)}" for said in checked.review_of(verdict.id))
    said = dict.fromkeys(_source(outcome.requirement) for outcome in verdict.outcomes if outcome.requirement.source)
    why = f"<br>{_text('; '.join(verdict.why))}" if verdict.why else ""
    return f"| {MARKS[verdict.status]} {verdict.status.words} | {_text(verdict.title)} ({dutch.listing(verdict.sectors)}){why}{review} | {'<br>'.join(map(_text, _places(checked, verdict, audience)))} | {'<br>'.join(said)} |"


def _places(checked: Checked, verdict: Verdict, audience: Audience) -> Iterator[str]:
    """Where the plan answers it, and by which steps."""
    if checked.plan:
        yield from whereabouts(checked.plan, [item for item in verdict.evidence if item.kind != "stap"], audience.quotations)
    yield from (item.text for item in verdict.evidence if item.kind == "stap")


def _source(requirement: Requirement) -> str:
    name, address = _text(str(requirement.source)), requirement.source.address if requirement.source else ""
    return (f"[{name}]({address})" if address else name) + (f" ({requirement.certainty})" if requirement.certainty else "")


def _topic(topic: Topic, audience: Audience) -> list[str]:
    lines = [f"**{_text(topic.title)}**", ""]
    lines += [f"- {MARKS[verdict.status]} {verdict.status.words}: {_text(verdict.title)}" for verdict in topic.verdicts]
    lines += [f"- {_text(where(hit.quotation.anchor, hit.quotation.title, audience.quotations))}{f': “{_text(hit.sentence)}”' if hit.sentence else ''}" for hit in topic.hits]
    return [*lines, *([] if topic.hits else ["- Niet gevonden."]), f"- Gezocht op: {dutch.listing(topic.words)}.", ""]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


_SPECIAL = re.compile(r"[\\`*_\[\]{}|~$]")


def _text(text: str) -> str:
    """Plain text that a remark shows as it stands: no markup, no HTML, nobody is called by an @ and no issue by a #1."""
    plain = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"#(?=\d)", "&#35;", _SPECIAL.sub(r"\\\g<0>", plain)).replace("@", "&#64;")


_CODE = re.compile(r"\\`((?:[\w:.,\"'()/ -]|\\[{}\[\]_])+)\\`")


def coded(text: str) -> str:
    """Plain text, with what stands between backticks as code when it is made of letters, numbers and the signs of a field or a command."""
    return _CODE.sub(lambda match: f"`{match[1].replace(chr(92), '')}`", _text(text))


def _size(text: str) -> int:
    return len(text.encode())
