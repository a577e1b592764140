"""`read_in_parts` gives the articles of `read`, whatever the parts are."""

import gzip
import json
import warnings
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest
from fictional_pages import page
from test_read_pages import warc

import framing

in_parts = import_module("framing.read.in_parts")
ROOT = Path(__file__).parent.parent
ADDED = ["outlet_raw", "date_text", "duplicate_of"]


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(in_parts, "PART", 30_000)


def records(demo):
    return [
        {
            "id": row.doc_id,
            "source": row.outlet,
            "title": row.headline,
            "published": str(row.date.date()),
            "body": row.text,
        }
        for row in demo.itertuples()
    ]


def lines(demo):
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records(demo)) + "\n"


def archive(demo):
    """A web archive with one page for each article."""
    pages = []
    for row in demo.itertuples():
        address = f"https://bee.example/{row.doc_id}"
        text = page(
            headline=row.headline, url=address, paragraphs=[line for line in row.text.split("\n") if line.strip()]
        )
        pages.append((address, "200 OK", "text/html; charset=utf-8", text))
    return warc(pages)


def written(form, demo, folder):
    """The demonstration corpus in one format; the path, and how many parts it has at least."""
    if form == "txt":
        return ROOT / "corpus" / "demo", 5
    path = folder / f"articles.{form}"
    if form == "jsonl":
        path.write_text(lines(demo), "utf-8")
    elif form == "jsonl.gz":
        path.write_bytes(gzip.compress(lines(demo).encode()))
    elif form == "parquet":
        pd.DataFrame(records(demo)).to_parquet(path)
    elif form == "csv":
        pd.DataFrame(records(demo)).to_csv(path, index=False)
        return path, 1
    else:
        path.write_bytes(archive(demo.head(30)))
    return path, 3


def joined(parts):
    """All parts as `read` would give them: without the columns in which nothing is."""
    table = pd.concat(parts, ignore_index=True)
    if table["outlet_raw"].equals(table["outlet"]):
        table = table.drop(columns="outlet_raw")
    return without_empty(table)


def without_empty(table):
    optional = [name for name in table if name not in ("doc_id", "outlet", "date", "headline", "text")]
    return table.drop(columns=[name for name in optional if table[name].isna().all()])


@pytest.mark.parametrize("form", ["txt", "jsonl", "jsonl.gz", "parquet", "csv", "warc.gz"])
def test_the_articles_are_those_of_read(form, demo, tmp_path, small_parts):
    path, fewest = written(form, demo, tmp_path)
    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always")
        parts = list(framing.read_in_parts(path))
        said = [str(one.message) for one in noted]
        whole = framing.read(path)
    assert len(parts) >= fewest
    assert said == [str(one.message) for one in noted][len(said) :]
    pd.testing.assert_frame_equal(joined(parts), without_empty(whole), check_dtype=False)


def test_every_part_has_the_same_columns(demo, tmp_path, small_parts):
    path = tmp_path / "articles.jsonl"
    rows = records(demo)
    rows[0]["desk"], rows[-1]["mood"] = "city", "calm"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    with pytest.warns(framing.Note, match="1 column left out, which the first part does not have: mood"):
        parts = list(framing.read_in_parts(path))
    assert {tuple(part.columns) for part in parts} == {tuple(parts[0].columns)}
    assert [*ADDED, "desk"] == list(parts[0].columns)[-4:]


def test_articles_without_a_number_are_counted_through_the_file(demo, tmp_path, small_parts):
    path = tmp_path / "articles.jsonl"
    path.write_text("\n\n".join(json.dumps({"text": text, "outlet": "Bee"}) for text in demo["text"]), "utf-8")
    ids = [doc_id for part in framing.read_in_parts(path) for doc_id in part["doc_id"]]
    assert ids == [f"articles-{number}" for number in range(1, len(demo) + 1)]


def test_a_missing_outlet_is_one_note_for_all_parts(demo, tmp_path, small_parts):
    path = tmp_path / "articles.jsonl"
    path.write_text(
        "\n".join(json.dumps({"id": row.doc_id, "text": row.text, "date": "soon"}) for row in demo.itertuples())
    )
    with pytest.warns(framing.Note) as noted:
        list(framing.read_in_parts(path))
    said = [str(one.message) for one in noted]
    assert [message.partition(":")[0] for message in said] == [
        "80 articles without an outlet, now 'unknown' (outlet= names one)",
        "80 articles left without a date, 80 unreadable (2024-01-31 would be read)",
    ]
    assert all(message.endswith(" and 75 more") for message in said)


def test_a_number_in_two_parts_is_one_line(demo, tmp_path, small_parts):
    path = tmp_path / "articles.jsonl"
    path.write_text(lines(demo) + lines(demo.head(1)), "utf-8")
    with pytest.raises(
        ValueError, match=r"doc_id is repeated: '.*' \(in .*articles.jsonl, and in a file or rows before"
    ):
        list(framing.read_in_parts(path))


def test_a_broken_line_is_named_by_its_number_in_the_file(demo, tmp_path, small_parts):
    path = tmp_path / "articles.jsonl"
    path.write_text(lines(demo) + "{no}\n", "utf-8")
    with pytest.raises(ValueError, match=r"articles.jsonl, line 81: not JSON"):
        list(framing.read_in_parts(path))


def test_a_file_that_is_cut_off_gives_what_is_before_the_cut(demo, tmp_path, small_parts):
    path = tmp_path / "articles.jsonl.gz"
    whole = gzip.compress(lines(demo).encode())
    path.write_bytes(whole[: len(whole) * 3 // 4])
    with pytest.raises(ValueError, match=r"articles.jsonl.gz: cannot be read after line \d+ "):
        list(framing.read_in_parts(path))
    with pytest.warns(framing.Note, match="1 file left out, not readable: .*cannot be read after line"):
        parts = list(framing.read_in_parts(path, errors="skip"))
    found = [doc_id for part in parts for doc_id in part["doc_id"]]
    assert found == demo["doc_id"].tolist()[: len(found)]
    assert len(found) > 20


def test_a_list_of_addresses_is_one_line(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("url,title\nhttps://bee.example/rain,Rain\n", "utf-8")
    with pytest.raises(
        ValueError, match=r"list of web addresses without texts, which is joined .* only by framing.read"
    ):
        list(framing.read_in_parts(path))


def test_options_are_checked_before_a_part_is_asked_for(tmp_path):
    with pytest.raises(ValueError, match="errors='no' is unknown"):
        framing.read_in_parts(tmp_path, errors="no")


def test_nothing_to_read_is_one_line(tmp_path):
    (tmp_path / "a.jsonl").write_text("\n\n", "utf-8")
    with pytest.raises(ValueError, match=r"a.jsonl: no article in it"):
        list(framing.read_in_parts(tmp_path))
