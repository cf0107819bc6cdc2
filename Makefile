# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON = .venv/bin/python
DAYS ?= 1

.PHONY: run test setup clock

run: setup
	@$(PYTHON) tools/run.py

test: setup
	@$(PYTHON) tools/check.py

setup:
	@python3 tools/setup.py

# Put the running demo's clock ahead, so that a reminder falls due: make clock DAYS=1
clock:
	@set -a && . var/run/owner.env && PORTAL_MODE=demo $(PYTHON) manage.py move_clock --days $(DAYS)
