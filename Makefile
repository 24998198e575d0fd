# The three commands that people need are start, grade and test; each sets up what it needs.
# The README has the same as plain commands, for people without make.

PYTHON ?= python3
BIN := .venv/bin
SAMPLE := build/sample-course
# Jupyter wants to be told that it may run as root, as in a container.
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

.PHONY: start grade test test-quick release site build quality speed lint clean

start: .venv/installed
	$(BIN)/grader bundle --self-study work
	$(BIN)/jupyter lab $(AS_ROOT) work/notebooks/00-how-it-works.ipynb

grade: .venv/installed
	rm -rf $(SAMPLE)
	$(BIN)/grader demo $(SAMPLE)

test: .venv/installed-dev
	$(BIN)/python -m pytest -n auto $(TESTS)

test-quick: .venv/installed-dev
	$(BIN)/python -m pytest -n auto -q -m "not slow and not exhaustive"

release: .venv/installed
	$(BIN)/grader bundle dist/dnn-course.zip
	rm -rf build/student
	$(BIN)/grader bundle build/student
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps -w dist build/student

# PYODIDE=FOLDER puts a copy of Pyodide into the site. Without it, browsers get it from its CDN.
site: .venv/installed-site
	$(BIN)/grader site build/site $(if $(PYODIDE),--pyodide $(PYODIDE))

build: .venv/installed
	$(BIN)/grader build

quality: .venv/installed-dev
	$(BIN)/python bench/quality.py

# OTTER=DIR/bin/otter measures otter-grader beside it, TORCH=DIR/bin/python PyTorch, each from an
# environment of its own.
speed: .venv/installed
	$(BIN)/python bench/speed.py $(if $(OTTER),--otter $(OTTER)) $(if $(TORCH),--torch $(TORCH))

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

clean:
	rm -rf build dist .venv

.venv/installed: requirements.txt pyproject.toml grader/authoring/student_files/pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "The course needs Python 3.11 or newer, and $(PYTHON) is " + sys.version.split()[0] + ". Try: make $(MAKECMDGOALS) PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/installed-site: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[site]"
	@touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@
