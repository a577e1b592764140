"""The shapes of boilerplate are data: each row decides about its examples, and says nothing of what it must not."""

import time

import pytest

from framing.boilerplate.layout import Line, by_layout
from framing.boilerplate.layout_file import read_shapes
from framing.texts.text import word_count

ROWS = read_shapes()
KEYS = {"category", "shows", "words", "where", "needs", "asks", "opens", "holds", "lacks", "examples", "but"}
# The paragraph's number, of 20, at which a row may look at it.
AT = {
    "first": 0,
    "top": 0,
    "start": 3,
    "first four or last": 3,
    "start or end": 3,
    "top or end": 19,
    "after the lede": 2,
    "below": 8,
    "end": 17,
    "last": 19,
}


def shape(row):
    return f"layout: {row['shows']}"


def told(text, row):
    """What the layout tells of a paragraph that stands where the row looks."""
    return by_layout(Line(text, word_count(text), AT.get(row.get("where"), 8), 20))


@pytest.mark.parametrize(("text", "row"), [(text, row) for row in ROWS for text in row["examples"]])
def test_a_shape_decides_about_its_examples(text, row):
    assert told(text, row) == (row["category"], shape(row))


@pytest.mark.parametrize(("text", "row"), [(text, row) for row in ROWS for text in row["but"]])
def test_a_shape_says_nothing_of_what_only_looks_like_it(text, row):
    assert told(text, row) != (row["category"], shape(row))


@pytest.mark.parametrize("row", ROWS, ids=shape)
def test_a_row_has_examples_on_both_sides_and_no_key_that_nobody_reads(row):
    assert (set(row) - KEYS, bool(row["examples"]), bool(row["but"])) == (set(), True, True)


@pytest.mark.parametrize("where", ["top", "first four or last", "start or end", "end", "last"])
def test_a_shape_that_names_a_place_is_looked_for_there_alone(where):
    texts = [(row, text) for row in ROWS if row.get("where") == where for text in row["examples"]]
    middle = [by_layout(Line(text, word_count(text), 8, 20)) for _, text in texts]
    assert set(middle) & {(row["category"], shape(row)) for row, _ in texts} == set()


@pytest.mark.parametrize(
    "piece", ["A ", "Ada Orr, ", "A", "(", "A.", "1 ", "A-", "photo ", "By A ", "1, 2024 ", "READ: x ", "é. "]
)
def test_a_paragraph_of_the_greatest_length_takes_little_time(piece):
    text = (piece * 700)[:700].strip()
    began = time.process_time()
    for words in (1, 7, 14, 30, 60, 90):
        by_layout(Line(text, words, 0, 1))
    assert time.process_time() - began < 0.5
