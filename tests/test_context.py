"""The tokens beside many places, found in columns, are those that a pattern finds beside each of them."""

import re

import pytest
from hostile import HOSTILE

from framing.model import Document
from framing.texts.plain_tokens import REACH
from framing.texts.text import PLAIN_WORD, Reading
from framing.vocabulary.context import Contexts
from framing.vocabulary.lexicon import Entry, Hit, Lexicon, bundled

TOKEN = re.compile(rf"{PLAIN_WORD}|[^\w\s]")
DISTANCES = (*range(-6, 0), *range(1, 7))
ODD = "may-be 'tis—may_may_ it's, a's-b's -may- may’s\n\u0301may 3-may. 1,000 “may” 中may may\u00a0be\n\nmay\r\nmay "


def beside(view, hit):
    """Look for the tokens of the line that are near; None where one ends with what is near, and may go on."""
    line = view.rfind("\n", 0, hit.start) + 1, (view + "\n").index("\n", hit.end)
    near = max(line[0], hit.start - REACH), min(line[1], hit.end + REACH)
    before = list(TOKEN.finditer(view, near[0], hit.start))
    after = list(TOKEN.finditer(view, hit.end, near[1]))
    return {
        distance: None if each.start() == near[0] != line[0] or each.end() == near[1] != line[1] else each.group()
        for distance, each in (*enumerate(after, 1), *enumerate(before, -len(before)))
    }


def check(text, hits_of):
    reading = Reading(Document("a", text))
    hits = hits_of(reading.view)
    for hit, row in zip(hits, Contexts(reading, hits).rows(range(len(hits)), DISTANCES), strict=True):
        found = beside(reading.view, hit)
        expected = [found.get(distance, "") for distance in DISTANCES]
        assert row == tuple(token if want is None else want for token, want in zip(row, expected, strict=True))
    return len(hits)


def test_tokens_in_columns_are_those_beside_each_term_of_the_corpus(demo):
    text = "\n\n".join(demo["text"])
    lexicon = Lexicon(entry for entry in bundled() if entry.device in ("hedge", "booster", "evaluation"))
    assert (
        sum(check(text, lambda view, device=device: lexicon.places(view)[device]) for device in lexicon.devices) > 300
    )


@pytest.mark.parametrize("name", [*HOSTILE, "odd"])
def test_tokens_in_columns_are_those_beside_any_word_of_hostile_text(name):
    text = ODD * 3 if name == "odd" else HOSTILE[name](600)
    entry = Entry("x", "hedge", "", "own")
    check(text, lambda view: [Hit(*word.span(), entry) for word in re.finditer(r"[^\W_]+", view)])
