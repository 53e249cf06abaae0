"""The screen: its width, its colours, and what is said on it when something is wrong."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click


def colour() -> bool:
    """Whether a report on the screen has colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def width() -> int:
    """Columns: those of the terminal, from 40 to 100; 80 where there is none."""
    return min(100, max(40, int(os.environ.get("COLUMNS", 0)) or (os.get_terminal_size().columns if sys.stdout.isatty() else 80)))


def complain(message: str, hint: str) -> None:
    """Tells on standard error what went wrong and what to do."""
    click.echo(f"opc: {message}", err=True)
    for line in hint.splitlines():
        click.echo(f"   = {line}", err=True)


def still() -> None:
    """Nothing more can be said on standard output, not even at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
