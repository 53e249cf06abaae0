"""What the user asked for, of words with commas between them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import click

from opc import dutch
from opc.model.audience import Reader
from opc.report import REPORTERS


def chosen(text: str, known: Collection[str], usual: Sequence[str]) -> list[str]:
    """The names that were given with commas between them, each once; without one the usual ones."""
    chosen = list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for name in chosen:
        if name not in known:
            meant = dutch.meant(name, known)
            raise click.BadParameter(f'opc kan geen "{name}" maken; ' + (f"bedoelt u {meant}?" if meant else f"kies uit {dutch.listing(known)}"))
    return chosen or list(usual)


def report_files(forms: list[str], output: Path | None) -> dict[str, Path]:
    """Where each report goes that does not go to the screen: one to a file, more to a folder under names of their own."""
    if len(forms) == 1:
        return {} if output is None else {forms[0]: output / REPORTERS[forms[0]].file if output.is_dir() else output}
    apart = [name for name in forms if not REPORTERS[name].aloud] or (forms if output else [])
    if apart and output is None:
        raise click.UsageError(f"zeg met --output MAP waar {dutch.listing(apart)} {'komt' if len(apart) == 1 else 'komen'}")
    return {name: output / REPORTERS[name].file for name in apart} if output else {}


def reader_for(reader: Reader | None, forms: list[str], fit: list[str]) -> Reader | None:
    """The kind of reader, when one of the forms is made for readers."""
    if reader and not set(forms) & set(fit):
        raise click.UsageError(f"--for hoort bij --format {dutch.listing(fit, 'of')}")
    return reader
