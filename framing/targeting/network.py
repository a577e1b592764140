"""The evaluation of a target in its sentence, by a small convolutional network that numpy runs.

Trained by `benchmarks/training/polarity.py`; weights and their card stand in `framing/models/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from io import BytesIO
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from framing.targeting.window import FIRST_WORD, Window, window_of
from framing.texts.text import Place

Numbers: TypeAlias = npt.NDArray[np.float32]

POLARITIES = ("negative", "neutral", "positive")
_AT_ONCE = 64  # mentions; bounds memory
_HEADS = 4


class Network:
    """The weights, made ready: its state is them and the vocabulary.

    Parameters
    ----------
    weights : mapping of str to array
        As the training script writes them.
    """

    def __init__(self, weights: dict[str, npt.NDArray[np.generic]]) -> None:
        vocabulary = weights.pop("vocabulary").tobytes().decode("utf-8").split("\n")
        self.words = {word: number for number, word in enumerate(vocabulary, start=FIRST_WORD)}
        self._dilations = [int(dilation) for dilation in weights.pop("dilations")]
        get = self._weights = {name: value.astype(np.float32) for name, value in weights.items()}
        for name in [name for name in get if f"{name}_scale" in get]:
            get[name] *= get.pop(f"{name}_scale")
        parts = np.split(get["input"], np.cumsum([get[name].shape[1] for name in ("word", "suffix", "shape")]))
        self._tables = [
            get["word"] @ parts[0],
            get["suffix"] @ parts[1],
            get["shape"] @ parts[2],
            get["distance"] @ parts[3] + get["input_bias"],
        ]

    def window(self, text: str, sentence: Place, mention: Place) -> Window:
        """Code the words around a mention."""
        return window_of(text, sentence, mention, self.words)

    def probabilities(self, windows: Sequence[Window]) -> Numbers:
        """Give how probable negative, neutral and positive are, a row per mention."""
        told = np.zeros((len(windows), 3), dtype=np.float32)
        order = np.argsort([len(window.word) for window in windows], kind="stable")
        for first in range(0, len(order), _AT_ONCE):
            some = order[first : first + _AT_ONCE]
            told[some] = self._told([windows[number] for number in some])
        return told

    def _told(self, windows: Sequence[Window]) -> Numbers:
        """Run mentions together; those with fewer words end in zeros."""
        get, size = self._weights, max(len(window.word) for window in windows)
        codes = np.zeros((4, len(windows), size), dtype=np.intp)
        mask = np.zeros((len(windows), size, 1), dtype=np.float32)
        target = np.zeros(len(windows), dtype=np.intp)
        for row, window in enumerate(windows):
            length = len(window.word)
            codes[:, row, :length] = window
            mask[row, :length] = 1
            target[row] = window.distance.index(0)
        x = sum(table[column] for table, column in zip(self._tables, codes, strict=True)) * mask
        x = np.maximum(x, 0)
        for number, dilation in enumerate(self._dilations):
            x = self._block(x, number, dilation) * mask
        own = x[np.arange(len(windows)), target]
        scores = (x @ get["key"]) + (own @ get["query"])[:, None, :] + get["attention_distance"][codes[3]]
        scores = np.where(mask > 0, np.tanh(scores) @ get["attend"], -1e9)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        seen = np.einsum("bth,btw->bhw", shares, x).reshape(len(windows), -1)
        whole = np.where(mask > 0, x, -1e9).max(axis=1)
        hidden = np.maximum(np.concatenate([own, seen, whole], axis=1) @ get["hidden"] + get["hidden_bias"], 0)
        logits = (hidden @ get["out"] + get["out_bias"]) * get["temperature"]
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        told: Numbers = odds / odds.sum(axis=1, keepdims=True)
        return told

    def _block(self, x: Numbers, number: int, dilation: int) -> Numbers:
        """Add to each word a convolution of it with the words `dilation` before and after."""
        before, here, after = self._weights[f"conv{number}"]
        y = x @ here + self._weights[f"conv{number}_bias"]
        if x.shape[1] > dilation:
            y[:, dilation:] += x[:, :-dilation] @ before
            y[:, :-dilation] += x[:, dilation:] @ after
        result: Numbers = x + np.maximum(y, 0)
        return result


@lru_cache(maxsize=1)
def network() -> Network:
    """Load the bundled network."""
    file = resources.files("framing").joinpath("models", "polarity.npz")
    with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as stored:
        return Network({name: stored[name] for name in stored.files})
