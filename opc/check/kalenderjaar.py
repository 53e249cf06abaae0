"""De kolommen van de meerjarenbegroting zijn kalenderjaren (2027) en geen schooljaren (2026-2027).
Het verband krijgt zijn geld per kalenderjaar.

*Goed*: kolommen 2026, 2027, 2028, 2029 en 2030 bij een plan van 2026-2030.
*Fout*: kolommen 2026-2027 en 2027-2028.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opc.check.subject import Options, Subject
from opc.finding import Finding

_SCHOOL_YEAR = re.compile(r"(?:19|20)\d\d[-/](?:(?:19|20)\d\d|\d\d)")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each budget with columns for school years, at the first of them."""
    names = dict.fromkeys(name for _, budgets in subject.facts("begroting") for name in (budgets.po, budgets.vo) if name)
    for table in (subject.plan.tables[name] for name in names if name in subject.plan.tables):
        years = [column for column in table.columns if _SCHOOL_YEAR.fullmatch(column.name)]
        if years:
            yield subject.finding(
                years[0].span, f"deze begroting heeft schooljaren ({years[0].name}), en een verband begroot per kalenderjaar",
                "geef elk kalenderjaar een kolom; het plan loopt over één kalenderjaar meer dan het schooljaren heeft",
            )
