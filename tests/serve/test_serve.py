"""opc serve: new pages after every change, whatever was saved, and for nobody else."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

import pytest
from conftest import BASE, TODAY, copy_plan

from opc import pipeline
from opc.error import OpcError
from opc.serve.server import Server
from opc.serve.watch import state

WAIT = 60
"""Seconds in which anything happens, however busy the machine is."""


@dataclass
class Serving:
    """A running server: the plan, its address, and what it told of each preview."""

    plan: Path
    port: int
    told: Queue[tuple[int, str]] = field(default_factory=Queue)

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)) as connection:
            connection.request("GET", path, headers=headers)
            with connection.getresponse() as response:
                return response.status, response.read().decode()

    def said(self, page: str = "/") -> dict[str, object]:
        found = re.search(r"window\.opcVoorbeeld = (\{.*?\});</script>", self.get(page)[1])
        assert found
        return dict(json.loads(found[1]))

    def save(self, name: str, text: str) -> tuple[int, str]:
        """Saves a file; what was told of the preview after it: the number of errors, and the trouble."""
        (self.plan / name).write_text(text, encoding="utf-8")
        return self.told.get(timeout=WAIT)


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    plan = copy_plan(BASE, tmp_path_factory.mktemp("serve") / "plan")
    address: Queue[str] = Queue()
    told: Queue[tuple[int, str]] = Queue()
    options = {"today": lambda: TODAY, "sector": None, "port": 0, "started": address.put, "made": lambda counts, trouble, _: told.put((max(counts.values(), default=0), trouble))}
    threading.Thread(target=pipeline.serve, args=(plan,), kwargs=options, daemon=True).start()
    told.get(timeout=WAIT)
    yield Serving(plan, int(address.get(timeout=WAIT).rstrip("/").rpartition(":")[2]), told)


def test_the_first_page_is_the_plan(serving: Serving) -> None:
    status, page = serving.get("/")
    assert status == 200
    assert "Samen sterk in de Duinstreek" in page
    assert serving.get("/stijl.css")[0] == 200
    assert serving.get("/_opc/voorbeeld.js")[0] == 200


def test_what_is_saved_is_shown_with_its_findings(serving: Serving) -> None:
    chapter = sorted((serving.plan / "hoofdstukken").glob("*.md"))[-1]
    text = chapter.read_text(encoding="utf-8")
    before = serving.said()["versie"]
    serving.save(f"hoofdstukken/{chapter.name}", f'{text}\nEen heel nieuwe zin, zie [](#nergens) </script>.\n')
    said = serving.said()
    assert said["versie"] != before
    (finding,) = [item for item in said["bevindingen"] if item["eis"] == "huis-verwijzing"]  # type: ignore[attr-defined]
    assert finding["ernst"] == "fout"
    assert "Een heel nieuwe zin" in finding["regel"]
    assert "Een heel nieuwe zin" in serving.get(f"/{finding['bladzijde']}")[1]
    serving.save(f"hoofdstukken/{chapter.name}", text)


def test_a_browser_hears_of_new_pages(serving: Serving) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", serving.port, timeout=WAIT)) as connection:
        connection.request("GET", "/_opc/nieuw")
        with connection.getresponse() as stream:
            first = stream.readline()
            stream.readline()
            terms = serving.plan / "begrippen.yaml"
            serving.save("begrippen.yaml", terms.read_text(encoding="utf-8") + "\n# einde\n")
            assert int(stream.readline().split()[1]) == int(first.split()[1]) + 1


@pytest.mark.parametrize("broken", ["", "titel: [", "\x00\x01", "titel: x\ntitel: y\n", "a: &a [*a]\n", "é" * 1000])
def test_it_survives_a_plan_that_cannot_be_read(serving: Serving, broken: str) -> None:
    text = (serving.plan / "plan.yaml").read_text(encoding="utf-8")
    _, trouble = serving.save("plan.yaml", broken)
    assert "plan.yaml is niet te lezen" in trouble
    assert "Samen sterk in de Duinstreek" in serving.get("/")[1], "the last plan that could be read still stands"
    assert serving.said()["storing"] == trouble
    assert serving.save("plan.yaml", text)[1] == ""


def test_it_survives_the_loss_of_a_folder(serving: Serving) -> None:
    (serving.plan / "hoofdstukken").rename(serving.plan / "weg")
    errors, trouble = serving.told.get(timeout=WAIT)
    assert errors
    assert trouble == ""
    (serving.plan / "weg").rename(serving.plan / "hoofdstukken")
    serving.told.get(timeout=WAIT)


def test_a_page_whose_chapter_is_gone_looks_out_for_it(serving: Serving) -> None:
    chapter = sorted((serving.plan / "hoofdstukken").glob("*.md"))[-1]
    text = chapter.read_text(encoding="utf-8")
    page = f"/{chapter.stem.partition('-')[2]}.html"
    assert serving.get(page)[0] == 200
    chapter.unlink()
    serving.told.get(timeout=WAIT)
    status, instead = serving.get(page)
    assert (status, "Deze bladzijde is er niet (meer)" in instead, "_opc/voorbeeld.js" in instead) == (404, True, True)
    serving.save(f"hoofdstukken/{chapter.name}", text)
    assert serving.get(page)[0] == 200


@pytest.mark.parametrize("host", ["opc.example", "127.0.0.1", "localhost:1", "", "127.0.0.1.example:{port}"])
def test_another_name_for_this_machine_gets_no_answer(serving: Serving, host: str) -> None:
    status, page = serving.get("/", Host=host.format(port=serving.port))
    assert status == 421
    assert "Duinstreek" not in page


@pytest.mark.parametrize("path", ["/../plan.yaml", "/plan.yaml", "/..%2fplan.yaml", "//plan.yaml", "/_opc/", "/_opc/../../plan.yaml"])
def test_only_the_pages_can_be_asked_for(serving: Serving, path: str) -> None:
    assert serving.get(path)[0] == 404


def test_only_reading_is_possible(serving: Serving) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", serving.port, timeout=WAIT)) as connection:
        connection.request("POST", "/", body="x")
        with connection.getresponse() as response:
            assert response.status == 501


def test_a_port_that_is_taken_is_said(serving: Serving) -> None:
    with pytest.raises(OpcError, match=f"op poort {serving.port} kan opc niets laten zien"):
        Server(serving.port)


def test_only_what_the_plan_is_made_from_is_watched(tmp_path: Path) -> None:
    plan = tmp_path / "swv" / "plan"
    for name in ("plan.yaml", "data/a.csv", "uitvoer/plan.pdf", ".git/index", "hoofdstukken/01.md~", "../kaders.yaml", "../anders.txt"):
        (plan / name).parent.mkdir(parents=True, exist_ok=True)
        (plan / name).write_text("x")
    assert {Path(path).name for path in state(plan, tmp_path)} == {"plan.yaml", "a.csv", "kaders.yaml"}
