"""Tables as files: what is written comes back, and a spreadsheet computes none of it."""

import csv
import io
import random

import pandas as pd
import pytest

import framing
from framing.files.table_file import guarded_cell, plain_cell, save_table
from framing.model import Note
from framing.read import read_spans

SIGNS = "=+-@\t\r'"
ODD = [
    "=1+1", "+1", "-", "@bee", "\ttab", "\rreturn", "'", "''",
    "'=1+1", "''=1+1", "'tis", "'\t", "a\rb", "a\r\nb", "a\nb",
    'say "so"', "a,b", "a;b", "-1.5", "'-1.5", "é“”", "\u2028", "=HYPERLINK(\"x\")", "+\r", "'''@",
]  # fmt: skip


def random_cells(seed, number=200):
    letters = random.Random(seed)
    return ["".join(letters.choices(SIGNS + 'ab",;\n', k=letters.randint(1, 6))) for _ in range(number)]


CELLS = [ODD, *(random_cells(seed) for seed in range(5))]


@pytest.mark.parametrize("cells", CELLS)
def test_no_cell_is_a_formula_and_each_comes_back(cells):
    guarded = [guarded_cell(cell) for cell in cells]
    assert (
        [plain_cell(cell) for cell in guarded],
        [cell for cell in guarded if cell.startswith(tuple("=+-@\t\r"))],
    ) == (
        cells,
        [],
    )


@pytest.mark.parametrize("cell", ["'tis late", "''So,'' he said", "'90s", "", "a=b"])
def test_text_that_no_spreadsheet_computes_is_left_alone(cell):
    assert (guarded_cell(cell), plain_cell(cell)) == (cell, cell)


def spans_with(cells):
    number = range(len(cells))
    return pd.DataFrame(
        {"doc_id": cells, "start": number, "end": number, "device": pd.Categorical(cells), "role": "cue",
         "instance": number, "entry": cells, "speaker": cells[::-1]}
    )  # fmt: skip


@pytest.mark.parametrize("cells", CELLS)
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_spans_come_back_as_they_were(tmp_path, cells, ending):
    save_table(spans_with(cells), tmp_path / f"spans.{ending}")
    read = read_spans(tmp_path / f"spans.{ending}")
    columns = ["doc_id", "device", "entry", "speaker"]
    expected = spans_with(cells)[columns]
    assert read[columns].astype(str).to_dict("list") == expected.astype(str).to_dict("list")


@pytest.mark.filterwarnings("ignore::framing.Note")
@pytest.mark.parametrize("cells", CELLS)
def test_articles_come_back_as_they_were_but_for_line_ends_in_the_text(tmp_path, cells):
    ids = [f"a{number}" for number in range(len(cells))]
    articles = pd.DataFrame({"doc_id": ids, "outlet": "Bee", "desk": cells, "text": cells})
    save_table(articles, tmp_path / "articles.csv")
    read = framing.read(tmp_path / "articles.csv")
    lines = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
    assert (read["desk"].tolist(), read["text"].tolist()) == (cells, lines)


@pytest.mark.parametrize("line", ["a\rb", "\r", "a\r\nb", "\r\n\r"])
def test_a_line_break_in_a_cell_makes_no_row(tmp_path, line):
    save_table(pd.DataFrame({"match": [line] * 18, "n": range(18)}), tmp_path / "a.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_bytes().decode("utf-8"), newline="")))
    assert (len(rows), {row[0] for row in rows[1:]}) == (19, {guarded_cell(line)})


def test_a_line_break_in_the_name_of_a_column_makes_no_row(tmp_path):
    save_table(pd.DataFrame({"a\rb": [1]}), tmp_path / "a.csv")
    assert pd.read_csv(tmp_path / "a.csv").columns.tolist() == ["a\rb"]


@pytest.mark.parametrize("dtype", ["float64", "Float64", "object", "float64[pyarrow]"])
def test_negative_numbers_stay_numbers(tmp_path, dtype):
    save_table(pd.DataFrame({"z": pd.Series([-1.5, 2.5], dtype=dtype)}), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "z\n-1.5\n2.5\n"


def test_names_of_columns_and_categories_are_guarded(tmp_path):
    save_table(pd.DataFrame({"=a": pd.Categorical(["@b", "c"])}), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "'=a\n'@b\nc\n"


def test_what_reading_took_off_is_said(tmp_path):
    (tmp_path / "a.csv").write_text("id,outlet,text\n1,Bee,'@mayor it may rain\n", encoding="utf-8")
    with pytest.warns(Note, match=r"1 cell without the apostrophe .*: .*a\.csv, column text"):
        assert framing.read(tmp_path / "a.csv")["text"].item() == "@mayor it may rain"


def test_tab_separated_tables_are_left_as_they_are(tmp_path):
    (tmp_path / "a.tsv").write_text("id\toutlet\ttext\n1\tBee\t'@mayor it may rain\n", encoding="utf-8")
    assert framing.read(tmp_path / "a.tsv")["text"].item() == "'@mayor it may rain"


def test_parquet_has_no_apostrophe(tmp_path):
    save_table(pd.DataFrame({"a": ["=1+1"]}), tmp_path / "a.parquet")
    assert pd.read_parquet(tmp_path / "a.parquet")["a"].item() == "=1+1"
