"""Spans without those that stand in boilerplate, by the rule that counting follows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.model import check_columns
from framing.words import places_left_out, starts_in

BOILERPLATE = "boilerplate"


def is_in_boilerplate(rows: pd.DataFrame, articles: pd.DataFrame, spans: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Tell which rows start in boilerplate, or in a paragraph that is at least half so."""
    check_columns(rows, ("doc_id", "start"), name="spans", way_out="rows of the spans table have them")
    return starts_in(rows, places_left_out(articles, spans, [BOILERPLATE]))


def without_left_out(articles: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Give the spans without those instances, all roles, whose cue starts in text that was left out."""
    cues = spans[spans["role"] == "cue"]
    dropped = cues.loc[is_in_boilerplate(cues, articles, spans), ["doc_id", "device", "instance"]]
    columns = ["doc_id", "device", "instance"]
    is_dropped = pd.MultiIndex.from_frame(spans[columns].astype(object)).isin(
        pd.MultiIndex.from_frame(dropped.astype(object))
    )
    kept: pd.DataFrame = spans[~is_dropped]
    return kept
