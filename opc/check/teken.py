"""Elk teken staat in een lettertype van opc, zodat het te drukken is.
Ook onzichtbare tekens meldt opc, en een teken dat bij het opslaan verloren ging. Heeft de huisstijl een map met eigen lettertypen, dan
let opc alleen op die onzichtbare en verloren tekens.

*Goed*: letters uit het Latijn, Grieks en Cyrillisch, leestekens, €, →, ✓, ≥.
*Fout*: 😀, 漢.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opc.check.subject import Options, Subject
from opc.finding import Finding
from opc.model.letters import is_western, unprintable

_COMMENT = re.compile(r"(?:^|\s)#")


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A finding for each run of characters that no letter shows; what stands behind # in YAML is not printed."""
    if subject.plan.style.fonts_folder:
        return
    bodies = {chapter.file: chapter.body for chapter in subject.plan.chapters}
    for file, source in subject.plan.sources.items():
        if is_western(source.text):
            continue
        fields = len(source.text) if file.endswith(".yaml") else bodies.get(file, 0)
        for begin, end in unprintable(source.text):
            line = source.text.rfind("\n", 0, begin) + 1
            if begin < fields and _COMMENT.search(source.text, line, begin):
                continue
            yield subject.finding(source.span(begin, end), f'opc kan "{source.text[begin:end]}" niet drukken: het staat in geen van de lettertypen (U+{ord(source.text[begin]):04X})', "kies een ander teken, of noem in huisstijl.yaml een lettertypen_map met een lettertype dat het heeft")
