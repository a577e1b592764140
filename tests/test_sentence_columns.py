"""Sentences of many lines at once are those of each line by itself."""

import random

import pytest

from framing.texts import sentence_columns
from framing.texts.sentence_columns import sentences_of
from framing.texts.text import sentence_spans
from framing.texts.word_starts import codes_of

PIECES = (
    " ", "  ", "\n", ". ", ".", "?", "!", "”", "“", "'", ")", "(", "a", "No", "U.S.", "Mr.", "He", "he", "é", "\u00a0",
    "\t", "...", "--", "3", "ʼ", "\x1c", "…", ".” ", "Gov. Orr left. ", "“Why?” she asked. ", "x" * 1500 + ". ",
)  # fmt: skip


def at_once(text):
    return [tuple(place) for place in sentences_of(text, codes_of(text)).tolist()]


def test_articles(demo):
    text = "\n".join(demo["text"])
    assert at_once(text) == sentence_spans(text)


@pytest.mark.parametrize("seed", range(20))
def test_any_mixture_of_marks(seed):
    drawn = random.Random(seed)
    text = "".join(drawn.choices(PIECES, k=4000))
    assert at_once(text) == sentence_spans(text)


@pytest.mark.parametrize(
    "text", ["", "\n", " \n\t", ".", "?!", "a. ", "No. No. no", "Why?? He", "a.(b", "Orr.”", "a. é. É. “"]
)
def test_short_texts(text):
    assert at_once(text) == sentence_spans(text)


def test_plain_articles_are_not_cut_line_by_line(demo, monkeypatch):
    asked = []
    monkeypatch.setattr(sentence_columns, "sentences", lambda text, *place: asked.append(place) or sentence_spans(text))
    text = "\n".join(demo["text"])
    sentences_of(text, codes_of(text))
    assert len(asked) < 0.01 * len(text.split("\n"))
