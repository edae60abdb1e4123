# Every target does all of its own set-up.   make demo · make test · make check · make bench
PORT ?= 8000
CORPUS ?=
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
READY := $(VENV)/.ready

.PHONY: demo test check bench lock screenshots

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock || \
	 $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

demo: $(READY)
	@$(BIN)/python manage.py demo --port $(PORT) $(if $(CORPUS),--corpus $(CORPUS))

test: $(READY)
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy portal policies decisions disclosures interaction
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') HTTPS=1 $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python -m pytest -n 0 tests/test_architecture.py

bench: $(READY)
	@$(BIN)/python manage.py bench --corpus $(or $(CORPUS),../shared/corpus)

screenshots: $(READY)
	@$(BIN)/python docs/screenshots.py

lock:
	uv pip compile --quiet pyproject.toml --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.lock
