"""Paragraphs, sentences and words, each with its place."""

import pytest
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from framing.model import Document
from framing.texts import sentence as module
from framing.texts.punkt import ABBREVIATIONS
from framing.texts.text import (
    Reading,
    enclosing,
    is_covered,
    merged,
    paragraph_spans,
    sentence_spans,
    view,
    whole_paragraphs,
    word_count,
    word_index,
    words_at,
)


def cut(text, places):
    return [text[start:end] for start, end in places]


@pytest.mark.parametrize("text", ["It’s", "İİzmir", "ẞ ﬁ ŉ", "A\u00a0B\u202fC", "e\u0301 👩‍👩‍👧", "\ud800", ""])
def test_a_view_has_the_length_of_its_text(text):
    assert len(view(text)) == len(text)


def test_a_view_is_lower_case_with_plain_apostrophes_hyphens_and_spaces():
    assert view("It’s A‑One\u00a0B") == "it's a-one b"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", []),
        (" \t\n\n ", []),
        ("One", ["One"]),
        ("\n\n  One. \n\t\nTwo\n", ["One.", "Two"]),
        ("One\r\n\r\nTwo\r\n", ["One", "Two"]),
        ("\u00a0One\u00a0\nTwo", ["One", "Two"]),
        ("¡\n.\n“", ["¡", ".", "“"]),
    ],
)
def test_a_paragraph_is_a_line_that_is_not_empty(text, paragraphs):
    assert cut(text, paragraph_spans(text)) == paragraphs


@pytest.mark.parametrize(
    "sentences",
    [
        ["It rained.", "Nobody came."],
        ["Gov. Ada Orr met Dr. Reed.", "They spoke."],
        ["The U.S. envoy left at 9 a.m. on Friday.", "It rained."],
        ["“Why?” she asked.", "“Because.”"],
        ["It cost $3.5 million.", "That is a lot."],
        ["He lives in Springfield, Ill., and works.", "She does not."],
        ["See no. 7 on the list.", "It is long."],
        ["She said no.", "He fell ill.", "They wed.", "It rained."],
        ["“No.”", "She left."],
        ["What?!", "Never."],
        ["No. 5 Platform is closed."],
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(sentences):
    text = " ".join(sentences)
    assert cut(text, sentence_spans(text)) == sentences


def test_no_sentence_crosses_a_paragraph():
    text = "Ferry burns in harbour\n\nA ferry burned and\nnobody knows why."
    assert cut(text, sentence_spans(text)) == text.split("\n\n")[:1] + text.split("\n\n")[1].split("\n")


@pytest.mark.parametrize("unit", ["word ", "word, ", "(x)", "“a” ", "ab."])
def test_a_stretch_without_an_end_is_cut_into_bearable_pieces(unit):
    text = unit * 5000
    assert max(end - start for start, end in sentence_spans(text)) <= module.LONGEST_SENTENCE + 1010


@pytest.mark.parametrize("unit", ["word ", "word,\t ", "(x)", "“a” ", "ab."])
def test_a_cut_stretch_loses_nothing(unit):
    text = unit * 5000
    assert "".join("".join(cut(text, sentence_spans(text))).split()) == "".join(text.split())


def test_one_word_is_never_cut():
    assert sentence_spans("x" * 3 * module.LONGEST_SENTENCE) == [(0, 3 * module.LONGEST_SENTENCE)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("… — “”!", 0),
        ("didn’t didn't", 2),
        ("well-known non‑profit", 2),
        ("$3,000 and 4.5", 3),
        ("U.S. and a.m.", 3),
        ("e\u0301clair", 2),
        ("שלום עולם", 2),
        ("and/or", 1),
        ("snake_case", 2),
        ("👩‍👩‍👧", 0),
    ],
)
def test_words_are_counted(text, words):
    assert word_count(text) == words


@pytest.mark.parametrize("text", ["So far, nothing.", "didn’t — pay $3,000", "", "a\u00a0b\r\nc"])
def test_a_reading_has_as_many_words_as_are_counted(text):
    assert len(Reading(Document("a", text)).words) == word_count(text)


@pytest.mark.parametrize(("place", "held"), [(0, (0, 4)), (3, (0, 4)), (4, (4, 4)), (6, (6, 9)), (9, (9, 9))])
def test_the_place_around_a_place(place, held):
    assert enclosing([(0, 4), (6, 9)], place) == held


def test_places_that_overlap_or_touch_are_merged():
    assert merged([(5, 9), (0, 2), (2, 3), (4, 6), (4, 5)]) == [(0, 3), (4, 9)]


@pytest.mark.parametrize(
    ("covered", "answer"),
    [
        ([], False),
        ([(0, 4)], False),
        ([(0, 5)], True),
        ([(0, 2), (7, 10)], True),
        ([(-5, 4), (9, 20)], True),
        ([(-9, 0), (10, 20)], False),
        ([(-9, 20)], True),
    ],
)
def test_a_place_is_covered_from_a_half_on(covered, answer):
    assert is_covered((0, 10), covered) is answer


def test_an_empty_place_is_not_covered():
    assert not is_covered((3, 3), [(0, 9)])


def test_paragraphs_covered_by_half_are_joined_to_what_covers_them():
    assert whole_paragraphs([(0, 10), (11, 30), (31, 40)], [(35, 38), (0, 5)]) == [(0, 10), (35, 38)]


@pytest.mark.parametrize(
    "sentence", ["It rained on Gov. Orr for an hour.", "“Why?” she asked.", "Well?! Yes.", "No. 5 is shut."]
)
def test_a_very_long_line_is_cut_like_a_short_one(sentence):
    line = " ".join([sentence] * 5000)
    first = cut(line[:400], sentence_spans(line[:400]))
    assert cut(line, sentence_spans(line)) == first[: len(sentence_spans(sentence))] * 5000


@pytest.mark.parametrize(
    "line", ["x" * 50_000 + " " + "y" * 90_000, ("x" * 45_000 + " ") * 3, "a " * 60_000, "?" * 90_000 + " a"]
)
def test_a_very_long_line_without_sentences_comes_to_an_end(line):
    assert "".join(cut(line, sentence_spans(line))).replace(" ", "") == line.replace(" ", "")


@pytest.mark.parametrize(
    "sentence",
    [
        "“Ms. Whitman left.”",
        "‘MS. WHITMAN LEFT.’",
        "She said—Ms. Whitman left.",
        "It was a hard day for Mr. Orr.”",
        "He met Govs. Ada Orr and Bo Lind, “Drs. Ann Lee and Jo Fox,” and “Lt. Gov. Ray Roe.”",
        "The “Rev. Ada Orr” met Reps. Bo Lind and “Col. Ann Lee.”",
    ],
)
def test_a_title_before_a_name_does_not_end_a_sentence(sentence):
    assert cut(sentence, sentence_spans(sentence)) == [sentence]


# Sentences end where NLTK's Punkt ends them with the same abbreviations, but for the package's own rule on full words.


@pytest.mark.parametrize(
    "line",
    [
        "Mr. Orr met Sen. Ada Lind vs. Rockefeller.” She left. He stayed.",
        "“Why?” she asked. “No!!! Never...” It was 3.5 p.m. in the U.S. Then it rained . . . and rained.",
        "Very bad acting!!! I promise. (Really.) ‘Yes.’ [No.] Ends here.)\u201d And goes on",
        "e.g. this\tone. And\x0bthat one.\x0cLast",
        "J. B. Orr said no. 5 was late. Item No. 7 was not.",
        '"One." "Two." \'Three.\' Four?"Five',
        "No space.Here. There .And . . there",
        "In 1997. It was 3,000.5. and -3. then a.m. the ex-Gov. left, A. the, B. Orr (C. Lind). . . . It",
        "No. No.” Then “Inc.” He—etc.—went; co., too. § 5. Éva. 中. 国",
    ],
)
def test_sentences_are_cut_where_punkt_cuts_them(line, monkeypatch):
    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    monkeypatch.setattr(module, "_FULL_WORDS", ())
    assert module._realigned(line, 0, len(line)) == list(PunktSentenceTokenizer(parameters).span_tokenize(line))


@pytest.mark.parametrize("text", ["“No,” she\nsaid.", " 3,000.5 U.S.A.-led ’tis . . ", "one", "a_b, c’d '", "…"])
def test_words_at_places_are_those_that_these_go_with(text: str) -> None:
    words = Reading(Document("a", text)).words
    for place in range(len(text)):
        assert words_at(text, [place]) == ([words[word_index(words, place)]] if words else [])
    assert words_at(text, range(len(text))) == words
