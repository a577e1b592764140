"""A probability sample of whole units (articles, paragraphs, sentences) for coding, of which no label is known yet."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from framing.checks import check_columns
from framing.code_table import CODE_UNITS
from framing.coding.drawing import LEAST, Codes, Numbers, drawn
from framing.coding.score_strata import score_strata
from framing.model import Document, named, note
from framing.texts.text import Reading

SAMPLED_COLUMNS = ("unit", "start", "end", "probability", "seed", "before", "text", "after")


def sampled_units(
    articles: pd.DataFrame, *, unit: str, n: int, by: str | None, by_score: pd.DataFrame | None = None,
    first: pd.DataFrame | None = None, seed: int,
) -> pd.DataFrame:  # fmt: skip
    """Draw `n` units from each value of `by`, or `n` in all, each with the same chance within its group.

    With `by_score` articles are drawn in strata of their scores, as many from each, and with `first` they are put
    together with a sample that was drawn at random before.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": "Bee", "text": ["It rains. It pours.", "Calm."]})
    >>> drawn = sampled_units(articles, unit="sentence", n=2, by=None, seed=1)
    >>> drawn[["doc_id", "text", "probability"]].round(2)
      doc_id       text  probability
    0      a  It rains.         0.67
    1      a  It pours.         0.67
    """
    if unit not in CODE_UNITS:
        raise ValueError(f"sample: unit={unit!r} is none of {', '.join(CODE_UNITS)}")
    if n < LEAST:
        raise ValueError(f"sample: n={n} is too few; at least {LEAST} units come from each group")
    once = {text: _places(text, unit) for text in articles["text"].unique()}
    places = [once[text] for text in articles["text"]]
    article = np.repeat(np.arange(len(articles)), [len(own) for own in places])
    if not len(article):
        raise ValueError(f"sample: no {unit} of the articles has a word")
    every = [place for own in places for place in own]
    groups, values = pd.factorize(articles[by], sort=True) if by is not None else (np.zeros(len(articles), int), [""])
    sizes = np.bincount(groups[article], minlength=len(values))
    if not sizes.all():
        raise ValueError(
            f"articles: {by} {named(np.asarray(values)[sizes == 0])} has no {unit} to draw from; leave it out"
        )
    if (sizes < n).any():
        of = f"{by} {named(np.asarray(values)[sizes < n])} has" if by is not None else "the corpus has"
        note(f"sample: {of} fewer than {n} {unit}s, so all of them are included", stacklevel=4)
    stratum: Codes = np.zeros(len(article), dtype=np.intp)
    if by_score is not None:
        if unit != "article":
            raise ValueError(f"sample: by_score= draws articles, not {unit}s; give unit='article'")
        stratum = score_strata(articles, by_score, groups)[article] - 1
    strata = int(stratum.max()) + 1
    if n < LEAST * strata:
        raise ValueError(f"sample: n={n} is too few for {strata} strata of scores; give {LEAST * strata} or more")
    # With the seed of the first sample the second would be the same draw.
    rng = np.random.default_rng(seed if first is None else [seed, 1])
    picked, chances = drawn(stratum, groups[article], np.ones(strata), n, rng)
    table = _table(articles, article, every, picked).assign(unit=unit, probability=chances, seed=seed)
    if by_score is not None:
        table = table.assign(stratum=stratum[picked] + 1)
    if by is not None:
        table = table.assign(**{by: articles[by].iloc[article[picked]].to_numpy()})
    if first is not None:
        place = pd.Index(articles["doc_id"]).get_indexer(table["doc_id"])
        chance = pd.Series(chances).groupby([groups[place], table["stratum"].to_numpy()]).first()
        every_stratum = np.ones(len(articles), dtype=np.intp)
        every_stratum[article] = stratum + 1
        cells = pd.MultiIndex.from_arrays([groups, every_stratum])
        second = np.asarray(chance.reindex(cells), dtype=np.float64)
        table = _with_first(table, first, articles["doc_id"], groups, sizes, every_stratum, second)
    own = [*([by] if by is not None else []), *(["stratum"] if by_score is not None else [])]
    return table[["unit_id", "doc_id", *own, *SAMPLED_COLUMNS]].reset_index(drop=True)


def _with_first(
    table: pd.DataFrame, first: pd.DataFrame, doc_ids: pd.Series, groups: Codes, sizes: Codes, stratum: Codes,
    second: Numbers,
) -> pd.DataFrame:  # fmt: skip
    """Put the first sample before the second, each article once, with the chance to be in either."""
    way_out = "give what sample(articles, unit='article') drew"
    check_columns(first, ("unit_id", "doc_id", "probability", *SAMPLED_COLUMNS), name="first", way_out=way_out)
    if "stratum" in first.columns:
        raise ValueError("sample: first= was drawn by scores already; give the sample drawn at random before it")
    at = pd.Index(doc_ids).get_indexer(first["doc_id"])
    if (at < 0).any():
        lost = first["doc_id"][at < 0]
        raise ValueError(
            f"sample: first= has {len(lost)} articles that are not given (doc_id {named(lost)}); {way_out}"
        )
    chance = first["probability"].groupby(groups[at]).agg(["min", "max"]).reindex(range(int(groups.max()) + 1))
    if chance.isna().any(axis=None) or (chance["max"] - chance["min"] > 1e-9).any():
        raise ValueError("sample: first= was not drawn at random from each group; give by= as it was drawn with")
    drawn_then = np.bincount(groups[at], minlength=len(sizes))
    if (np.abs(drawn_then - chance["max"].to_numpy() * sizes) > 0.5).any():
        raise ValueError(
            f"sample: first= has {len(first)} articles, of which its probabilities say that there are "
            f"{(chance['max'].to_numpy() * sizes).sum():.0f}; give it whole, with the articles that it was drawn from"
        )
    either = 1 - (1 - chance["max"].to_numpy()[groups]) * (1 - second)
    both = pd.concat([first, table[~table["doc_id"].isin(first["doc_id"])]], ignore_index=True)
    at = pd.Index(doc_ids).get_indexer(both["doc_id"])
    return both.assign(probability=either[at], stratum=stratum[at])


def _places(text: str, unit: str) -> list[tuple[int, int]]:
    """List the units of a text that have a word."""
    reading = Reading(Document("", text))
    if not reading.words:
        return []
    if unit == "article":
        return [(0, len(text))]
    starts = np.array([start for start, _ in reading.words])
    places = reading.paragraphs if unit == "paragraph" else reading.sentences
    return [place for place in places if np.searchsorted(starts, place[0]) < np.searchsorted(starts, place[1])]


def _table(articles: pd.DataFrame, article: Codes, places: list[tuple[int, int]], picked: Codes) -> pd.DataFrame:
    """Give the units drawn, with the units before and after each of the same article."""
    texts, doc_ids = articles["text"].tolist(), articles["doc_id"].tolist()

    def text_of(at: int, own: int) -> str:
        if not 0 <= at < len(places) or article[at] != own:
            return ""
        start, end = places[at]
        return str(texts[own][start:end])

    rows = []
    for number, at in enumerate(picked.tolist(), start=1):
        own = int(article[at])
        start, end = places[at]
        digest = hashlib.sha256(f"{doc_ids[own]}\t{start}\t{texts[own][start:end]}".encode()).hexdigest()
        around = [text_of(at + step, own) for step in (-1, 0, 1)]
        rows.append((f"U{number:04}-{digest[:6]}", doc_ids[own], start, end, *around))
    return pd.DataFrame(rows, columns=["unit_id", "doc_id", "start", "end", "before", "text", "after"])
