"""Articles into tokens, one row per token, each with its position."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.api.extensions import ExtensionDtype

from framing.checks import check_articles
from framing.texts.text import batches
from framing.texts.token_columns import tokens_of

_AT_ONCE = 2_000_000  # characters


def tokenise(articles: pd.DataFrame) -> pd.DataFrame:
    """Cut the texts into tokens by NLTK's rules, each token with its place.

    Sentences are Punkt's with this package's abbreviations; tokens are those of NLTK's word tokenizer (the Penn
    Treebank rules: "don't" is two tokens, punctuation is one), with typographic apostrophes read as straight ones, so
    that a token does not depend on an outlet's typography. For rates, words are counted otherwise (`framing.count`).

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
    texts, dtype = articles["text"].tolist(), articles["text"].dtype
    parts = [tokens_of(texts[first:last]) for first, last in batches(texts, _AT_ONCE)] or [tokens_of([])]
    doc_ids = articles["doc_id"].repeat(np.concatenate([part.times for part in parts]).tolist())
    return pd.DataFrame(
        {
            "doc_id": doc_ids.reset_index(drop=True),
            "start": np.concatenate([part.start for part in parts]),
            "end": np.concatenate([part.end for part in parts]),
            "sentence": np.concatenate([part.sentence for part in parts]),
            "token": _column([part.token for part in parts], dtype),
        }
    )


def _column(parts: Sequence[pa.Array], dtype: ExtensionDtype | np.dtype[np.generic]) -> pd.Series:
    """Make the column of tokens, of the type that the texts have."""
    words = pa.chunked_array([part.cast(pa.large_string()) for part in parts])
    is_kept = isinstance(dtype, pd.StringDtype)
    column: pd.Series = words.to_pandas(types_mapper=lambda _: dtype) if is_kept else pd.Series(words.to_pylist())
    return column.astype(dtype)
