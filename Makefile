# make browse: set everything up and open the browser on the seed article
# make test:   set everything up and run the tests
# make check:  all that a change must pass: lint, format, types, tests, the built wheel
VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin

.PHONY: browse test check lint types wheel

browse: $(VENV)/.installed
	@$(BIN)/quoth seeds/000_92df1d4cf2710af1.txt

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2

check: lint types test wheel

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# The type checker sees the live tree through links, under the package's own name.
types: $(VENV)/.dev
	mkdir -p build/types/quoth
	for part in core store tui seeds; do ln -sfn ../../../$$part build/types/quoth/$$part; done
	MYPYPATH=build/types $(BIN)/mypy --strict -p quoth

wheel: $(VENV)/.dev
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .
	$(BIN)/python tests/wheel_check.py dist/*.whl

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[all]'
	touch $@

$(VENV)/.dev: $(VENV)/.installed
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@
