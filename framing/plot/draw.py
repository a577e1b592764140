"""The verb: which figure a table gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing.model import is_omnibus, named
from framing.plot import bars, grid, lines, rows
from framing.plot.style import COLUMN_WIDTH, SIZES, STYLE, new_figure

# In the order in which they are tried: a trend has all columns of a rates table.
_KINDS: dict[str, Sequence[str]] = {
    "results": rows.RATIO_COLUMNS,
    "trend": lines.TREND_COLUMNS,
    "rates": rows.RATE_COLUMNS,
    "keyness": bars.KEYNESS_COLUMNS,
    "agreement": grid.AGREEMENT_COLUMNS,
    "reliability": grid.RELIABILITY_COLUMNS,
}


def plot(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    events: Mapping[str, str] | None = None,
    most: int = 10,
) -> Axes:
    """Draw a table of results, rates, a trend, key terms, agreement or reliability.

    Nothing is computed: what the table lacks, the figure lacks. Rows stand by device, in the order of the table; each
    takes about 8 mm of height.

    Parameters
    ----------
    table
        What `framing.compare`, `change`, `rates`, `trend`, `keyness`, `agree` or `reliability` returns, or rows of it.
        A row without an interval is shown with the reason its `note` gives; the omnibus rows of results, which have
        no ratio, are left out.
    ax
        Axes to draw into; their figure keeps its size. By default a new figure one journal column wide (85 mm) and as
        high as the rows need; a grid of agreement may be wider.
    events
        For a trend: days (``"2024-03-01"``) and what happened, drawn as lines across; up to 26.
    most
        For key terms: how many of a group are drawn, from the highest score and, of two groups, from the lowest.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn into, of a trend with several panels the first; ``.figure.savefig("rates.pdf")`` saves them.

    Raises
    ------
    ValueError
        If the table is none of these, has no rows, or an option does not go with it.

    Notes
    -----
    A marker of a ratio is filled where the interval excludes 1, one of a trend where there is an interval. A trend of
    more than four groups has a panel for each. No global setting is changed: the style, `STYLE`, holds while the figure
    is drawn. For the same bytes each time an SVG is saved, save inside it, without a date::

        with matplotlib.rc_context(STYLE):
            axes.figure.savefig("rates.svg", metadata={"Date": None})

    Examples
    --------
    >>> results = pd.DataFrame(
    ...     {"device": ["hedge"], "a": ["Courier"], "b": ["Lantern"], "units": [20], "ratio": [1.42], "low": [1.1],
    ...      "high": [1.83], "note": [""]}
    ... )
    >>> axes = plot(results)
    >>> axes.get_xlabel().splitlines()[0]
    '← more in Lantern    more in Courier →'
    >>> import matplotlib.pyplot
    >>> matplotlib.pyplot.close(axes.figure)
    """
    kind = _kind(table)
    if events and kind != "trend":
        raise ValueError(f"plot: events go with a trend, not with a table of {kind}")
    if kind == "results" and "test" in table.columns:
        table = table[~is_omnibus(table)]
    if not len(table):
        raise ValueError("plot: the table has no rows, so there is nothing to draw")
    panels = len(lines.panels(table)) if kind == "trend" else 1
    if ax is not None and panels > 1:
        raise ValueError(
            f"plot: the trend needs {panels} panels and ax= is one; choose one device and up to four groups"
        )
    # Made outside the context below: with its first figure a notebook turns on that figures show, and that has to last.
    figure = ax.figure if ax is not None else _new_figure(table, kind, events or {}, most)
    # Axes that are given stand on a ground of someone's choice, so their ink is taken as it is.
    with mpl.rc_context(STYLE if ax is None else SIZES):  # type: ignore[arg-type] # the stubs know no rc keys
        axes = [ax] if ax is not None else [figure.add_subplot(panels, 1, place + 1) for place in range(panels)]
        _draw(axes, table, kind, dict(sorted((events or {}).items())), most)
    return axes[0]


def _kind(table: pd.DataFrame) -> str:
    if not isinstance(table, pd.DataFrame):
        raise ValueError(f"plot: a table of results is needed, not {type(table).__name__}")
    lacks = {kind: [column for column in columns if column not in table.columns] for kind, columns in _KINDS.items()}
    for kind, columns in lacks.items():
        if not columns:
            return kind
    nearest = min(lacks, key=lambda kind: len(lacks[kind]) / len(_KINDS[kind]))
    has = named(table.columns, most=12) or "no column"
    raise ValueError(
        f"plot: the table is none of {named(_KINDS, most=9)}; nearest is {nearest}, for which it lacks "
        f"{named(lacks[nearest], most=9)}; it has {has}"
    )


def _new_figure(table: pd.DataFrame, kind: str, events: Mapping[str, str], most: int) -> Figure:
    width, height = COLUMN_WIDTH, 0.0
    if kind == "results":
        height = rows.height(rows.ratio_rows(table), legend_lines=3)
    elif kind == "rates":
        height = rows.height(rows.rate_rows(table), legend_lines=0)
    elif kind == "trend":
        height = lines.height(table, events)
    elif kind == "keyness":
        width, height = bars.size(table, most)
    else:
        width, height = grid.size(table)
    return new_figure(height, width)


def _draw(axes: list[Axes], table: pd.DataFrame, kind: str, events: Mapping[str, str], most: int) -> None:
    if kind == "results":
        rows.draw_ratios(axes[0], table)
    elif kind == "rates":
        rows.draw_rates(axes[0], table)
    elif kind == "trend":
        lines.draw_trend(axes, table, events)
    elif kind == "keyness":
        bars.draw_keyness(axes[0], table, most)
    else:
        grid.draw_grid(axes[0], table)
