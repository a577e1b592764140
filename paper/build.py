"""Build the paper: tables, numbers, figure and PDF, all in the folder build.

python build.py

It stops, with a line that names the place, where the manuscript and the numbers do not fit each other.
"""

import sys
from pathlib import Path

import analysis
import figure_ratios
import findings

from framing.compendium import build

if __name__ == "__main__":
    status = build(
        Path(__file__).parent,
        tables=analysis.tables,
        numbers=findings.numbers,
        texts=findings.texts,
        figures={"ratios": figure_ratios.draw},
    )
    sys.exit(status)
