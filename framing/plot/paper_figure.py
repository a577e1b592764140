"""A figure that is saved with its caption and provenance, and as the same bytes each time."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import IO, Any, cast

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from framing.origin import SHOWN, origin_of
from framing.plot.style import SAVING, look
from framing.results.methods import seeds_of
from framing.results.provenance import digests, versions

_FORMATS = ("pdf", "svg", "eps", "png")


class PaperFigure(Figure):
    """A matplotlib figure with `caption` and `provenance`, which `savefig` writes into the file's metadata.

    `provenance` names versions, seeds, and digests of lexicons, weights, the table and, where the table comes from a
    verb of this package in the same session, the articles. Add what only you know, such as
    ``figure.provenance["archive"] = name``.
    """

    caption: str = ""
    parts: int = 1  # figures that the table needs, of which this is one
    part: int | None = None  # the one of them that was asked for
    provenance: dict[str, str]

    def savefig(self, fname: str | Path | IO[bytes], *, outlines: bool = False, **options: Any) -> None:  # type: ignore[override]
        """Save the figure as matplotlib does, without a date, with text as text and with metadata.

        Parameters
        ----------
        fname
            A path, whose ending is the format, or an open file.
        outlines
            Draw the letters of an SVG as outlines, for a place that lacks the font.
        **options
            Options of ``matplotlib.figure.Figure.savefig``, such as `format` and `dpi`; they take precedence.
        """
        ending = Path(fname).suffix[1:] if isinstance(fname, str | Path) else ""
        kind = str(options.get("format") or ending or mpl.rcParams["savefig.format"]).lower()
        metadata = {**self._metadata(kind), **(options.pop("metadata", None) or {})}
        settings = {**SAVING, "svg.fonttype": "path"} if outlines else SAVING
        with mpl.rc_context(settings):  # type: ignore[arg-type] # the stubs know no rc keys
            if kind != "eps":
                super().savefig(fname, metadata=metadata, **options)
                return
            page = io.BytesIO()
            super().savefig(page, metadata=metadata, **{**options, "format": "eps"})
        lines = page.getvalue().splitlines(keepends=True)
        undated = b"".join(line for line in lines if not line.startswith(b"%%CreationDate: "))  # matplotlib writes it
        if isinstance(fname, str | Path):
            Path(fname).write_bytes(undated)
        else:
            fname.write(undated)

    def _metadata(self, kind: str) -> dict[str, str | None]:
        """Return the caption and the provenance under the names that a format has for them."""
        made = "; ".join(f"{name}: {value}" for name, value in getattr(self, "provenance", {}).items())
        if kind == "pdf":
            return {"Subject": self.caption, "Keywords": made, "CreationDate": None}
        if kind == "svg":
            return {"Description": self.caption, "Source": made, "Date": None}
        if kind == "eps":
            return {"Creator": made.encode("ascii", "replace").decode()}
        return {"Description": self.caption, "Source": made} if kind == "png" else {}


def new_figure(width: float, height: float) -> PaperFigure:
    """Make a white figure of this size in points."""
    import matplotlib.pyplot as plt  # slow, and needed only where a figure is displayed

    figure = plt.figure(FigureClass=PaperFigure, figsize=(width / 72, height / 72), dpi=150, facecolor="white")
    return cast(PaperFigure, figure)


def provenance(table: pd.DataFrame) -> dict[str, str]:
    """Name what a table was made with: versions, digests of lexicons and of the table, seeds.

    Examples
    --------
    >>> found = provenance(pd.DataFrame({"device": ["hedge"], "rate": [4.0]}))
    >>> list(found), found["font"]
    (['made with', 'lexicons and weights', 'table', 'font', 'seeds'], 'DejaVu Sans')
    """
    devices = [str(device) for device in table["device"].unique()] if "device" in table.columns else []
    listed = ", ".join(f"{name} {digest}" for name, digest in digests(devices).items())
    seeds = seeds_of(table)
    content = table.to_csv(index=False, lineterminator="\n").encode()
    found = {
        "made with": versions(["matplotlib", "numpy", "pandas", "scipy"]),
        "lexicons and weights": listed,
        **origin_of(table),
        "table": hashlib.sha256(content).hexdigest()[:SHOWN],
        "font": look().font,
    }
    return {**found, "seeds": ", ".join(map(str, seeds)) or "no random numbers"}
