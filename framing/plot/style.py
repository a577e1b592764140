"""What all figures share: widths of a journal, font, palette, and the settings that keep text as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import matplotlib as mpl
import matplotlib.rcsetup
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.colors import is_color_like, to_hex

WIDTHS = {"column": 85 / 25.4, "page": 175 / 25.4}  # inches: 85 and 175 mm
COLUMN_WIDTH = WIDTHS["column"]
TALLEST = 230 / 25.4  # inches: what a page of a journal holds
POINTS = 7  # the smallest size most journals print

INK, FAINT, QUIET = "#222222", "#d9d9d9", "#777777"
# Of Okabe and Ito's colours, which are distinguishable with any colour blindness, four that differ in greyscale too.
COLOURS = ("#0072B2", "#E69F00", INK, "#009E73")
MARKERS = ("o", "s", "^", "D")  # so that groups can be distinguished without colour
FONT = "DejaVu Sans"  # matplotlib brings it, so that every machine draws the same figure

SIZES: dict[str, object] = {
    "font.size": POINTS, "axes.labelsize": POINTS, "axes.titlesize": POINTS, "legend.fontsize": POINTS,
    "xtick.labelsize": POINTS, "ytick.labelsize": POINTS, "text.usetex": False, "text.parse_math": False,
}  # fmt: skip
# Text stays text, as TrueType: journals refuse Type 3 fonts, and text can be searched and edited.
SAVING: dict[str, object] = {
    "pdf.fonttype": 42, "ps.fonttype": 42, "svg.fonttype": "none", "svg.hashsalt": "framing", "savefig.dpi": 300,
    "savefig.bbox": None, "savefig.transparent": False, "savefig.facecolor": "white",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """The width in inches, the font and the palette of the figures drawn now."""

    name: str = "column"
    font: str = FONT
    colours: tuple[str, ...] = COLOURS

    @property
    def width(self) -> float:
        """Return the width of a figure in inches."""
        return WIDTHS[self.name]

    def settings(self) -> dict[str, object]:
        """Return matplotlib's settings for this look."""
        return {
            **SIZES, **SAVING,
            "font.family": [self.font] if self.font == FONT else [self.font, FONT],
            "axes.prop_cycle": mpl.rcsetup.cycler(color=list(self.colours)),
            "figure.figsize": (self.width, self.width * 0.75), "figure.facecolor": "white",
            "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": INK, "xtick.color": INK, "ytick.color": INK,
            "axes.facecolor": "white", "axes.linewidth": 0.6, "xtick.major.width": 0.6, "ytick.major.width": 0.6,
            "axes.unicode_minus": True,
        }  # fmt: skip


_LOOK: ContextVar[Look] = ContextVar("look", default=Look())  # noqa: B039 - it is frozen
STYLE: dict[str, object] = Look().settings()


def look() -> Look:
    """Return the look that figures have now."""
    return _LOOK.get()


@contextmanager
def style(width: str = "column", *, font: str | None = None, colours: Sequence[str] | None = None) -> Iterator[None]:
    """Draw and save figures in the width, font and colours of a journal, within a ``with`` block.

    It applies to `framing.plot` and to your own matplotlib figures in the block, and ends with it. It does not change
    a figure that is already drawn.

    Parameters
    ----------
    width : str
        ``"column"`` (85 mm) or ``"page"`` (175 mm).
    font : str, optional
        The font of the text of your paper, such as ``"Liberation Serif"``, or ``"serif"``, ``"sans-serif"``. By
        default DejaVu Sans, which matplotlib brings. Characters that a font lacks are taken from DejaVu Sans.
    colours : sequence of str, optional
        Colours of groups, in order, instead of the palette, which is distinguishable with colour blindness and in
        greyscale.

    Yields
    ------
    None
        Nothing; the settings apply in the block.

    Raises
    ------
    ValueError
        If the width or the font is unknown, or a colour is none.

    Notes
    -----
    Sizes are those of print: text has 7 points. In PDF, SVG and EPS text remains text, in TrueType fonts. An SVG names
    its font and does not contain it. The palette is from Okabe & Ito (2008), *Color Universal Design*.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> with style("page", font="serif"):
    ...     figure, axes = plt.subplots()
    >>> round(float(figure.get_size_inches()[0]) * 25.4)
    175
    >>> plt.close(figure)
    """
    if width not in WIDTHS:
        raise ValueError(f"style: width={width!r} is unknown; choose one of {', '.join(map(repr, WIDTHS))}")
    chosen = tuple(COLOURS if colours is None else colours)
    if isinstance(colours, str) or not chosen or not all(map(is_color_like, chosen)):
        raise ValueError(f"style: colours={colours!r} is no list of colours; give names or codes such as ['#0072B2']")
    active = Look(width, FONT if font is None else _installed(font), tuple(map(to_hex, chosen)))
    token = _LOOK.set(active)
    try:
        with mpl.rc_context(active.settings()):  # type: ignore[arg-type] # the stubs know no rc keys
            yield
    finally:
        _LOOK.reset(token)


def _installed(font: str) -> str:
    """Return the name of a font, or raise where it is not installed."""
    try:
        font_manager.findfont(font_manager.FontProperties(family=[font]), fallback_to_default=False)
    except ValueError as error:
        raise ValueError(f"style: the font {font!r} is not installed; try 'serif' or 'sans-serif'") from error
    return font


def colour(number: int) -> str:
    """Return the colour of the group with this number."""
    return look().colours[number % len(look().colours)]


def plain(axes: Axes) -> None:
    """Remove all spines except the lower one, and draw the grid behind the data."""
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.set_axisbelow(True)
    axes.tick_params(which="both", labelsize=POINTS, length=0)
    axes.xaxis.set_tick_params(length=2.5)


def edge() -> str:
    """Return the current edge colour of axes."""
    return str(mpl.rcParams["axes.edgecolor"])
