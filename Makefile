# One list of recipes, used by hand and by CI. A fresh machine needs Python 3.11, pip and make.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
RUN := .venv/.run-installed
DEV := .venv/.dev-installed
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test lint types arrows golden messages docs bench check locks clean screenshots

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with PYTHON=")'
	$(PYTHON) -m venv .venv

$(RUN): .venv/bin/python requirements/run.txt pyproject.toml
	$(BIN)/pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): $(RUN) requirements/dev.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(RUN)  ## sample catalogue on http://127.0.0.1:8000/ (HOST=, PORT=)
	@$(BIN)/pinakes -C catalogue demo --host $(HOST) --port $(PORT)

test: $(DEV)  ## all tests (ARGS= for pytest)
	$(BIN)/python -m pytest $(ARGS)

lint: $(DEV)  ## style, spelling, templates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/typos
	$(BIN)/djlint --lint --quiet src/pinakes/*/templates

types: $(DEV)  ## mypy, strict
	$(BIN)/mypy

arrows: $(DEV)  ## which rank may import which
	$(BIN)/lint-imports

golden: $(DEV)  ## write the expected files of a format anew: FORMAT=ris
	$(BIN)/python -m pinakes.testing.golden $(FORMAT)

messages: $(DEV)  ## collect texts for translators and compile (LOCALE=fi begins a language)
	$(BIN)/python -m pinakes.testing.messages $(LOCALE)

docs: $(DEV)  ## the documentation into site/, its reference from code
	$(BIN)/python -m pinakes.testing.reference_docs
	$(BIN)/mkdocs build --strict --quiet

bench: $(DEV)  ## benchmarks beside their peers
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/ingest.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/harvest.py
	$(BIN)/python benchmarks/formats.py

check: lint types arrows  ## everything that CI runs
	$(BIN)/python -m pinakes.testing.reference_docs --check
	$(BIN)/python -m pinakes.testing.messages --check
	$(BIN)/mkdocs build --strict --quiet
	$(MAKE) test

screenshots: $(DEV)  ## the pictures of the README from the running product
	$(BIN)/python -m pinakes.testing.screenshots

locks: $(DEV)  ## newest versions of what we stand on, with hashes, without addresses
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements/run.txt pyproject.toml requirements/build.in
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group dev -c requirements/run.txt -o requirements/dev.txt

clean:  ## remove what the recipes made (not ./catalogue)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache site build dist
