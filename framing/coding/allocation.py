"""Which coder codes which units: a pilot for all, a share for all, the rest for one each, and some a second time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.checks import check_columns
from framing.coding.items import RETEST
from framing.model import named


def allocate(
    sample: pd.DataFrame,
    coders: Sequence[str],
    *,
    pilot: int = 0,
    overlap: float = 0.2,
    retest: float = 0.0,
    seed: int = 0,
) -> pd.DataFrame:
    """Share a sample out among coders: a pilot, a part that all code, the rest by one coder each, and a retest.

    The reliability of what only one coder codes is known from the part that all code, and assumed to be the same.

    Parameters
    ----------
    sample
        The table of `framing.sample`, of sentences or of whole units.
    coders
        The names of the coders.
    pilot
        How many units all code first, to discuss them before the rest; they are in the sample as the others are.
    overlap
        The share of the other units that all code. How many are needed for a level of agreement: Lacy & Riffe (1996),
        *Journalism & Mass Communication Quarterly* 73:963-973.
    retest
        The share of a coder's units that come a second time, after all others: how far a coder agrees with
        himself or herself. Leave some days between, and they measure drift (`drift` of the widget).
    seed
        The same seed gives the same allocation.

    Returns
    -------
    DataFrame
        The rows of `sample` once per coder that codes them, in a random order for each coder, with `coder` and `batch`
        (``pilot``, ``overlap``, ``own``, ``retest``). `framing.code` takes it in the place of the sample.

    Raises
    ------
    ValueError
        Where coders are missing or named twice, a share is none, or the pilot is larger than the sample.

    Examples
    --------
    >>> drawn = pd.DataFrame({"unit_id": ["U1", "U2", "U3", "U4"], "doc_id": list("abcd")})
    >>> allocate(drawn, ["Ann", "Ben"], pilot=1, overlap=0.34, seed=1)[["coder", "batch", "unit_id"]]
      coder    batch unit_id
    0   Ann    pilot      U1
    1   Ann  overlap      U2
    2   Ann      own      U3
    3   Ben    pilot      U1
    4   Ben      own      U4
    5   Ben  overlap      U2
    """
    names = [coders] if isinstance(coders, str) else [str(coder) for coder in coders]
    if not names or len({*names}) < len(names):
        raise ValueError(f"allocate: coders are {named(names) or 'missing'}; give each coder a name of its own")
    identity = "unit_id" if "unit_id" in sample else "sentence_id"
    check_columns(sample, (identity,), name="sample", way_out="framing.sample makes this table")
    for name, value in (("overlap", overlap), ("retest", retest)):
        if not 0 <= value <= 1:
            raise ValueError(f"allocate: {name}={value} is no share; give 0 to 1")
    if sample.empty or not 0 <= pilot <= len(sample):
        raise ValueError(f"allocate: pilot={pilot}, but the sample has {len(sample)} rows; draw more, or pilot fewer")
    generator = np.random.default_rng(seed)
    order = generator.permutation(len(sample))
    first, rest = order[:pilot], order[pilot:]
    shared = round(overlap * len(rest))
    parts = []
    for number, name in enumerate(names):
        own = [(first, "pilot"), (rest[:shared], "overlap"), (rest[shared:][number :: len(names)], "own")]
        mixed = generator.permutation(np.concatenate([own[1][0], own[2][0]]).astype(np.intp))
        is_shared = np.isin(mixed, own[1][0])
        again = generator.permutation(np.concatenate([first, mixed]).astype(np.intp))
        again = again[: round(retest * len(again))]
        batch = ["pilot"] * len(first) + ["overlap" if one else "own" for one in is_shared] + [RETEST] * len(again)
        rows = np.concatenate([first, mixed, again]).astype(np.intp)
        parts.append(sample.iloc[rows].assign(coder=name, batch=batch))
    return pd.concat(parts, ignore_index=True)
