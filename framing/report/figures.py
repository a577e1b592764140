"""The report's figures as PDF, SVG and PNG, byte-identical each time."""

from __future__ import annotations

import base64
import re
import warnings
from pathlib import Path
from typing import cast

import pandas as pd
from matplotlib import style

from framing.files.whole_file import whole_file
from framing.model import named, note
from framing.plot import STYLE, PaperFigure, plot

_FORMATS = (".pdf", ".svg", ".png")


def save_figure(table: pd.DataFrame, folder: Path, name: str) -> list[Path]:
    """Draw a table of rates or results, and save it as PDF, SVG and PNG; further parts have a number in their names."""
    import matplotlib.pyplot as plt  # slow, and needed only to close what `plot` opened

    paths: list[Path] = []
    # Under matplotlib's own defaults, so that a reader's matplotlibrc does not change a report.
    with style.context(["default", STYLE]), warnings.catch_warnings(record=True) as caught:
        warnings.filterwarnings("always", r"Glyph .* missing from")
        part = parts = 1
        while part <= parts:
            figure = cast(PaperFigure, plot(table, part=part).get_figure(root=True))
            parts = figure.parts
            for suffix in _FORMATS:
                paths.append(folder / f"{name}{f'_{part}' if part > 1 else ''}{suffix}")
                with whole_file(paths[-1]) as file:
                    # The page is read where the font may be missing, so the letters of its figures are outlines.
                    figure.savefig(file, format=suffix[1:], outlines=True)
            plt.close(figure)
            part += 1
    if missing := dict.fromkeys(
        match[1] for item in caught if (match := re.search(r"\\N\{(.+?)\}", str(item.message)))
    ):
        note(f"figure {name}: its font lacks {named(missing)}; the tables have the complete names")
    return paths


def as_address(svg: Path) -> str:
    """Return an SVG file as a data URL, for a page that needs no other file."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.read_bytes()).decode("ascii")
