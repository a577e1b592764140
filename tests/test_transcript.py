"""Transcripts: whose turn it is, and what only looks like one."""

from __future__ import annotations

import pandas as pd
import pytest

import framing
from framing.texts.text import paragraph_spans
from framing.texts.transcript import turns

EXCHANGE = (
    "The mayor was asked about the bridge.\n\n"
    "HOST: Will it open?\n\n"
    "MAYOR ADA ORR: It may open in spring.\n\n"
    "We have the money.\n\n"
    "(APPLAUSE)\n\n"
    "HOST: Thank you.\n\n"
    "ORR: Good night, all of you.\n\n"
    "The bridge closed last year."
)


def told(text: str) -> list[tuple[str, list[str]]]:
    return [
        (text[slice(*turn.speaker)], [text[slice(*place)] for place in turn.content])
        for turn in turns(text, paragraph_spans(text))
    ]


def labelled(text: str) -> pd.DataFrame:
    return framing.label(pd.DataFrame({"doc_id": ["a"], "outlet": ["x"], "text": [text]}), ["attribution", "hedge"])


def test_each_turn_goes_to_the_name_before_its_colon() -> None:
    assert [speaker for speaker, _ in told(EXCHANGE)] == ["HOST", "MAYOR ADA ORR", "HOST", "ORR"]


def test_a_turn_goes_on_over_paragraphs_but_not_over_stage_directions() -> None:
    assert told(EXCHANGE)[1][1] == ["It may open in spring.", "We have the money."]


def test_the_last_turn_does_not_take_what_the_outlet_writes_after_it() -> None:
    assert told(EXCHANGE)[-1][1] == ["Good night, all of you."]


def test_turns_that_each_paragraph_opens_with_a_mark_are_found() -> None:
    text = '"HOST: Will it rain?\n\n"ORR: It will.\n\n"Soon.\n\n"HOST: Thank you very much."'
    assert [content for _, content in told(text)] == [
        ["Will it rain?"],
        ["It will.", "Soon."],
        ["Thank you very much."],
    ]


def test_names_in_small_letters_count_where_each_comes_back() -> None:
    text = "Bret: I doubt it very much.\n\nGail: So do I, my friend.\n\nBret: Why is that so?\n\nGail: I read it."
    assert [speaker for speaker, _ in told(text)] == ["Bret", "Gail", "Bret", "Gail"]


def test_a_question_of_the_interviewer_is_the_outlets_own() -> None:
    text = "Q: Will it open this year?\n\nA: It may well do so.\n\nQ: When will it be?\n\nA: In the spring."
    assert [speaker for speaker, _ in told(text)] == ["A", "A"]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Field: 12\n\nIvo Lind: 14\n\nMara Field: 15\n\nIvo Lind: 19",
        "RELATED: The ferry that never came\n\nUPDATE: It came at last\n\nRELATED: Where ferries go",
        "Oslo: It rained all day.\n\nBergen: It rained there too.\n\nTromso: It snowed a little.",
        "Correction: The ferry left at nine.\n\nThe ferry burned: nobody was hurt.",
        "Oregon: Leave is long.\n\nOhio: Tolls are low.\n\nOregon: Fees are high.\n\nOhio: Rents are low.",
        "He had one wish: to leave.\n\nShe had another: to stay.\n\nHe had one wish: to leave.",
        "",
    ],
)
def test_lists_notices_and_colons_are_no_transcript(text: str) -> None:
    assert told(text) == []


def test_the_words_of_a_turn_are_quoted() -> None:
    hedge = labelled(EXCHANGE).query("device == 'hedge'")
    assert hedge[["voice", "speaker"]].to_numpy().tolist() == [["quoted", "ADA ORR"]]


def test_a_turn_is_a_direct_quotation() -> None:
    cues = labelled(EXCHANGE).query("role == 'cue' and entry == 'turn: name, colon'")
    assert cues["subtype"].tolist() == ["direct"] * 4


def test_the_words_of_turns_are_counted_as_quoted() -> None:
    articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["x"], "text": [EXCHANGE]})
    words = framing.count(articles, framing.label(articles, ["attribution"]), by="voice").set_index("voice")["words"]
    assert words["quoted"] == 19
