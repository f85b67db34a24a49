# Everything runs in .venv, from the lock files, with what Python itself brings.
PYTHON ?= python3
BIN := .venv/bin
DEMO := demo

.PHONY: help setup setup-dev browser page-tools check-page demo docs test check bench ontology lock vocabularies clean

help: ## show these targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("polcom needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

setup: .venv/installed ## set up .venv from the lock file

setup-dev: .venv/installed-dev ## the same, with the test tools

browser: setup-dev ## find a browser for the page tests, or install one
	$(BIN)/python -m tests.browser --install

page-tools: ## install what checks the scripts of the page, with npm
	npm ci --omit=optional --silent --prefix tests/page

check-page: ## types and style of the scripts of the page
	npm run --silent --prefix tests/page types
	npm run --silent --prefix tests/page lint

demo: setup ## build the Ordos graph into ./demo
	$(BIN)/polcom build examples/ordos --output $(DEMO) --fresh

docs: setup ## write the reference page of the ontology to ontology.html
	$(BIN)/polcom docs -o ontology.html

test: browser ## run every test, on up to four processors
	$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist worksteal

check: setup-dev ## style, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup-dev ## measure speed beside its peers
	$(BIN)/python benchmarks/shapes.py
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/extraction.py
	$(BIN)/python -m benchmarks.hostile
	$(BIN)/python -m benchmarks.page
	$(BIN)/python -m benchmarks.task

ontology: setup-dev ## prove the ontology: profiles, consistency, terms
	$(BIN)/python tests/ontology_proof.py

vocabularies: setup-dev ## copy the vocabularies that alignments are proved with, from npm
	npm ci --omit=optional --ignore-scripts --silent --prefix tests/vocabularies
	$(BIN)/python -m tests.vendoring

lock: setup-dev ## renew the lock files
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group pyproject.toml:build --universal --generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group pyproject.toml:dev --group pyproject.toml:build --universal --generate-hashes --no-emit-index-url --no-header --quiet -c requirements.lock -o requirements-dev.lock

clean: ## remove what was built
	rm -rf .venv $(DEMO) build dist
