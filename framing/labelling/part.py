"""Label one part of a corpus, given what is known of all of it: a table in, a table out, in any process."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import pandas as pd

from framing.attributing.blas import one_blas_thread
from framing.boilerplate.repetition import Keys, Repetition, keys_of
from framing.boilerplate.standing import StandingText
from framing.labelling.article import label_articles
from framing.labelling.plan import Plan
from framing.labelling.rows import Rows
from framing.labelling.together import Together
from framing.model import Document
from framing.speakers.corpus_names import CorpusNames
from framing.texts.text import Reading, batches

_AT_ONCE = 200_000  # characters of articles that are read together
_IN_STEP = 20  # of these articles, each step is taken for all before the next

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
    texts, languages = articles["text"].tolist(), articles["lang"].tolist()
    doc_ids = articles["doc_id"].tolist()
    documents = [] if plan.is_within_paragraphs else _documents(articles)
    standing = StandingText(plan.profiles, repetitions)
    with one_blas_thread, _uncollected():
        for first, last in batches(texts, _AT_ONCE):
            found = _together(texts[first:last], languages[first:last], plan)
            if plan.is_within_paragraphs:
                rows.add_found(doc_ids[first:last], found, plan.wanted)
                if progress is not None:
                    progress(last, len(texts))
                continue
            of_article = {
                number: each
                for numbers, together in found
                for number, each in zip(numbers, together.by_article(), strict=True)
            }
            for left in range(first, last, _IN_STEP):
                right = min(left + _IN_STEP, last)
                some = documents[left:right]
                readings = map(standing.reading, some, keys[left:right]) if keys else map(Reading, some)
                told = [of_article[number - first] for number in range(left, right)]
                label_articles(list(readings), plan, told, rows, names)
                if progress is not None:
                    progress(right, len(texts))
    return Labelled(rows.table(plan.wanted, plan.coder), names)


def _documents(articles: pd.DataFrame) -> list[Document]:
    """Give the articles as detectors see them."""
    headlines = articles["headline"] if "headline" in articles.columns else pd.Series("", index=articles.index)
    genres = articles["genre"] if "genre" in articles.columns else pd.Series("", index=articles.index)
    columns = (articles["doc_id"], articles["text"], articles["outlet"], headlines, genres, articles["lang"])
    return [
        Document(str(doc_id), text, str(outlet), headline if isinstance(headline, str) else "", str(genre), language)
        for doc_id, text, outlet, headline, genre, language in zip(*map(pd.Series.tolist, columns), strict=True)
    ]


def _together(texts: Sequence[str], languages: Sequence[str], plan: Plan) -> list[tuple[list[int], Together]]:
    """Read the articles of each language together; with each its articles' numbers."""
    numbers: dict[str, list[int]] = {}
    for number, language in enumerate(languages):
        numbers.setdefault(language, []).append(number)
    return [(each, Together([texts[number] for number in each], language, plan)) for language, each in numbers.items()]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles, of which articles leave none: each time it would look at all there is."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def with_joined_speakers(spans: pd.DataFrame, names: CorpusNames) -> pd.DataFrame:
    """Give each speaker the name over the corpus, once all its articles are known."""
    speakers = spans["speaker"].tolist()
    if not any(speakers):
        return spans
    pairs = list(zip(spans["doc_id"].tolist(), speakers, strict=True))
    joined = {pair: names.joined(*pair).name for pair in set(pairs) if pair[1]}
    return spans.assign(speaker=pd.Series([joined.get(pair, "") for pair in pairs], index=spans.index, dtype="str"))
