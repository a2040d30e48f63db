# make run    set everything up and start the service here
# make test   set everything up and run the tests
# make check  lint, types, tests: all that .ci/run asks for
# make long   a quarter of an hour of messages while everything breaks, told in docs/long-run.txt; tests run half a minute;
#             then another of three machines (docs/several-run.txt), the console's journeys over 10,000 messages, and the
#             memory of a worker over 100,000, told in docs/memory.txt; then three nodes of OpenSearch: 100,000 passages held
#             against the index in memory, and a service over a million, told in docs/opensearch-run.txt; an hour or more
# make documents  the tests of reading documents with all tools that read them: want LibreOffice and the extra ocr
# make bundle  make the offline bundle in dist/
# make pin    work the two files of pinned packages out of pyproject.toml again; needs uv
# make bench  what a message costs beside an echo, and a search beside other engines, told in docs/benchmarks.md: minutes
# make mutants  change the lines that a reply passes through, one by one, and list the changes no test noticed

PYTHON ?= python3
CHAOS_SECONDS ?= 900
CHAOS_REPORT ?= docs/long-run.txt
MEMORY_REPORT ?= docs/memory.txt
SEVERAL_REPORT ?= docs/several-run.txt
SEARCH_REPORT ?= docs/opensearch-run.txt
BIN := .venv/bin

PINNED := uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header --no-annotate

.PHONY: run test check lint bench pin documents bundle mutants long clean

run: .venv/ready
	@$(BIN)/baigu serve

test: .venv/ready-to-test
	@$(BIN)/pytest

lint: .venv/ready-to-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

check: lint test

long: .venv/ready-to-test
	@CHAOS_SECONDS=$(CHAOS_SECONDS) CHAOS_LASTING=20 CHAOS_REPORT=$(CHAOS_REPORT) $(BIN)/pytest tests/journeys/test_chaos.py
	@$(BIN)/python -m tests.journeys.several 900 30 > $(SEVERAL_REPORT)
	@$(BIN)/python -m tests.benchmarks.memory > $(MEMORY_REPORT)
	@$(BIN)/python -m tests.benchmarks.opensearch 100000 3 512 > $(SEARCH_REPORT)
	@$(BIN)/python -m tests.benchmarks.large_corpus 1000000 3 1024 >> $(SEARCH_REPORT)
	@cat $(CHAOS_REPORT) $(SEVERAL_REPORT) $(MEMORY_REPORT) $(SEARCH_REPORT)
	@CONSOLE_MESSAGES=10000 $(BIN)/pytest tests/journeys/test_console.py

documents: .venv/ready-to-test
	@EVERY_TOOL=1 $(BIN)/pytest tests/importing tests/journeys/test_thirty_papers.py tests/pages/test_poster.py

bench: .venv/ready-to-test
	@$(BIN)/python -m tests.benchmarks.report
	@cat docs/benchmarks.md

mutants: .venv/ready-to-test
	@$(BIN)/mutmut run
	@$(BIN)/mutmut results

pin:
	@$(PINNED) pyproject.toml --extra postgresql --extra redis --output-file requirements.txt
	@$(PINNED) pyproject.toml --extra postgresql --extra redis --extra test --constraint requirements.txt --output-file requirements-test.txt

bundle: .venv/ready
	@$(BIN)/python deploy/bundle.py dist

.venv/ready: requirements.txt pyproject.toml
	@PYTHON=$(PYTHON) deploy/venv requirements.txt
	@touch $@

.venv/ready-to-test: requirements-test.txt pyproject.toml
	@PYTHON=$(PYTHON) deploy/venv requirements-test.txt
	@touch $@ .venv/ready

clean:
	rm -rf .venv
