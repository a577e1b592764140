"""The words of a sentence, the source beside a cue, and what may stand between a cue and its content."""

import pytest

from framing.attributing.phrase import skip_recipient, skip_time, source_after, source_before
from framing.attributing.words import QUOTATION, unbroken, words_of
from framing.model import Document
from framing.texts.text import Reading


def words(text):
    reading = Reading(Document("a", text))
    return words_of(reading, (0, len(text)), reading.quotations)


def forms(text):
    return [word.form for word in words(text)]


def at(text, cue):
    """The words of `text` and the index of the word `cue` among them."""
    found = words(text)
    return found, next(i for i, word in enumerate(found) if word.form == cue)


def shown(text, found, indices):
    return indices and text[found[indices[0]].start : found[indices[1] - 1].end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orr didn’t go.", ["orr", "didn't", "go", "."]),
        ("“Go,” he said.", [QUOTATION, "he", "said", "."]),
        ("He “goes”, ''goes'' and 'goes'.", ["he", QUOTATION, ",", QUOTATION, "and", QUOTATION, "."]),
        ("The U.S. a.m. non-profit", ["the", "u.s", ".", "a.m", ".", "non-profit"]),
        ("Ms. Orr met 3,000 others, 12.", ["ms.", "orr", "met", "3,000", "others", ",", "12", "."]),
        ("the boys' plan", ["the", "boys'", "plan"]),
        ("_x_ 🌊", ["_", "x", "_", "🌊"]),
        ("", []),
    ],
)
def test_a_sentence_is_words_marks_and_whole_quotations(text, expected):
    assert forms(text) == expected


def test_a_word_knows_its_place_and_its_case():
    assert [tuple(word) for word in words("Ada 'no'")] == [(0, 3, "ada", True), (4, 8, QUOTATION, False)]


def test_a_quotation_that_reaches_over_the_border_is_cut_at_it():
    reading = Reading(Document("a", "He said “no. Never” again."))
    assert [(word.start, word.end) for word in words_of(reading, (0, 12), reading.quotations)][-1] == (8, 12)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Orr said it.", "Orr"),
        ("The mayor of Remo said it.", "The mayor of Remo"),
        ("Orr later on Friday said it.", "Orr"),
        ("Orr has repeatedly said it.", "Orr"),
        ("Orr, the mayor, said it.", "Orr, the mayor"),
        ("Orr, who was late, said it.", "Orr, who was late"),
        ("But he said it.", "he"),
        ("It rained while officials said it.", "officials"),
        ("In Remo, officials said it.", "officials"),
        ("And the mayor said it.", "the mayor"),
        ("said it.", None),
        ("There said it.", None),
        (", said it.", None),
        ("“No,” said Orr.", None),
    ],
)
def test_the_source_before_a_cue(text, source):
    found, cue = at(text, "said")
    assert shown(text, found, source_before(found, cue)) == source


def test_a_source_does_not_reach_over_another_cue():
    found, cue = at("Reed says Orr said it.", "said")
    assert source_before(found, cue, border=2) == (2, 3)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("said Orr.", "Orr"),
        ("said Ada Orr, a nurse.", "Ada Orr, a nurse"),
        ("said Orr, who left.", "Orr, who left"),
        ("said the mayor in Remo.", "the mayor"),
        ("said Orr on Friday.", "Orr"),
        ("said Orr, and left.", "Orr"),
        ("said.", None),
        ("said that it rained.", None),
    ],
)
def test_the_source_after_a_cue(text, source):
    found, cue = at(text, "said")
    assert shown(text, found, source_after(found, cue)) == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("To the report, the pump had failed.", "the report"),
        ("To Ada Orr, the mayor, the pump had failed.", "Ada Orr, the mayor"),
        ("To the report, the pump, which was old, had failed.", "the report"),
        ("To officials, it rained.", "officials"),
    ],
)
def test_a_fronted_source_ends_before_the_clause(text, source):
    found = words(text)
    assert shown(text, found, source_after(found, 0, is_fronted=True)) == source


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("told reporters that it rained", "that"),
        ("told him it rained", "it"),
        ("told a crowd in Remo that it rained", "that"),
        ("told the Gazette: “No.”", ":"),
    ],
)
def test_a_recipient_is_stepped_over(text, content):
    found = words(text)
    assert found[skip_recipient(found, 1)].form == content


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("said on Monday that it rained", "that"),
        ("said late on Monday night it rained", "it"),
        ("said in a statement that it rained", "that"),
        ("said in a statement it rained", "it"),
        ("said in Remo", "in"),
        ("said it rained", "it"),
    ],
)
def test_times_and_occasions_are_stepped_over(text, content):
    found = words(text)
    assert found[skip_time(found, 1)].form == content


@pytest.mark.parametrize(
    ("piece", "whole"),
    [
        ("Mr", "Mr. Orr"),
        ("Mr.", "Mr. Orr"),
        (". Orr", "Mr. Orr"),
        ("Orr", "Mr. Orr"),
        ("and Sen", "and Sen. Bo Lind"),
        (". Bo Lind met", "Sen. Bo Lind met"),
        ("000 others", "3,000 others"),
        ("met 3", "met 3,000"),
        ("others, 12", "others, 12"),
        ("The end", "The end"),
    ],
)
def test_a_place_is_widened_to_what_is_written_as_one(piece, whole):
    text = "Mr. Orr and Sen. Bo Lind met 3,000 others, 12, and left. The end."
    start = text.index(piece)
    assert text[slice(*unbroken(text, (start, start + len(piece))))] == whole
