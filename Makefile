# make demo   installeert opc, toetst en bouwt het voorbeeldplan
# make demo-all   doet dat met alle voorbeelden
# make test   installeert wat nodig is en draait de tests

PYTHON ?= python3
PLAN ?= plans/noorderwaard/2026-2030
ALL := $(patsubst %/plan.yaml,%,$(sort $(wildcard plans/*/*/plan.yaml)))
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet

.PHONY: help demo demo-all test test-slow lint golden schemas pictures bench lock clean

help:
	@echo "make demo       installeer opc, toets en bouw het voorbeeldplan"
	@echo "make demo-all   toets en bouw alle voorbeelden"
	@echo "make test       draai de tests (minder dan twee minuten)"
	@echo "make test-slow  draai ook de tests met LibreOffice, poppler en npm"
	@echo "make lint       ruff en mypy"
	@echo "make golden     schrijf de verwachte verslagen opnieuw"
	@echo "make schemas    schrijf schemas/json opnieuw"
	@echo "make pictures   maak de afbeeldingen van README.md opnieuw (poppler, LibreOffice, Chromium)"
	@echo "make bench      meet de snelheid"
	@echo "make lock       zet de versies van alle pakketten opnieuw vast"
	@echo "make clean      haal alles weg wat gemaakt is"

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "opc vraagt Python 3.11 of nieuwer; geef het met: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.opc: requirements.lock pyproject.toml | .venv/bin/python
	@echo "opc wordt geïnstalleerd (een halve minuut) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.opc
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: .venv/.opc
	@$(BIN)/opc check $(PLAN)
	@$(BIN)/opc build $(PLAN)

# opc check eindigt met 1 als het iets vindt: hier mag dat, want wat het vindt is het voorbeeld
demo-all: .venv/.opc
	@for plan in $(ALL); do \
		printf '\n=== %s\n\n' "$$plan"; \
		$(BIN)/opc check "$$plan"; test $$? -le 1 || exit 1; \
		$(BIN)/opc build "$$plan" --allow-errors || exit 1; \
	done
	@printf '\nAlle voorbeelden zijn getoetst en gebouwd. In lindestreek hoort een fout te staan, in eilandrijk en steenwaard\neen waarschuwing: zie plans/voorbeelden/README.md.\n'

test: .venv/.dev
	@$(BIN)/pytest -m "not slow"

# keeps its own copy of the two files: on some systems npm adds to them
.venv/.node: tests/node/package.json tests/node/package-lock.json | .venv/bin/python
	@if command -v npm >/dev/null; then \
	  mkdir -p .venv/node && cp tests/node/*.json .venv/node && \
	  npm install --prefix .venv/node --no-audit --no-fund --ignore-scripts --silent && touch $@; \
	else echo "npm is er niet: de toets van het Word-bestand met de Open XML SDK vervalt"; fi

test-slow: .venv/.dev .venv/.node
	@$(BIN)/pytest -m slow

lint: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy

golden: .venv/.dev
	@OPC_GOLDEN=1 $(BIN)/pytest -n 0 tests/test_cases.py tests/report/test_forms.py
	@git --no-pager diff --stat -- tests/cases tests/report/golden

schemas: .venv/.opc
	@$(BIN)/python -m opc.schema

pictures: .venv/.dev
	@$(BIN)/python tests/pictures.py

bench: .venv/.dev
	@$(BIN)/python tests/bench/bench.py

lock: .venv/.dev
	@$(BIN)/pip install --quiet uv
	@printf 'hatchling\neditables\n' > .venv/build.in
	@{ echo "# Wat opc nodig heeft om te werken. Gemaakt met: make lock"; $(COMPILE) pyproject.toml .venv/build.in; } > requirements.lock
	@{ echo "# Wat opc nodig heeft om te werken, en om getoetst te worden. Gemaakt met: make lock"; $(COMPILE) --group dev pyproject.toml .venv/build.in; } > requirements-dev.lock

clean:
	@rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis plans/*/*/uitvoer
