"""Figures of result tables. They draw what the table says, no more."""

from framing.plot.draw import plot
from framing.plot.style import COLUMN_WIDTH, POINTS, STYLE

__all__ = ["COLUMN_WIDTH", "POINTS", "STYLE", "plot"]
