# make        set up .venv and run the main job: label, report, notebooks, paper; all of it under build/ and paper/build/
# make test   set up .venv and run every check
# make run, make check   the same two without the set-up; in a conda environment: make check BIN="$CONDA_PREFIX/bin"
# make quick  run the fast tests alone, with linters and types left out: for work between two edits
# make test-browser  the tests in JupyterLab and a browser; they need chromium, and are skipped without it
# make notebooks  execute the notebooks in place, so that they are stored with their outputs
# make docs   build the documentation site, build/docs/html/index.html, offline
# make lab    open the welcome notebook in JupyterLab
# make lock   renew requirements.lock from pyproject.toml
# make test-oldest   the tests with the oldest versions that pyproject.toml allows, in .venv-oldest
# make clean  remove what the project made, and the environments

PYTHON ?= python3
BIN ?= .venv/bin
LAB_OPTIONS ?=

# Nothing opens a window, nothing is written to the home folder, no module is found but those of the environment.
export MPLBACKEND := agg
export MPLCONFIGDIR := $(CURDIR)/build/cache/matplotlib
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONPATH

SOURCES := $(shell find framing corpus -type f ! -name '*.pyc')
NOTEBOOKS := $(wildcard notebooks/*.ipynb)

# One line a step, with its seconds: $(call step,words,command)
step = @began=$$(date +%s); $(2) && echo "$$(($$(date +%s) - began)) s  $(1)"

.DELETE_ON_ERROR:
.PHONY: all setup run test check test-browser quick docs notebooks lab lock test-oldest clean

all: setup
	@$(MAKE) --no-print-directory run

test: setup
	@$(MAKE) --no-print-directory check

# --- the environment -------------------------------------------------------------------------------------------------

setup: .venv/installed

.venv/locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo "installing requirements.lock into .venv; this takes a minute or two"
	@$(PYTHON) -m venv --clear .venv
	$(call step,install what the package needs,.venv/bin/python -m pip install --quiet --no-input --require-hashes -r requirements.lock)
	@touch $@

.venv/installed: .venv/locked pyproject.toml
	$(call step,install the package,.venv/bin/python -m pip install --quiet --no-input --no-deps --no-build-isolation --editable .)
	@touch $@

# --- the main job ----------------------------------------------------------------------------------------------------

run: build/report/report.html $(NOTEBOOKS:%=build/%) paper/build/manuscript.pdf
	@echo "look at build/report/report.html, build/notebooks/ and paper/build/manuscript.pdf"

build/report/report.html: $(SOURCES)
	$(call step,label and report corpus/demo,$(BIN)/framing report corpus/demo -o build/report)
	@touch $@

build/notebooks/%.ipynb: notebooks/%.ipynb notebooks/execute.py $(SOURCES)
	$(call step,execute notebooks/$*.ipynb,$(BIN)/python notebooks/execute.py $< -o build/notebooks)

paper/build/manuscript.pdf: $(wildcard paper/*.*) $(SOURCES)
	$(call step,build the paper,$(BIN)/python paper/build.py)

# --- the checks ------------------------------------------------------------------------------------------------------

check:
	@$(BIN)/python -m ruff check
	@$(BIN)/python -m ruff format --check
	@$(BIN)/python -m mypy
	@$(BIN)/python -m pytest -n 2 --dist worksteal

test-browser: setup
	@$(BIN)/python -m pytest -q -rs --browser tests/test_browser.py tests/test_browser_coding.py

quick: setup
	@$(BIN)/python -m pytest -q --quick

# --- now and then ----------------------------------------------------------------------------------------------------

docs: setup
	$(call step,build the documentation,$(BIN)/python docs/build.py)

notebooks: setup
	@$(BIN)/python notebooks/execute.py $(NOTEBOOKS) -o notebooks

lab: setup
	env -u MPLBACKEND JUPYTER_PREFER_ENV_PATH=1 JUPYTER_CONFIG_DIR="$(CURDIR)/build/lab/config" \
	  JUPYTER_DATA_DIR="$(CURDIR)/build/lab/data" JUPYTER_RUNTIME_DIR="$(CURDIR)/build/lab/runtime" \
	  IPYTHONDIR="$(CURDIR)/build/lab/ipython" .venv/bin/python -m jupyterlab \
	  --LabApp.default_url=/lab/tree/notebooks/00_welcome.ipynb $(LAB_OPTIONS)

lock: setup
	@.venv/bin/python -m pip install --quiet --no-input uv
	.venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras \
	  --generate-hashes --only-binary :all: --emit-build-options --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

test-oldest:
	@$(PYTHON) -m venv --clear .venv-oldest
	@.venv-oldest/bin/python -m pip install --quiet --no-input uv
	.venv-oldest/bin/uv pip install --quiet --python .venv-oldest --resolution lowest-direct --only-binary :all: \
	  --no-binary framing --editable '.[lab,dev]' 'pyparsing>=3.1,<3.3'
	.venv-oldest/bin/python -m pytest -n 2 --dist worksteal

clean:
	rm -rf build paper/build .venv .venv-oldest *.egg-info
