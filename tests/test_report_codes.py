"""The report's part on codes: whose codes count, what agreement allows, what is corrected, and what cannot be right."""

from functools import partial
from importlib import import_module

import pandas as pd
import pytest

import framing
from framing.files.codes_file import read_codes_files
from framing.files.table_file import save_table
from framing.label import label
from framing.report.analysis import analyse
from framing.report.coded import coded
from framing.report.coded_rows import coded_page

ARTICLES = pd.DataFrame(
    {
        "doc_id": range(40),
        "outlet": ["Bee"] * 20 + ["Sun"] * 20,
        "text": [f"The <mill> {number} may close. Owners and workers quarrel over it." for number in range(40)],
    }
)
VALUES = [1, 1, 1, 0] * 5 + [0, 0, 0, 1] * 5


def codes_of(values, **about):
    about = {"unit": "article", "code": "conflict", "coder": "Ann", **about}
    return pd.DataFrame({"doc_id": range(len(values)), "value": values, **about})


ANN, BEN = codes_of(VALUES), codes_of(VALUES, coder="Ben")


@pytest.fixture(scope="module")
def analysis():
    return analyse(ARTICLES, by="outlet", unit=None, labelled=partial(label, devices=None))


@pytest.fixture
def page_of(analysis):
    def page(*tables):
        return coded_page(coded(analysis, pd.concat(tables, ignore_index=True), unit=None), analysis)

    return page


def test_the_shares_of_each_outlet_are_compared(page_of):
    page = page_of(ANN, BEN)
    assert [row.cells[0][:4] for row in page.shares[0].rows] == ["75 %", "25 %"]
    assert page.short == "Codes by Ann: the shares of conflict differ between some outlets (1 contrast)."


def test_the_settled_codes_are_those_that_count(page_of):
    page = page_of(ANN, BEN, codes_of(VALUES[::-1], coder="settled"))
    assert page.chosen == "settled"
    assert [row.cells[0][:4] for row in page.shares[0].rows] == ["25 %", "75 %"]
    assert page.agreement[0].cells[0].startswith("1.00")


@pytest.mark.filterwarnings("ignore::framing.Note")
def test_a_code_on_which_coders_differ_is_shown_and_not_compared(page_of):
    page = page_of(ANN, codes_of(VALUES[::-1], coder="Ben"))
    assert (page.results, page.agreement[0].cells[2]) == ([], "not to be interpreted")
    assert "alpha is below .667" in page.shares[0].caution


@pytest.mark.filterwarnings("ignore::framing.Note")
def test_a_code_that_is_unreliable_in_one_outlet_says_so_beside_its_contrast(page_of):
    page = page_of(ANN, codes_of(VALUES[:28] + [0] * 12, coder="Ben"))
    assert "In Sun alpha is below .667" in page.results[0].caution


def test_a_single_coder_is_warned_of(page_of):
    assert "No two coders coded the same" in " ".join(page_of(ANN).cautions)


def test_codes_of_models_alone_are_stability(page_of):
    page = page_of(ANN.assign(made_by="model"), BEN.assign(made_by="model"))
    assert (page.kind, len(page.cautions)) == ("stability", 2)


@pytest.mark.filterwarnings("ignore::framing.Note")
def test_a_coder_who_coded_half_is_shown_with_the_numbers(page_of):
    page = page_of(ANN, BEN[::2])
    assert [row.cells[1] for row in page.coders] == ["40 of 40", "20 of 40"]


@pytest.mark.filterwarnings("ignore::framing.Note")
def test_a_code_never_asked_in_an_outlet_has_no_share_there(page_of):
    page = page_of(ANN, codes_of(VALUES[:20], code="cost"))
    assert page.shares[1].rows[1].note == "no coded articles in Sun"


@pytest.mark.filterwarnings("ignore::framing.Note")
def test_a_classifier_is_corrected_by_the_coded_sample(page_of):
    sample = ANN[ANN["doc_id"] % 4 > 1].assign(probability=0.5)
    page = page_of(sample, codes_of([1] * 40, coder="net", made_by="classifier"))
    assert (page.predicted_by, len(page.corrected[0].rows), page.why_not) == ("net", 1, "")


@pytest.mark.filterwarnings("ignore:(agree|count|correct).*:framing.Note")
def test_of_two_classifiers_the_one_that_is_left_out_is_named(page_of):
    sample = ANN[ANN["doc_id"] % 4 > 1].assign(probability=0.5)
    nets = [codes_of([1] * 40, coder=name, made_by="classifier") for name in ("net", "forest")]
    with pytest.warns(framing.Note, match="the codes of net are corrected .*, those of forest are not"):
        assert page_of(sample, *nets).predicted_by == "net"


@pytest.mark.filterwarnings("ignore::framing.Note")
def test_a_comma_in_a_name_makes_no_second_coder(page_of):
    ben, ann = codes_of([1, 0] + [0] * 38, coder="Ben"), codes_of([0, 1] + [0] * 38, coder="Orr, Ann")
    assert [(row.head, row.cells[1]) for row in page_of(ann, ben).examples[0].rows] == [("Bee, 0", "Ben")]


@pytest.mark.filterwarnings("ignore::framing.Note")
def test_without_probabilities_the_page_says_why_nothing_is_corrected(page_of):
    page = page_of(ANN[::2], codes_of([1] * 40, coder="net", made_by="classifier"))
    assert (page.corrected, page.why_not[:42]) == ([], "the coded articles have no probability; fr")


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (ANN.assign(doc_id=ANN["doc_id"] + 100), "doc_id"),
        (pd.concat([ANN, ANN.assign(value=0)]), "Ann gave conflict two values in one place"),
        (ANN.assign(value="angry"), "none has the values 0 and 1"),
        (pd.concat([ANN, ANN.assign(unit="sentence", start=0, end=4, code="tone")]), "several units"),
    ],
)
@pytest.mark.filterwarnings("ignore::framing.Note")
def test_codes_that_cannot_be_right_are_refused_in_a_line(analysis, codes, message):
    with pytest.raises(ValueError, match=message) as caught:
        coded(analysis, codes.reset_index(drop=True), unit=None)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_file_of_codes_is_read_as_it_was_saved(tmp_path, ending):
    path = tmp_path / f"codes{ending}"
    save_table(ANN.assign(coder="=Ann", score=0.5), path)
    read = read_codes_files([path])
    assert (read["value"].tolist(), set(read["coder"]), read["score"].mean()) == (VALUES, {"=Ann"}, 0.5)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.csv", None, "no such file"),
        ("codes.xlsx", "x", "are read from .csv and .parquet"),
        ("sheet.csv", "unit_id,hero\nU1,yes\n", "sheet.csv: no column 'doc_id'; save the table of framing.read_codes"),
        ("empty.csv", "", "cannot be read as a table"),
        ("junk.parquet", "junk", r"cannot be read as a table \(.+\); save the table of framing.read_codes"),
    ],
)
def test_a_file_that_has_no_codes_is_refused(tmp_path, name, content, message):
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(ValueError, match=message) as caught:
        read_codes_files([tmp_path / name])
    assert "\n" not in str(caught.value)


def test_no_file_of_codes_is_refused():
    with pytest.raises(ValueError, match=r"^codes: no file is named; give at least one, \.csv or \.parquet$"):
        read_codes_files([])


def test_the_page_has_the_codes_with_the_corpus_escaped(tmp_path, monkeypatch):
    def empty_figure(_, folder, name):  # drawing takes most of a report's time
        (folder / f"{name}.svg").touch()
        return [folder / f"{name}.svg"]

    monkeypatch.setattr(import_module("framing.report.write"), "save_figure", empty_figure)
    save_table(pd.concat([ANN, BEN]), tmp_path / "codes.csv")
    plan = framing.new_plan(tmp_path / "plan.toml", codes=["conflict", "tone"])
    written = framing.report(ARTICLES, tmp_path / "out", codes=tmp_path / "codes.csv", plan=plan)
    html = written[0].read_text("utf-8")
    assert "&lt;mill&gt; 0 may close" in html
    assert '<a href="#codes">' in html
    assert "<li>codes planned and not compared: tone</li>" in html
    assert (tmp_path / "out" / "details" / "results_of_codes.csv") in written
