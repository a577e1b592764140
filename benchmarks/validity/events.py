"""How well `framing.events` finds the events that articles were chosen for, given corpora with an `event` column.

``python benchmarks/validity/events.py PATH/basil.jsonl PATH/newswcl50.jsonl [--half 1]``

B-cubed (Bagga & Baldwin 1998): of each article, the share of its group that is of its event (precision), and the share
of its event that is in its group (recall), averaged over articles; F1 of both. The interval is a bootstrap over events.

Events are halved by a checksum of their name. Half 0 is what the threshold was chosen on; ``--half 1`` is the other.
Every article of these corpora belongs to an event of several outlets, so they cannot show how often an article that has
no partner is given one; ``--distractors PATH`` adds articles of another corpus (their own groups are not scored) and
shows what a crowd of other news does to the events.
"""

from __future__ import annotations

import warnings
import zlib
from argparse import ArgumentParser
from pathlib import Path

import numpy as np
import pandas as pd

import framing

DRAWS = 2000


def articles_of(path: Path) -> pd.DataFrame:
    """Read a corpus; an article without a date keeps none, one without an event is of none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", framing.Note)
        articles = framing.read(path)
    if "event" not in articles:
        articles = articles.assign(event=pd.NA)
    return articles[["doc_id", "outlet", "date", "headline", "event", "text"]]


def half_of(events: pd.Series, half: int | None) -> pd.Series:
    """Say which articles are in the half asked for; those of no event are in both."""
    halves = events.map(lambda event: zlib.crc32(str(event).encode()) % 2, na_action="ignore")
    return halves.isna() | (half is None) | (halves == half)


def scores(coded: pd.Series, found: pd.Series) -> pd.DataFrame:
    """Give precision and recall of each article that has a coded event; an article alone is a group of its own."""
    groups = found.where(found.notna(), pd.Series([f"alone {place}" for place in range(len(found))], index=found.index))
    table = pd.DataFrame({"coded": coded, "found": groups})[coded.notna()]
    both = table.groupby(["coded", "found"])["found"].transform("size")
    in_group = table.groupby("found")["found"].transform("size")
    in_event = table.groupby("coded")["coded"].transform("size")
    return table.assign(precision=both / in_group, recall=both / in_event)


def f1(table: pd.DataFrame) -> float:
    precision, recall = table["precision"].mean(), table["recall"].mean()
    return float(2 * precision * recall / (precision + recall))


def interval(table: pd.DataFrame) -> tuple[float, float]:
    """Bootstrap B-cubed F1 over events."""
    generator = np.random.default_rng(0)
    sums = table.groupby("coded").agg(
        precision=("precision", "sum"), recall=("recall", "sum"), articles=("recall", "size")
    )
    drawn = generator.integers(len(sums), size=(DRAWS, len(sums)))
    totals = sums.to_numpy(dtype=float)[drawn].sum(axis=1)
    precision, recall = totals[:, 0] / totals[:, 2], totals[:, 1] / totals[:, 2]
    low, high = np.percentile(2 * precision * recall / (precision + recall), [2.5, 97.5])
    return float(low), float(high)


def row(name: str, articles: pd.DataFrame) -> dict[str, object]:
    """Group one corpus and score it."""
    found = framing.events(articles.drop(columns="event"))["event"]
    table = scores(articles["event"], found)
    low, high = interval(table)
    return {
        "corpus": name,
        "articles": len(table),
        "events": table["coded"].nunique(),
        "groups": table["found"].nunique(),
        "precision": table["precision"].mean(),
        "recall": table["recall"].mean(),
        "F1": f1(table),
        "low": low,
        "high": high,
    }


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--distractors", type=Path, help="articles of another corpus, put among them")
    parser.add_argument("--without-dates", action="store_true", help="leave the dates out")
    given = parser.parse_args()
    warnings.simplefilter("ignore", framing.Note)
    rows = []
    others = [articles_of(given.distractors).assign(event=pd.NA)] if given.distractors else []
    for path in given.corpora:
        articles = pd.concat([articles_of(path), *others], ignore_index=True)
        articles = articles[half_of(articles["event"], given.half)]
        if given.without_dates:
            articles = articles.assign(date=pd.NaT)
        rows.append(row(path.stem, articles))
    print(f"framing {framing.__version__}, half {given.half}, without dates: {given.without_dates}")
    print(pd.DataFrame(rows).to_string(index=False, float_format=lambda number: f"{number:.3f}"))


if __name__ == "__main__":
    main()
