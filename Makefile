# ECT Bot: `make try` opens the practice workspace, `make test` runs the tests.
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
READY := .venv/.installed

.PHONY: help try test test-slow docs bench check fix lock clean

help:  ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): requirements-dev.lock
	@[ -n "$(PYTHON)" ] || { echo "ECT Bot needs Python 3.11 or newer, and none was found."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

try: $(READY)  ## open the practice workspace (PORT=8123 DATA=folder OPEN=0 EMPTY=1)
	@$(BIN)/python -m bot try --port $(or $(PORT),8123) $(if $(DATA),--data "$(DATA)") $(if $(filter 0,$(OPEN)),--no-open) $(if $(EMPTY),--empty)

test: $(READY)  ## run the tests (under five minutes)
	$(BIN)/python -m pytest -q -m "not slow" -n 4 --dist worksteal

test-slow: $(READY)  ## run the long kill, fuzz and soak tests
	$(BIN)/python -m pytest -q -m slow -n 2 --dist worksteal

docs: $(READY)  ## build the documentation into build/docs
	$(BIN)/sphinx-build --fail-on-warning --keep-going -q docs build/docs

bench: $(READY)  ## measure, as ratios in one run (ten minutes, 5 GB of disk)
	$(BIN)/python -m bench
	$(BIN)/python -m bench.england

check: $(READY)  ## lint, format, types, import contracts, known flaws of dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@mkdir -p build
	$(BIN)/pip-audit --disable-pip --require-hashes --progress-spinner off -r requirements.lock
	$(BIN)/cyclonedx-py requirements requirements.lock --of JSON -o build/sbom.json

fix: $(READY)  ## put right what can be put right by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY)  ## lock the dependencies anew, with hashes and without addresses
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.lock

clean:  ## remove what can be made anew
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
