"""Lines in context for reading: aligned, grouped, and nothing of the corpus comes alive."""

import re

import pandas as pd
import pytest

from framing import concordance, kwic
from framing.kwic import MOST_DISPLAYED, WIDEST


def lines(*triples, **more):
    return pd.DataFrame(list(triples), columns=["left", "match", "right"]).assign(**more)


LINES = lines(
    ("Rain ", "may", " fall."), ("It ", "might", " not, they say."), ("So ", "May", " it."), ("", "may", ""),
    voice=["outlet", "quoted", "outlet", "reported"], outlet="Bee", doc_id="b1", speaker=["", "Orr", "", "Orr"],
)  # fmt: skip


def headings(shown):
    return re.findall(r"<th[^>]*>(.*?)</th>", str(shown))


def cells(shown, kind):
    """The cells of a kind: left and right context, the match between them, and where the line stands."""
    pattern = {"m": "<b>(.*?)</b>", "r": "</b>(.*?)</td>"}.get(kind, rf'<td class="{kind}">(.*?)</td>')
    return re.findall(pattern, str(shown))


def test_lines_stand_in_the_order_of_the_table():
    assert cells(kwic(LINES), "m") == ["may", "might", "May", "may"]


def test_contexts_stand_on_both_sides_with_their_spaces():
    assert (cells(kwic(LINES), "l")[0], cells(kwic(LINES), "r")[0]) == ("Rain ", " fall.")


def test_where_a_line_stands_is_told():
    assert cells(kwic(LINES), "w")[:2] == ["Bee, outlet", "Bee, quoted, Orr"]


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ("match", ["may · 3", "might · 1"]),
        ("voice", ["outlet · 2", "quoted · 1", "reported · 1"]),
        ("right", ["– · 1", "fall · 1", "it · 1", "not · 1"]),
        ("left", ["– · 1", "it · 1", "rain · 1", "so · 1"]),
        ("speaker", ["– · 2", "Orr · 2"]),
        (None, []),
    ],
)
def test_groups_stand_under_headings_with_their_number_the_largest_first(by, found):
    assert headings(kwic(LINES, by=by)) == found


def test_no_line_is_lost_in_groups():
    assert sorted(cells(kwic(LINES, by="match"), "m")) == sorted(LINES["match"])


def test_a_long_context_is_cut_at_a_word_beside_the_cue():
    shown = kwic(lines(("rain " * 50, "may", " fall" * 50)))
    left, right = cells(shown, "l")[0], cells(shown, "r")[0]
    assert (left[:7], left[-5:], right[:5], right[-6:], max(len(left), len(right)) <= WIDEST + 2) == (
        "… rain ", "rain ", " fall", "fall …", True,
    )  # fmt: skip


def test_a_line_break_in_a_context_is_a_space():
    assert cells(kwic(lines(("One.\n\nIt ", "may", "\nfall."))), "l") == ["One.  It "]


@pytest.mark.parametrize("column", ["left", "match", "right", "outlet", "doc_id", "voice"])
@pytest.mark.parametrize("by", ["match", "voice", "left"])
def test_nothing_of_the_corpus_comes_alive(column, by):
    attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    assert not re.search(r"<script|<img", str(kwic(LINES.assign(**{column: attack}), by=by)))


def test_a_notebook_shows_the_first_lines_and_says_how_many_more():
    many = lines(*[("It ", "may", " rain.")] * (MOST_DISPLAYED + 5))
    shown = kwic(many)._repr_html_()
    assert (shown.count("<b>"), "5 more lines" in shown) == (MOST_DISPLAYED, True)


@pytest.mark.parametrize("by", ["match", "left"])
def test_a_notebook_shows_the_first_lines_of_groups_too(by):
    many = lines(*[("It ", "may", " rain."), ("So ", "might", " it.")] * MOST_DISPLAYED)
    assert kwic(many, by=by)._repr_html_().count("<b>") == MOST_DISPLAYED


def test_a_saved_page_has_all_lines(tmp_path):
    kwic(lines(*[("It ", "may", " rain.")] * 300)).save(tmp_path / "lines.html")
    page = (tmp_path / "lines.html").read_text(encoding="utf-8")
    assert (page[:15], page.count("<b>")) == ("<!doctype html>", 300)


def test_the_lines_of_a_concordance_are_taken_as_they_are(demo, demo_spans):
    found = concordance(demo, demo_spans, devices="hedge", sort=["match", "right"])
    assert str(kwic(found, by="right")).count("<b>") == len(found)


def test_no_line_is_a_table_without_rows():
    assert "<tbody></tbody>" in str(kwic(LINES.head(0), by="voice"))


def test_a_table_that_is_no_concordance_is_an_error_with_the_way_out():
    with pytest.raises(
        ValueError, match=r"^lines: no column 'left' and 'right' .*framing.concordance makes this table$"
    ):
        kwic(pd.DataFrame({"match": ["may"]}))


def test_a_column_that_is_not_there_is_an_error_that_lists_the_columns():
    with pytest.raises(ValueError, match=r"^kwic: by='cue' is no column of the lines: left, match, right, voice"):
        kwic(LINES, by="cue")
