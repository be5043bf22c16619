# Everything that is done here, each with one command. `make` alone says what there is.

PYTHON ?= python3
PORT ?=
WORKSPACE ?=
ARTICLES ?=
UV ?= uv

# Empty unless given: then mapapp's own defaults hold (the user's data folder, the first free port from 8501).
workspace = $(if $(WORKSPACE),--workspace "$(WORKSPACE)")
port = $(if $(PORT),--port $(PORT))

.PHONY: help install run test check bench train requirements clean test-tools browser

help:  ## what there is
	@echo "make install        a virtual environment .venv with mapapp in it and nothing else"
	@echo "make run            install, build the gazetteer once, open the app; ARTICLES=folder reads your reports first,"
	@echo "                    PORT=8502 and WORKSPACE=folder choose another door and another set of reports"
	@echo "make test           install the test tools (.venv-test, Chromium) and run every test"
	@echo "make check          ruff, ruff format, mypy --strict"
	@echo "make bench          speed and size, side by side with others: rows for benchmarks/RESULTS.md"
	@echo "make train          fit the models again (needs the annotated corpora: CORPORA=folder)"
	@echo "make requirements   pin the packages again, with hashes (needs uv)"
	@echo "make clean          take away what was built here; your workspace and the gazetteer stay"

install:
	@$(PYTHON) requirements/install.py .venv run.txt

# A report that cannot be read (status 1) is said and listed in the app; it does not keep the app shut.
run:
	@if [ -n "$(ARTICLES)" ] && [ ! -e "$(ARTICLES)" ]; then \
		echo "There is no file or folder $(ARTICLES). Give one that exists: make run ARTICLES=folder" >&2; exit 1; fi
	@$(PYTHON) requirements/install.py .venv run.txt
	@if [ -n "$(ARTICLES)" ]; then .venv/bin/mapapp ingest "$(ARTICLES)" $(workspace) || [ $$? -eq 1 ]; fi
	@.venv/bin/mapapp open $(workspace) $(port)

test-tools:
	@$(PYTHON) requirements/install.py .venv-test test.txt

browser:
	@.ci/browser

# A file is one worker's: its tests share servers and pages.
test: test-tools browser
	@.venv-test/bin/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: test-tools
	.venv-test/bin/ruff check .
	.venv-test/bin/ruff format --check .
	.venv-test/bin/mypy

bench: test-tools browser
	@.venv-test/bin/python benchmarks/run.py
	@.venv-test/bin/python benchmarks/map.py

train:
	@$(PYTHON) requirements/install.py .venv-train train.txt
	@.venv-train/bin/python -m gazetteer.training $(foreach name,lgl trnews geowebnews_dev viina_dev,"$(CORPORA)/$(name).jsonl")
	@.venv-train/bin/python -m mapapp.reading.places.training "$(CORPORA)"
	@.venv-train/bin/python -m mapapp.reading.times.training "$(CORPORA)"
	@mkdir -p build && .venv-train/bin/python benchmarks/reports.py --gold build/reports.jsonl
	@.venv-train/bin/python -m mapapp.reading.events.grading.training "$(CORPORA)/events_dev.jsonl" benchmarks/war_events.jsonl \
		build/reports.jsonl --texts "$(CORPORA)/ukraine_war_news.jsonl"

requirements:
	@sh requirements/pin.sh $(UV)

clean:
	rm -rf .venv .venv-test .venv-train .venv*.log build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find gazetteer mapapp tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
