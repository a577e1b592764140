"""The coders' sheet comes back as it was filled in, from any spreadsheet, and no slip of the pen becomes a number."""

import re

import pandas as pd
import pytest

from framing.agree import agree
from framing.coding.coding_sheet import read_codings
from framing.label import label
from framing.sample import sample

TEXT = (
    "It may rain on Monday. It is cold outside now. Ferries run late this week. Perhaps they sink in June. "
    "“Café, or not”; who knows. All is well on board."
)


@pytest.fixture(scope="module")
def articles():
    return pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": [TEXT, TEXT.replace("rain", "snow")]})


@pytest.fixture
def drawn(articles, tmp_path):
    return sample(articles, label(articles, ["hedge"], with_voice=False), n=5, sheet=tmp_path / "sheet.csv")


@pytest.fixture
def filled(drawn, tmp_path):
    """The sheet as a table, each sentence coded with its place in the sheet."""
    sheet = pd.read_csv(tmp_path / "sheet.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    return sheet.assign(hedge=[str(place) for place in range(len(sheet))])


def test_numbers_come_back_to_their_sentences(drawn, filled, tmp_path):
    filled.to_csv(tmp_path / "coded.csv", index=False)
    assert read_codings(tmp_path / "coded.csv", drawn)["coded"].tolist() == list(range(10))


def test_the_order_of_rows_does_not_matter(drawn, filled, tmp_path):
    filled.iloc[::-1].to_csv(tmp_path / "coded.csv", index=False)
    assert read_codings(tmp_path / "coded.csv", drawn)["coded"].tolist() == list(range(10))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_any_separator_and_encoding_of_a_spreadsheet_is_read(drawn, filled, tmp_path, separator, encoding):
    filled.to_csv(tmp_path / "coded.csv", index=False, sep=separator, encoding=encoding)
    assert read_codings(tmp_path / "coded.csv", drawn)["coded"].sum() == 45


def test_numbers_with_a_point_and_a_zero_are_whole(drawn, filled, tmp_path):
    filled.assign(hedge="2.0").to_csv(tmp_path / "coded.csv", index=False)
    assert read_codings(tmp_path / "coded.csv", drawn)["coded"].tolist() == [2] * 10


def test_empty_rows_and_more_columns_do_not_matter(drawn, filled, tmp_path):
    empty = pd.DataFrame("", index=[0, 1], columns=filled.columns)
    pd.concat([filled, empty]).assign(mine="x").to_csv(tmp_path / "coded.csv", index=False)
    assert len(read_codings(tmp_path / "coded.csv", drawn)) == 10


def test_the_sample_given_is_unchanged(drawn, filled, tmp_path):
    filled.to_csv(tmp_path / "coded.csv", index=False)
    read_codings(tmp_path / "coded.csv", drawn)
    assert drawn["coded"].isna().all()


def put(column, value, rows=1):
    """Give a change of the sheet that puts `value` into its first rows."""

    def change(sheet):
        sheet = sheet.copy()
        sheet.loc[sheet.index[:rows], column] = value
        return sheet

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (put("sentence_id", "S9999-abcdef"), "coded.csv: 1 sentences are not in the sample (S9999-abcdef)"),
        (lambda sheet: pd.concat([sheet, sheet.head(1)]), "coded.csv: sentences come twice (S0001-"),
        (lambda sheet: sheet.tail(8), "coded.csv: 2 sentences of the sample are missing (S0001-"),
        (put("hedge", "", rows=3), "coded.csv: column 'hedge' is empty in 3 rows (S0001-"),
        (put("hedge", "two"), "coded.csv: column 'hedge' has 'two' (S0001-"),
        (put("hedge", "-1"), "coded.csv: column 'hedge' has '-1' (S0001-"),
        (put("hedge", "0.5"), "coded.csv: column 'hedge' has '0.5' (S0001-"),
        (put("hedge", "99"), "coded.csv: 99 instances in a sentence of 5 words (S0001-"),
        (put("hedge", "inf"), "coded.csv: column 'hedge' has 'inf' (S0001-"),
        (lambda sheet: sheet.drop(columns="hedge"), "coded.csv: no column 'hedge'"),
    ],
)
def test_a_slip_of_the_pen_is_named(drawn, filled, tmp_path, change, message):
    change(filled).to_csv(tmp_path / "coded.csv", index=False)
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        read_codings(tmp_path / "coded.csv", drawn)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "coded.csv: empty"), (b"PK\x03\x04abc", "coded.csv: a spreadsheet's own format; save it as CSV")],
)
def test_a_file_that_is_no_sheet_is_named(drawn, tmp_path, content, message):
    (tmp_path / "coded.csv").write_bytes(content)
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        read_codings(tmp_path / "coded.csv", drawn)


def test_a_missing_file_is_named(drawn, tmp_path):
    with pytest.raises(ValueError, match=r"none\.csv: no such file"):
        read_codings(tmp_path / "none.csv", drawn)


def test_a_sheet_of_another_draw_is_refused(articles, filled, tmp_path):
    filled.to_csv(tmp_path / "coded.csv", index=False)
    other = sample(articles, label(articles, ["hedge"], with_voice=False), n=5, seed=1)
    with pytest.raises(ValueError, match="sentences are not in the sample"):
        read_codings(tmp_path / "coded.csv", other)


def test_two_coders_of_one_sheet_are_compared(articles, drawn, filled, tmp_path):
    codings = []
    for numbers in (["0", "1"] * 5, ["0", "1"] * 4 + ["0", "0"]):
        filled.assign(hedge=numbers).to_csv(tmp_path / "coded.csv", index=False)
        codings.append(read_codings(tmp_path / "coded.csv", drawn))
    found = agree(articles, *codings, replicates=0).set_index("measure")
    assert found[["unit", "device"]].drop_duplicates().to_numpy().tolist() == [["sentence", "hedge"]]
    assert (found.loc["percent", "value"], found.loc["percent", "units"]) == (90, 10)
    with pytest.raises(ValueError, match=r"agree: 'ben\.csv' is a path; framing\.read_codings"):
        agree(articles, "ben.csv", codings[0])


# By voice


@pytest.fixture
def voiced(articles, tmp_path):
    spans = label(articles, ["hedge", "attribution"])
    return sample(articles, spans, n=5, device="hedge", with_voice=True, sheet=tmp_path / "voices.csv")


@pytest.fixture
def with_voice(voiced, tmp_path):
    sheet = pd.read_csv(tmp_path / "voices.csv", dtype=str, keep_default_na=False)
    numbers = {
        "hedge_outlet": "1",
        "hedge_quoted": "2",
        "hedge_reported": "0",
        "words_quoted": "1",
        "words_reported": "0",
    }
    return sheet.assign(**numbers)


def test_by_voice_each_number_comes_to_its_voice(voiced, with_voice, tmp_path):
    with_voice.to_csv(tmp_path / "coded.csv", index=False)
    coded = read_codings(tmp_path / "coded.csv", voiced)
    assert coded.groupby("voice")["coded"].unique().explode().to_dict() == {"outlet": 1, "quoted": 2, "reported": 0}


def test_the_outlet_has_the_words_of_no_source(voiced, with_voice, tmp_path):
    with_voice.to_csv(tmp_path / "coded.csv", index=False)
    coded = read_codings(tmp_path / "coded.csv", voiced)
    words = with_voice["words"].astype(int).sum()
    assert coded.groupby("voice")["coded_words"].sum().to_dict() == {"outlet": words - 10, "quoted": 10, "reported": 0}


def test_more_instances_than_words_of_all_voices_is_refused(voiced, with_voice, tmp_path):
    with_voice.assign(hedge_quoted="50").to_csv(tmp_path / "coded.csv", index=False)
    with pytest.raises(ValueError, match=r"coded\.csv: 51 instances in a sentence of 5 words \(S0001-.*10 such rows"):
        read_codings(tmp_path / "coded.csv", voiced)


def test_more_words_of_sources_than_there_are_is_refused(voiced, with_voice, tmp_path):
    with_voice.assign(words_quoted="99").to_csv(tmp_path / "coded.csv", index=False)
    with pytest.raises(ValueError, match="more words of sources than the sentence has"):
        read_codings(tmp_path / "coded.csv", voiced)
