"""Figures of any size stay legible: no text overlaps text, marks or the edge, by the renderer's own boxes."""

import io
import itertools
import re
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.lines import Line2D

import framing
from framing.plot import POINTS, WIDTHS, plot, style
from framing.report.figures import save_figure
from framing.results.notes import encoded

NAN = float("nan")
HERE = Path(__file__).parent / "reference"
REFERENCE = [line.split("\t") for line in (HERE / "figure_layout.tsv").read_text("utf-8").splitlines()[1:]]
OUTLETS = [
    "The Alder Courier", "Daily Lantern", "Kestria Ledger", "The Commons Post", "Harbour Evening Standard", "Bee",
    "Northern Intelligencer", "Sun", "The Weekly Examiner", "Quay Observer", "Mill Town Gazette", "Valley Times",
]  # fmt: skip
DEVICES = [
    "hedge", "booster", "evaluation", "scare_quote", "presupposition", "passive_agentless", "negation", "naming",
]  # fmt: skip
SIZES = [(2, 1), (6, 3), (12, 8)]  # outlets, devices
NONE_FOUND = encoded({"none_found": {"sides": [["Bee", 20, 9000]], "so": "no interval"}})
ONE_EVENT = encoded({"one_unit_has_all": {"unit": "event", "groups": ["Bee"], "so": "no interval"}})


@pytest.fixture(autouse=True)
def _figures_are_closed():
    mpl.use("Agg")
    yield
    plt.close("all")


def lacking(table, value, has_value):
    """Take the interval away from every seventh row, and the value too from half of these."""
    lacks = np.arange(len(table)) % 7 == 5
    table.loc[lacks, ["low", "high"]] = NAN
    table.loc[lacks & (np.arange(len(table)) % 2 == 1) & (not has_value), value] = NAN
    table["limits"] = np.where(lacks, np.where(np.arange(len(table)) % 3, NONE_FOUND, ONE_EVENT), "")
    return table


def ratios(outlets, devices):
    random = np.random.default_rng(1)
    pairs = list(itertools.combinations(OUTLETS[:outlets], 2))
    table = pd.DataFrame(
        [(device, *pair) for device in DEVICES[:devices] for pair in pairs], columns=["device", "a", "b"]
    )
    middle, spread = np.exp(random.normal(0, 0.9, len(table))), np.exp(random.uniform(0.1, 2, len(table)))
    table = table.assign(
        ratio=middle, low=middle / spread, high=middle * spread, p_adjusted=random.uniform(0, 0.2, len(table))
    )
    table = table.assign(units=20, unit="event", kind="contrast", measure="rate", base="words", adjustment="holm")
    return lacking(table, "ratio", has_value=False)


def rates(outlets, devices, *, measure="rate", base="words", highest=30.0):
    random = np.random.default_rng(2)
    rows = [(device, group) for device in DEVICES[:devices] for group in OUTLETS[:outlets]]
    table = pd.DataFrame(rows, columns=["device", "group"])
    middle = random.uniform(0, highest, len(table))
    table = table.assign(rate=middle, low=middle * 0.7, high=middle * 1.4, n=random.integers(1, 900, len(table)))
    table = table.assign(units=20, unit="event", kind="rate", measure=measure, base=base)
    return lacking(table, "rate", has_value=True)


def prevalence(outlets, devices):
    return rates(outlets, devices, measure="prevalence", base="articles", highest=0.7)


def shares(outlets, devices):
    return rates(outlets, devices, measure="share", base="attributions", highest=0.2)


def by_voice(outlets, devices):
    parts = [rates(outlets, max(devices // 3, 1)).assign(voice=voice) for voice in ("outlet", "quoted", "reported")]
    return pd.concat(parts, ignore_index=True).sort_values("device", kind="stable", ignore_index=True)


def trend(outlets, devices):
    random = np.random.default_rng(3)
    months = pd.date_range("2023-11-01", periods=9, freq="MS")
    rows = [(d, g, m) for d in DEVICES[:devices] for g in OUTLETS[:outlets] for m in months]
    table = pd.DataFrame(rows, columns=["device", "group", "period"])
    middle = random.uniform(2, 20, len(table))
    table = table.assign(rate=middle, low=middle * 0.6, high=middle * 1.6, units=6, unit="event", kind="trend")
    return lacking(table.assign(measure="rate", base="words"), "rate", has_value=False)


def keyness(outlets, devices):
    odds = np.linspace(1, -1, 4 + devices)
    rows = [
        (group, f"{group.split()[0].lower()} {i}", value) for group in OUTLETS[:outlets] for i, value in enumerate(odds)
    ]
    table = pd.DataFrame(rows, columns=["group", "term", "log_odds"])
    return table.assign(n=1200, n_rest=8143, articles=79, articles_rest=225, dp=0.25, dp_rest=0.75, kind="keyness")


def dispersion(outlets, devices):
    terms = [f"{name.lower()} (hedge)" for name in OUTLETS[:outlets]]
    return pd.DataFrame(
        {"term": terms, "n": 1234, "articles": 345, "dp": np.linspace(0, 1, outlets), "kind": "dispersion"}
    )


def agreement(outlets, devices):
    units = ["article", "count", "sentence", "cue", "source", "content", "whole"][:outlets]
    rows = [(d, u, m) for d in DEVICES[:devices] for m in ("alpha", "percent", "f1") for u in units]
    table = pd.DataFrame(rows, columns=["device", "unit", "measure"])
    value = np.linspace(0.1, 1, len(table)) * np.where(table["measure"] == "percent", 100, 1)
    table = table.assign(value=value, low=value * 0.8, high=value, match="", kind="agreement", articles=16)
    return lacking(table, "value", has_value=False)


KINDS = {
    "forest": ratios, "rates": rates, "prevalence": prevalence, "shares": shares, "by voice": by_voice, "trend": trend,
    "keyness": keyness, "dispersion": dispersion, "agreement": agreement,
}  # fmt: skip
EVENTS = {"2024-01-15": "The vote on the harbour", "2024-01-20": "The fire", "2024-06-01": "The new style book"}
pytestmark = pytest.mark.filterwarnings("ignore:plot. this is part:framing.Note")


@pytest.fixture(params=list(WIDTHS))
def width(request):
    with style(request.param):
        yield request.param


def drawn(kind, size):
    options = {"events": EVENTS} if kind == "trend" else {}
    figure = plot(KINDS[kind](*size), **options).figure
    figure.canvas.draw()
    return figure


def texts(figure):
    """Return each text that is seen, with its box in points."""
    renderer = figure.canvas.get_renderer()
    scale = 72 / figure.dpi
    found = []
    for text in figure.findobj(mpl.text.Text):
        if text.get_text().strip() and text.get_visible() and is_shown(text):
            box = text.get_window_extent(renderer)
            found.append((text.get_text(), box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale))
    return found


def is_shown(text):
    """Tick labels outside the limits of their axis are not drawn."""
    axes = text.axes
    if axes is None or text not in [*axes.get_xticklabels(), *axes.get_yticklabels()]:
        return True
    is_x = text in axes.get_xticklabels()
    low, high = sorted(axes.get_xlim() if is_x else axes.get_ylim())
    slack = (high - low) * 1e-6
    return low - slack <= text.get_position()[0 if is_x else 1] <= high + slack


def marks(figure):
    """Return the box of each marker and interval, in points."""
    scale = 72 / figure.dpi
    found = []
    for axes in figure.axes:
        for line in axes.lines:
            if isinstance(line, Line2D) and line.get_linestyle() == "None":
                x, y = axes.transData.transform((line.get_xdata()[0], line.get_ydata()[0])) * scale
                found.append((x - 1.2, y - 1.2, x + 1.2, y + 1.2))
        for drawn_lines in axes.collections:
            for segment in drawn_lines.get_segments():
                (x0, y0), (x1, y1) = axes.transData.transform(segment) * scale
                found.append((min(x0, x1), min(y0, y1) - 0.3, max(x0, x1), max(y0, y1) + 0.3))
    return found


def rules(figure):
    """Return the boxes of gridlines and of straight lines such as that at 1, in points."""
    renderer, scale = figure.canvas.get_renderer(), 72 / figure.dpi
    found = []
    for axes in figure.axes:
        straight = [line for line in axes.lines if line.get_linestyle() != "None" and len(line.get_xdata()) == 2]
        grid = [*axes.get_xgridlines(), *axes.get_ygridlines()]
        for line in [*straight, *(line for line in grid if line.get_visible())]:
            box = line.get_window_extent(renderer)
            found.append((box.x0 * scale - 0.3, box.y0 * scale - 0.3, box.x1 * scale + 0.3, box.y1 * scale + 0.3))
    return found


def overlaps(some, others, slack):
    """Return the pairs of places in `some` and `others` whose boxes overlap by more than `slack` points."""
    if not some or not others:
        return []
    first, second = np.array(some)[:, None, :], np.array(others)[None, :, :]
    width = np.minimum(first[..., 2], second[..., 2]) - np.maximum(first[..., 0], second[..., 0])
    height = np.minimum(first[..., 3], second[..., 3]) - np.maximum(first[..., 1], second[..., 1])
    return [(int(i), int(j)) for i, j in zip(*np.nonzero((width > slack) & (height > slack)), strict=True)]


def masked(figure):
    """Return the texts with a background that hides the lines behind them."""
    return {text.get_text() for text in figure.findobj(mpl.text.Text) if text.get_bbox_patch() is not None}


def faults(figure):
    """Return what a reviewer would mark: text over text, marks or lines, text outside, small text."""
    found = texts(figure)
    names, boxes = [text[0] for text in found], [text[1:] for text in found]
    across, high = figure.get_size_inches() * 72
    # Boxes of lines that follow each other touch; letters do not.
    over = [f"{names[i]!r} over {names[j]!r}" for i, j in overlaps(boxes, boxes, 1.3) if i < j]
    over += [f"{names[i]!r} over a mark" for i, _ in overlaps(boxes, marks(figure), 0.5)]
    bare = [text[1:] for text in found if text[0] not in masked(figure)]
    over += [f"{bare[i]} over a line" for i, _ in overlaps(bare, rules(figure), 0.3)]
    over += [f"{name!r} outside" for name, (x0, y0, x1, y1) in zip(names, boxes, strict=True)
             if x0 < 0 or y0 < 0 or x1 > across or y1 > high]  # fmt: skip
    small = [text for text in figure.findobj(mpl.text.Text) if text.get_text() and text.get_fontsize() < POINTS]
    return over + [f"{text.get_text()!r} is small" for text in small]


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("size", SIZES)
def test_nothing_overlaps_or_leaves_the_figure(width, kind, size):
    figure = drawn(kind, size)
    across, high = figure.get_size_inches()
    assert (faults(figure), across, high * 25.4 <= 230.1) == ([], pytest.approx(WIDTHS[width]), True)


def test_an_overlap_is_found():
    figure = drawn("rates", (2, 1))
    figure.text(0.02, 0.6, "over the labels")
    assert any("over the labels" in fault for fault in faults(figure))


@pytest.mark.parametrize("kind", ["forest", "rates", "prevalence", "shares", "by voice", "agreement"])
def test_panels_have_equal_axes(width, kind):
    assert len({axes.get_xlim() for axes in drawn(kind, (6, 3)).axes}) == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("keyness", "by voice")])
@pytest.mark.parametrize("size", SIZES[:1])
def test_at_least_two_fifths_of_the_width_are_data(width, kind, size):
    figure = drawn(kind, size)
    boxes = [axes.get_position() for axes in figure.axes]
    first_row = [box for box in boxes if abs(box.y1 - boxes[0].y1) < 1e-6]
    assert sum(box.width for box in first_row) >= 0.39


def test_a_line_behind_text_is_found():
    figure = drawn("rates", (2, 1))
    axes = figure.axes[0]
    axes.text(axes.get_xticks()[1], 1, "over a gridline", ha="center")
    assert any("over a line" in fault for fault in faults(figure))


@pytest.mark.parametrize(("kind", "size"), [("forest", (12, 1)), ("trend", (12, 2))])
def test_parts_draw_each_row_once_with_equal_axes(kind, size):
    table = KINDS[kind](*size)
    table[["low", "rate" if kind == "trend" else "ratio", "high"]] = [0.5, 1.0, 2.0]
    figures = [plot(table, part=part).figure for part in (1, 2)]
    intervals = sum(len(panel.collections) for figure in figures for panel in figure.axes)
    ends = {panel.get_xlim() for figure in figures for panel in figure.axes}
    assert ([figure.parts for figure in figures], intervals, len(ends)) == ([2, 2], len(table), 1)
    assert figures[1].caption.endswith(" Part 2 of 2.")


def test_the_note_says_how_many_parts_there_are():
    with pytest.warns(framing.Note, match="this is part 2 of 2, .*; part= draws the others"):
        plot(ratios(12, 1), part=2)


@pytest.mark.parametrize(("outlets", "part", "message"), [(2, 2, "leave part out"), (12, 3, "there are parts 1 to 2")])
def test_a_part_that_is_not_there_is_one_clear_line(outlets, part, message):
    with pytest.raises(ValueError, match=f"part={part} is not there; .*{message}"):
        plot(ratios(outlets, 1), part=part)


@pytest.mark.parametrize(
    ("kind", "ending"), [("forest", "svg"), ("rates", "pdf"), ("trend", "eps"), ("keyness", "png")]
)
def test_the_same_table_drawn_twice_is_the_same_bytes(kind, ending):
    pages = []
    for _ in range(2):
        pages.append(io.BytesIO())
        drawn(kind, (3, 2)).savefig(pages[-1], format=ending)
    assert pages[0].getvalue() == pages[1].getvalue()


def layout(kind, width):
    """Return the numbers of a layout: size in mm, panels, width of the data in per cent, number of texts."""
    with style(width):
        figure = drawn(kind, (6, 3))
    across, high = figure.get_size_inches() * 25.4
    boxes = [axes.get_position() for axes in figure.axes]
    first_row = [box for box in boxes if abs(box.y1 - boxes[0].y1) < 1e-6]
    data = 100 * sum(box.width for box in first_row)
    return [kind, width, round(across), round(high), len(boxes), round(data), len(texts(figure))]


@pytest.mark.parametrize("row", REFERENCE, ids=lambda row: f"{row[0]}, {row[1]}")
def test_the_layout_is_that_of_the_reference(row):
    assert layout(row[0], row[1]) == [*row[:2], *(pytest.approx(int(number), abs=1) for number in row[2:])]


@pytest.mark.parametrize("ending", ["svg", "pdf"])
def test_text_is_text(ending):
    page = io.BytesIO()
    drawn("forest", (2, 1)).savefig(page, format=ending)
    if_text = {"svg": rb">\s*Daily Lantern|>The Alder Courier", "pdf": rb"/Subtype /TrueType|/CIDFontType2"}[ending]
    assert re.search(if_text, page.getvalue())


def test_a_pdf_has_no_type_3_font():
    page = io.BytesIO()
    drawn("forest", (2, 1)).savefig(page, format="pdf")
    assert b"/Type3" not in page.getvalue()


@pytest.mark.parametrize(
    ("ending", "name"), [("svg", b"Instances per 1,000 words"), ("png", b"Instances per 1,000 words")]
)
def test_the_caption_is_in_the_file(ending, name):
    page = io.BytesIO()
    drawn("rates", (2, 1)).savefig(page, format=ending)
    assert name in page.getvalue()


@pytest.mark.parametrize("ending", ["svg", "eps", "png"])
def test_the_lexicon_s_digest_is_in_the_file(ending):
    page = io.BytesIO()
    drawn("rates", (2, 1)).savefig(page, format=ending)
    assert re.search(rb"hedge\.tsv [0-9a-f]{16}", page.getvalue())


def luminance(colour):
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in mpl.colors.to_rgb(colour)]
    light = np.dot([0.2126, 0.7152, 0.0722], parts)
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


def test_the_palette_is_read_in_greyscale():
    with style():
        shades = sorted(luminance(colour) for colour in mpl.rcParams["axes.prop_cycle"].by_key()["color"])
    assert min(np.diff(shades)) > 9


def test_a_style_ends_with_its_block():
    before = mpl.rcParams.copy()
    with style("page", font="serif", colours=["black"]):
        pass
    assert mpl.rcParams == before


def test_a_font_is_that_of_all_text():
    with style(font="serif"):
        figure = drawn("forest", (6, 3))
    assert {text.get_fontfamily()[0] for text in figure.findobj(mpl.text.Text) if text.get_text()} == {"serif"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"width": "wide"}, "width='wide' is unknown; choose one of 'column', 'page'"),
        ({"font": "No Such Font"}, "the font 'No Such Font' is not installed"),
        ({"colours": "red"}, "colours='red' is no list of colours"),
        ({"colours": ["reddish"]}, "is no list of colours"),
    ],
)
def test_a_wrong_style_is_one_clear_line(options, message):
    with pytest.raises(ValueError, match=message), style(**options):
        pass


def test_a_report_saves_every_part(tmp_path):
    saved = [path.name for path in save_figure(ratios(12, 1), tmp_path, "forest") if path.suffix == ".svg"]
    assert saved == ["forest.svg", "forest_2.svg"]
