"""Counts out of attributions and out of names: every article has its row, and the total is its own."""

import pandas as pd
import pytest

from framing import compare, count, label, rates

HEADER = "term\tdevice\tsubtype\tsource\n"


def of_sources(articles, sources, by="naming"):
    return count(articles, sources, base="attributions", by=by)


@pytest.fixture
def articles():
    return pd.DataFrame({"doc_id": [3, 1, 2], "outlet": ["Bee", "Sun", "Sun"], "text": ["x", "y", "z"]})


@pytest.fixture
def sources():
    """Three attributions in article 3, one in article 1, none in article 2."""
    return pd.DataFrame(
        {
            "doc_id": [1, 3, 3, 3],
            "naming": ["named", "unnamed", "named", "unnamed"],
            "cue_class": ["", "neutral", "neutral", "distancing"],
        },
        index=[7, 7, 8, 9],
    )


def test_every_article_has_a_row_for_every_value_in_the_order_of_the_articles(sources, articles):
    table = of_sources(articles, sources)
    assert table[["doc_id", "device", "n", "words"]].to_numpy().tolist() == [
        [3, "named", 1, 3], [3, "unnamed", 2, 3],
        [1, "named", 1, 1], [1, "unnamed", 0, 1],
        [2, "named", 0, 0], [2, "unnamed", 0, 0],
    ]  # fmt: skip


def test_an_article_without_attributions_has_no_share(sources, articles):
    assert of_sources(articles, sources).set_index("doc_id")["per_1000"].isna().groupby("doc_id").all().to_dict() == {
        1: False, 2: True, 3: False,
    }  # fmt: skip


def test_a_cue_without_a_class_is_other(sources, articles):
    table = of_sources(articles, sources, by="cue_class")
    assert table.loc[table["n"] > 0, ["doc_id", "device"]].to_numpy().tolist() == [
        [3, "distancing"], [3, "neutral"], [1, "other"],
    ]  # fmt: skip


def test_rates_of_shares_add_up_to_all_attributions(sources, articles):
    found = rates(of_sources(articles, sources)).groupby("group")["rate"].sum()
    assert found.round(9).to_dict() == {"Bee": 1.0, "Sun": 1.0}


def test_no_attribution_makes_a_table_without_rows(sources, articles):
    table = of_sources(articles, sources.head(0).astype({"doc_id": object}))
    assert (len(table), list(table.columns)) == (0, ["doc_id", "outlet", "words", "device", "n", "per_1000", "base"])


def test_the_tables_given_are_not_changed(sources, articles):
    before = sources.copy(deep=True), articles.copy(deep=True)
    of_sources(articles, sources)
    pd.testing.assert_frame_equal(pd.concat(before), pd.concat([sources, articles]))


def test_another_column_is_an_error_that_names_those_there_are(sources, articles):
    with pytest.raises(ValueError, match="base='attributions' counts by one of role, naming, type"):
        of_sources(articles, sources, by="speaker")


def test_sources_of_other_articles_are_an_error(sources, articles):
    with pytest.raises(ValueError, match="doc_id 1 not in articles"):
        of_sources(articles[articles["doc_id"] != 1], sources)


def test_an_article_column_with_the_name_of_a_counts_column_is_an_error(sources, articles):
    with pytest.raises(ValueError, match=r"a column 'words' already.*frees it"):
        of_sources(articles.assign(words=5), sources)


def test_shares_are_out_of_attributions(sources, articles):
    found = rates(of_sources(articles, sources))
    assert found[["measure", "base"]].drop_duplicates().to_numpy().tolist() == [["share", "attributions"]]


def test_no_interval_of_a_share_passes_one():
    each = [(5, 0), (5, 0), (5, 1), (5, 0), (5, 0), (4, 1)]
    table = pd.DataFrame(
        [
            (place, kind)
            for place, numbers in enumerate(each)
            for kind, n in zip("pa", numbers, strict=True)
            for _ in range(n)
        ],
        columns=["doc_id", "naming"],
    )
    articles = pd.DataFrame({"doc_id": range(6), "outlet": "Bee", "text": ""})
    found = rates(of_sources(articles, table)).set_index("device")
    assert 0.9 < found.loc["p", "rate"] < found.loc["p", "high"] < 1


def names(articles, spans, **options):
    return count(articles, spans, base="names", **options)


@pytest.fixture(scope="module")
def page():
    return pd.DataFrame(
        {
            "doc_id": ["a", "b", "c"],
            "outlet": ["Bee", "Sun", "Sun"],
            "date": pd.to_datetime(["2024-01-31", "2024-02-01", None]),
            "text": [
                "Global warming goes on. The climate crisis grows. The death tax stays.",
                "“The climate crisis is here,” Ada Orr said. It is about climate change, and climate change only.",
                "It rained.",
            ],
        }
    )


@pytest.fixture(scope="module")
def spans(page):
    return label(page, ["naming", "attribution", "boilerplate"])


def told(counts):
    return {(row.doc_id, row.device): (row.n, row.words) for row in counts.itertuples() if row.words}


def test_a_name_is_counted_out_of_the_uses_of_its_set(spans, page):
    assert told(names(page, spans)) == {
        ("a", "climate: crisis"): (1, 2),
        ("a", "climate: warming"): (1, 2),
        ("a", "climate: change"): (0, 2),
        ("a", "estate_tax: death"): (1, 1),
        ("b", "climate: crisis"): (1, 3),
        ("b", "climate: warming"): (0, 3),
        ("b", "climate: change"): (2, 3),
    }


def test_every_article_has_a_row_for_every_name_that_occurs(spans, page):
    counts = names(page, spans)
    assert (len(counts), counts.loc[counts["doc_id"] == "c", "words"].tolist()) == (12, [0, 0, 0, 0])


def test_the_columns_are_those_of_a_counts_table(spans, page):
    assert list(names(page, spans).columns) == [
        "doc_id", "outlet", "date", "words", "device", "n", "per_1000", "base", "voices", "excluded",
    ]  # fmt: skip


def test_a_voice_leaves_out_names_that_are_quoted(spans, page):
    own = told(names(page, spans, voice="outlet"))
    assert own["b", "climate: crisis"] == (0, 2)


def test_what_is_excluded_is_left_out_of_the_share(page):
    page = page.assign(text="The climate crisis grows.\n\nRead more: climate change at a glance")
    counts = names(page, label(page, ["naming", "boilerplate"]), exclude="boilerplate")
    assert set(counts["device"]) == {"climate: crisis"}


def test_a_set_that_occurs_nowhere_in_the_corpus_gives_no_row(page):
    nothing = page.assign(text="It rained.")
    assert names(nothing, label(nothing, ["naming"], with_voice=False)).empty


def test_the_page_and_spans_are_not_changed(spans, page):
    before = (spans.copy(deep=True), page.copy(deep=True))
    names(page, spans, voice="outlet")
    assert (spans.equals(before[0]), page.equals(before[1])) == (True, True)


def test_a_file_makes_a_set_of_ones_own(page, tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text(HEADER + "goes on\tnaming\tflow:on\town\ngrows\tnaming\tflow:up\town\n", "utf-8")
    counts = names(page, label(page, ["naming"], lexicons=[path], with_voice=False))
    own = {name: found for name, found in told(counts).items() if name[1].startswith("flow: ")}
    assert own == {("a", "flow: on"): (1, 2), ("a", "flow: up"): (1, 2)}


@pytest.fixture(scope="module")
def many():
    """Two outlets of twelve page: the Bee writes of warming in one use of three, the Sun in two."""
    texts = ["Global warming, climate change. Climate change.", "Global warming, global warming. Climate change."]
    more = ["Climate change, climate change.", "Climate change. Global warming."]
    return pd.DataFrame(
        {
            "doc_id": range(24),
            "outlet": ["Bee"] * 12 + ["Sun"] * 12,
            "date": pd.to_datetime(["2024-01-10", "2024-02-10"] * 12),
            "text": [texts[0], more[0]] * 6 + [texts[1], more[1]] * 6,
        }
    )


def test_rates_give_the_share_with_an_interval_over_page(many):
    shares = rates(names(many, label(many, ["naming"], with_voice=False))).set_index(["device", "group"])
    assert shares.loc[("climate: warming", "Bee"), ["n", "words", "rate", "units"]].tolist() == [6, 30, 0.2, 12]
    assert shares.loc[("climate: warming", "Sun"), "low"] < 0.6 < shares.loc[("climate: warming", "Sun"), "high"]


def test_compare_gives_the_ratio_of_two_outlets_shares(many):
    ratios = compare(names(many, label(many, ["naming"], with_voice=False))).set_index("device")
    assert ratios.loc["climate: warming", "ratio"] == pytest.approx(200 / 600)


def test_attributions_are_counted_from_spans_without_those_in_text_that_is_left_out():
    text = "Ada Orr said it may rain.\n\nShare this article"
    articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": [text]})
    counts = count(articles, label(articles), base="attributions", by="naming", exclude="boilerplate")
    assert counts[["device", "n", "base", "excluded"]].to_numpy().tolist() == [
        ["named", 1, "attributions", "boilerplate"]
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"base": "sentences"}, "base='sentences' is none of words, attributions, names"),
        ({"base": "names", "by": "voice"}, "base='names' counts each name of a set already; leave by= out"),
        ({"base": "attributions"}, "base='attributions' counts by one of"),
        ({"base": "attributions", "by": "kind", "voice": "outlet"}, r"takes no kinds=, voice= or part="),
    ],
)
def test_options_that_do_not_go_with_the_base_are_an_error_with_the_way_out(page, spans, options, message):
    with pytest.raises(ValueError, match=f"^count: .*{message}"):
        count(page, spans, **options)


def test_names_that_nobody_looked_for_are_an_error(page):
    with pytest.raises(ValueError, match="device='naming', but that device was not looked for"):
        names(page, label(page, ["hedge"]))


def test_a_name_without_a_set_is_an_error_with_the_way_out(page, tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text(HEADER + "goes on\tnaming\tflow\town\n", "utf-8")
    with pytest.raises(ValueError, match=r"naming has the subtype flow, which is no set:alternative"):
        names(page, label(page, ["naming"], lexicons=[path]))
