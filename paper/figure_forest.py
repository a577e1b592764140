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
NO_DATE = {"pdf": {"CreationDate": None}, "svg": {"Date": None}, "png": {}}


def draw(build: Path = BUILD) -> None:
    """Draw the results table in `build` as PDF, SVG and PNG beside it, the same bytes each time."""
    mpl.use("agg")
    from matplotlib import pyplot  # after the backend is chosen

    results = pd.read_csv(build / "results.csv")
    with style.context(["default", STYLE]):  # whatever a reader's matplotlibrc says
        framing.plot(results)
        figure = pyplot.gcf()
        for suffix, metadata in NO_DATE.items():
            with whole_file(build / f"figure_forest.{suffix}") as file:
                figure.savefig(file, format=suffix, metadata=metadata)
        pyplot.close(figure)


if __name__ == "__main__":
    draw()
