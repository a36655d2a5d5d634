# `make help` lists what there is. Only Python 3.11+, make and git are needed beforehand.
PYTHON ?= python3
VENV = .venv/bin
SERVERS = $(VENV)/python bin/with_servers.py --
TEST_ENV = SECRET_KEY=only-for-tests SECURE=false EMAIL_URL=memorymail:// PORTAL_TODAY=2011-02-15
# A file is one process's; tests/conftest.py says in which order they are taken.
ARGS ?= -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: help setup demo demo-reset test drills national-drill check types all-but-types format lock migrations screenshots bench shell

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## virtual environment, packages, assets
	@$(PYTHON) bin/bootstrap.py

demo: setup ## the portal with made-up people, on http://127.0.0.1:8000 (PORT=… for another)
	@$(VENV)/python bin/demo.py

demo-reset: setup ## the demo from scratch (FORCE=1 does not ask)
	@$(VENV)/python bin/demo.py --reset

test: ## all tests, on real servers (ARGS="tests/reporting -x" for some of them)
	@$(PYTHON) bin/bootstrap.py --browser
	@$(TEST_ENV) $(SERVERS) $(VENV)/pytest $(ARGS)

drills: setup ## the slow ones, by hand: every page as everybody, large imports, a minute without network, long orders of acts
	@$(TEST_ENV) $(SERVERS) $(VENV)/pytest tests/drills -m drill -s

national-drill: setup ## a national edition of 18 sealed reports by real workers, by hand: speed, memory, a killed worker
	@$(TEST_ENV) $(SERVERS) $(VENV)/pytest tests/drills/test_national_edition.py -m drill -s

check: setup ## lint, formatting, types, migrations, known holes in packages
	@$(MAKE) --no-print-directory -j 2 types all-but-types

types:
	$(TEST_ENV) DATABASE_URL=postgres://x REDIS_URL=redis://x $(VENV)/mypy .

all-but-types:
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	git ls-files -z 'templates/*.html' 'templates/**/*.html' | xargs -0 $(VENV)/djade --target-version 5.2 --check
	$(TEST_ENV) $(SERVERS) $(VENV)/python manage.py makemigrations --check --dry-run
	$(VENV)/pip check
	$(VENV)/python bin/audit.py

format: setup ## format code and templates
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .
	git ls-files -z 'templates/*.html' 'templates/**/*.html' | xargs -0 $(VENV)/djade --target-version 5.2

lock: setup ## write the lock files again
	$(VENV)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml -o locks/runtime.txt
	$(VENV)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade --group dev -c locks/runtime.txt pyproject.toml -o locks/dev.txt
	$(VENV)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade --group node -o locks/node.txt
	npm install --package-lock-only --ignore-scripts

migrations: setup ## write migrations for changed models
	@$(TEST_ENV) $(SERVERS) $(VENV)/python manage.py makemigrations

screenshots: setup ## the pictures in the README, of the demo that is running
	@$(VENV)/python bin/screenshots.py

shell: setup ## Django's shell on the demo's database
	@$(TEST_ENV) $(VENV)/python bin/with_servers.py --keep demo -- $(VENV)/python manage.py shell

bench: setup ## what the portal promises, measured as ratios, into docs/benchmarks.md (QUICK=1: five minutes; ONLY=search for a part)
	@PORTAL_DEMO=true $(TEST_ENV) $(VENV)/python bin/bench.py $(if $(QUICK),--quick) $(ONLY)
