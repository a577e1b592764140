"""Fewer bits for the weights of the polarity network, with nearly the same answers; `polarity.py` stores them so.

Numbers are 8 bits with a scale (`*_scale`) by which a reader multiplies. Word vectors are first turned to the axes on
which what the network makes of them varies most. Each axis is stored on its own, so that those which hardly vary take
few bits once compressed; rare words have coarser steps than frequent ones.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

STEP, FREQUENT, COARSER = 0.1, 200, 0.25  # of the most frequent words; from which rank on it grows, and by which power
IN_EIGHT_BITS = ("input", "hidden", "key", "query", "conv0", "conv1", "conv2")


def compact(weights: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Give the weights in fewer bits; rows of `word` are words from the most frequent to the rarest."""
    told = {name: value.astype(np.float32) if value.dtype.kind == "f" else value for name, value in weights.items()}
    word, size = told["word"], told["word"].shape[1]
    rank = np.arange(len(word))
    seen = word @ told["input"][:size]
    share = 1 / np.sqrt(rank + 1)
    spread, axes = np.linalg.eigh((seen.T * share) @ seen)
    axes = axes[:, np.argsort(-spread)[:size]]
    step = (STEP * (1 + rank / FREQUENT) ** COARSER).astype(np.float16)[:, None]
    steps = np.round(seen @ axes / step.astype(np.float32))
    if np.abs(steps).max() > 127:
        raise ValueError("compact: STEP is too small for 8 bits")
    told["input"] = np.concatenate([axes.T, told["input"][size:]])
    stored = {name: value.astype(np.float16) if value.dtype == np.float32 and value.ndim else value
              for name, value in told.items()}  # fmt: skip
    stored |= {"word": np.asfortranarray(steps.astype(np.int8)), "word_scale": step}
    for name in IN_EIGHT_BITS:
        scale = np.maximum(np.abs(told[name]).max(axis=-2, keepdims=True) / 127, 1e-4).astype(np.float16)
        stored[name] = np.clip(np.round(told[name] / scale.astype(np.float32)), -127, 127).astype(np.int8)
        stored[f"{name}_scale"] = scale
    return stored
