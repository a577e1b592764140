"""Do the tests reject as many true nulls as they say, do the intervals hold the truth as often? Counted, not claimed.

Every cell draws data sets in which the truth is known, and counts what the numeric functions behind `framing.compare`
say of them, and what tests say that other tools use: G2 and chi-square on words, Mann-Whitney and Welch's t on
articles' rates, Wilcoxon and the paired t on events. Simulated articles vary as news does: lengths log-normal around
545 words (SD of the log .5), counts negative binomial. Real articles get labels that cannot matter: shuffled, or split
by author or topic.

    python calibration.py                           the simulated cells that results.csv does not have yet
    python calibration.py --only shared             those whose name has this word
    python calibration.py --articles FILE.jsonl.gz --events FILE.jsonl   the cells of real articles, too

A cell is written to calibration/results.csv as soon as it is done, and the page for people, calibration/README.md, made
anew from it; so a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import warnings
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import pandas as pd
import verbs
from scipy import stats

from framing.model import VERSION
from framing.results.families import adjusted
from framing.results.schema import Contrast
from framing.statistics.contrast import Question, contrast, have_log_rates
from framing.statistics.jackknife import limits, log_ratio, p_value
from framing.statistics.limits import refusal
from framing.statistics.omnibus import omnibus
from framing.statistics.permutation import PermutationTest
from framing.statistics.regression import fitted
from framing.statistics.sides import Side, sides_of
from framing.statistics.strata import standardised
from framing.statistics.units import Design

FOLDER = Path(__file__).parent / "calibration"
COLUMNS = ("cell", "method", "quantity", "percent", "error", "replicates", "seed", "date", "version")
BATCH = 250
COMMON, RARE = 0.006, 0.0002
ALPHA = 0.05


class Tested(Protocol):
    """What scipy's tests give back."""

    pvalue: np.ndarray


class Draw(NamedTuple):
    """Data sets as arrays, a row a replicate and a column an article; `unit` and `group` may be the same for all."""

    n: np.ndarray
    words: np.ndarray
    group: np.ndarray
    unit: np.ndarray
    second: np.ndarray | None = None
    stratum: np.ndarray | None = None


@dataclass(frozen=True)
class Cell:
    """One design: how to draw from it, what is true, and what to count."""

    name: str
    draw: Callable[[np.random.Generator, int], Draw]
    methods: tuple[str, ...]
    truth: float = 1.0
    groups: int = 2
    are_outlets_units: bool = False
    question: Question = field(default_factory=Question)
    measure: str = "rate"
    true_difference: float = 0.0


# Drawing


def lengths(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return np.maximum(80, rng.lognormal(6.3, 0.5, shape)).astype(int)


def counted(rng: np.random.Generator, mean: np.ndarray, spread: np.ndarray | float) -> np.ndarray:
    """Draw negative binomial counts; the smaller `spread`, the more articles differ."""
    return rng.poisson(mean * rng.gamma(np.broadcast_to(spread, mean.shape), 1 / np.broadcast_to(spread, mean.shape)))


def independent(
    n: int | tuple[int, ...],
    *,
    rate: float = COMMON,
    ratio: float = 1.0,
    spread: tuple[float, ...] = (4.5, 4.5),
    groups: int = 2,
) -> Callable[[np.random.Generator, int], Draw]:
    """Articles that have nothing in common; the first outlet has `ratio` times the others' rate."""
    sizes = n if isinstance(n, tuple) else (n,) * groups
    group = np.repeat(np.arange(len(sizes)), sizes)
    spreads = np.array([*spread, *[spread[-1]] * len(sizes)])[group]

    def draw(rng: np.random.Generator, size: int) -> Draw:
        words = lengths(rng, (size, len(group)))
        mean = rate * words * np.where(group == 0, ratio, 1.0)
        return Draw(counted(rng, mean, spreads), words, group, np.arange(len(group)))

    return draw


def clustered(
    authors: int, each: int, *, ratio: float = 1.0, sd: float = 0.45
) -> Callable[[np.random.Generator, int], Draw]:
    """Articles by authors, each of whom hedges in a way of their own and writes for one outlet."""
    group = np.repeat([0, 1], authors * each)
    unit = np.repeat(np.arange(2 * authors), each)

    def draw(rng: np.random.Generator, size: int) -> Draw:
        words = lengths(rng, (size, len(group)))
        manner = np.exp(rng.normal(0, sd, (size, 2 * authors)))[:, unit]
        return Draw(counted(rng, COMMON * words * manner * np.where(group == 0, ratio, 1.0), 4.5), words, group, unit)

    return draw


def shared(
    events: int, *, ratio: float = 1.0, groups: int = 2, rate: float = COMMON, missing: float = 0.0, sd: float = 0.45
) -> Callable[[np.random.Generator, int], Draw]:
    """One article an outlet and event; the event moves all outlets' rates. `missing` of them were not written."""
    group, unit = np.repeat(np.arange(groups), events), np.tile(np.arange(events), groups)

    def draw(rng: np.random.Generator, size: int) -> Draw:
        words = lengths(rng, (size, len(group)))
        words[rng.random(words.shape) < missing] = 0
        topic = np.exp(rng.normal(0, sd, (size, events)))[:, unit]
        return Draw(counted(rng, rate * words * topic * np.where(group == 0, ratio, 1.0), 4.5), words, group, unit)

    return draw


def crossed(events: int, authors: int, *, ratio: float = 1.0) -> Callable[[np.random.Generator, int], Draw]:
    """Events that both outlets cover, written by authors of each outlet who write on many events."""
    group, unit = np.repeat([0, 1], events), np.tile(np.arange(events), 2)

    def draw(rng: np.random.Generator, size: int) -> Draw:
        words = lengths(rng, (size, len(group)))
        author = rng.integers(0, authors, (size, len(group))) + authors * group
        manner = np.exp(rng.normal(0, 0.45, (size, 2 * authors)))
        topic = np.exp(rng.normal(0, 0.45, (size, events)))[:, unit]
        mean = COMMON * words * topic * np.take_along_axis(manner, author, axis=1) * np.where(group == 0, ratio, 1.0)
        return Draw(counted(rng, mean, 4.5), words, group, unit, author)

    return draw


def mixed_genres(n: int, *, ratio: float = 1.0) -> Callable[[np.random.Generator, int], Draw]:
    """Opinion has twice the rate of news, and one outlet prints twice as much of it as the other."""
    group = np.repeat([0, 1], n)

    def draw(rng: np.random.Generator, size: int) -> Draw:
        words = lengths(rng, (size, len(group)))
        is_opinion = rng.random(words.shape) < np.where(group == 0, 0.6, 0.3)
        mean = COMMON * words * np.where(is_opinion, 2.0, 1.0) * np.where(group == 0, ratio, 1.0)
        return Draw(counted(rng, mean, 4.5), words, group, np.arange(2 * n), stratum=is_opinion.astype(int))

    return draw


def outlets(
    first: int, second: int, *, articles: tuple[int, int], ratio: float = 1.0, sd: float = 0.11
) -> Callable[[np.random.Generator, int], Draw]:
    """Outlets that differ among themselves, in two groups that do not; an outlet is one column, its articles' sum."""
    group = np.repeat([0, 1], [first, second])

    def draw(rng: np.random.Generator, size: int) -> Draw:
        number = np.exp(rng.uniform(*np.log(articles), (size, len(group)))).round()
        level = COMMON * np.exp(rng.normal(0, sd, number.shape)) * np.where(group == 0, ratio, 1.0)
        words = (600 * number).astype(int)
        # The sum of negative binomial counts; lengths that vary take from its shape.
        return Draw(counted(rng, level * words, 3.5 * number), words, group, np.arange(len(group)))

    return draw


def single_articles_of_outlets(each: int, articles: int) -> Callable[[np.random.Generator, int], Draw]:
    """Outlets that differ, article by article: what happens where the article is taken for the unit."""
    outlet = np.repeat(np.arange(2 * each), articles)

    def draw(rng: np.random.Generator, size: int) -> Draw:
        words = lengths(rng, (size, len(outlet)))
        level = np.exp(rng.normal(0, 0.11, (size, 2 * each)))[:, outlet]
        return Draw(counted(rng, COMMON * words * level, 4.5), words, outlet // each, np.arange(len(outlet)))

    return draw


# Real articles


def read_counts(path: Path, cache: Path) -> pd.DataFrame:
    """Label the articles of a JSON lines file with hedges, once, and keep the counts."""
    kept = cache / f"{path.name}.{VERSION}.pickle"
    if not kept.exists():
        import framing

        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            articles = pd.DataFrame([json.loads(line) for line in lines]).drop(columns="labels")
        counts = framing.count(articles, framing.label(articles, devices=["hedge"], with_voice=False))
        cache.mkdir(parents=True, exist_ok=True)
        counts.to_pickle(kept)
    counts = pd.read_pickle(kept)
    return counts[counts["words"] >= 80]


def drawn_articles(counts: pd.DataFrame, n: int) -> Callable[[np.random.Generator, int], Draw]:
    """Take real articles at random, and call the first half of them one outlet."""
    group = np.repeat([0, 1], n)

    def draw(rng: np.random.Generator, size: int) -> Draw:
        taken = np.array([rng.choice(len(counts), 2 * n, replace=False) for _ in range(size)])
        return Draw(counts["n"].to_numpy()[taken], counts["words"].to_numpy()[taken], group, np.arange(2 * n))

    return draw


def split_articles(counts: pd.DataFrame, column: str, *, least: int) -> Callable[[np.random.Generator, int], Draw]:
    """Give whole authors or topics to one of two outlets, by lot; those with `least` articles or more take part."""
    named = counts[counts[column].fillna("") != ""]
    named = named[named.groupby(column)[column].transform("size") >= least]
    unit = pd.factorize(named[column])[0]

    def draw(rng: np.random.Generator, size: int) -> Draw:
        labels = rng.permuted(np.tile(np.arange(unit.max() + 1) % 2, (size, 1)), axis=1)[:, unit]
        n, words = (np.broadcast_to(named[name].to_numpy(), labels.shape) for name in ("n", "words"))
        return Draw(n, words, labels, unit)

    return draw


def shuffled_events(counts: pd.DataFrame) -> Callable[[np.random.Generator, int], Draw]:
    """Take real events that three outlets cover, and shuffle within each event who wrote what."""
    counts = counts[counts.groupby("event")["event"].transform("size") == 3].sort_values("event")
    unit = pd.factorize(counts["event"])[0]

    def draw(rng: np.random.Generator, size: int) -> Draw:
        labels = rng.permuted(np.tile([0, 1, 2], (size * (unit.max() + 1), 1)), axis=1).reshape(size, -1)
        n, words = (np.broadcast_to(counts[name].to_numpy(), labels.shape) for name in ("n", "words"))
        return Draw(n, words, labels, unit)

    return draw


# What is counted


def of_row(values: np.ndarray, row: int) -> np.ndarray:
    return values[row] if values.ndim == 2 else values


def design_of_row(cell: Cell, draw: Draw, row: int) -> Design:
    """Give one replicate the shape in which `framing.compare` has its table after it was checked."""
    n, words = of_row(draw.n, row).astype(float), of_row(draw.words, row).astype(float)
    unit = np.unique(of_row(draw.unit, row), return_inverse=True)[1]
    labels = np.arange(int(unit.max()) + 1).astype(object)
    is_rate = cell.measure == "rate"
    design = Design(
        measure=cell.measure,
        base="words",
        counted={},
        place=np.arange(len(n)),
        n=n if is_rate else (n > 0).astype(float),
        words=words if is_rate else (words > 0).astype(float),
        group=of_row(draw.group, row),
        groups=list(range(cell.groups)),
        unit=unit,
        unit_name="unit",
        unit_labels=labels,
        alone_from=len(unit),
        outlets_are_units=cell.are_outlets_units,
        holds_outlets=False,
        only_outlets=0,
        article=np.arange(len(n)),
        stratum=np.zeros(len(n), dtype=int) if draw.stratum is None else of_row(draw.stratum, row),
        key=np.zeros(len(n), dtype=int),
        keys=("device",),
        key_values=[("hedge",)],
        messages=[],
        origin={},
    )
    if draw.second is None:
        return design
    second = np.unique(of_row(draw.second, row), return_inverse=True)[1]
    both = np.unique(unit * (int(second.max()) + 1) + second, return_inverse=True)[1]
    return replace(design, crossed=(replace(design, unit=second), replace(design, unit=both)))


def contrasts(cell: Cell, design: Design, sides: list[Side], question: Question) -> list[Contrast]:
    crossings = [sides_of(other, design.place) for other in design.crossed]
    return [
        contrast(sides[a], sides[b], design, question, crossed=[(other[a], other[b]) for other in crossings])
        for a, b in combinations(range(cell.groups), 2)
    ]


def outcomes(cell: Cell, draw: Draw) -> Iterator[tuple[str, str, bool]]:
    """Give method, quantity and whether it happened, for each replicate of a draw."""
    for row in range(len(draw.n)):
        design = design_of_row(cell, draw, row)
        sides = sides_of(design, design.place)
        for method in cell.methods:
            if method in OURS:
                yield from OURS[method](cell, design, sides)
    for method in cell.methods:
        if method not in OURS:
            for p in PEERS[method](draw, cell.groups):
                yield method, "family-wise" if cell.groups > 2 else _rejects(cell), bool(p < ALPHA)


def _rejects(cell: Cell) -> str:
    return "rejects a true null" if cell.truth == 1.0 else f"finds {cell.truth:g}"


def _default(cell: Cell, design: Design, sides: list[Side], *, question: Question | None = None, name: str = "compare"):
    rows = contrasts(cell, design, sides, question or cell.question)
    if cell.groups > 2:
        p = adjusted(np.array([row.p for row in rows]), "holm")
        yield name, "family-wise", bool((p < ALPHA).any())
        yield name, "one pair, unadjusted", bool(rows[0].p < ALPHA)
        return
    row = rows[0]
    yield name, _rejects(cell), bool(row.p < ALPHA)
    if np.isfinite(row.p):
        yield name, f"interval holds {cell.truth:g}", bool(row.low <= cell.truth <= row.high)
    elif np.isfinite(row.low) or np.isfinite(row.high):
        yield name, f"bound holds {cell.truth:g}", bool(row.low <= cell.truth <= row.high)
    if np.isfinite(row.difference):
        yield (
            name,
            "interval holds the difference",
            bool(row.difference_low <= cell.true_difference <= row.difference_high),
        )
    if cell.question.equivalence is not None:
        yield name, "claims equivalence", bool(row.equivalent)


def _permuted(cell: Cell, design: Design, sides: list[Side]) -> Iterator[tuple[str, str, bool]]:
    """Permute with 399 exchanges, where `compare` draws 9,999."""
    estimate = log_ratio(sides[0], sides[1])
    if refusal(sides, len(estimate.unit), estimate.error, design):
        yield "compare, permutation", _rejects(cell), False
        return
    is_on_log_rates = have_log_rates(sides, design)
    test = PermutationTest(sides[0], sides[1], is_on_log_rates=is_on_log_rates, times=399)
    yield "compare, permutation", _rejects(cell), test.p_value() <= ALPHA
    # The interval is what the test does not reject.
    yield "compare, permutation", f"interval holds {cell.truth:g}", test.p_value(float(np.log(cell.truth))) > ALPHA


def _omnibus(cell: Cell, design: Design, sides: list[Side]) -> Iterator[tuple[str, str, bool]]:
    """Test all outlets at once; 199 dealings where `compare` has 1,999."""
    if all(side.n > 0 for side in sides):
        yield "compare, omnibus", "omnibus", omnibus(sides, times=199).p <= ALPHA
        yield "compare, omnibus by F", "omnibus", omnibus(sides, can_permute=False).p < ALPHA


def _standardised(cell: Cell, design: Design, sides: list[Side]) -> Iterator[tuple[str, str, bool]]:
    yield from _default(cell, design, standardised(design, design.place, sides, (0, 1))[0], name="compare, strata")


def _unstandardised(cell: Cell, design: Design, sides: list[Side]) -> Iterator[tuple[str, str, bool]]:
    """Compare with the mix of genres as it is, which is no null: the outlets do differ."""
    yield from _default(cell, design, sides, name="compare, without strata")


def _regressed(cell: Cell, design: Design, sides: list[Side]) -> Iterator[tuple[str, str, bool]]:
    fit = fitted(design, design.place, pd.DataFrame({"genre": design.stratum.astype(str)}), ["genre"])
    estimate = fit.estimate(sides[0], sides[1], (0, 1))
    is_fitted = not fit.reason
    low, high = limits(estimate) if is_fitted else (-np.inf, np.inf)
    yield "compare, covariates", _rejects(cell), is_fitted and p_value(estimate) < ALPHA
    yield "compare, covariates", f"interval holds {cell.truth:g}", bool(low <= np.log(cell.truth) <= high)


def _one_way(cell: Cell, design: Design, sides: list[Side]) -> Iterator[tuple[str, str, bool]]:
    """Leave one of two crossing units out of account."""
    yield from _default(cell, replace(design, crossed=()), sides, name="compare, by event alone")


OURS = {
    "compare": _default,
    "compare, permutation": _permuted,
    "compare, omnibus": _omnibus,
    "compare, covariates": _regressed,
    "compare, strata": _standardised,
    "compare, without strata": _unstandardised,
    "compare, by event alone": _one_way,
}


# What other tools do


def _pooled(draw: Draw, groups: int) -> tuple[np.ndarray, np.ndarray]:
    n = np.stack([np.where(draw.group == group, draw.n, 0).sum(axis=1) for group in range(groups)], axis=1)
    words = np.stack([np.where(draw.group == group, draw.words, 0).sum(axis=1) for group in range(groups)], axis=1)
    return n, words


def _smallest(draw: Draw, groups: int, test: Callable[[int, int], np.ndarray]) -> np.ndarray:
    """Give each replicate's p; of more than two groups the smallest, by Bonferroni, which Holm begins with."""
    pairs = list(combinations(range(groups), 2))
    return np.nan_to_num(np.min([test(a, b) for a, b in pairs], axis=0) * len(pairs), nan=1.0)


def g2(draw: Draw, groups: int) -> np.ndarray:
    n, words = _pooled(draw, groups)

    def test(a: int, b: int) -> np.ndarray:
        seen = np.stack([n[:, a], n[:, b], words[:, a] - n[:, a], words[:, b] - n[:, b]], axis=1)
        expected = _expected(n[:, [a, b]], words[:, [a, b]])
        with np.errstate(divide="ignore", invalid="ignore"):
            terms = np.where(seen > 0, seen * np.log(seen / expected), 0.0)
        return stats.chi2.sf(2 * terms.sum(axis=1), 1)

    return _smallest(draw, groups, test)


def chi_square(draw: Draw, groups: int) -> np.ndarray:
    n, words = _pooled(draw, groups)

    def test(a: int, b: int) -> np.ndarray:
        seen = np.stack([n[:, a], n[:, b], words[:, a] - n[:, a], words[:, b] - n[:, b]], axis=1)
        expected = _expected(n[:, [a, b]], words[:, [a, b]])
        with np.errstate(divide="ignore", invalid="ignore"):
            return stats.chi2.sf((np.square(seen - expected) / expected).sum(axis=1), 1)

    return _smallest(draw, groups, test)


def _expected(n: np.ndarray, words: np.ndarray) -> np.ndarray:
    share = n.sum(axis=1, keepdims=True) / words.sum(axis=1, keepdims=True)
    return np.hstack([words * share, words * (1 - share)])


def _rates(draw: Draw, group: int) -> np.ndarray:
    """Give the rates of a group's articles, a row a replicate; where groups or gaps vary, the others are NaN."""
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = draw.n / draw.words
    if draw.group.ndim == 1 and draw.words.all():
        return rates[:, draw.group == group]
    return np.where((draw.group == group) & (draw.words > 0), rates, np.nan)


def _of_rates(test: Callable[..., Tested]) -> Callable[[Draw, int], np.ndarray]:
    """Apply a test of scipy to the rates of articles; constant rates, of which it has no p, are no difference."""

    def peer(draw: Draw, groups: int) -> np.ndarray:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _smallest(
                draw, groups, lambda a, b: test(_rates(draw, a), _rates(draw, b), axis=1, nan_policy="omit").pvalue
            )

    return peer


PEERS: dict[str, Callable[[Draw, int], np.ndarray]] = {
    "G2 on words": g2,
    "chi-square on words": chi_square,
    "Mann-Whitney on articles": _of_rates(partial(stats.mannwhitneyu, method="asymptotic")),
    "Welch's t on articles": _of_rates(partial(stats.ttest_ind, equal_var=False)),
    "Wilcoxon on events": _of_rates(stats.wilcoxon),
    "paired t on events": _of_rates(stats.ttest_rel),
}

WORD_LEVEL = ("G2 on words", "chi-square on words")
ARTICLE_LEVEL = ("Mann-Whitney on articles", "Welch's t on articles")
EVENT_LEVEL = ("Wilcoxon on events", "paired t on events")
ALL = ("compare", "compare, permutation", *WORD_LEVEL, *ARTICLE_LEVEL)
FOR_MANY = ("compare", *WORD_LEVEL, *ARTICLE_LEVEL)


def simulated() -> Iterator[Cell]:
    """Name the simulated cells."""
    for n in (3, 5, 10, 20, 50, 100):
        yield Cell(f"independent, common, n={n}", independent(n), ALL)
    yield Cell("independent, common, n=1000", independent(1000), FOR_MANY)
    for n in (20, 100, 1000):
        yield Cell(f"independent, rare, n={n}", independent(n, rate=RARE), ALL if n <= 100 else FOR_MANY)
    for sizes in ((5, 20), (5, 100), (20, 200)):
        yield Cell(f"independent, common, n={sizes[0]} and {sizes[1]}", independent(sizes), ALL)
    for n in (5, 20, 100, 1000):
        draw = independent(n, spread=(1.0, 20.0))
        yield Cell(f"unequal spread, n={n}", draw, ALL if n <= 100 else FOR_MANY)
    yield Cell("unequal spread, n=20 (wide) and 200", independent((20, 200), spread=(1.0, 20.0)), ALL)
    yield Cell("unequal spread, n=200 (wide) and 20", independent((200, 20), spread=(1.0, 20.0)), ALL)
    for authors, each in ((10, 10), (20, 5), (50, 20)):
        yield Cell(f"clustered, {authors} authors x {each}", clustered(authors, each), ALL if each < 20 else FOR_MANY)
    for events in (5, 8, 20, 50, 100):
        yield Cell(f"shared events, n={events}", shared(events), (*ALL, *EVENT_LEVEL))
    yield Cell("shared events, n=1000", shared(1000), (*FOR_MANY, *EVENT_LEVEL))
    yield Cell("shared events, rare, n=100", shared(100, rate=RARE), (*ALL, *EVENT_LEVEL))
    yield Cell("shared events, a third missing, n=30", shared(30, missing=1 / 3), ALL)
    yield from _with_a_difference()
    yield from _families()
    yield from _groups_of_outlets()
    yield from _further_options()


def _with_a_difference() -> Iterator[Cell]:
    """Name the cells that show power and coverage."""
    for n in (5, 20, 100):
        yield Cell(f"independent, common, n={n}, ratio 1.3", independent(n, ratio=1.3), ALL, truth=1.3)
    yield Cell("independent, common, n=1000, ratio 1.1", independent(1000, ratio=1.1), FOR_MANY, truth=1.1)
    for n in (100, 1000):
        methods = ALL if n <= 100 else FOR_MANY
        yield Cell(f"independent, rare, n={n}, ratio 2", independent(n, rate=RARE, ratio=2.0), methods, truth=2.0)
    draw = independent(100, ratio=1.3, spread=(1.0, 20.0))
    yield Cell("unequal spread, n=100, ratio 1.3", draw, ALL, truth=1.3)
    yield Cell("clustered, 20 authors x 5, ratio 1.3", clustered(20, 5, ratio=1.3), ALL, truth=1.3)
    for events in (8, 20, 100):
        draw = shared(events, ratio=1.3)
        yield Cell(f"shared events, n={events}, ratio 1.3", draw, (*ALL, *EVENT_LEVEL), truth=1.3)
    yield Cell("shared events, a third missing, n=30, ratio 1.3", shared(30, missing=1 / 3, ratio=1.3), ALL, truth=1.3)


def _families() -> Iterator[Cell]:
    """Name the cells with several outlets: how often any pair differs by Holm, and the omnibus test."""
    methods = ("compare", "compare, omnibus", *WORD_LEVEL, *ARTICLE_LEVEL)
    for groups in (3, 6, 12):
        for n in (10, 20, 100):
            yield Cell(f"{groups} outlets, n={n}", independent(n, groups=groups), methods, groups=groups)
        draw = independent(20, groups=groups, spread=(1.0, 20.0))
        yield Cell(f"{groups} outlets, one of wide spread, n=20", draw, methods, groups=groups)
        draw = shared(20, groups=groups)
        yield Cell(
            f"{groups} outlets, 20 shared events", draw, ("compare", "compare, omnibus", *EVENT_LEVEL), groups=groups
        )
    draw = shared(30, groups=4, missing=1 / 3)
    yield Cell("4 outlets, 30 shared events, a third missing", draw, ("compare", "compare, omnibus"), groups=4)


def _groups_of_outlets() -> Iterator[Cell]:
    """Name the cells in which groups of outlets are compared."""
    methods = ("compare", "compare, permutation", *WORD_LEVEL)
    for first, second in ((3, 3), (5, 5), (3, 8), (8, 12)):
        for articles in ((5, 600), (200, 201)):
            spoken = "5 to 600" if articles[0] == 5 else "200"
            draw = outlets(first, second, articles=articles)
            yield Cell(
                f"groups of {first} and {second} outlets, {spoken} articles", draw, methods, are_outlets_units=True
            )
    draw = outlets(5, 5, articles=(5, 600), ratio=1.3)
    yield Cell("groups of 5 and 5 outlets, ratio 1.3", draw, methods, truth=1.3, are_outlets_units=True)
    draw = single_articles_of_outlets(3, 200)
    yield Cell("groups of 3 and 3 outlets, articles taken as units", draw, ("compare",))


def _further_options() -> Iterator[Cell]:
    """Name the cells of prevalence, units that cross, strata and equivalence."""
    for n in (20, 100):
        draw = independent(n, rate=0.0015)
        yield Cell(f"prevalence, n={n}", draw, ("compare", "compare, permutation"), measure="prevalence")
    yield Cell("prevalence, rare, n=100", independent(100, rate=RARE), ("compare",), measure="prevalence")
    yield Cell("prevalence, 50 shared events", shared(50, rate=0.0015), ("compare",), measure="prevalence")
    crossing = ("compare", "compare, by event alone")
    for events, authors in ((40, 10), (100, 20)):
        yield Cell(f"{events} events x {authors} authors an outlet", crossed(events, authors), crossing)
    yield Cell("100 events x 20 authors an outlet, ratio 1.3", crossed(100, 20, ratio=1.3), crossing, truth=1.3)
    for n in (20, 100):
        yield Cell(f"genres mixed otherwise, n={n}", mixed_genres(n), ("compare, without strata", "compare, strata"))
    draw = mixed_genres(100, ratio=1.3)
    yield Cell("genres mixed otherwise, n=100, ratio 1.3", draw, ("compare, strata",), truth=1.3)
    for ratio in (1.0, 1.25):
        question = Question(equivalence=1.25)
        draw = independent(100, ratio=ratio)
        yield Cell(
            f"equivalence within 1.25, n=100, ratio {ratio:g}", draw, ("compare",), truth=ratio, question=question
        )


def real(articles: Path | None, events: Path | None, cache: Path) -> Iterator[Cell]:
    """Name the cells of real articles, for the files that are given."""
    if articles is not None:
        counts = read_counts(articles, cache)
        for n in (5, 20, 100, 1000):
            yield Cell(f"real, shuffled, n={n}", drawn_articles(counts, n), ALL if n <= 100 else FOR_MANY)
        yield Cell("real, split by author", split_articles(counts, "authors", least=5), FOR_MANY)
        yield Cell("real, split by topic", split_articles(counts, "topic", least=20), FOR_MANY)
    if events is not None:
        counts = read_counts(events, cache)
        yield Cell(
            "real, outlets shuffled within events", shuffled_events(counts), (*FOR_MANY, "compare, omnibus"), groups=3
        )


def slow() -> Iterator[Cell]:
    """Name the cells of the regression, which takes a tenth of a second a replicate."""
    yield Cell("genres mixed otherwise, n=10, by regression", mixed_genres(10), ("compare, covariates",))
    yield Cell("genres mixed otherwise, n=50, by regression", mixed_genres(50), ("compare, covariates",))


def run(cell: Cell | verbs.VerbCell, replicates: int, seed: int) -> list[dict[str, object]]:
    """Draw and count one cell."""
    happened: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    is_of_verbs = isinstance(cell, verbs.VerbCell)
    most = verbs.BATCH if is_of_verbs else BATCH
    for batch in range(-(-replicates // most)):
        rng = np.random.default_rng([seed, zlib.crc32(cell.name.encode()), batch])
        size = min(most, replicates - batch * most)
        found = verbs.happened(cell, rng, size) if is_of_verbs else outcomes(cell, cell.draw(rng, size))
        for method, quantity, did in found:
            counter = happened[method, quantity]
            counter[0] += did
            counter[1] += 1
    today = datetime.now(UTC).date().isoformat()
    rows = []
    for (method, quantity), (times, of) in happened.items():
        share = times / of
        error = 100 * float(np.sqrt(max(share * (1 - share), 0.25 / of) / of))
        values = (cell.name, method, quantity, f"{100 * share:.2f}", f"{error:.2f}", of, seed, today, VERSION)
        rows.append(dict(zip(COLUMNS, values, strict=True)))
    return rows


def as_markdown(results: pd.DataFrame) -> str:
    """Write the table for people: a section a quantity, a row a cell, a column a method."""
    kinds = {
        "True nulls rejected at 5 %": r"rejects a true null",
        "Families: any pair found by Holm, and the omnibus test, no outlet differing": r"family-wise|omnibus",
        "Differences found": r"finds .*",
        "Intervals that hold the truth": r"interval holds .*",
        "Bounds that hold the truth, where one side has none": r"bound holds .*",
        "Equivalence claimed": r"claims equivalence",
        "P and an interval of prevalence that contradict each other": r"p and intervals contradict.*",
    }
    of, seeds, days = (sorted(results[column].unique()) for column in ("version", "seed", "date"))
    lines = [
        "# Calibration of framing.compare, change and moderate",
        "",
        f"Per cent of replicates; version {', '.join(of)}, seed {', '.join(map(str, seeds))}, {days[0]} to {days[-1]}; "
        f"{results['replicates'].max():,} replicates a cell, which leaves an error of .35 where 5 % are expected. "
        "`../calibration.py` makes this page from `results.csv`, which has the errors, and says what the cells are; "
        "those in which the verbs choose units and methods themselves are in `../verbs.py`.",
    ]
    is_of_verbs = results["cell"].isin([cell.name for cell in [*verbs.cells(), *verbs.slow()]])
    parts = {"": results[~is_of_verbs], ", units and methods chosen by the verbs": results[is_of_verbs]}
    for (title, pattern), (more, part) in product(kinds.items(), parts.items()):
        chosen = part[part["quantity"].str.fullmatch(pattern)]
        if chosen.empty:
            continue
        wide = chosen.pivot_table(index="cell", columns="method", values="percent", sort=False)
        lines += [
            "",
            f"## {title}{more}",
            "",
            f"| cell | {' | '.join(wide.columns)} |",
            f"|---|{'--:|' * len(wide.columns)}",
        ]
        for cell, row in wide.iterrows():
            lines.append(f"| {cell} | {' | '.join('' if np.isnan(value) else f'{value:.1f}' for value in row)} |")
    return "\n".join(lines) + "\n"


def cells_done(path: Path) -> set[str]:
    """Name the cells that the table has; read anew each time, since two runs may share the work by `--only`."""
    return set(pd.read_csv(path)["cell"]) if path.exists() else set()


def main() -> None:
    """Run the cells asked for that the table does not have yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicates", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="only cells whose name has this")
    parser.add_argument("--articles", type=Path, help="JSON lines with authors and topic")
    parser.add_argument("--events", type=Path, help="JSON lines with three outlets' articles on each event")
    parser.add_argument("--cache", type=Path, default=Path("build/calibration"), help="where labelled counts are kept")
    parser.add_argument("--out", type=Path, default=FOLDER / "results.csv")
    options = parser.parse_args()
    real_cells = real(options.articles, options.events, options.cache)
    for cell in [*simulated(), *verbs.cells(), *real_cells, *slow(), *verbs.slow()]:
        if options.only not in cell.name or cell.name in cells_done(options.out):
            continue
        rows = run(cell, options.replicates, options.seed)
        is_new = not options.out.exists()
        options.out.parent.mkdir(parents=True, exist_ok=True)
        with options.out.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            if is_new:
                writer.writeheader()
            writer.writerows(rows)
        page = as_markdown(pd.read_csv(options.out))
        options.out.with_name("README.md").write_text(page, encoding="utf-8", newline="\n")
        for row in rows:
            print(f"{row['percent']:>6} %  {row['cell']}: {row['method']} {row['quantity']}", flush=True)


if __name__ == "__main__":
    main()
