"""Who acts and who is acted upon: one sentence a rule, the target between brackets."""

import pytest

from framing.model import Document
from framing.targeting.roles import role_of
from framing.texts.text import Reading


def told(marked):
    start, end = marked.index("["), marked.index("]") - 1
    return role_of(Reading(Document("a", marked.replace("[", "").replace("]", ""))), (start, end))


AGENTS = [
    "[Orr] attacked the plan.",
    "[Orr] told reporters that it rained.",
    "[Orr], who chairs the board, rejected it.",
    "[Orr] (R-Norland) voted against it.",
    "[Orr] has never signed the bill.",
    "[Orr] will soon leave.",
    "[Orr] did not answer.",
    "[Orr] is leading the march.",
    "[Orr] on Monday suggested a deal.",
    "[Orr] is expected to win the vote.",
    "[Democrats] want a vote.",
    "The bill was blocked by [Orr].",
    "The bill was blocked last week by President [Orr].",
    "“It works,” said [Orr].",
    "They left before [Orr] spoke.",
    "They believed [Orr] would win.",
]
PATIENTS = [
    "[Orr] was killed on Friday.",
    "[Orr] has been accused of fraud.",
    "[Orr] will not be invited.",
    "[Orr], accused of nothing, was arrested by the police.",
    "The police arrested [Orr].",
    "Voters would probably reject [Orr] again.",
    "They kept on blaming Mayor [Orr] for the fire.",
]
NEITHER = [
    "[Orr]'s plan failed.",
    "The [Orr] Plan failed.",
    "They defended the [Orr] administration.",
    "[Orr] is a lawyer.",
    "[Orr] seems tired.",
    "They spoke with [Orr].",
    "They sold it by [Orr] Square.",
    "The [Orr]-backed plan failed.",
]


@pytest.mark.parametrize("sentence", AGENTS)
def test_an_agent_is_an_active_subject_or_stands_after_by(sentence):
    assert told(sentence) == "agent"


@pytest.mark.parametrize("sentence", PATIENTS)
def test_a_patient_is_an_object_or_the_subject_of_a_passive(sentence):
    assert told(sentence) == "patient"


@pytest.mark.parametrize("sentence", NEITHER)
def test_others_have_no_role(sentence):
    assert told(sentence) == ""
