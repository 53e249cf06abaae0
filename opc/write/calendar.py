"""A calendar file (iCalendar, RFC 5545). The same document gives the same bytes: no clock, no random numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from opc.model.document import Document

LONGEST = 75
"""Octets of a line, its end not counted. Source: RFC 5545, 3.1."""

_SPECIAL = re.compile(r"[\\;,]")


def render(document: Document) -> bytes:
    """The days of a document as whole days, in the order of the calendar."""
    return "".join(f"{part}\r\n" for line in _lines(document) for part in _folded(line)).encode()


def _lines(document: Document) -> Iterator[str]:
    stamp = document.date.replace("-", "") + "T000000Z"
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//opc//ondersteuningsplan//NL", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield f"NAME:{_text(document.subtitle)}"
    yield f"X-WR-CALNAME:{_text(document.subtitle)}"
    for item in sorted(document.calendar, key=lambda item: (item.day, item.id)):
        yield from ("BEGIN:VEVENT", f"UID:{_text(item.id)}", f"DTSTAMP:{stamp}")
        yield f"DTSTART;VALUE=DATE:{item.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{item.day + timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY:{_text(item.title)}"
        if item.description:
            yield f"DESCRIPTION:{_text(item.description)}"
        yield from ("TRANSP:TRANSPARENT", "END:VEVENT")
    yield "END:VCALENDAR"


def _text(text: str) -> str:
    """A text with its special signs escaped (RFC 5545, 3.3.11)."""
    return "\\n".join(_SPECIAL.sub(r"\\\g<0>", line) for line in text.splitlines())


def _folded(line: str) -> Iterator[str]:
    """A line cut where it is too long, never within a letter; every next part begins with a space."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST:
            yield part
            part, size = " ", 1
        part += letter
        size += octets
    yield part
