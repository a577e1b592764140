"""Figure 1: the ratios of hedge rates, each pair of outlets, each measure. It draws build/results.csv, no more."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib import style

import framing
from framing.files.whole_file import whole_file
from framing.plot import STYLE

BUILD = Path(__file__).parent / "build"
FORMATS = ("pdf", "svg", "png")


def draw(build: Path = BUILD) -> None:
    """Draw the results table in `build` as PDF, SVG and PNG beside it, the same bytes each time."""
    mpl.use("agg")
    from matplotlib import pyplot  # after the backend is chosen

    results = pd.read_csv(build / "results.csv")
    with style.context(["default", STYLE]):  # whatever a reader's matplotlibrc says
        framing.plot(results)
        figure = pyplot.gcf()
        for suffix in FORMATS:
            with whole_file(build / f"figure_forest.{suffix}") as file:
                # Typst sets the SVG without the fonts of this machine, so its letters are outlines.
                figure.savefig(file, format=suffix, outlines=True)
        pyplot.close(figure)


if __name__ == "__main__":
    draw()
