"""Figure 1: the ratio of hedge rates of each two outlets, by measure. It draws the table of results, no more."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

import framing


def draw(tables: Mapping[str, pd.DataFrame]) -> Figure:
    """Draw the figure in the width of a column."""
    with framing.style("column"):
        return framing.plot(tables["results"]).figure
