# make run    set everything up and start the service here
# make test   set everything up and run the tests
# make check  lint, types, tests: all that .ci/run asks for

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check lint clean

run: .venv/ready
	@$(BIN)/baigu serve

test: .venv/ready
	@$(BIN)/pytest

lint: .venv/ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

check: lint test

.venv/ready: requirements.txt pyproject.toml
	@PYTHON=$(PYTHON) deploy/venv
	@touch $@

clean:
	rm -rf .venv
