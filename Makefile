# ECT Bot: `make try` opens the practice workspace, `make test` runs the tests.
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
BOT := .venv/.installed-bot
READY := .venv/.installed
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<

.PHONY: help try test test-slow docs bench check audit fix lock clean

help:  ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# Made anew where it is missing, or was broken off.
define ENVIRONMENT
[ -n "$(PYTHON)" ] || { echo "ECT Bot needs Python 3.11 or newer, and none was found."; exit 1; }
$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "Making .venv with $(PYTHON)."; $(PYTHON) -m venv .venv; }
endef

$(BOT): requirements.lock
	@$(ENVIRONMENT)
	@echo "Installing what the bot needs into .venv: once, in about half a minute."
	@$(INSTALL) --no-compile
	@touch $@

$(READY): requirements-dev.lock
	@$(ENVIRONMENT)
	@echo "Installing what the tests and checks need into .venv: once, in about a minute."
	@$(INSTALL)
	@touch $(BOT) $@

try: $(BOT)  ## open the practice workspace (PORT=8123 DATA=folder OPEN=0 EMPTY=1)
	@$(BIN)/python -m bot try --port $(or $(PORT),8123) $(if $(DATA),--data "$(DATA)") $(if $(filter 0,$(OPEN)),--no-open) $(if $(EMPTY),--empty)

test: $(READY)  ## run the tests (under five minutes)
	$(BIN)/python -m pytest -q -m "not slow" -n 4 --dist worksteal

test-slow: $(READY)  ## run the long kill, fuzz, soak and packing tests
	$(BIN)/python -m pytest -q -m slow -n 2 --dist worksteal

docs: $(READY)  ## build the documentation into build/docs
	$(BIN)/sphinx-build --fail-on-warning --keep-going -q docs build/docs

bench: $(READY)  ## measure, as ratios in one run (ten minutes, 5 GB of disk)
	$(BIN)/python -m bench
	$(BIN)/python -m bench.england

check: $(READY)  ## lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@mkdir -p build
	$(BIN)/cyclonedx-py requirements requirements.lock --of JSON -o build/sbom.json

audit: $(READY)  ## known flaws of dependencies; fails where one cannot be looked up
	@$(BIN)/python -m tests.audited

fix: $(READY)  ## put right what can be put right by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY)  ## lock the dependencies anew, with hashes and without addresses
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --python-version 3.11 --extra dev --constraint requirements.lock pyproject.toml -o requirements-dev.lock

clean:  ## remove what can be made anew
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
