# GNU make and a POSIX shell. `make` alone lists what there is.
#
#   make play ARGS="--linear"         passes arguments to the game
#   make test ARGS="-k silence"       passes arguments to pytest
#   make play PYTHON=/path/to/python  chooses the interpreter for .venv

.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:

VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
RUN := $(BIN)/python
PIP := $(RUN) -m pip --disable-pip-version-check --quiet --quiet
ARGS ?=

# Debian's bare python3 lacks ensurepip, without which no environment can be made.
FITS := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$name -c '$(FITS)' >/dev/null 2>&1; then echo $$name; break; fi; done)

# An environment serves if it runs, has pip, is recent enough, and was made in this very folder.
# One that does not (half made, copied along, its Python gone) is made anew.
CHECKOUT := $(VENV)/.checkout
INSTALLING := $(VENV)/.installing
SOUND := $(shell if test -e $(VENV) && { ! $(RUN) -c 'import pip; $(FITS)' \
	|| test -e $(INSTALLING) \
	|| { test -e $(CHECKOUT) && test "$$(cat $(CHECKOUT))" != "$(CURDIR)"; }; } >/dev/null 2>&1; \
	then echo no; else echo yes; fi)
ifeq ($(SOUND),no)
REMAKE := remake
endif

# The oldest NumPy that pyproject.toml admits has no wheels for Python 3.13 and later.
OLDEST := .venv-oldest
OLDEST_RUN := $(subst $(VENV)/,$(OLDEST)/,$(RUN))
OLDEST_FITS := import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 13))
OLDEST_PYTHON ?= $(shell for name in $(RUN) python3.12 python3.11; do \
	if $$name -c '$(OLDEST_FITS)' >/dev/null 2>&1; then echo $$name; break; fi; done)

# The language server that most editors use for YAML, in the versions that its lock names.
SERVER := tests/editor/node_modules/.package-lock.json

UV := $(RUN) -m uv
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-annotate --no-emit-index-url --custom-compile-command 'make lock'
UPGRADE ?=

# Tests start hundreds of processes; without kept bytecode each compiles anew what it imports.
unexport PYTHONDONTWRITEBYTECODE

# ------------------------------------------------------------------- people

.PHONY: help
help:  ## list the targets (what `make` alone does)
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: play
play: $(VENV)/.play  ## set up what is missing and open the game
	@$(RUN) -m dialogue_sim $(ARGS)

.PHONY: test
test: $(VENV)/.develop  ## run the tests and the examples in the docs
	@$(RUN) -m pytest -n auto --dist worksteal $(ARGS)

.PHONY: thorough
thorough: $(VENV)/.develop  ## the tests that take longest: every screen and size, kills, the wheel
	@$(RUN) -m pytest -n auto --dist worksteal -m thorough tests $(ARGS)

.PHONY: check
check: test thorough lint types contracts  ## every habit, as CI runs them

.PHONY: lint
lint: $(VENV)/.develop  ## ruff: rules and layout
	@$(RUN) -m ruff check
	@$(RUN) -m ruff format --check

.PHONY: types
types: $(VENV)/.develop  ## mypy, strict
	@$(RUN) -m mypy

.PHONY: contracts
contracts: $(VENV)/.develop  ## which package may import which
	@$(BIN)/lint-imports --no-logo

.PHONY: doctest
doctest: $(VENV)/.develop  ## only the examples in docstrings and documents
	@$(RUN) -m pytest src $(wildcard README.md docs) $(ARGS)

.PHONY: portable
portable: $(VENV)/.develop  ## the same bits on a plainer processor and with the oldest NumPy
	@$(RUN) tests/portable.py plain
	@if test -n "$(OLDEST_PYTHON)"; then $(MAKE) --no-print-directory oldest; else \
		echo "Python 3.11 or 3.12 was not found: the oldest NumPy is left out"; fi

.PHONY: oldest
oldest: $(OLDEST)/.made
	@PYTHONPATH=src $(OLDEST_RUN) tests/portable.py as-is

.PHONY: editor
editor: $(VENV)/.develop  ## does an editor complete, explain and underline by our schemas?
	@if ! command -v npm >/dev/null; then \
		echo "npm was not found: what editors make of the schemas is left out"; \
	elif ! $(MAKE) --no-print-directory $(SERVER); then \
		echo "The language server cannot be installed: what editors make of the schemas is left out"; \
	else $(RUN) -m pytest tests/editor $(ARGS); fi

.PHONY: mutants
mutants: $(VENV)/.develop  ## break the engine in small ways: do its tests notice? (minutes)
	@$(RUN) -m tests.mutation.run $(ARGS)

.PHONY: faults
faults: $(VENV)/.develop  ## break the shipped files in small ways: does `check` notice, and where? (a minute)
	@$(RUN) -m tests.workshop.checks.faults

.PHONY: soak
soak: $(VENV)/.develop  ## kill the playing command a thousand times: is all of it there? (an hour)
	@$(RUN) -m tests.soak $(ARGS)

.PHONY: bench
bench: $(VENV)/.develop  ## how fast it is: frames, keys, one turn, saves, checks, many sessions
	@$(RUN) benchmarks/terminal.py
	@$(RUN) benchmarks/turn.py
	@$(RUN) benchmarks/debate.py
	@$(RUN) benchmarks/hindsight.py
	@$(RUN) benchmarks/saves.py
	@$(RUN) benchmarks/check.py
	@$(RUN) benchmarks/batch/run.py

.PHONY: peers
peers: $(VENV)-peers/.made  ## the same sessions in mesa and negmas (installs both, 800 MB)
	@$(VENV)-peers/$(notdir $(BIN))/python benchmarks/batch/run.py

.PHONY: fidelity
fidelity: $(VENV)/.develop  ## what the documents expect, with the numbers as they are and shaken
	@$(RUN) benchmarks/fidelity.py

.PHONY: playtest
playtest: $(VENV)/.develop  ## is december_2019 a game? thousands of sessions against its targets
	@$(RUN) benchmarks/playtest.py $(ARGS)

.PHONY: balance
balance: $(VENV)/.develop  ## is every scenario a game, from every seat? 10,000 sessions each
	@$(RUN) benchmarks/balance.py $(ARGS)

.PHONY: pictures
pictures: $(VENV)/.develop  ## draw the pictures of README and docs anew, by playing
	@$(RUN) docs/pictures/draw.py

.PHONY: card
card: $(VENV)/.develop  ## write docs/model_card.md anew from the content files
	@card=$$($(RUN) -m dialogue_sim model nato_russia) && printf '%s\n' "$$card" >docs/model_card.md

.PHONY: sources
sources: $(VENV)/.develop  ## write docs/sources.md anew from the content files
	@page=$$($(RUN) -m dialogue_sim sources nato_russia) && printf '%s\n' "$$page" >docs/sources.md

.PHONY: schemas
schemas: $(VENV)/.develop  ## write schemas/ anew from the models of content files
	@$(RUN) -m dialogue_sim schema --write schemas

.PHONY: reference
reference: $(VENV)/.develop  ## write docs/reference.md anew from the models of content files
	@page=$$($(RUN) -m dialogue_sim reference) && printf '%s\n' "$$page" >docs/reference.md

.PHONY: build
build: $(VENV)/.develop  ## the wheel and the source archive, in dist/
	@$(RUN) -m build --no-isolation

.PHONY: lock
lock: $(VENV)/.develop  ## write requirements/*.lock anew (UPGRADE=--upgrade takes newer releases)
	@$(UV) --version >/dev/null 2>&1 || $(PIP) install 'uv>=0.9,<1'
	@$(LOCK) $(UPGRADE) pyproject.toml --group build --output-file requirements/play.lock
	@$(LOCK) $(UPGRADE) pyproject.toml --group dev --constraint requirements/play.lock \
		--output-file requirements/develop.lock
	@$(LOCK) $(UPGRADE) pyproject.toml --group peers --constraint requirements/develop.lock \
		--output-file requirements/peers.lock
	@$(LOCK) $(UPGRADE) --group pyproject.toml:oldest --output-file requirements/oldest.lock

.PHONY: clean
clean:  ## remove the environments, the caches and what was built; saves stay
	@rm -rf $(VENV) $(VENV)-peers $(OLDEST) build dist htmlcov .coverage .hypothesis \
		tests/editor/node_modules \
		.import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# -------------------------------------------------------------- environment

.PHONY: remake
remake:
	@rm -rf $(VENV)

$(VENV)/.made: $(REMAKE)
	@if ! $(PYTHON) -c '$(FITS)' >/dev/null 2>&1; then \
		echo "Python 3.11 or later, with venv, was not found on this computer." \
		"Install it (on Debian and Ubuntu also the package python3-venv)," \
		"or name one: make play PYTHON=/path/to/python" >&2; exit 1; fi
	@if ! test -e $(RUN); then \
		echo "Setting up $(VENV) with $(PYTHON) (once, about a minute) ..."; \
		$(PYTHON) -m venv --clear $(VENV); fi
	@printf '%s\n' "$(CURDIR)" >$(CHECKOUT)
	@touch $@

# pip answers 1 when it gave up in good order. Any other end may leave packages half written, and
# the mark that stays behind has the environment made anew.
define install
	@echo "Installing what $(2) ..."
	@touch $(INSTALLING); \
	$(PIP) install --require-hashes -r $(1) \
		&& $(PIP) install --no-deps --no-build-isolation --editable .; \
	status=$$?; case $$status in 0|1) rm -f $(INSTALLING);; esac; exit $$status
endef

$(VENV)/.play: requirements/play.lock pyproject.toml $(VENV)/.made
	$(call install,$<,the game needs)
	@touch $@

# These hold what the game needs too, in the same versions.
$(VENV)/.develop: requirements/develop.lock pyproject.toml $(VENV)/.made
	$(call install,$<,the game and its tests need)
	@touch $@ $(VENV)/.play

$(VENV)-peers/.made: requirements/peers.lock pyproject.toml
	@$(PYTHON) -m venv --clear $(VENV)-peers
	@$(VENV)-peers/$(notdir $(BIN))/python -m pip --disable-pip-version-check --quiet --quiet \
		install --require-hashes -r $<
	@$(VENV)-peers/$(notdir $(BIN))/python -m pip --disable-pip-version-check --quiet --quiet \
		install --no-deps --no-build-isolation --editable .
	@touch $@

$(SERVER): tests/editor/package-lock.json
	@echo "Installing a language server for tests/editor ..."
	@cd tests/editor && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(OLDEST)/.made: requirements/oldest.lock $(VENV)/.develop
	@echo "Setting up $(OLDEST) with $(OLDEST_PYTHON) (once) ..."
	@$(OLDEST_PYTHON) -m venv --clear $(OLDEST)
	@$(OLDEST_RUN) -m pip --disable-pip-version-check --quiet --quiet install --require-hashes \
		-r $<
	@touch $@
