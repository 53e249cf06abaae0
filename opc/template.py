"""The one Jinja environment, for the templates of `templates/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from traceback import extract_tb
from typing import Any

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from opc import dutch
from opc.cache import digest, usual
from opc.package import data_folder


def templates_folder() -> Path:
    """The folder `templates/`."""
    return data_folder("templates")


@cache
def environment() -> Environment:
    """Jinja for the templates of `templates/`.

    `{#id}` is Jinja's own comment opener, and Markdown and Typst are full of braces: these templates use << >> for values,
    <% %> for statements and <# #> for comments. A name that does not exist is an error; HTML is escaped by file name.
    """
    made = SandboxedEnvironment(
        loader=FileSystemLoader(templates_folder()),
        undefined=StrictUndefined,
        autoescape=lambda name: bool(name and ".html" in name),
        variable_start_string="<<", variable_end_string=">>",
        block_start_string="<%", block_end_string="%>",
        comment_start_string="<#", comment_end_string="#>",
        extensions=["jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, bytecode_cache=_Kept(),
    )
    made.filters |= {"met_code": _coded, "datum": dutch.long_date, "omvang": dutch.file_size, "getal": dutch.number, "euro": dutch.euro, "opsomming": dutch.listing}
    return made


class _Kept(BytecodeCache):
    """Templates as Jinja compiled them before, kept with what else opc made: compiling them all takes 50 ms."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if its template was compiled before."""
        if content := usual().get(_key(bucket)):
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        usual().put(_key(bucket), bucket.bytecode_to_string())


def _key(bucket: Bucket) -> str:
    """By name and text, and by this module, which says how they are read; the content itself says for which Python it is."""
    return digest("sjabloon", jinja2.__version__, Path(__file__).read_bytes(), bucket.key, bucket.checksum)


def _coded(text: str) -> Markup:
    """A sentence as HTML, of which a command or a field stands between backticks."""
    pieces = text.split("`")
    whole = len(pieces) % 2 == 1
    return Markup("").join(Markup("<code>{}</code>").format(piece) if number % 2 and whole else piece for number, piece in enumerate(pieces))


class TemplateError(Exception):
    """A template that a samenwerkingsverband wrote cannot be filled in. line: counts from 1; 0 when it is not known."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message, self.line = message, line


def fill(text: str, values: Mapping[str, Any]) -> str:
    """A template that is no file of opc's, filled in. Raises TemplateError."""
    try:
        return environment().from_string(text).render(values)
    except TemplateSyntaxError as error:
        raise TemplateError(f"opc kan dit sjabloon niet lezen: {error.message}", error.lineno) from None
    except (jinja2.TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == "<template>"]
        raise TemplateError(f"opc kan dit sjabloon niet invullen: {error}", (lines[-1] or 0) if lines else 0) from None
