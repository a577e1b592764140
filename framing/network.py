"""A small convolutional tagger of attributions: cues, and for each cue the words of its source and its content.

Trained by `benchmarks/training/`; weights and their card stand in `framing/models/`. Only numpy runs it.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from io import BytesIO
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from framing.features import SIZES, Codes, Vocabulary, Words, words_of
from framing.text import Place, Reading

Numbers: TypeAlias = npt.NDArray[np.float32]

_FARTHEST = 100  # words from a cue up to which its source and content are looked for
_MOST_FORMS = 100_000
_CUES_AT_ONCE = 256  # bounds memory
_TABLES = ("word", "suffix", "tag", "class", "owner", "shape", "quoted", "border")


class Found(NamedTuple):
    """One attribution as the network sees it: its cue, the pieces of its source and content, and how sure it is."""

    cue: Place
    source: list[Place]
    content: list[Place]
    score: float


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
        tables = {name: get[name] @ part for name, part in zip(_TABLES[1:], parts[1:], strict=True)}
        self._form_tables = [word, *(tables[name] for name in _TABLES[1:5])]
        shape, quoted, border = (tables[name] for name in _TABLES[5:])
        place = shape[:, None, None] + quoted[None, :, None] + border[None, None, :] + get["input_bias"]
        self._place = place.reshape(-1, shape.shape[1])
        away = np.arange(-_FARTHEST, _FARTHEST + 1)
        self._distance = get["distance"][_bucket(away)]
        self._beside = (get["apart"][:, None] + get["state"][None, :]).reshape(-1, get["state"].shape[1])
        self._kernels = {
            name: [np.ascontiguousarray(part) for part in np.split(kernel, 3, axis=1)]
            for name, kernel in get.items()
            if kernel.ndim == 2 and kernel.shape[1] == 3 * kernel.shape[0]
        }
        self._forms: dict[str, int] = {}
        self._rows = np.zeros((1024, shape.shape[1]), dtype=np.float32)

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
        hidden = np.maximum(vectors @ get["cue1"] + get["cue1_bias"], 0)
        sure = _logistic(hidden @ get["cue2"][:, 0] + get["cue2_bias"])
        cues = np.flatnonzero(sure >= least)
        if not len(cues):
            return []
        of_word = vectors @ get["role_word"] + get["role_word_bias"]
        of_cue = vectors[cues] @ get["role_cue"] + get["role_cue_bias"]
        found: list[Found] = []
        for first in range(0, len(cues), _CUES_AT_ONCE):
            some = slice(first, first + _CUES_AT_ONCE)
            found += self._roles(words, cues[some], of_word, of_cue[some], sure[cues[some]])
        return [item for item in found if item.score >= least]

    def _row(self, form: str) -> int:
        """Give the row of what is known of a word's form alone; rows are made once and kept."""
        row = self._forms.get(form)
        if row is None:
            if len(self._forms) >= _MOST_FORMS:
                self._forms.clear()
            row = len(self._forms)
            if row >= len(self._rows):
                self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
            codes = self._vocabulary.codes(form)
            self._rows[row] = sum(table[code] for table, code in zip(self._form_tables, codes, strict=True))
            self._forms[form] = row
        return row

    def _encoded(self, words: Words) -> Numbers:
        """Give a vector for each word. All are computed at once; stretches stand apart by rows of zeros."""
        if len(self._forms) + len(words.forms) > _MOST_FORMS:
            self._forms.clear()  # here and not half-way, since rows of this text are about to be looked up
        rows = [self._row(form) for form in words.forms]  # may make `_rows` longer, so it comes first
        inner = self._rows[rows]
        inner += self._place[(words.shape * SIZES["quoted"] + words.quoted) * SIZES["border"] + words.border]
        vectors = _normal(np.maximum(inner, 0, out=inner), self._weights["norm"])
        borders = np.flatnonzero(np.diff(words.stretch, prepend=-1, append=-1))
        for number, dilation in enumerate(self._dilations):
            vectors = self._block(vectors, f"conv{number}", dilation, borders)
        return vectors

    def _block(self, x: Numbers, name: str, dilation: int, borders: Codes) -> Numbers:
        """Add to each row a convolution of it with the rows `dilation` before and after, and normalise.

        `borders` are the rows where a stretch starts, and the number of rows: nothing crosses them.
        """
        before, here, after = self._kernels[name]
        y = x @ here
        y += self._weights[f"{name}_bias"]
        if len(x) > dilation:
            reach = np.arange(dilation)
            first = (borders[:-1, None] + reach).ravel()
            last = (borders[1:, None] - 1 - reach).ravel()
            product = x[:-dilation] @ before
            product[first[(first >= dilation) & (first < len(x))] - dilation] = 0
            y[dilation:] += product
            product = x[dilation:] @ after
            product[last[(last >= 0) & (last < len(x) - dilation)]] = 0
            y[:-dilation] += product
        np.maximum(y, 0, out=y)
        y += x
        return _normal(y, self._weights[f"{name}_norm"])

    def _roles(self, words: Words, cues: Codes, of_word: Numbers, of_cue: Numbers, sure: Numbers) -> list[Found]:
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
        np.maximum(pairs, 0, out=pairs)
        for name, dilation in (("pair1", 1), ("pair2", 3)):
            pairs = self._block(pairs, name, dilation, borders)
        told = _logistic(pairs @ self._weights["out"] + self._weights["out_bias"])
        return _decoded(words, cues, sure, told, borders[:-1] - left, borders)


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


def _logistic(x: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-x)), dtype=np.float32)


def _normal(x: Numbers, gain: Numbers) -> Numbers:
    """Normalise each row to mean 0 and spread 1, then scale and shift (Ba et al. 2016); `x` is used up."""
    width = x.shape[1]
    mean = x @ np.full(width, 1 / width, dtype=np.float32)
    spread = np.einsum("ij,ij->i", x, x) / width - mean * mean
    scale = 1 / np.sqrt(np.maximum(spread, 0) + 1e-5)
    x *= scale[:, None]
    x -= (mean * scale)[:, None]
    x *= gain[0]
    x += gain[1]
    return x


def _decoded(words: Words, cues: Codes, sure: Numbers, told: Numbers, shift: Codes, borders: Codes) -> list[Found]:
    """Turn the chances of each word to be source and content into places; a cue without content is left out.

    `shift` takes a word to its row in `told`; the rows of one cue run from one of `borders` to the next.
    """
    chances = np.ascontiguousarray(told.T)
    peaks = [np.maximum.reduceat(chance, borders[:-1]) for chance in chances]
    runs = [_runs(chance, 0.5, gap, borders) for chance, gap in zip(chances, (1, 2), strict=True)]
    edges = [np.searchsorted(first, borders) for first, _ in runs]
    found = []
    for number, cue in enumerate(cues):
        picked = []
        for role, least, gap in ((0, 0.2, 1), (1, 0.25, 2)):
            (first, last), (low, high) = runs[role], edges[role][number : number + 2]
            if low == high and peaks[role][number] > least:
                start, end = borders[number : number + 2]
                least = float(peaks[role][number]) * 0.6
                first, last = (run + start for run in _runs(chances[role][start:end], least, gap, borders[:0]))
                low, high = 0, len(first)
            picked.append(list(zip(first[low:high].tolist(), last[low:high].tolist(), strict=True)))
        source, content = picked
        if not content:
            continue
        inside = np.concatenate([chances[1][first : last + 1] for first, last in content])
        if len(source) > 1:
            source = [max(source, key=lambda run: chances[0][run[0] : run[1] + 1].max())]
        back = int(shift[number])
        source, content = (
            [(int(words.start[first - back]), int(words.end[last - back])) for first, last in pieces]
            for pieces in (source, content)
        )
        place = (int(words.start[cue]), int(words.end[cue]))
        found.append(Found(place, source, content, float(sure[number]) * float(inside.mean())))
    return found


def _runs(chance: Numbers, least: float, gap: int, borders: Codes) -> tuple[Codes, Codes]:
    """Give the first and last places of the runs above `least`, bridging gaps of at most `gap` words but no border."""
    above = np.flatnonzero(chance > least)
    if not len(above):
        return above, above
    is_apart = np.diff(above) > gap + 1
    if len(borders):
        is_apart |= np.diff(np.searchsorted(borders, above, side="right")) > 0
    breaks = np.flatnonzero(is_apart)
    return above[np.concatenate([[0], breaks + 1])], above[np.concatenate([breaks, [len(above) - 1]])]


@lru_cache(maxsize=1)
def network() -> Network | None:
    """Load the bundled network; None where the weights are not there, so that rules go on alone."""
    file = resources.files("framing").joinpath("models", "attribution.npz")
    if not file.is_file():
        return None
    with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as stored:
        return Network({name: stored[name] for name in stored.files})
