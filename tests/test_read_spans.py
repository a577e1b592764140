"""`read_spans`: spans tables as coders deliver them and as labelling wrote them."""

import pandas as pd
import pytest

from framing.checks import check_spans
from framing.model import SPAN_COLUMNS
from framing.read import read_spans

CODED = (
    "doc_id,start,end,device,subtype,role,instance,within,coder\n"
    "007,3,6,hedge,modal,cue,0,,coder_1\n"
    "007,0,20,attribution,,content,1,2,coder_1\n"
)


@pytest.fixture
def read_csv(tmp_path):
    def reader(content, name="coder_1.csv", **options):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return read_spans(path, **options)

    return reader


def test_a_csv_of_a_coder_is_a_sound_spans_table(read_csv):
    assert check_spans(read_csv(CODED)) is None


def test_places_and_instances_are_whole_numbers(read_csv):
    dtypes = read_csv(CODED).dtypes[["start", "end", "instance", "within"]]
    assert [str(dtype) for dtype in dtypes] == ["int64", "int64", "int64", "Int64"]


def test_a_missing_within_stays_missing(read_csv):
    assert read_csv(CODED)["within"].isna().tolist() == [True, False]


def test_a_within_that_is_missing_throughout_is_read(read_csv):
    assert str(read_csv("doc_id,start,end,device,role,within\na,0,1,hedge,cue,\n")["within"].dtype) == "Int64"


def test_missing_strings_are_empty(read_csv):
    assert read_csv(CODED)["subtype"].tolist() == ["modal", ""]


def test_doc_ids_stay_strings(read_csv):
    assert read_csv(CODED)["doc_id"].tolist() == ["007", "007"]


def test_columns_stand_in_the_order_of_the_design_with_extra_ones_behind(read_csv):
    table = read_csv("comment,role,device,end,start,doc_id\nunsure,cue,hedge,6,3,a\n")
    assert list(table) == [name for name in SPAN_COLUMNS if name in table] + ["comment"]


def test_the_devices_looked_for_are_those_present_unless_named(read_csv):
    assert list(read_csv(CODED)["device"].cat.categories) == ["attribution", "hedge"]


def test_devices_names_the_devices_looked_for(read_csv):
    table = read_csv(CODED, devices=["hedge", "attribution", "boilerplate"])
    assert list(table["device"].cat.categories) == ["hedge", "attribution", "boilerplate"]


def test_a_device_that_devices_does_not_name_is_an_error(read_csv):
    with pytest.raises(ValueError, match=r"coder_1\.csv: has the device attribution, which is not in devices="):
        read_csv(CODED, devices=["hedge"])


def test_a_coder_who_found_nothing_has_looked_nevertheless(read_csv):
    table = read_csv("doc_id,start,end,device,role\n", devices=["hedge"])
    assert (len(table), list(table["device"].cat.categories)) == (0, ["hedge"])


def test_parquet_gives_back_what_was_written(tmp_path, read_csv):
    spans = read_csv(CODED, devices=["hedge", "attribution", "boilerplate"])
    spans.to_parquet(tmp_path / "spans.parquet")
    pd.testing.assert_frame_equal(read_spans(tmp_path / "spans.parquet"), spans)


def test_tab_separated_spans_are_read(read_csv):
    assert read_csv(CODED.replace(",", "\t"), name="coder_1.tsv")["start"].tolist() == [3, 0]


def test_whole_numbers_written_with_a_point_are_read(read_csv):
    assert read_csv("doc_id,start,end,device,role\na,3.0,6.0,hedge,cue\n")["end"].item() == 6


@pytest.mark.parametrize("cell", ["3", "3.0", "3.", " 3 ", "+3", "03"])
def test_whole_numbers_are_read_however_they_are_written(read_csv, cell):
    assert read_csv(f"doc_id,start,end,device,role\na,{cell},6,hedge,cue\n")["start"].item() == 3


@pytest.mark.parametrize("values", [["3", "5"], [3.0, 5.0], [3, 5], [3, "5.0"], pd.array([3, 5], dtype="Int64")])
def test_places_of_any_type_are_converted(tmp_path, values):
    table = pd.DataFrame({"doc_id": "a", "start": values, "end": 6, "device": "hedge", "role": "cue"})
    table.astype({"start": "string"} if values == [3, "5.0"] else {}).to_parquet(tmp_path / "spans.parquet")
    read = read_spans(tmp_path / "spans.parquet")["start"]
    assert (read.tolist(), str(read.dtype)) == ([3, 5], "int64")


@pytest.mark.parametrize("cell", ["1e1", "0x3", "three", "3,5", "inf", "nan", "True", "3" * 5000, "٣"])
def test_what_is_no_whole_number_is_refused_with_file_and_row(read_csv, cell):
    with pytest.raises(ValueError, match=r"coder_1\.csv: start is not a whole number in row 2"):
        read_csv(f'doc_id,start,end,device,role\na,3,6,hedge,cue\na,"{cell}",6,hedge,cue\n')


@pytest.mark.parametrize("values", [[0.5, 1], [True, False], [float("inf"), 1]])
def test_numbers_that_are_no_place_are_refused(tmp_path, values):
    table = pd.DataFrame({"doc_id": "a", "start": values, "end": 6, "device": "hedge", "role": "cue"})
    table.to_parquet(tmp_path / "spans.parquet")
    with pytest.raises(ValueError, match=r"spans\.parquet: start is not a whole number in row"):
        read_spans(tmp_path / "spans.parquet")


def test_cues_alone_are_an_instance_each(read_csv):
    table = read_csv("doc_id,start,end,device,role\na,3,6,hedge,cue\na,8,9,hedge,cue\n")
    assert table["instance"].tolist() == [0, 1]


def test_rows_that_may_belong_together_are_refused_without_instance_and_the_file_is_named(read_csv):
    with pytest.raises(ValueError, match=r"coder_1\.csv: spans: no column 'instance'"):
        read_csv("doc_id,start,end,device,role\na,3,6,attribution,content\n")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("doc_id,start,end,device\na,3,6,hedge\n", r"coder_1\.csv: no column 'role'"),
        ("doc_id,start,end,device,role\na,3,,hedge,cue\n", r"coder_1\.csv: end is missing in row 1; fill it"),
        ("doc_id,start,end,device,role\na,3,x,hedge,cue\n", r"end is not a whole number in row 1 \('x'\); correct"),
        ("doc_id,start,end,device,role\na,3,6.5,hedge,cue\n", r"end is not a whole number in row 1 \('6.5'\); correct"),
        ("doc_id,start,end,device,role\na,3,6,hedge,cues\n", r"unknown role 'cues' in row 1; roles are cue, source"),
        ("doc_id,start,end,device,role\na,6,3,hedge,cue\n", r"start is negative or after end in row 1; correct"),
        ("", r"coder_1\.csv: the file is empty"),
    ],
)
def test_a_flawed_table_is_an_error_that_names_the_row(read_csv, content, problem):
    with pytest.raises(ValueError, match=problem):
        read_csv(content)


def test_another_kind_of_file_is_an_error(read_csv):
    with pytest.raises(ValueError, match=r"spans\.txt: spans are read from \.parquet, \.csv and \.tsv"):
        read_csv(CODED, name="spans.txt")


def test_a_file_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(ValueError, match=r"nowhere\.csv: no such file"):
        read_spans(tmp_path / "nowhere.csv")


def test_with_articles_doc_ids_are_those_of_the_articles(read_csv):
    articles = pd.DataFrame({"doc_id": [7], "outlet": "Bee", "text": "It may rain."})
    table = read_csv("doc_id,start,end,device,role\n7,3,6,hedge,cue\n", articles=articles)
    assert table["doc_id"].tolist() == [7]


def test_with_articles_a_span_outside_its_text_is_one_line(read_csv):
    articles = pd.DataFrame({"doc_id": ["a"], "outlet": "Bee", "text": "It may."})
    with pytest.raises(ValueError, match=r"coder_1\.csv: spans: 1 lie outside their text \(doc_id a\)"):
        read_csv("doc_id,start,end,device,role\na,3,60,hedge,cue\n", articles=articles)
