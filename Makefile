# Everything here works on a fresh clone with python3, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data

.PHONY: help env dataset test soak docs lint types lock clean

help:
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

env: $(VENV)/.installed ## create the environment from the lock

$(VENV)/.installed: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

dataset: env ## build the dataset from samples/
	$(BIN)/demarche run samples --data $(DATA)

test: env lint types ## lint, types and all tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup

soak: env ## the tests that take minutes (kills, a live schedule, 200,000 broken files); leaves docs/soak.txt
	$(BIN)/python -m tests.soak

docs: dataset ## write anew what documents show of the program
	$(BIN)/python docs/refresh.py --data $(DATA)

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: env
	$(BIN)/mypy

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-header --no-emit-index-url --generate-hashes pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-header --no-emit-index-url --generate-hashes --group dev pyproject.toml -o requirements-dev.lock

clean: ## remove the environment and the data
	rm -rf $(VENV) $(DATA)
