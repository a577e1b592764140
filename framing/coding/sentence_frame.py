"""The sentences of a corpus as a list to draw from: where each stands, what was found in it, whether a net hit it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.counting.denominators import voices_of_words
from framing.model import VOICES, Document
from framing.texts.text import Place, Reading
from framing.vocabulary.lexicon import Lexicon

Codes = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class SentenceFrame:
    """Columns over all sentences that can be drawn, in the order of the articles and their texts.

    `article` is the place of the article in its table, `number` that of the sentence among all of its article.
    `article_found` is what the whole article has, a number per article.
    """

    article: Codes
    number: Codes
    start: Codes
    end: Codes
    words: Codes
    found: Codes
    is_net: npt.NDArray[np.bool_]
    article_found: Codes


def frame_of(
    articles: pd.DataFrame, cues: pd.DataFrame, excluded: Mapping[object, Sequence[Place]], net: Lexicon | None
) -> SentenceFrame:
    """List the sentences of `articles` that have a word, or a cue, outside the excluded places.

    Parameters
    ----------
    articles
        The articles table.
    cues
        The cue rows of one device; those that start in an excluded place do not count.
    excluded
        The places left out of each article, by its `doc_id`.
    net
        Terms of which any makes its sentence a candidate.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": ["It may rain. It rains."]})
    >>> frame = frame_of(articles, pd.DataFrame({"doc_id": ["a"], "start": [3]}), {}, None)
    >>> frame.start.tolist(), frame.found.tolist()
    ([0, 13], [1, 0])
    """
    by_article = {doc_id: group.to_numpy() for doc_id, group in cues.groupby("doc_id", sort=False)["start"]}
    columns: list[list[Codes]] = [[] for _ in range(7)]
    totals = np.zeros(len(articles), dtype=np.intp)
    for place, (doc_id, text) in enumerate(zip(articles["doc_id"], articles["text"], strict=True)):
        reading = Reading(Document(str(doc_id), text))
        is_left_out = _mask(len(text), excluded.get(doc_id, ()))
        starts = by_article.get(doc_id, np.empty(0, dtype=np.intp))
        starts = starts[~is_left_out[starts]]
        hits = net.find(reading.view) if net is not None else {}
        hit = np.array([hit.start for group in hits.values() for hit in group], dtype=np.intp)
        word = np.array([start for start, _ in reading.words], dtype=np.intp)
        counted = [_per_sentence(reading, at[~is_left_out[at]]) for at in (word, starts, hit)]
        kept = np.flatnonzero((counted[0] > 0) | (counted[1] > 0))
        places = np.array(reading.sentences, dtype=np.intp).reshape(-1, 2)[kept]
        totals[place] = len(starts)
        row = (np.full(len(kept), place), kept, places[:, 0], places[:, 1], *(numbers[kept] for numbers in counted))
        for column, values in zip(columns, row, strict=True):
            column.append(values)
    article, number, start, end, words, found, caught = (
        np.concatenate(column) if column else np.empty(0, dtype=np.intp) for column in columns
    )
    return SentenceFrame(article, number, start, end, words, found, caught > 0, totals)


def _mask(length: int, places: Sequence[Place]) -> npt.NDArray[np.bool_]:
    """Return for each character whether it is left out; one more, for an empty cue at the end."""
    is_left_out = np.zeros(length + 1, dtype=bool)
    for start, end in places:
        is_left_out[start:end] = True
    return is_left_out


def _per_sentence(reading: Reading, starts: Codes) -> Codes:
    """Count how many of `starts` each sentence has; one between two sentences belongs to the first."""
    firsts = np.array([place[0] for place in reading.sentences], dtype=np.intp)
    if not len(firsts):
        return np.zeros(0, dtype=np.intp)
    at = np.maximum(np.searchsorted(firsts, starts, side="right") - 1, 0)
    return np.bincount(at, minlength=len(firsts))


def numbers_by_voice(
    articles: pd.DataFrame,
    spans: pd.DataFrame,
    cues: pd.DataFrame,
    frame: SentenceFrame,
    picked: Codes,
    excluded: Mapping[object, Sequence[Place]],
) -> tuple[Codes, Codes]:
    """Return the words and the cues of each sentence in `picked`, a column per voice in the order of `VOICES`.

    `spans` have the attributions, `cues` the cue rows of one device; what starts in an excluded place does not count.
    """
    attributions = spans[spans["device"] == "attribution"]
    texts, doc_ids = articles["text"].tolist(), articles["doc_id"].tolist()
    words, found = np.zeros((len(picked), len(VOICES)), dtype=np.intp), np.zeros((len(picked), len(VOICES)), np.intp)
    rows_of, cues_of = dict(list(attributions.groupby("doc_id"))), dict(list(cues.groupby("doc_id")))
    for place in np.unique(frame.article[picked]):
        doc_id, text = doc_ids[place], texts[place]
        reading = Reading(Document(str(doc_id), text))
        is_left_out = _mask(len(text), excluded.get(doc_id, ()))
        rows = np.flatnonzero(frame.article[picked] == place)
        number = frame.number[picked[rows]]
        own = rows_of.get(doc_id, attributions.head(0))
        columns = (own[name].tolist() for name in ("instance", "role", "start", "end"))
        voices = voices_of_words(reading, list(zip(*columns, strict=True)))
        starts = np.array([start for start, _ in reading.words], dtype=np.intp)
        told = np.array([VOICES.index(voice) for voice, _ in voices], dtype=np.intp)
        its = cues_of.get(doc_id, cues.head(0))
        at = its["start"].to_numpy(dtype=np.intp)
        heard = np.array([VOICES.index(voice) for voice in its["voice"]], dtype=np.intp)
        for column in range(len(VOICES)):
            for numbers, place_of, whose in ((words, starts, told), (found, at, heard)):
                counted = place_of[(whose == column) & ~is_left_out[place_of]]
                numbers[rows, column] = _per_sentence(reading, counted)[number]
    return words, found
