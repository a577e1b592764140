"""How wide text is in print, and text broken into lines of a given width."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from framing.plot.style import FONT, POINTS, look

LINE = 8.6  # points: the height of one line of text
_PATHS = TextToPath()


def width_of(text: str, *, weight: str = "normal") -> float:
    """Return the width of the longest line of a text in points."""
    return max((_line_width(line, weight, look().font) for line in text.split("\n")), default=0.0)


def widest(texts: Iterable[str], *, weight: str = "normal") -> float:
    """Return the width of the widest text in points."""
    return max((width_of(text, weight=weight) for text in texts), default=0.0)


def lines_of(text: str) -> int:
    """Return the number of lines of a text."""
    return text.count("\n") + 1


def wrapped(text: str, width: float, *, weight: str = "normal") -> str:
    r"""Break a text into lines of at most `width` points; a longer word is broken too, and nothing is cut.

    Examples
    --------
    >>> wrapped("The Morning Courier", 60), wrapped("Intelligencer", 30)
    ('The Morning\nCourier', 'Intellige\nncer')
    """
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if width_of(joined, weight=weight) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and width_of(lines[-1] + letter, weight=weight) > width:
                lines.append("")
            lines[-1] += letter
    return "\n".join(lines)


@lru_cache(maxsize=4096)
def _line_width(line: str, weight: str, font: str) -> float:
    families = [font] if font == FONT else [font, FONT]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph .* missing from")  # the figure itself warns of it
        width, _, _ = _PATHS.get_text_width_height_descent(
            line, FontProperties(family=families, size=POINTS, weight=weight), ismath=False
        )
    return 1.02 * float(width)  # hinting at low resolutions makes text a little wider
