"""Every command: what the user types, what is shown, the exit code. The only place that knows today's date.

Exit codes: 0 nothing at or above --fail-level; 1 findings; 2 the work could not be done; 3 a bug in opc.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Lock, Timer, current_thread, main_thread
from typing import TYPE_CHECKING, Any, cast

import click

from opc import dutch, pipeline
from opc.error import OpcError, is_full, reason
from opc.finding import Severity
from opc.model.audience import READERS, Audience, Kind, Reader
from opc.model.record import Sector
from opc.report import REPORTERS
from opc.report.many import JOINERS

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

FORMATS = ("pdf", "docx", "html", "html-single", "drukwerk", "toetsverslag", "csv", "ics")
REPORT = "toetsverslag"


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


class _Group(_Dutch, click.Group):
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


class _Day(click.ParamType[date]):
    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is geen datum; schrijf jaar-maand-dag, zoals 2026-08-01', param, ctx)


class _For(click.ParamType[Reader]):
    name = "lezer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Reader:
        kind, _, municipality = value.partition(":")
        if kind not in READERS or (municipality and kind != "gemeente"):
            self.fail(f'"{value}" is geen lezer; kies uit {dutch.listing(READERS, "of")}, of één gemeente, zoals gemeente:Zandhaven', param, ctx)
        return Reader(cast("Kind", kind), municipality.strip())


PLAN = click.argument("plan", required=False, type=click.Path(path_type=Path, readable=False), metavar="[PLAN]")
READER = click.option("--for", "reader", type=_For(), metavar="opr|gemeente[:NAAM]|toezicht", help="Voor één soort lezer: wat die nodig heeft, en waar het staat. Of voor één gemeente: gemeente:Zandhaven.")
SECTOR = click.option("--sector", type=click.Choice(["po", "vo"]), metavar="po|vo", help="Alleen deze sector van een gezamenlijk plan.")


@click.group(cls=_Group, invoke_without_command=True, subcommand_metavar="[OPDRACHT]", context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 80})
@click.version_option(package_name="opc", message="opc %(version)s", help="Toon de versie.")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Schrijf, toets en publiceer een ondersteuningsplan passend onderwijs.

    PLAN is de map van een plan. Zonder PLAN neemt opc het plan van de map waarin u staat.
    """
    if ctx.invoked_subcommand is None:
        click.echo(_overview())


@cli.command()
@PLAN
@click.option("--format", "form", default="text", metavar="VORM[,VORM]", help=f"De vorm van het verslag (text): {dutch.listing(REPORTERS, 'of')}. Meer tegelijk mag, met komma's ertussen.")
@READER
@SECTOR
@click.option("--date", "day", type=_Day(), metavar="DATUM", help="Toets aan de wet van deze dag. Anders: de dag van vaststelling, of vandaag.")
@click.option("--fail-level", type=click.Choice([severity.name for severity in reversed(Severity)]), default="fout", metavar="fout|waarschuwing|opmerking", help="Vanaf welke ernst opc eindigt met code 1 (fout).")
@click.option("--output", type=click.Path(path_type=Path, readable=False), metavar="BESTAND|MAP", help="Schrijf het verslag naar een bestand; van meer verslagen naar een map.")
@click.pass_context
def check(ctx: click.Context, plan: Path | None, form: str, reader: Reader | None, sector: str | None, day: date | None, fail_level: str, output: Path | None) -> None:
    """Toets een plan aan de wet en aan zichzelf.

    PLAN is de map van het plan; zonder is het dat van de map waarin u staat. opc leest het hele plan en noemt alles
    wat er mis is in één keer, met bestand en regel. Staan er in de map die u noemt meer plannen, dan toetst opc ze
    allemaal, en komt onderaan een tabel.

    Met meer vormen tegelijk is --output een map. Daarin komen toets.json, toets.sarif, toets-junit.xml,
    gl-code-quality-report.json, toets.html en toets.md; text en github komen op het scherm.
    """
    forms = _chosen(form, REPORTERS, ["text"])
    files = _report_files(forms, output)
    seen_by = _reader(reader, forms, [name for name in REPORTERS if REPORTERS[name].readers])
    if plan and len(plans := _plans(plan)) > 1:
        wanted = pipeline.Wanted(tuple(forms), date.today(), day, cast("Sector | None", sector), seen_by, Severity[fail_level], _width())
        ctx.exit(_check_many(plans, wanted, files))
    checked = pipeline.check(_plan(plan), today=date.today(), day=day, sector=cast("Sector | None", sector))
    audience = pipeline.audience(checked, forms, reader=seen_by, colour=_colour(), width=_width())
    made = {name: REPORTERS[name](checked, audience if name not in files else replace(audience, colour=False)) for name in forms}
    pipeline.save({path: made[name] for name, path in files.items()})
    for name in forms:
        click.echo(f"Het verslag staat in {_relative(files[name])}." if name in files else made[name], nl=name in files)
    ctx.exit(2 if checked.records_lost else 1 if checked.at_least(Severity[fail_level]) else 0)


@cli.command(short_help="Maak van een plan een PDF, Word-bestand, website of verslag.")
@PLAN
@click.option("--format", "form", default="", metavar="|".join(FORMATS), help="Welke vormen, met komma's ertussen (van een heel plan pdf,docx).")
@click.option("--profile", metavar="NAAM", help="Een korte versie: publieksversie, poster, factsheet, jaarplan, monitor of een eigen profiel.")
@click.option("--year", metavar="2026-2027", help="Het schooljaar, bij een profiel dat daarover gaat.")
@READER
@SECTOR
@click.option("--output", type=click.Path(path_type=Path, readable=False), metavar="MAP", help="Waar de bestanden komen. Anders: de map uitvoer in het plan.")
@click.option("--allow-errors", is_flag=True, help="Bouw een vastgesteld plan met fouten toch, als concept.")
@click.option("--embed-source", is_flag=True, help="Neem de Markdown en de gegevens mee in de PDF.")
@click.pass_context
def build(
    ctx: click.Context, plan: Path | None, form: str, profile: str | None, year: str | None, reader: Reader | None, sector: str | None, output: Path | None,
    allow_errors: bool, embed_source: bool,
) -> None:
    """Maak van een plan een PDF, een Word-bestand, een website, of van de toets een verslag op papier.

    PLAN is de map van het plan; zonder is het dat van de map waarin u staat. Een concept krijgt een watermerk. Een
    vastgesteld plan met fouten wordt niet gebouwd. Met --profile maakt opc een korte versie, uit hetzelfde plan.
    """
    begin = time.perf_counter()
    folder = _plan(plan)
    forms = _chosen(form, FORMATS, ())
    seen_by = _reader(reader, forms, [REPORT])
    only = cast("Sector | None", sector)
    if REPORT in forms:
        report = pipeline.assess(folder, output, today=date.today(), sector=only, reader=seen_by)
        _written(report)
        forms.remove(REPORT)
        if not forms and report.files:
            ctx.exit(0)
    with _Progress() as progress:
        built = pipeline.build(
            folder, forms, output, today=date.today(), sector=only, allow_errors=allow_errors, embed_source=embed_source, profile=profile, year=year, progress=progress,
        )
    if built.checked and not built.files:
        click.echo(REPORTERS["text"](built.checked, Audience(_colour(), _width())), nl=False)
        click.echo("Er is niets gebouwd: een vastgesteld plan heeft geen fouten.\nHerstel ze, of bouw het als concept met --allow-errors." if built.checked.plan else "Er is niets gebouwd.")
        ctx.exit(1)
    _written(built)
    if built.errors:
        click.echo(f"Gebouwd als concept, met {dutch.count(built.errors, 'fout', 'fouten')}: zie opc check {_relative(folder)}")
    click.echo(f"{'Klaar' if built.checked else 'Er was niets veranderd. Klaar'} in {dutch.number(Decimal(str(time.perf_counter() - begin)), 1)} seconden.")


class _Progress:
    """How far a build is, on standard error: a bar on a terminal, else a line for each step. Nothing when it is soon done."""

    PATIENCE = 3.0
    """Seconds without a word: the usual plan takes less."""
    NAMES: Mapping[str, str] = {"toets": "getoetst", "tekst": "samengesteld", "pdf": "PDF", "docx": "Word", "html": "website", "html-single": "website in één bestand"}

    def __init__(self) -> None:
        self.last, self.at, self.length = "", 0, 0
        self.bar: ProgressBar[int] | None = None
        self.lock = Lock()
        self.timer = Timer(self.PATIENCE, self.show)

    def __enter__(self) -> _Progress:
        self.timer.daemon = True
        self.timer.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.timer.cancel()
        with self.lock:
            if self.bar:
                self.bar.render_finish()

    def __call__(self, what: str, left: int) -> None:
        """Something is done; left: how many things are not."""
        with self.lock:
            self.last, self.at = self.NAMES.get(what, what), self.at + 1
            self.length = self.at + left
            if self.bar:
                self.bar.length = self.length
                self.bar.update(self.at - self.bar.pos, self.at)
            elif self.timer.finished.is_set():
                click.echo(f"{self.at} van {self.length}: {self.last}", err=True)

    def show(self) -> None:
        """Begins the bar, on a terminal."""
        with self.lock:
            if sys.stderr.isatty():
                self.bar = click.progressbar(length=self.length or 1, label="Bouwen", file=sys.stderr, show_eta=False, item_show_func=lambda _: self.last)
                self.bar.update(self.at, self.at)


def _written(built: pipeline.Built) -> None:
    """Names the files that were made."""
    for written in built.files:
        pages = f"  ({dutch.count(written.pages, 'bladzijde', 'bladzijden')})" if written.pages else ""
        click.echo(f"{_relative(written.path)}{pages}")


@cli.command()
@PLAN
@SECTOR
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="POORT", help="Op welke poort. Anders: een die vrij is.")
@click.option("--open", "open_", is_flag=True, help="Open meteen de browser.")
def serve(plan: Path | None, sector: str | None, port: int, open_: bool) -> None:
    """Toon een plan in de browser terwijl u schrijft.

    PLAN is de map van het plan; zonder is het dat van de map waarin u staat. Bewaart u een bestand, dan ververst de
    bladzijde vanzelf, met de bevindingen naast de tekst. Alleen deze computer kan haar zien.
    """
    def started(address: str) -> None:
        click.echo(f"Het plan staat op {address}\nBewaar een bestand en de bladzijde ververst. Stoppen: Ctrl-C.")
        if open_:
            click.launch(address)

    def made(counts: Mapping[Severity, int], trouble: str, seconds: float) -> None:
        found = trouble or f"{dutch.count(counts[Severity.fout], 'fout', 'fouten')}, {dutch.count(counts[Severity.waarschuwing], 'waarschuwing', 'waarschuwingen')}"
        click.echo(f"{dutch.number(Decimal(str(seconds)), 1)} s  {found}")

    with suppress(KeyboardInterrupt):
        pipeline.serve(_plan(plan), today=date.today, sector=cast("Sector | None", sector), port=port, started=started, made=made)
        return
    click.echo("Gestopt.")


@cli.command()
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path, readable=False))
@click.option("--sector", type=click.Choice(["po", "vo", "po+vo"]), metavar="po|vo|po+vo", help="Voor welke sector het plan is.")
@click.option("--period", metavar="2026-2030", help="De eerste augustus en de laatste juli.")
@click.option("--ci", type=click.Choice(["github", "gitlab"]), multiple=True, metavar="github|gitlab", help="Schrijf ook een recept dat het plan bij elke wijziging toetst en bouwt. Mag ook bij een plan dat er al is.")
def new(folder: Path, sector: str | None, period: str | None, ci: tuple[str, ...]) -> None:
    """Begin een plan: alle hoofdstukken, met uitleg wat erin hoort.

    MAP is de map die opc maakt. Wat er al staat, blijft staan. Een plan begint met --sector en --period.
    """
    ci = tuple(dict.fromkeys(ci))
    there = bool(ci) and (folder / "plan.yaml").is_file() and not sector and not period
    for name, given in (("--sector", sector), ("--period", period)):
        if not given and not there:
            raise click.UsageError(f"{name} ontbreekt")
    made = pipeline.new(folder, sectors=cast("tuple[Sector, ...]", tuple((sector or "").split("+"))), period=period or "", recipes=ci)
    if there:
        click.echo("\n".join(f"{_relative(path)} gemaakt." for path in made))
    else:
        click.echo(f"{dutch.count(len(made), 'bestand', 'bestanden')} gemaakt in {_relative(folder)}.")
        click.echo(f"Nu:    vul {_relative(folder / 'plan.yaml')} in\nDaarna: opc check {_relative(folder)}   (wat er nog moet gebeuren)\n        opc build {_relative(folder)}   (hoe het eruitziet)")
    for path in made[-len(ci) :] if ci else ():
        click.echo(f"Vul in {_relative(path)} bij OPC_PACKAGE in waar opc vandaan komt.")


@cli.command()
@PLAN
@click.option("--date", "day", type=_Day(), metavar="DATUM", help="De eisen van deze dag (vandaag; van een vastgesteld plan de dag van vaststelling).")
@click.option("--since", type=_Day(), metavar="DATUM", help="Toon wat er sinds deze dag in de wet veranderde.")
@click.option("--sector", type=click.Choice(["po", "vo"]), metavar="po|vo", help="Alleen de eisen voor deze sector.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="text|json", help="De vorm van de lijst (text).")
def rules(plan: Path | None, day: date | None, since: date | None, sector: str | None, form: str) -> None:
    """Toon waaraan opc een plan toetst, of wat er veranderde.

    Met PLAN ziet u wat voor dat plan geldt, met de eigen kaders erbij. Met --since ziet u wat er tussen twee dagen
    nieuw, anders of vervallen is, en bij een PLAN welke paragrafen daarvan u opnieuw kunt lezen.
    """
    sectors = cast("tuple[Sector, ...]", (sector,) if sector else ("po", "vo"))
    if since is None:
        click.echo(pipeline.rules(day, sectors, _width(), today=date.today(), folder=_plan(plan) if plan else None, form=form), nl=False)
        return
    day = day or date.today()
    if since >= day:
        raise click.UsageError(f"--since ({since}) ligt niet voor {'--date' if day != date.today() else 'vandaag'} ({day})", click.get_current_context())
    click.echo(pipeline.changes(since, day, sectors, _plan(plan) if plan else None, _width(), form=form), nl=False)


@cli.command()
@click.argument("id", metavar="EIS")
@PLAN
@click.option("--date", "day", type=_Day(), metavar="DATUM", help="Zoals de eis op deze dag luidt (vandaag).")
def explain(id: str, plan: Path | None, day: date | None) -> None:
    """Leg een eis uit: wat zij vraagt, waar dat staat, en wat goed is.

    EIS is de naam van de eis, zoals terugplaatsing of huis-verwijzing; opc check noemt haar achter elke melding.
    Met PLAN zegt opc ook welke paragrafen van dat plan erover gaan; EIS mag dan een eigen kader zijn.
    """
    click.echo(pipeline.explain(id, day or date.today(), _width(), _plan(plan) if plan else None), nl=False)


@cli.command()
@click.argument("what", nargs=-1, metavar="[PLAN] [EIS]…")
@click.option("--by", metavar="NAAM", help="Leg vast dat deze persoon de antwoorden op deze eisen las.")
@click.option("--all", "everything", is_flag=True, help="Met --by: alles wat nog te beoordelen is.")
def review(what: tuple[str, ...], by: str | None, everything: bool) -> None:
    """Toon welke antwoorden op de eisen nog iemand moet beoordelen.

    Met --by legt opc vast dat u ze las, in beoordeeld.yaml in de map van het plan. Verandert later de tekst, een cijfer
    of de eis, dan staat het antwoord er weer bij.
    """
    plan, names = _plan_and_names(what)
    if by is None:
        if everything:
            raise click.UsageError("bij --all hoort --by, met de naam van wie las", click.get_current_context())
        click.echo(pipeline.review(plan, names, today=date.today(), width=_width(), named=_relative(plan).removeprefix(".")), nl=False)
        return
    by = " ".join(by.split())
    if not by or not by.isprintable():
        raise click.UsageError("achter --by hoort een naam", click.get_current_context())
    if everything == bool(names):
        raise click.UsageError("noem de eisen die u las, of --all" if not names else "noem de eisen, of --all, niet allebei", click.get_current_context())
    click.echo(pipeline.record_review(plan, names, by=by, today=date.today(), width=_width()), nl=False)


def _plan_and_names(what: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """A plan, if the first word is a folder or file, and the other words."""
    if what and Path(what[0]).exists():
        return _plan(Path(what[0])), what[1:]
    if what and ("\\" in what[0] or what[0].count("/") > 1 or (("/" in what[0]) and not what[0].endswith(("/po", "/vo")))):
        return _plan(Path(what[0])), what[1:]  # a folder that is not there: that is said
    return _plan(None), what


def _check_many(plans: Sequence[Path], wanted: pipeline.Wanted, files: Mapping[str, Path]) -> int:
    """Checks several plans, with a bar on a terminal and else a line for each: the worst of their exit codes."""
    for name in wanted.forms:
        if name not in JOINERS:
            raise click.UsageError(f"--format {name} is van één plan; kies uit {dutch.listing(JOINERS, 'of')}")
    told = []
    bar = click.progressbar(length=len(plans), label="Toetsen", file=sys.stderr) if sys.stderr.isatty() else None
    with bar or nullcontext():
        for item in pipeline.check_many(plans, wanted):
            told.append(item)
            if bar:
                bar.update(1)
            else:
                click.echo(f"{len(told)} van {len(plans)}: {item.row.plan}", err=True)
    rows = [item.row for item in told]
    for row in rows:
        if row.problem:
            _complain(f"{row.plan}: {row.problem}", "de andere plannen zijn wel getoetst")
    made = {name: JOINERS[name]([(item.row.plan, item.reports[name]) for item in told if item.reports], rows) for name in wanted.forms}
    pipeline.save({path: made[name] for name, path in files.items()})
    for name in wanted.forms:
        click.echo(f"Het verslag staat in {_relative(files[name])}." if name in files else made[name], nl=name in files)
    return max(item.code for item in told)


def _overview() -> str:
    """What opc found here, and what to do next."""
    plans = pipeline.find_plans(Path.cwd())
    if not plans:
        return "Hier staat geen plan.\n\nBegin er een:    opc new MAP --sector po+vo --period 2026-2030\nAlle opdrachten:  opc --help"
    if len(plans) > 1:
        return "Hier staan deze plannen:\n" + "\n".join(f"  {_relative(plan)}" for plan in plans) + f"\n\nToets er een:     opc check {_relative(plans[-1])}\nBouw er een:      opc build {_relative(plans[-1])}\nAlle opdrachten:  opc --help"
    checked = pipeline.check(plans[0], today=date.today(), day=None, sector=None)
    counts = checked.counts
    said = f"{dutch.count(counts[Severity.fout], 'fout', 'fouten')} en {dutch.count(counts[Severity.waarschuwing], 'waarschuwing', 'waarschuwingen')}"
    title = f"{checked.plan.file.title}, {checked.plan.file.period} ({checked.plan.file.status}), in {_relative(plans[0])}" if checked.plan else _relative(plans[0])
    following = "Lees ze:          opc check" if counts[Severity.fout] else "Bekijk ze:        opc check"
    return f"Hier staat een plan: {title}.\nDe toets geeft {said}.\n\n{following}\nMaak PDF en Word: opc build\nAlle opdrachten:  opc --help"


def _plans(given: Path) -> tuple[Path, ...]:
    """The plans in a folder that the user names: none when it is, or is not, a plan itself."""
    if not given.is_dir() or (given / "plan.yaml").is_file():
        return ()
    return tuple(plan for plan in pipeline.find_plans(given) if plan.is_relative_to(given.resolve()))


def _plan(given: Path | None) -> Path:
    """The folder of the plan that the user means."""
    if given and (given / "plan.yaml").is_file():
        return given
    if given and given.name == "plan.yaml" and given.is_file():
        return given.parent
    if given and not given.is_dir():
        raise OpcError(f"de map {given} is er niet", "geef de map van een plan, zoals plans/noorderwaard/2026-2030")
    start = given or Path.cwd()
    plans = pipeline.find_plans(start) if given is None else tuple(plan for plan in pipeline.find_plans(start) if plan.is_relative_to(start.resolve()))
    if not plans:
        raise OpcError(f"in {given or 'deze map'} staat geen plan: er is geen plan.yaml", "geef de map van een plan, of begin er een: opc new MAP --sector po+vo --period 2026-2030")
    if len(plans) > 1:
        raise OpcError("hier staan meer plannen; zeg welk u bedoelt", "\n".join(_relative(plan) for plan in plans))
    return plans[0]


def _chosen(text: str, known: Collection[str], usual: Sequence[str]) -> list[str]:
    """The names that were given with commas between them, each once; without one the usual ones."""
    chosen = list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for name in chosen:
        if name not in known:
            meant = dutch.meant(name, known)
            raise click.BadParameter(f'opc kan geen "{name}" maken; ' + (f"bedoelt u {meant}?" if meant else f"kies uit {dutch.listing(known)}"))
    return chosen or list(usual)


def _report_files(forms: list[str], output: Path | None) -> dict[str, Path]:
    """Where each report goes that does not go to the screen: one to a file, more to a folder under names of their own."""
    if len(forms) == 1:
        return {} if output is None else {forms[0]: output / REPORTERS[forms[0]].file if output.is_dir() else output}
    apart = [name for name in forms if not REPORTERS[name].aloud] or (forms if output else [])
    if apart and output is None:
        raise click.UsageError(f"zeg met --output MAP waar {dutch.listing(apart)} {'komt' if len(apart) == 1 else 'komen'}")
    return {name: output / REPORTERS[name].file for name in apart} if output else {}


def _reader(reader: Reader | None, forms: list[str], fit: list[str]) -> Reader | None:
    """The kind of reader, when one of the forms is made for readers."""
    if reader and not set(forms) & set(fit):
        raise click.UsageError(f"--for hoort bij --format {dutch.listing(fit, 'of')}")
    return reader


def _relative(path: Path) -> str:
    """A path as the user would type it."""
    relative = os.path.relpath(path)
    return relative if not relative.startswith("..") or relative == ".." else str(path.resolve())


def _colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _width() -> int:
    return min(100, max(40, int(os.environ.get("COLUMNS", 0)) or (os.get_terminal_size().columns if sys.stdout.isatty() else 80)))


def _usage(error: click.UsageError) -> str:
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
        _complain(error.message, error.hint)
        return 2
    except click.UsageError as error:
        _complain(_usage(error), f"uitleg: {error.ctx.command_path if error.ctx else 'opc'} --help")
        return 2
    except (KeyboardInterrupt, click.Abort) as stopped:
        _complain("afgebroken", "de bestanden die er al stonden, staan er nog")
        return stopped.args[0] if stopped.args and isinstance(stopped.args[0], int) else 130
    except BrokenPipeError:
        _still()
        return 0
    except SystemExit:
        raise
    except OSError as error:
        _still()
        _complain(f"{error.filename or 'schrijven'}: {reason(error)}", "maak ruimte op de schijf" if is_full(error) else "controleer of het er nog is, en of u erbij mag")
        return 2
    except BaseException as error:  # when Typst breaks down, that is no Exception
        import traceback

        if "OPC_DEBUG" in os.environ:
            traceback.print_exc()
        place = traceback.extract_tb(error.__traceback__)[-1]
        _complain(
            f"er is iets mis in opc zelf: {type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})",
            "dit ligt niet aan uw plan; meld het, met deze regel en het bestand waaraan u werkte",
        )
        return 3


def _stop(number: int, frame: object) -> None:  # noqa: ARG001 - what a signal hands over
    """What else ends a command does it as Ctrl-C does, with an exit code of its own."""
    raise KeyboardInterrupt(128 + number)


def _still() -> None:
    """Nothing more can be said on standard output, not even at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str, hint: str) -> None:
    click.echo(f"opc: {message}", err=True)
    for line in hint.splitlines():
        click.echo(f"   = {line}", err=True)
