"""What a Word file says of itself: its properties, which a search or a document system reads without opening the text."""

from __future__ import annotations

from opc.model.document import Document
from opc.write.docx.look import filled
from opc.write.docx.package import Package, Relations
from opc.write.docx.xml import escape

_OFFICE = "application/vnd.openxmlformats-officedocument."
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_OWN = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set of properties that users may add to
_FIRST = 2  # the lowest number that one may have


def describe(document: Document, package: Package) -> None:
    """Put the properties in the package, and the relations to the parts with which a reader begins."""
    names = ", ".join(name for name, _ in document.organisations)
    values = {
        "title": document.title, "subject": document.subtitle, "author": document.author or names, "language": document.language,
        "status": document.status, "version": document.version, "date": document.date, "organisations": names, "period": document.period,
    }
    escaped = {name: escape(value) for name, value in values.items()}
    own = {
        "Looptijd": document.period, "Versie": document.version, "Status": document.status,
        "Samenwerkingsverbanden": ", ".join(f"{name} ({number})" if number else name for name, number in document.organisations),
    }
    filled_in = [(name, text) for name, text in own.items() if text]
    escaped["own"] = "\n  ".join(
        f'<property fmtid="{_OWN}" pid="{number}" name="{name}"><vt:lpwstr>{escape(text)}</vt:lpwstr></property>' for number, (name, text) in enumerate(filled_in, _FIRST))
    root = Relations()
    root.to("officeDocument", "word/document.xml")
    for name, kind, relation in (
        ("core", "application/vnd.openxmlformats-package.core-properties+xml", _CORE),
        ("app", f"{_OFFICE}extended-properties+xml", "extended-properties"),
        ("custom", f"{_OFFICE}custom-properties+xml", "custom-properties"),
    ):
        package.add(f"docProps/{name}.xml", filled(f"{name}.xml", escaped).encode(), kind)
        root.to(relation, f"docProps/{name}.xml")
    package.relate("", root)
