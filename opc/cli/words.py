"""Click, speaking Dutch: its usage, options, kinds of values and complaints."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import click

from opc import dutch
from opc.model.audience import READERS, Kind, Reader


class _Dutch(click.Command):
    """A command whose own words are Dutch too."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option))
        records = [(name, text.replace("[required]", "[verplicht]")) for option in options for name, text in filter(None, [option.get_help_record(ctx)])]
        if records:
            with formatter.section("Opties"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "Toon deze uitleg."
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [piece.replace("[OPTIONS]", "[OPTIES]").replace("COMMAND [ARGS]...", "OPDRACHT …") for piece in super().collect_usage_pieces(ctx)]


class Group(_Dutch, click.Group):
    """All commands together, in the order of their file."""

    command_class = _Dutch

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Opdrachten"):
            formatter.write_dl([(name, command.get_short_help_str(70)) for name in self.list_commands(ctx) if (command := self.get_command(ctx, name))])
        _Dutch.format_options(self, ctx, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 in the order of this file, not of the alphabet
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            meant = dutch.meant(args[0], self.commands)
            raise click.UsageError(f'er is geen opdracht "{args[0]}"' + (f"; bedoelt u {meant}?" if meant else ""), ctx)
        return super().resolve_command(ctx, args)


class Day(click.ParamType[date]):
    """A day, as 2026-08-01."""

    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is geen datum; schrijf jaar-maand-dag, zoals 2026-08-01', param, ctx)


class For(click.ParamType[Reader]):
    """A kind of reader, or one municipality: gemeente:Zandhaven."""

    name = "lezer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Reader:
        kind, _, municipality = value.partition(":")
        if kind not in READERS or (municipality and kind != "gemeente"):
            self.fail(f'"{value}" is geen lezer; kies uit {dutch.listing(READERS, "of")}, of één gemeente, zoals gemeente:Zandhaven', param, ctx)
        return Reader(cast("Kind", kind), municipality.strip())


def complaint(error: click.UsageError) -> str:
    """Click's own complaints, in Dutch."""
    match error:
        case click.NoSuchOption():
            return f"er is geen optie {error.option_name}" + (f"; bedoelt u {dutch.listing(error.possibilities, 'of')}?" if error.possibilities else "")
        case click.MissingParameter():
            name = error.param.metavar if isinstance(error.param, click.Argument) else error.param.opts[0] if error.param else ""
            return f"{name} ontbreekt"
        case click.BadParameter(param=click.Option(type=click.Choice() as choice, opts=opts)):
            return f"{opts[0]} is {dutch.listing(list(choice.choices), 'of')}"
        case click.BadOptionUsage():
            return f"achter {error.option_name} hoort een waarde"
    return error.message if not error.message.startswith("Got unexpected") else "er staat te veel achter de opdracht"
