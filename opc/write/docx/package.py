"""The zip file that a .docx is: parts, their content types, and the relations between them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from opc.write.docx.xml import DECLARATION, escape

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_DEFAULTS = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml", "png": "image/png", "jpeg": "image/jpeg",
             "svg": "image/svg+xml", "gif": "image/gif", "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont"}
_EXTERNAL = ' TargetMode="External"'
_STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest day a zip file knows


@dataclass(slots=True)
class Relations:
    """What one part points at, each target once."""

    targets: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def to(self, kind: str, target: str, *, is_external: bool = False) -> str:
        """The id by which the part names the target. kind: the last word of the relation's type."""
        return self.targets.setdefault((kind, target, is_external), f"rId{len(self.targets) + 1}")

    def part(self) -> bytes:
        """The .rels part."""
        made = "".join(
            f'<Relationship Id="{name}" Type="{kind if "://" in kind else RELATIONSHIPS + kind}" Target="{escape(target)}"{_EXTERNAL * is_external}/>'
            for (kind, target, is_external), name in self.targets.items())
        return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}relationships">{made}</Relationships>'.encode()


@dataclass(slots=True)
class Package:
    """The parts of the file, by their path in it."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    """Content types of the parts whose extension does not tell."""

    def add(self, path: str, content: bytes, content_type: str = "") -> None:
        """Put a part in the file."""
        self.parts[path] = content
        if content_type:
            self.types[path] = content_type

    def relate(self, path: str, relations: Relations) -> None:
        """Put the relations of a part in the file; path "" is the package itself."""
        folder, _, name = path.rpartition("/")
        if relations.targets:
            self.add(f"{folder}/_rels/{name}.rels".lstrip("/"), relations.part())

    def pack(self) -> bytes:
        """The file. The same parts give the same bytes."""
        used = {path.rpartition(".")[2] for path in self.parts}
        types = "".join(f'<Default Extension="{extension}" ContentType="{kind}"/>' for extension, kind in _DEFAULTS.items() if extension in used)
        types += "".join(f'<Override PartName="/{path}" ContentType="{kind}"/>' for path, kind in sorted(self.types.items()))
        content_types = f'{DECLARATION}<Types xmlns="{_PACKAGE}content-types">{types}</Types>'.encode()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
            # programs that guess a file's kind look for the content types at the very beginning
            for path, content in [("[Content_Types].xml", content_types), *sorted(self.parts.items())]:
                entry = zipfile.ZipInfo(path, _STAMP)
                entry.create_system = 0  # the same on every system
                entry.compress_type = zipfile.ZIP_STORED if path.endswith((".png", ".jpeg")) else zipfile.ZIP_DEFLATED
                file.writestr(entry, content)
        return buffer.getvalue()
