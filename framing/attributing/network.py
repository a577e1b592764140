"""A small convolutional tagger of attributions: cues, and for each cue the words of its source and its content.

Trained by `benchmarks/training/`; weights and their card stand in `framing/models/`. numpy and scipy run it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from io import BytesIO

import numpy as np
import numpy.typing as npt
from scipy.linalg.blas import sgemm
from scipy.special import expit

from framing.attributing.decoding import Found, decoded
from framing.attributing.features import SIZES, Codes, Numbers, Vocabulary, Words, words_of
from framing.texts.text import Reading

SURE = 0.64  # from here the network's attributions are looked at; `certainty` decides
_FARTHEST = 100  # words from a cue up to which its source and content are looked for
_MOST_FORMS = 100_000
_CUES_AT_ONCE = 256  # bounds memory
_TABLES = ("word", "suffix", "tag", "class", "owner", "shape", "quoted", "border")
_OF_FORM = 6  # of these tables depend on the form alone
_SMALL = 10**6  # multiplications of one product
_ZEROS = np.zeros(2**17, dtype=np.float32)


class Network:
    """The weights, made ready: what depends on a word's form alone is multiplied out once a form.

    Its state is the weights and that cache.

    Parameters
    ----------
    weights : mapping of str to array
        As the training script writes them.
    """

    def __init__(self, weights: dict[str, npt.NDArray[np.generic]]) -> None:
        words, cues = (weights.pop(name).tobytes().decode("utf-8").split("\n") for name in ("vocabulary", "cues"))
        classes = dict(zip(cues, map(int, weights.pop("cue_classes")), strict=True))
        self._vocabulary = Vocabulary(words, weights.pop("tags").tolist(), classes)
        self._dilations = [int(dilation) for dilation in weights.pop("dilations")]
        get = self._weights = {name: value.astype(np.float32) for name, value in weights.items()}
        parts = np.split(get["input"], np.cumsum([get[name].shape[1] for name in _TABLES])[:-1])
        word = (get["word"] * get["word_scale"][:, None]) @ parts[0]
        tables = [word, *(get[name] @ part for name, part in zip(_TABLES[1:], parts[1:], strict=True))]
        quoted, border = tables[_OF_FORM:]
        place = quoted[:, None] + border[None, :] + get["input_bias"]
        self._place = place.reshape(-1, word.shape[1])
        self._rows = _Rows(self._vocabulary, tables[:_OF_FORM])
        away = np.arange(-_FARTHEST, _FARTHEST + 1)
        self._distance = get["distance"][_bucket(away)]
        self._beside = (get["apart"][:, None] + get["state"][None, :]).reshape(-1, get["state"].shape[1])
        self._kernels = {
            name: [np.asfortranarray(part.T) for part in np.split(kernel, 3, axis=1)]
            for name, kernel in get.items()
            if kernel.ndim == 2 and kernel.shape[1] == 3 * kernel.shape[0]
        }
        self._pairs = sum(name.startswith("pair") for name in self._kernels)

    def find(self, reading: Reading, *, least: float) -> list[Found]:
        """Find the attributions of a document that are at least as sure as `least`.

        Parameters
        ----------
        reading : Reading
            The document.
        least : float
            Between 0 and 1; lower finds more and errs more.

        Returns
        -------
        list of Found
            In order of their cues. Source and content lie in the stretch of the cue, at most about a paragraph.
        """
        words = words_of(reading)
        if not words.forms:
            return []
        get = self._weights
        vectors = self._encoded(words)
        hidden: Numbers = vectors @ get["cue1"]
        hidden += get["cue1_bias"]
        _rectify(hidden)
        sure = expit(hidden @ get["cue2"][:, 0] + get["cue2_bias"])
        cues = np.flatnonzero(sure >= least)
        if not len(cues):
            return []
        of_word: Numbers = vectors @ get["role_word"]
        of_word += get["role_word_bias"]
        of_cue = vectors[cues] @ get["role_cue"] + get["role_cue_bias"]
        found: list[Found] = []
        for first in range(0, len(cues), _CUES_AT_ONCE):
            some = slice(first, first + _CUES_AT_ONCE)
            found += self._roles(words, cues[some], of_word, of_cue[some], sure[cues[some]], least)
        return found

    def _encoded(self, words: Words) -> Numbers:
        """Give a vector for each word."""
        vectors = self._rows.of(words.forms)
        vectors += self._place[words.quoted * SIZES["border"] + words.border]
        _rectify(vectors)
        for number, dilation in enumerate(self._dilations):
            vectors = self._block(vectors, f"conv{number}", dilation, words.stretch)
        return vectors

    def _block(self, x: Numbers, name: str, dilation: int, stretch: Codes) -> Numbers:
        """Add to each row a convolution of it with the rows `dilation` before and after, if of the same stretch."""
        before, here, after = self._kernels[name]
        y = np.empty_like(x)
        y[:] = self._weights[f"{name}_bias"]
        _add_product(y, x, here)
        crossing = np.flatnonzero(stretch[dilation:] != stretch[:-dilation])
        shifts = [(y[dilation:], x[:-dilation], before), (y[:-dilation], x[dilation:], after)]
        for to, of, kernel in shifts:
            inside = of.copy()
            inside[crossing] = 0
            _add_product(to, inside, kernel)
        _rectify(y)
        y += x
        return y

    def _roles(
        self, words: Words, cues: Codes, of_word: Numbers, of_cue: Numbers, sure: Numbers, least: float
    ) -> list[Found]:
        """Tell for each cue which words of its stretch are source and content."""
        stretch = words.stretch
        left = np.maximum(np.searchsorted(stretch, stretch[cues]), cues - _FARTHEST)
        right = np.minimum(np.searchsorted(stretch, stretch[cues], side="right"), cues + _FARTHEST + 1)
        lengths = right - left
        borders = np.concatenate([[0], np.cumsum(lengths)])
        which = np.repeat(np.arange(len(cues)), lengths)
        word = np.arange(len(which)) - (borders[:-1] - left)[which]
        pairs = of_word[word]
        pairs += of_cue[which]
        pairs += self._distance[word - cues[which] + _FARTHEST]
        pairs += self._beside[_relation(words, word, cues[which])]
        _rectify(pairs)
        for number in range(1, self._pairs + 1):
            pairs = self._block(pairs, f"pair{number}", 3 ** (number - 1), which)
        told = expit(pairs @ self._weights["out"] + self._weights["out_bias"])
        return decoded(words, cues, sure, told, (borders[:-1] - left, borders), least)


class _Rows(dict[str, int]):
    """Rows of what depends on a form alone, summed once a form and kept; the dictionary gives a form's row.

    Its state is that cache, and the forms whose rows are not summed yet.
    """

    def __init__(self, vocabulary: Vocabulary, tables: list[Numbers]) -> None:
        super().__init__()
        self._vocabulary, self._tables = vocabulary, tables
        self._sums = np.zeros((1024, tables[0].shape[1]), dtype=np.float32)
        self._new: list[str] = []

    def __missing__(self, form: str) -> int:
        self._new.append(form)  # first, so that it is summed later if this is interrupted
        return self.setdefault(form, len(self))

    def of(self, forms: Sequence[str]) -> Numbers:
        """Give the rows of `forms`, as a new array."""
        if len(self) + len(forms) > _MOST_FORMS:
            self.clear()
        rows = np.fromiter(map(self.__getitem__, forms), dtype=np.intp, count=len(forms))
        if self._new:
            self._add()
        return self._sums.take(rows, axis=0)

    def _add(self) -> None:
        """Sum the rows of forms that are new, all at once."""
        rows = [self[form] for form in self._new]
        while len(self) > len(self._sums):
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)])
        sums = np.zeros((len(rows), self._sums.shape[1]), dtype=np.float32)
        for table, codes in zip(self._tables, zip(*map(self._vocabulary.codes, self._new), strict=True), strict=True):
            sums += table[np.array(codes)]
        self._sums[rows] = sums
        self._new.clear()


def _add_product(y: Numbers, x: Numbers, kernel: Numbers) -> None:
    """Add `x` times the kernel (transposed, in Fortran order) to `y`, in place, in products that BLAS does not copy."""
    rows = _SMALL // kernel.size
    for first in range(0, len(x), rows):
        sgemm(1.0, kernel, x[first : first + rows].T, beta=1.0, c=y[first : first + rows].T, overwrite_c=1)


def _rectify(y: Numbers) -> None:
    """Set what is below zero to zero, in place: against an array, which is four times as fast as against a number."""
    flat = y.reshape(-1)
    for first in range(0, len(flat), len(_ZEROS)):
        part = flat[first : first + len(_ZEROS)]
        np.maximum(part, _ZEROS[: len(part)], out=part)


def _bucket(away: Codes) -> Codes:
    """Put distances in buckets: one each up to five words, then ever wider, apart for before and after."""
    size = np.abs(away)
    far = np.minimum(np.floor(6 + np.log(np.maximum(size, 6) / 6) / np.log(1.5)), 12)
    return np.where(size < 6, size, far).astype(np.intp) + 13 * (away < 0)


def _relation(words: Words, word: Codes, cue: Codes) -> Codes:
    """Code what the places of words and cue say about each other: sentences apart, and who is in which quotation."""
    apart = np.clip(words.sentence[word] - words.sentence[cue], -3, 3) + 3
    opened = np.cumsum((words.quoted == 2) | (words.quoted == 4))
    is_other = opened[word] != opened[cue]
    inside = words.quoted[word] > 0
    state = np.where(words.quoted[cue] > 0, np.where(inside & ~is_other, 4, 5), 2 * inside + is_other)
    return np.asarray(apart * 6 + state)


@lru_cache(maxsize=1)
def network() -> Network | None:
    """Load the bundled network; None where the weights are not there, so that rules go on alone."""
    file = resources.files("framing").joinpath("models", "attribution.npz")
    if not file.is_file():
        return None
    with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as stored:
        return Network({name: stored[name] for name in stored.files})
