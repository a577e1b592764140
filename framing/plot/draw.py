"""The verb `plot`: chooses the figure by the kind of table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing.model import check_columns, named
from framing.plot import bars, grid, lines, rows
from framing.plot.style import COLUMN_WIDTH, SIZES, STYLE, new_figure

# What a table is called in messages, and what its figure needs, by the kind that its rows have.
_RESULTS = ("results", rows.RATIO_COLUMNS)
_FIGURES: dict[str, tuple[str, Sequence[str]]] = {
    "contrast": _RESULTS,
    "change": _RESULTS,
    "change_difference": _RESULTS,
    "moderation": _RESULTS,
    "omnibus": _RESULTS,
    "rate": ("rates", rows.RATE_COLUMNS),
    "trend": ("a trend", lines.TREND_COLUMNS),
    "keyness": ("key terms", bars.KEYNESS_COLUMNS),
    "agreement": ("agreement", grid.AGREEMENT_COLUMNS),
}


def plot(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    events: Mapping[str, str] | None = None,
    most: int = 10,
) -> Axes:
    """Draw a table of results, rates, a trend, key terms or agreement.

    Nothing is computed: what the table lacks, the figure lacks. The column `kind` determines the figure. Rows are
    grouped by device, in the order of the table; each is about 8 mm high.

    Parameters
    ----------
    table
        What `framing.compare`, `change`, `rates`, `trend`, `keyness` or `agree` returns, or rows of it.
        A row without an interval shows the reason from its `limits`; omnibus rows of results, which have no ratio, are
        left out.
    ax
        Axes to draw into; the size of their figure is not changed. By default a new figure one journal column wide
        (85 mm) and as high as necessary; a grid of agreement may be wider.
    events
        For a trend: days (``"2024-03-01"``) and their names, drawn as vertical lines; up to 26.
    most
        For key terms: the number of terms per group, from the highest score and, with two groups, from the lowest.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn into, of a trend with several panels the first; ``.figure.savefig("rates.pdf")`` saves them.

    Raises
    ------
    ValueError
        If the table is none of these, has no rows, or an option does not apply to it.

    Notes
    -----
    A marker of a ratio is filled if the interval excludes 1, a marker of a trend if there is an interval. A trend of
    more than four groups has one panel per group. No global settings are changed: the style, `STYLE`, applies only
    while the figure is drawn. To save byte-identical SVG files, save within this style and without a date::

        with matplotlib.rc_context(STYLE):
            axes.figure.savefig("rates.svg", metadata={"Date": None})

    Examples
    --------
    >>> results = pd.DataFrame(
    ...     {"device": ["hedge"], "a": ["Courier"], "b": ["Lantern"], "ratio": [1.42], "low": [1.1], "high": [1.83],
    ...      "units": [20], "kind": ["contrast"], "measure": ["rate"], "base": ["words"], "limits": [""]}
    ... )
    >>> axes = plot(results)
    >>> axes.get_xlabel().splitlines()[0]
    '← more in Lantern    more in Courier →'
    >>> import matplotlib.pyplot
    >>> matplotlib.pyplot.close(axes.figure)
    """
    table = _checked(table)
    kind = str(table["kind"].iloc[0]) if len(table) else ""
    if events and kind != "trend":
        raise ValueError(f"plot: events apply to a trend, not to {_FIGURES[kind][0] if kind else 'an empty table'}")
    if not len(table):
        raise ValueError("plot: the table has no rows, so there is nothing to draw")
    panels = len(lines.panels(table)) if kind == "trend" else 1
    if ax is not None and panels > 1:
        raise ValueError(
            f"plot: the trend needs {panels} panels and ax= is one; choose one device and up to four groups"
        )
    # Outside the context below: with its first figure a notebook enables the display of figures, which has to last.
    figure = ax.figure if ax is not None else _new_figure(table, kind, events or {}, most)
    # Given axes have a background of the user's choice, so their colours are kept.
    with mpl.rc_context(STYLE if ax is None else SIZES):  # type: ignore[arg-type] # the stubs know no rc keys
        axes = [ax] if ax is not None else [figure.add_subplot(panels, 1, place + 1) for place in range(panels)]
        _draw(axes, table, kind, dict(sorted((events or {}).items())), most)
    return axes[0]


def _checked(table: pd.DataFrame) -> pd.DataFrame:
    """Raise unless all rows fit one figure and have its columns; leave out omnibus rows."""
    way_out = "the tables of compare, change, rates, trend, keyness and agree have it"
    check_columns(table, ("kind",), name="plot", way_out=way_out)
    kinds = list(table["kind"].unique())
    if unknown := [kind for kind in kinds if kind not in _FIGURES]:
        raise ValueError(f"plot: no figure for rows of kind {named(unknown)} (there are: {named(_FIGURES, most=9)})")
    figures = dict(_FIGURES[kind] for kind in kinds)
    if len(figures) > 1:
        raise ValueError(f"plot: {named(figures)} in one table; draw each separately")
    for name, columns in figures.items():
        check_columns(table, columns, name=f"plot: {name}", way_out=way_out)
    return table[table["kind"] != "omnibus"]


def _new_figure(table: pd.DataFrame, kind: str, events: Mapping[str, str], most: int) -> Figure:
    width, height = COLUMN_WIDTH, 0.0
    if _FIGURES[kind] is _RESULTS:
        height = rows.height(rows.ratio_rows(table), legend_lines=3)
    elif kind == "rate":
        height = rows.height(rows.rate_rows(table), legend_lines=0)
    elif kind == "trend":
        height = lines.height(table, events)
    elif kind == "keyness":
        width, height = bars.size(table, most)
    else:
        width, height = grid.size(table)
    return new_figure(height, width)


def _draw(axes: list[Axes], table: pd.DataFrame, kind: str, events: Mapping[str, str], most: int) -> None:
    if _FIGURES[kind] is _RESULTS:
        rows.draw_ratios(axes[0], table)
    elif kind == "rate":
        rows.draw_rates(axes[0], table)
    elif kind == "trend":
        lines.draw_trend(axes, table, events)
    elif kind == "keyness":
        bars.draw_keyness(axes[0], table, most)
    else:
        grid.draw_grid(axes[0], table)
