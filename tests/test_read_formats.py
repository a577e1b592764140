"""The registry of formats: every format is complete, and a file is read by what it contains."""

import zipfile

import pandas as pd
import pytest

from framing import account, read
from framing.read.files import KINDS
from framing.read.formats import formats


@pytest.mark.parametrize("known", formats(), ids=lambda known: known.name)
def test_the_endings_of_a_format_are_read(known):
    assert set(known.endings) <= set(KINDS)


def test_a_format_that_does_not_exist_is_an_error_that_names_the_others(tmp_path):
    with pytest.raises(ValueError, match=r"format='nexus' is unknown; the formats are .*txt, csv"):
        read(tmp_path, format="nexus")


def test_a_format_is_forced(tmp_path):
    path = tmp_path / "table.txt"
    path.write_text("outlet,text\nThe Daily,It may rain.\n", encoding="utf-8")
    assert read(path, format="csv")["text"].tolist() == ["It may rain."]


def test_the_account_has_a_row_per_file(tmp_path):
    (tmp_path / "a.csv").write_text("outlet,text\nThe Daily,It may rain.\nThe Sun,Perhaps.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("outlet: The Daily\n\nIt rains.\n", encoding="utf-8")
    rows = account(read(tmp_path))[["format", "articles"]].to_dict("list")
    assert rows == {"format": ["csv", "txt"], "articles": [2, 1]}


def test_the_account_stays_in_parquet(tmp_path):
    (tmp_path / "a.csv").write_text("outlet,date,text\nThe Daily,2024-01-12,It may rain.\n", encoding="utf-8")
    articles = read(tmp_path / "a.csv")
    articles.to_parquet(tmp_path / "articles.parquet")
    again = read(tmp_path / "articles.parquet")
    pd.testing.assert_frame_equal(account(again), account(articles))
    assert again.attrs == articles.attrs


def test_the_account_of_a_table_with_rows_removed_says_so(tmp_path):
    rows = "The Daily,2024-01-12,It may rain.\nThe Sun,2024-01-13,Perhaps.\n"
    (tmp_path / "a.csv").write_text(f"outlet,date,text\n{rows}", encoding="utf-8")
    read(tmp_path / "a.csv").head(1).to_parquet(tmp_path / "articles.parquet")
    assert "its account has 2 articles" in account(read(tmp_path / "articles.parquet"))["note"].item()


def test_a_table_without_an_account_is_an_error():
    with pytest.raises(ValueError, match="this table has no account"):
        account(pd.DataFrame({"text": ["It may rain."]}))


def test_a_file_of_no_known_format_is_left_out_with_a_note(tmp_path):
    (tmp_path / "a.csv").write_text("outlet,text\nThe Daily,It may rain.\n", encoding="utf-8")
    (tmp_path / "b.rtf").write_bytes(b"nothing of this kind")
    with pytest.warns(UserWarning, match=r"1 file left out, of no known format .*b\.rtf"):
        articles = read(tmp_path)
    assert account(articles)["note"].tolist() == ["", "left out: a .rtf file of no known format"]


def test_an_article_typed_in_word_is_to_be_saved_as_text(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as file:
        file.writestr("word/document.xml", "<w:document xmlns:w='http://x'/>")
    with pytest.raises(ValueError, match=r"a \.docx file of no known format .*save others as \.txt\); format="):
        read(tmp_path)
