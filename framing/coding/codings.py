"""A coded sample, checked against the counts it is to correct: every sentence with its place there and its weight."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.checks import check_columns
from framing.model import named
from framing.origin import origin_of

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]

_WAY_OUT = "framing.read_codings(sheet, sampled) makes this table"
_NEEDED = ("sentence_id", "doc_id", "device", "probability", "found", "coded")
_TOO_FINE = ("subtype", "speaker", "part")


class Coded(NamedTuple):
    """Columns over the coded sentences: `place` is that of the counts row, `weight` one over the chance to be drawn.

    `more_words` is how many words more than the labels say are in the row's voice. `stratum` numbers what was drawn
    together; `has_found` says whether that were sentences in which something was found, `is_net` whether the net's.
    """

    sentence: Codes
    place: Codes
    weight: Numbers
    found: Numbers
    coded: Numbers
    more_words: Numbers
    stratum: Codes
    has_found: Numbers
    is_net: Numbers


def coded_of(codings: pd.DataFrame, counts: pd.DataFrame) -> Coded:
    """Check the codings once, and find each one's row in `counts`.

    Raises a one-line `ValueError` where a number cannot be right or a sentence does not belong to these counts.
    """
    check_columns(codings, _NEEDED, name="codings", way_out=_WAY_OUT)
    if codings.empty:
        raise ValueError(f"codings: the table has no row; {_WAY_OUT}")
    if fine := [column for column in _TOO_FINE if column in counts.columns]:
        raise ValueError(f"counts: coders do not tell the {fine[0]}; count without by={fine[0]!r} to correct")
    _check_numbers(codings)
    with_voice = "voice" in counts.columns
    if with_voice:
        check_columns(
            codings, ("voice", "words", "coded_words"), name="codings", way_out="sample(with_voice=True) asks for them"
        )
        _refuse(codings, codings["coded_words"].isna(), "no coded_words")
    key = ["device", *(["voice"] if "voice" in codings.columns else [])]
    is_again = codings.duplicated(["sentence_id", *key])
    _refuse(codings, is_again, "come twice", "keep one row of each")
    table = codings if with_voice or "voice" not in codings.columns else _over_voices(codings)
    keys = ["doc_id", "device", *(["voice"] if with_voice else [])]
    rows = pd.Series(np.arange(len(counts)), index=pd.MultiIndex.from_frame(counts[keys].astype(object)))
    if rows.index.has_duplicates:
        again = counts["doc_id"][rows.index.duplicated()].unique()
        raise ValueError(f"counts: rows repeat an article and device (doc_id {named(again)}); keep one row of each")
    place = rows.reindex(pd.MultiIndex.from_frame(table[keys].astype(object))).to_numpy(dtype=float)
    _refuse(
        table, pd.Series(np.isnan(place), index=table.index), "are of articles that counts have not",
        "give the counts of the articles that were sampled, or the codings of these alone",
    )  # fmt: skip
    _check_same_text(table, counts, with_voice=with_voice)
    _check_same_labels(table, counts)
    _check_all_coded(table)
    numbers = {name: table[name].to_numpy(dtype=float) for name in ("probability", "found", "coded")}
    more_words = (
        table["coded_words"].to_numpy(dtype=float) - table["words"].to_numpy(dtype=float) if with_voice else 0.0
    )
    has_found = table.groupby(["sentence_id", "device"], sort=False)["found"].transform("sum") > 0
    names = table["stratum"] if "stratum" in table.columns else pd.Series("", index=table.index)
    strata = table.groupby([table["device"], names, has_found, table["probability"]], observed=True, dropna=False)
    return Coded(
        sentence=pd.factorize(table["sentence_id"])[0],
        place=place.astype(np.intp),
        weight=1 / numbers["probability"],
        found=numbers["found"],
        coded=numbers["coded"],
        more_words=np.zeros(len(table)) + more_words,
        stratum=strata.ngroup().to_numpy().astype(np.intp),
        has_found=np.asarray(has_found, dtype=np.float64),
        is_net=np.asarray(names == "net", dtype=np.float64),
    )


def _check_numbers(codings: pd.DataFrame) -> None:
    """Raise unless chances are chances, and counts whole numbers that were filled in."""
    for column in ("probability", "found", "coded", *(["coded_words"] if "coded_words" in codings else [])):
        if not pd.api.types.is_numeric_dtype(codings[column]):
            is_word = pd.to_numeric(codings[column], errors="coerce").isna() & codings[column].notna()
            what = f"such as {codings[column][is_word].iloc[0]!r}" if is_word.any() else "of numbers as text"
            raise ValueError(f"codings: {column!r} has text ({what}) where numbers are needed; {_WAY_OUT}")
    chance = codings["probability"]
    is_chance = (chance > 0) & (chance <= 1)
    _refuse(codings, ~is_chance.fillna(False).astype(bool), "have no probability above 0 and up to 1", _WAY_OUT)
    _refuse(codings, codings["coded"].isna(), "are not coded", "code every sentence that was drawn, 0 for none")
    for column in ("found", "coded"):
        number = pd.Series(codings[column].to_numpy(dtype=float, na_value=np.nan), index=codings.index)
        is_wrong = number.isna() | (number < 0) | (number % 1 != 0)
        _refuse(codings, is_wrong, f"have a {column!r} that is no count", "give how many the sentence has")


def _check_same_text(table: pd.DataFrame, counts: pd.DataFrame, *, with_voice: bool) -> None:
    """Raise where the counts say that they are of other text than the sentences were drawn from."""
    if "excluded" in table.columns and "excluded" in counts.columns:
        drawn, counted = (set(one["excluded"].dropna().map(_as_set)) for one in (table, counts))
        if drawn and counted and drawn != counted:
            told = [" or ".join(sorted(", ".join(sorted(names)) for names in sets)) for sets in (counted, drawn)]
            raise ValueError(
                f"counts: text left out: {told[0]}, of the sample: {told[1]}; count with the exclude= of the sample, "
                "or draw one with that of the counts"
            )
    parts, voices = origin_of(counts).get("parts"), set(counts.get("voices", pd.Series(dtype=str)).dropna()) - {"all"}
    for option, asked in (("part", parts), ("voice", named(voices) if not with_voice else "")):
        if asked:
            raise ValueError(
                f"counts: only of {option} {asked}, and the sample is of whole texts; count without {option}="
            )


def _as_set(names: object) -> frozenset[str]:
    return frozenset(str(names).split(", "))


def _check_same_labels(table: pd.DataFrame, counts: pd.DataFrame) -> None:
    """Raise where the counts are of other labels, or leave out other text, than those that were sampled."""
    if "article_found" not in table.columns:
        return
    keys = ["doc_id", "device"]
    counted = counts.assign(device=counts["device"].astype(object)).groupby(keys, sort=False)["n"].sum()
    sampled = table.drop_duplicates(keys).set_index(keys)
    differs = counted.reindex(sampled.index) != sampled["article_found"].astype("int64")
    if differs.any():
        doc_id, device = differs.index[differs.to_numpy(dtype=bool)][0]
        raise ValueError(
            f"counts: article {doc_id} has {counted[doc_id, device]} {device}, the sample saw "
            f"{sampled['article_found'][doc_id, device]}; count the spans that were sampled, with the same exclude "
            "and, unless coders coded voices, without voice="
        )


def _check_all_coded(table: pd.DataFrame) -> None:
    """Raise where rows of the sample were dropped: their part of the errors would silently not be corrected."""
    if "article_drawn" not in table.columns:
        return
    articles = table.groupby(["doc_id", "device"], sort=False)
    here, drawn = articles["sentence_id"].nunique(), articles["article_drawn"].max()
    if (lacks := here < drawn).any():
        doc_id, device = lacks.index[lacks.to_numpy(dtype=bool)][0]
        raise ValueError(
            f"codings: of article {doc_id} {drawn[doc_id, device]} sentences were drawn and {here[doc_id, device]} are "
            f"here ({int(lacks.sum())} such articles); code every sentence that was drawn, 0 for none"
        )


def _over_voices(codings: pd.DataFrame) -> pd.DataFrame:
    """Sum what was found and coded over the voices."""
    sums = codings.groupby(["sentence_id", "device"], sort=False)[["found", "coded"]].sum().reset_index()
    kept = codings.drop_duplicates(["sentence_id", "device"]).drop(columns=["found", "coded"])
    return kept.merge(sums, on=["sentence_id", "device"])


def _refuse(codings: pd.DataFrame, is_wrong: pd.Series, what: str, way_out: str = _WAY_OUT) -> None:
    if is_wrong.any():
        where = codings["sentence_id"][is_wrong].unique()
        raise ValueError(f"codings: {len(where)} sentences {what} ({named(where)}); {way_out}")
