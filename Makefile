# The verbs of the project; `make` alone lists them. Options go in as variables:
# make run PORT=8001    make test ARGS="-k anchor"    make run PYTHON=python3.13
.DEFAULT_GOAL := help
.PHONY: help run test check fix fuzz bench audit build lock
PYTHON ?= python3
ARGS ?=
start = @command -v "$(PYTHON)" >/dev/null || { \
	echo "$(PYTHON) is missing: apt install python3 python3-venv, or name one with PYTHON="; \
	exit 1; }; exec "$(PYTHON)" -m start
export PYTHONPYCACHEPREFIX := $(CURDIR)/var/pycache

help:
	@sed -n 's/^\([a-z]*\): *## \(.*\)/  make \1	\2/p' Makefile

run: ## start the portal on http://localhost:8000 (PORT; with DEMO=0 also HOST)
	$(start) run
test: ## run the whole suite on a database server of its own (ARGS go to pytest)
	$(start) test $(ARGS)
check: ## format, lint, types, imports, templates, migrations, translations, deployment
	$(start) check
fix: ## format, mend what the linters can, collect messages to translate
	$(start) fix
fuzz: ## run the property tests with many more examples (ARGS go to pytest)
	$(start) fuzz $(ARGS)
bench: ## measure every page at three sizes (ARGS="--help" tells the options)
	$(start) bench $(ARGS)
audit: ## look for known weaknesses in the locked packages
	$(start) audit
build: ## make what a production server needs: environment, styles, translations
	$(start) build
lock: ## resolve the dependencies anew (ARGS="--upgrade" takes newer versions)
	$(start) lock $(ARGS)
