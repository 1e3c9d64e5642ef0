# The two commands to know are `make serve` and `make test`; `make help` lists the others.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help install serve test check eval gate bench clean

help:  ## Show this help
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: .venv/.installed  ## Create .venv and install everything into it

.venv/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade --constraint constraints.txt setuptools
	$(BIN)/pip install --quiet --constraint constraints.txt torch
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev,evals]'
	@touch $@

serve: install  ## Bring the index up to date and serve http://localhost:8000
	$(BIN)/assistant ingest
	$(BIN)/assistant serve

test: install  ## Run the tests
	$(BIN)/pytest

check: install  ## Lint, check types, verify the knowledge base
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/assistant check

eval: install  ## Ask the evaluation questions and score the replies (ARGS="--split holdout --failures")
	$(BIN)/python -m evals run $(ARGS)

gate: install  ## Ask all evaluation questions, and fail where a score fell
	$(BIN)/python -m evals gate

bench: install  ## Measure search quality and speed of ingest and answers (PUBLIC=FOLDER adds public question sets)
	$(BIN)/python -m bench.retrieval $(if $(PUBLIC),--public $(PUBLIC))
	$(BIN)/python -m bench.scale --chunks 2000
	$(BIN)/python -m bench.turn

clean:  ## Remove the index and the virtual environment
	rm -rf data .venv
