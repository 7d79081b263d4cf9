# Two commands are all a newcomer needs: `make run` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   ?= demo

.DEFAULT_GOAL := help
.PHONY: help run demo test test-slow bench lint docs docs-check lock clean screenshots

help:            ## list the targets
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1  —  /'

# The stamp is newer than everything it was installed from, so that a second run installs nothing.
$(VENV)/.run: pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit("gongjian needs Python 3.11 or newer, this is %s" % sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

run: demo        ## set up, play the sample month, open the program on its books
	@if [ -t 0 ] && [ -t 1 ]; then GONGJIAN_DB=sqlite:///$(DEMO)/book.db $(BIN)/gongjian; \
	else echo "没有终端：样例账簿已生成在 $(DEMO)/book.db，请在终端中运行 make run 打开程序。"; fi

demo: $(VENV)/.run ## play the sample month only
	$(BIN)/gongjian demo --dir $(DEMO)

test: lint       ## set up and pass every check
	$(BIN)/pytest -n auto --cov --cov-report=term:skip-covered
	@$(MAKE) --no-print-directory docs-check

test-slow: $(VENV)/.dev ## the suites that take longer: fuzzing, crashes, many processes
	$(BIN)/pytest -m slow -n auto

lint: $(VENV)/.dev ## style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

docs: $(VENV)/.dev ## write the map in ARCHITECTURE.md anew
	$(BIN)/python tests/architecture_map.py

docs-check: $(VENV)/.dev ## README and ARCHITECTURE say what is so
	$(BIN)/pytest -q tests/test_documents.py

bench: $(VENV)/.dev ## every measurement, as ratios
	$(BIN)/gongjian bench

screenshots: $(VENV)/.dev ## make the pictures of README anew
	$(BIN)/python -m tui.screenshots

lock: $(VENV)/.dev ## resolve the lock files anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml --all-extras --group dev -o requirements-dev.lock

clean:           ## remove what the targets made
	rm -rf $(VENV) $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis htmlcov .coverage
