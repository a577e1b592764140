"""Human codes of a probability sample, and what a coder of the whole corpus predicted for the same articles."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.checks import check_columns
from framing.code_table import check_codes, coders_of, made_by, yes_or_no
from framing.coding.codings import Coded
from framing.model import named


def truth_of(
    counts: pd.DataFrame, codes: pd.DataFrame, truth: str | None, *, verb: str
) -> tuple[Coded, pd.Series[float], str]:
    """Check codes that are to count as truth, and find each one's row in `counts`.

    Gives also what each row of `counts` is predicted to have, and who is trusted.
    """
    check_codes(codes)
    if truth is not None:
        if truth not in coders_of(codes):
            raise ValueError(f"{verb}: truth={truth!r} is no coder of the codes (there are: {named(coders_of(codes))})")
        codes = codes[codes["coder"] == truth] if "coder" in codes.columns else codes
    if len(coders := coders_of(codes)) > 1:
        raise ValueError(
            f"{verb}: codes of several coders ({named(coders)}); settle their differences, or truth= names one"
        )
    makers = made_by(codes)
    if truth is None and (makers != "person").any():
        raise ValueError(
            f"{verb}: the codes of {coders[0]} were made by a {makers[makers != 'person'].iloc[0]}, not by a person; "
            f"truth={coders[0]!r} takes them for truth all the same, and every result says so"
        )
    if (codes["unit"] != "article").any():
        raise ValueError(f"{verb}: codes of articles are needed; shares of sentences are not corrected by codes yet")
    check_columns(codes, ("probability",), name="codes", way_out="sample(articles, unit='article') gives it")
    chance = codes["probability"].to_numpy(dtype=float)
    if not ((chance > 0) & (chance <= 1)).all():
        raise ValueError("codes: a probability is not above 0 and up to 1; sample(articles, unit='article') gives it")
    rows = pd.Series(
        np.arange(len(counts)), index=pd.MultiIndex.from_frame(counts[["doc_id", "device"]].astype(object))
    )
    if rows.index.has_duplicates:
        raise ValueError("counts: rows repeat an article and code; keep one row of each")
    place = rows.reindex(pd.MultiIndex.from_frame(codes[["doc_id", "code"]].astype(object))).to_numpy(dtype=float)
    if np.isnan(place).any():
        lost = codes[np.isnan(place)]
        raise ValueError(
            f"codes: {named(lost['code'].unique())} of doc_id {named(lost['doc_id'].unique())} is not in counts; count "
            "the predicted codes of all articles, the coded ones too"
        )
    expected = counts["n"].astype(float)
    if "expected" in counts.columns:
        expected = counts["expected"].astype(float).fillna(expected)
    at = place.astype(np.intp)
    groups = codes.groupby([codes["code"], codes["probability"]], observed=True)
    nothing = np.zeros(len(codes))
    coded = Coded(
        sentence=pd.factorize(codes["doc_id"])[0],
        place=at,
        weight=1 / chance,
        found=np.asarray(expected, dtype=np.float64)[at],
        coded=np.asarray(yes_or_no(codes, verb=verb), dtype=np.float64),
        more_words=nothing,
        stratum=groups.ngroup().to_numpy().astype(np.intp),
        has_found=np.ones(len(codes)),
        is_net=nothing,
    )
    return coded, expected, truth if truth is not None and (makers != "person").any() else ""
