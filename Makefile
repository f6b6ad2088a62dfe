# The two commands of the README, and what a developer needs every day. Python 3.11+ and make are all that must be there.
#   make demo [ARGS=--no-serve]    install, fill a demonstration database, print the ranking, serve
#   make test                      install with the tools of development, fetch what the tests need, check everything
#   make PYTHON=python3.13 ...     another Python;  VENV=.venv-3.13 keeps it beside the first

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV ?= .venv
RUN = $(VENV)/bin/python
export VENV

.PHONY: demo test install install-dev check-python format messages lock clean

demo: install
	@$(VENV)/bin/caicach demo $(ARGS)

test: install-dev
	@$(RUN) scripts/check.py $(ARGS)

install: check-python
	@$(PYTHON) scripts/install.py

install-dev: check-python
	@$(PYTHON) scripts/install.py --dev

check-python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo "Cần Python 3.11 trở lên; máy này chỉ có: $$("$(or $(PYTHON),python3)" --version 2>&1 | head -n 1)."; \
	echo "Python 3.11 or newer is needed. Install it, or name one: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; \
	exit 1; }

format: install-dev
	@$(RUN) -m ruff check --fix-only --quiet . && $(RUN) -m ruff format .

messages: install-dev
	@$(RUN) scripts/update_translations.py

lock: install-dev
	@$(RUN) scripts/lock.py

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache frontend/node_modules frontend/.built \
	src/caicach/web/static/web/dist
