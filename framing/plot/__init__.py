"""Figures of result tables. They draw what the table says, no more."""

from framing.plot.draw import plot
from framing.plot.paper_figure import PaperFigure
from framing.plot.style import COLUMN_WIDTH, POINTS, STYLE, WIDTHS, style

__all__ = ["COLUMN_WIDTH", "POINTS", "STYLE", "WIDTHS", "PaperFigure", "plot", "style"]
