# Two commands do everything: `make run` and `make test`. They make their own virtual environment.
PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 2
# What fails is named and tried once more by itself: a busy machine is no fault of ours, what fails twice is. `AGAIN=false` for none.
AGAIN ?= true
tried = $(BIN)/pytest -q -o cache_dir=.pytest_cache/$(1) --cache-clear -n $(JOBS) $(2) || { $(AGAIN) && \
  echo "Those that failed, once more:" && $(BIN)/pytest -v -o cache_dir=.pytest_cache/$(1) --lf --lfnf=none $(2); }

# Whole parts that ask no database anything: not even read for the second run. Elsewhere tests/asking.py leaves such tests out.
NO_DATABASE := test_house_rules.py templates $(addprefix models/,procedure policy post)

.PHONY: run reset test quick check bench crash lighthouse clean

run: .venv/run
	@$(BIN)/heard run --demo

reset: .venv/run
	@$(BIN)/heard demo --reset

# Where thousands of tests take a hundredth of a second, sharing them out anew costs more than it saves.
test: .venv/test check
	@$(BIN)/python -m tests.browser_path --install
	@$(BIN)/python -m tests.imap --install
	@export HEARD_TEST_DB=sqlite; $(call tried,sqlite,--ignore=tests/browser)
	@$(BIN)/python -m tests.postgresql || exit 1; \
	if $(BIN)/python -m tests.postgresql --answers; then \
	  export HEARD_TEST_DB=postgresql; $(call tried,postgresql,--dist worksteal $(addprefix --ignore=tests/,browser $(NO_DATABASE))); fi
	@$(call tried,browser,--dist worksteal tests/browser)

quick: .venv/test
	@$(BIN)/ruff check -q . && $(BIN)/pytest -q -n $(JOBS) -m "not slow" tests/models/procedure tests/models/policy \
	  tests/models/jobs tests/models/cases/test_opening.py tests/models/cases/test_recording.py tests/models/cases/test_walls.py \
	  tests/models/test_audit.py tests/models/test_sealing.py tests/portal/test_start.py tests/admin/test_queue.py tests/test_house_rules.py

check: .venv/test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check -q .
	@$(BIN)/lint-imports & imports=$$!; $(BIN)/mypy && wait $$imports

bench: .venv/test
	@$(BIN)/python -m bench $(ARGS)

lighthouse: .venv/test
	@$(BIN)/python -m bench.lighthouse

crash: .venv/test
	@$(BIN)/pytest -q tests/reliability

.venv/run: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing Heard. This takes about a minute the first time."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[postgres]"
	@touch $@

.venv/test: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[postgres,test]"
	@touch $@ .venv/run

clean:
	rm -rf .venv .heard
