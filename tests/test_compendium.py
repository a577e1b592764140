"""A compendium: laid out by one command, built at once, and stopped where words and numbers do not fit."""

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from framing.cli import main
from framing.compendium import Number, build, new_paper, stale
from framing.compendium.conditions import Reader
from framing.compendium.marks import Made, expanded
from framing.compendium.plan import read_plan
from framing.compendium.prose import cited, problems_of_prose, typed_numbers
from framing.compendium.state import inputs
from framing.compendium.typeset import latex_pdf, table_for
from framing.compendium.values import Values
from framing.compendium.word_styles import reference_doc
from framing.model import Note
from framing.plot import plot

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "corpus" / "demo"
NOTHING = Made({}, {}, {}, {})


def run(*words):
    return CliRunner().invoke(main, list(map(str, words)))


def built(paper, **environment):
    """Run the build as make does."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    return subprocess.run(
        [sys.executable, "build.py"], cwd=paper, env=variables, capture_output=True, encoding="utf-8", timeout=120
    )


def contents(paper):
    """Every file of a build but the saved labels, which a build may take over."""
    folder = paper / "build"
    paths = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    return {path.as_posix(): (folder / path).read_bytes() for path in paths if path.parts[0] != "cache"}


def replaced(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Two outlets, six events of the demonstration corpus."""
    folder = tmp_path_factory.mktemp("place") / "corpus"
    for outlet in ("courier", "ledger"):
        (folder / outlet).mkdir(parents=True)
        for path in sorted((DEMO / outlet).glob("*.txt"))[:6]:
            shutil.copy(path, folder / outlet)
    return folder


@pytest.fixture(scope="module")
def finished(corpus):
    """A paper beside its corpus, built."""
    paper = corpus.parent / "paper"
    assert run("new-paper", paper, "--corpus", corpus, "--devices", "hedge").exit_code == 0
    done = built(paper)
    assert (done.returncode, done.stderr) == (0, "")
    return paper


@pytest.fixture
def copy(finished, corpus, tmp_path):
    """The paper and its corpus in another place, with the saved labels."""
    shutil.copytree(corpus, tmp_path / "corpus")
    return Path(shutil.copytree(finished, tmp_path / "paper"))


def test_a_new_paper_builds_to_pdf_word_and_html(finished):
    assert {"manuscript.pdf", "manuscript.docx", "manuscript.html", "manuscript.tex"} <= set(contents(finished))


def test_no_mark_is_left_outside_comments(finished):
    text = re.sub(r"<!--.*?-->", "", contents(finished)["manuscript.md"].decode(), flags=re.DOTALL)
    assert "{{" not in text
    assert "The corpus has 12 articles" in text


def test_each_table_has_its_provenance(finished):
    beside = json.loads(contents(finished)["tables/results.provenance.json"])
    assert {"corpus", "lexicons and weights", "package", "seeds"} <= set(beside)


def test_figures_name_the_corpus_they_were_made_from(finished):
    found = contents(finished)
    digest = json.loads(found["provenance.json"])["corpus"]["all files"]
    assert digest in found["figures/ratios.svg"].decode()


def test_two_builds_elsewhere_have_the_same_bytes(finished, copy):
    shutil.rmtree(copy / "build")
    assert built(copy, LANG="C", LC_ALL="C", TZ="Pacific/Auckland", PYTHONHASHSEED="7").returncode == 0
    first, second = contents(finished), contents(copy)
    assert {name for name in first if first[name] != second.get(name)} == set()


def test_nothing_is_stale_after_a_build(finished):
    done = run("verify", finished)
    assert (done.exit_code, done.stderr) == (0, f"{finished}: nothing is stale\n")
    done = run("verify", finished / "build")
    assert (done.exit_code, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("paper/analysis.py", "files: analysis.py: changed since the build"),
        ("paper/build/manuscript.md", "build/manuscript.md: was changed after the build"),
        ("corpus/added.txt", "corpus: all files: changed since the build"),
    ],
)
def test_verify_names_what_changed(copy, place, line):
    with (copy.parent / place).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert [found.partition(" (")[0] for found in stale(copy / "build")] == [line]


def test_verify_ends_with_status_1_where_a_result_is_missing(copy):
    (copy / "build" / "manuscript.pdf").unlink()
    done = run("verify", copy / "build")
    assert (done.exit_code, done.stdout) == (1, "build/manuscript.pdf: is missing\n")


def rebuilt(paper, figures=types.MappingProxyType({})):
    """Build from the tables and numbers of the last build, by default without figures."""
    folder = paper / "build"
    kept = {name: Number(**kept) for name, kept in json.loads((folder / "numbers.json").read_text("utf-8")).items()}
    return build(
        paper,
        tables=lambda plan: {name: pd.read_csv(folder / "tables" / f"{name}.csv") for name in ("rates", "results")},
        numbers=lambda tables: kept,
        texts=lambda tables, plan: {"methods": "We counted."},
        figures=figures,
    )


def test_a_figure_that_no_page_holds_is_one_line_unless_its_part_is_chosen(copy, capsys):
    tables = {name: pd.read_csv(copy / "build" / "tables" / f"{name}.csv") for name in ("rates", "results")}
    many = pd.concat([tables["rates"].assign(group=f"group {number}") for number in range(150)], ignore_index=True)
    status = rebuilt(copy, {"rates": lambda _: plot(many).figure})
    assert status == 1
    refused = r"paper: figure 'rates': one page does not hold it; draw each of its \d parts with part= as a figure"
    assert re.search(refused, capsys.readouterr().err)
    assert rebuilt(copy, {"rates": lambda _: plot(many, part=1).figure}) == 0


def test_files_with_one_name_in_two_folders_are_both_recorded(copy):
    for name in ("a", "b"):
        (copy / name).mkdir()
        (copy / name / "one.tsv").write_text(f"term\tdevice\tsubtype\tsource\n{name}\tmine\t\town\n", "utf-8")
    for part in ("codings", "lexicons", "outlets"):
        replaced(copy / "plan.toml", f"{part} = []", f'{part} = ["a/one.tsv", "b/one.tsv"]')
    found = inputs(read_plan(copy))
    assert list(found["codings"]) == list(found["outlet profiles"]) == ["a/one.tsv", "b/one.tsv"]
    assert len({found["lexicons and weights"][name] for name in ("one.tsv", "b/one.tsv")}) == 2


def test_the_build_lists_all_that_does_not_fit(copy, capsys):
    for ending in ("typ", "tex"):
        (copy / f"manuscript.{ending}").unlink()
    manuscript = copy / "manuscript.md"
    replaced(manuscript, "{{words}}", "{{letters}}")
    replaced(manuscript, 'exclude == "boilerplate"', 'exclude == "quotation"')
    assert rebuilt(copy) == 1
    assert [line.partition(";")[0] for line in capsys.readouterr().err.splitlines()] == [
        "paper: manuscript.md, line 23: the number 'letters' is unknown",
        "paper: manuscript.md, line 24: the claim 'Boilerplate (16.7 % of the words) was excluded from instances and "
        'denominators.\' is no longer true: exclude == "quotation"',
        "paper: findings.py: the number 'words' is used in no manuscript",
    ]


def test_a_folder_that_is_not_empty_is_one_line(finished, corpus):
    done = run("new-paper", finished, "--corpus", corpus)
    assert done.exit_code == 2
    assert done.stderr == (
        f"framing: error: {finished}: the folder is not empty; give the name of a new one, or empty it\n"
    )


@pytest.mark.parametrize(("usual", "told"), [("here", ""), ("elsewhere", " PYTHON=")])
def test_make_is_told_of_this_python_where_python3_is_another(corpus, tmp_path, monkeypatch, usual, told):
    folder = Path(sys.executable).parent if usual == "here" else tmp_path
    monkeypatch.setattr(shutil, "which", lambda name: str(folder / name))
    done = run("new-paper", tmp_path / "a paper", "--corpus", corpus, "--devices", "hedge")
    ending = f"make -C '{tmp_path}/a paper'{told and told + sys.executable}"
    assert done.stderr.splitlines()[-1].endswith(ending)


def test_one_outlet_is_one_line(corpus, tmp_path):
    done = run("new-paper", tmp_path / "paper", "--corpus", corpus / "courier")
    assert done.exit_code == 2
    assert "the articles have only one outlet, 'The Alder Courier', and a paper compares at least two" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def undated(folder):
    path = folder / "news.csv"
    path.write_text("outlet,text\nBee,It may rain.\nSun,It rains.\n", encoding="utf-8")
    return path


def test_no_dates_is_one_line_and_no_period_is_stated(tmp_path):
    with pytest.warns(Note, match="no article has a date, so the paper states no period"):
        new_paper(tmp_path / "paper", undated(tmp_path))
    assert "first_day" not in (tmp_path / "paper" / "manuscript.md").read_text(encoding="utf-8")
    assert "first_day" not in (tmp_path / "paper" / "findings.py").read_text(encoding="utf-8")


def test_an_outlet_without_dates_is_among_the_numbers(tmp_path):
    path = tmp_path / "news.csv"
    path.write_text("outlet,date,text\nBee,2024-01-12,It may rain.\nSun,,It rains.\n", encoding="utf-8")
    with pytest.warns(Note, match="left without a date"):
        new_paper(tmp_path / "paper", path)
    numbers = runpy.run_path(str(tmp_path / "paper" / "findings.py"))["numbers"]
    corpus = pd.DataFrame({"articles": [1, 1], "words": [3, 2], "words_counted": [3, 2], "first": ["2024-01-12", None]})
    results = pd.DataFrame({"kind": ["contrast"], "p_adjusted": [0.5]})
    made = numbers({"corpus": corpus.assign(last=corpus["first"]), "results": results})
    assert [made[name].text for name in ("articles", "groups", "words", "last_day")] == ["2", "2", "5", "2024-01-12"]


def test_a_paper_inside_its_corpus_is_refused(corpus):
    with pytest.raises(ValueError, match="is inside the corpus"):
        new_paper(corpus / "paper", corpus)


@pytest.mark.parametrize("ending", ["typ", "md", "tex"])
def test_a_new_manuscript_has_no_typed_number_and_cites_the_bibliography(finished, ending):
    text = (finished / f"manuscript.{ending}").read_text(encoding="utf-8")
    assert (typed_numbers(text, f".{ending}"), set(cited(text, f".{ending}"))) == ([], {"framing", "holm1979"})


def test_the_adjustment_of_p_is_stated_once(finished):
    method = re.search(
        "# Method\n(.*?)\n# Results", (finished / "build" / "manuscript.md").read_text("utf-8"), re.DOTALL
    )
    assert method[1].count("adjust") == 1


@pytest.mark.parametrize("typed", ["7", "1,234", "0.5", "four", "Twenty", "twice"])
@pytest.mark.parametrize("ending", [".typ", ".md", ".tex"])
def test_a_number_typed_into_the_prose_is_found_with_its_line(typed, ending):
    begun = "\\begin{document}" if ending == ".tex" else ""
    claim = f"{{{{claim: articles > 3 | Here are\n{typed} hedges.}}}}"
    assert typed_numbers(f"{begun}{claim} {{{{words}}}}", ending) == [(2, typed)]


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("a 95 % interval, per 1,000 words, p below .05, of one kind; said @orr1999", ".typ"),
        ('#set text(size: 10.5pt)\n#block(width: 80%, [x]) `coder_1` #image("1.svg") <fig1>', ".typ"),
        ("---\ndate: 2024\n---\n`coder_1` [@orr1999] ![x](figure_1.png){width=85mm} table 2", ".md"),
        (r"\documentclass[11pt]{article}\begin{document}\citep[3]{orr1999} \ref{t1} 95 \% % in 1999", ".tex"),
    ],
)
def test_conventions_code_and_citations_are_no_typed_numbers(text, ending):
    assert typed_numbers(text, ending) == []


@pytest.mark.parametrize(
    ("ending", "text"),
    [(".typ", "See @fig and @orr1999. <fig>"), (".md", "So [-@orr1999], x@y.org."), (".tex", r"\citep[p. 3]{orr1999}")],
)
def test_a_work_that_is_missing_stops_the_build_and_one_that_is_not_cited_is_noted(ending, text):
    found = problems_of_prose({ending: text}, "@book{lind2001,\n}", refuses_numbers=False)
    assert found == (
        [f"manuscript{ending}, line 1: the work 'orr1999' is not in references.bib"],
        ["references.bib: no manuscript cites lind2001"],
    )


def test_an_unknown_device_is_refused(corpus, tmp_path):
    with pytest.raises(ValueError, match="hedges cannot be labelled"):
        new_paper(tmp_path / "paper", corpus, devices=["hedges"])


def reader():
    results = pd.DataFrame(
        {
            "kind": "contrast", "device": "hedge", "a": ["Bee", "Bee"], "b": ["Sun", "Fox"], "ratio": [2.0, None],
            "low": [1.5, None], "high": [2.5, None], "p_adjusted": [0.01, None], "units": 20, "unit": "event",
        }
    )  # fmt: skip
    rates = pd.DataFrame({"device": ["hedge"], "group": ["Bee"], "rate": [6.0], "n": [12], "words": [2000]})
    named = {"articles": Number("1,200", 1200, "articles"), "unit": Number("event", "event", "unit in the plan")}
    return Reader(Values(named, results, rates))


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('ratio["hedge", "Bee", "Sun"] > 1', True),
        ('ratio["hedge", "Sun", "Bee"] > 1', False),
        ('low["hedge", "Bee", "Sun"] > 1 and p["hedge", "Bee", "Sun"] < 0.05', True),
        ('1000 * n["hedge", "Bee"] / words["hedge", "Bee"] == rate["hedge", "Bee"]', True),
        ("not articles < 1000 or articles == 3", True),
        ("1000 < articles < 1100", False),
        ('unit == "event"', True),
        ('unit != "event"', False),
    ],
)
def test_a_condition_is_compared_with_the_numbers(condition, holds):
    assert reader().holds(condition) is holds


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("__import__('os').getcwd() == 1", "names no number"),
        ("articles", "is no comparison"),
        ("articles >", "cannot be read"),
        ("people > 3", "the number 'people' is unknown"),
        ('ratio["hedge", "Bee", "Fox"] > 1', "could not be estimated"),
        ('ratio["hedge", "Bee", "Owl"] > 1', "is in no table"),
        ("1 / 0 > 1", "divides by 0"),
        ('unit > "article"', "orders texts"),
        ("unit == 3", "orders texts"),
        ("(" * 300 + "1" + ")" * 300 + " > 0", "cannot be read"),
    ],
)
def test_a_condition_that_cannot_be_decided_is_refused(condition, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        reader().holds(condition)


@pytest.mark.parametrize(
    ("ending", "text", "printed"),
    [
        (".md", "{{articles}} read", "1,200 read"),
        (
            ".tex",
            '{{contrast["hedge", "Bee", "Sun"]}}',
            "2.00\u00a0[1.50,\u00a02.50], 20\u00a0events, p\u00a0=\u00a0.010",
        ),
        (".md", 'It is {{ratio["hedge", "Sun", "Bee"]}}.', "It is 0.50 \\[0.40, 0.67\\]."),
        (".md", "{{claim: articles > 1 | All {{articles}} of *them*}}.", "All 1,200 of *them*."),
        (".md", "<!-- {{people}} -->", "<!-- {{people}} -->"),
        (".tex", "{{\\bf x}} % {{people}}", "{{\\bf x}} % {{people}}"),
        (".tex", "{{claim: articles > 1 | All \\emph{these}}}", "All \\emph{these}"),
        (".typ", "See https://example.org {{articles}} // {{people}}", "See https://example.org 1,200 // {{people}}"),
    ],
)
def test_marks_are_replaced(ending, text, printed):
    assert expanded(text, ending=ending, name="m", reader=reader(), made=NOTHING) == (printed, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{people}}", "m, line 1: the number 'people' is unknown; findings.py makes the numbers"),
        (
            "\n{{claim: articles > 1}}",
            "m, line 2: a claim is written as {{claim: condition | words}}; here are no words",
        ),
        ("{{claim: articles > 1 | All", "m: the mark '{{claim:' is not closed; end it with }}"),
        ("{{table: sizes}}", "m, line 1: the table 'sizes' is unknown; there are none"),
        ("\\emph{{{articles}}}", "m, line 1: write a space on both sides of the mark"),
    ],
)
def test_a_mark_that_names_nothing_is_one_line(text, problem):
    _, problems = expanded(text, ending=".tex", name="m", reader=reader(), made=NOTHING)
    assert len(problems) == 1
    assert problems[0].startswith(problem)


def test_a_table_without_a_kind_is_printed_as_it_is():
    table = pd.DataFrame({"outlet": ["Bee"], "words": [12000], "own_voice": [0.456]})
    assert table_for(table, ".md").splitlines()[::2] == ["| outlet | words | own voice |", "| Bee | 12,000 | 0.46 |"]


@pytest.mark.parametrize(("ending", "cell"), [(".md", "A\\_B \\| C"), (".typ", "A\\_B | C"), (".tex", "A\\_B | C")])
def test_cells_are_escaped_in_each_format(ending, cell):
    rates = pd.DataFrame(
        {
            "device": "hedge", "group": ["A_B | C"], "rate": [6.0], "low": [5.0], "high": [7.0], "n": [31],
            "words": 5000, "articles": 20, "units": 20, "kind": "rate", "measure": "rate", "base": "words",
            "limits": "",
        }
    )  # fmt: skip
    assert cell in table_for(rates, ending)


def program(folder, name, *lines):
    """Write a program that stands for one of TeX."""
    path = folder / name
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)


def test_latex_is_set_by_the_first_program_that_can(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    program(tmp_path, "pdflatex", "echo '! LaTeX Error: a letter is unknown'", "exit 1")
    with pytest.raises(ValueError, match=r"tex: pdflatex: ! LaTeX Error: a letter is unknown; see manuscript"):
        latex_pdf(tmp_path / "manuscript.tex", "")
    program(tmp_path, "lualatex", ": > manuscript_latex.pdf")
    assert latex_pdf(tmp_path / "manuscript.tex", "") == [tmp_path / "manuscript_latex.pdf"]


def test_a_word_file_beside_the_manuscript_has_the_styles(tmp_path):
    own = tmp_path / "reference.docx"
    own.write_bytes(b"styles of a journal")
    assert reference_doc("pandoc", tmp_path / "build" / "manuscript.md", tmp_path) == own


@pytest.mark.parametrize(("ending", "expected"), [(".typ", "1fr"), (".tex", r"p{0."), (".md", "-" * 17)])
def test_only_long_names_are_broken(ending, expected):
    names = ["The Weekly Intelligencer of Port Alder and District", "Bee"]
    printed = [expected in table_for(pd.DataFrame({"a": [name], "b": [name], "c": [name]}), ending) for name in names]
    assert printed == [True, False]


def test_the_codes_of_a_plan_reach_the_analysis_and_their_absence_is_noted(copy, capsys):
    replaced(
        copy / "plan.toml", "[comparison]", '[codes]\ncodes = ["conflict", "hedge"]\ncorrect = "sample"\n\n[comparison]'
    )
    plan = read_plan(copy)
    assert (plan.codes, plan.correct) == (("conflict", "hedge"), "sample")
    rebuilt(copy)
    told = capsys.readouterr().err
    assert "note: codes planned and not in the results: conflict\n" in told
    assert "note: shares of codes were to be corrected by a sample and are not" in told
    replaced(copy / "plan.toml", 'correct = "sample"', 'correct = "yes"')
    with pytest.raises(ValueError, match=r'correct in \[codes\] has to be "sample" or "none"'):
        read_plan(copy)


def test_typed_numbers_is_allow_or_refuse(copy, capsys):
    replaced(copy / "plan.toml", 'typed_numbers = "allow"', 'typed_numbers = "no"')
    assert rebuilt(copy) == 1
    assert 'typed_numbers in [paper] has to be "allow" or "refuse"' in capsys.readouterr().err
