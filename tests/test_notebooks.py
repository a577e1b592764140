"""Notebooks are thin, end with an answer in words, and run on any machine."""

import ast
import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MAY_IMPORT = {"framing", "pandas", "matplotlib"}

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def nodes(path):
    """The syntax of all code cells; a line that is IPython's own is a syntax error, and so it should be."""
    return [node for cell in cells(path, "code") for node in ast.walk(ast.parse(cell.source))]


def run(path, target):
    """Execute `path` as `make` does, in a process of its own."""
    command = [sys.executable, ROOT / "notebooks" / "execute.py", path, "-o", target]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)


@pytest.fixture
def workplace(tmp_path):
    """A copy of what a notebook reads, so that none writes into the repository."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    (tmp_path / "notebooks").mkdir()
    return tmp_path


@pytest.fixture
def write_notebook(workplace):
    """Write a notebook of one code cell into the workplace and give its path."""

    def write(source):
        path = workplace / "notebooks" / "one.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]), path)
        return path

    return write


def test_there_are_notebooks():
    assert len(NOTEBOOKS) >= 3


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """A function that executes a notebook once, in a copy of what it reads, and gives the run and its result."""
    folder = tmp_path_factory.mktemp("executed")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "notebooks").mkdir()

    @cache
    def execute(path):
        return run(shutil.copy(path, folder / "notebooks"), folder / "executed"), folder / "executed" / path.name

    return execute


def outputs(path):
    """What each code cell shows as text, without the addresses of objects."""
    shown = [output.get("data", output) for cell in cells(path, "code") for output in cell.outputs]
    return [re.sub(r" at 0x\w+", "", data.get("text/plain", data.get("text", ""))) for data in shown]


@each_notebook
def test_a_notebook_runs_without_error_or_warning(path, executed):
    done = executed(path)[0]
    assert (done.returncode, done.stderr) == (0, "")


@each_notebook
def test_a_notebook_is_stored_with_the_outputs_that_it_has(path, executed):
    assert outputs(path) == outputs(executed(path)[1])


@each_notebook
def test_a_notebook_has_the_current_format(path):
    nbformat.validate(json.loads(path.read_text(encoding="utf-8")))


@each_notebook
def test_a_notebook_imports_only_framing_pandas_and_matplotlib(path):
    imported = {alias.name for node in nodes(path) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in nodes(path) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= MAY_IMPORT


@each_notebook
def test_a_notebook_defines_no_function_and_no_class(path):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert [ast.unparse(node) for node in nodes(path) if isinstance(node, kinds)] == []


@each_notebook
def test_a_notebook_begins_with_a_question(path):
    first = nbformat.read(path, as_version=4).cells[0]
    assert (first.cell_type, "?" in first.source) == ("markdown", True)


@each_notebook
def test_a_notebook_ends_with_an_answer_in_words(path):
    last = nbformat.read(path, as_version=4).cells[-1]
    assert last.cell_type == "markdown"
    assert len(re.findall(r"\w+", last.source)) >= 20


def test_every_cell_that_plots_shows_its_figure(write_notebook, tmp_path):
    path = write_notebook("import framing, pandas")
    table = """pandas.DataFrame({"device": ["hedge"], "group": ["A"], "units": [9], "n": [4], "rate": [1.0],
        "low": [0.5], "high": [2.0], "kind": ["rate"], "measure": ["rate"], "base": ["words"], "limits": [""]})"""
    sources = ["import framing, pandas", f"framing.plot({table});", f"framing.plot({table});"]
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources]), path)
    run(path, tmp_path / "executed")
    executed = cells(tmp_path / "executed" / "one.ipynb", "code")
    shown = [[output.output_type for output in cell.outputs] for cell in executed]
    assert shown == [[], ["display_data"], ["display_data"]]


def test_a_cell_that_raises_fails_the_run(write_notebook, tmp_path):
    done = run(write_notebook("1 / 0"), tmp_path / "executed")
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


def test_a_warning_in_a_cell_is_said(write_notebook, tmp_path):
    done = run(write_notebook("import warnings; warnings.warn('mind the gap')"), tmp_path / "executed")
    assert done.returncode == 0
    assert "mind the gap" in done.stderr


def test_a_kernel_of_the_users_own_is_not_taken(write_notebook, tmp_path, monkeypatch):
    other = tmp_path / "share" / "jupyter"
    (other / "kernels" / "python3").mkdir(parents=True)
    spec = {"argv": ["false"], "display_name": "another", "language": "python"}
    (other / "kernels" / "python3" / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(other))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(other))
    done = run(write_notebook("1 + 1"), tmp_path / "executed")
    assert (done.returncode, done.stderr) == (0, "")
