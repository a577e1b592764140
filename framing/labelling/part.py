"""Label one part of a corpus, given what is known of all of it: a table in, a table out, in any process."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from framing.attributing.blas import one_blas_thread
from framing.boilerplate.repetition import Keys, Repetition, keys_of
from framing.boilerplate.standing import StandingText
from framing.labelling.article import label_article
from framing.labelling.plan import Plan
from framing.labelling.rows import Rows
from framing.model import Document
from framing.speakers.corpus_names import CorpusNames
from framing.texts.text import Reading

Progress = Callable[[int, int], None]  # called with the articles that are done, and all of them


class Labelled(NamedTuple):
    """The spans of a part, whose speakers have their names within the article, and whom its articles name."""

    spans: pd.DataFrame
    names: CorpusNames


def paragraph_keys(articles: pd.DataFrame, plan: Plan) -> list[Keys]:
    """Give the numbers of each article's paragraphs, by which repetition is seen; none where no device needs them."""
    return list(map(keys_of, articles["text"].tolist())) if "boilerplate" in plan.needed else []


def label_part(
    articles: pd.DataFrame,
    plan: Plan,
    keys: Sequence[Keys],
    repetitions: Mapping[str, Repetition],
    progress: Progress | None = None,
) -> Labelled:
    """Label the articles of one part.

    Parameters
    ----------
    articles : DataFrame
        Articles of the corpus, with `doc_id` as strings, and the language of each in `lang`.
    plan : Plan
        What to label.
    keys : sequence of Keys
        The articles' own, as `paragraph_keys` gives them.
    repetitions : mapping
        What comes back within each outlet of the whole corpus.
    progress : callable, optional
        Called as ``progress(done, total)`` at intervals, in articles.
    """
    rows, names = Rows(), CorpusNames()
    standing = StandingText(plan.profiles, repetitions)
    headlines = articles["headline"] if "headline" in articles.columns else pd.Series("", index=articles.index)
    genres = articles["genre"] if "genre" in articles.columns else pd.Series("", index=articles.index)
    columns = (articles["doc_id"], articles["outlet"], headlines, genres, articles["text"], articles["lang"])
    lists = [column.tolist() for column in columns]
    with one_blas_thread:
        for number, (doc_id, outlet, headline, genre, text, language) in enumerate(zip(*lists, strict=True)):
            title = headline if isinstance(headline, str) else ""
            document = Document(str(doc_id), text, str(outlet), title, str(genre), language)
            reading = standing.reading(document, keys[number]) if keys else Reading(document)
            label_article(reading, plan, rows, names)
            if progress is not None and (number % 20 == 19 or number + 1 == len(articles)):
                progress(number + 1, len(articles))
    return Labelled(rows.table(plan.wanted, plan.coder), names)


def with_joined_speakers(spans: pd.DataFrame, names: CorpusNames) -> pd.DataFrame:
    """Give each speaker the name over the corpus, once all its articles are known."""
    pairs = list(zip(spans["doc_id"].tolist(), spans["speaker"].tolist(), strict=True))
    joined = {pair: names.joined(*pair).name for pair in set(pairs) if pair[1]}
    return spans.assign(speaker=pd.Series([joined.get(pair, "") for pair in pairs], index=spans.index, dtype="str"))
