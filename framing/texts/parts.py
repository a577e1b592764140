"""Which part of an article a place is in: the headline, the lede or the body, by its rows of `layout`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from framing.model import PARTS
from framing.texts.text import Place


def parts_at(starts: Sequence[int] | npt.NDArray[np.int64], layout: Iterable[tuple[str, Place]]) -> list[str]:
    """Name the part that holds each of `starts`: everything outside headline and lede is body.

    Parameters
    ----------
    starts : sequence of int
        Places in the text.
    layout : iterable of (str, Place)
        Subtype and place of the article's rows of `layout`; bylines and datelines make no part of their own.

    Examples
    --------
    >>> parts_at([0, 12, 40], [("headline", (0, 10)), ("lede", (12, 30))])
    ['headline', 'lede', 'body']
    """
    at = np.asarray(starts, dtype=np.int64)
    named = np.full(len(at), PARTS.index("body"))
    for subtype, (start, end) in layout:
        if subtype in PARTS:
            named[(start <= at) & (at < end)] = PARTS.index(subtype)
    return [PARTS[number] for number in named.tolist()]
