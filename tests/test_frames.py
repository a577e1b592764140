"""Attributions by the frames of news copy: who is made answerable for what, around a reporting cue."""

import pytest

from framing.attributing.article import Article
from framing.attributing.frames import add_by_frames
from framing.model import Document
from framing.texts.text import Reading
from framing.vocabulary.lexicon import Entry, Lexicon, bundled

CUES = Lexicon(entry for entry in bundled() if entry.device == "attribution")


def found(text):
    """Source, cue and contents of each attribution of `text`."""
    article = Article(Reading(Document("a", text)))
    add_by_frames(article, CUES.find(article.reading.view).get("attribution", []))
    return [
        (
            item.source and text[slice(*item.source)],
            text[slice(*item.cue)],
            *(text[slice(*place)] for place in item.content),
        )
        for item in article.found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It works,” Orr said.", [("Orr", "said", "“It works,”")]),
        ("“It works,” said Ada Orr, a nurse.", [("Ada Orr, a nurse", "said", "“It works,”")]),
        ('Orr told reporters: "It works."', [("Orr", "told", '"It works."')]),
        ("“Why?” Orr asked.", [("Orr", "asked", "“Why?”")]),
        ("“It works,” Orr said. “It does.”", [("Orr", "said", "“It works,”", "“It does.”")]),
        ("“It,” Orr said, “works.”", [("Orr", "said", "“It,”", "“works.”")]),
        ("“We go.\n“We sing,” Orr said.", [("Orr", "said", "“We go.", "“We sing,”")]),
        ("The plan was “a gift,” Orr said.", [("Orr", "said", "The plan was “a gift,”")]),
        ("Orr said the plan was “a gift.”", [("Orr", "said", "the plan was “a gift.”")]),
        ("Orr said that it works.", [("Orr", "said", "that it works")]),
        ("Orr said on Friday it works.", [("Orr", "said", "it works")]),
        ("Orr said officials were late.", [("Orr", "said", "officials were late")]),
        ("It works, Orr said.", [("Orr", "said", "It works")]),
        ("It works, said the ministry.", [("the ministry", "said", "It works")]),
        ("The old road, Orr said, is closed.", [("Orr", "said", "The old road", "is closed")]),
        ("According to Orr, it works.", [("Orr", "According to", "it works")]),
        ("According to the report, the pump failed.", [("the report", "According to", "the pump failed")]),
        ("It works, according to Orr.", [("Orr", "according to", "It works")]),
        ("It works. That’s according to Orr.", [("Orr", "according to", "It works")]),
        ("It fell (by a full third, according to Orr).", [("Orr", "according to", "by a full third")]),
        ("It fell -- according to Orr.", [("Orr", "according to", "It fell")]),
        ("According to the poll, which was brief, it works.", [("the poll", "According to", "it works")]),
        ("Orr wants to leave.", [("Orr", "wants", "to leave")]),
        ("Orr, who was late, denied that it works.", [("Orr, who was late", "denied", "that it works")]),
        ("Orr found that it works.", [("Orr", "found", "that it works")]),
        ("Orr criticised the plan.", [("Orr", "criticised", "the plan")]),
    ],
)
def test_an_attribution_is_found_by_its_frame(text, expected):
    assert found(text) == expected


def test_a_noun_reports_what_its_owner_claims():
    assert found("The minister’s claim that the road was closed is old.") == [
        ("The minister’s", "claim", "that the road was closed is old")
    ]


def test_attributions_may_be_nested():
    assert found("The police said that Orr believes that it works.") == [
        ("The police", "said", "that Orr believes that it works"),
        ("Orr", "believes", "that it works"),
    ]


def test_a_cue_inside_a_quotation_is_found_with_its_source():
    assert ("the police", "said", "that it works") in found("“So the police said that it works,” Orr said.")


def test_a_new_clause_with_its_own_cue_ends_a_content():
    assert [item[2] for item in found("Orr said it works, but Reed said it fails.")] == ["it works", "it fails"]


def test_a_subject_goes_on_to_the_next_cue():
    assert [item[0] for item in found("Orr said it works and added that it lasts.")] == ["Orr", "Orr"]


@pytest.mark.parametrize(
    "text",
    [
        "The company added two ferries.",
        "The crew found the pump in the cellar.",
        "The council noted the hour and went home.",
        "It was a claim to fame.",
        "He could deny it.",
        "There is no report.",
        "The said road is closed.",
        "“I think that it works.”",
        "said",
        "Said.",
        "according to",
        "According to.",
        "“said”",
    ],
)
def test_what_looks_like_a_cue_may_be_none(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    ["said " * 300, "according to " * 200, "said, “said” said " * 100, "“said " * 100, "that, said that; " * 100],
)
def test_nothing_but_cues_is_survived(text):
    assert all(contents for _, _, *contents in found(text))


@pytest.mark.parametrize(
    ("frames", "contents"), [((), []), (("clause",), ["it rained"]), (("recipient",), []), (("object",), ["it rained"])]
)
def test_the_frames_of_a_cue_say_what_it_reports(frames, contents):
    article = Article(Reading(Document("a", "Orr opined it rained.")))
    cues = Lexicon([Entry("opined", "attribution", "neutral", "own", frames)])
    add_by_frames(article, cues.find(article.reading.view)["attribution"])
    assert [article.reading.text[slice(*place)] for item in article.found for place in item.content] == contents
