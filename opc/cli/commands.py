"""Every command: what the user types, what is shown, the exit code. The only place that knows today's date.

Exit codes: 0 nothing at or above --fail-level; 1 findings; 2 the work could not be done; 3 a bug in opc.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

import click

from opc import dutch, pipeline
from opc.cli.place import plan_and_names, plan_meant, plans_below, relative
from opc.cli.progress import Progress
from opc.cli.screen import colour, complain, width
from opc.cli.wishes import chosen, reader_for, report_files
from opc.cli.words import Day, For, Group
from opc.finding import Severity
from opc.model.audience import Audience, Reader
from opc.model.record import Sector
from opc.report import REPORTERS

FORMATS = ("pdf", "docx", "html", "html-single", "drukwerk", "toetsverslag", "csv", "ics")


REPORT = "toetsverslag"


PLAN = click.argument("plan", required=False, type=click.Path(path_type=Path, readable=False), metavar="[PLAN]")


READER = click.option("--for", "reader", type=For(), metavar="opr|gemeente[:NAAM]|toezicht", help="Voor één soort lezer: wat die nodig heeft, en waar het staat. Of voor één gemeente: gemeente:Zandhaven.")


SECTOR = click.option("--sector", type=click.Choice(["po", "vo"]), metavar="po|vo", help="Alleen deze sector van een gezamenlijk plan.")


@click.group(cls=Group, invoke_without_command=True, subcommand_metavar="[OPDRACHT]", context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 80})
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
@click.option("--date", "day", type=Day(), metavar="DATUM", help="Toets aan de wet van deze dag. Anders: de dag van vaststelling, of vandaag.")
@click.option("--fail-level", type=click.Choice([severity.name for severity in reversed(Severity)]), default="fout", metavar="fout|waarschuwing|opmerking", help="Vanaf welke ernst opc eindigt met code 1 (fout).")
@click.option("--output", type=click.Path(path_type=Path, readable=False), metavar="BESTAND|MAP", help="Schrijf het verslag naar een bestand; van meer verslagen naar een map.")
@click.pass_context
def check(ctx: click.Context, plan: Path | None, form: str, reader: Reader | None, sector: str | None, day: date | None, fail_level: str, output: Path | None) -> None:
    """Toets een plan aan de wet en aan zichzelf.

    PLAN is de map van het plan; zonder is het dat van de map waarin u staat. opc leest het hele plan en noemt alles
    wat er mis is in één keer, met bestand en regel. Staan er in de map die u noemt meer plannen, dan toetst opc ze
    allemaal, en komt onderaan een tabel.

    Met meer vormen tegelijk is --output een map. Daarin komen toets.json, toets.sarif, toets-junit.xml,
    gl-code-quality-report.json, toets.html en toets.md; text en github komen op het scherm. Van meer plannen is
    toets.html de lijst, met ernaast in toets-per-plan de bladzijde van elk plan.
    """
    forms = chosen(form, REPORTERS, ["text"])
    files = report_files(forms, output)
    seen_by = reader_for(reader, forms, [name for name in REPORTERS if REPORTERS[name].readers])
    if plan and len(plans := plans_below(plan)) > 1:
        wanted = pipeline.Wanted(tuple(forms), date.today(), day, cast("Sector | None", sector), seen_by, Severity[fail_level], width())
        ctx.exit(_check_many(plans, wanted, files))
    checked = pipeline.check(plan_meant(plan), today=date.today(), day=day, sector=cast("Sector | None", sector))
    audience = pipeline.audience(checked, forms, reader=seen_by, colour=colour(), width=width())
    made = {name: REPORTERS[name](checked, audience if name not in files else audience._replace(colour=False)) for name in forms}
    pipeline.save({path: made[name] for name, path in files.items()})
    for name in forms:
        click.echo(f"Het verslag staat in {relative(files[name])}." if name in files else made[name], nl=name in files)
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
    folder = plan_meant(plan)
    forms = chosen(form, FORMATS, ())
    seen_by = reader_for(reader, forms, [REPORT])
    only = cast("Sector | None", sector)
    if REPORT in forms:
        report = pipeline.assess(folder, output, today=date.today(), sector=only, reader=seen_by)
        _written(report)
        forms.remove(REPORT)
        if not forms and report.files:
            ctx.exit(0)
    with Progress() as progress:
        built = pipeline.build(
            folder, forms, output, today=date.today(), sector=only, allow_errors=allow_errors, embed_source=embed_source, profile=profile, year=year, progress=progress,
        )
    if built.checked and not built.files:
        click.echo(REPORTERS["text"](built.checked, Audience(colour(), width())), nl=False)
        click.echo("Er is niets gebouwd: een vastgesteld plan heeft geen fouten.\nHerstel ze, of bouw het als concept met --allow-errors." if built.checked.plan else "Er is niets gebouwd.")
        ctx.exit(1)
    _written(built)
    if built.errors:
        click.echo(f"Gebouwd als concept, met {dutch.count(built.errors, 'fout', 'fouten')}: zie opc check {relative(folder)}")
    click.echo(f"{'Klaar' if built.checked else 'Er was niets veranderd. Klaar'} in {dutch.number(Decimal(str(time.perf_counter() - begin)), 1)} seconden.")


def _written(built: pipeline.Built) -> None:
    """Names the files that were made."""
    for written in built.files:
        pages = f"  ({dutch.count(written.pages, 'bladzijde', 'bladzijden')})" if written.pages else ""
        click.echo(f"{relative(written.path)}{pages}")


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
        pipeline.serve(plan_meant(plan), today=date.today, sector=cast("Sector | None", sector), port=port, started=started, made=made)
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
        click.echo("\n".join(f"{relative(path)} gemaakt." for path in made))
    else:
        click.echo(f"{dutch.count(len(made), 'bestand', 'bestanden')} gemaakt in {relative(folder)}.")
        click.echo(f"Nu:    vul {relative(folder / 'plan.yaml')} in\nDaarna: opc check {relative(folder)}   (wat er nog moet gebeuren)\n        opc build {relative(folder)}   (hoe het eruitziet)")
    for path in made[-len(ci) :] if ci else ():
        click.echo(f"Vul in {relative(path)} bij OPC_PACKAGE in waar opc vandaan komt.")


@cli.command()
@PLAN
@click.option("--date", "day", type=Day(), metavar="DATUM", help="De eisen van deze dag (vandaag; van een vastgesteld plan de dag van vaststelling).")
@click.option("--since", type=Day(), metavar="DATUM", help="Toon wat er sinds deze dag in de wet veranderde.")
@click.option("--sector", type=click.Choice(["po", "vo"]), metavar="po|vo", help="Alleen de eisen voor deze sector.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="text|json", help="De vorm van de lijst (text).")
def rules(plan: Path | None, day: date | None, since: date | None, sector: str | None, form: str) -> None:
    """Toon waaraan opc een plan toetst, of wat er veranderde.

    Met PLAN ziet u wat voor dat plan geldt, met de eigen kaders erbij. Met --since ziet u wat er tussen twee dagen
    nieuw, anders of vervallen is, en bij een PLAN welke paragrafen daarvan u opnieuw kunt lezen.
    """
    sectors = cast("tuple[Sector, ...]", (sector,) if sector else ("po", "vo"))
    if since is None:
        click.echo(pipeline.rules(day, sectors, width(), today=date.today(), folder=plan_meant(plan) if plan else None, form=form), nl=False)
        return
    day = day or date.today()
    if since >= day:
        raise click.UsageError(f"--since ({since}) ligt niet voor {'--date' if day != date.today() else 'vandaag'} ({day})", click.get_current_context())
    click.echo(pipeline.changes(since, day, sectors, plan_meant(plan) if plan else None, width(), form=form), nl=False)


@cli.command()
@click.argument("id", metavar="EIS")
@PLAN
@click.option("--date", "day", type=Day(), metavar="DATUM", help="Zoals de eis op deze dag luidt (vandaag).")
def explain(id: str, plan: Path | None, day: date | None) -> None:
    """Leg een eis uit: wat zij vraagt, waar dat staat, en wat goed is.

    EIS is de naam van de eis, zoals terugplaatsing of huis-verwijzing; opc check noemt haar achter elke melding.
    Met PLAN zegt opc ook welke paragrafen van dat plan erover gaan; EIS mag dan een eigen kader zijn.
    """
    click.echo(pipeline.explain(id, day or date.today(), width(), plan_meant(plan) if plan else None), nl=False)


@cli.command()
@click.argument("what", nargs=-1, metavar="[PLAN] [EIS]…")
@click.option("--by", metavar="NAAM", help="Leg vast dat deze persoon de antwoorden op deze eisen las.")
@click.option("--all", "everything", is_flag=True, help="Met --by: alles wat nog te beoordelen is.")
def review(what: tuple[str, ...], by: str | None, everything: bool) -> None:
    """Toon welke antwoorden op de eisen nog iemand moet beoordelen.

    Met --by legt opc vast dat u ze las, in beoordeeld.yaml in de map van het plan. Verandert later de tekst, een cijfer
    of de eis, dan staat het antwoord er weer bij.
    """
    plan, names = plan_and_names(what)
    if by is None:
        if everything:
            raise click.UsageError("bij --all hoort --by, met de naam van wie las", click.get_current_context())
        click.echo(pipeline.review(plan, names, today=date.today(), width=width(), named=relative(plan).removeprefix(".")), nl=False)
        return
    by = " ".join(by.split())
    if not by or not by.isprintable():
        raise click.UsageError("achter --by hoort een naam", click.get_current_context())
    if everything == bool(names):
        raise click.UsageError("noem de eisen die u las, of --all" if not names else "noem de eisen, of --all, niet allebei", click.get_current_context())
    click.echo(pipeline.record_review(plan, names, by=by, today=date.today(), width=width()), nl=False)


def _check_many(plans: Sequence[Path], wanted: pipeline.Wanted, files: Mapping[str, Path]) -> int:
    """Checks several plans, with a bar on a terminal and else a line for each: the worst of their exit codes."""
    from opc.report.many import JOINERS, PAGES, pages  # one plan does without

    if "html" in wanted.forms and "html" not in files:
        raise click.UsageError("zeg met --output BESTAND waar de bladzijden komen: één met alle plannen, en ernaast een map met een bladzijde per plan")
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
            complain(f"{row.plan}: {row.problem}", "de andere plannen zijn wel getoetst")
    made = {name: JOINERS[name]([(item.row.plan, item.reports[name]) for item in told if item.reports], rows) for name in wanted.forms}
    apart = pages([(item.row.plan, item.reports["html"]) for item in told if item.reports]) if "html" in files else {}
    pipeline.save({path: made[name] for name, path in files.items()} | {files["html"].parent / PAGES / name: page for name, page in apart.items()})
    for name in wanted.forms:
        click.echo(f"Het verslag staat in {relative(files[name])}." if name in files else made[name], nl=name in files)
    return max(item.code for item in told)


def _overview() -> str:
    """What opc found here, and what to do next."""
    plans = pipeline.find_plans(Path.cwd())
    if not plans:
        return "Hier staat geen plan.\n\nBegin er een:    opc new MAP --sector po+vo --period 2026-2030\nAlle opdrachten:  opc --help"
    if len(plans) > 1:
        return "Hier staan deze plannen:\n" + "\n".join(f"  {relative(plan)}" for plan in plans) + f"\n\nToets er een:     opc check {relative(plans[-1])}\nBouw er een:      opc build {relative(plans[-1])}\nAlle opdrachten:  opc --help"
    checked = pipeline.check(plans[0], today=date.today(), day=None, sector=None)
    counts = checked.counts
    said = f"{dutch.count(counts[Severity.fout], 'fout', 'fouten')} en {dutch.count(counts[Severity.waarschuwing], 'waarschuwing', 'waarschuwingen')}"
    where = f", in {folder}" if not (folder := relative(plans[0])).startswith(".") else ""
    title = f"{checked.plan.file.title}, {checked.plan.file.period} ({checked.plan.file.status}){where}" if checked.plan else folder
    following = "Lees ze:          opc check" if counts[Severity.fout] else "Bekijk ze:        opc check"
    return f"Hier staat een plan: {title}.\nDe toets geeft {said}.\n\n{following}\nMaak PDF en Word: opc build\nAlle opdrachten:  opc --help"
