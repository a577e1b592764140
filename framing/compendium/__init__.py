"""A research compendium: a folder with analysis, figures, tables and a manuscript that rebuilds itself."""

from framing.compendium.building import build
from framing.compendium.layout import new_paper
from framing.compendium.plan import Plan, saved_labels
from framing.compendium.state import stale
from framing.compendium.values import Number

__all__ = ["Number", "Plan", "build", "new_paper", "saved_labels", "stale"]
