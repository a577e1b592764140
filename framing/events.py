"""The verb `events`: which articles report the same event, so that outlets are compared on what both covered."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from itertools import count

import numpy as np
import pandas as pd

from framing.checks import check_articles
from framing.copies.kept_text import kept_texts
from framing.copies.likeness import Days, Weights, alike, weights
from framing.model import named, note

WINDOW = 3  # days
LIKENESS = 0.15
_FLOOR = 0.05  # a likeness below this is taken for none, so that unlike articles take no work
_NAMING_WORDS = 3


def events(
    articles: pd.DataFrame, spans: pd.DataFrame | None = None, *, window: int = WINDOW, likeness: float = LIKENESS
) -> pd.DataFrame:
    """Group articles that report the same event within a few days, across outlets and within one.

    It sees words, not events: two deals of one company on one day may be one group, and a commentary that hardly names
    what it comments on stays alone. Read the groups before they carry a result.

    Parameters
    ----------
    articles : DataFrame
        The articles table. `headline` is read beside the text, `date` where it is there.
    spans : DataFrame, optional
        Spans of ``framing.label`` with boilerplate, whose paragraphs are then not read.
    window : int, optional
        The most days between any two articles of one event. An article without a date is grouped by its words alone.
    likeness : float, optional
        How alike the articles of an event are on average, from 0 to 1: more makes fewer, purer groups.

    Returns
    -------
    DataFrame
        `articles` with the column `event`: the first day and the words that tell the group from others, such as
        ``2024-05-03 ferry harbour fire``. It is missing for an article that is alone, which `framing.compare` then
        takes as a unit of its own and counts in its note.

    Raises
    ------
    ValueError
        Where `articles` have an event already, `date` holds no dates, or an option is out of its range.

    Notes
    -----
    Articles are alike by the cosine of their words, weighed by tf-idf with the number of news articles that a word
    stands in (Allan, Papka & Lavrenko 1998, "On-line new event detection and tracking", SIGIR '98, group news so).
    Groups are joined by average likeness, the most alike first, as long as it is at least `likeness`; an article
    without a date has to be a little more alike. On the same articles the result is always the same; other articles in
    the corpus may change it a little.

    The time is linear in the number of articles, also where all are of one day. For that, a word that more than 1,000
    articles of one window share does not count in it, and an article is compared further only with the 200 most alike
    of those before it. An event with far more articles than that may fall apart.

    Measured by ``benchmarks/validity/events.py`` (version 0.1.0), on the half of the events that nothing was tuned on:
    B-cubed F1 .99 (95 % interval .97 to 1.00) for 23 events of BASIL, 69 articles of three outlets with dates, also
    (.98, .95 to 1.00) among 10,000 articles of other news; .91 (.80 to 1.00) for 6 events of NewsWCL50, 30 articles of
    five outlets without dates. In both each event was chosen because several outlets report it. Of 60 groups found in
    10,000 articles of US news, one reader, a language model, took 49 for one event all through by their headlines; the
    others hold a longer story, or an article without a date.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "doc_id": ["a", "b", "c"], "outlet": ["Bee", "Sun", "Sun"],
    ...     "date": pd.to_datetime(["2024-05-03", "2024-05-04", "2024-05-04"]),
    ...     "text": [
    ...         "A ferry burned in the harbour for two hours.", "The ferry that burned in the harbour was insured.",
    ...         "The mayor will raise parking fees.",
    ...     ],
    ... })
    >>> events(articles)["event"].fillna("").tolist()
    ['2024-05-03 ferry harbour burned', '2024-05-03 ferry harbour burned', '']
    """
    check_articles(articles)
    if "event" in articles.columns:
        raise ValueError("events: articles have a column 'event' already; articles.drop(columns='event') frees it")
    if not 0 < likeness <= 1:
        raise ValueError(f"events: likeness={likeness!r} is not above 0 and up to 1")
    if window < 0:
        raise ValueError(f"events: window={window!r} is below 0; it is the most days between two articles of an event")
    days = _days(articles)
    kept = kept_texts(articles, spans, verb="events")
    headlines = articles["headline"].fillna("") if "headline" in articles.columns else [""] * len(articles)
    weighed = weights([f"{headline}\n{text}" for headline, text in zip(headlines, kept, strict=True)])
    pairs = alike(weighed.matrix, days, window=window, least=min(_FLOOR, likeness))
    groups = _joined(len(articles), pairs, days, window=window, likeness=likeness)
    names: list[str | None] = [None] * len(articles)
    taken: dict[str, int] = {}
    for group in groups:
        name = _name(group, weighed, days)
        taken[name] = taken.get(name, 0) + 1
        for place in group:
            names[place] = name if taken[name] == 1 else f"{name} ({taken[name]})"
    return articles.assign(event=pd.Series(names, index=articles.index, dtype=object).infer_objects())


def _days(articles: pd.DataFrame) -> Days:
    """Give each article's day as a number, NaN without one, and say how many have none."""
    if "date" not in articles.columns or articles["date"].isna().all():
        if len(articles):
            note("events: no article has a date, so events are found by words alone", stacklevel=4)
        return np.full(len(articles), np.nan)
    dates = articles["date"]
    if not pd.api.types.is_datetime64_any_dtype(dates):
        raise ValueError("events: 'date' holds no dates; pd.to_datetime(articles['date']) makes them of text")
    if isinstance(dates.dtype, pd.DatetimeTZDtype):
        dates = dates.dt.tz_convert("UTC").dt.tz_localize(None)
    if (is_missing := dates.isna()).any():
        where = named(articles["doc_id"][is_missing])
        note(
            f"events: articles without a date: {int(is_missing.sum())}, grouped by words alone ({where})", stacklevel=4
        )
    days = (dates - pd.Timestamp("1970-01-01")) // pd.Timedelta(days=1)
    return np.asarray(days.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)


def _joined(
    size: int, pairs: Iterable[tuple[int, int, float]], days: Days, *, window: float, likeness: float
) -> list[list[int]]:
    """Join groups by average likeness, the most alike first; give those of two or more, by their first article.

    Two groups whose articles would be more than `window` days apart are not joined.
    """
    links: dict[int, dict[int, float]] = {place: {} for place in range(size)}
    for left, right, value in pairs:
        links[left][right] = links[right][left] = value
    members = {place: [place] for place in range(size)}
    days_of = {place: (day, day) if np.isfinite(day) else (np.inf, -np.inf) for place, day in enumerate(days.tolist())}
    heap = [
        (-value, left, right)
        for left, near in links.items()
        for right, value in near.items()
        if left < right and value >= likeness
    ]
    heapq.heapify(heap)
    numbers = count(size)
    while heap:
        _, left, right = heapq.heappop(heap)
        if left not in members or right not in members:
            continue
        first, last = min(days_of[left][0], days_of[right][0]), max(days_of[left][1], days_of[right][1])
        if last - first > window:
            continue
        joined = next(numbers)
        links[joined] = _average(links, left, right, len(members[left]), len(members[right]))
        members[joined] = members.pop(left) + members.pop(right)
        days_of[joined] = (first, last)
        for other, value in links[joined].items():
            links[other][joined] = value
            if value >= likeness:
                heapq.heappush(heap, (-value, other, joined))
    return sorted(sorted(group) for group in members.values() if len(group) > 1)


def _average(
    links: dict[int, dict[int, float]], left: int, right: int, left_size: int, right_size: int
) -> dict[int, float]:
    """Take two groups out of the links; give how alike both together are to each other group, on average."""
    of_left, of_right = links.pop(left), links.pop(right)
    total = left_size + right_size
    averages = {}
    for other in sorted({*of_left, *of_right} - {left, right}):
        averages[other] = (of_left.get(other, 0) * left_size + of_right.get(other, 0) * right_size) / total
        links[other].pop(left, None)
        links[other].pop(right, None)
    return averages


def _name(group: Sequence[int], weighed: Weights, days: Days) -> str:
    """Name a group by its first day and the words that weigh most over all its articles."""
    rows = weighed.matrix[list(group)]
    total = np.asarray(rows.sum(axis=0)).ravel().round(6)
    shared = np.flatnonzero(np.bincount(rows.indices, minlength=len(total)) > 1)
    words = sorted((-total[place], weighed.words[place]) for place in shared)[:_NAMING_WORDS]
    known = [day for day in days[list(group)] if np.isfinite(day)]
    day = [str(pd.Timestamp(min(known), unit="D").date())] if known else []
    return " ".join([*day, *(word for _, word in words)])
