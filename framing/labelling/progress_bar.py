"""A bar that says how far labelling is, in a notebook or a terminal; nothing where output goes to a file."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from framing.labelling.part import Progress

_SECONDS = 2  # before a bar is shown


@contextmanager
def shown(progress: bool | Progress | None, total: int) -> Iterator[Progress | None]:
    """Give what to call as ``progress(done, total)``: the caller's own function, a bar, or None for silence.

    The bar appears after two seconds and is removed at the end. A notebook needs ipywidgets for it.

    Examples
    --------
    >>> with shown(False, 10) as progress:
    ...     progress is None
    True
    """
    if callable(progress):
        yield progress
        return
    if progress not in (None, True, False):
        raise ValueError(f"progress={progress!r}: give False for silence, or a function of done and total")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a notebook without ipywidgets
        from tqdm import auto, std  # type: ignore[import-untyped]
    is_widget = auto.notebook_tqdm is not std.tqdm
    if progress is False or not (is_widget or sys.stderr.isatty()):
        yield None
        return
    with auto.tqdm(total=total, desc="label", unit=" articles", delay=_SECONDS, leave=False) as bar:
        yield lambda done, total: bar.update(done - bar.n)
