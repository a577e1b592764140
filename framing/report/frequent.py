"""What stands most often in each group: the cues of each device, and the sources that are quoted."""

from __future__ import annotations

import pandas as pd

from framing.report.analysis import ATTRIBUTION, Analysis
from framing.report.removed import is_left_out
from framing.speaker import speakers, unnamed

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
    cues = rows[rows["role"] == "cue"][["doc_id", "instance", "start"]]
    sources = rows[rows["role"] == "source"].drop_duplicates(["doc_id", "instance"])
    sources = sources[["doc_id", "instance", "start", "end"]].rename(columns={"start": "left", "end": "right"})
    table = cues.merge(sources, on=["doc_id", "instance"], how="left")
    texts = dict(zip(analysis.articles["doc_id"], analysis.articles["text"], strict=True))
    names = pd.Series("", index=table.index, dtype=object)
    for doc_id, place in table.groupby("doc_id", sort=False).groups.items():
        names.loc[place] = _speakers(texts[doc_id], table.loc[place])
    table = table.assign(speaker=names, group=_group(analysis, table))
    tally = table.groupby(["group", "speaker"]).size().rename("n").reset_index()
    without = set(unnamed(tally["speaker"]))
    tally = tally.assign(is_named=(tally["speaker"] != "") & ~tally["speaker"].isin(without))
    tally = tally[["group", "speaker", "is_named", "n"]]
    return tally.sort_values(["group", "n", "speaker"], ascending=[True, False, True], ignore_index=True)


def _speakers(text: str, attributions: pd.DataFrame) -> list[str]:
    """Name the speakers of one article's attributions; empty for those without a source."""
    places = [
        (None, int(cue)) if pd.isna(left) else ((int(left), int(right)), int(left))
        for cue, left, right in zip(attributions["start"], attributions["left"], attributions["right"], strict=True)
    ]
    return speakers(text, places)


def _kept(analysis: Analysis, is_wanted: pd.Series) -> pd.DataFrame:
    """Give the rows wanted that do not stand in boilerplate."""
    rows = analysis.spans[is_wanted]
    return rows[~is_left_out(rows, analysis)]


def _group(analysis: Analysis, rows: pd.DataFrame) -> pd.Series:
    column = analysis.articles.set_index("doc_id")[analysis.groups.by]
    return pd.Series(column.reindex(rows["doc_id"]).to_numpy(), index=rows.index)
