"""Lines in context for reading: aligned, grouped, and nothing of the corpus comes alive."""

import re

import pandas as pd
import pytest

from framing import concordance
from framing.aligned_lines import MOST_DISPLAYED, WIDEST, AlignedLines


def lines(*triples, **more):
    return pd.DataFrame(list(triples), columns=["left", "match", "right"]).assign(**more)


def aligned(table, by=None):
    found = AlignedLines(table)
    found.by = by
    return found


LINES = lines(
    ("Rain ", "may", " fall."), ("It ", "might", " not, they say."), ("So ", "May", " it."), ("", "may", ""),
    voice=["outlet", "quoted", "outlet", "reported"], outlet="Bee", doc_id="b1", speaker=["", "Orr", "", "Orr"],
)  # fmt: skip


def headings(shown):
    return re.findall(r"<th[^>]*>(.*?)</th>", shown._repr_html_())


def cells(shown, kind):
    """The cells of a kind: left and right context, the match between them, and where the line stands."""
    patterns = {"m": "<b>(.*?)</b>", "l": '"l"><div><span>(.*?)</span>', "r": "</b><span>(.*?)</span>"}
    return re.findall(patterns.get(kind, '<td class="w">(.*?)</td>'), shown._repr_html_())


def test_lines_stand_in_the_order_of_the_table():
    assert cells(aligned(LINES), "m") == ["may", "might", "May", "may"]


def test_contexts_stand_on_both_sides_with_their_spaces():
    assert (cells(aligned(LINES), "l")[0], cells(aligned(LINES), "r")[0]) == ("Rain ", " fall.")


def test_where_a_line_stands_is_told():
    assert cells(aligned(LINES), "w")[:2] == ["Bee, outlet", "Bee, quoted, Orr"]


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
    assert headings(aligned(LINES, by=by)) == found


def test_no_line_is_lost_in_groups():
    assert sorted(cells(aligned(LINES, by="match"), "m")) == sorted(LINES["match"])


def test_a_long_context_is_cut_at_a_word_beside_the_cue():
    shown = aligned(lines(("rain " * 50, "may", " fall" * 50)))
    left, right = cells(shown, "l")[0], cells(shown, "r")[0]
    assert (left[:7], left[-5:], right[:5], right[-6:], max(len(left), len(right)) <= WIDEST + 2) == (
        "… rain ", "rain ", " fall", "fall …", True,
    )  # fmt: skip


def test_a_line_break_in_a_context_is_a_space():
    assert cells(aligned(lines(("One.\n\nIt ", "may", "\nfall."))), "l") == ["One.  It "]


@pytest.mark.parametrize("column", ["left", "match", "right", "outlet", "doc_id", "voice"])
@pytest.mark.parametrize("by", ["match", "voice", "left"])
def test_nothing_of_the_corpus_comes_alive(column, by):
    attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    assert not re.search(r"<script|<img", aligned(LINES.assign(**{column: attack}), by=by)._repr_html_())


def test_a_notebook_shows_the_first_lines_and_says_how_many_more():
    many = lines(*[("It ", "may", " rain.")] * (MOST_DISPLAYED + 5))
    shown = aligned(many)._repr_html_()
    assert (shown.count("<b>"), "5 more lines" in shown) == (MOST_DISPLAYED, True)


@pytest.mark.parametrize("by", ["match", "left"])
def test_a_notebook_shows_the_first_lines_of_groups_too(by):
    many = lines(*[("It ", "may", " rain."), ("So ", "might", " it.")] * MOST_DISPLAYED)
    assert aligned(many, by=by)._repr_html_().count("<b>") == MOST_DISPLAYED


def test_a_saved_page_has_all_lines(tmp_path):
    aligned(lines(*[("It ", "may", " rain.")] * 300)).save(tmp_path / "lines.html")
    page = (tmp_path / "lines.html").read_text(encoding="utf-8")
    assert (page[:15], page.count("<b>")) == ("<!doctype html>", 300)


@pytest.fixture(scope="module")
def found(demo, demo_spans):
    return concordance(demo, demo_spans, devices="hedge", sort=["match", "right"], by="right")


def test_the_page_of_a_concordance_has_all_its_lines(found, tmp_path):
    found.save(tmp_path / "lines.html")
    assert (tmp_path / "lines.html").read_text(encoding="utf-8").count("<b>") == len(found)


def test_filtering_keeps_the_display_and_its_groups(found):
    some = found[found["match"] == "could"].head(3)
    assert (headings(some) != [], some._repr_html_().count("<b>")) == (True, 3)


def test_columns_without_the_contexts_are_a_plain_table(found):
    assert 'class="dataframe"' in found[["outlet", "match"]]._repr_html_()


def test_a_csv_has_the_lines_as_any_table_has(found, tmp_path):
    found.to_csv(tmp_path / "lines.csv", index=False)
    read = pd.read_csv(tmp_path / "lines.csv", keep_default_na=False)
    assert read["match"].tolist() == found["match"].tolist()


def test_no_line_is_a_table_without_rows():
    assert "<tbody></tbody>" in aligned(LINES.head(0), by="voice")._repr_html_()


def test_a_table_without_contexts_is_saved_as_no_page(found, tmp_path):
    with pytest.raises(ValueError, match=r"^lines: no columns 'left', 'right' .*framing.concordance makes this table$"):
        found[["match"]].save(tmp_path / "lines.html")
