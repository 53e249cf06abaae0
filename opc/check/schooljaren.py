"""De periode in plan.yaml begint op 1 augustus en eindigt op 31 juli.

*Goed*: van 2026-08-01 tot en met 2030-07-31.
*Fout*: van 2027-01-01 tot en met 2030-12-31.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc.check.subject import Options, Subject
from opc.finding import Finding


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each end of the period that is not the begin or end of a school year."""
    period = subject.plan.file.period
    for key, day, month_day, what in (("van", period.first, (8, 1), "1 augustus"), ("tot_en_met", period.last, (7, 31), "31 juli")):
        if (day.month, day.day) != month_day:
            yield subject.finding(period.at(key), f"het plan {'begint' if key == 'van' else 'eindigt'} niet op {what}", f"een schooljaar {'begint' if key == 'van' else 'eindigt'} op {what}: schrijf {day.year}-{month_day[0]:02}-{month_day[1]:02}")
