"""Label a Dask frame: the same labels as `framing.label`, on a laptop's cores or on a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from framing.article_languages import article_languages
from framing.boilerplate.repetition import Keys, Repetition, repetitions
from framing.checks import check_articles
from framing.label import CODER, label
from framing.labelling.kept import DECIDING
from framing.labelling.part import Labelled, label_part, paragraph_keys, with_joined_speakers
from framing.labelling.plan import Plan, plan_of
from framing.model import VERSION, paths_of
from framing.speakers.corpus_names import CorpusNames

if TYPE_CHECKING:
    import dask.dataframe as dd


def label_dask(
    articles: dd.DataFrame,
    devices: Sequence[str] | None = None,
    *,
    lexicons: str | Path | Iterable[str | Path] = (),
    outlets: str | Path | Iterable[str | Path] = (),
    coder: str = CODER,
    with_voice: bool = True,
) -> dd.DataFrame:
    """Label the articles of a Dask frame; nothing is computed until the result is.

    The spans are those that `framing.label` gives for all articles together: repeated lines and speakers are known over
    all partitions. Where a worker is lost, Dask does its partitions again. Every worker needs this package in the same
    version, or the computation stops with a line that says so. What comes back within outlets and whom articles name is
    collected in one worker, so for many millions of articles, label by year or outlet.

    Parameters
    ----------
    articles : dask.dataframe.DataFrame
        The articles table. A `doc_id` is there once over all partitions, which is not checked.
    devices, lexicons, outlets, coder, with_voice
        As for `framing.label`.

    Returns
    -------
    dask.dataframe.DataFrame
        The spans table of `framing.label`, one partition for each of the articles; `doc_id` as text.

    Raises
    ------
    ValueError
        As `framing.label`; where Dask is missing.

    Examples
    --------
    >>> import dask.dataframe
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": "Bee", "text": ["It may rain.", "It seems so."]})
    >>> spans = label_dask(dask.dataframe.from_pandas(articles, npartitions=2), ["hedge"])
    >>> spans.compute(scheduler="sync")[["doc_id", "subtype"]].to_dict("list")
    {'doc_id': ['a', 'b'], 'subtype': ['modal', 'verb']}
    """
    try:
        import dask.dataframe
        from dask.delayed import delayed
    except ImportError:
        raise ValueError('label_dask: Dask is not installed; pip install "newsframing[cluster]"') from None
    if not isinstance(articles, dask.dataframe.DataFrame):
        raise ValueError(
            f"label_dask: a Dask frame is needed, not {type(articles).__name__}; framing.label takes others"
        )
    lexicons, outlets = paths_of(lexicons), paths_of(outlets)
    plan = plan_of(devices, lexicons=lexicons, outlets=outlets, coder=coder, with_voice=with_voice)
    empty = pd.DataFrame({"doc_id": ["a"], "outlet": ["x"], "text": [""]}).iloc[:0].astype("str")
    meta = label(empty, devices, lexicons=lexicons, outlets=outlets, coder=coder, with_voice=with_voice)
    columns = [name for name in DECIDING if name in articles.columns]
    parts = [delayed(_checked)(part, VERSION) for part in articles[columns].to_delayed()]
    keys = [delayed(paragraph_keys)(part, plan) for part in parts]
    known = delayed(_known)(parts, keys)
    labelled = [delayed(_labelled)(part, plan, own, known) for part, own in zip(parts, keys, strict=True)]
    names = delayed(_names)([delayed(_only_names)(one) for one in labelled])
    joined = [delayed(_joined)(one, names) for one in labelled]
    spans: dd.DataFrame = dask.dataframe.from_delayed(joined, meta=meta, verify_meta=False)
    return spans


def _checked(articles: pd.DataFrame, version: str) -> pd.DataFrame:
    if version != VERSION:
        raise ValueError(f"a worker has framing {VERSION} and the client {version}; install the same version on all")
    check_articles(articles)
    return articles.assign(doc_id=articles["doc_id"].map(str).astype("str")).reset_index(drop=True)


def _known(parts: Sequence[pd.DataFrame], keys: Sequence[Sequence[Keys]]) -> dict[str, Repetition]:
    outlets = (str(outlet) for part in parts for outlet in part["outlet"])
    return repetitions(zip(outlets, (one for own in keys for one in own), strict=False))


def _labelled(articles: pd.DataFrame, plan: Plan, keys: list[Keys], known: dict[str, Repetition]) -> Labelled:
    return label_part(articles.assign(lang=article_languages(articles)), plan, keys, known)


def _only_names(labelled: Labelled) -> CorpusNames:
    return labelled.names


def _names(parts: Sequence[CorpusNames]) -> CorpusNames:
    names = CorpusNames()
    for part in parts:
        names.update(part)
    return names


def _joined(labelled: Labelled, names: CorpusNames) -> pd.DataFrame:
    return with_joined_speakers(labelled.spans, names)
