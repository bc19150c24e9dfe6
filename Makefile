# Two commands: `make run` serves the demo, `make test` runs every test. `make setup` prepares and starts nothing.
PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= ./var
ROUNDS ?= 9
BIN := .venv/bin
CLIENT := charter_admin/banner/client
READY = $(if $(READY_FILE),--ready-file "$(READY_FILE)")

.DEFAULT_GOAL := help
.PHONY: help setup run test lint check translations locks banner mutants bench-banner bench-bulk bench-server bench-receipts bench-log faults fuzz score-import screenshots clean

help:
	@echo "make setup         prepare .venv; starts nothing"
	@echo "make run           serve the demo on PORT ($(PORT)), data in DATA_DIR ($(DATA_DIR))"
	@echo "make test          set up everything and run every check and test"
	@echo "make lint          formatting, lint, types, import order"
	@echo "make banner        rebuild the banner's script"
	@echo "make mutants       break the banner's gate in every small way, and see that its tests notice"
	@echo "make bench-banner  measure the banner beside six others, in ROUNDS ($(ROUNDS)) rounds"
	@echo "make bench-server  measure the public plane beside nginx, with PLATFORMS (10000) published platforms"
	@echo "make bench-receipts  measure how many receipts are acknowledged, beside what each database can do"
	@echo "make bench-log     measure statistics and look-up beside a log of ROWS (10000000) receipts"
	@echo "make faults        kill, crash, stop and fill everything under load, as often as is promised"
	@echo "make fuzz          send 100,000 malformed receipts"
	@echo "make score-import  say how well the charters of the tests are read, by form"
	@echo "make bench-bulk    publish PLATFORMS (300) in bulk, and time the admin's pages at that size"
	@echo "make translations  collect the texts to translate into the catalogues"
	@echo "make locks         choose newer dependencies and write their hashes"
	@echo "make screenshots   take the pictures of the README again"

setup: .venv/ready

.venv/ready: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv || { sh .ci/packages venv && $(PYTHON) -m venv --clear .venv; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: setup
	@exec $(BIN)/charter-admin demo --port $(PORT) --data-dir "$(DATA_DIR)" $(READY)

test: .venv/ready-dev
	sh .ci/packages
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n 3 --dist loadgroup # on two cores: half of a browser's test is waiting

lint: .venv/ready-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

translations: .venv/ready-dev
	$(BIN)/python .ci/translations.py

locks: .venv/ready-dev
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-header --universal --python-version 3.11 \
		--group build pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-header --universal --python-version 3.11 \
		--group dev -c requirements.txt pyproject.toml -o requirements-dev.txt

banner: .venv/ready-dev $(CLIENT)/node_modules/.package-lock.json
	cd $(CLIENT) && PATH="$(abspath $(BIN)):$$PATH" npm run build

mutants: .venv/ready-dev $(CLIENT)/node_modules/.package-lock.json
	cd $(CLIENT) && PATH="$(abspath $(BIN)):$$PATH" npm run mutants

bench-banner: .venv/ready-dev tests/bench/banner/node_modules/.package-lock.json
	@ROUNDS=$(ROUNDS) $(BIN)/python -m tests.bench.banner

bench-server: .venv/ready-dev
	@sh .ci/packages wrk
	@$(BIN)/python -m tests.bench.server

bench-receipts: .venv/ready-dev
	@sh .ci/packages wrk
	@ROUNDS=$(ROUNDS) $(BIN)/python -m tests.bench.server.receipts

bench-log: .venv/ready-dev
	@$(BIN)/python -m tests.bench.log

faults: .venv/ready-dev
	FAULTS=long $(BIN)/pytest tests/faults

fuzz: .venv/ready-dev
	FUZZ=100000 $(BIN)/pytest -n 2 tests/public/test_receipt_fuzz.py

score-import: .venv/ready-dev
	@$(BIN)/python -m tests.importing.score $(CORPUS)

bench-bulk: .venv/ready-dev
	@$(BIN)/python -m tests.bench.bulk

# What npm brings is never committed: the client's tools, and the other banners of the benchmark.
%/node_modules/.package-lock.json: %/package-lock.json
	cd $(dir $<) && PATH="$(abspath $(BIN)):$$PATH" npm ci --no-fund --no-audit
	@touch $@

screenshots: .venv/ready-dev
	$(BIN)/python .ci/screenshots.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache $(CLIENT)/node_modules $(CLIENT)/build \
		tests/bench/banner/node_modules tests/browser/libraries/node_modules
