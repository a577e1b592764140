"""Agentless passives: what the page's examples leave open."""

import pytest

from framing import label


def found(articles):
    text = articles["text"].item()
    return [text[row.start : row.end] for row in label(articles, ["passive_agentless"], with_voice=False).itertuples()]


@pytest.mark.parametrize(
    ("text", "passives"),
    [
        ("Was he arrested on Monday?", ["Was he arrested"]),
        ("They weren’t told.", ["weren’t told"]),
        ("TWO WERE KILLED IN FIRE", ["WERE KILLED"]),
        ("Ferry Was Searched", ["Was Searched"]),
        ("He was “fed” a lie.", ["was “fed"]),
        ("The cable is used to lift boats.", ["is used"]),
        ("She is used to lifting boats.", []),
        ("The company is United.", []),
        ("That was indeed a need, and a bed is red.", []),
        ("Two were wounded and killed by soldiers.", []),
        ("Two were wounded, and soldiers came by boat.", ["were wounded"]),
        ("It was opposed by law firms and sent by car.", []),
        ("It was sent by car.", ["was sent"]),
        ("It was sent by car makers.", []),
        ("She was elected by a margin of two votes.", ["was elected"]),
        ("It can only be mended by slowly draining the lake.", ["be mended"]),
        ("It was, by and large, mended", []),
        ("The ship was mended, by and large.", ["was mended"]),
        ("Votes were being cast.", ["were being cast"]),
        ("Votes were being cast by clerks.", []),
        ("Being told is not being asked.", ["Being told", "is not being asked"]),
    ],
)
def test_a_passive_counts_where_nobody_is_named_who_acts(article, text, passives):
    assert found(article(text)) == passives


@pytest.mark.parametrize(
    ("subtype", "passives"), [("participle", ["was zorb"]), ("adjective", [])], ids=["participle", "adjective"]
)
def test_a_researcher_adds_a_participle_or_an_adjective_with_a_file(article, tmp_path, subtype, passives):
    path = tmp_path / "mine.tsv"
    path.write_text(f"term\tdevice\tsubtype\tsource\nzorb\tpassive_agentless\t{subtype}\town\n", "utf-8")
    articles = article("It was zorb.")
    spans = label(articles, ["passive_agentless"], lexicons=[path], with_voice=False)
    assert [articles["text"].item()[row.start : row.end] for row in spans.itertuples()] == passives
