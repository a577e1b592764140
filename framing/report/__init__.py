"""A whole analysis in one step: a folder with tables, figures and one page that explains them."""

from framing.report.write import report

__all__ = ["report"]
