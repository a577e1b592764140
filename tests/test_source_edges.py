"""Where sources begin and end that the network broke off, or let run into other words."""

import numpy as np
import pytest

from framing.attributing.article import Attribution
from framing.attributing.bounds import around_source, bound_well
from framing.attributing.choice import likely
from framing.attributing.decoding import Told
from framing.attributing.features import words_of
from framing.model import Document
from framing.texts.text import Reading

CONTENT = "that it rained"


def made(text, chance, *, inside=0.8, behind=0.01):
    """An attribution of a text whose source is in [brackets], and how likely each word is source.

    The words in it, those around it up to the cue, and those behind.
    """
    start, end = text.index("["), text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    words = words_of(Reading(Document("a", text)))
    chances = np.full(len(words.forms), behind, dtype=np.float32)
    cue, content = text.index("said"), text.index(CONTENT)
    for at, (first, last) in enumerate(zip(words.start, words.end, strict=True)):
        if start <= first and last <= end:
            chances[at] = inside
        elif last < cue:
            chances[at] = chance
    item = Attribution((cue, cue + 4), "said: network", (start, end), [(content, content + len(CONTENT))])
    return text, item, Told(words, 0, likely(np.zeros_like(chances)), likely(chances))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("[The old] mayor said that it rained.", "The old mayor"),
        ("An [editor of the Hale] Gazette said that it rained.", "An editor of the Hale Gazette"),
        ("[An old man in a wool] cap said that it rained.", "An old man in a wool cap"),
        ("The [mayor] said that it rained.", "The mayor"),
        ("Some of the [nurses] said that it rained.", "Some of the nurses"),
        ("[nurses] at the old mill said that it rained.", "nurses at the old mill"),
        ("It snowed. Two [nurses] said that it rained.", "Two nurses"),
    ],
)
def test_a_source_that_breaks_off_goes_on(text, source):
    text, item, told = made(text, 0.75)
    bound_well(item, told, text)
    assert text[slice(*item.source)] == source


@pytest.mark.parametrize(
    "text",
    [
        "[Ada Orr] both said that it rained.",
        "[The mayor] over the weekend said that it rained.",
        "[Ada Orr], via email, said that it rained.",
        "[Ada Orr, who] never said that it rained.",
        "[The mayor’s brother] said that it rained.",
    ],
)
def test_a_whole_source_stays_as_it_is(text):
    text, item, told = made(text, 0.1)
    before = item.source
    bound_well(item, told, text)
    assert item.source == before


def test_a_source_takes_in_neither_its_cue_nor_a_content():
    text, item, told = made("[The mayor] said that it rained.", 0.9, inside=0.9, behind=0.9)
    bound_well(item, told, text)
    assert text[slice(*item.source)] == "The mayor"


def test_where_the_network_has_no_doubt_nothing_is_chosen():
    _, item, told = made("[The mayor] said that it rained.", 0.01, inside=0.99)
    assert around_source(item, told) is None
    item.source = None
    assert around_source(item, told) is None
