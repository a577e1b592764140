"""`read`: which files, which names, which notes, whatever the format."""

import gzip
import warnings

import pandas as pd
import pytest

from framing.checks import check_articles
from framing.model import Note
from framing.read import read

HEADER = "outlet: The Daily\ndate: 2024-01-12\nheadline: Rain\n\n"


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8"))
    return path


@pytest.fixture
def corpus(tmp_path):
    write(tmp_path / "daily" / "b.txt", HEADER + "It may rain.")
    write(tmp_path / "daily" / "a.txt", HEADER + "It may snow.")
    write(tmp_path / "evening" / "c.csv", "id,source,title,date,text\n1,Evening,Hail,2024-01-13,It may hail.\n")
    return tmp_path


def test_a_folder_is_read_with_its_subfolders_in_the_order_of_the_paths(corpus):
    assert list(read(corpus)["doc_id"]) == ["a", "b", "1"]


def test_what_is_read_is_a_sound_articles_table(corpus):
    assert check_articles(read(corpus)) is None


def test_a_path_may_be_a_string(corpus):
    assert list(read(str(corpus))["doc_id"]) == ["a", "b", "1"]


def test_a_list_of_paths_is_read_in_its_own_order(corpus):
    paths = [corpus / "evening" / "c.csv", corpus / "daily" / "b.txt"]
    assert list(read(paths)["doc_id"]) == ["1", "b"]


def test_files_with_different_columns_go_into_one_table(tmp_path):
    write(tmp_path / "a.csv", "id,outlet,text,leaning\n1,X,One.,left\n")
    write(tmp_path / "b.jsonl", '{"id": 2, "outlet": "Y", "text": "Two.", "shares": 5}\n')
    assert read(tmp_path)[["leaning", "shares"]].notna().to_numpy().tolist() == [[True, False], [False, True]]


def test_columns_of_the_design_come_first_and_those_of_the_source_behind(tmp_path):
    path = write(tmp_path / "a.csv", "leaning,text,id,outlet\nleft,One.,1,X\n")
    assert list(read(path)) == ["doc_id", "outlet", "date", "headline", "text", "leaning"]


def test_no_row_is_lost(tmp_path):
    rows = "".join(f"{number},X,{'' if number % 3 else 'Text.'}\n" for number in range(50))
    write(tmp_path / "a.csv", "id,outlet,text\n" + rows)
    write(tmp_path / "b.txt", "outlet: X\n\nIt may rain.")
    with pytest.warns(Note, match="33 articles with an empty text"):
        assert len(read(tmp_path)) == 51


def test_hidden_files_and_readmes_are_passed_over(corpus):
    write(corpus / ".cache" / "d.txt", "No article.")
    write(corpus / ".hidden.txt", "No article.")
    write(corpus / "README.txt", "No article.")
    write(corpus / "notes.md", "No article.")
    assert len(read(corpus)) == 3


def test_files_of_other_kinds_are_counted_and_named(corpus):
    write(corpus / "scan.pdf", "x")
    with pytest.warns(Note, match=r"1 file of other kinds left out: .*scan\.pdf"):
        assert len(read(corpus)) == 3


def test_upper_case_endings_are_read(tmp_path):
    assert read(write(tmp_path / "A.TXT", HEADER + "It may rain."))["text"].item() == "It may rain."


def test_a_file_of_another_kind_given_by_its_path_is_an_error(tmp_path):
    with pytest.raises(ValueError, match=r"scan\.pdf: files of the kind '\.pdf' are not read; \.txt, \.csv"):
        read(write(tmp_path / "scan.pdf", "x"))


def test_a_path_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(ValueError, match=r"nowhere: does not exist .* give an existing folder or file"):
        read(tmp_path / "nowhere")


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(ValueError, match=r"no file to read in this folder; \.txt"):
        read(tmp_path)


def test_a_folder_of_other_kinds_alone_is_an_error_that_names_them(tmp_path):
    write(tmp_path / "scan.pdf", "x")
    with pytest.raises(ValueError, match=r"no file to read in this folder \(it has: scan\.pdf\)"):
        read(tmp_path)


def test_an_empty_list_of_paths_is_an_error():
    with pytest.raises(ValueError, match="list of paths is empty"):
        read([])


@pytest.mark.parametrize("kind", ["txt", "csv", "tsv", "jsonl", "json", "parquet"])
def test_an_empty_file_is_an_error(tmp_path, kind):
    with pytest.raises(ValueError, match=rf"a\.{kind}: the file is empty \(0 bytes\); remove it"):
        read(write(tmp_path / f"a.{kind}", ""))


def test_an_unknown_way_with_errors_is_an_error(corpus):
    with pytest.raises(ValueError, match="errors='ignore' is unknown"):
        read(corpus, errors="ignore")


def test_a_broken_file_can_be_left_out_and_is_named(corpus):
    write(corpus / "empty.txt", "")
    with pytest.warns(Note, match=r"1 file left out, not readable: .*empty\.txt \(the file is empty"):
        assert len(read(corpus, errors="skip")) == 3


def test_a_corpus_of_broken_files_alone_is_an_error_even_when_skipping(tmp_path):
    write(tmp_path / "empty.txt", "")
    with pytest.raises(ValueError, match=r"no file could be read, 1 left out; the first: .*empty\.txt"):
        read(tmp_path, errors="skip")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", HEADER + "It may rain."),
        ("a.csv", "doc_id,outlet,text\na,The Daily,It may rain.\n"),
        ("a.jsonl", '{"doc_id": "a", "outlet": "The Daily", "text": "It may rain."}\n'),
    ],
)
def test_gzipped_files_are_read(tmp_path, name, content):
    path = tmp_path / f"{name}.gz"
    path.write_bytes(gzip.compress(content.encode()))
    assert read(path)[["doc_id", "text"]].to_numpy().tolist() == [["a", "It may rain."]]


def test_half_a_gzip_file_is_an_error(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"It may rain, it may snow.")[:-12])
    with pytest.raises(ValueError, match=r"a\.txt\.gz: not a complete gzip file"):
        read(path)


def test_the_same_doc_id_twice_is_an_error_that_names_the_files(tmp_path):
    write(tmp_path / "a.csv", "id,outlet,text\n7,X,One.\n")
    write(tmp_path / "b.csv", "id,outlet,text\n7,X,Two.\n")
    with pytest.raises(ValueError, match=r"doc_id is repeated: '7' \(in .*a\.csv and .*b\.csv\); make each unique"):
        read(tmp_path)


def test_the_same_doc_id_twice_is_an_error_even_when_skipping(tmp_path):
    path = write(tmp_path / "a.csv", "id,outlet,text\n7,X,One.\n7,X,Two.\n")
    with pytest.raises(ValueError, match="doc_id is repeated"):
        read(path, errors="skip")


def test_text_files_of_one_name_are_named_by_their_paths(tmp_path):
    write(tmp_path / "daily" / "1.txt", "It may rain.")
    write(tmp_path / "evening" / "1.txt", "It may snow.")
    with pytest.warns(Note, match="2 articles named after their path, since files share a name: daily/1, evening/1"):
        assert list(read(tmp_path)["doc_id"]) == ["daily/1", "evening/1"]


def test_rows_without_a_doc_id_column_are_named_by_file_and_row(tmp_path):
    path = write(tmp_path / "week.csv", "outlet,text\nX,One.\nX,Two.\n")
    assert list(read(path)["doc_id"]) == ["week-1", "week-2"]


def test_rows_whose_doc_id_is_missing_are_named_by_file_and_row_with_a_note(tmp_path):
    path = write(tmp_path / "week.csv", "id,outlet,text\nfirst,X,One.\n,X,Two.\n")
    with pytest.warns(Note, match="1 article without a doc_id, named after file and row: week-2"):
        assert list(read(path)["doc_id"]) == ["first", "week-2"]


def test_a_missing_outlet_is_unknown_and_noted(tmp_path):
    path = write(tmp_path / "a.csv", "id,outlet,text\n1,X,One.\n2,,Two.\n")
    with pytest.warns(Note, match=r"1 article without an outlet, now 'unknown' \(outlet= names one\): 2"):
        assert list(read(path)["outlet"]) == ["X", "unknown"]


def test_the_call_names_the_outlet_of_articles_that_have_none(tmp_path):
    path = write(tmp_path / "a.csv", "id,outlet,text\n1,X,One.\n2,,Two.\n")
    assert list(read(path, outlet="Y")["outlet"]) == ["X", "Y"]


def test_the_call_names_the_outlet_where_there_is_no_such_column(tmp_path):
    assert read(write(tmp_path / "a.csv", "id,text\n1,One.\n"), outlet="Y")["outlet"].item() == "Y"


def test_a_blank_outlet_counts_as_missing(tmp_path):
    path = write(tmp_path / "a.csv", "id,outlet,text\n1,  ,One.\n")
    assert read(path, outlet="Y")["outlet"].item() == "Y"


def test_blanks_around_an_outlet_do_not_make_another_outlet(tmp_path):
    path = write(tmp_path / "a.csv", "id,outlet,text\n1,X,One.\n2, X ,Two.\n")
    assert list(read(path)["outlet"]) == ["X", "X"]


def test_html_in_a_column_is_kept_and_noted(tmp_path):
    rows = "id,text\na,<p>It may rain.</p>\nb,One<br/>two.\nc,If a<b and c>d then p.\n"
    path = write(tmp_path / "a.csv", rows)
    with pytest.warns(Note, match="2 articles with HTML tags in the text, kept and counted as its words .*: a, b$"):
        assert read(path, outlet="Bee")["text"].iloc[0] == "<p>It may rain.</p>"


def test_html_entities_in_a_column_are_kept_and_noted_or_made_characters(tmp_path):
    path = write(tmp_path / "a.csv", "id,title,text\na,Fish &amp; chips,&quot;It may rain.&quot;\nb,Q&A,R&D; AT&T.\n")
    with pytest.warns(Note, match=r"1 article with HTML entities such as &amp;, kept .*tidy='entities' .*: a$"):
        assert read(path, outlet="Bee")["text"].iloc[0] == "&quot;It may rain.&quot;"
    with pytest.warns(Note, match=r"^1 article had characters written as HTML entities, .*: a$"):
        told = read(path, outlet="Bee", tidy="entities")
    assert told[["headline", "text"]].to_numpy().tolist() == [["Fish & chips", '"It may rain."'], ["Q&A", "R&D; AT&T."]]


def test_a_missing_text_is_an_empty_text_and_noted(tmp_path):
    path = tmp_path / "a.parquet"
    pd.DataFrame({"doc_id": ["a", "b"], "outlet": "X", "text": ["One.", None]}).to_parquet(path)
    with pytest.warns(Note, match="1 article with an empty text, kept: b"):
        assert list(read(path)["text"]) == ["One.", ""]


def test_a_missing_headline_is_an_empty_string(tmp_path):
    path = write(tmp_path / "a.csv", "id,outlet,title,text\n1,X,,One.\n")
    assert read(path)["headline"].item() == ""


def test_the_headline_is_put_before_the_text_on_request(tmp_path):
    path = write(tmp_path / "a.csv", "id,outlet,title,text\n1,X,Rain,It may rain.\n")
    assert read(path, prepend_headline=True)["text"].item() == "Rain\n\nIt may rain."


@pytest.mark.parametrize("text", ["Rain\n\nIt may rain.", "\nRain\nIt may rain."])
def test_a_headline_that_the_text_begins_with_is_not_put_there_again(tmp_path, text):
    path = write(tmp_path / "a.csv", f'id,outlet,title,text\n1,X,Rain,"{text}"\n')
    assert read(path, prepend_headline=True)["text"].item() == text


def test_a_text_without_a_headline_stays_as_it_is(tmp_path):
    path = write(tmp_path / "a.csv", "id,outlet,title,text\n1,X,,It may rain.\n")
    assert read(path, prepend_headline=True)["text"].item() == "It may rain."


def test_notes_point_at_the_line_that_calls_read(tmp_path):
    path = write(tmp_path / "a.txt", "It may rain.")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        read(path)
    assert [warning.filename for warning in caught] == [__file__]


def test_many_files_with_one_flaw_make_one_note(tmp_path):
    for number in range(20):
        write(tmp_path / f"{number:02}.txt", "It may rain.")
    with pytest.warns(Note, match="20 articles without an outlet, now .*: 00, 01, 02, 03, 04 and 15 more") as caught:
        read(tmp_path)
    assert len(caught) == 1
