"""How fast opc is, next to what it cannot do without: `bench.py [--runs 5] [--pages sample,60,600] [--markdown]`.

`opc check` is measured against a process that only imports the libraries it stands on: the first time, when it reads all and keeps
it, and as a writer runs it, after a change in one chapter. `opc build` is measured against the raw chain of `raw_chain.py` on the
same composed text, with nothing kept but where that is said. Every measurement is a fresh process; what is compared runs in turn,
so that a slow minute of the machine is a slow minute for both; a ratio is the median of the ratios of the rounds.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from opc import pipeline
from opc.cache import NOTHING
from opc.compose import compose
from opc.model.document import Document
from opc.read.plan import root_of
from opc.write.drawing import drawn
from opc.write.pandoc import executable

HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "plans" / "noorderwaard" / "2026-2030"
OPC = str(Path(sys.executable).parent / "opc")
IMPORT = [sys.executable, "-c", "import click, yaml, markdown_it\nfrom pydantic import BaseModel"]
MANY, MANY_GOAL = 150, 20.0
"""How many plans at once, and in how many seconds on two processors."""
CHAPTERS = {"60": 10, "600": 100}
ALL = "pdf,docx,html,html-single"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan to measure with: its folder, its composed text laid out for the raw chain, and where opc may write."""

    name: str
    folder: Path
    raw: Path
    output: Path


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. goal: the highest ratio that is good enough; 0 where none was set."""

    plan: str
    what: str
    opc: str
    floor: str
    ratio: float
    goal: float

    @property
    def cells(self) -> tuple[str, ...]:
        """What is printed: numbers the Dutch way, and whether the goal was reached."""
        verdict = "" if not self.goal else "gehaald" if self.ratio <= self.goal else "GEMIST"
        return (self.plan, self.what, self.opc, self.floor, _number(self.ratio, 2), _number(self.goal, 2) if self.goal else "", verdict)


HEADER = ("plan", "opdracht", "opc", "vloer", "maal", "doel", "")
GOALS = {
    ("check met taal", "sample"): 3.0, ("check", "sample"): 3.0, ("check", "60"): 2.0, ("check", "600"): 5.0, ("pdf", "sample"): 1.25, ("pdf", "60"): 1.25, ("pdf", "600"): 1.1,
    ("pdf,docx", "sample"): 1.5, ("pdf,docx", "60"): 1.5, ("pdf,docx", "600"): 1.5, (ALL, "sample"): 2.0, (ALL, "60"): 2.0,
    ("hoofdstuk", "sample"): 0.85, ("hoofdstuk", "60"): 0.85, ("serve", "sample"): 0.35, ("serve", "60"): 0.35,
}
UNCHANGED = 0.35
"""Seconds in which opc sees that there is nothing to build."""
REFRESHED, SERVING = 1.0, 500.0
"""Seconds from saving a chapter to the new page, and MB that `opc serve` may have after EDITS of them."""
EDITS = 100
MEMORY_GOALS = {"pdf": 1.3}


def main() -> None:
    """Makes the plans, measures, prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="rounds; a build of 600 pages gets about half of them")
    parser.add_argument("--pages", default="sample,60,600")
    parser.add_argument("--markdown", action="store_true", help="print the table for README.md")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="opc-bench-") as name:
        plans = [_plan(Path(name), wanted) for wanted in arguments.pages.split(",")]
        rows = [row for plan in plans for row in _measured(plan, arguments.runs)]
        rows += _language(Path(name), arguments.runs)
        rows += _many(Path(name))
    print(_markdown(rows) if arguments.markdown else _text(rows))


def _plan(folder: Path, name: str) -> Plan:
    """The sample plan or a generated one, with its composed text beside it."""
    plan = SAMPLE
    if name in CHAPTERS:
        plan = folder / "meetregio" / name
        subprocess.run([sys.executable, HERE / "generate.py", plan, "--chapters", str(CHAPTERS[name])], check=True)
    made = Plan(name, plan, folder / "raw" / name, folder / "uitvoer" / name)
    with drawn(_document(plan), NOTHING) as whole:
        _lay_out(whole, made.raw)
    return made


def _document(folder: Path) -> Document:
    checked = pipeline.check(folder, today=date.today(), day=None, sector=None)
    assert checked.plan
    return compose(checked.plan, checked.requirements, root=root_of(folder), status=checked.plan.file.status, law=checked.day)


def _lay_out(document: Document, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "plan.md").write_text(document.markdown, encoding="utf-8")
    for name, path in document.assets.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / name)


def _measured(plan: Plan, runs: int) -> Iterator[Row]:
    raw = [sys.executable, str(HERE / "raw_chain.py"), str(plan.raw)]
    build = [OPC, "build", str(plan.folder), "--output", str(plan.output), "--format"]
    rounds = max(3, runs // 2) if plan.name == "600" else runs
    _say(f"{plan.name}: check")
    yield from _checks(plan, 3 * runs)
    _say(f"{plan.name}: build")
    pdf, both, every, floor = _times([[*build, "pdf"], [*build, "pdf,docx"], [*build, ALL], raw], rounds)
    for name, label, times in (("pdf", "build pdf", pdf), ("pdf,docx", "build pdf,docx", both), (ALL, "build alle vormen", every)):
        yield Row(plan.name, label, _seconds(times), _seconds(floor), _ratio(times, floor), GOALS.get((name, plan.name), 0))
    _say(f"{plan.name}: build again")
    yield from _again(plan, rounds)
    _say(f"{plan.name}: memory")
    floor = [_peak(raw) for _ in range(2)]
    for name in ("pdf", "pdf,docx"):
        peak = [_peak([*build, name]) for _ in range(2)]
        yield Row(plan.name, f"geheugen {name}", f"{median(peak):.0f} MB", f"{median(floor):.0f} MB", median(peak) / median(floor), MEMORY_GOALS.get(name, 0))
    peak = _peaks_again(plan)
    yield Row(plan.name, "geheugen pdf na één hoofdstuk", f"{median(peak):.0f} MB", f"{median(floor):.0f} MB", median(peak) / median(floor), 0)


def _checks(plan: Plan, rounds: int) -> Iterator[Row]:
    """A check for which nothing was kept, that keeps what it reads, and one after a change in one chapter, next to the import."""
    folder, chapter = _copy(plan, "toets")
    yield from _check(plan.name, "check", folder, chapter, rounds)


def _check(name: str, what: str, folder: Path, chapter: Path, rounds: int) -> Iterator[Row]:
    """The two rows of a check; the goal is for the second, the one that a writer waits for. It may find something."""
    text = chapter.read_text(encoding="utf-8")
    check = [OPC, "check", str(folder)]
    kept = str(folder.parent / "bewaard")
    times = []
    for at in range(rounds + 1):
        chapter.write_text(f"{text}\nDit is versie {at} van dit hoofdstuk.\n", encoding="utf-8")
        times.append([_time(check, str(folder.parent / f"leeg-{at}"), (0, 1)), _time(check, kept, (0, 1)), _time(IMPORT)])
    first, changed, floor = zip(*times[1:], strict=True)
    yield Row(name, f"{what}, eerste keer", _seconds(first), _seconds(floor), _ratio(first, floor), 0)
    yield Row(name, f"{what} na één hoofdstuk", _seconds(changed), _seconds(floor), _ratio(changed, floor), GOALS.get((what, name), 0))


def _copy(plan: Plan, name: str) -> tuple[Path, Path]:
    """A copy of a plan that may be changed, and its last chapter."""
    folder = plan.output.parent / f"{name}-{plan.name}" / "plan"
    shutil.copytree(plan.folder, folder, ignore=shutil.ignore_patterns("uitvoer"))
    return folder, sorted((folder / "hoofdstukken").glob("*.md"))[-1]


def _again(plan: Plan, rounds: int) -> Iterator[Row]:
    """A PDF after a change in one chapter, and after none, next to one for which nothing was kept."""
    folder, chapter = _copy(plan, "opnieuw")
    text = chapter.read_text(encoding="utf-8")
    build = [OPC, "build", str(folder), "--output", str(plan.output), "--format", "pdf"]
    kept = str(folder.parent / "bewaard")
    cold: list[float] = []
    changed: list[float] = []
    unchanged: list[float] = []
    for at in range(rounds + 1):
        chapter.write_text(f"{text}\nDit is versie {at} van dit hoofdstuk.\n", encoding="utf-8")
        for found, cache in ((cold, ""), (changed, kept), (unchanged, kept)):
            found.append(_time(build, cache))
    cold, changed, unchanged = cold[1:], changed[1:], unchanged[1:]
    yield Row(plan.name, "pdf na één hoofdstuk", _seconds(changed), _seconds(cold), _ratio(changed, cold), GOALS.get(("hoofdstuk", plan.name), 0))
    if plan.name != "600":
        yield from _live(plan, folder, chapter, median(cold))
    yield Row(plan.name, "pdf na niets", _seconds(unchanged), f"{_number(UNCHANGED, 2)} s", median(unchanged) / UNCHANGED, 1.0)


def _peaks_again(plan: Plan) -> list[float]:
    """The most memory of a PDF after a change in one chapter, as a writer builds it: what is in the other chapters is kept."""
    folder, chapter = _copy(plan, "geheugen")
    text = chapter.read_text(encoding="utf-8")
    build = [OPC, "build", str(folder), "--output", str(plan.output), "--format", "pdf"]
    kept = str(folder.parent / "bewaard")
    _time(build, kept)
    peaks = []
    for at in range(2):
        chapter.write_text(f"{text}\nDit is versie {at} van dit hoofdstuk.\n", encoding="utf-8")
        peaks.append(_peak(build, kept))
    return peaks


def _live(plan: Plan, folder: Path, chapter: Path, cold: float) -> Iterator[Row]:
    """`opc serve`: from saving a chapter to the page with the new words, and its memory after many of them. cold: seconds of a PDF."""
    text = chapter.read_text(encoding="utf-8")
    process = subprocess.Popen([OPC, "serve", str(folder)], stdout=subprocess.PIPE, text=True, env={**os.environ, "OPC_CACHE": str(folder.parent / "bewaard"), "PYTHONUNBUFFERED": "1"})
    assert process.stdout
    try:
        address = next(line for line in process.stdout if "http://" in line).split()[-1]
        process.stdout.readline()
        times = []
        for at in range(EDITS):
            begin = time.perf_counter()
            chapter.write_text(f"{text}\nDit is versie {at} van de bladzijde.\n", encoding="utf-8")
            process.stdout.readline()
            with urlopen(address) as page:
                page.read()
            times.append(time.perf_counter() - begin)
        memory = _resident(process.pid) / 1e6
    finally:
        process.terminate()
        process.wait()
    yield Row(plan.name, "serve, naast een pdf", _seconds(times), f"{_number(cold, 2)} s", median(times) / cold, GOALS.get(("serve", plan.name), 0))
    yield Row(plan.name, "serve, naast de grens", _seconds(times), f"{_number(REFRESHED, 2)} s", median(times) / REFRESHED, 1.0)
    yield Row(plan.name, f"serve na {EDITS} keer bewaren", f"{memory:.0f} MB", f"{SERVING:.0f} MB", memory / SERVING, 1.0)


def _language(folder: Path, runs: int) -> Iterator[Row]:
    """The sample with remarks about language, and an unanswered requirement of which the place is sought."""
    plan = folder / "taal" / "2026-2030"
    shutil.copytree(SAMPLE, plan, ignore=shutil.ignore_patterns("uitvoer"))
    replace(plan / "plan.yaml", "\nstatus:", "\ntaal: beleid\nstatus:")
    replace(plan / "hoofdstukken" / "09-samen.md", 'informatie: "#ouders"', "")
    _say("sample: check with language")
    yield from _check("sample", "check met taal", plan, plan / "hoofdstukken" / "12-kwaliteit.md", 3 * runs)


def _many(folder: Path) -> Iterator[Row]:
    """Many plans at once, each of about 60 pages, against the 20 seconds that are set for it."""
    root = folder / "veel"
    subprocess.run([sys.executable, HERE / "generate.py", root / "1"], check=True)
    for number in range(2, MANY + 1):
        shutil.copytree(root / "1", root / str(number))
    _say(f"{MANY} plans: check")
    (times,) = _times([[OPC, "check", str(root), "--format", "json"]], 1)
    yield Row(f"{MANY}x60", "check", _seconds(times), _seconds([MANY_GOAL]), median(times) / MANY_GOAL, 1.0)


def replace(path: Path, old: str, new: str) -> None:
    """Changes one place in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def _times(commands: Sequence[Sequence[str]], rounds: int) -> list[list[float]]:
    """The wall times of each command; the first round only warms the disk's cache."""
    times: list[list[float]] = [[] for _ in commands]
    for at in range(rounds + 1):
        for command, found in zip(commands, times, strict=True):
            took = _time(command)
            if at:
                found.append(took)
    return times


def _time(command: Sequence[str], cache: str = "", fine: Sequence[int] = (0,)) -> float:
    """The wall time of a command. cache: the folder for what opc keeps; none when empty. fine: the exit codes that it may have."""
    begin = time.perf_counter()
    _finished(_started(command, cache), fine)
    return time.perf_counter() - begin


def _peak(command: Sequence[str], cache: str = "") -> float:
    """The most memory in MB that a process and its children held at one moment. cache: the folder for what opc keeps."""
    process = _started(command, cache)
    most = [0.0]
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.01):
            most[0] = max(most[0], _resident(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        _finished(process)
    finally:
        ended.set()
        watcher.join()
    return most[0] / 1e6


def _resident(pid: int) -> float:
    """Bytes in memory of a process and its descendants, now."""
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()
        children = [int(child) for tasks in Path(f"/proc/{pid}/task").iterdir() for child in (tasks / "children").read_text().split()]
    except OSError:  # it ended, or this is not Linux
        return 0
    return own + sum(map(_resident, children))


def _started(command: Sequence[str], cache: str = "") -> subprocess.Popen[bytes]:
    """A process as a user's: with compiled modules kept. cache: the folder for what opc keeps; none when empty."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"OPC_CACHE": cache}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)


def _finished(process: subprocess.Popen[bytes], fine: Sequence[int] = (0,)) -> None:
    """Waits for a process; its exit code must be one of these."""
    _, said = process.communicate()
    if process.returncode not in fine:
        sys.exit(f"{process.args!r} ended with {process.returncode}:\n{said.decode(errors='replace')}")


def _ratio(times: Sequence[float], floor: Sequence[float]) -> float:
    return median(one / other for one, other in zip(times, floor, strict=True))


def _text(rows: Sequence[Row]) -> str:
    """The table for a terminal."""
    cells = [HEADER, *(row.cells for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(HEADER))]
    lines = ["  ".join(text.ljust(width) if at < 2 or at == 6 else text.rjust(width) for at, (text, width) in enumerate(zip(row, widths, strict=True))).rstrip() for row in cells]
    return "\n".join([_machine(), "", lines[0], "-" * max(map(len, lines)), *lines[1:]])


def _markdown(rows: Sequence[Row]) -> str:
    """The table for README.md."""
    lines = ["| plan | opdracht | opc | vloer | maal | doel | |", "|:--|:--|--:|--:|--:|--:|:--|", *("| " + " | ".join(row.cells) + " |" for row in rows)]
    return "\n".join([*lines, "", _machine()])


def _machine() -> str:
    pandoc = subprocess.run([executable(), "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (f"Gemeten op {date.today().isoformat()}: {os.cpu_count()} kernen, {memory:.0f} GB, {platform.system()}; "
            f"Python {platform.python_version()},\nPandoc {pandoc}, typst {version('typst')}, pydantic {version('pydantic')}, opc {version('opc')}.")


def _seconds(times: Sequence[float]) -> str:
    return f"{_number(median(times), 2)} s"


def _number(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


def _say(what: str) -> None:
    print(what, file=sys.stderr)


if __name__ == "__main__":
    main()
