# Every target works in a fresh clone; the environment is .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test install docs golden rules bench bench-neo4j neo4j lint clean help

help: ## say what there is to make
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: install ## load the sample, print gaps and partners, draw the map
	@$(BIN)/liaison demo

install: $(VENV)/.installed

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Liaison needs Python 3.11 or newer; name one: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python cannot make an environment: install the package python3-venv (Debian, Ubuntu: apt-get install python3-venv)" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tested: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.installed

lint: $(VENV)/.tested ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(VENV)/.tested lint ## every check that this machine can run
	$(BIN)/python -m pytest

docs: $(VENV)/.tested ## write the generated pages of docs/
	$(BIN)/python -m liaison.reference docs

golden: $(VENV)/.tested ## write the golden rows of every query anew; read the diff
	$(BIN)/python -m pytest tests/test_queries_catalogue.py --write-golden

rules: $(VENV)/.tested ## print the time of each gap rule over the sample
	@$(BIN)/python benchmarks/rules.py sample_data/western_balkans

bench: $(VENV)/.tested ## measure against what people would use instead
	$(BIN)/python benchmarks/run.py --write docs/benchmarks.md

bench-neo4j: $(VENV)/.tested ## measure a Neo4j server beside the embedded engine and a bare driver script
	$(BIN)/python benchmarks/push_neo4j.py --write docs/benchmarks-neo4j.md

neo4j: install ## run a Neo4j to try `liaison push` on, until Ctrl-C (needs Java 17 and Maven)
	@exec $(BIN)/python tests/neo4j_server.py

clean: ## remove the environment and what was built
	rm -rf $(VENV) build dist *.egg-info out
