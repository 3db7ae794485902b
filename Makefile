# What can be done here; `make help` lists it. CONTRIBUTING.md has the lines without make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
COMPILE = $(abspath $(BIN))/uv pip compile pyproject.toml --quiet --universal --generate-hashes \
  --no-strip-extras --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 --extra local
UNUSED = DATABASE_URL=postgresql:///unused \
  SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')
THROWAWAY = $(BIN)/python -m claimtracker.run --throwaway
PRODUCTION = $(UNUSED) DEBUG=0 ALLOWED_HOSTS=claims.example BEHIND_HTTPS_PROXY=1
CHECKS = lint format types imports templates system deploy migrations pins hosts

.PHONY: help run manage test coverage check fix requirements compile $(CHECKS)
help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s%s\n", $$1, $$2 }' Makefile

run: $(VENV)/.run ## install, start a database, load the demo, serve (PORT=8000)
	@$(BIN)/python -m claimtracker.run --end-with-make
manage: $(VENV)/.run ## any manage.py command on that database: make manage do='createsuperuser'
	@$(BIN)/python -m claimtracker.run $(or $(do),help)
test: $(VENV)/.test ## every test that can run here (ARGS='-k word')
	@$(BIN)/python -m pytest -n auto $(ARGS)
coverage: $(VENV)/.test ## the same, and which lines no test reaches
	@$(BIN)/python -m pytest -n auto --cov --cov-report=term-missing:skip-covered $(ARGS)
check: $(CHECKS) ## everything that is not a test; each of the following by itself
lint: $(VENV)/.dev ## ruff: mistakes and style
	$(BIN)/ruff check
format: $(VENV)/.dev ## ruff: layout (make fix mends both)
	$(BIN)/ruff format --check
types: $(VENV)/.dev ## mypy, strict
	@$(UNUSED) $(BIN)/mypy
imports: $(VENV)/.dev ## who may import whom
	$(BIN)/lint-imports
templates: $(VENV)/.dev ## djlint
	$(BIN)/djlint --lint --quiet --profile=jinja templates
system: $(VENV)/.dev ## Django's checks
	@$(THROWAWAY) check --fail-level WARNING --database default
deploy: $(VENV)/.dev ## Django's checks with the settings of a deployment
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
migrations: $(VENV)/.dev ## no model without its migration
	@$(THROWAWAY) makemigrations --check --dry-run
pins: $(VENV)/.dev ## requirements*.txt say what pyproject.toml asks for
	@new=$$(mktemp -d) && trap 'rm -r $$new' EXIT && cp pyproject.toml requirements*.txt $$new && \
	$(MAKE) --no-print-directory -C $$new -f $(CURDIR)/Makefile compile VENV=$(abspath $(VENV)) && \
	for f in requirements*.txt; do diff -u $$f $$new/$$f || { echo "Run: make requirements"; exit 1; }; done
hosts: ## no file names the registry that its author happened to use
	@! git grep --untracked -nIiE '(py[p]i|pytho[n]hosted|npm[j]s)\.(org|io|com)|deb\.debia[n]\.org'
fix: $(VENV)/.dev ## mend what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
requirements: $(VENV)/.dev compile ## compile requirements*.txt again
compile:
	@$(COMPILE) -o requirements.txt
	@$(COMPILE) --group test -c requirements.txt -o requirements-test.txt
	@$(COMPILE) --group dev -c requirements-test.txt -o requirements-dev.txt
	@# Before 23.3, pip knows an extra only as the package writes it that asks for it (justext).
	@sed -i.uv 's/^lxml\[html-clean\]/lxml[html_clean]/' requirements*.txt && rm requirements*.uv

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Python 3.11 or newer is needed; another one: PYTHON=python3.12 make ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo "Python's venv module is missing: sudo apt install python3-venv"; exit 1; }
	@echo "Making $(VENV) ..." && $(PYTHON) -m venv --clear $(VENV)
$(VENV)/.run: requirements.txt | $(BIN)/pip
$(VENV)/.test: requirements-test.txt | $(BIN)/pip
$(VENV)/.dev: requirements-dev.txt | $(BIN)/pip
$(VENV)/.run $(VENV)/.test $(VENV)/.dev:
	@$(BIN)/python -m claimtracker.local.install $< && touch $@
