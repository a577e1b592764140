"""Figures: what is drawn for each row of a table, and that nothing else is touched."""

import io

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import same_color
from matplotlib.figure import Figure

import framing
from framing.plot import COLUMN_WIDTH, POINTS, STYLE, plot
from framing.results.notes import encoded
from framing.results.schema import RATE_COLUMNS, RESULT_COLUMNS

NAN, INF = float("nan"), float("inf")


@pytest.fixture(autouse=True)
def _figures_are_closed():
    mpl.use("Agg")
    yield
    plt.close("all")


def ratios(*rows):
    """Return a results table from (device, a, b, ratio, low, high, limits)."""
    table = pd.DataFrame(rows, columns=["device", "a", "b", "ratio", "low", "high", "limits"])
    table = table.assign(units=20, kind="contrast", measure="rate", base="words", unit="event", adjustment="holm")
    table["p_adjusted"] = np.where((table["low"] > 1) | (table["high"] < 1), 0.01, 0.4)
    table["family"], table["p"] = len(table), table["p_adjusted"]
    return table.reindex(columns=list(RESULT_COLUMNS))


def rates(*rows):
    """Return a rates table from (device, group, rate, low, high, limits)."""
    table = pd.DataFrame(rows, columns=["device", "group", "rate", "low", "high", "limits"])
    table = table.assign(
        articles=30, units=20, words=6000, n=31, kind="rate", measure="rate", base="words", unit="event"
    )
    return table.reindex(columns=list(RATE_COLUMNS))


def too_few(**sides):
    return encoded({"too_few_units": {"unit": "event", "sides": list(sides.items()), "least": 5}})


HIGHER = ("hedge", "Courier", "Lantern", 1.42, 1.1, 1.83, "")
UNSURE = ("hedge", "Courier", "Post", 0.9, 0.7, 1.2, "")
LONELY = (
    "hedge",
    "Courier",
    "Ledger",
    1.9,
    NAN,
    NAN,
    too_few(Courier=3, Ledger=3)[:-1] + ', "articles_alone": {"articles": 2}}',
)


def left_labels(axes):
    return [label.get_text() for label in axes.get_yticklabels()]


def right_labels(axes):
    """Return the printed numbers, below their header."""
    return [text.get_text() for text in axes.texts if text.get_ha() == "right"][1:]


def circles(axes):
    return [line for line in axes.lines if line.get_marker() == "o"]


def arrows(axes):
    return [line.get_marker() for line in axes.lines if line.get_marker() in ("<", ">")]


def bars(axes):
    """Return the (low, high) of each interval drawn."""
    return [
        tuple(np.round(segment[:, 0], 3)) for drawn in axes.collections for segment in drawn.get_segments()
    ]  # fmt: skip


def svg(axes):
    page = io.BytesIO()
    with mpl.rc_context(STYLE):
        axes.figure.savefig(page, format="svg", metadata={"Date": None})
    return page.getvalue()


def test_a_ratio_stands_where_the_table_says():
    assert [line.get_xdata()[0] for line in circles(plot(ratios(HIGHER, UNSURE)))] == [1.42, 0.9]


def test_an_interval_reaches_from_low_to_high():
    assert bars(plot(ratios(HIGHER, UNSURE))) == [(1.1, 1.83), (0.7, 1.2)]


@pytest.mark.parametrize(("row", "fill"), [(HIGHER, "#0072B2"), (UNSURE, "white")])
def test_a_marker_is_filled_where_the_interval_excludes_1(row, fill):
    assert same_color(circles(plot(ratios(row)))[0].get_markerfacecolor(), fill)


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        (("x", "a", "b", 0.0, 0.0, 0.4, ""), "0 [0, 0.40]"),
        (("x", "a", "b", INF, 3.1, INF, ""), "∞ [3.10, ∞]"),
        (("x", "a", "b", 0.5, 0.0001, 12.34, ""), "0.5 [<0.1, 12.3]"),
        (("x", "a", "b", 1200.0, 900.0, 1600.0, ""), "1,200 [900, 1,600]"),
        (("x", "a", "b", 0.021, 0.004, 0.05, ""), "0.021 [0.004, 0.050]"),
        (("x", "a", "b", 0.9, 0.82, 0.9981, ""), "0.900 [0.820, 0.998]"),
        (("x", "a", "b", 1.0, 0.9, 1.0, ""), "1.00 [0.90, 1.00]"),
        (("x", "a", "b", NAN, NAN, NAN, ""), "–"),
    ],
)
def test_ratios_of_any_size_are_printed_to_be_read(row, printed):
    assert right_labels(plot(ratios(row)))[0].split("\n")[0] == printed


def test_device_names_are_bold():
    assert [
        label.get_text() for label in plot(ratios(HIGHER, UNSURE)).get_yticklabels() if label.get_weight() == "bold"
    ] == ["hedge"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("x", "a", "b", INF, 3.1, INF, ""), [">"]),
        (("x", "a", "b", 0.0, 0.0, 0.4, ""), ["<"]),
        (("x", "a", "b", 1.0, 0.00001, 100_000.0, ""), ["<", ">"]),
        (HIGHER, []),
    ],
)
def test_an_interval_that_leaves_the_axis_ends_in_an_arrow(row, expected):
    assert arrows(plot(ratios(row))) == expected


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.9, 1.1, ["0.5", "1", "2"]),
        (0.3, 3.9, ["0.5", "1", "2", "4"]),
        (0.04, 3.0, ["0.1", "0.3", "1", "3"]),
        (0.0001, 1e6, ["0.01", "0.1", "1", "10", "100"]),
        (0.01, 1.5, ["0.01", "0.03", "0.1", "0.3", "1", "3"]),
    ],
)
def test_ticks_are_ratios_people_use_with_1_between(low, high, ticks):
    axes = plot(ratios(("x", "a", "b", 1.0, low, high, "")))
    assert [label.get_text() for label in axes.get_xticklabels()] == ticks


def test_the_axis_is_logarithmic_with_a_line_at_1():
    axes = plot(ratios(HIGHER))
    assert (axes.get_xscale(), list(axes.lines[0].get_xdata())) == ("log", [1.0, 1.0])


def test_a_rate_stands_where_the_table_says():
    axes = plot(rates(("hedge", "Courier", 6.1, 4.2, 8.0, "")))
    assert ([line.get_xdata()[0] for line in circles(axes)], bars(axes)) == ([6.1], [(4.2, 8.0)])


def test_the_axis_of_rates_starts_at_0():
    assert plot(rates(("hedge", "Courier", 60.1, 54.2, 68.0, ""))).get_xlim()[0] == 0


def test_the_axis_of_rates_ends_behind_the_last_interval():
    assert plot(rates(("hedge", "Courier", 60.1, 54.2, 68.0, ""))).get_xlim()[1] > 68


def test_a_rate_of_0_is_drawn():
    axes = plot(rates(("hedge", "Courier", 0.0, 0.0, 0.0, "")))
    assert [line.get_xdata()[0] for line in circles(axes)] == [0.0]


def test_a_new_figure_is_one_column_wide():
    assert plot(ratios(HIGHER)).figure.get_size_inches()[0] == COLUMN_WIDTH


@pytest.mark.parametrize("table", [ratios(HIGHER, LONELY), rates(("hedge", "Courier", 6.1, 4.2, 8.0, ""))])
def test_no_text_is_smaller_than_print_allows(table):
    figure = plot(table).figure
    texts = [text for text in figure.findobj(mpl.text.Text) if text.get_text()]
    assert min(text.get_fontsize() for text in texts) >= POINTS


def test_no_text_leaves_the_figure():
    figure = plot(ratios(HIGHER, LONELY, ("hedge", "The Alder Courier", "The Commons Post", INF, 3.1, INF, ""))).figure
    figure.canvas.draw()
    box = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    assert (box.x0 >= 0, box.y0 >= 0, box.x1 <= width, box.y1 <= height) == (True, True, True, True)


def test_given_axes_are_returned():
    axes = Figure().subplots()
    assert plot(ratios(HIGHER), ax=axes) is axes


def test_the_figure_of_given_axes_keeps_its_size():
    figure = Figure(figsize=(4, 9))
    plot(ratios(HIGHER), ax=figure.subplots())
    assert figure.get_size_inches().tolist() == [4, 9]


def test_given_axes_open_no_figure():
    plot(ratios(HIGHER), ax=Figure().subplots())
    assert plt.get_fignums() == []


def test_no_global_setting_is_changed():
    before = mpl.rcParams.copy()
    plot(ratios(HIGHER))
    assert mpl.rcParams == before


def test_the_same_table_gives_the_same_bytes():
    assert svg(plot(ratios(HIGHER, LONELY))) == svg(plot(ratios(HIGHER, LONELY)))


def test_the_table_is_not_changed():
    table = ratios(HIGHER, LONELY)
    before = table.copy()
    plot(table)
    pd.testing.assert_frame_equal(table, before)


def test_another_table_is_an_error_that_says_what_it_lacks():
    with pytest.raises(ValueError, match=r"^plot: rates: no columns 'group', 'rate', .*\(it has: device, n, kind\)"):
        plot(pd.DataFrame({"device": ["hedge"], "n": [3], "kind": "rate"}))


def test_a_table_without_a_kind_is_an_error_that_names_the_verbs_whose_tables_have_one():
    with pytest.raises(ValueError, match=r"no column 'kind' .*the tables of compare, change, rates"):
        plot(pd.DataFrame({"device": ["hedge"], "n": [3]}))


def test_tables_of_two_figures_in_one_are_refused():
    with pytest.raises(ValueError, match="results, rates in one table; draw each separately"):
        plot(pd.concat([ratios(HIGHER), rates(("hedge", "Courier", 6.1, 4.2, 8.0, ""))]))


# --- trends ----------------------------------------------------------------------------------------------------------


def trend(groups=("Courier",), devices=("hedge",), rate=(6.0, NAN, 4.0), high=(8.0, NAN, NAN)):
    """Return a trend table with a row a month."""
    months = pd.date_range("2024-01-01", periods=len(rate), freq="MS")
    rows = [
        (device, group, *row)
        for device in devices
        for group in groups
        for row in zip(months, rate, (value / 2 for value in high), high, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["device", "group", "period", "rate", "low", "high"])
    return table.assign(kind="trend", measure="rate", base="words")


def marks(axes, *shapes):
    return [line for line in axes.lines if line.get_linestyle() == "None" and line.get_marker() in shapes]


def told(axes):
    return [text.get_text() for text in axes.get_legend().get_texts()]


def test_a_rate_of_a_trend_stands_where_the_table_says():
    assert [line.get_ydata()[0] for line in marks(plot(trend()), "o")] == [6, 4]


def test_a_month_without_a_rate_breaks_the_line():
    (line,) = (line for line in plot(trend()).lines if len(line.get_xdata()) == 3)
    assert np.isnan(line.get_ydata()).tolist() == [False, True, False]


def test_a_mark_of_a_trend_is_filled_where_there_is_an_interval():
    faces = [line.get_markerfacecolor() for line in marks(plot(trend()), "o")]
    assert (same_color(faces[0], "#0072B2"), same_color(faces[1], "white")) == (True, True)


def test_groups_are_told_apart_by_shape_too():
    axes = plot(trend(("Courier", "Lantern")))
    assert (len(marks(axes, "o")), len(marks(axes, "s"))) == (2, 2)


def test_intervals_of_one_month_do_not_stand_on_each_other():
    axes = plot(trend(("Courier", "Lantern")))
    assert marks(axes, "o")[0].get_xdata()[0] < marks(axes, "s")[0].get_xdata()[0]


def test_an_interval_far_beyond_the_rates_ends_in_an_arrow():
    axes = plot(trend(rate=(6.0, 5.0), high=(8.0, 900.0)))
    assert (len(marks(axes, "^")), axes.get_ylim()[1] < 20) == (1, True)


def test_the_axis_of_a_trend_starts_at_0():
    assert plot(trend()).get_ylim()[0] == 0


def test_a_trend_of_zeros_is_drawn():
    assert plot(trend(rate=(0.0, 0.0), high=(NAN, NAN))).get_ylim() == (0, 1)


def test_several_panels_do_not_fit_into_given_axes():
    with pytest.raises(ValueError, match="needs 2 panels and ax= is one"):
        plot(trend(devices=("hedge", "booster")), ax=Figure().subplots())


def test_one_panel_fits_into_given_axes():
    axes = Figure().subplots()
    assert plot(trend(), ax=axes) is axes


def test_events_go_with_a_trend_alone():
    with pytest.raises(ValueError, match="events apply to a trend, not to results"):
        plot(ratios(HIGHER), events={"2024-01-15": "The fire"})


# --- key terms -------------------------------------------------------------------------------------------------------


def keyness(groups=("Courier", "Lantern"), terms=4):
    """Return a keyness table in which each group's terms go from most more to most less."""
    odds = np.linspace(1, -1, terms)
    rows = [(group, f"{group[0]} {i}", value) for group in groups for i, value in enumerate(odds)]
    table = pd.DataFrame(rows, columns=["group", "term", "log_odds"])
    return table.assign(n=1200, n_rest=8, articles=7, articles_rest=5, dp=0.25, dp_rest=0.75, kind="keyness")


def bars_of(axes):
    return [round(patch.get_width(), 3) for patch in axes.patches]


def beside(axes):
    return [text.get_text() for text in axes.texts]


def test_bars_go_to_both_sides_as_long_as_the_table_says():
    assert bars_of(plot(keyness())) == [1, 0.333, -0.333, -1]


def test_no_more_terms_are_drawn_than_asked_for():
    assert bars_of(plot(keyness(terms=40), most=2)) == [1, 0.949, -0.949, -1]


# --- agreement -------------------------------------------------------------------------------------------------------


def agreement(*rows, measure="alpha", match=""):
    """Return a table of agreement from (device, unit, value, low, high)."""
    table = pd.DataFrame(rows, columns=["device", "unit", "value", "low", "high"])
    return table.assign(measure=measure, match=match, kind="agreement", limits="")


AGREED = ("hedge", "article", 0.82, 0.75, 0.88)


def test_an_alpha_below_0_is_drawn_with_its_sign():
    assert plot(agreement(("hedge", "cue", -0.25, NAN, NAN))).texts[-1].get_text() == "−0.25"


def luminance(colour):
    """The relative luminance of WCAG 2."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in mpl.colors.to_rgb(colour)]
    return np.dot([0.2126, 0.7152, 0.0722], parts)


@pytest.mark.parametrize("table", [trend(("Courier", "Lantern")), keyness(), agreement(AGREED)])
def test_nothing_of_these_leaves_the_figure(table):
    figure = plot(table).figure
    figure.canvas.draw()
    box = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    assert (box.x0 >= 0, box.y0 >= 0, box.x1 <= width, box.y1 <= height) == (True, True, True, True)


@pytest.mark.parametrize("table", [trend(("Courier", "Lantern")), keyness(), agreement(AGREED)])
def test_no_text_of_these_is_smaller_than_print_allows(table):
    texts = [text for text in plot(table).figure.findobj(mpl.text.Text) if text.get_text()]
    assert min(text.get_fontsize() for text in texts) >= POINTS


def test_no_table_is_an_error():
    with pytest.raises(ValueError, match="not list"):
        plot([1.42])


def test_a_table_without_rows_is_an_error():
    with pytest.raises(ValueError, match="no rows"):
        plot(ratios(HIGHER).iloc[:0])


# --- what is printed, and captions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("p", "fill"), [(0.01, "#0072B2"), (0.2, "white")])
def test_a_marker_is_filled_by_the_adjusted_p(p, fill):
    assert same_color(circles(plot(ratios(HIGHER).assign(p_adjusted=p)))[0].get_markerfacecolor(), fill)


def test_the_caption_says_what_filled_means():
    assert "Hollow markers: the adjusted p is not below .05." in framing.caption(ratios(UNSURE))


def test_a_row_without_an_interval_has_a_letter_explained_below():
    figure = plot(ratios(HIGHER, LONELY)).figure
    assert "a no interval: too few units (5 are needed)" in [" ".join(text.get_text().split()) for text in figure.texts]


def test_the_caption_has_the_footnotes():
    assert framing.caption(ratios(HIGHER, LONELY)).endswith("a: no interval: too few units (5 are needed).")


def test_pairs_of_one_outlet_stand_under_its_name():
    labels = [label.strip() for label in left_labels(plot(ratios(HIGHER, UNSURE)))]
    assert labels == ["hedge", "Courier vs.", "Lantern", "Post"]


def test_shares_are_in_per_cent():
    table = rates(("hedge", "Courier", 0.6, 0.4, 0.8, "")).assign(measure="share", base="attributions")
    axes = plot(table)
    assert (axes.get_xlim(), circles(axes)[0].get_xdata()[0]) == ((0, 100), 60)


def test_rates_of_several_measures_are_refused():
    table = pd.concat(
        [rates(("hedge", "Bee", 0.6, 0.4, 0.8, "")), rates(("hedge", "Bee", 0.6, 0.4, 0.8, "")).assign(measure="share")]
    )
    with pytest.raises(ValueError, match="several measures or denominators in one table"):
        plot(table)


def test_agreement_has_one_row_per_device_and_unit():
    axes = plot(agreement(AGREED, ("hedge", "cue", NAN, NAN, NAN)))
    assert [label.strip() for label in left_labels(axes)] == ["alpha", "hedge", "article", "cue"]


# --- printed tables --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["html", "latex", "csv"])
def test_a_printed_table_has_no_nan_and_no_exponent(kind):
    text = framing.table(ratios(HIGHER, LONELY).assign(p_adjusted=6.8e-8), format=kind)
    assert [found for found in ("nan", "NaN", "e-0") if found in text] == []


@pytest.mark.parametrize(("kind", "bold"), [("html", "font-weight:bold"), ("latex", r"\textbf{")])
def test_rows_are_bold_by_the_adjusted_p(kind, bold):
    printed = [bold in framing.table(ratios(HIGHER).assign(p_adjusted=p), format=kind) for p in (0.01, 0.2)]
    assert printed == [True, False]


def test_names_are_escaped_in_html():
    assert "<b>" not in framing.table(ratios(("hedge", "<b>", "Sun", 1.4, 1.1, 1.8, "")))


def test_names_are_escaped_in_latex():
    assert r"A\&B\_1" in framing.table(ratios(("hedge", "A&B_1", "Sun", 1.4, 1.1, 1.8, "")), format="latex")


@pytest.mark.parametrize(
    ("table", "format", "message"),
    [
        (ratios(HIGHER), "docx", "format='docx' is unknown"),
        (ratios(HIGHER).iloc[:0], "html", "no rows"),
        (pd.DataFrame({"n": [1]}), "html", "no column 'kind'"),
        (pd.DataFrame({"kind": ["other"]}), "csv", "rows of kind other are not one of"),
    ],
)
def test_what_cannot_be_printed_is_one_clear_line(table, format, message):
    with pytest.raises(ValueError, match=message):
        framing.table(table, format=format)


def test_a_long_name_is_wrapped_and_not_cut():
    name = "The Extraordinarily Long-Winded Intelligencer of Port Alder and District"
    labels = left_labels(plot(rates(("hedge", name, 0.6, 0.4, 0.8, ""), ("hedge", "Sun", 0.6, 0.4, 0.8, ""))))
    assert "".join(name.split()) in ["".join(label.split()) for label in labels]


def test_a_dollar_in_a_name_is_a_dollar():
    label = plot(rates(("hedge", "$a$", 1, 0.9, 1.1, ""), ("hedge", "$b$", 1, 0.9, 1.1, ""))).get_yticklabels()[1]
    assert (label.get_text(), label.get_parse_math()) == ("$a$", False)


# --- all that a reader sees ------------------------------------------------------------------------------------------


def seen(axes):
    """Return every text of a figure, on one line each and line by line, from the axes, the legend and below."""
    figure = axes.figure
    legends = [legend for legend in (*figure.legends, axes.get_legend()) if legend is not None]
    of_legends = [text for legend in legends for text in legend.get_texts()]
    labels = [label for panel in figure.axes for label in (*panel.get_yticklabels(), panel.xaxis.label)]
    texts = [*figure.texts, *labels, *of_legends, *(text for panel in figure.axes for text in panel.texts)]
    written = [text.get_text() for text in texts if text.get_text().strip()]
    lines = [line for text in written for line in text.split("\n")]
    return list(dict.fromkeys(" ".join(text.split()) for text in (*written, *lines)))


BOOSTER = ("booster", "Post", "Lantern", 1, 0.9, 1.1, "")
NO_WORDS = encoded({"no_words": {"groups": ["Ledger"], "base": "words"}})
NONE = encoded({"none_found": {"sides": [("a", 30, 9000)], "so": "no interval"}})
PER_VOICE = ratios(HIGHER, UNSURE).assign(voice=["outlet", "quoted"])
OMNIBUS = ratios(HIGHER, ("hedge", "all 3", "each other", NAN, NAN, NAN, "")).assign(kind=["contrast", "omnibus"])
ONE_RATE = rates(("hedge", "Courier", 0.6, 0.4, 0.8, ""))


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        (ratios(HIGHER), {"Courier / Lantern", "1.42 [1.10, 1.83]", "ratio [95 %]", "adjusted p < .05"}),
        (ratios(HIGHER), {"← more in Lantern more in Courier →", "ratio of rates (first / second)"}),
        (ratios(HIGHER, LONELY), {"1.90"}),
        (ratios(HIGHER, ("x", "a", "b", INF, 3.1, INF, "")), {"beyond the axis"}),
        (ratios(("hedge", "Courier", "Ledger", NAN, NAN, NAN, NO_WORDS)), {"a no ratio: no words"}),
        (ratios(("hedge", "a", "b", 0.0, NAN, NAN, NONE)), {"a no interval: none found"}),
        (ratios(("hedge", "a", "b", 1.0, NAN, NAN, '{"no_spread": {"so": "no interval"}}')),
         {"a no interval: no event differs from another"}),
        (ratios(("hedge", "a", "b", 1.0, NAN, NAN, None)), {"a no interval"}),
        (ratios(HIGHER).assign(measure="prevalence", base="articles"),
         {"ratio of shares of articles (first / second)"}),
        (PER_VOICE, {"hedge, own voice", "hedge, quoted"}),
        (OMNIBUS, {"Courier / Lantern"}),
        (ratios(HIGHER).astype({"device": pd.CategoricalDtype(["booster", "hedge"])}), {"hedge"}),
        (rates(("hedge", "Courier", 6.1, 4.2, 8.0, "")), {"per 1,000 words", "6.10 [4.20, 8.00]"}),
        (ONE_RATE.assign(measure="prevalence", base="articles"), {"% of articles"}),
        (ONE_RATE.assign(measure="share", base="attributions"), {"% of attributions", "60.0 [40.0, 80.0]"}),
        (trend(("Courier", "Lantern")), {"Courier", "Lantern", "hollow: no interval"}),
        (trend(devices=("hedge", "booster")), {"hedge", "booster"}),
        (trend(groups=list("abcde")), set("abcde")),
        (keyness(), {"← more in Lantern more in Courier →", "C 0", "C 1", "C 2", "C 3"}),
        (keyness(groups=("Courier", "Lantern", "Post")),
         {"Courier", "C 0", "Lantern", "L 1", "Post", "more in the group →"}),
        (keyness(terms=2), {"1,200 : 8", "7 : 5", "0.25", "0.75", "n", "articles", "DP"}),
        (agreement(AGREED), {"alpha", "0.82 [0.75, 0.88]"}),
        (agreement(AGREED).assign(level=0.9), {"value [90 %]"}),
        (agreement(("hedge", "cue", NAN, NAN, NAN)), {"–", "a no value"}),
        (agreement(("hedge", "article", 50.0, 40.0, 60.0), measure="percent"), {"% / 100", "0.50 [0.40, 0.60]"}),
        (pd.concat([agreement(AGREED), agreement(AGREED, measure="f1")]), {"alpha", "F1", "agreement"}),
        (agreement(AGREED, AGREED, measure="f1", match=["half", "exact"]), {"article, half", "article, exact"}),
    ],
)  # fmt: skip
def test_a_reader_sees(table, wanted):
    assert wanted - set(seen(plot(table))) == set()


@pytest.mark.parametrize(
    ("table", "unwanted"),
    [
        (ratios(HIGHER, ("hedge", "Post", "Ledger", 1.0, 0.9, 1.1, "")), "← more in"),
        (OMNIBUS, "each other"),
        (keyness(groups=("Courier", "Lantern", "Post")), "C 3"),
    ],
)
def test_a_reader_does_not_see(table, unwanted):
    assert [text for text in seen(plot(table)) if unwanted in text] == []


def test_rows_of_one_device_stand_together_under_its_name():
    axes = plot(ratios(HIGHER, BOOSTER, ("hedge", "Sun", "Post", 0.9, 0.7, 1.2, "")))
    places = dict(zip(left_labels(axes), axes.get_yticks(), strict=True))
    assert sorted(places, key=places.get) == ["hedge", "Courier / Lantern", "Sun / Post", "booster", "Post / Lantern"]


def test_events_are_lines_with_letters_explained_in_their_order():
    axes = plot(trend(), events={"2024-02-20": "The vote", "2024-01-15": "The fire"})
    letters = [text for text in axes.texts if text.get_text() in "AB"]
    in_order = [text.get_text() for text in sorted(letters, key=lambda text: text.xy[0])]
    told = [text for text in seen(axes) if text.startswith(("A ", "B "))]
    assert (in_order, told) == (["A", "B"], ["A The fire (2024-01-15)", "B The vote (2024-02-20)"])


def test_given_axes_on_a_dark_ground_keep_its_ink():
    with plt.style.context("dark_background"):
        axes = plot(ratios(HIGHER), ax=Figure().subplots())
    assert {str(text.get_color()) for text in axes.get_yticklabels()} == {"white"}


def test_shares_of_articles_with_one_attribution_each_are_shares_of_attributions():
    articles = pd.DataFrame({"doc_id": range(12), "outlet": "Bee", "text": ""})
    sources = pd.DataFrame({"doc_id": range(12), "naming": ["named", "unnamed"] * 6})
    axes = plot(framing.rates(framing.count(articles, sources, base="attributions", by="naming")))
    assert "% of attributions" in seen(axes)


def test_figures_name_the_articles_they_were_made_of_until_tables_of_others_are_joined():
    articles = pd.DataFrame({"doc_id": range(12), "outlet": ["Bee", "Sun"] * 6, "text": "It may rain."})
    counts = [framing.count(some, framing.label(some, ["hedge"])) for some in (articles, articles[:10])]
    digests = [plot(framing.rates(table)).figure.provenance["articles"] for table in counts]
    assert [text.partition(" ")[2] for text in digests] == ["(12 articles)", "(10 articles)"]
    assert "articles" not in plot(framing.rates(pd.concat(counts).drop_duplicates("doc_id"))).figure.provenance


@pytest.mark.parametrize(
    ("kind", "sides", "label"),
    [
        ("change", ("Bee, after", "Bee, before"), ["after / before", "Bee"]),
        ("moderation", ("Bee / Sun in outlet", "Bee / Sun in quoted"), ["Bee / Sun", "outlet / quoted"]),
    ],
)
def test_a_change_and_a_moderation_are_named_once(kind, sides, label):
    table = ratios(("hedge", *sides, 1.4, 1.1, 1.8, ""), ("hedge", *sides, 1.2, 1.1, 1.3, "")).assign(kind=kind)
    assert [text.strip() for text in left_labels(plot(table))] == ["hedge", *label, label[1]]
    assert framing.caption(table).count("Bee") == 1


def test_a_brief_caption_leaves_to_the_methods_what_all_figures_share():
    table = ratios(HIGHER, UNSURE).assign(voices="all", excluded="boilerplate")
    long, brief = framing.caption(table), framing.caption(table, brief=True)
    parts = ["adjusted by Holm", "boilerplate", "intervals are not adjusted", "Filled markers", "20 (event)"]
    assert [(part in long, part in brief) for part in parts] == [(True, False)] * 3 + [(True, True)] * 2
