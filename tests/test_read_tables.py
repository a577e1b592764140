"""Tables of every format: columns by any usual name, cells as they are, broken lines named."""

import json
import re

import pandas as pd
import pyarrow.parquet
import pytest

from framing.account import account
from framing.files.codes_file import read_codes_files
from framing.model import Note
from framing.read import read
from framing.read.columns import ALIASES
from framing.shards.folder import ShardFolder

ARTICLE = {"id": "007", "source": "X", "title": "Rain", "published": "2024-01-12", "body": "It may rain."}
BROKEN = '{"id": 1, "outlet": "X", "text": "One."}\n{"id": 2, "te\n{"id": 3, "outlet": "X", "text": "Three."}\n'


@pytest.fixture
def read_as(tmp_path):
    def reader(name, content, **options):
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8"))
        return read(path, **options)

    return reader


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "id,source,title,published,body\n007,X,Rain,2024-01-12,It may rain.\n"),
        ("b.csv", "id;source;title;published;body\n007;X;Rain;2024-01-12;It may rain.\n"),
        ("a.tsv", "id\tsource\ttitle\tpublished\tbody\n007\tX\tRain\t2024-01-12\tIt may rain.\n"),
        ("a.jsonl", json.dumps(ARTICLE) + "\n\n"),
        ("a.json", json.dumps([ARTICLE])),
        ("b.json", json.dumps({key: [value] for key, value in ARTICLE.items()})),
        ("c.json", json.dumps({key: {"0": value} for key, value in ARTICLE.items()})),
        ("d.json", json.dumps(ARTICLE)),
    ],
)
def test_every_format_gives_the_same_table(read_as, name, content):
    assert read_as(name, content).astype(str).to_dict("records") == [
        {"doc_id": "007", "outlet": "X", "date": "2024-01-12", "headline": "Rain", "text": "It may rain."}
    ]


def test_parquet_gives_the_same_table(tmp_path):
    pd.DataFrame([ARTICLE]).to_parquet(tmp_path / "a.parquet")
    assert read(tmp_path / "a.parquet").astype(str).to_dict("records") == [
        {"doc_id": "007", "outlet": "X", "date": "2024-01-12", "headline": "Rain", "text": "It may rain."}
    ]


def test_a_named_parquet_index_is_a_column(tmp_path):
    pd.DataFrame([ARTICLE]).set_index("id").to_parquet(tmp_path / "a.parquet")
    assert read(tmp_path / "a.parquet")["doc_id"].item() == "007"


def test_a_file_that_is_no_parquet_is_an_error(read_as):
    with pytest.raises(ValueError, match=r"a\.parquet: not a readable Parquet file; write it again"):
        read_as("a.parquet", "It may rain.")


@pytest.mark.parametrize(
    ("reader", "told"),
    [
        (read, "not a readable Parquet file; write it again"),
        (lambda path: read_codes_files([path]), "cannot be read as a table"),
        (lambda path: ShardFolder(path.parents[1]).read("articles", 0), "this part cannot be read"),
    ],
)
def test_a_parquet_file_whose_notes_are_damaged_is_an_error(tmp_path, reader, told):
    path = tmp_path / "articles" / "00000.parquet"
    path.parent.mkdir()
    table = pyarrow.Table.from_pandas(pd.DataFrame([ARTICLE]))
    notes = table.schema.metadata[b"pandas"]
    for damaged in (notes.replace(b'"pandas_type"', b'"pandas_tipe"'), b'{"columns": [null], "index_columns": []}'):
        pyarrow.parquet.write_table(table.replace_schema_metadata({"pandas": damaged}), path)
        with pytest.raises(ValueError, match=rf"00000\.parquet: {told}"):
            reader(path)


def test_a_part_whose_own_note_is_damaged_is_an_error(tmp_path):
    path = tmp_path / "articles" / "00000.parquet"
    path.parent.mkdir()
    table = pyarrow.Table.from_pandas(pd.DataFrame([ARTICLE]))
    pyarrow.parquet.write_table(table.replace_schema_metadata({"PANDAS_ATTRS": b"1"}), path)
    with pytest.raises(ValueError, match=r"00000\.parquet: this part cannot be read"):
        ShardFolder(tmp_path).digest(0)


def test_half_a_parquet_file_can_be_left_out_and_is_named(tmp_path):
    (tmp_path / "b.txt").write_text("outlet: X\n\nIt may rain.")
    pd.DataFrame([ARTICLE]).to_parquet(tmp_path / "a.parquet")
    (tmp_path / "a.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:400])
    with pytest.warns(Note, match=r"a\.parquet \(not a readable Parquet file\)"):
        assert list(read(tmp_path, errors="skip")["doc_id"]) == ["b"]


def test_a_parquet_column_that_comes_twice_is_an_error(tmp_path):
    arrays = [pyarrow.array([value]) for value in ("1", "One.", "Two.")]
    table = pyarrow.Table.from_arrays(arrays, names=["id", "text", "text"])
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    with pytest.raises(ValueError, match=r"a\.parquet: the column text is repeated; rename one of them"):
        read(tmp_path)


@pytest.mark.parametrize("column", ["id", "source", "title", "published"])
def test_bytes_for_a_name_are_an_error(tmp_path, column):
    pd.DataFrame([ARTICLE | {column: b"X"}]).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(
        ValueError, match=rf"a\.parquet: the column '{column}' \(.*\) contains bytes; save it as strings"
    ):
        read(tmp_path)


@pytest.mark.parametrize(
    ("option", "problem"),
    [
        ({"outlet": ["X"]}, r"outlet=\['X'\] is not a name"),
        ({"dayfirst": "yes"}, "dayfirst='yes' is unknown; True, False"),
    ],
)
def test_an_option_of_another_type_is_an_error(read_as, option, problem):
    with pytest.raises(ValueError, match=problem):
        read_as("a.csv", "id,outlet,text\n1,X,One.\n", **option)


@pytest.mark.parametrize(
    ("ours", "alias"), [(ours, alias) for ours, aliases in ALIASES.items() if ours != "text" for alias in aliases]
)
def test_columns_are_known_by_their_usual_names(read_as, ours, alias):
    table = read_as("a.csv", f"{alias.upper()},text\n2024-01-12,It may rain.\n", outlet="Y")
    assert str(table[ours].item())[:10] == "2024-01-12"


@pytest.mark.parametrize("alias", ["text", *ALIASES["text"], " Full Text "])
def test_the_text_is_known_by_its_usual_names(read_as, alias):
    assert read_as("a.csv", f"id,outlet,{alias}\n1,X,It may rain.\n")["text"].item() == "It may rain."


def test_our_own_name_goes_before_an_alias(read_as):
    table = read_as("a.csv", "id,outlet,title,headline,text\n1,X,Snow,Rain,It may rain.\n")
    assert table[["headline", "title"]].to_numpy().tolist() == [["Rain", "Snow"]]


def test_of_two_aliases_the_first_in_order_is_taken_with_a_note(read_as):
    with pytest.warns(Note, match=r"several columns for headline: 'title' is used, 'hed' kept .*: .*a\.csv"):
        table = read_as("a.csv", "id,outlet,hed,title,text\n1,X,Snow,Rain,It may rain.\n")
    assert table[["headline", "hed"]].to_numpy().tolist() == [["Rain", "Snow"]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "id,outlet,Text,TEXT\n1,X,One.,Two.\n"),
        ("a.jsonl", '{"id": 1, "outlet": "X", "Text": "One.", "TEXT": "Two."}\n'),
    ],
)
def test_of_columns_that_differ_in_case_alone_the_first_is_taken_with_a_note(read_as, name, content):
    with pytest.warns(Note, match="several columns for text: 'Text' is used, 'TEXT' kept"):
        assert read_as(name, content)[["text", "TEXT"]].to_numpy().tolist() == [["One.", "Two."]]


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ("text", "columns= must be a mapping, not str"),
        ({"text": 5}, "columns=: 5 for text is not a column name; give a string"),
    ],
)
def test_columns_of_another_type_is_an_error(read_as, columns, problem):
    with pytest.raises(ValueError, match=problem):
        read_as("a.csv", "id,text\n1,One.\n", columns=columns)


def test_columns_says_what_is_what(read_as):
    table = read_as("a.csv", "id,outlet,Artikeltext\n1,X,It may rain.\n", columns={"text": "Artikeltext"})
    assert table["text"].item() == "It may rain."


def test_a_column_that_columns_displaces_is_kept(read_as):
    table = read_as("a.csv", "id,outlet,text,clean\n1,X,Raw.,Clean.\n", columns={"text": "clean"})
    assert table[["text", "text_in_file"]].to_numpy().tolist() == [["Clean.", "Raw."]]


def test_one_source_column_may_serve_two_of_ours(read_as):
    table = read_as("a.csv", "link,outlet,text\nx/1,X,One.\n", columns={"doc_id": "link", "url": "link"})
    assert table[["doc_id", "url"]].to_numpy().tolist() == [["x/1", "x/1"]]


def test_a_column_that_the_file_lacks_is_an_error_that_lists_those_it_has(read_as):
    found = (
        r"a\.csv: no column 'Text' for text; its columns are 'id', 'Artikel' \(read files with other columns apart\)"
    )
    with pytest.raises(ValueError, match=found):
        read_as("a.csv", "id,Artikel\n1,One.\n", columns={"text": "Text"})


def test_an_article_as_json_object_may_lack_a_field_that_columns_names(read_as):
    table = read_as("a.json", '{"id": 1, "outlet": "X", "text": "One."}', columns={"headline": "dek"})
    assert table["headline"].item() == ""


def test_an_article_as_json_object_may_not_lack_the_text_that_columns_names(read_as):
    with pytest.raises(ValueError, match=r"a\.json: no column 'clean' for text; its columns are 'id', 'text'"):
        read_as("a.json", '{"id": 1, "text": "One."}', columns={"text": "clean"})


def test_a_key_of_columns_that_is_none_of_ours_is_an_error(read_as):
    with pytest.raises(ValueError, match="columns=: txet is not one of our columns"):
        read_as("a.csv", "id,text\n1,One.\n", columns={"txet": "text"})
    with pytest.raises(ValueError, match=r"columns=: Title is not one of our columns .*; did you mean headline\?$"):
        read_as("a.csv", "Titel,text\n1,One.\n", columns={"Title": "Titel"})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "id,words\n1,One.\n"),
        ("a.tsv", "id\twords\n1\tOne.\n"),
        ("a.jsonl", '{"id": 1, "words": "One."}'),
        ("a.json", '[{"id": 1, "words": "One."}]'),
        ("b.json", '{"id": 1, "words": "One."}'),
    ],
)
def test_a_table_without_a_text_column_is_an_error(read_as, name, content):
    message = f"{name}: no text column; name it with columns={{\"text\": ...}}: its columns are 'id', 'words'"
    with pytest.raises(ValueError, match=re.escape(message)):
        read_as(name, content)


@pytest.mark.parametrize("word", ["NA", "None", "nan", "NULL", " n/a "])
@pytest.mark.filterwarnings("ignore:1 article with an empty text")
def test_a_placeholder_for_a_text_is_no_text(read_as, word):
    with pytest.warns(Note, match=rf"1 article with a placeholder for a text, read as empty: .*a\.csv \({word}\)"):
        table = read_as("a.csv", f"id,outlet,text,page\n1,X,{word},NA\n2,X,{word} of it.,3\n")
    assert table[["text", "page"]].to_numpy().tolist() == [["", "NA"], [f"{word} of it.", "3"]]
    assert "1 with a placeholder for a text" in account(table)["note"].item()


def test_numbers_in_csv_stay_strings(read_as):
    table = read_as("a.csv", "id,outlet,text,page\n007,X,2024,1.50\n")
    assert table[["doc_id", "text", "page"]].to_numpy().tolist() == [["007", "2024", "1.50"]]


def test_long_numbers_as_ids_in_json_keep_every_digit(read_as):
    lines = '{"id": 1234567890123456789, "outlet": "X", "text": "One."}\n{"id": null, "outlet": "X", "text": "Two."}\n'
    with pytest.warns(Note, match="1 article without a doc_id"):
        assert list(read_as("a.jsonl", lines)["doc_id"]) == ["1234567890123456789", "a-2"]


def test_whole_numbers_as_ids_in_parquet_have_no_point(tmp_path):
    pd.DataFrame({"id": [7.0, 8.0], "outlet": "X", "text": "One."}).to_parquet(tmp_path / "a.parquet")
    assert list(read(tmp_path / "a.parquet")["doc_id"]) == ["7", "8"]


def test_quoted_line_ends_stay_in_the_text(read_as):
    assert read_as("a.csv", 'id,outlet,text\r\n1,X,"One.\r\nTwo."\r\n')["text"].item() == "One.\nTwo."


def test_other_line_separators_do_not_end_a_row(read_as):
    assert read_as("a.csv", "id,outlet,text\n1,X,One\u2028two\x0bthree\x85four.\n")["text"].item() == (
        "One\u2028two\x0bthree\x85four."
    )


def test_a_cell_of_five_megabytes_is_read(read_as):
    assert len(read_as("a.csv", f"id,outlet,text\n1,X,{'word ' * 1_000_000}\n")["text"].item()) == 5_000_000


def test_a_header_with_commas_in_quotes_can_be_split_by_semicolons(read_as):
    assert read_as("a.csv", 'id;outlet;"a, b, c, d";text\n1;X;y;One.\n')["text"].item() == "One."


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("2,X,Two,and more.", "line 3: 4 cells where the header has 3"),
        ("2,X", "line 3: 2 cells where the header has 3"),
        ('2,X,"Two" she said.', r"line 3: ',' expected after '\"'"),
        ('2,X,"Two.', "line 3: unexpected end of data"),
    ],
)
def test_a_broken_csv_row_is_an_error_that_names_the_line(read_as, row, problem):
    with pytest.raises(ValueError, match=rf"a\.csv, {problem}; correct it"):
        read_as("a.csv", f"id,outlet,text\n1,X,One.\n{row}\n")


def test_a_broken_csv_row_can_be_left_out_and_is_named(read_as):
    with pytest.warns(Note, match=r"1 line left out, not valid: .*a\.csv, line 3 \(2 cells where"):
        table = read_as("a.csv", "id,outlet,text\n1,X,One.\n2,X\n3,X,Three.\n", errors="skip")
    assert list(table["doc_id"]) == ["1", "3"]


def test_an_unclosed_quotation_mark_is_named_with_the_last_line_it_swallows(read_as):
    with pytest.warns(Note, match=r"a\.csv, line 3 \(unexpected end of data, through line 5\)"):
        table = read_as("a.csv", 'id,outlet,text\n1,X,One.\n2,X,"Two.\n3,X,Three.\n4,X,Four.\n', errors="skip")
    assert list(table["doc_id"]) == ["1"]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ('id,outlet,text\n1,X,"One.\n2,X,Two.\n3,X,Three."\n4,X,Four.\n', r"lines 2 to 4 \(2 such\)"),
        ('id,text,outlet\n1,"One.,X\n2,Two.,X\n3,Three.",X\n4,Four.,X\n', r"lines 2 to 4 \(2 such\)"),
        ('id,outlet,text\n1,"X,One.\n2,X",Two.\n', r"lines 2 to 3 \(1 such\)"),
        ('id;text\na-1;One.\na-2;"Two.\na-3;Three."\n', r"lines 3 to 4 \(1 such\)"),
        ('text,date\nOne.,2024-01-12\n"Two.,2024-01-13\nThree.,2024-01-14\n",2024-01-15\n', r"lines 3 to 5 \(1 such\)"),
    ],
)
def test_rows_that_two_stray_quotation_marks_swallow_are_noted(read_as, content, lines):
    with pytest.warns(Note, match=rf"1 row with lines that look like separate rows .*a\.csv, {lines}"):
        read_as("a.csv", content, outlet="Y")


@pytest.mark.parametrize(
    "text",
    [
        "One.\n\nThe mayor, who is ill, said no.\nTwo.",
        "In 2019, 300 left, 5 stayed.\nIt was so.\nPerhaps, perhaps, perhaps.",
        "“No,” he said, “never.”\n- a\n- b",
        "One.\n,,\nTwo.",
    ],
)
def test_lines_of_an_article_are_not_taken_for_rows(read_as, text):
    assert read_as("a.csv", f'id,outlet,text\n1,X,"{text}"\n2,X,Two.\n')["text"].iloc[0] == text


@pytest.mark.parametrize(
    "content",
    [
        'text,date\n"One.\nTwo.",2024-01-12\n"Three.\nFour.",2024-01-13\n',
        'text,outlet,abstract\n"One.\nTwo.",X,"Three.\nFour."\n"Five.\nSix.",X,"Seven."\n',
        'id,text\n1,"One.\n""Two, or three.""\nFour."\n\n\n2,"Five.\nSix.\n"\n',
    ],
)
def test_the_line_that_ends_a_text_is_not_taken_for_a_row(read_as, content):
    assert len(read_as("a.csv", content, outlet="Y")) == 2


def test_a_blank_table_is_an_error_that_can_be_left_out(tmp_path):
    (tmp_path / "a.csv").write_text("  \n\n")
    (tmp_path / "b.csv").write_text("id,outlet,text\n1,X,One.\n")
    with pytest.warns(Note, match=r"a\.csv \(no header line\)"):
        assert len(read(tmp_path, errors="skip")) == 1


def test_a_column_name_that_comes_twice_is_an_error(read_as):
    with pytest.raises(ValueError, match=r"a\.csv: the column text is repeated; rename one"):
        read_as("a.csv", "id,text,text\n1,One.,Two.\n")


def test_a_nameless_column_is_numbered(read_as):
    assert read_as("a.csv", ",outlet,text\n0,X,One.\n")["column_1"].item() == "0"


def test_a_table_of_a_header_alone_is_an_error(read_as):
    with pytest.raises(ValueError, match=r"a\.csv: no article in it"):
        read_as("a.csv", "id,outlet,text\n")


def test_a_table_of_a_header_alone_among_others_is_noted(tmp_path):
    (tmp_path / "a.csv").write_text("id,outlet,text\n")
    (tmp_path / "b.csv").write_text("id,outlet,text\n1,X,One.\n")
    with pytest.warns(Note, match=r"1 file without an article in it: .*a\.csv"):
        assert len(read(tmp_path)) == 1


def test_a_csv_that_tabs_separate_is_read(read_as):
    assert read_as("a.csv", "id\toutlet\ttext\n1\tX\tOne, two; three.\n")["text"].item() == "One, two; three."


def test_a_folder_of_tables_without_a_row_is_an_error(tmp_path):
    (tmp_path / "a.csv").write_text("id,outlet,text\n")
    (tmp_path / "b.csv").write_text("id,outlet,text\n")
    with pytest.raises(ValueError, match=r"a\.csv, .*b\.csv: no article in it"):
        read(tmp_path)


def test_quotation_marks_in_a_tsv_that_enclose_nothing_are_text(read_as):
    with pytest.warns(Note, match="quotation marks that do not enclose cells"):
        table = read_as("a.tsv", 'id\toutlet\ttext\n1\tX\t"No," he said, "never."\n')
    assert table["text"].item() == '"No," he said, "never."'


def test_a_broken_jsonl_line_is_an_error_that_names_file_and_line(read_as):
    with pytest.raises(ValueError, match=r"a\.jsonl, line 2: not JSON \(.*; correct it"):
        read_as("a.jsonl", BROKEN)


def test_a_broken_jsonl_line_can_be_left_out_and_is_named(read_as):
    with pytest.warns(Note, match=r"1 line left out, not valid: .*a\.jsonl, line 2 \(not JSON"):
        assert list(read_as("a.jsonl", BROKEN, errors="skip")["doc_id"]) == ["1", "3"]


def test_a_jsonl_line_that_is_no_object_is_an_error(read_as):
    with pytest.raises(ValueError, match=r"a\.jsonl, line 1: an object is needed, not list"):
        read_as("a.jsonl", "[1, 2]\n")


def test_line_separators_inside_jsonl_do_not_end_a_line(read_as):
    assert read_as("a.jsonl", '{"id": 1, "outlet": "X", "text": "One\u2028two."}\n')["text"].item() == "One\u2028two."


def test_line_ends_inside_json_strings_become_newlines(read_as):
    lines = r'{"id": 1, "outlet": "X", "text": "\ufeffOne.\r\nTwo.\rThree."}'
    assert read_as("a.jsonl", lines)["text"].item() == "One.\nTwo.\nThree."


def test_half_a_character_in_json_is_replaced_in_place_and_noted(read_as):
    lines = r'{"id": 1, "outlet": "X", "text": "a\ud83db\ude00\ud83d\ude00c\ud83d"}'
    with pytest.warns(Note, match="1 article with U.FFFD in place of characters lost before reading: 1"):
        assert read_as("a.jsonl", lines)["text"].item() == "a\ufffdb\ufffd😀c\ufffd"


DEEP = '{"id": 1, "outlet": "X", "text": "One.", "k": ' + "[" * 400 + "]" * 400 + "}"
DEEPER = '{"id": 1, "outlet": ' + '{"a": ' * 100_000 + "1" + "}" * 100_000 + ', "text": "One."}'
LONG = '{"id": 1, "outlet": "X", "text": "One.", "k": ' + "9" * 5000 + "}"
HALVED = r'{"id": 1, "outlet": "X", "text": "One.", "k\ud83d": 1}'
TWICE = '{"id": 1, "outlet": "X", "text": "One.", "text": "Two."}'


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (DEEP, "nested more than 100 levels deep"),
        (DEEPER, "nested too deeply"),
        (LONG, "a number of more than 4,300 digits"),
        (HALVED, r"the key 'k\\ud83d' contains half a character"),
        (TWICE, "the key 'text' is repeated with different values; keep one, or leave it out"),
        ('{"id": 1, "text": "One.", "k": [{"a": 1, "a": 2}]}', "the key 'a' is repeated with different values"),
    ],
)
@pytest.mark.parametrize(
    ("name", "form", "place"),
    [
        ("a.jsonl", "{}", r"a\.jsonl, line 1"),
        ("a.json", "{}", r"a\.json"),
        ("a.json", '[{{"id": 0, "text": ""}},\n {}]', r"a\.json(?:, item 2(?: \(line 2\))?)?"),
    ],
)
def test_json_that_no_table_can_hold_is_an_error_of_one_line(read_as, line, problem, name, form, place):
    with pytest.raises(ValueError, match=f"{place}: {problem}"):
        read_as(name, form.format(line))


@pytest.mark.parametrize("line", [DEEP, DEEPER, LONG, HALVED, TWICE])
def test_json_that_no_table_can_hold_can_be_left_out_and_is_named(read_as, line):
    with pytest.warns(Note, match=r"1 line left out, not valid: .*a\.jsonl, line 2"):
        table = read_as("a.jsonl", f'{{"id": 0, "outlet": "X", "text": "None."}}\n{line}\n', errors="skip")
    assert list(table["doc_id"]) == ["0"]


def test_the_item_whose_object_has_a_key_twice_is_named_with_its_line(read_as):
    with pytest.raises(ValueError, match=r"a\.json, item 3 \(line 4\): the key 'text' is repeated"):
        read_as("a.json", f'[\n7,\n{{"id": 1}}, \n {TWICE}]')


def test_a_key_that_comes_twice_with_one_value_loses_nothing(read_as):
    assert read_as("a.jsonl", '{"id": 1, "outlet": "X", "text": "One.", "text": "One."}')["text"].item() == "One."


def test_half_a_character_inside_a_nested_value_is_replaced(read_as):
    line = r'{"id": 1, "outlet": "X", "text": "One.", "tags": {"a": ["\ud83d"]}}'
    assert read_as("a.jsonl", line)["tags"].item() == {"a": ["\ufffd"]}


def test_half_a_character_in_a_headline_is_noted(read_as):
    with pytest.warns(Note, match="1 article with U.FFFD in headline: 1"):
        read_as("a.jsonl", r'{"id": 1, "outlet": "X", "title": "Rain\ud83d", "text": "One."}')


def test_nested_values_stay_what_they_are_in_extra_columns(read_as):
    table = read_as("a.jsonl", '{"id": 1, "outlet": "X", "text": "One.", "tags": {"a": [1, 2]}}\n')
    assert table["tags"].item() == {"a": [1, 2]}


def test_an_outlet_that_is_an_object_goes_by_its_name(read_as):
    line = '{"id": 1, "source": {"id": null, "name": "The Daily"}, "text": "One.", "authors": ["Ann Lee", "Bo Roy"]}'
    assert read_as("a.jsonl", line)[["outlet", "byline"]].to_numpy().tolist() == [["The Daily", "Ann Lee, Bo Roy"]]


def test_a_text_that_is_a_list_is_an_error(read_as):
    with pytest.raises(ValueError, match=r"a\.jsonl: the text of 1 is a list, not a string; join its parts"):
        read_as("a.jsonl", '{"id": 1, "outlet": "X", "text": ["One.", "Two."]}')


def test_a_text_that_is_bytes_is_an_error(tmp_path):
    pd.DataFrame({"id": ["1"], "outlet": "X", "text": [b"One."]}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(ValueError, match=r"a\.parquet: the text of 1 is a bytes, not a string"):
        read(tmp_path / "a.parquet")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", r"a\.json: not JSON"),
        ('{"id": 1}\n{"id": 2}', r"a\.json: more than one JSON value; one object a line goes by the name \.jsonl"),
        ("7", r"a\.json: an object is needed, not int"),
        ("[7]", r"a\.json, item 1: an object is needed, not int"),
        ("[]", r"a\.json: no article in it"),
        ('{"id": [1, 2], "text": ["One."]}', r"a\.json: its columns have different rows"),
        ('{"id": {"0": 1}, "text": {"1": "One."}}', r"a\.json: its columns have different rows"),
    ],
)
def test_json_of_another_shape_is_an_error(read_as, content, problem):
    with pytest.raises(ValueError, match=problem):
        read_as("a.json", content)


def test_an_event_stays_missing_where_it_is(read_as):
    table = read_as("a.csv", "id,outlet,event,text\n1,X,e1,One.\n2,X,,Two.\n")
    assert table["event"].isna().tolist() == [False, True]


def test_numbers_in_extra_columns_of_json_are_numbers(read_as):
    assert read_as("a.jsonl", '{"id": 1, "outlet": "X", "text": "One.", "shares": 5}')["shares"].dtype == "int64"
