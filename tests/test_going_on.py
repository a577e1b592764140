"""Whose a quotation is that no cue takes: by the sentence before its colon, by who spoke last, by a short sentence."""

import pytest

from framing import label
from framing.attributing.blocks import is_aside
from framing.attributing.going_on import before_colon
from framing.model import Document
from framing.texts.text import Reading

QUOTED = "“The bridge has never been as safe as it is today, and nobody needs to worry.”"


def speaker_of(article, before, quoted=QUOTED):
    """Give the source of the attribution that has the quotation after some words as its content."""
    text = f"{before}{quoted}"
    spans = label(article(text), ["attribution"])
    spans = spans[spans["device"] == "attribution"]
    held = spans.loc[(spans["role"] == "content") & (spans["start"] == len(before)), "instance"]
    sources = spans[spans["instance"].isin(held) & (spans["role"] == "source")]
    return [text[a:b] for a, b in zip(sources["start"], sources["end"], strict=True)]


@pytest.mark.parametrize(
    ("lead", "source"),
    [
        ("To quote Sen. Ada Orr:", "Sen. Ada Orr"),
        ("Orr, of course, made this line famous in 1992:", "Orr"),
        ("It all began when Orr spoke last week at the town hall:", "Orr"),
        ("Then Orr made another case for her plan:", "Orr"),
        ("O'Brien, of course, made this line famous:", "O'Brien"),
        ("Orr's answer, from December, on a tour of the valley:", "Orr's"),
        ("If that was an apology, she was having none of it:", "she"),
        ("The worth of such towns, the OECD states in a report, goes far beyond money:", "the OECD"),
        ("Ada Orr of Hale — a clerk — offered this advice:", "Ada Orr"),
    ],
)
def test_a_sentence_before_a_colon_names_who_speaks(lead, source):
    found = before_colon(Reading(Document("a", lead)), (0, len(lead)))
    assert found is not None
    assert lead[slice(*found)] == source


@pytest.mark.parametrize(
    "lead",
    [
        "Update:",
        "Of the long hunt for the missing Malaysian jet:",
        "At a town hall in Hale, Norland:",
        "Here is a part of it:",
        "They're at it again in the valley:",
        "A nurse sings “Rise Up,” a song of hope:",
    ],
)
def test_a_sentence_before_a_colon_may_name_nobody_who_speaks(lead):
    assert before_colon(Reading(Document("a", lead)), (0, len(lead))) is None


@pytest.mark.parametrize("aside", ["Advertisement:", "Story Continued Below", "( PHOTOS: The bridge)", "Share"])
def test_an_aside_does_not_part_what_one_says(article, aside):
    assert is_aside(aside)
    assert speaker_of(article, f"“It is safe,” Orr said on Monday.\n\n{aside}\n\n") == ["Orr"]


def test_a_paragraph_of_reporting_does(article):
    assert not is_aside("It rained in Hale.")
    assert speaker_of(article, "“It is safe,” Orr said on Monday.\n\nIt rained in Hale.\n\n") == []


@pytest.mark.parametrize(
    ("before", "source"),
    [
        ("The Haven Courier’s Bo Lind concurs. ", ["The Haven Courier’s Bo Lind"]),
        ("“Mayor Orr,” de Brun interrupted. ", ["de Brun"]),
        ("Bo Lind has held that office since the long winter of 1993, and never left it. ", []),
        ("Bo Lind concurs.\n", []),
    ],
)
def test_a_short_sentence_before_a_quotation_names_who_speaks(article, before, source):
    assert speaker_of(article, f"It rained. {before}") == source


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The mayor said Bo Lind called the harbour board after the vote.", "called"),
        ("The minister tweeted a note asking that the bridge be closed.", "asking"),
        ("The mayor said 14 of the faults reported since May were old.", "reported"),
    ],
)
def test_an_act_within_a_content_is_no_attribution(article, text, act):
    spans = label(article(text), ["attribution"])
    cues = spans[(spans["device"] == "attribution") & (spans["role"] == "cue")]
    assert act not in [text[a:b] for a, b in zip(cues["start"], cues["end"], strict=True)]
