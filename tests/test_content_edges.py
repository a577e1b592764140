"""Where contents end that the network broke off, or let run into somebody else's words."""

import numpy as np
import pytest

from framing.attributing.article import Attribution
from framing.attributing.choice import likely
from framing.attributing.decoding import Told
from framing.attributing.ends import end_well
from framing.attributing.features import words_of
from framing.attributing.neighbours import part
from framing.attributing.unfinished import least_end
from framing.model import Document
from framing.texts.text import Reading


def place_of(text, words):
    start = text.index(words)
    return start, start + len(words)


def told_of(text, chance=0.9, doubted=None):
    """How likely the words of a text are: from the one that is `doubted` on, they are not."""
    words = words_of(Reading(Document("a", text)))
    chances = np.full(len(words.forms), chance, dtype=np.float32)
    if doubted is not None:
        chances[words.forms.index(doubted) :] = 0.01
    return Told(words, 0, *[likely(chances)] * 2)


def reach(text, term):
    """Give the word that a content in [brackets] has to reach."""
    start, end = text.index("["), text.index("]") - 1
    told = told_of(text.replace("[", "").replace("]", ""))
    least = least_end(told, (start, end), term)
    return None if least is None else told.words.forms[least]


@pytest.mark.parametrize(
    ("text", "term", "word"),
    [
        ("Orr said [that the gate], which Lee built in May, would be shut.", "said", "be"),
        ("Orr said [the gate], the oldest in town, is shut.", "said", "shut"),
        ("Drivers who think [the toll] will fall are few.", "think", "fall"),
        ("Orr said [that in talks with the guild], both sides were calm.", "said", "were"),
        ("Orr said [that if it rains at noon], the gate is shut.", "said", "is"),
        ("He called it [not only a mistake], but a burden.", "called", "a"),
        ("It was [both “a mistake”] and a burden.", "was", "a"),
        ("Lee called it [a “gift”] that would ruin the town.", "called", "would"),
        ("Lee said [it would be “fine,”] if the gate is shut.", "said", "the"),
    ],
)
def test_a_content_that_breaks_off_goes_on(text, term, word):
    assert reach(text, term) == word


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Orr said [that the gate was shut], which Lee denied, was told.", "said"),
        ("They argue [their case], and Lee, a judge, was late.", "argue"),
        ("Orr urged [the guild to wait], a plea that, in May, was heard.", "urged"),
        ("Orr blamed [voters in both towns] and said he is done.", "blamed"),
        ("Orr said [the policy holds], Ada Lee, a lawyer of the guild, had it.", "said"),
    ],
)
def test_a_whole_content_does_not_go_on(text, term):
    assert reach(text, term) is None


def test_a_content_does_not_end_inside_a_number():
    text = "Orr plans to plant 10,000 trees in the valley."
    told = told_of(text, doubted="000")
    made = Attribution((4, 9), "plans: network", (0, 3), [place_of(text, "to plant 10")], told=told)
    end_well(made)
    assert text[slice(*made.content[0])].startswith("to plant 10,000 trees")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("“It rains,” Orr said. “It never rains,” Lee said.", 1),
        ("“It rains,” Orr said. “It never rains.” Lee said so.", 2),
        ("“It rains,” Orr said. “It never rains,” a thing that Lee said.", 2),
    ],
)
def test_a_quotation_is_what_the_cue_after_it_reports(text, kept):
    first, second = place_of(text, text[: text.index("Orr") - 1]), text.index("“", 5)
    second = (second, text.index("”", second) + 1)
    cues = [text.index("said"), text.rindex("said")]
    made = [
        Attribution((cues[0], cues[0] + 4), "said: network", place_of(text, "Orr"), [first, second], kind="speech"),
        Attribution((cues[1], cues[1] + 4), "said: network", place_of(text, "Lee"), [second], kind="speech"),
    ]
    part(Reading(Document("a", text)), made)
    assert len(made[0].content) == kept


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ("the new tax in a written statement on Monday", "the new tax"),
        ("the rival for lying in a written statement", "the rival for lying in a written statement"),
        ("words printed in a long letter", "words printed in a long letter"),
        ("that Lee was hit in a long interview", "that Lee was hit in a long interview"),
    ],
)
def test_the_occasion_of_saying_is_no_content(content, kept):
    text = f"Orr denounced {content}."
    made = Attribution((4, 13), "denounced: network", (0, 3), [place_of(text, content)], kind="speech")
    part(Reading(Document("a", text)), [made])
    assert text[slice(*made.content[0])] == kept
