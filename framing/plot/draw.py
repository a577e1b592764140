"""The verb `plot`: chooses the figure by the kind of table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes

from framing.caption import caption
from framing.checks import check_columns
from framing.model import named, note
from framing.plot import arrange, bars, chart, lines
from framing.plot.paper_figure import PaperFigure, provenance
from framing.plot.parts import part_of
from framing.plot.style import SIZES, look
from framing.results.footnotes import is_adjusted

# What a table is called in messages, and what its figure needs, by the kind that its rows have.
_RESULTS = ("results", chart.RATIO_COLUMNS)
_FIGURES: dict[str, tuple[str, Sequence[str]]] = {
    "contrast": _RESULTS,
    "change": _RESULTS,
    "change_difference": _RESULTS,
    "moderation": _RESULTS,
    "omnibus": _RESULTS,
    "rate": ("rates", chart.RATE_COLUMNS),
    "trend": ("a trend", lines.TREND_COLUMNS),
    "keyness": ("key terms", bars.KEYNESS_COLUMNS),
    "dispersion": ("dispersion", chart.DISPERSION_COLUMNS),
    "agreement": ("agreement", chart.AGREEMENT_COLUMNS),
}


def plot(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    events: Mapping[str, str] | None = None,
    most: int = 10,
    part: int | None = None,
) -> Axes:
    """Draw a table of results, rates, a trend, key terms, dispersion or agreement.

    Nothing is computed: what the table lacks, the figure lacks. The column `kind` determines the figure. Devices, and
    rows within them, keep the order of the table.

    Parameters
    ----------
    table
        What `framing.compare`, `change`, `rates`, `trend`, `keyness`, `dispersion` or `agree` returns, or rows of it.
        Omnibus rows of results, which have no ratio, are left out.
    ax
        Axes to draw into; the size of their figure is not changed. By default a new figure as wide as one column
        of a journal (85 mm), or as `framing.style` says, and as high as necessary.
    events
        For a trend: days (``"2024-03-01"``) and their names, such as a date tested with `framing.change`, drawn as
        vertical lines; up to 26.
    most
        For key terms: the number of terms per group, from the highest score and, with two groups, from the lowest. For
        dispersion: the number of terms.
    part
        Which part is drawn of a table that is too long for one page, by default the first; a note says how many there
        are, as ``.figure.parts`` does.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn into, of several panels the first. Of a new figure, ``.figure.savefig("rates.pdf")`` saves it,
        ``.figure.caption`` is its caption and ``.figure.provenance`` what it was made with.

    Raises
    ------
    ValueError
        If the table is none of these, has no rows, or an option does not apply to it.

    Notes
    -----
    A marker of a ratio is filled if the adjusted p is below .05, a marker of a trend if there is an interval. A value
    without an interval is a grey mark with a footnote; in given axes, the footnotes are in the caption alone. All
    panels have equal axes; those of a trend, all panels of one device. Shares are in per cent, on an axis that ends at
    10, 25, 50 or 100 %. Where a figure would be too high, its panels stand beside each other, without printed numbers.
    What is higher than a page (230 mm) even so is divided into parts, which have equal axes: by device, then by rows.

    A new figure is saved as PDF, SVG, EPS or PNG with text as text, its caption and provenance as metadata, and
    without a date: the same table gives the same bytes. No global settings are changed.

    Examples
    --------
    >>> results = pd.DataFrame(
    ...     {"device": ["hedge"], "a": ["Courier"], "b": ["Lantern"], "ratio": [1.42], "low": [1.1], "high": [1.83],
    ...      "p_adjusted": [0.012], "kind": ["contrast"], "measure": ["rate"], "base": ["words"], "limits": [""]}
    ... )
    >>> axes = plot(results)
    >>> axes.figure.caption
    'Ratios of rates (hedge; Courier / Lantern), with 95 % intervals, ...'
    >>> import matplotlib.pyplot
    >>> matplotlib.pyplot.close(axes.figure)
    """
    table = _checked(table)
    kind = str(table["kind"].iloc[0]) if len(table) else ""
    if events and kind != "trend":
        raise ValueError(f"plot: events apply to a trend, not to {_FIGURES[kind][0] if kind else 'an empty table'}")
    if not len(table):
        raise ValueError("plot: the table has no rows, so there is nothing to draw")
    if ax is not None and kind == "trend" and (panels := len(lines.panels(table))) > 1:
        raise ValueError(
            f"plot: the trend needs {panels} panels and ax= is one; choose one device and up to four groups"
        )
    in_order = dict(sorted((events or {}).items()))
    number = 1 if part is None else part
    # Given axes have a background of the user's choice, so their colours are kept.
    if ax is not None:
        part_of([ax], number)
        with mpl.rc_context(SIZES):  # type: ignore[arg-type] # the stubs know no rc keys
            _draw_into(ax, table, kind, in_order, most)
        return ax
    _enable_display()
    with mpl.rc_context(look().settings()):  # type: ignore[arg-type]
        figure, axes, figure_parts = _draw(table, kind, in_order, most, number)
    figure.parts, figure.part = figure_parts, part
    figure.caption = caption(table, events=in_order or None, most=most)
    if figure.parts > 1:
        figure.caption += f" Part {number} of {figure.parts}."
        note(f"plot: this is part {number} of {figure.parts}, as one page does not hold all; part= draws the others")
    figure.provenance = provenance(table)
    return axes[0]


def _enable_display() -> None:
    """Load the backend outside of any settings: in a notebook it enables the display of figures, which has to last."""
    import matplotlib.pyplot as plt  # slow, and needed only where a figure is displayed

    if not plt.get_fignums():
        plt.switch_backend(plt.get_backend())


def _checked(table: pd.DataFrame) -> pd.DataFrame:
    """Raise unless all rows fit one figure and have its columns; leave out omnibus rows."""
    way_out = "the tables of compare, change, rates, trend, keyness, dispersion and agree have it"
    check_columns(table, ("kind",), name="plot", way_out=way_out)
    kinds = list(table["kind"].unique())
    if unknown := [kind for kind in kinds if kind not in _FIGURES]:
        raise ValueError(f"plot: no figure for rows of kind {named(unknown)} (there are: {named(_FIGURES, most=10)})")
    figures = dict(_FIGURES[kind] for kind in kinds)
    if len(figures) > 1:
        raise ValueError(f"plot: {named(figures)} in one table; draw each separately")
    for name, columns in figures.items():
        check_columns(table, columns, name=f"plot: {name}", way_out=way_out)
    return table[table["kind"] != "omnibus"]


def _chart(table: pd.DataFrame, kind: str, most: int) -> chart.Chart:
    if _FIGURES[kind] is _RESULTS:
        return chart.ratio_chart(table)
    if kind == "rate":
        return chart.rate_chart(table)
    return chart.dispersion_chart(table, most) if kind == "dispersion" else chart.agreement_chart(table)


def _draw(
    table: pd.DataFrame, kind: str, events: Mapping[str, str], most: int, part: int
) -> tuple[PaperFigure, list[Axes], int]:
    """Draw a new figure; give the number of parts as well."""
    if kind == "trend":
        return lines.draw_figure(table, events, part)
    if kind == "keyness":
        return bars.draw_figure(table, most, part)
    return arrange.draw_chart(_chart(table, kind, most), part, is_adjusted=is_adjusted(table))


def _draw_into(axes: Axes, table: pd.DataFrame, kind: str, events: Mapping[str, str], most: int) -> None:
    """Draw into given axes."""
    if kind == "trend":
        lines.draw_into(axes, table, events)
    elif kind == "keyness":
        bars.draw_into(axes, table, most)
    else:
        arrange.draw_into(axes, _chart(table, kind, most), is_adjusted=is_adjusted(table))
