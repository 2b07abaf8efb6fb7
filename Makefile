# Anpi's commands. `make help` lists them. Everything a command needs it brings itself: a fresh machine with
# Python 3.11+ and make is enough; uv is used where it is there.

PYTHON ?= python3
VENV := .venv/bin
ANPI := $(VENV)/anpi
PY := $(VENV)/python
RASA := .venv-rasa/bin/python -m nlu.rasa

# The first of these that runs and is new enough makes the environment (a name may exist and still not run: pyenv).
FIND_PYTHON = for python in "$(PYTHON)" python3.13 python3.12 python3.11; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && break; python=; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Anpi needs Python 3.11 or newer, and neither $(PYTHON) nor python3.11 to python3.13 is one." \
	       "Install it, or name it: make $@ PYTHON=/path/to/python3.12" >&2; exit 1; \
	fi

.DEFAULT_GOAL := help
.PHONY: help setup tools demo rasa rasa-environment test test-rasa check fix bench lock transcripts clean

## Running it

demo: setup ## start the embedded city with its phones; prints the addresses
	@$(ANPI) demo

setup: ## make .venv with the locked packages and Anpi itself (instant when nothing changed)
	@$(FIND_PYTHON); "$$python" locks/install.py main

rasa: rasa-environment ## train and start Rasa, the other engine of understanding (RASA_PORT=5005); needs Python 3.10
	@$(RASA) serve

## Working on it

test: tools ## run the whole test suite, with a real PostgreSQL, Redis and browser
	@$(PY) -m tests.servers.browser
	@$(PY) -m nlu.training .anpi/nlu
	@$(PY) -m pytest $(if $(TESTS),$(TESTS),-n 2 --dist worksteal)

test-rasa: tools rasa-environment ## run the tests that need the real Rasa; apart from `make test`, needs Python 3.10
	@$(RASA) train
	@$(PY) -m pytest -o 'norecursedirs=.*' tests/rasa

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

rasa-environment:
	@$(FIND_PYTHON); PATH="$$PWD/$(VENV):$$PATH" "$$python" -m locks.install_rasa

clean: ## remove what the tools left: environments, caches, the embedded city's data
	@rm -rf .venv .venv-rasa .anpi .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## list these commands
	@awk 'BEGIN { FS = ":.*## " } \
	  /^## / { printf "\n%s\n", substr($$0, 4) } \
	  /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST); echo
