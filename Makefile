# Anpi's commands. `make help` lists them. Everything a command needs it brings itself: a fresh machine with
# Python 3.11+ and make is enough; uv is used where it is there.

PYTHON ?= python3
VENV := .venv/bin
ANPI := $(VENV)/anpi
PY := $(VENV)/python

# The first of these that runs and is new enough makes the environment (a name may exist and still not run: pyenv).
FIND_PYTHON = for python in "$(PYTHON)" python3.13 python3.12 python3.11; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && break; python=; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Anpi needs Python 3.11 or newer, and neither $(PYTHON) nor python3.11 to python3.13 is one." \
	       "Install it, or name it: make $@ PYTHON=/path/to/python3.12" >&2; exit 1; \
	fi

.DEFAULT_GOAL := help
.PHONY: help setup tools demo test check fix bench lock transcripts clean

## Running it

demo: setup ## start the embedded city with its phones; prints the addresses
	@$(ANPI) demo

setup: ## make .venv with the locked packages and Anpi itself (instant when nothing changed)
	@$(FIND_PYTHON); "$$python" locks/install.py main

## Working on it

test: tools ## run the whole test suite, with a real PostgreSQL, Redis and browser
	@$(PY) -m tests.servers.browser
	@$(PY) -m pytest $(if $(TESTS),$(TESTS),-n 2 --dist worksteal)

check: tools ## lint, format, types, import contracts, architecture, generated files: changes nothing
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@$(VENV)/mypy
	@$(VENV)/lint-imports
	@$(PY) -m config.env_example --check
	@$(PY) -m pytest -q tests/architecture

fix: tools ## format, mend what can be mended by itself, write the generated files
	@$(VENV)/ruff check --fix-only --quiet .
	@$(VENV)/ruff format --quiet .
	@$(PY) -m config.env_example

transcripts: tools ## rewrite the expectations of tests/transcripts; read the diff before committing it
	@$(PY) -m tests.transcripts.rewrite

bench: tools ## run the benchmarks on PostgreSQL and SQLite; each prints its figure and its yardstick
	@$(PY) -m tests.servers.lend ANPI_BENCH_DATABASE_URL $(ANPI) bench

## Keeping it

lock: tools ## pin every package anew in locks/ (UPGRADE=1 takes newer versions)
	@$(PY) locks/compile.py $(if $(UPGRADE),--upgrade)

tools: ## make .venv with the tools of tests and checks as well
	@$(FIND_PYTHON); "$$python" locks/install.py dev

clean: ## remove what the tools left: environment, caches, the embedded city's data
	@rm -rf .venv .anpi .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## list these commands
	@awk 'BEGIN { FS = ":.*## " } \
	  /^## / { printf "\n%s\n", substr($$0, 4) } \
	  /^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST); echo
