"""A bar that says how far labelling is, in a notebook or a terminal; nothing where output goes to a file."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from framing.labelling.part import Progress

_SECONDS = 2  # before a bar is shown


@contextmanager
def shown(progress: bool | Progress | None, total: int) -> Iterator[Progress | None]:
    """Give what to call as ``progress(done, total)``: the caller's own function, a bar, or None for silence.

    The bar appears after two seconds and is removed at the end. A notebook needs ipywidgets for it. The environment
    variable ``TQDM_DISABLE=1`` turns it off.

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
    is_seen = auto.notebook_tqdm is not std.tqdm or sys.stderr.isatty()
    is_off = os.environ.get("TQDM_DISABLE", "") not in ("", "0")  # tqdm itself forgets it in notebooks
    if progress is False or is_off or not is_seen:
        yield None
        return
    with auto.tqdm(total=total, desc="label", unit=" articles", delay=_SECONDS, leave=False) as bar:
        yield lambda done, total: bar.update(done - bar.n)
