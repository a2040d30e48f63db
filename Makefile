# make run    set everything up and start the service here
# make test   set everything up and run the tests
# make check  lint, types, tests: all that .ci/run asks for
# make long   a quarter of an hour of messages while everything breaks; tests run half a minute of it
# make mutants  change the lines that a reply passes through, one by one, and list the changes no test noticed

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check lint mutants long clean

run: .venv/ready
	@$(BIN)/baigu serve

test: .venv/ready
	@$(BIN)/pytest

lint: .venv/ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

check: lint test

long: .venv/ready
	@CHAOS_SECONDS=900 $(BIN)/pytest -s tests/journeys/test_chaos.py

mutants: .venv/ready
	@$(BIN)/mutmut run
	@$(BIN)/mutmut results

.venv/ready: requirements.txt pyproject.toml
	@PYTHON=$(PYTHON) deploy/venv
	@touch $@

clean:
	rm -rf .venv
