"""The explorer without a browser: what a filter shows, what a row of results counts, and what bad input says."""

import pandas as pd
import pytest

from framing import compare, count, explore, rates
from framing.exploring.filters import View, shown
from framing.exploring.pages import PAGE, article_html, article_page, counts_of, line_page
from framing.exploring.prepared import SORTS, Prepared

ATTACK = '"><img src=x onerror="window.attacked=1"><script>window.attacked=1</script>'


@pytest.fixture(scope="module")
def prepared(demo, demo_spans):
    return Prepared(demo, demo_spans)


def lines(prepared, view, **options):
    return line_page(prepared, shown(prepared, view), **options)["rows"]


@pytest.mark.parametrize(
    ("view", "column", "value"),
    [
        (View(outlet=("Kestria Ledger",)), "outlet", "Kestria Ledger"),
        (View(device=("hedge",)), "device", "hedge"),
        (View(voice=("quoted",)), "voice", "quoted"),
    ],
)
def test_a_filter_shows_what_it_names_and_nothing_else(prepared, view, column, value):
    assert {row[column] for row in lines(prepared, view, most=9_999)} == {value}


def test_without_a_filter_every_cue_but_those_of_layout_is_shown(prepared, demo_spans):
    cues = demo_spans[(demo_spans["role"] == "cue") & (demo_spans["device"] != "layout")]
    assert shown(prepared, View()).cues.sum() == len(cues)


def test_a_search_ignores_case_and_shows_the_articles_with_the_words(prepared, demo):
    found = shown(prepared, View(search="FERRY")).articles
    assert found.tolist() == demo["text"].str.casefold().str.contains("ferry").tolist()


def test_dates_include_both_ends(prepared, demo):
    day = str(demo["date"].min().date())
    assert shown(prepared, View(first_date=day, last_date=day)).articles.sum() == (demo["date"] == day).sum()


def test_articles_without_a_cue_that_passes_are_left_out(prepared):
    found = shown(prepared, View(device=("hedge",)))
    assert {row["cues"] > 0 for row in article_page(prepared, found)["rows"]} == {True}


def test_a_speaker_is_found_by_a_part_of_the_name(prepared):
    assert {"falk" in row["speaker"].casefold() for row in lines(prepared, View(speaker="FALK"))} <= {True}


def test_a_page_has_at_most_fifty_rows_and_pages_follow_each_other(prepared):
    found = shown(prepared, View())
    first, second = (line_page(prepared, found, first=start)["rows"] for start in (0, PAGE))
    assert (len(first), len(second), {row["cue"] for row in first} & {row["cue"] for row in second}) == (50, 50, set())


@pytest.mark.parametrize("sort", SORTS)
def test_sorting_loses_no_line(prepared, sort):
    found = lines(prepared, View(device=("hedge",)), sort=sort, most=9_999)
    assert len({row["cue"] for row in found}) == shown(prepared, View(device=("hedge",))).cues.sum()


def test_lines_are_sorted_by_the_word_next_to_the_cue(prepared):
    found = [row["left"].casefold().split()[-1:] for row in lines(prepared, View(device=("negation",)), sort="left")]
    assert found == sorted(found)


def test_counts_add_up_to_the_lines(prepared):
    found = shown(prepared, View(voice=("quoted",)))
    assert sum(row["cues"] for row in counts_of(prepared, found)["rows"]) == found.cues.sum()


def test_counts_by_outlet_add_up_too_where_there_are_many_outlets(prepared, demo, demo_spans):
    many = Prepared(demo.assign(outlet=[f"Outlet {number}" for number in range(len(demo))]), demo_spans)
    rows = counts_of(many, shown(many, View()))["rows"]
    assert [sum(row["by_outlet"]) for row in rows] == [row["cues"] for row in rows]


@pytest.mark.parametrize("options", [{}, {"voice": "outlet"}, {"exclude": "boilerplate"}, {"kinds": "hedge"}])
def test_behind_a_row_of_results_are_as_many_lines_as_it_counts(demo, demo_spans, options):
    counts = count(demo, demo_spans, **options)
    results = compare(counts)
    row = results[results["kind"].eq("contrast") & results["device"].str.contains("hedge")].iloc[0]
    counted = counts[(counts["device"] == row["device"]) & counts["outlet"].isin([row["a"], row["b"]])]
    assert len(explore(demo, demo_spans, where=row).selection) == counted["n"].sum()


def test_behind_a_row_of_rates_are_as_many_lines_as_it_counts(demo, demo_spans):
    row = rates(count(demo, demo_spans, by="voice")).query("device == 'hedge'").iloc[2]
    assert len(explore(demo, demo_spans, where=row).selection) == row["n"]


def test_behind_a_row_of_counts_are_the_cues_of_its_article(demo, demo_spans):
    row = count(demo, demo_spans).sort_values("n").iloc[-1]
    assert explore(demo, demo_spans, where=row).lines_shown["total"] == row["n"]


def test_the_selection_is_a_spans_table_of_whole_instances(demo, demo_spans):
    view = explore(demo, demo_spans)
    view.device, view.outlet = "attribution", "Daily Lantern"
    found = count(view.selected_articles, view.selection).query("device == 'attribution'")["n"].sum()
    assert (set(view.selection["role"]), found) == (
        {"cue", "source", "content"},
        view.selection["role"].eq("cue").sum(),
    )


def test_clearing_shows_everything_again(demo, demo_spans):
    view = explore(demo, demo_spans, where={"device": "hedge", "group": "Daily Lantern"})
    view.search = "ferry"
    view.clear()
    assert len(view.selected_articles) == len(demo)


def test_a_change_of_filter_goes_back_to_the_first_page(demo, demo_spans):
    view = explore(demo, demo_spans)
    view.tab, view.first_line = "lines", 100
    view.voice = "quoted"
    assert (view.first_line, view.lines_shown["first"]) == (0, 0)


def test_the_article_that_is_open_can_be_set_and_read(demo, demo_spans):
    view = explore(demo, demo_spans)
    view.doc_id = demo["doc_id"].iloc[7]
    assert (view.doc_id, str(view.doc_id) in view.html) == (demo["doc_id"].iloc[7], True)


def test_the_cue_that_was_chosen_has_a_frame_and_its_device_is_switched_on(prepared):
    row = lines(prepared, View(device=("negation",)))[3]
    html = article_html(prepared, row["row"], row["cue"])
    framed = html.split("framing-focus")[2].split(">")[1].split("<")[0]
    assert (framed, f"framing-s{4}" in html) == (row["match"], True)


def test_a_notebook_without_widgets_shows_the_view_as_a_page(demo, demo_spans):
    view = explore(demo, demo_spans)
    view.device = "hedge"
    page = view._repr_mimebundle_()[0]["text/html"]
    assert ("device hedge" in page, page.count('<td class="l">')) == (True, 25)


def test_a_saved_view_has_all_its_lines(demo, demo_spans, tmp_path):
    view = explore(demo, demo_spans)
    view.device = "booster"
    view.save(tmp_path / "view.html")
    assert (tmp_path / "view.html").read_text("utf-8").count('<td class="l">') == len(view.selection)


def test_nothing_of_the_corpus_comes_alive():
    articles = pd.DataFrame({"doc_id": [ATTACK], "outlet": ATTACK, "headline": ATTACK, "text": [f"It may {ATTACK}"]})
    spans = pd.DataFrame({"doc_id": [ATTACK], "start": 3, "end": 6, "device": [ATTACK], "role": "cue", "entry": ATTACK})
    view = explore(articles, spans.assign(speaker=ATTACK, voice="quoted").astype({"device": "category"}))
    assert [
        text for text in (view.html, view._repr_mimebundle_()[0]["text/html"]) if "<img" in text or "<script" in text
    ] == []


def test_a_single_article_without_spans_can_be_read(article):
    articles = article("It rains.")
    spans = pd.DataFrame(columns=["doc_id", "start", "end", "device", "role"]).astype({"device": "category"})
    assert "It rains." in explore(articles, spans).html


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"outlet": "Lantern"}, "^explore: outlet 'Lantern' is none of Daily Lantern, Kestria Ledger"),
        ({"device": ["hedge", "irony"]}, "^explore: device 'irony' is none of attribution"),
        ({"first_date": "May"}, "^explore: 'May' is no date; write it as 2024-05-31$"),
        ({"doc_id": "courier-1"}, "^explore: no article 'courier-1'; close to it: courier-1"),
    ],
)
def test_a_value_that_there_is_not_is_an_error_that_names_those_that_there_are(demo, demo_spans, change, message):
    view = explore(demo, demo_spans)
    with pytest.raises(ValueError, match=message):
        [setattr(view, name, value) for name, value in change.items()]


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (3, r"where= is a int; give one row, such as results.iloc\[3\]"),
        ({"p": 0.1}, r"where= has neither device nor doc_id \(it has: p\)"),
        ({"device": "irony"}, "where= is about 'irony', no device that was labelled"),
        (
            {"device": "hedge", "a": "Ledger", "b": "Post"},
            "where= compares Ledger, Post, and no column of the articles",
        ),
    ],
)
def test_a_row_that_is_none_is_an_error(demo, demo_spans, where, message):
    with pytest.raises(ValueError, match=f"^explore: {message}"):
        explore(demo, demo_spans, where=where)


def test_no_articles_and_spans_of_other_texts_are_errors(demo, demo_spans):
    with pytest.raises(ValueError, match="no rows"):
        explore(demo.head(0), demo_spans.head(0))
    with pytest.raises(ValueError, match="not in articles"):
        explore(demo.head(3), demo_spans)
