"""The codes table: one row per unit, question and coder, with the value that the coder gave."""

from __future__ import annotations

import pandas as pd
from pandas.api.types import is_integer_dtype, is_numeric_dtype

from framing.checks import check_alike, check_columns, text_lengths
from framing.model import named

CODE_COLUMNS = ("doc_id", "unit", "start", "end", "code", "value", "coder", "score")
CODE_UNITS = ("article", "paragraph", "sentence")
MAKERS = ("person", "model", "lexicon", "classifier", "clustering")  # the column `made_by`; without it, a person
PLACE = ["doc_id", "unit", "start", "end"]  # where a code is given

_NEEDED = ("doc_id", "unit", "code", "value")
_WAY_OUT = "framing.read_codes makes this table"


def is_codes(table: object) -> bool:
    """Return whether a table is one of codes and not of spans.

    Examples
    --------
    >>> is_codes(pd.DataFrame(columns=["doc_id", "code", "value"])), is_codes(pd.DataFrame(columns=["device", "role"]))
    (True, False)
    """
    return isinstance(table, pd.DataFrame) and {"code", "value"} <= {*table.columns} and "device" not in table


def check_codes(codes: pd.DataFrame, articles: pd.DataFrame | None = None) -> None:
    """Raise a one-line `ValueError` unless each row of `codes` can be right and, given `articles`, belongs to them.

    Examples
    --------
    >>> row = {"doc_id": "a", "unit": "article", "code": "conflict", "coder": "Ann"}
    >>> check_codes(pd.DataFrame([{**row, "value": 1}, {**row, "value": 0}]))
    Traceback (most recent call last):
    ValueError: codes: Ann gave conflict two values in one place (doc_id a); keep one, or read repeated codings under
    two names of coders
    """
    check_columns(codes, _NEEDED, name="codes", way_out=_WAY_OUT)
    if codes.empty:
        raise ValueError(f"codes: the table has no row; {_WAY_OUT}")
    for column in _NEEDED:
        _refuse(codes, codes[column].isna(), f"no {column}", "what was not asked or answered has no row")
    is_wrong = ~codes["unit"].isin(CODE_UNITS)
    if is_wrong.any():
        found = named(repr(unit) for unit in codes["unit"][is_wrong].unique())
        _refuse(codes, is_wrong, f"the unit {found}", f"write one of {', '.join(CODE_UNITS)}")
    mixed = codes.groupby("code", observed=True)["unit"].nunique()
    if (mixed > 1).any():
        raise ValueError(
            f"codes: {named(mixed.index[mixed > 1])} has several units; codes of articles and of sentences are two "
            "tables: codes[codes['unit'] == 'article']"
        )
    if (codes["unit"] != "article").any():
        _check_places(codes)
    for column in ("made_by", "score"):
        if column in codes.columns:
            _check_optional(codes, column)
    for column in ("doc_id", "code"):
        check_alike(codes[column], name="codes")
    same = [name for name in (*PLACE, "code", "coder") if name in codes.columns]
    is_again = codes.duplicated(same)
    if is_again.any():
        first = codes[is_again].iloc[0]
        who = first["coder"] if "coder" in codes.columns and pd.notna(first["coder"]) else "one coder"
        doc_ids = named(codes["doc_id"][is_again].unique())
        raise ValueError(
            f"codes: {who} gave {first['code']} two values in one place (doc_id {doc_ids}); keep one, or read repeated "
            "codings under two names of coders"
        )
    if articles is not None:
        _check_articles(codes, articles)


def coders_of(codes: pd.DataFrame) -> list[str]:
    """Name the coders of a codes table, in order.

    Examples
    --------
    >>> coders_of(pd.DataFrame({"coder": ["Ann", "Ben", "Ann"]}))
    ['Ann', 'Ben']
    """
    if "coder" not in codes.columns:
        return ["coder"]
    return [str(coder) for coder in codes["coder"].fillna("coder").unique()]


def made_by(codes: pd.DataFrame) -> pd.Series[str]:
    """Give who made each code: a person, unless the column `made_by` says otherwise.

    Examples
    --------
    >>> made_by(pd.DataFrame({"code": ["a", "b"], "made_by": ["model", None]})).tolist()
    ['model', 'person']
    """
    if "made_by" not in codes.columns:
        return pd.Series("person", index=codes.index, dtype=object)
    return codes["made_by"].astype(object).fillna("person")


def unit_of(codes: pd.DataFrame, *, verb: str) -> str:
    """Name the unit that was coded, or raise where there are several.

    Examples
    --------
    >>> unit_of(pd.DataFrame({"unit": ["article", "sentence"]}), verb="count")
    Traceback (most recent call last):
    ValueError: count: codes of several units (article, sentence); choose one: codes[codes['unit'] == 'article']
    """
    units = codes["unit"].unique()
    if len(units) > 1:
        raise ValueError(
            f"{verb}: codes of several units ({named(units)}); choose one: codes[codes['unit'] == {str(units[0])!r}]"
        )
    return str(units[0])


def wide_of(codes: pd.DataFrame, values: pd.Series, *, verb: str) -> pd.DataFrame:
    """Give one row per unit and one column of values per code, in the order in which they come.

    Examples
    --------
    >>> codes = pd.DataFrame({"doc_id": ["a", "a", "b"], "unit": "article", "code": ["hero", "victim", "hero"]})
    >>> wide_of(codes, pd.Series([1, 0, 1]), verb="count").to_numpy().tolist()
    [[1.0, 0.0], [1.0, nan]]
    """
    keys = ["doc_id"] if unit_of(codes, verb=verb) == "article" else ["doc_id", "start"]
    table = codes[keys].assign(_code=codes["code"].astype(str), _value=values.array)
    order = list(dict.fromkeys(table["_code"]))
    return table.pivot(index=keys, columns="_code", values="_value")[order]  # noqa: PD010 - no sums


def yes_or_no(codes: pd.DataFrame, *, verb: str) -> pd.Series[int]:
    """Give the values as 0 and 1, or raise: only these can be counted.

    Examples
    --------
    >>> yes_or_no(pd.DataFrame({"doc_id": ["a"], "code": ["tone"], "value": ["angry"]}), verb="count")
    Traceback (most recent call last):
    ValueError: count: 'tone' has values other than 0 and 1 ('angry'); turn them into yes and no first, such as
    codes.assign(value=(codes['value'] == 'angry').astype(int))
    """
    numbers = pd.to_numeric(codes["value"], errors="coerce").astype(float)
    is_wrong = ~numbers.isin([0.0, 1.0])
    if is_wrong.any():
        first = codes[is_wrong].iloc[0]
        value = first["value"].item() if hasattr(first["value"], "item") else first["value"]
        is_label = isinstance(value, str)
        turned = f"(codes['value'] == {value!r})" if is_label else "(codes['value'] >= 0.5)"
        raise ValueError(
            f"{verb}: {str(first['code'])!r} has values other than 0 and 1 ({value!r}); turn them into yes and no "
            f"first, such as codes.assign(value={turned}.astype(int))"
        )
    return numbers.astype("int64")


def _check_places(codes: pd.DataFrame) -> None:
    """Raise unless paragraphs and sentences have whole numbers for a place."""
    check_columns(codes, ("start", "end"), name="codes", way_out="codes of sentences and paragraphs need their place")
    own = codes[codes["unit"] != "article"]
    for column in ("start", "end"):
        _refuse(own, own[column].isna(), f"no {column}", "sentences and paragraphs need their place")
        if not is_integer_dtype(codes[column]):
            raise ValueError(f"codes: {column!r} is {codes[column].dtype} and not of whole numbers")
    _refuse(own, (own["start"] < 0) | (own["end"] < own["start"]), "a place that there is not", _WAY_OUT)


def _check_optional(codes: pd.DataFrame, column: str) -> None:
    if column == "made_by":
        is_wrong = ~made_by(codes).isin(MAKERS)
        _refuse(codes, is_wrong, f"a made_by that is none of {', '.join(MAKERS)}", "write one of them")
        return
    if not is_numeric_dtype(codes["score"]):
        raise ValueError(
            "codes: 'score' is not numeric; it is a probability between 0 and 1, empty where there is none"
        )
    _refuse(codes, (codes["score"] < 0) | (codes["score"] > 1), "a score that is no probability", "give 0 to 1")


def _check_articles(codes: pd.DataFrame, articles: pd.DataFrame) -> None:
    lengths = text_lengths(codes, articles, name="codes")
    if "end" in codes.columns:
        _refuse(codes, codes["end"].fillna(0) > lengths, "a place outside the text", "the texts must be those coded")


def _refuse(codes: pd.DataFrame, is_wrong: pd.Series[bool], what: str, way_out: str) -> None:
    if is_wrong.any():
        where = named(codes["doc_id"][is_wrong].dropna().unique()) or "none"
        raise ValueError(f"codes: {int(is_wrong.sum())} rows have {what} (doc_id {where}); {way_out}")
