"""Articles into tokens, one row a token, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import pandas as pd
from nltk.tokenize.destructive import NLTKWordTokenizer

from framing.model import check_articles
from framing.text import Place, sentence_spans

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
_MARKS = {"``": ('"', "``", "''"), "''": ('"', "''", "``")}


def tokenise(articles: pd.DataFrame) -> pd.DataFrame:
    """Cut the texts into tokens by NLTK's rules, each token with its place.

    Sentences are Punkt's with this package's abbreviations; tokens are those of NLTK's word tokenizer (the Penn Treebank
    rules: "don't" is two tokens, punctuation is one), with typographic apostrophes read as straight ones, so that
    a token does not depend on an outlet's typography. For rates, words are counted otherwise (`framing.count`).

    Parameters
    ----------
    articles : DataFrame
        The articles table: at least `doc_id`, `outlet`, `text`.

    Returns
    -------
    DataFrame
        One row a token: `doc_id`, `start`, `end` (code points, half-open), `sentence` (number within the article,
        from 0), `token` (as it stands in the text).

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["x"], "text": ["It didn’t rain. “Good.”"]})
    >>> tokenise(articles)["token"].tolist()
    ['It', 'did', 'n’t', 'rain', '.', '“', 'Good', '.', '”']
    """
    check_articles(articles)
    places = [list(token_places(text)) for text in articles["text"]]
    flat = list(chain.from_iterable(places))
    lengths = [len(article) for article in places]
    doc_ids = articles["doc_id"].repeat(lengths).reset_index(drop=True)
    tokens = [text[start:end] for text, article in zip(articles["text"], places, strict=True) for _, (start, end) in article]
    return pd.DataFrame(
        {
            "doc_id": doc_ids,
            "start": pd.Series([place[0] for _, place in flat], dtype="int64"),
            "end": pd.Series([place[1] for _, place in flat], dtype="int64"),
            "sentence": pd.Series([sentence for sentence, _ in flat], dtype="int64"),
            "token": pd.Series(tokens, dtype=articles["text"].dtype),
        }
    )


@lru_cache(maxsize=1)
def _tokenizer() -> NLTKWordTokenizer:
    return NLTKWordTokenizer()


def token_places(text: str) -> Iterator[tuple[int, Place]]:
    """Give the tokens of `text` in order: number of the sentence, and place.

    Examples
    --------
    >>> list(token_places("No. Yes?"))
    [(0, (0, 2)), (0, (2, 3)), (0, (4, 7)), (0, (7, 8))]
    """
    for number, (start, end) in enumerate(sentence_spans(text)):
        sentence = text[start:end].translate(_STRAIGHT)
        at = 0
        for token in _tokenizer().tokenize(sentence):
            for form in _MARKS.get(token, (token,)):
                found = sentence.find(form, at)
                # NLTK writes a straight mark as `` or '': look for the nearest of its forms
                if found >= 0 and not sentence[at:found].strip():
                    yield number, (start + found, start + found + len(form))
                    at = found + len(form)
                    break
