"""The studies: tables are there, say from what they were made, and are found again where the texts are at hand."""

import sys
from pathlib import Path

import pandas as pd
import pytest

import framing

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "paper" / "studies"))

import record  # noqa: E402

QUICK = [name for name in record.names() if record.load(name).IS_QUICK]


MARK = '{{decimal_2["counted.rate", "Bee"]}}'


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A study of two articles, written into a folder of its own."""
    folder = tmp_path / "counted"
    folder.mkdir()
    script = """
import pandas as pd
CORPORA = ("basil",)
IS_QUICK = True
def tables(articles):
    return {"counted": pd.DataFrame({"outlet": ["Bee", "Sun"], "rate": [1 / 3, float("nan")]})}
"""
    (folder / "study.py").write_text(script, encoding="utf-8")
    (folder / "page.md").write_text(f"**Found.** The rate is {MARK} at the Bee.\n", encoding="utf-8")
    articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": ["Rain fell.", "Sun shone."]})
    monkeypatch.setattr(record, "STUDIES", tmp_path)
    monkeypatch.setattr(framing, "corpus", lambda name: articles)
    record.write("counted", record.computed("counted"))
    return folder


@pytest.mark.parametrize("name", record.names())
def test_a_study_names_its_corpora_and_describes_itself(name):
    made_with = pd.read_csv(record.STUDIES / name / "corpora.csv")
    readme = (record.STUDIES / name / "README.md").read_text(encoding="utf-8")
    assert list(made_with["corpus"]) == list(record.load(name).CORPORA)
    assert made_with["digest"].str.fullmatch("[0-9a-f]{16}").all()
    assert [
        mark for mark in ("**Question.**", "**Corpus.**", "**Found.**", "**Not shown.**") if mark not in readme
    ] == []


@pytest.mark.parametrize("name", record.names())
def test_the_figures_of_a_page_are_those_of_its_tables(name):
    assert record.stale_page(name) == []


def test_a_page_has_the_figures_of_its_tables_and_is_stale_with_others(study):
    assert (study / "README.md").read_text(encoding="utf-8") == "**Found.** The rate is 0.33 at the Bee.\n"
    path = study / "counted.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("0.333333", "0.44"), encoding="utf-8")
    (problem,) = record.stale_page("counted")
    assert "counted/README.md is not made of its page.md and tables" in problem
    assert (record.main(["--pages", "counted"]), record.stale_page("counted")) == (0, [])


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("0.33", "'0.33' is typed by hand; write a mark"),
        ('{{decimal_2["counted.rate", "Lantern"]}}', "0 rows; name one row"),
        ('{{decimal_2["counted.rate"]}}', "2 rows; name one row"),
        ('{{decimal_2["counted.size", "Bee"]}}', "'counted.size' is no column of a table"),
        ('{{percent["counted.rate", "Bee"]}}', "the form 'percent' is unknown"),
        ('{{claim: share_2["most counted.rate", "outlet!=Sun"] > 0.5 | high}}', "the claim 'high' is no longer true"),
    ],
)
def test_a_page_that_does_not_fit_its_tables_is_one_line(study, capsys, written, told):
    (study / "page.md").write_text(f"**Found.** The rate is {written} at the Bee.\n", encoding="utf-8")
    assert record.main(["--pages", "counted"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line


@pytest.mark.parametrize("name", record.names())
def test_no_cell_of_a_study_is_as_long_as_a_sentence_of_news(name):
    tables = [path for path in (record.STUDIES / name).glob("*.csv") if path.name != "corpora.csv"]
    cells = {str(cell) for path in tables for column, values in pd.read_csv(path).items()
             if column not in ("limits", "note") for cell in values}  # fmt: skip
    assert [cell for cell in cells if len(cell.split()) > 12] == []


@pytest.mark.parametrize("name", QUICK)
@pytest.mark.filterwarnings("ignore::framing.Note")
def test_a_quick_study_is_found_again(name):
    if not record.at_hand(name):
        pytest.skip(f"the texts of {record.load(name).CORPORA} are not at hand; FRAMING_DATA may name their folder")
    tables = record.computed(name)
    there = pd.read_csv(record.STUDIES / name / "corpora.csv")
    if list(tables["corpora"]["digest"]) != list(there["digest"]):
        pytest.skip(f"the texts of {name} at hand are another part of the corpus than its tables were made from")
    assert record.differences(name, tables) == []


def test_written_tables_do_not_differ(study):
    assert record.differences("counted", record.computed("counted")) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("0.333333", "0.34", "column rate: 1 of 2 values differ"),
        ("Bee", "Lantern", "column outlet: 1 of 2 values differ"),
        ("rate", "ratio", "has other columns or rows"),
    ],
)
def test_an_altered_table_is_told(study, before, after, told):
    path = study / "counted.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    (problem,) = record.differences("counted", record.computed("counted"))
    assert told in problem


def test_a_missing_table_is_told(study):
    (study / "counted.csv").unlink()
    (problem,) = record.differences("counted", record.computed("counted"))
    assert "counted/counted.csv is missing" in problem


def test_an_altered_text_has_another_digest_and_another_order_has_not():
    articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["Rain fell.", "Sun shone."]})
    altered = articles.assign(text=["Rain fell.", "Sun shone!"])
    assert record.digest(articles) == record.digest(articles[::-1])
    assert record.digest(articles) != record.digest(altered)


def test_the_command_names_an_unknown_study_in_one_line(capsys):
    assert record.main(["--check", "nothing"]) == 1
    assert capsys.readouterr().err.startswith("studies: no study is called 'nothing'; there are: ")


def test_an_unknown_option_is_told_in_one_line(capsys):
    assert record.main(["--chekc"]) == 1
    assert "no study is called '--chekc'" in capsys.readouterr().err


def test_a_published_number_is_found_again_within_a_twentieth_and_undecided_where_none_is_at_hand():
    rows = [("near", 100, 104), ("far", 100, 106), ("absent", 100, None)]
    assert record.beside(rows, is_whole=True)["is_found_again"].to_list() == [True, False, pd.NA]
    assert record.beside(rows, is_whole=False)["is_found_again"].isna().all()
