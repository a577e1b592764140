"""Words, n-grams or cues as a table of articles by terms, for what counts terms and not devices."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count as from_one
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from framing.checks import check_articles, check_coder, check_looked_for, check_spans
from framing.counting.denominators import places_left_out, starts_in
from framing.model import LAYOUT, named
from framing.texts.text import WORD, Place, view, word_count

KINDS = ("words", "ngrams", "cues")

# A word as `framing.texts.text.word_count` counts it, or a mark that no n-gram runs over.
_PIECE = re.compile(rf"{WORD}|[.!?…:;()\[\]\n]")
_MARKS = ".!?…:;()[]\n"

Codes: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Terms:
    """How often each term stands in each article.

    `counts` has one row per article and a column for each of `names`, in alphabetical order without rare ones; `sizes`
    are all terms of the article, rare or not, and `words` its words.
    """

    names: list[str]
    counts: sparse.csr_array
    sizes: Codes
    words: Codes


def term_table(
    articles: pd.DataFrame,
    spans: pd.DataFrame | None,
    *,
    terms: str,
    size: int = 2,
    exclude: Sequence[str] = (),
    least: int = 1,
) -> Terms:
    """Count the terms of each article, those that come up `least` times in all or more.

    Words are those of `framing.count`, lower-cased and with plain apostrophes. An n-gram is `size` of them with no end
    of a line and none of ``. ! ? … : ; ( ) [ ]`` between. A cue is what a cue row of `spans` covers, with the device
    behind it where there are several.

    Raises
    ------
    ValueError
        Where an option is wrong, or spans are needed and missing.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["x"], "text": ["So it is. It’s so."]})
    >>> found = term_table(articles, None, terms="ngrams")
    >>> found.names, found.counts.toarray().tolist(), found.sizes.tolist()
    (['it is', "it's so", 'so it'], [[1, 1, 1]], [3])
    """
    check_articles(articles)
    if spans is not None:
        check_spans(spans, articles)
        check_coder(spans, verb="terms")
    _check(spans, terms, size, exclude, least)
    left_out: dict[object, list[Place]] = {}
    if spans is not None and exclude:
        left_out = places_left_out(articles, spans, exclude)
    places = zip(articles["doc_id"], articles["text"], strict=True)
    texts = [_kept(text, left_out.get(doc_id, [])) for doc_id, text in places]
    if spans is not None and terms == "cues":
        article, term, names = _cues(articles, spans, exclude, left_out)
        words = np.array([word_count(text) for text in texts], dtype=np.int64)
    else:
        article, term, names, words = _pieces(texts)
        if terms == "ngrams":
            article, term, names = _joined(article, term, names, size, least)
        else:
            article, term = article[term > 0], term[term > 0]
    return _table(article, term, names, words, least)


def _check(spans: pd.DataFrame | None, terms: str, size: int, exclude: Sequence[str], least: int) -> None:
    if terms not in KINDS:
        raise ValueError(f"terms={terms!r} is none of {named(KINDS)}")
    if not 2 <= size <= 5:
        raise ValueError(f"size={size}: an n-gram has 2 to 5 words; single ones are terms='words'")
    if least < 1:
        raise ValueError(f"least={least} is below 1; terms that never come up have no row")
    if spans is None:
        if terms == "cues" or exclude:
            what = "terms='cues'" if terms == "cues" else f"exclude={named(exclude)!r}"
            raise ValueError(f"{what} needs the spans; give framing.label(articles) as the second argument")
        return
    check_looked_for(spans, exclude, option="exclude")


def _kept(text: str, left_out: Sequence[Place]) -> str:
    """Give `text` for matching, with line ends where something is left out."""
    pieces, at = [], 0
    for start, end in left_out:
        pieces += [text[at:start], "\n" * (end - start)]
        at = end
    return view("".join([*pieces, text[at:]]))


def _pieces(texts: Sequence[str]) -> tuple[Codes, Codes, list[str], Codes]:
    """Give each piece's article and code, the pieces' names by code, and the words of each article; marks are 0."""
    codes: defaultdict[str, int] = defaultdict(from_one(1).__next__, dict.fromkeys(_MARKS, 0))
    by_article = [
        np.fromiter(map(codes.__getitem__, found), dtype=np.int64, count=len(found))
        for found in map(_PIECE.findall, texts)
    ]
    lengths = np.array([len(found) for found in by_article], dtype=np.int64)
    term = np.concatenate([np.zeros(0, dtype=np.int64), *by_article])
    article = np.repeat(np.arange(len(texts)), lengths)
    names = ["", *(piece for piece, code in codes.items() if code)]
    return article, term, names, np.bincount(article[term > 0], minlength=len(texts)).astype(np.int64)


def _joined(article: Codes, term: Codes, names: list[str], size: int, least: int) -> tuple[Codes, Codes, list[str]]:
    """Join each piece with those after it; n-grams that come up less than `least` times share the code 0."""
    count = max(len(term) - size + 1, 0)
    columns = [term[place : place + count] for place in range(size)]
    is_whole = (article[:count] == article[size - 1 :][:count]) & np.all([column > 0 for column in columns], axis=0)
    article, columns = article[:count][is_whole], [column[is_whole] for column in columns]
    code = columns[0]
    for column in columns[1:]:  # coded anew at each step, or the numbers would outgrow 64 bits
        code = np.unique(code * len(names) + column, return_inverse=True)[1].astype(np.int64)
    _, first, code, number = np.unique(code, return_index=True, return_inverse=True, return_counts=True)
    is_kept = number >= least
    spelled = zip(*(column[first[is_kept]].tolist() for column in columns), strict=True)
    place = np.where(is_kept, np.cumsum(is_kept), 0)
    return article, place[code], ["", *(" ".join(names[one] for one in gram) for gram in spelled)]


def _cues(
    articles: pd.DataFrame, spans: pd.DataFrame, exclude: Sequence[str], left_out: dict[object, list[Place]]
) -> tuple[Codes, Codes, list[str]]:
    """Give each cue's article and code, and the cues' names by code; 0 is no cue's."""
    is_cue = (spans["role"] == "cue") & (spans["start"] < spans["end"])
    cues = spans[is_cue & ~spans["device"].isin([*exclude, LAYOUT])]
    places = pd.Series(np.arange(len(articles)), index=articles["doc_id"])
    texts = articles["text"].tolist()
    cues = cues[~starts_in(cues, left_out)]
    rows = zip(places.loc[cues["doc_id"]], cues["device"], cues["start"], cues["end"], strict=True)
    kept = [
        (article, str(device), " ".join(view(texts[article][start:end]).split()))
        for article, device, start, end in rows
    ]
    are_several = len({device for _, device, _ in kept}) > 1
    codes: defaultdict[str, int] = defaultdict(from_one(1).__next__)
    term = [codes[f"{cue} ({device})" if are_several else cue] for _, device, cue in kept]
    article = np.array([article for article, _, _ in kept], dtype=np.int64)
    return article, np.array(term, dtype=np.int64), ["", *codes]


def _table(article: Codes, term: Codes, names: list[str], words: Codes, least: int) -> Terms:
    """Count the terms of each article; code 0 stands for those already left out."""
    sizes = np.bincount(article, minlength=len(words)).astype(np.int64)
    total = np.bincount(term, minlength=len(names))
    total[0] = 0
    kept = np.flatnonzero(total >= least)
    order = kept[np.argsort(np.array([names[code] for code in kept], dtype=object), kind="stable")]
    place = np.full(len(names), -1, dtype=np.int64)
    place[order] = np.arange(len(order))
    column = place[term]
    rows, columns = article[column >= 0], column[column >= 0]
    counts = sparse.coo_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=(len(words), len(order)))
    return Terms([names[code] for code in order], counts.tocsr(), sizes, words)
