"""Dates as news sources write them; ambiguous dates are left empty, not guessed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from framing.read.written_dates import in_iso

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "bst": 60, "wet": 0, "west": 60, "cet": 60, "cest": 120,
    "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "jst": 540, "kst": 540, "hkt": 480, "sgt": 480,
    "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}  # fmt: skip
CLOCK = (
    r"(?:(?:t|,?\s+)(?:at\s+)?(?P<hour>\d{1,2})(?::?(?P<minute>\d\d))?(?::?(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>[+-]\d\d:?(?:\d\d)?|" + "|".join(ZONES) + r")?(?:\s*\([a-z]+\))?)?"
)
CLOCK_PARTS = ("hour", "minute", "second", "fraction", "half", "zone")
PATTERNS = (
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    WEEKDAY
    + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<month>"
    + MONTH
    + r")\.?,?[\s-]+(?P<year>\d{4}|\d\d)",
    WEEKDAY + r"(?P<month>" + MONTH + r")\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
)
BARE = r"(?P<first>\d{1,2})[-/.](?P<other>\d{1,2})[-/.](?P<year>\d{4}|\d\d)"
YEARS = (1000, 9999)  # others are slips, and no calendar of Python has the year 0 or 10000
EPOCH = r"(?P<seconds>\d{10})(?:\.\d+|\d{3})?"


class Dates(NamedTuple):
    """Parsed dates (``datetime64[ms]``, UTC where a zone was given), why others are empty, which defy `dayfirst`."""

    dates: pd.Series
    is_unreadable: pd.Series
    is_ambiguous: pd.Series
    is_other_order: pd.Series


def parse_dates(values: pd.Series, files: np.ndarray, dayfirst: bool | None) -> Dates:
    """Parse `values` (strings or missing); `files` has the file of each.

    ``03/04/2024`` has two readings. `dayfirst` decides; without it, the other dates of the same file do, if they fit
    one order only. A date that fits one order only is read in it, whatever `dayfirst` says. A year or month without a
    day is unreadable.

    Examples
    --------
    >>> parse_dates(pd.Series(["Jan. 12, 2024", "2024-01-12T23:30:00-05:00", "soon"]), np.zeros(3), None).dates
    0   2024-01-12 00:00:00
    1   2024-01-13 04:30:00
    2                   NaT
    dtype: datetime64[ms]
    """
    texts = values.astype(object).where(values.notna(), "").astype(object).map(str.strip).str.lower()
    parts = matched(texts)
    is_other = parts["year"].isna() & texts.str.contains(r"[^\W\d_]{3}", regex=True)
    if is_other.any():  # month names of other languages than English
        texts = texts.where(~is_other, texts[is_other].map(lambda text: in_iso(text) or text))
        parts = parts.fillna(matched(texts.where(is_other, "")))
    bare = texts.str.extract(f"^{BARE}{CLOCK}$")
    bare, is_ambiguous, is_other_order = ordered(bare, files, dayfirst)
    parts = parts.fillna(bare)
    dates = assembled(parts)
    seconds = pd.to_numeric(texts.str.extract(f"^{EPOCH}$")["seconds"])
    dates = dates.fillna(pd.to_datetime(seconds, unit="s")).astype("datetime64[ms]")
    dates = dates.where(dates.dt.year.between(*YEARS))
    is_unreadable = dates.isna() & (texts != "") & ~is_ambiguous
    return Dates(dates, is_unreadable, is_ambiguous, is_other_order & dates.notna())


def matched(texts: pd.Series) -> pd.DataFrame:
    """Split dates into their parts as strings; missing where no pattern fits."""
    parts = pd.DataFrame(index=texts.index, columns=["year", "month", "day", *CLOCK_PARTS], dtype=object)
    for pattern in PATTERNS:
        parts = parts.fillna(texts.str.extract(f"^{pattern}{CLOCK}$"))
    return parts


def ordered(bare: pd.DataFrame, files: np.ndarray, dayfirst: bool | None) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Decide which of two numbers is the day: by the date itself, by `dayfirst`, or by its file; else undecided.

    The last series says which dates fit only the other order than that of `dayfirst`.
    """
    first, other = pd.to_numeric(bare["first"]), pd.to_numeric(bare["other"])
    has_day_first, has_month_first = (first > 12) & (other <= 12), (first <= 12) & (other > 12)
    is_ambiguous = is_other_order = pd.Series(False, index=bare.index)
    if dayfirst is not None:
        is_other_order = has_month_first if dayfirst else has_day_first
        is_day_first = is_other_order ^ dayfirst
    else:
        file_day_first = has_day_first.groupby(files).transform("any")
        file_month_first = has_month_first.groupby(files).transform("any")
        is_day_first = has_day_first | (file_day_first & ~file_month_first & ~has_month_first)
        is_open = (first <= 12) & (other <= 12) & (first != other)
        is_ambiguous = is_open & (file_day_first == file_month_first)
    day, month = bare["first"].where(is_day_first, bare["other"]), bare["other"].where(is_day_first, bare["first"])
    dated = bare.drop(columns=["first", "other"]).assign(day=day, month=month)
    return dated.mask(is_ambiguous), is_ambiguous, is_other_order


def assembled(parts: pd.DataFrame) -> pd.Series:
    """Build dates from their parts as strings; impossible ones are empty."""
    numbers = {name: pd.to_numeric(parts[name]) for name in ("year", "day", "hour", "minute", "second")}
    year = numbers["year"]
    century = np.where(parts["year"].str.len() == 2, np.where(year < 70, 2000, 1900), 0)
    by_name = parts["month"].str[:3].map({name: number for number, name in enumerate(MONTHS, start=1)})
    month = by_name.fillna(pd.to_numeric(parts["month"], errors="coerce"))
    day = pd.to_datetime(pd.DataFrame({"year": year + century, "month": month, "day": numbers["day"]}), errors="coerce")
    hour, minute, second = (numbers[name].fillna(0) for name in ("hour", "minute", "second"))
    is_afternoon = parts["half"].str[0] == "p"
    hour = hour.where(parts["half"].isna(), hour % 12 + 12 * is_afternoon)
    milliseconds = pd.to_numeric(parts["fraction"].str[:3].str.ljust(3, "0")).fillna(0)
    clock = ((hour * 60 + minute - offset(parts["zone"])) * 60 + second) * 1000 + milliseconds
    is_possible = (hour < 24) & (minute < 60) & (second < 60)
    return (day + pd.to_timedelta(clock, unit="ms")).where(is_possible)


def offset(zones: pd.Series) -> pd.Series:
    """Return each zone's minutes east of UTC; 0 without a zone."""
    signed = zones.str.extract(r"^(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)?$")
    size = pd.to_numeric(signed["hours"]) * 60 + pd.to_numeric(signed["minutes"]).fillna(0)
    return zones.map(ZONES).fillna(size.where(signed["sign"] != "-", -size)).fillna(0)
