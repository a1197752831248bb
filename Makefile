# Two commands do everything: `make run` and `make test`. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE_TOOLS := node_modules/.package-lock.json
NOT_PACKED := test types.d.ts pack.py

.DEFAULT_GOAL := help
.PHONY: help run test check extension format lock system clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## Install and start server and worker; open the address it prints
	$(BIN)/onrecord serve

test: $(VENV)/dev.stamp system $(NODE_TOOLS) ## Install what the tests need and run all of them
	node --test extension/test/*.test.js
	$(BIN)/pytest

check: $(VENV)/dev.stamp $(NODE_TOOLS) ## Lint, check formatting and types: what CI asks besides the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	node_modules/.bin/tsc --project .
	node_modules/.bin/web-ext lint --source-dir extension --ignore-files $(NOT_PACKED) --boring

extension: ## Pack the extension for both browsers into dist/
	$(PYTHON) extension/pack.py dist

format: $(VENV)/dev.stamp ## Format the code and mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/dev.stamp ## Pin the dependencies anew, with hashes and without addresses
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --universal \
		pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --universal --extra dev \
		pyproject.toml -o requirements-dev.lock

system:
	@.ci/system-packages

clean: ## Remove the environment, caches and the embedded database
	rm -rf $(VENV) node_modules build dist var *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(NODE_TOOLS): package-lock.json | system
	npm ci --silent

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Onrecord needs Python 3.11 or newer; try: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
