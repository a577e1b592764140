"""What stands most often in each group: the cues of each device, and the sources that are quoted."""

from __future__ import annotations

import pandas as pd

from framing.report.analysis import ATTRIBUTION, Analysis
from framing.report.removed import is_left_out
from framing.speaker import speakers_by_instance, unnamed

BARE = "(bare quotation)"


def frequent_cues(analysis: Analysis) -> pd.DataFrame:
    """Count each cue's wording per device and group, the most frequent first: ``device, group, cue, n``.

    Wordings are in lower case; a term's forms (*seem*, *seemed*) are not joined.
    """
    cues = _kept(analysis, analysis.spans["role"] == "cue")
    cues = cues[cues["device"].isin(analysis.device_names)]
    texts = analysis.articles.set_index("doc_id")["text"].reindex(cues["doc_id"])
    wordings = [
        " ".join(text[start:end].lower().replace("’", "'").split()) or BARE
        for text, start, end in zip(texts, cues["start"], cues["end"], strict=True)
    ]
    table = pd.DataFrame({"device": cues["device"].astype(str), "group": _group(analysis, cues), "cue": wordings})
    tally = table.groupby(["device", "group", "cue"]).size().rename("n").reset_index()
    return tally.sort_values(["device", "group", "n", "cue"], ascending=[True, True, False, True], ignore_index=True)


def frequent_speakers(analysis: Analysis) -> pd.DataFrame:
    """Count attributions per speaker and group, the most frequent first: ``group, speaker, is_named, n``.

    Names are joined within one article (a surname with the full name that it gives), not over articles.
    """
    rows = _kept(analysis, analysis.spans["device"] == ATTRIBUTION)
    texts = dict(zip(analysis.articles["doc_id"], analysis.articles["text"], strict=True))
    names: list[str] = []
    places: list[object] = []
    for doc_id, own in rows.groupby("doc_id", sort=False):
        columns = (own[name].tolist() for name in ("instance", "role", "start", "end"))
        speakers = speakers_by_instance(texts[doc_id], zip(*columns, strict=True))
        names += speakers.values()
        places += [doc_id] * len(speakers)
    table = pd.DataFrame({"doc_id": pd.Series(places, dtype=rows["doc_id"].dtype), "speaker": names})
    table = table.assign(group=_group(analysis, table))
    tally = table.groupby(["group", "speaker"]).size().rename("n").reset_index()
    without = set(unnamed(tally["speaker"]))
    tally = tally.assign(is_named=(tally["speaker"] != "") & ~tally["speaker"].isin(without))
    tally = tally[["group", "speaker", "is_named", "n"]]
    return tally.sort_values(["group", "n", "speaker"], ascending=[True, False, True], ignore_index=True)


def _kept(analysis: Analysis, is_wanted: pd.Series) -> pd.DataFrame:
    """Give the rows wanted that do not stand in boilerplate."""
    rows = analysis.spans[is_wanted]
    return rows[~is_left_out(rows, analysis)]


def _group(analysis: Analysis, rows: pd.DataFrame) -> pd.Series:
    column = analysis.articles.set_index("doc_id")[analysis.groups.by]
    return pd.Series(column.reindex(rows["doc_id"]).to_numpy(), index=rows.index)
