"""The paper: it is built by one command, and says nothing that the numbers do not."""

import csv
import doctest
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parent.parent
PAPER = ROOT / "paper"
sys.path.insert(0, str(PAPER))

import accuracy  # noqa: E402
import analysis  # noqa: E402
import check  # noqa: E402
import figure_forest  # noqa: E402
import findings  # noqa: E402
import wording  # noqa: E402

build = importlib.import_module("build")  # by name: linters take the folder build/ for it, where there is one

MANUSCRIPT = (PAPER / "manuscript.typ").read_text(encoding="utf-8")
REFERENCES = (PAPER / "references.bib").read_text(encoding="utf-8")
MADE = {
    "manuscript.pdf", "numbers.json", "figure_forest.pdf", "figure_forest.svg", "figure_forest.png",
    "table_rates.typ", "table_rates.tex", "table_rates.csv", "results.csv", "rates.csv",
}  # fmt: skip

TRUE = findings.Claim(True, "the moon is round")
FALSE = findings.Claim(False, "the moon is square")


def copied(folder):
    """Copy the paper, without what was built, into `folder`."""
    return Path(shutil.copytree(PAPER, folder / "paper", ignore=shutil.ignore_patterns("build", "__pycache__")))


def contents(paper):
    return {path.name: path.read_bytes() for path in (paper / "build").iterdir()}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """The command as people run it, in a copy, begun."""
    paper = copied(tmp_path_factory.mktemp("command"))
    shutil.copytree(ROOT / "corpus", paper.parent / "corpus")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "1"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    with subprocess.Popen([sys.executable, str(paper / "build.py")], env=environment, **pipes) as process:
        yield process, paper


@pytest.fixture(scope="module")
def tables(running):  # the command works meanwhile
    return analysis.tables()


@pytest.fixture(scope="module")
def built(tables, tmp_path_factory):
    paper = copied(tmp_path_factory.mktemp("built"))
    build.build(tables, paper)
    return paper / "build"


@pytest.fixture(scope="module")
def command(running, built):
    """What the command said, and where it built."""
    process, paper = running
    said, complained = process.communicate()
    return process.returncode, said, complained, paper


def test_one_command_builds_the_paper(command):
    status, _, complained, paper = command
    assert (status, complained) == (0, "")
    assert set(contents(paper)) >= MADE


def test_the_command_tells_how_far_it_is(command):
    lines = command[1].splitlines()
    assert "  80 of 80 articles labelled" in lines
    assert lines[-1] == "read: paper/build/manuscript.pdf"


def test_two_builds_give_the_same_bytes(command, built):
    assert contents(command[-1]) == contents(built.parent)


def test_the_pdf_and_the_figures_carry_no_date(built):
    made = b"".join(
        (built / name).read_bytes() for name in ("manuscript.pdf", "figure_forest.pdf", "figure_forest.svg")
    )
    assert re.findall(rb"CreationDate|ModDate|CreateDate|dc:date", made) == []


def test_the_manuscript_fits_its_numbers(tables):
    assert check.problems(MANUSCRIPT, findings.numbers(tables), findings.claims(tables), REFERENCES) == []


def test_a_number_that_is_not_computed_is_refused_with_its_place():
    assert check.problems('One\n#number("a") more', {}, {}, "") == [
        "manuscript.typ, line 2: the number 'a' is not in numbers.json; findings.py makes it"
    ]


def test_a_number_that_is_not_used_is_refused():
    assert check.problems("No number.", {"a": 1}, {}, "") == [
        "numbers.json: the number 'a' is used nowhere in manuscript.typ; take it out of findings.py"
    ]


def test_a_number_in_a_comment_is_not_used():
    assert check.uses('// #number("a")') == []


def test_a_claim_that_fails_is_refused_with_what_it_says():
    found = check.problems('#claim("moon")[The moon has corners].', {}, {"moon": FALSE}, "")
    assert found == [
        "manuscript.typ, line 1: the claim 'moon' no longer holds (the moon is square); "
        "see build/results.csv and mend the sentence"
    ]


def test_a_claim_that_holds_is_no_problem():
    assert check.problems('#claim("moon")[The moon is a ball].', {}, {"moon": TRUE}, "") == []


def test_a_claim_that_nobody_makes_is_refused():
    assert len(check.problems("The moon.", {}, {"moon": TRUE}, "")) == 1


def test_a_claim_that_nobody_checks_is_refused():
    assert len(check.problems('#claim("moon")[The moon]', {}, {}, "")) == 1


@pytest.mark.parametrize("typed", ["7", "1,234", "0.5", "20", "four", "Twenty", "twice"])
def test_a_number_typed_into_the_prose_is_refused(typed):
    assert check.bare_numbers(f"Here are\n{typed} hedges") == [(2, typed)]


@pytest.mark.parametrize(
    "allowed",
    [
        "a 95 % interval",
        "per 1,000 words",
        "said before @hyland1998",
        '#number("hedges20")',
        "`coder_1`",
        "of one kind",
    ],
)
def test_conventions_code_and_citations_are_no_typed_numbers(allowed):
    assert check.bare_numbers(allowed) == []


def test_the_manuscript_has_no_number_of_its_own():
    assert check.bare_numbers(MANUSCRIPT) == []


def test_the_manuscript_cites_the_works_of_the_bibliography_and_no_others():
    assert sorted(check.cited(MANUSCRIPT)) == check.entries(REFERENCES)


def test_a_work_that_is_not_in_the_bibliography_is_refused():
    assert check.problems("So said @orr1999.", {}, {}, "") == [
        "manuscript.typ, line 1: the work 'orr1999' is not in references.bib"
    ]


def test_a_work_that_is_not_cited_is_refused():
    assert check.problems("", {}, {}, "@book{orr1999,\n}") == [
        "references.bib: the work 'orr1999' is not cited in manuscript.typ"
    ]


def test_a_reference_to_a_figure_is_no_citation():
    assert check.cited("#figure(x) <forest>\nSee @forest.") == {}


def test_a_paper_that_does_not_fit_is_not_built(tables, tmp_path, monkeypatch, capsys):
    paper = copied(tmp_path)
    (paper / "manuscript.typ").write_text(MANUSCRIPT + '#number("guess")\n', encoding="utf-8")
    monkeypatch.setattr(build, "PAPER", paper)
    monkeypatch.setattr(analysis, "tables", lambda **_: tables)
    line = len(MANUSCRIPT.splitlines()) + 1
    assert build.main() == 1
    assert capsys.readouterr().err.startswith(f"paper: manuscript.typ, line {line}: the number 'guess' is not in")
    assert not (paper / "build" / "manuscript.pdf").exists()


def test_what_typst_cannot_set_is_one_clear_error(built, tmp_path):
    paper = Path(shutil.copytree(built.parent, tmp_path / "paper"))
    (paper / "manuscript.typ").write_text(MANUSCRIPT + "#nothing\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^manuscript\.typ: .*unknown variable: nothing"):
        build.typeset(paper)


def test_claims_follow_the_numbers(tables):
    exchanged = {"Kestria Ledger": "The Alder Courier", "The Alder Courier": "Kestria Ledger"}
    turned = {name: table.replace(exchanged) for name, table in tables.items()}
    failed = {name for name, claim in findings.claims(turned).items() if not claim.holds}
    assert failed >= {"order_all", "ledger_narrows", "ledger_reverses", "ledger_reports_hedges", "ledger_approximates"}


def test_a_contrast_is_turned_to_the_outlet_asked_for(tables):
    there = findings.contrast(tables["results"], analysis.ALL, "ledger", "courier")
    back = findings.contrast(tables["results"], analysis.ALL, "courier", "ledger")
    assert (back.ratio, back.low, back.high) == pytest.approx((1 / there.ratio, 1 / there.high, 1 / there.low))


def test_all_contrasts_are_one_family(tables):
    smallest = tables["results"].sort_values("p").iloc[0]
    assert smallest["p_adjusted"] == pytest.approx(smallest["p"] * tables["results"]["p"].notna().sum())


def test_hedges_of_all_voices_are_those_of_each_voice(tables):
    by_voice = tables["voices"].groupby("outlet")["n"].sum().to_dict()
    overall = tables["rates"][tables["rates"]["device"] == analysis.ALL].set_index("group")["n"].to_dict()
    assert by_voice == overall


def test_numbers_are_kept_as_computed_beside_the_text(built, tables):
    numbers = json.loads((built / "numbers.json").read_text(encoding="utf-8"))["numbers"]
    row = findings.contrast(tables["results"], analysis.ALL, "ledger", "courier")
    assert numbers["ledger_courier_all"]["value"]["ratio"] == row.ratio


def test_numbers_are_printed_as_documented():
    assert doctest.testmod(wording) == (0, 9)


def test_the_figure_needs_only_the_result_table(built, tmp_path):
    pd.read_csv(built / "results.csv").head(2).to_csv(tmp_path / "results.csv", index=False)
    figure_forest.draw(tmp_path)
    assert {path.name for path in tmp_path.glob("figure_forest.*")} <= MADE
    assert (tmp_path / "figure_forest.svg").stat().st_size < (built / "figure_forest.svg").stat().st_size


@pytest.mark.parametrize("suffix", ["typ", "tex"])
def test_the_table_says_the_same_in_each_format(built, suffix):
    lines = (built / "table_rates.csv").read_text(encoding="utf-8").splitlines()
    cells = [cell for row in csv.reader(lines[1:]) for cell in row]
    printed = (built / f"table_rates.{suffix}").read_text(encoding="utf-8")
    plain = printed.replace(wording.SPACE, " ").replace("~", " ").replace(r"\%", "%").replace("--", "–")
    assert [cell for cell in cells if cell not in plain] == []


def test_abstract_and_limits_say_that_the_corpus_is_fictional():
    abstract, _, rest = MANUSCRIPT.partition("= Introduction")
    limits = rest.partition("= Limits")[2]
    assert ["corpus is fictional" in part for part in (abstract, limits)] == [True, True]


def cues(*places):
    columns = ["doc_id", "start", "end", "voice"]
    rows = pd.DataFrame([("a", start, end, voice) for start, end, voice in places], columns=columns)
    return rows.assign(device="hedge", role="cue")


def test_cues_that_overlap_are_matched_one_to_one():
    found = cues((0, 5, "outlet"), (6, 9, "quoted"), (20, 25, "outlet"))
    coded = cues((0, 9, "outlet"), (40, 45, "outlet"))
    row = accuracy.agreement(found, coded, pd.DataFrame({"doc_id": ["a"], "event": ["fire"]}))
    assert (row["found"], row["coded"], row["matched"], row["same_voice"]) == (3, 2, 1, 1)


def test_what_is_found_in_an_article_nobody_coded_does_not_count():
    found, coded = cues((0, 5, "outlet")).assign(doc_id="b"), cues((0, 5, "outlet"))
    row = accuracy.agreement(found, coded, pd.DataFrame({"doc_id": ["a"], "event": ["fire"]}))
    assert (row["found"], row["matched"]) == (0, 0)


def test_hedges_in_boilerplate_do_not_count_as_found():
    boilerplate = cues((18, 30, "outlet")).assign(device="boilerplate")
    spans = pd.concat([cues((0, 5, "outlet"), (20, 25, "outlet")), boilerplate], ignore_index=True)
    assert accuracy.hedges(spans)["start"].tolist() == [0]
