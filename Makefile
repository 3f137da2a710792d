# Two commands for a newcomer: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
export UV_PYTHON_DOWNLOADS := never
# Tests and `up` start dozens of processes: where this is set, each would compile a thousand modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run setup setup-dev test check soak bench lock wheel sbom format clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: setup  ## install, start everything with demonstration data, print the address and the demo accounts
	@$(BIN)/fengqiao demo --keep
	@exec $(BIN)/fengqiao up

setup: $(VENV)/.run  ## environment in .venv and front-end assets, both from lock files

setup-dev: $(VENV)/.dev

test: setup-dev  ## everything, browser journeys included, against a real PostgreSQL
	@$(BIN)/python -m tests.browser
	@$(BIN)/python -m pytest -m "not soak" -n auto --no-loadscope-reorder $(ARGS)

check: setup-dev  ## lint, types, floors, templates, migrations, deploy check, translations, secrets
	@$(BIN)/python -m tests.check

soak: setup-dev  ## what takes long or measures time
	@$(BIN)/python -m tests.browser
	@$(BIN)/python -m pytest -m soak $(ARGS)

bench: setup-dev  ## measurements, as ratios against a peer: make bench NAME=import
	@$(BIN)/fengqiao bench $(or $(NAME),import)

format: setup-dev  ## tidy the code
	@$(BIN)/ruff check --fix src tests conftest.py && $(BIN)/ruff format src tests conftest.py

lock: setup-dev  ## renew the lock files from pyproject.toml
	@$(BIN)/python -m tests.lock

wheel: setup-dev  ## a wheel with its assets and translations, in dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .

sbom: setup-dev  ## the list of parts of a release (CycloneDX) in dist/
	@$(BIN)/python -m tests.sbom dist/sbom.cdx.json

clean:  ## remove the environment and caches (never the home folder with its data)
	rm -rf $(VENV) node_modules dist .mypy_cache .ruff_cache

$(VENV)/bin/uv: requirements/installer.lock
	@test -n "$(PYTHON)" || { echo "Fengqiao needs Python 3.11 or later."; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "python3 -m venv failed: on Debian or Ubuntu install python3-venv."; exit 2; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/installer.lock
	@touch $@

$(VENV)/.run: $(VENV)/bin/uv requirements/run.lock pyproject.toml package-lock.json src/fengqiao/shell/icons.txt $(wildcard src/fengqiao/*/locale/*/LC_MESSAGES/django.po)
	@test -e $(VENV)/.dev || VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install -q --require-hashes -r requirements/run.lock
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install -q --no-deps --no-build-isolation -e .
	@$(BIN)/python -m fengqiao.site.assets
	@$(BIN)/python -m fengqiao.site.translations compile
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.lock
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install -q --require-hashes -r requirements/dev.lock
	@touch $@
