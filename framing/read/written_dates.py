"""Dates as people write them, found within a line: the month names of ten languages, clock and time zone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from framing.vocabulary.word_lists import any_of, word_list, word_map

LONGEST_LINE = 300  # characters in which a date is looked for


class Written(NamedTuple):
    """A date found in a line: in ISO form, with the clock and zone if they are there, and its place."""

    iso: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _months() -> dict[str, str]:
    """Give the number of each month's names."""
    return {name: number for number, names in word_map("calendar", "months").items() for name in names}


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{any_of(_months())})\.?"
    ordinal = r"(?:st|nd|rd|th|er|re|º|ª|°|\.)?"
    weekday = rf"(?:(?:{any_of(word_list('calendar', 'weekdays'))})\b\.?,?\s+)?"
    year = r"(?P<year>[12]\d{3})(?!\d)"
    return (
        re.compile(rf"(?<![\w.])(?P<day>\d{{1,2}}){ordinal}[\s-]*(?:of|de|d['’]|del|di|den|do)?[\s-]*(?<![^\W\d_]){month},?"
                   rf"[\s-]*(?:de|del|do)?[\s-]*{year}", re.IGNORECASE),
        re.compile(rf"(?<!\w){month}\s+(?P<day>\d{{1,2}}){ordinal},?\s+{weekday}{year}", re.IGNORECASE),
        re.compile(rf"(?<!\w){year}[-/.](?P<number>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)"),
        re.compile(rf"(?<!\w){year}年\s*(?P<number>\d{{1,2}})月\s*(?P<day>\d{{1,2}})日"),
    )  # fmt: skip


_CLOCK = re.compile(
    r"(?<![\w:.,])T?(?P<hour>2[0-3]|[01]?\d)(?!\d)(?:[:h](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s*(?:uhr|heures))?(?:\s*\(?(?P<zone>[+-]\d\d:?\d\d|[a-z]{1,5})\b\)?)?",
    re.IGNORECASE,
)
_ZONES = frozenset(
    "z ut utc gmt est edt cst cdt mst mdt pst pdt bst cet cest mez mesz wet west eet eest msk jst kst hkt sgt aest "
    "aedt nzst nzdt".split()
)


def find_date(line: str) -> Written | None:
    """Find the first date with day, month and year in a line.

    Examples
    --------
    >>> find_date("Politique, mardi 14 mars 2006, p. 16").iso
    '2006-03-14'
    >>> find_date("July 4, 2019 Thursday 1:04 PM GMT").iso
    '2019-07-04 13:04 gmt'
    >>> find_date("Spring 2019") is None
    True
    """
    line = line[:LONGEST_LINE]
    found = min(filter(None, (pattern.search(line) for pattern in _patterns())), key=re.Match.start, default=None)
    if found is None:
        return None
    parts = found.groupdict()
    name = parts.get("month")
    month = _months()[name.casefold()] if name else parts["number"]
    if not (1 <= int(month) <= 12 and 1 <= int(parts["day"]) <= 31):
        return None
    iso = f"{parts['year']}-{int(month):02}-{int(parts['day']):02}"
    return Written(iso + clock_in(line[found.end() :]), found.start(), found.end())


def clock_in(rest: str) -> str:
    """Find a clock in what follows a date; empty without one.

    A bare number is no clock: it has to have minutes, or *am* or *pm*.

    Examples
    --------
    >>> [clock_in(rest) for rest in (" Monday 5:36 PM EST", ", 18h30", " Page 7", " 20:15 Uhr")]
    [' 17:36 est', ' 18:30', '', ' 20:15']
    """
    for found in _CLOCK.finditer(rest):
        hour, minute, half, zone = found["hour"], found["minute"], found["half"], (found["zone"] or "").casefold()
        if minute is None and half is None:
            continue
        number = int(hour)
        if half:
            number = number % 12 + (12 if half[0] in "pP" else 0)
        known = zone if zone in _ZONES or zone[:1] in ("+", "-") else ""
        return f" {number:02}:{minute or '00'} {known}".rstrip()
    return ""


def in_iso(text: str) -> str | None:
    """Give a value that is a date in some language in ISO form; None if it is anything else, or has more in it.

    Examples
    --------
    >>> in_iso("12. Januar 2024"), in_iso("lunes, 3 de junio de 2019 18:30"), in_iso("Frühjahr 2024")
    ('2024-01-12', '2019-06-03 18:30', None)
    """
    found = find_date(text)
    if found is None or len(text) > LONGEST_LINE:
        return None
    others = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", _CLOCK.sub(" ", text[: found.start] + " " + text[found.end :]))
    allowed = word_list("calendar", "weekdays") | {"le", "den", "el", "il", "uhr", "de", "um", "à", "at"}
    return found.iso if all(word.casefold() in allowed for word in others) else None
