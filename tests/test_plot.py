"""Figures: what is drawn for each row of a table, and that nothing else is touched."""

import io

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import same_color
from matplotlib.figure import Figure

from framing.model import RATE_COLUMNS, RESULT_COLUMNS
from framing.plot import COLUMN_WIDTH, POINTS, STYLE, plot

NAN, INF = float("nan"), float("inf")


@pytest.fixture(autouse=True)
def _figures_are_closed():
    mpl.use("Agg")
    yield
    plt.close("all")


def ratios(*rows):
    """Return a results table from (device, a, b, ratio, low, high, note)."""
    table = pd.DataFrame(rows, columns=["device", "a", "b", "ratio", "low", "high", "note"])
    return table.assign(units=20).reindex(columns=list(RESULT_COLUMNS))


def rates(*rows):
    """Return a rates table from (device, group, rate, low, high, note)."""
    table = pd.DataFrame(rows, columns=["device", "group", "rate", "low", "high", "note"])
    return table.assign(articles=30, units=20, words=6000, n=31).reindex(columns=list(RATE_COLUMNS))


HIGHER = ("hedge", "Courier", "Lantern", 1.42, 1.1, 1.83, "")
UNSURE = ("hedge", "Courier", "Post", 0.9, 0.7, 1.2, "")
LONELY = ("hedge", "Courier", "Ledger", 1.9, NAN, NAN, "only 3 units; a second note")


def left_labels(axes):
    return [label.get_text() for label in axes.get_yticklabels()]


def right_labels(axes):
    return [label.get_text() for label in axes.child_axes[0].get_yticklabels()]


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


def test_the_legend_explains_filled_and_hollow():
    legend = plot(ratios(HIGHER, UNSURE)).get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["interval excludes 1", "interval includes 1"]


def test_numbers_and_units_are_printed_at_the_right():
    assert right_labels(plot(ratios(HIGHER))) == ["1.42 [1.10, 1.83]\n20 units"]


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


def test_a_row_is_labelled_with_what_it_compares():
    assert left_labels(plot(ratios(HIGHER)))[0] == "Courier / Lantern"


def test_a_long_name_is_wrapped_and_not_cut():
    name = "The Extraordinarily Long-Winded Intelligencer of Port Alder and District"
    label = left_labels(plot(ratios(("hedge", name, "Lantern", 1, 0.9, 1.1, ""))))[0]
    assert "".join(label.split()) == "".join(f"{name}/Lantern".split())


def test_a_dollar_in_a_name_is_a_dollar():
    label = plot(ratios(("hedge", "$a$", "$b_1$", 1, 0.9, 1.1, ""))).get_yticklabels()[0]
    assert (label.get_text(), label.get_parse_math()) == ("$a$ / $b_1$", False)


def test_rows_of_one_device_stand_together_under_its_name():
    table = ratios(HIGHER, ("booster", "Post", "Lantern", 1, 0.9, 1.1, ""), UNSURE)
    axes = plot(table)
    places = dict(zip(left_labels(axes), axes.get_yticks(), strict=True))
    in_order = ["hedge", "Courier / Lantern", "Courier / Post", "booster", "Post / Lantern"]
    assert sorted(places, key=places.get) == in_order


def test_device_names_are_bold():
    assert [
        label.get_text() for label in plot(ratios(HIGHER, UNSURE)).get_yticklabels() if label.get_weight() == "bold"
    ] == ["hedge"]


def test_a_row_without_an_interval_is_shown_with_its_first_reason():
    text = plot(ratios(HIGHER, LONELY)).texts[0].get_text()
    assert text.replace("\n", " ") == "no interval: only 3 units"


def test_a_row_without_an_interval_still_prints_its_ratio():
    assert right_labels(plot(ratios(HIGHER, LONELY)))[1] == "1.90\n20 units"


def test_a_row_without_a_ratio_says_so():
    text = plot(ratios(("hedge", "Courier", "Ledger", NAN, NAN, NAN, "no words"))).texts[0].get_text()
    assert text == "no ratio: no words"


def test_a_reason_that_says_it_lacks_an_interval_says_it_once():
    text = plot(ratios(("hedge", "a", "b", 1.0, NAN, NAN, "all alike: no interval"))).texts[0].get_text()
    assert text.replace("\n", " ") == "all alike: no interval"


def test_a_reason_is_given_without_its_details():
    note = "too few units (event: 3 in Courier and 3 in Lantern): an interval needs 5 in all"
    text = plot(ratios(("hedge", "a", "b", 1.0, NAN, NAN, note))).texts[0].get_text()
    assert text.replace("\n", " ") == "too few units: an interval needs 5 in all"


def test_a_missing_note_is_no_reason():
    assert plot(ratios(("hedge", "a", "b", 1.0, NAN, NAN, None))).texts[0].get_text() == "no interval"


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


def test_an_arrow_is_explained():
    legend = plot(ratios(HIGHER, ("x", "a", "b", INF, 3.1, INF, ""))).get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["interval excludes 1", "goes on beyond the axis"]


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


def test_the_direction_names_the_two_where_all_rows_compare_the_same():
    assert plot(ratios(HIGHER)).get_xlabel().startswith("← more in Lantern    more in Courier →")


def test_the_direction_is_first_and_second_where_rows_differ():
    table = ratios(HIGHER, ("hedge", "Post", "Ledger", 1.0, 0.9, 1.1, ""))
    assert plot(table).get_xlabel().startswith("← more in second    more in first →")


def test_a_rate_stands_where_the_table_says():
    axes = plot(rates(("hedge", "Courier", 6.1, 4.2, 8.0, "")))
    assert ([line.get_xdata()[0] for line in circles(axes)], bars(axes)) == ([6.1], [(4.2, 8.0)])


def test_the_axis_of_rates_starts_at_0():
    assert plot(rates(("hedge", "Courier", 60.1, 54.2, 68.0, ""))).get_xlim()[0] == 0


def test_the_axis_of_rates_ends_behind_the_last_interval():
    assert plot(rates(("hedge", "Courier", 60.1, 54.2, 68.0, ""))).get_xlim()[1] > 68


def test_a_rate_is_printed_with_its_count_and_units():
    assert right_labels(plot(rates(("hedge", "Courier", 6.1, 4.2, 8.0, "")))) == ["6.10 [4.20, 8.00]\nn 31, 20 units"]


def test_a_rate_of_0_is_drawn():
    axes = plot(rates(("hedge", "Courier", 0.0, 0.0, 0.0, "")))
    assert [line.get_xdata()[0] for line in circles(axes)] == [0.0]


def test_a_rate_without_an_interval_is_shown_with_its_reason():
    text = plot(rates(("hedge", "Courier", 6.1, NAN, NAN, "3 units"))).texts[0].get_text()
    assert text.replace("\n", " ") == "no interval: 3 units"


def test_a_new_figure_is_one_column_wide():
    assert plot(ratios(HIGHER)).figure.get_size_inches()[0] == COLUMN_WIDTH


def test_every_row_has_room_for_its_two_lines_of_text():
    few, many = (plot(ratios(*[HIGHER] * n)).figure.get_size_inches()[1] for n in (10, 60))
    assert (many - few) / 50 * 72 > 2 * POINTS * 1.2


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


def test_given_axes_on_a_dark_ground_are_written_in_its_ink():
    with plt.style.context("dark_background"):
        axes = plot(ratios(LONELY), ax=Figure().subplots())
    assert same_color(axes.texts[0].get_color(), "white")


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


def test_a_categorical_device_is_a_name():
    table = ratios(HIGHER).astype({"device": pd.CategoricalDtype(["booster", "hedge"])})
    assert left_labels(plot(table))[-1] == "hedge"


def test_another_table_is_an_error_that_says_what_it_lacks():
    with pytest.raises(ValueError, match=r"neither results \(it lacks a, b, .*\) nor rates \(it lacks group, .*\)"):
        plot(pd.DataFrame({"device": ["hedge"], "n": [3]}))


def test_no_table_is_an_error():
    with pytest.raises(ValueError, match="not list"):
        plot([1.42])


def test_a_table_without_rows_is_an_error():
    with pytest.raises(ValueError, match="no rows"):
        plot(ratios(HIGHER).iloc[:0])
