"""The one Jinja environment, for the templates of `templates/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from opc import dutch
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
        extensions=["jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )
    made.filters |= {"datum": dutch.long_date, "omvang": dutch.file_size, "getal": dutch.number, "euro": dutch.euro, "opsomming": dutch.listing}
    return made
