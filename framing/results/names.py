"""Names as figures and tables print them: devices, voices and roles in words, and what values are out of."""

from __future__ import annotations

import pandas as pd

from framing.model import KEYS

_READABLE = {
    "civil_society": "civil society", "law_courts": "law and courts", "expert_academic": "expert or academic",
    "politician_official": "politician or official", "citizen_witness": "citizen or witness",
    "passive_agentless": "agentless passive", "f1": "F1", "wholes": "whole",
}  # fmt: skip
_VOICES = {"outlet": "own voice"}


def readable(name: str) -> str:
    """Write the name of a device, a role or a measure in words.

    Examples
    --------
    >>> readable("scare_quote"), readable("law_courts"), readable("hedge in own voice")
    ('scare quote', 'law and courts', 'hedge in own voice')
    """
    return _READABLE.get(name, name.replace("_", " "))


def words(column: pd.Series) -> list[str]:
    """Return a column as strings, empty where missing."""
    return ["" if is_missing else str(value) for value, is_missing in zip(column, column.isna(), strict=True)]


def heads(table: pd.DataFrame) -> list[str]:
    """Return each row's device, with its subtype, voice, speaker and part if the table has these columns.

    Examples
    --------
    >>> heads(pd.DataFrame({"device": ["hedge", "hedge"], "voice": ["quoted", "outlet"]}))
    ['hedge, quoted', 'hedge, own voice']
    """
    names = [name for name in ("device", *KEYS) if name in table.columns]
    columns = [
        [_VOICES.get(value, value) if name == "voice" else readable(value) for value in words(table[name])]
        for name in names
    ]
    return [", ".join(filter(None, row)) for row in zip(*columns, strict=True)]


def measured(measure: str, base: str) -> str:
    """Name the values of a rate, share or prevalence.

    Examples
    --------
    >>> measured("rate", "words"), measured("share", "attributions"), measured("prevalence", "articles")
    ('per 1,000 words', '% of attributions', '% of articles')
    """
    return "per 1,000 words" if measure == "rate" else f"% of {base}"


def of_what(table: pd.DataFrame) -> str:
    """Name what the values of a table of rates are.

    Examples
    --------
    >>> of_what(pd.DataFrame({"measure": ["share"], "base": ["attributions"]}))
    '% of attributions'
    """
    return " or ".join(measured(measure, base) for measure, base in _measures(table))


def ratio_of_what(table: pd.DataFrame) -> str:
    """Name what the values of a table of results are.

    Examples
    --------
    >>> ratio_of_what(pd.DataFrame({"measure": ["prevalence"], "base": ["articles"]}))
    'ratio of shares of articles'
    """
    names = ["rates" if measure == "rate" else f"shares of {base}" for measure, base in _measures(table)]
    return f"ratio of {' or '.join(dict.fromkeys(names))}"


def sides_of_moderation(a: str, b: str) -> tuple[str, str, str]:
    """Return the pair whose ratio is compared, and the two values that it is compared between.

    Examples
    --------
    >>> sides_of_moderation("Bee / Sun in outlet", "Bee / Sun in quoted")
    ('Bee / Sun', 'outlet', 'quoted')
    """
    words_of_a = a.split(" in ")
    pairs = [" in ".join(words_of_a[:end]) for end in range(1, len(words_of_a))]
    pair = next((pair for pair in reversed(pairs) if b.startswith(f"{pair} in ")), "")
    return pair, a.removeprefix(f"{pair} in "), b.removeprefix(f"{pair} in ")


def level_of(table: pd.DataFrame) -> str:
    """Print the level of the intervals of a table: that of the column `level`, else 95 %.

    Examples
    --------
    >>> level_of(pd.DataFrame({"low": [1.0]})), level_of(pd.DataFrame({"level": [0.9, 0.9]}))
    ('95 %', '90 %')
    """
    levels = list(table["level"].dropna().unique()) if "level" in table.columns else []
    return " or ".join(f"{100 * float(level):.12g} %" for level in levels) or "95 %"


def _measures(table: pd.DataFrame) -> list[tuple[str, str]]:
    return list(dict.fromkeys(zip(words(table["measure"]), words(table["base"]), strict=True)))
