"""The network in numpy: a paragraph is read by itself, and odd texts are survived."""

from __future__ import annotations

import re

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from framing.attributing.decoding import Found
from framing.attributing.features import words_of
from framing.attributing.network import network
from framing.model import Document
from framing.texts.text import PLAIN_TOKEN, Reading

FERRY = "“The ferry may leave late,” the harbour master said on Friday."
COUNCIL = "The council believes that the quay is too short, according to two clerks."


def found(text: str) -> list[Found]:
    tagger = network()
    assert tagger is not None
    return tagger.find(Reading(Document("a", text)), least=0.3)


def test_a_paragraph_is_read_the_same_alone_and_among_others() -> None:
    alone = [item.cue for item in found(FERRY)]
    assert [item.cue for item in found(f"{FERRY}\n{COUNCIL}\nYes.") if item.cue[1] <= len(FERRY)] == alone


def test_a_paragraph_is_as_sure_alone_as_among_others() -> None:
    together = found(f"Yes.\n{COUNCIL}\n{FERRY}")[-1]
    assert together.score == pytest.approx(found(FERRY)[-1].score, abs=1e-4)


def test_source_cue_and_content_are_told() -> None:
    item = found(FERRY)[-1]
    assert [FERRY[slice(*place)] for place in (item.source[0], item.cue)] == ["the harbour master", "said"]


@pytest.mark.parametrize("text", ["", "\n\n", "Word", "“", "’ ’ ’", "said " * 3000, "“No,” she said. " * 300])
def test_odd_texts_give_places_inside_them(text: str) -> None:
    places = [place for item in found(text) for place in (item.cue, *item.source, *item.content)]
    assert all(0 <= start < end <= len(text) for start, end in places)


def check_words(text: str) -> None:
    reading = Reading(Document("a", text))
    words = words_of(reading)
    places = [match.span() for match in re.finditer(PLAIN_TOKEN, reading.plain)]
    assert list(zip(words.start, words.end, strict=True)) == places


@pytest.mark.parametrize("text", HOSTILE)
def test_words_are_the_tokens_of_plain_text(text: str) -> None:
    check_words(HOSTILE[text](400))


@given(st.text(st.sampled_from("ab9É\N{COMBINING ACUTE ACCENT}'’`-./_, \n“\U0001f600\ud800"), max_size=30))
def test_words_are_the_tokens_of_any_text(text: str) -> None:
    check_words(text)
