"""Which rows stand in boilerplate, by the rule that counting follows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.model import check_columns
from framing.text import is_covered, paragraph_spans

BOILERPLATE = "boilerplate"


def is_left_out(rows: pd.DataFrame, spans: pd.DataFrame, articles: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Tell which rows start in text that was left out: in boilerplate, or a paragraph that is at least half so."""
    check_columns(rows, ("doc_id", "start"), name="spans", way_out="rows of the spans table have them")
    left_out = spans[spans["device"] == BOILERPLATE]
    places: dict[object, list[tuple[int, int]]] = {}
    for doc_id, start, end in zip(left_out["doc_id"], left_out["start"], left_out["end"], strict=True):
        places.setdefault(doc_id, []).append((start, end))
    for doc_id, text in zip(articles["doc_id"], articles["text"], strict=True):
        if doc_id in places:
            covered = sorted(places[doc_id])
            places[doc_id] += [paragraph for paragraph in paragraph_spans(text) if is_covered(paragraph, covered)]
    return np.array(
        [
            any(left <= start < right for left, right in places.get(doc_id, ()))
            for doc_id, start in zip(rows["doc_id"], rows["start"], strict=True)
        ],
        dtype=bool,
    )


def without_left_out(spans: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Give the spans without those instances, all roles, whose cue starts in text that was left out."""
    cues = spans[spans["role"] == "cue"]
    dropped = cues.loc[is_left_out(cues, spans, articles), ["doc_id", "device", "instance"]]
    columns = ["doc_id", "device", "instance"]
    is_dropped = pd.MultiIndex.from_frame(spans[columns].astype(object)).isin(
        pd.MultiIndex.from_frame(dropped.astype(object))
    )
    kept: pd.DataFrame = spans[~is_dropped]
    return kept
