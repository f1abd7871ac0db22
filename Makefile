# make demo   runs the main job          make test   passes every test, real servers included
# make check  lint, types, layers, docs  make golden rewrites the golden folders: review the diff
# Needs git, make and Python 3.11+ with venv. Everything else goes into .venv, from the locks, by hash.

PYTHON ?= python3
BIN := .venv/bin
RUNTIME := .venv/.runtime
DEV := .venv/.dev
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
TESTS ?= tests
UV ?= uv
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml
WITH_COG = $(shell grep -rlF '[[[cog' --include='*.md' README.md docs 2>/dev/null)

.PHONY: venv demo test check lock golden docs servers fuzz bench clean
.DEFAULT_GOAL := demo
.DELETE_ON_ERROR:

venv: $(DEV)

demo: $(RUNTIME)
	@$(BIN)/midwatch demo
	@echo "First, in this folder: . $(BIN)/activate     puts midwatch on the PATH of your shell"

test: $(DEV) servers
	@$(BIN)/python -m pytest -n auto --dist worksteal $(TESTS)

check: $(DEV)
	@$(BIN)/ruff check --quiet --output-format=concise .
	@$(BIN)/ruff format --check --quiet --output-format=concise . || { echo "Not formatted: run $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --no-logo > .venv/lint-imports.log || { cat .venv/lint-imports.log; exit 1; }
	@$(if $(WITH_COG),$(BIN)/cog --check --verbosity=0 $(WITH_COG) || { echo "Docs are stale: run make docs"; exit 1; },:)
	@$(if $(TESTED),:,$(BIN)/python -m pytest $(wildcard tests/architecture tests/docs))

golden: $(DEV)
	@$(BIN)/python -m pytest --rewrite-golden $(TESTS)

docs: $(DEV)
	@$(if $(WITH_COG),$(BIN)/cog -r --verbosity=1 $(WITH_COG),echo "No page has a cog block.")

servers: | .venv/bin/python
	@$(BIN)/python tools/servers.py

fuzz: $(DEV)
	@$(BIN)/python -m pytest -n auto -m fuzz --hypothesis-profile=fuzz $(TESTS)

bench: $(DEV)
	@$(BIN)/python -m benchmarks

# Both locks hold versions and hashes only: no registry address, no path.
lock:
	@$(LOCK) --group build --output-file requirements.lock
	@$(LOCK) --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Midwatch needs Python 3.11 or later: name one with 'make PYTHON=python3.12'." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo "$(PYTHON) cannot make virtual environments: as root, apt-get install $$($(PYTHON) -c \
	  'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" >&2; exit 1; }
	@rm -rf .venv && $(PYTHON) -m venv .venv

$(RUNTIME): requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what Midwatch needs into .venv" >&2
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "Installing what its tests need into .venv" >&2
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
