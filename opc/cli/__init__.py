"""The front door: a command run, and whatever goes wrong in it put into words."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import click

from opc.cli.commands import cli
from opc.cli.screen import complain, still
from opc.cli.words import complaint
from opc.error import OpcError, is_full, reason


def main(arguments: list[str] | None = None) -> None:
    """Runs a command and ends with its exit code."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Runs a command: its exit code. The only place where an exception becomes words."""
    return _guarded(lambda: cli.main(args=arguments, standalone_mode=False))


def _guarded(command: Callable[[], Any]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    for name in ("SIGTERM", "SIGHUP"):  # what a build keeps for a while is cleared away then too
        number = getattr(signal, name, None)
        if number and current_thread() is main_thread() and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)
    try:
        result = command()
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except OpcError as error:
        complain(error.message, error.hint)
        return 2
    except click.UsageError as error:
        complain(complaint(error), f"uitleg: {error.ctx.command_path if error.ctx else 'opc'} --help")
        return 2
    except (KeyboardInterrupt, click.Abort) as stopped:
        complain("afgebroken", "de bestanden die er al stonden, staan er nog")
        return stopped.args[0] if stopped.args and isinstance(stopped.args[0], int) else 130
    except BrokenPipeError:
        still()
        return 0
    except SystemExit:
        raise
    except OSError as error:
        still()
        complain(f"{error.filename or 'schrijven'}: {reason(error)}", "maak ruimte op de schijf" if is_full(error) else "controleer of het er nog is, en of u erbij mag")
        return 2
    except BaseException as error:  # when Typst breaks down, that is no Exception
        import traceback

        if "OPC_DEBUG" in os.environ:
            traceback.print_exc()
        place = traceback.extract_tb(error.__traceback__)[-1]
        complain(
            f"er is iets mis in opc zelf: {type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})",
            "dit ligt niet aan uw plan; meld het, met deze regel en het bestand waaraan u werkte",
        )
        return 3


def _stop(number: int, frame: object) -> None:  # noqa: ARG001 - what a signal hands over
    """What else ends a command does it as Ctrl-C does, with an exit code of its own."""
    raise KeyboardInterrupt(128 + number)
