"""Sentences that a quotation holds together, and quotations over several paragraphs."""

import pytest

from framing.attributing.passage import chains, clause_in, fills_paragraph, joined_sentences, quotation_at
from framing.model import Document
from framing.texts.text import Reading


def reading(text):
    return Reading(Document("a", text))


def joined(text, *cues):
    return [text[start:end] for start, end in joined_sentences(reading(text), [text.index(cue) for cue in cues])]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("“No. Never,” she said. It rained.", ["“No. Never,” she said.", "It rained."]),
        ("“No.” “Never.”", ["“No.”", "“Never.”"]),
        ("“Why?” she said.", ["“Why?” she said."]),
        ("“Why?” Orr said. It rained.", ["“Why?” Orr said.", "It rained."]),
        ("“Why?”\nOrr said.", ["“Why?”", "Orr said."]),
        ("It was “odd. Very odd,” he said. It rained.", ["It was “odd. Very odd,” he said.", "It rained."]),
    ],
)
def test_a_quotation_holds_its_sentences_together(text, sentences):
    assert joined(text, *["said"] * ("said" in text)) == sentences


def test_a_question_with_no_cue_after_it_stands_alone():
    assert joined("“Why?” Nobody knew for a long time.") == ["“Why?”", "Nobody knew for a long time."]


def test_a_chain_holds_all_paragraphs_of_a_quotation():
    found = reading("“We go.\n“We stay.\n“We sing.”\nThen: “No.”").quotations
    assert [len(chains(found)[quotation.start]) for quotation in found] == [3, 3, 3, 1]


def test_the_members_of_a_chain_share_it():
    found = reading("“We go.\n“We sing.”").quotations
    assert len({id(chain) for chain in chains(found).values()}) == 1


@pytest.mark.parametrize(
    ("place", "found"), [(0, None), (3, "“no”"), (6, "“no”"), (7, None), (12, "“yes”"), (99, None)]
)
def test_the_quotation_at_a_place(place, found):
    text = "So “no” or “yes”."
    quotation = quotation_at(reading(text), place)
    assert (quotation and text[quotation.start : quotation.end]) == found


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("“It may rain,” she said.", "It may rain,"),
        ("''It may rain,'' she said.", "It may rain,"),
        ("“So. It may rain. No.”", "It may rain."),
        ("“It may rain", "It may rain"),
    ],
)
def test_a_clause_inside_a_quotation_leaves_the_marks_out(text, clause):
    found = reading(text)
    start, end = clause_in(found, found.quotations[0], text.index("may"))
    assert text[start:end] == clause


@pytest.mark.parametrize(("text", "answer"), [("“We sing.”", True), ("“No,” said the mayor of the town.", False)])
def test_a_quotation_may_fill_its_paragraph(text, answer):
    found = reading(text)
    assert fills_paragraph(found, found.quotations[0]) is answer
