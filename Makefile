# Every target sets up .venv by itself; nothing but Python 3.11 or newer, make and git is needed.

.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
# Many tests wait for something, so that even one core keeps a few of them busy.
WORKERS ?= 3
ROOMS := bot handlers moderation scheduler tests $(wildcard bench)
# The tests start hundreds of processes: each would compile all libraries anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup play test lint format check docs bench bench-faq bench-moderation bench-participation bench-quizzes seed torture lock clean

help: ## shows this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' Makefile

setup: $(READY) ## prepares .venv with everything pinned

play: $(READY) ## opens the playground: a pretend group on a web page, no token needed
	@$(BIN)/pamong play

test: $(READY) ## runs the tests
	@$(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile -m "not alone"
	@$(BIN)/python -m pytest -m alone

lint: $(READY) ## style, formatting, types, imports
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary $(ROOMS)
	@$(BIN)/lint-imports --no-cache --no-logo

format: $(READY) ## puts imports and lines in order
	@$(BIN)/ruff check --quiet --fix
	@$(BIN)/ruff format

check: lint test ## all that must be in order before a commit

docs: $(READY) ## writes the pages in docs/ that come from the code
	@$(BIN)/python -m docs.generate

bench: $(READY) ## measures throughput
	@$(BIN)/python -m bench

bench-faq: $(READY) ## measures how well and fast questions find their answers
	@$(BIN)/python -m bench.faq --sealed

bench-moderation: $(READY) ## measures what the judge finds, with the data in PAMONG_DATA
	@$(BIN)/python -m bench.moderation

bench-quizzes: $(READY) ## measures answers a second and the leaderboard, and kills a quiz night
	@$(BIN)/python -m bench.quizzes
	@$(BIN)/python -m tests.torture.quizzes

bench-participation: $(READY) ## measures what a report on activity costs as the log grows
	@$(BIN)/python -m bench.participation

seed: $(READY) ## counts anew what the judge begins with, from the data in PAMONG_DATA
	@$(BIN)/python -m moderation.seed

torture: $(READY) ## kills and breaks a running bot, counts what is lost
	@$(BIN)/python -m tests.torture

lock: $(READY) ## renews requirements.lock: all platforms, with hashes
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --group dev --custom-compile-command "make lock" \
		--output-file requirements.lock pyproject.toml

clean: ## removes .venv and what tools left behind
	@rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Pamong needs Python 3.11 or newer. Please install it, or name it: make setup PYTHON=/path/to/python3"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip' 2>/dev/null || { \
		echo "This Python cannot make virtual environments yet. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Setting up .venv, this takes a minute the first time ..."
	@"$(PYTHON)" -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)
