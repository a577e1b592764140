"""Layout beyond the codebook's examples: headline, byline, dateline and lede are rows, found once."""

import pandas as pd
import pytest

from framing import concordance, count, label, show
from framing.texts.parts import parts_at

LEDE = "A ferry burned in the harbour for two hours on Friday."
NEXT = "Nobody was hurt, though it may have been close for the crew of nine."


def labelled(text, headline="", devices=("layout",)):
    articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Gazette"], "headline": [headline], "text": [text]})
    return articles, label(articles, list(devices))


def rows(text, headline=""):
    """What was found, subtype and text, in order."""
    spans = labelled(text, headline)[1]
    return [(span.subtype, text[span.start : span.end]) for span in spans.itertuples()]


def headline_and_lede(text, headline=""):
    found = dict(rows(text, headline))
    return found.get("headline", ""), found.get("lede", "")


@pytest.mark.parametrize(
    ("text", "headline", "expected"),
    [
        (f"Ferry burns in harbour\n\n{LEDE}", "", ("Ferry burns in harbour", LEDE)),
        (f"Ferry Burns\n\nBy Ada Orr\n\n{LEDE}", "", ("Ferry Burns", LEDE)),
        (f"Ferry Burns\n\n{LEDE}", "Ferry Burns", ("Ferry Burns", LEDE)),
        (f"Ferry burns in harbour.\n\n{LEDE}", "Ferry burns in harbour.", ("Ferry burns in harbour.", LEDE)),
        (f"{LEDE}\n\nIt was late.", "Another headline", ("", LEDE)),
        (LEDE, "", ("", LEDE)),
        ("", "", ("", "")),
        ("Only a headline", "", ("", "")),
        (f"By Ada Orr\n\n{LEDE}", "", ("", LEDE)),
        (
            f"Ferry burns\n\nHow a quiet night in the harbour turned into two hours of fire\n\n{LEDE}",
            "",
            ("Ferry burns", LEDE),
        ),
        (
            "Ferry burns\n\nnine words and then no stop at all here",
            "",
            ("Ferry burns", "nine words and then no stop at all here"),
        ),
    ],
)
def test_headline_and_lede_are_found(text, headline, expected):
    assert headline_and_lede(text, headline) == expected


def test_boilerplate_is_neither_headline_nor_lede():
    assert headline_and_lede(f"Sign up for our free weekly newsletter\n\nFerry burns in harbour\n\n{LEDE}") == (
        "Ferry burns in harbour",
        LEDE,
    )


def test_a_headline_is_found_though_its_spaces_differ():
    assert headline_and_lede(f"Ferry\u00a0 Burns\n\n{LEDE}", "Ferry Burns")[0] == "Ferry\u00a0 Burns"


def test_bylines_and_datelines_are_rows_too():
    assert rows(f"Ferry burns in harbour\n\nBy Ada Orr\n\nHAVEN (Meridian) — {LEDE}") == [
        ("headline", "Ferry burns in harbour"),
        ("byline", "By Ada Orr"),
        ("dateline", "HAVEN (Meridian) —"),
        ("lede", f"HAVEN (Meridian) — {LEDE}"),
    ]


def test_a_date_alone_is_no_byline():
    assert rows(f"Updated 3 May 2024\n\n{LEDE}") == [("lede", LEDE)]


def test_two_capitalised_words_above_a_byline_are_the_headline_and_no_boilerplate():
    spans = labelled(f"Ferry Burns\n\nBy Ada Orr\n\n{LEDE}", devices=["boilerplate"])[1]
    assert spans["start"].tolist() == [13]


def test_the_headline_given_is_no_boilerplate():
    assert labelled(f"Ada Orr\n\n{LEDE}", "Ada Orr", ["boilerplate"])[1].empty


def test_every_place_has_a_part():
    assert parts_at([3, 15, 80], [("headline", (0, 11)), ("lede", (13, 67))]) == ["headline", "lede", "body"]


def test_the_words_of_a_part_are_those_of_its_rows_whatever_is_excluded():
    text = f"By Ada Orr of the Gazette, Bo Lind and Cass Bramley of the Post\n\n{LEDE}\n\n{NEXT}"
    articles, spans = labelled(text, devices=["hedge", "layout"])
    counts = count(articles, spans, by="part").set_index("part")
    assert (counts["words"].to_dict(), counts["n"].to_dict()) == (
        {"headline": 0, "lede": 11, "body": 28},
        {"headline": 0, "lede": 0, "body": 1},
    )


def test_a_cue_of_the_lede_is_counted_over_the_words_of_the_lede_above_which_a_byline_stands():
    text = f"By Ada Orr of the Gazette, Bo Lind and Cass Bramley of the Post\n\n{NEXT}\n\n{LEDE}"
    articles, spans = labelled(text, devices=["hedge", "layout"])
    lede = count(articles, spans, part="lede").iloc[0]
    assert (lede["n"], lede["words"]) == (1, 14)


def test_words_by_part_need_the_layout():
    articles, spans = labelled(LEDE, devices=["hedge"])
    with pytest.raises(ValueError, match=r"add 'layout' to the devices of label$"):
        count(articles, spans, by="part")


def test_the_part_of_a_span_is_told_also_where_the_layout_is_not_returned():
    spans = labelled(f"Ferry may burn\n\n{NEXT}", devices=["hedge"])[1]
    assert spans["part"].tolist() == ["headline", "lede"]


def test_layout_is_not_counted():
    articles, spans = labelled(LEDE, devices=["hedge", "layout"])
    assert count(articles, spans)["device"].tolist() == ["hedge"]


def test_layout_stands_in_no_concordance_unless_asked_for():
    articles, spans = labelled(LEDE, devices=["hedge", "layout"])
    lines = [concordance(articles, spans), concordance(articles, spans, devices="layout")]
    assert [len(table) for table in lines] == [0, 1]


def test_layout_is_marked_in_no_article_unless_asked_for():
    articles, spans = labelled(LEDE, devices=["hedge", "layout"])
    pages = [show(articles, spans), show(articles, spans, devices="layout")]
    assert ["layout · lede" in str(page) for page in pages] == [False, True]
