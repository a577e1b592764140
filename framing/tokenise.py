"""Articles into tokens, one row per token, each with its position."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import pandas as pd
from nltk.tokenize.destructive import NLTKWordTokenizer

from framing.model import check_articles
from framing.texts.text import Place, sentence_spans

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
_LONGEST = 10_000  # characters; no word is longer, and NLTK stops with an error when it takes too long
_PIECE = re.compile(r"\S+")
_CONTRACTED = frozenset("cannot gimme gonna gotta lemme wanna".split())  # the words that NLTK cuts
_CLOSERS = "])}>\"'»”’"
_MARKS = {"``": ('"', "``", "''"), "''": ('"', "''", "``")}


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
    places = [list(token_places(text)) for text in articles["text"]]
    flat = list(chain.from_iterable(places))
    lengths = [len(article) for article in places]
    doc_ids = articles["doc_id"].repeat(lengths).reset_index(drop=True)
    tokens = [
        text[start:end] for text, article in zip(articles["text"], places, strict=True) for _, (start, end) in article
    ]
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
    [(0, (0, 2)), (0, (2, 3)), (1, (4, 7)), (1, (7, 8))]
    """
    plain = text.translate(_STRAIGHT)
    for number, (start, end) in enumerate(sentence_spans(text)):
        pieces = _pieces(plain, start, end)
        for index, (left, right) in enumerate(pieces):
            for token_start, token_end in _cut(plain[left:right], index == 0, index + 1 == len(pieces)):
                yield number, (left + token_start, left + token_end)


def _pieces(text: str, start: int, end: int) -> list[Place]:
    """Cut a sentence at its spaces; closing marks that stand alone at its end stay with the word before them."""
    pieces = [
        (left, min(left + _LONGEST, last))
        for first, last in (match.span() for match in _PIECE.finditer(text, start, end))
        for left in range(first, last, _LONGEST)
    ]
    while len(pieces) > 1 and not text[slice(*pieces[-1])].strip(_CLOSERS):
        _, last = pieces.pop()
        pieces[-1] = (pieces[-1][0], last)
    return pieces


@lru_cache(maxsize=2**16)
def _cut(piece: str, is_first: bool, is_last: bool) -> tuple[Place, ...]:
    """Give the places of the tokens in one piece of a sentence.

    NLTK's rules look no further than the next space, so a piece is cut between two stand-ins as it would be in its
    sentence, and once for all the times that it comes up.
    """
    if piece.isalpha() and piece.lower() not in _CONTRACTED:
        return ((0, len(piece)),)
    sentence = f"{'' if is_first else 'x '}{piece}{'' if is_last else ' x'}"
    tokens = _tokenizer().tokenize(sentence)[0 if is_first else 1 : None if is_last else -1]
    places: list[Place] = []
    at = 0
    for token in tokens:
        # NLTK writes a straight double mark as `` or ''
        found = next((form for form in _MARKS.get(token, (token,)) if piece.startswith(form, at)), None)
        while found is None and at < len(piece) and piece[at].isspace():
            at += 1
            found = next((form for form in _MARKS.get(token, (token,)) if piece.startswith(form, at)), None)
        if found is not None:
            places.append((at, at + len(found)))
            at += len(found)
    return tuple(places)
