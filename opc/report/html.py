"""The report as one page for who never sees the files: all in it, nothing fetched, readable without JavaScript.

The plan's own words stand in the page too, so that someone who has only this file can read what an outcome rests on.
The page is `templates/report/toets.html.j2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opc.finding import Severity
from opc.model.audience import Audience, Quotation
from opc.model.checked import Checked
from opc.model.outcome import Status
from opc.model.view import Part, counted, parts, where
from opc.template import environment

_DAY = re.compile(r"(<td[^>]*>)(\d{1,2}) ([a-z]+) (\d{4})</td>")


def report(checked: Checked, audience: Audience) -> str:
    """The page."""
    shown = parts(checked, audience)
    quotations = audience.quotations
    return environment().get_template("report/toets.html.j2").render(
        toets=checked, plan=checked.plan, bestand=checked.plan.file if checked.plan else None, delen=shown, lezer=str(audience.reader or ""),
        citaten=tuple(_quoted(shown, audience)), quotations=quotations, waar=lambda anchor, title: where(anchor, title, quotations), uitkomsten=tuple(reversed(Status)),
        geteld=counted(shown), ernst=tuple(reversed(Severity)), bevindingen=checked.counts_in_words,
    )


def _quoted(shown: tuple[Part, ...], audience: Audience) -> Iterator[Quotation]:
    """The quotations that the parts refer to, in the order of the plan."""
    wanted = {item.anchor for part in shown for verdict in (*part.verdicts, *(verdict for topic in part.topics for verdict in topic.verdicts)) for item, _ in verdict.rests_on}
    wanted |= {hit.quotation.anchor for part in shown for topic in part.topics for hit in topic.hits}
    for anchor, quotation in audience.quotations.items():
        if anchor in wanted:
            yield quotation._replace(html=_DAY.sub("\\1\\2\u00a0\\3\u00a0\\4</td>", quotation.html))  # a day stays on one line
