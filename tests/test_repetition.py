"""What comes back within an outlet: standing text, but agency reports, background, quotations, crossheads as well."""

import os
import subprocess
import sys

import pandas as pd
import pytest

from framing import label
from framing.boilerplate.repetition import Repeated, keys_of, repetitions

TOWNS = ["Ayr", "Bath", "Cork", "Deal", "Ely", "Fife"]


def story(town):
    """An article of its own: no sentence of it stands in another."""
    return [
        f"It rained in {town} for a week, and the river {town} rose by a foot and a half on Friday night alone.",
        f"The mayor of {town} opened the school hall to two hundred people whose houses stood in the water.",
        f"Shops in {town} sold out of boots, and the {town} bus went no further than the upper bridge.",
    ]


def evidence(articles, outlet="Gazette"):
    """What was found in each article as repeated: the wording of each paragraph."""
    texts = ["\n\n".join(paragraphs) for paragraphs in articles]
    table = pd.DataFrame({"doc_id": range(len(texts)), "outlet": outlet, "text": texts})
    spans = label(table, ["boilerplate"], with_voice=False)
    spans = spans[spans["entry"].str.startswith("repeated")]
    return [(texts[span.doc_id][span.start : span.end], span.entry) for span in spans.itertuples()]


def around(line, towns=TOWNS, at=2):
    """Stories with `line` in each: a text, or a function that makes one of the town."""
    made = line if callable(line) else lambda _: line
    return [[*story(town)[:at], made(town), *story(town)[at:]] for town in towns]


@pytest.mark.parametrize("at", [0, 2, 3])
def test_a_line_on_the_outlet_that_comes_back_is_standing_text(at):
    line = "The Gazette shows you the harbour from all of its sides."
    assert evidence(around(line, at=at)) == [(line, "repeated: 6 articles")] * 6


def test_numbers_may_differ():
    lines = evidence(around(lambda town: f"You are reader {len(town)}00 of this page of ours."))
    assert len(lines) == len(TOWNS)


def test_names_in_a_short_line_may_differ():
    lines = evidence(around(lambda town: f"See what our harbour bureau in {town} does all day."))
    assert len(lines) == len(TOWNS)


def test_two_articles_are_too_few():
    assert evidence(around("The Gazette shows you the harbour from all of its sides.", TOWNS[:2])) == []


def test_another_outlet_does_not_count():
    articles = around("The Gazette shows you the harbour from all of its sides.")
    assert evidence(articles, outlet=[f"Gazette {number}" for number in range(6)]) == []


@pytest.mark.parametrize("at", [0, 1, 2, 3])
@pytest.mark.parametrize(
    "line",
    [
        "The river rose by nine feet in the flood of 1953, when forty people died in the county.",
        "The dam has been shut since March, and nobody knows when it opens.",
        "“We have never seen the like of it in this county,” the minister said on Monday.",
        "“We will tell our readers and you the truth about the flood,” the minister said.",
        "The operator did not respond to the Gazette's request for comment.",
        "The ministry declined to comment on our questions.",
        "What happens next",
        "What you need to know about the flood",
        "Supporters",
        "***",
        "The dam is the largest in the county.",
    ],
)
def test_background_quotations_and_crossheads_that_come_back_stay(line, at):
    assert evidence(around(line, at=at)) == []


def test_an_agency_report_that_is_printed_again_stays():
    report = [*story("Ayr"), "You and our readers may follow the flood on the county's website."]
    others = [story(town) for town in TOWNS]
    assert evidence([report, ["Flood in Ayr", *report], ["River rises", *report[:2], *report[2:]], *others]) == []


def test_a_standing_line_below_an_agency_report_is_found_with_the_others():
    line = "The Gazette shows you the harbour from all of its sides."
    copies = [["Flood in Ayr", *story("Ayr"), line], ["River rises", *story("Ayr"), line]]
    assert len(evidence([*copies, *around(line, TOWNS[1:])])) == len(TOWNS) + 1


def test_a_long_appeal_below_short_articles_is_found():
    appeal = "You who read this page keep the harbour in view for all. " * 10
    articles = [
        [f"It rained in {town} for a week, and the {town} bus stood still on Friday.", appeal] for town in TOWNS
    ]
    assert len(evidence(articles)) == len(TOWNS)


def test_a_paragraph_twice_in_one_article_is_no_repetition():
    line = "The Gazette shows you the harbour from all of its sides."
    assert evidence([[line, *story("Ayr"), line, line], story("Bath"), story("Cork")]) == []


def test_repetition_counts_stories_of_the_outlet():
    articles = [("Gazette", keys_of(f"{town} is wet.\nRead by you.")) for town in TOWNS]
    other = keys_of("Read by you.")
    found = repetitions([*articles, ("Post", other)])
    assert found["Gazette"].of(articles[0][1])[1] == Repeated(6, 6, is_exact=True)
    assert found["Post"].of(other) == [None]


def test_articles_in_another_order_give_the_same_labels():
    articles = around("The Gazette shows you the harbour from all of its sides.")
    assert sorted(evidence(articles)) == sorted(evidence(articles[::-1]))


TWICE = """
from framing.boilerplate.repetition import Repetition, keys_of
story = [f"The mill on bank {letter} will close in May after ninety years, and its owner says that none of the "
         f"people who worked there in shift {letter} will be paid for the summer." for letter in "abcdef"]
texts = [chr(10).join([*story[:4], *story[number:]]) for number in range(5)]
keys = [keys_of(text) for text in texts]
print([Repetition(keys).of(one) for one in keys])
"""


def test_what_comes_back_does_not_depend_on_the_run():
    said = [
        subprocess.run(
            [sys.executable, "-c", TWICE], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
