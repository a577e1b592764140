"""What is most frequent in each group: the cues of each device, and the sources that are quoted."""

from __future__ import annotations

import pandas as pd

from framing.counting.denominators import places_left_out, starts_in
from framing.report.analysis import BOILERPLATE, Analysis

BARE = "(bare quotation)"


def frequent_cues(analysis: Analysis) -> pd.DataFrame:
    """Count each cue's wording per device and group, the most frequent first: ``device, group, cue, n``.

    Wordings are in lower case; a term's forms (*seem*, *seemed*) are not joined.
    """
    spans = analysis.told
    cues = spans[(spans["role"] == "cue") & spans["device"].isin(analysis.names.listed)]
    cues = cues[~starts_in(cues, places_left_out(analysis.articles, spans, [BOILERPLATE]))]
    # not by reindex, which would copy the whole text beside every cue
    texts = dict(zip(analysis.articles["doc_id"], analysis.articles["text"], strict=True))
    wordings = [
        " ".join(texts[doc_id][start:end].lower().replace("’", "'").split()) or BARE
        for doc_id, start, end in zip(cues["doc_id"], cues["start"], cues["end"], strict=True)
    ]
    table = pd.DataFrame({"device": cues["device"].astype(str), "group": _group(analysis, cues), "cue": wordings})
    tally = table.groupby(["device", "group", "cue"]).size().rename("n").reset_index()
    return tally.sort_values(["device", "group", "n", "cue"], ascending=[True, True, False, True], ignore_index=True)


def frequent_speakers(analysis: Analysis) -> pd.DataFrame:
    """Count attributions per speaker and group, the most frequent first.

    Names are joined over the corpus, as `framing.sources` does.

    Parameters
    ----------
    analysis : Analysis
        The corpus, with its table of sources.

    Returns
    -------
    DataFrame
        `group`, `speaker` (empty where nobody is named or described), `role` and `role_title` (each the most
        frequent, the latter of those given), `is_named`, `times`, `words` (of what is attributed to the speaker).
    """
    table = analysis.sources.assign(group=_group(analysis, analysis.sources), times=1)
    table = table.dropna(subset="group")
    keys = ["group", "speaker"]
    tally = table.groupby(keys)[["times", "words"]].sum().reset_index()
    tally = tally.merge(_commonest(table, keys, "role"), on=keys, how="left")
    tally = tally.merge(_commonest(table[table["role_title"] != ""], keys, "role_title"), on=keys, how="left")
    tally = tally.merge(_commonest(table, keys, "naming"), on=keys, how="left")
    is_named = (tally["speaker"] != "") & (tally["naming"] == "named")
    tally = tally.assign(is_named=is_named, role_title=tally["role_title"].fillna(""))
    tally = tally[["group", "speaker", "role", "role_title", "is_named", "times", "words"]]
    return tally.sort_values(["group", "times", "speaker"], ascending=[True, False, True], ignore_index=True)


def _commonest(table: pd.DataFrame, keys: list[str], column: str) -> pd.DataFrame:
    """Return each key's most frequent value of a column; in a tie, the first alphabetically."""
    numbers = table.groupby([*keys, column])["times"].sum().reset_index()
    ordered = numbers.sort_values([*keys, "times", column], ascending=[True, True, False, True])
    return ordered.drop_duplicates(keys).drop(columns="times")


def _group(analysis: Analysis, rows: pd.DataFrame) -> pd.Series:
    column = analysis.articles.set_index("doc_id")[analysis.groups.by]
    return pd.Series(column.reindex(rows["doc_id"]).to_numpy(), index=rows.index)
