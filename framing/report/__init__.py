"""The verbs in a row, to a folder: tables, figures and one page that says what they show."""

from framing.report.write import report

__all__ = ["report"]
