"""Notebooks are thin, end with an answer in words, and run on any machine."""

import ast
import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import pytest

import framing

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MAY_IMPORT = {"framing", "pandas", "matplotlib", "IPython"}

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


def workplace(folder):
    """Copy what a notebook reads, so that none writes into the repository, and give the folder for notebooks."""
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "notebooks").mkdir()
    return folder / "notebooks"


@pytest.fixture
def write_notebook(tmp_path):
    """Write a notebook of these code cells into a workplace and give its path."""

    def write(*sources):
        path = workplace(tmp_path) / "one.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources]), path)
        return path

    return write


def test_the_welcome_links_to_every_other_notebook():
    links = re.findall(r"\]\((\w+\.ipynb)\)", cells(NOTEBOOKS[0], "markdown")[0].source)
    assert links == [path.name for path in NOTEBOOKS[1:]]


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """A function that executes a notebook once, in a copy of what it reads, and gives the run and its result."""
    folder = tmp_path_factory.mktemp("executed")
    notebooks = workplace(folder)

    @cache
    def execute(path):
        return run(shutil.copy(path, notebooks), folder / "executed"), folder / "executed" / path.name

    return execute


def outputs(path):
    """What each code cell shows as text, without addresses of objects and versions of the machine."""
    shown = [output.get("data", output) for cell in cells(path, "code") for output in cell.outputs]
    texts = [data.get("text/markdown", data.get("text/plain", data.get("text", ""))) for data in shown]
    return [
        re.sub(r" at 0x\w+|Made with framing .*?(?=Random)|Term lists and weights.*", "", text, flags=re.S)
        for text in texts
    ]


@each_notebook
def test_a_notebook_runs_without_error_or_warning_to_the_outputs_that_it_is_stored_with(path, executed):
    done, target = executed(path)
    assert (done.returncode, done.stderr, outputs(target)) == (0, "", outputs(path))


@each_notebook
def test_a_notebook_has_the_current_format(path):
    nbformat.validate(json.loads(path.read_text(encoding="utf-8")))


@each_notebook
def test_a_notebook_imports_only_framing_pandas_matplotlib_and_ipython(path):
    imported = {alias.name for node in nodes(path) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in nodes(path) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= MAY_IMPORT


@each_notebook
def test_a_notebook_defines_no_function_and_no_class(path):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert [ast.unparse(node) for node in nodes(path) if isinstance(node, kinds)] == []


@each_notebook
def test_a_notebook_is_stored_with_the_page_of_a_widget_alone(path):
    assert "jupyter.widget" not in path.read_text(encoding="utf-8")


@each_notebook
def test_a_notebook_begins_with_a_question(path):
    first = nbformat.read(path, as_version=4).cells[0]
    assert (first.cell_type, "?" in first.source) == ("markdown", True)


@each_notebook
def test_a_notebook_ends_with_an_answer_in_words_that_is_computed(path):
    *_, title, last = nbformat.read(path, as_version=4).cells
    assert (title.source, last.cell_type) == ("## Answer", "code")
    assert len(re.findall(r"\w+", last.outputs[-1].data["text/markdown"])) >= 20


# On other articles than those of the demonstration


ENGLISH = "The {0} may close, {1} said. “It seems unfair,” said Ada Orr, a nurse. Officials denied it. It is not over."
GERMAN = "Die {0} wird wohl schließen, sagte {1} am Montag. Es ist nicht vorbei, und niemand weiß, was noch kommt. " * 4
THINGS = "mill", "ferry", "school", "clinic", "harbour", "library"


def other_corpus(folder, text, *, outlets=("Bee", "Sun"), has_dates=True):
    """Write a table of articles of which each outlet has one on each thing."""
    rows = [(f"{one}-{thing}", one, thing, text.format(thing, one)) for one in outlets for thing in THINGS]
    table = pd.DataFrame(rows, columns=["doc_id", "outlet", "headline", "text"])
    if has_dates:
        table["date"] = [f"2024-0{month}-05" for _ in outlets for month in range(1, 7)]
    table.to_csv(folder / "corpus.csv", index=False)
    return table


def answer_of(path, folder, monkeypatch, **changes):
    """Run the cells of a notebook in this process, with other values in the first cell, and give the last one's."""
    (folder / "notebooks").mkdir()
    monkeypatch.chdir(folder / "notebooks")
    value, names = None, {}
    for number, cell in enumerate(cells(path, "code")):
        tree = ast.parse(cell.source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"{path.name}, code cell {number}", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), f"{path.name}, code cell {number}", "eval"), names)
        names |= changes if number == 0 else {}
        plt.close("all")
    return value.data


@pytest.mark.filterwarnings("ignore::framing.model.Note")
@pytest.mark.parametrize("path", [path for path in NOTEBOOKS if "frames" not in path.stem], ids=lambda path: path.stem)
def test_a_notebook_runs_on_a_table_of_two_outlets_without_events(path, tmp_path, monkeypatch):
    articles = other_corpus(tmp_path, ENGLISH)
    spans = framing.label(articles)
    codings = [tmp_path / "ann.csv", tmp_path / "ben.csv"]
    for file in codings:
        spans.to_csv(file, index=False)
    changes = {"corpus": "../corpus.csv", "my_articles": "../corpus.csv", "codings": codings}
    changes["name_sets"] = ROOT / "corpus" / "names.tsv"
    assert "**" in answer_of(path, tmp_path, monkeypatch, **changes)


@pytest.mark.filterwarnings("ignore::framing.model.Note")
@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        (ENGLISH, {"outlets": ["Bee"]}, "All articles are of one outlet (Bee)"),
        (ENGLISH, {"has_dates": False}, "No article has a date"),
        (GERMAN, {}, "12 of 12 articles are not in English (de)"),
    ],
)
def test_ones_own_corpus_is_told_what_cannot_be_done(tmp_path, monkeypatch, text, options, said):
    other_corpus(tmp_path, text, **options)
    answer = answer_of(ROOT / "notebooks" / "your_own_corpus.ipynb", tmp_path, monkeypatch, corpus="../corpus.csv")
    assert said in answer


# How notebooks are executed


def test_every_cell_that_plots_shows_its_figure(write_notebook, tmp_path):
    table = """pandas.DataFrame({"device": ["hedge"], "group": ["A"], "units": [9], "n": [4], "rate": [1.0],
        "low": [0.5], "high": [2.0], "kind": ["rate"], "measure": ["rate"], "base": ["words"], "limits": [""]})"""
    path = write_notebook("import framing, pandas", f"framing.plot({table});", f"framing.plot({table});")
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
