"""The studentised permutation test of two sides, and the interval that inverts it.

Sides are exchanged unit by unit: a unit that both have swaps its halves; units that one side has change sides, their
numbers kept. The statistic is the log ratio over its delta-method error, so that the test also holds its level where
the sides spread differently (Chung & Romano 2013, Annals of Statistics 41:484-507). A ratio is inside the interval if,
with the first side's counts divided by it, nothing is rejected.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from itertools import combinations
from math import comb
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from framing.statistics.jackknife import on_log_rates
from framing.statistics.sides import Side, all_units
from framing.statistics.units import Codes, Numbers

PERMUTATIONS = 9_999
MOST_BLOCKS = 400
_BATCH = 1_000
_TIE = 1e-9
_PRECISE = 2e-4  # of a standard error
_FARTHEST = 60.0  # standard errors

Swaps: TypeAlias = npt.NDArray[np.uint8]
Statistic: TypeAlias = Callable[[Numbers, float], Numbers]


class PermutationTest:
    """The test of one contrast, kept because p and every limit are read off the same exchanges.

    Where there are no more exchanges than `times` all are made, and the test is exact; else `times` are drawn. With
    more than about 400 units on a side, units are first put together at random in blocks that change sides as one:
    exchanges of blocks are a group of exchanges too, so the level stays, and time no longer grows with the units.

    Parameters
    ----------
    a, b : Side
        The sides, with a ratio and an error.
    is_on_log_rates : bool, optional
        Each unit counts as one, by the log of its rate; the statistic is then Welch's t.
    times : int, optional
        How many exchanges are drawn.
    seed : int, optional
        The seed of the drawing.
    """

    def __init__(
        self, a: Side, b: Side, *, is_on_log_rates: bool = False, times: int = PERMUTATIONS, seed: int = 0
    ) -> None:
        columns = _log_columns(a, b) if is_on_log_rates else _columns(a, b)
        blocks, sizes = _blocks(columns, a.unit, b.unit, seed)
        swaps, self.is_exact = exchanges(*sizes, times=times, seed=seed)
        self.exchanges = len(swaps)
        moved = [
            blocks.T @ swaps[place : place + _BATCH].T.astype(np.float64) for place in range(0, len(swaps), _BATCH)
        ]
        self._moved = np.concatenate(moved, axis=1)
        counts = len(a.unit), len(b.unit), len(columns)
        self._statistic: Statistic = partial(
            _welch if is_on_log_rates else _studentised, columns.sum(axis=0)[:, None], counts
        )
        if is_on_log_rates:
            a, b = on_log_rates(a), on_log_rates(b)
        self._value = a.log_rate - b.log_rate
        self._error = 1 / self._seen(self._value + 1)

    def p_value(self, supposed: float = 0.0) -> float:
        """Give the share of exchanges, the observed one among them, at least as far from the log ratio supposed."""
        seen = self._seen(supposed)
        drawn = np.abs(self._statistic(self._moved, supposed))
        # An exchange that leaves one side with none has no ratio; it is taken to be as far away as can be.
        as_far = int(np.count_nonzero(~(drawn < seen * (1 - _TIE))))
        return as_far / len(drawn) if self.is_exact else (as_far + 1) / (len(drawn) + 1)

    def limits(self, level: float = 0.95) -> tuple[float, float]:
        """Give the limits of the log ratio; infinite where there are too few exchanges to reject anything."""
        return self._limit(-1, 1 - level), self._limit(1, 1 - level)

    def _seen(self, supposed: float) -> float:
        """Give the observed statistic's size for a log ratio that is supposed."""
        return float(np.abs(self._statistic(self._moved[:, :1] * 0.0, supposed))[0])

    def _limit(self, way: int, alpha: float) -> float:
        """Find where rejection begins in one direction: step outwards, then halve."""
        inside, outside = 0.0, 2.0
        while self.p_value(self._value + way * outside * self._error) > alpha:
            inside, outside = outside, 1.5 * outside
            if outside > _FARTHEST:
                return way * float("inf")
        # No difference is tried first where it lies between, so that p and interval agree on it.
        tried = -way * self._value / self._error
        if not inside < tried < outside:
            tried = (inside + outside) / 2
        while outside - inside > _PRECISE:
            is_rejected = self.p_value(self._value + way * tried * self._error) <= alpha
            inside, outside = (inside, tried) if is_rejected else (tried, outside)
            tried = (inside + outside) / 2
        return self._value + way * inside * self._error


def _columns(a: Side, b: Side) -> Numbers:
    """Give each unit's counts, words and their products, of which every exchange needs only the sums."""
    codes = all_units((a.unit, b.unit))
    table = np.zeros((4, len(codes)))
    for side, rows in ((a, table[:2]), (b, table[2:])):
        rows[:, np.searchsorted(codes, side.unit)] = side.unit_n, side.unit_words
    n_a, words_a, n_b, words_b = table
    own = [[n, words, n * n, n * words, words * words] for n, words in ((n_a, words_a), (n_b, words_b))]
    return np.column_stack([*own[0], *own[1], n_a * words_b, words_a * n_b, n_a * n_b, words_a * words_b])


def _log_columns(a: Side, b: Side) -> Numbers:
    """Give each unit's log rate and its square, on its side; no unit is on both."""
    codes = all_units((a.unit, b.unit))
    table = np.zeros((6, len(codes)))
    for side, rows in ((a, table[:3]), (b, table[3:])):
        logs = np.log(side.unit_n / side.unit_words)
        rows[:, np.searchsorted(codes, side.unit)] = np.ones(len(logs)), logs, logs**2
    return table.T


def _blocks(columns: Numbers, a: Codes, b: Codes, seed: int) -> tuple[Numbers, tuple[int, int, int]]:
    """Sum the columns over blocks of units: those of both sides, of the first and of the second; and count the blocks.

    Blocks of units that change sides have one size. What is left over, and what one side has far more of than the other
    could take, stays where it is.
    """
    codes = all_units((a, b))
    in_a, in_b = np.isin(codes, a), np.isin(codes, b)
    shared, only_a, only_b = (np.flatnonzero(which) for which in (in_a & in_b, in_a & ~in_b, in_b & ~in_a))
    fewer = min(len(only_a), len(only_b))
    rng = np.random.default_rng(seed)
    summed = []
    for places, most, size in (
        (shared, 2 * MOST_BLOCKS, -(-len(shared) // (2 * MOST_BLOCKS)) or 1),
        (only_a, 4 * MOST_BLOCKS, -(-fewer // MOST_BLOCKS) or 1),
        (only_b, 4 * MOST_BLOCKS, -(-fewer // MOST_BLOCKS) or 1),
    ):
        number = min(len(places) // size, most) if fewer or places is shared else 0
        taken = rng.permutation(places)[: number * size].reshape(number, size)
        summed.append(columns[taken].sum(axis=1))
    return np.concatenate(summed), (len(summed[0]), len(summed[1]), len(summed[2]))


@lru_cache(maxsize=2)
def exchanges(shared: int, only_a: int, only_b: int, *, times: int, seed: int) -> tuple[Swaps, bool]:
    """Give exchanges as rows, 1 where a block swaps or changes sides, and whether they are all that exist.

    Examples
    --------
    >>> exchanges(0, 1, 2, times=99, seed=0)[0].tolist()
    [[0, 0, 0], [1, 1, 0], [1, 0, 1]]
    """
    origin = np.repeat(np.array([1, 0], dtype=np.uint8), [only_a, only_b])
    if 2**shared * comb(len(origin), only_a) <= times:
        flips = np.arange(2**shared)[:, None] >> np.arange(shared) & 1
        labels = np.zeros((comb(len(origin), only_a), len(origin)), dtype=np.uint8)
        for row, chosen in zip(labels, combinations(range(len(origin)), only_a), strict=True):
            row[list(chosen)] = 1
        moves = labels ^ origin
        return np.hstack([np.repeat(flips, len(moves), axis=0), np.tile(moves, (len(flips), 1))]).astype(np.uint8), True
    rng = np.random.default_rng(seed)
    flips = rng.integers(0, 2, (times, shared), dtype=np.uint8)
    moves = rng.permuted(np.tile(origin, (times, 1)), axis=1) ^ origin
    return np.hstack([flips, moves]), False


def _studentised(total: Numbers, counts: tuple[int, int, int], moved: Numbers, supposed: float) -> Numbers:
    """Give the log ratio over its error after each exchange, the first side's counts divided by the ratio supposed."""
    count_a, count_b, count = counts
    gone, stay, factor = moved, total - moved, float(np.exp(-supposed))
    n = factor * stay[0] + gone[5], factor * gone[0] + stay[5]
    words = stay[1] + gone[6], gone[1] + stay[6]
    squares = factor**2 * stay[2] + gone[7], factor**2 * gone[2] + stay[7]
    products = factor * stay[3] + gone[8], factor * gone[3] + stay[8]
    word_squares = stay[4] + gone[9], gone[4] + stay[9]
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = n[0] / words[0], n[1] / words[1]
        of_a, of_b = (
            (squares[i] - 2 * rates[i] * products[i] + rates[i] ** 2 * word_squares[i]) / n[i] ** 2 for i in (0, 1)
        )
        if count == count_a + count_b:
            variance = of_a * (count_a / (count_a - 1)) + of_b * (count_b / (count_b - 1))
        else:
            with_words = factor * stay[10] + gone[11], factor * gone[10] + stay[11]
            both = factor * total[12] - rates[1] * with_words[0] - rates[0] * with_words[1]
            both = both + rates[0] * rates[1] * total[13]
            variance = (of_a + of_b - 2 * both / (n[0] * n[1])) * (count / (count - 1))
        return np.asarray(np.log(rates[0] / rates[1]) / np.sqrt(variance))


def _welch(total: Numbers, counts: tuple[int, int, int], moved: Numbers, supposed: float) -> Numbers:
    """Give Welch's t after each exchange, the first side's log rates lowered by what is supposed."""
    gone, stay = moved, total - moved
    sums = stay[1] - supposed * stay[0] + gone[4], gone[1] - supposed * gone[0] + stay[4]
    squares = (
        stay[2] - 2 * supposed * stay[1] + supposed**2 * stay[0] + gone[5],
        gone[2] - 2 * supposed * gone[1] + supposed**2 * gone[0] + stay[5],
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        variances = [(squares[i] - sums[i] ** 2 / counts[i]) / (counts[i] - 1) / counts[i] for i in (0, 1)]
        return np.asarray((sums[0] / counts[0] - sums[1] / counts[1]) / np.sqrt(variances[0] + variances[1]))
