"""beoordeeld.yaml as text: one line for each requirement and sector, in the order of the alphabet, so that git shows what changed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from opc.model.plan_file import Review
from opc.model.record import Sector

HEAD = "# Wie welk antwoord heeft beoordeeld, en hoe het er toen uitzag. opc schrijft dit bestand: opc review EIS --by \"naam\"\nbeoordeeld:\n"


def yaml_text(reviews: Mapping[str, Mapping[Sector, Review]]) -> str:
    """The whole file."""
    lines = []
    for name in sorted(reviews):
        lines.append(f"  {name}:")
        lines += [f"    {sector}: {_line(reviews[name][sector])}" for sector in sorted(reviews[name])]
    return HEAD + "".join(f"{line}\n" for line in lines)


def _line(review: Review) -> str:
    # what YAML takes for a number in one place and for a text in another stands between quotes
    by, *prints = (json.dumps(text, ensure_ascii=False) for text in (review.by, review.text, review.facts, review.wording))
    return f"{{datum: {review.day.isoformat()}, door: {by}, tekst: {prints[0]}, feiten: {prints[1]}, eis: {prints[2]}}}"
