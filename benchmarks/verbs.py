"""Cells of the calibration that go through the public verbs, with whatever unit and method these choose themselves.

Each replicate is a device of one table, so that one call of a verb makes a whole batch. `calibration.py` runs the cells
and writes their rows beside its own.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import special, stats

from framing import Note, change, compare, compare_gaps
from framing.statistics.procedures import Regression

COMMON, PREVALENT = 0.006, 0.0015
ALPHA = 0.05
BATCH = 100

Drawing = Callable[[np.random.Generator, int], pd.DataFrame]
Verb = Callable[[pd.DataFrame], "pd.Series[float]"]


class VerbCell(NamedTuple):
    """One design: how to draw a table of replicates, each method's p of them, and what a p below .05 means."""

    name: str
    draw: Drawing
    methods: dict[str, Verb]
    quantity: str = "rejects a true null"


def lengths(rng: np.random.Generator, size: int) -> np.ndarray:
    return np.maximum(80, rng.lognormal(6.3, 0.5, size)).astype(int)


def devices(articles: pd.DataFrame, level: np.ndarray, rng: np.random.Generator, spread: float = 4.5) -> pd.DataFrame:
    """Count each replicate's instances in the articles, of which `level` has a row a replicate."""
    size, number = level.shape
    words = articles["words"].to_numpy()
    n = rng.poisson(level * words * rng.gamma(spread, 1 / spread, level.shape))
    table = articles.iloc[np.tile(np.arange(number), size)].reset_index(drop=True)
    return table.assign(device=np.repeat([f"r{place:04}" for place in range(size)], number), n=n.ravel())


def crossing(
    outlets: int, articles: int, *, events: int = 0, between: float = 0.3, gap: float = 0.11, column: str = "genre"
) -> Drawing:
    """Outlets with articles in two genres, in unlike shares; outlets differ, and by `gap` in what the genres differ."""

    def draw(rng: np.random.Generator, size: int) -> pd.DataFrame:
        outlet = np.repeat(np.arange(outlets), articles)
        is_opinion = rng.random(len(outlet)) < special.expit(rng.normal(0, 1, outlets))[outlet]
        event = rng.integers(0, events, len(outlet)) if events else np.zeros(len(outlet), dtype=int)
        # An event is of one genre or year.
        is_opinion = event % 2 == 1 if events else is_opinion
        table = pd.DataFrame(
            {"doc_id": range(len(outlet)), "outlet": outlet.astype(str), "words": lengths(rng, len(outlet))}
        )
        table[column] = np.where(is_opinion, "opinion", "news")
        table = table.assign(event=event) if events else table
        own = rng.normal(0, between, (size, outlets))[:, outlet]
        gaps = rng.normal(0, gap / np.sqrt(2), (size, outlets, 2))[:, outlet, is_opinion.astype(int)]
        topic = rng.normal(0, 0.45, (size, max(events, 1)))[:, event] if events else 0.0
        return devices(table, COMMON * np.exp(own + gaps + topic), rng)

    return draw


def few_shared(events: int, share: float) -> Drawing:
    """Events of which a share is covered by both outlets, the others by one."""

    def draw(rng: np.random.Generator, size: int) -> pd.DataFrame:
        both = round(share * events)
        event = np.concatenate([np.arange(events), np.arange(both), events + np.arange(events - both)])
        # Each outlet has two articles on an event.
        event = np.repeat(event, 2)
        outlet = np.repeat(np.repeat(["A", "B"], events), 2)
        table = pd.DataFrame(
            {"doc_id": range(len(event)), "outlet": outlet, "event": event, "words": lengths(rng, len(event))}
        )
        return devices(table, COMMON * np.exp(rng.normal(0, 0.45, (size, event.max() + 1)))[:, event], rng)

    return draw


def leanings(first: int, second: int, *, articles: int = 60, odd: bool = False, genres: bool = False) -> Drawing:
    """Outlets of two leanings that do not differ; one article may have the other, and genres be mixed unlike."""

    def draw(rng: np.random.Generator, size: int) -> pd.DataFrame:
        outlet = np.repeat(np.arange(first + second), articles)
        leaning = np.where(outlet < first, "left", "right")
        is_opinion = rng.random(len(outlet)) < np.where(outlet < first, 0.6, 0.3)
        table = pd.DataFrame({"doc_id": range(len(outlet)), "outlet": outlet.astype(str), "leaning": leaning})
        table = table.assign(words=lengths(rng, len(outlet)), genre=np.where(is_opinion, "opinion", "news"))
        if odd:
            table.loc[0, "leaning"] = "right"
        level = COMMON * np.exp(rng.normal(0, 0.11, (size, first + second)))[:, outlet]
        return devices(table, level * np.where(is_opinion & genres, 2.0, 1.0), rng)

    return draw


def shares(n: int, first: float, second: float, *, authors: int = 0) -> Drawing:
    """Articles that have the device or not; those of one author are alike."""

    def draw(rng: np.random.Generator, size: int) -> pd.DataFrame:
        outlet = np.repeat(["A", "B"], n)
        author = np.arange(2 * n) * authors // n if authors else np.arange(2 * n)
        chance = np.where(outlet == "A", first, second)
        if authors:
            own = rng.beta(4 * chance[:: n // authors], 4 * (1 - chance[:: n // authors]), (size, 2 * authors))[
                :, author
            ]
        else:
            own = np.broadcast_to(chance, (size, 2 * n))
        table = pd.DataFrame({"doc_id": range(2 * n), "outlet": outlet, "byline": author, "words": 500})
        has = (rng.random(own.shape) < own).astype(int)
        table = table.iloc[np.tile(np.arange(2 * n), size)].reset_index(drop=True)
        return table.assign(device=np.repeat([f"r{place:04}" for place in range(size)], 2 * n), n=has.ravel())

    return draw


def rare(n: int, expected: float, ratio: float, *, authors: int = 0) -> Drawing:
    """Give a device of which so many are expected in the second outlet, and `ratio` times as many in the first."""

    def draw(rng: np.random.Generator, size: int) -> pd.DataFrame:
        outlet = np.repeat(["A", "B"], n)
        author = np.arange(2 * n) * authors // n if authors else np.arange(2 * n)
        table = pd.DataFrame({"doc_id": range(2 * n), "outlet": outlet, "byline": author, "words": lengths(rng, 2 * n)})
        manner = np.exp(rng.normal(-0.5, 1.0, (size, 2 * authors)))[:, author] if authors else 1.0
        level = expected / table["words"].mean() / n * np.where(outlet == "A", ratio, 1.0) * manner
        return devices(table, np.broadcast_to(level, (size, 2 * n)), rng)

    return draw


def weekly(weeks: int, rho: float, *, outlets: int = 1) -> Drawing:
    """Weeks before and after a date, whose log rates have a standard deviation of .3 and go on from week to week."""

    def draw(rng: np.random.Generator, size: int) -> pd.DataFrame:
        each = 10
        number = np.repeat(np.arange(2 * weeks), each)
        drift = np.empty((size, outlets, 2 * weeks))
        drift[..., 0] = rng.normal(0, 0.3, (size, outlets))
        for week in range(1, 2 * weeks):
            drift[..., week] = rho * drift[..., week - 1] + rng.normal(0, 0.3 * np.sqrt(1 - rho**2), (size, outlets))
        tables = []
        for outlet in range(outlets):
            table = pd.DataFrame({"outlet": f"outlet {outlet}", "words": lengths(rng, len(number))})
            table["doc_id"] = [f"{outlet}-{place}" for place in range(len(number))]
            table["date"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(7 * number, unit="D")
            tables.append(devices(table, COMMON * np.exp(drift[:, outlet][:, number]), rng))
        return pd.concat(tables, ignore_index=True)

    return draw


def voices(n: int) -> Drawing:
    """Two outlets that differ alike in their own words and in quotations, in articles that have both."""

    def draw(rng: np.random.Generator, size: int) -> pd.DataFrame:
        outlet, words, share = np.repeat(["A", "B"], n), lengths(rng, 2 * n), rng.beta(4, 6, 2 * n)
        manner = np.exp(rng.normal(0, 0.45, (size, 2 * n))) * np.where(outlet == "A", 1.3, 1.0)
        tables = []
        for voice, part, rate in (("outlet", share, COMMON), ("quoted", 1 - share, 0.004)):
            table = pd.DataFrame({"doc_id": range(2 * n), "outlet": outlet, "voice": voice})
            tables.append(devices(table.assign(words=(words * part).astype(int) + 5), rate * manner, rng))
        return pd.concat(tables, ignore_index=True)

    return draw


def genres(n: int) -> Drawing:
    """Two outlets that differ alike in two genres."""

    def draw(rng: np.random.Generator, size: int) -> pd.DataFrame:
        outlet, genre = np.repeat(["A", "B"], 2 * n), np.tile(["news", "opinion"], 2 * n)
        level = COMMON * np.where(outlet == "A", 1.3, 1.0) * np.where(genre == "news", 1.0, 2.0)
        table = pd.DataFrame({"doc_id": range(4 * n), "outlet": outlet, "genre": genre, "words": lengths(rng, 4 * n)})
        return devices(table, np.broadcast_to(level, (size, 4 * n)), rng)

    return draw


# What is made of a table


def p_of(results: pd.DataFrame) -> pd.Series[float]:
    return results["p"].fillna(1.0)


def by_compare(table: pd.DataFrame, **options: object) -> pd.Series[float]:
    return p_of(compare(table, adjust=None, **options))  # type: ignore[arg-type]


def contradicts(table: pd.DataFrame, **options: object) -> pd.Series[float]:
    """Give 0 where p and an interval disagree, else 1: what is counted is p below .05."""
    results = compare(table, adjust=None, measure="prevalence", **options)  # type: ignore[arg-type]
    is_apart = [
        ~results["low"].le(1) | ~results["high"].ge(1),
        ~results["difference_low"].le(0) | ~results["difference_high"].ge(0),
    ]
    return 1.0 - ((is_apart[0] != (results["p"] < ALPHA)) | (is_apart[1] != (results["p"] < ALPHA)))


def by_change(table: pd.DataFrame, *, weeks: int, kind: str = "change") -> pd.Series[float]:
    results = change(table, at=pd.Timestamp("2024-01-01") + pd.Timedelta(days=7 * weeks), adjust=None)
    return p_of(results[results["kind"] == kind])


def fisher(table: pd.DataFrame) -> pd.Series[float]:
    has = table.assign(has=table["n"] > 0).groupby(["device", "outlet"])["has"].agg(["sum", "size"]).unstack()  # noqa: PD010
    some, of = has["sum"].to_numpy(), has["size"].to_numpy()
    return pd.Series([stats.fisher_exact([s, o - s]).pvalue for s, o in zip(some, of, strict=True)])


def binomial(table: pd.DataFrame) -> pd.Series[float]:
    """Give the p of the exact test of instances given their sum, which takes them to be independent."""
    sums = table.groupby(["device", "outlet"])[["n", "words"]].sum().unstack()  # noqa: PD010
    n, words = sums["n"].to_numpy(), sums["words"].to_numpy()
    return pd.Series([
        stats.binomtest(int(a), int(a + b), w / (w + v)).pvalue if a + b else 1.0
        for (a, b), (w, v) in zip(n, words, strict=True)
    ])  # fmt: skip


def cells() -> Iterator[VerbCell]:
    """Name the cells."""
    by_genre, by_leaning = partial(by_compare, by="genre"), partial(by_compare, by="leaning")
    by_article = {"compare, articles taken as units": partial(by_compare, by="genre", unit="article")}
    for outlets, articles in ((6, 40), (6, 200), (12, 40)):
        name = f"genres cross {outlets} outlets x {articles} articles"
        yield VerbCell(name, crossing(outlets, articles), {"compare": by_genre, **by_article})
    for outlets, events in ((6, 40), (12, 60)):
        draw = crossing(outlets, 60, events=events)
        one = {
            f"compare, {unit}s taken as units": partial(by_compare, by="genre", unit=unit)
            for unit in ("event", "outlet")
        }
        yield VerbCell(f"years cross {outlets} outlets and {events} events", draw, {"compare": by_genre, **one})
    for outlets, articles in ((2, 40), (3, 40), (5, 40), (5, 200)):
        name = f"genres cross {outlets} outlets x {articles} articles, these outlets"
        yield VerbCell(name, crossing(outlets, articles, gap=0.0), {"compare": by_genre, **by_article})
    alone = {"compare, articles taken as units": partial(by_compare, unit="article")}
    for share in (0.1, 0.3):
        name = f"events of four articles, {100 * share:.0f} % shared"
        yield VerbCell(name, few_shared(40, share), {"compare": by_compare, **alone})
    for first, second in ((3, 3), (3, 20), (5, 5)):
        yield VerbCell(f"leanings of {first} and {second} outlets", leanings(first, second), {"compare": by_leaning})
    yield VerbCell("leanings of 5 and 5 outlets, one odd article", leanings(5, 5, odd=True), {"compare": by_leaning})
    yield from _shares()
    for weeks in (8, 13, 26, 52):
        for rho in (0.0, 0.6):
            verb = partial(by_change, weeks=weeks)
            yield VerbCell(
                f"change, {weeks} weeks a side, autocorrelation {rho:g}", weekly(weeks, rho), {"change": verb}
            )
    verb = partial(by_change, weeks=26, kind="change_difference")
    draw = weekly(26, 0.6, outlets=2)
    yield VerbCell("difference of changes, 26 weeks a side, autocorrelation 0.6", draw, {"change": verb})
    for n in (10, 20, 100):
        yield VerbCell(
            f"moderation by voice, n={n}",
            voices(n),
            {"compare_gaps": lambda t: p_of(compare_gaps(t, across="voice", adjust=None))},
        )
        yield VerbCell(
            f"moderation by genre, n={n}",
            genres(n),
            {"compare_gaps": lambda t: p_of(compare_gaps(t, across="genre", adjust=None))},
        )


def _shares() -> Iterator[VerbCell]:
    """Name the cells of prevalence and of few instances."""
    prevalence = partial(by_compare, measure="prevalence")
    by_author = {"compare": partial(prevalence, unit="byline")}
    for share in (0.05, 0.15, 0.5):
        yield VerbCell(
            f"prevalence of {share:g}, n=20", shares(20, share, share), {"compare": prevalence, "Fisher's test": fisher}
        )
    draw = shares(20, 0.15, 0.55)
    yield VerbCell(
        "prevalence of .15 and .55, n=20", draw, {"compare": prevalence, "Fisher's test": fisher}, "finds a difference"
    )
    yield VerbCell(
        "prevalence of .15 and .55, n=20, p against intervals",
        draw,
        {"compare": contradicts},
        "p and intervals contradict each other",
    )
    for share in (0.1, 0.3):
        yield VerbCell(f"prevalence of {share:g}, 10 authors x 10", shares(100, share, share, authors=10), by_author)
    yield VerbCell("prevalence of .3, 5 authors x 20", shares(100, 0.3, 0.3, authors=5), by_author)
    for expected in (1.5, 4, 8, 15):
        yield VerbCell(
            f"{expected:g} expected, n=100",
            rare(100, expected, 1.0),
            {"compare": by_compare, "exact binomial": binomial},
        )
    for expected in (4, 8, 15, 30):
        draw = rare(100, expected, 1.0, authors=20)
        verbs = {"compare": partial(by_compare, unit="byline"), "exact binomial": binomial}
        yield VerbCell(f"{expected:g} expected, 20 authors x 5", draw, verbs)
    draw = rare(100, 1.5, 10.0)
    yield VerbCell("15 and 1.5 expected, n=100", draw, {"compare": by_compare, "exact binomial": binomial}, "finds 10")


def slow() -> Iterator[VerbCell]:
    """Name the cells of the regression and of the permutation test, which take long."""
    verb = partial(by_compare, by="leaning", method=Regression("genre"))
    for outlets in (3, 5):
        name = f"leanings of {outlets} and {outlets} outlets, genres mixed otherwise"
        plain = {"compare, without covariates": partial(by_compare, by="leaning")}
        yield VerbCell(name, leanings(outlets, outlets, genres=True), {"compare, covariates": verb, **plain})


def happened(cell: VerbCell, rng: np.random.Generator, size: int) -> Iterator[tuple[str, str, bool]]:
    """Give method, quantity and whether it happened, for each replicate."""
    table = cell.draw(rng, size)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Note)
        for method, verb in cell.methods.items():
            for p in verb(table):
                yield method, cell.quantity, bool(p < ALPHA)
