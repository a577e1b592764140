"""How probable an attribution is, and what that depends on."""

import numpy as np
import pytest

from framing.attributing.article import Attribution
from framing.attributing.certainty import certainty, traits_of
from framing.attributing.choice import likely
from framing.attributing.decoding import Told
from framing.attributing.features import words_of
from framing.model import Document
from framing.texts.text import Reading

TEXT = "Ada Orr said that it rained."


def sure(score=0.9, content=0.9, source=0.9, **changed):
    reading = Reading(Document("a", TEXT))
    words = words_of(reading)
    chances = [np.zeros(len(words.forms), dtype=np.float32) for _ in range(2)]
    chances[0][3:6], chances[1][:2] = content, source
    item = Attribution((8, 12), "said: network", (0, 7), [(13, 27)], "speech", score)
    for name, value in changed.items():
        setattr(item, name, value)
    return reading, item, Told(words, 0, *map(likely, chances))


@pytest.mark.parametrize("doubt", [{"score": 0.66}, {"content": 0.55}, {"source": 0.3}])
def test_what_the_network_doubts_is_less_probable(doubt):
    assert 0 < certainty(*sure(**doubt)) < certainty(*sure()) < 1


def test_an_attribution_may_have_no_source_and_words_that_the_network_did_not_see():
    reading, item, told = sure()
    assert "source mean" in traits_of(reading, item, told)
    item.source = None
    assert traits_of(reading, item, told)["nobody"] == 1
    unseen = told._replace(first=6, content=told.content.part(6, 8), source=told.source.part(6, 8))
    assert "content unseen" in traits_of(reading, item, unseen)
    assert 0 < certainty(reading, item, unseen) < 1


def test_a_content_of_marks_alone_has_a_probability():
    reading, item, told = sure()
    item.content = [(27, 28)]
    assert 0 < certainty(reading, item, told) < 1
