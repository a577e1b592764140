"""Why a value has no interval, in a few words: the footnotes of figures and tables."""

from __future__ import annotations

import pandas as pd

from framing.results.names import words
from framing.results.notes import Record, decoded, reason

# Shorter than the notes, and without the names of groups and devices, so that rows share a footnote.
_TEXTS = {
    "none_found": "none found",
    "one_unit_has_all": "all in one {unit}",
    "no_words": "no {base}",
    "no_spread": "no {unit} differs from another",
    "too_few_units": "too few units ({least} are needed)",
    "too_few_units_on_a_side": "too few units ({least} are needed on each side)",
    "too_few_for_regression": "too few units for the regression",
    "one_unit_after_correction": "all in one {unit} after correction",
    "none_after_correction": "none left after correction",
    "no_words_after_correction": "no {base} left after correction",
    "none_marked": "nothing marked",
    "no_variation": "all units have the same value",
    "no_article": "no article",
}


def footnotes(table: pd.DataFrame, value: str) -> tuple[list[str], dict[str, str]]:
    """Return the letter of each row, empty where there is an interval, and what each letter means.

    Parameters
    ----------
    table
        A table with the columns `value`, `low`, `high` and `limits`.
    value
        The name of the column of values, which the footnotes use as well.

    Examples
    --------
    >>> table = pd.DataFrame({"rate": [0.0, 4.0], "low": [float("nan"), 3.0], "high": [float("nan"), 5.0]})
    >>> footnotes(table.assign(limits=['{"none_found": {"sides": [["Bee", 20, 900]]}}', ""]), "rate")
    (['a', ''], {'a': 'no interval: none found'})
    """
    texts = [
        "" if has_interval else _text(record, "interval" if has_value else value)
        for has_interval, has_value, record in zip(
            table[[value, "low", "high"]].notna().all(axis=1), table[value].notna(), table.to_dict("records"),
            strict=True,
        )
    ]  # fmt: skip
    letters = {text: _letter(number) for number, text in enumerate(dict.fromkeys(filter(None, texts)))}
    return [letters.get(text, "") for text in texts], {letter: text for text, letter in letters.items()}


def _text(record: Record, lacks: str) -> str:
    limits = decoded(record.get("limits"))
    code, values = next(iter(limits.items()), ("", {}))
    if code in _TEXTS:
        return f"no {lacks}: {_TEXTS[code].format_map({**record, **values})}"
    brief = reason(limits, record, is_brief=True) if code and code != "caution" else ""
    return brief if f"no {lacks}" in brief else f"no {lacks}: {brief}" if brief else f"no {lacks}"


def _letter(number: int) -> str:
    """Return a, b, … z, aa, ab, and so on."""
    first = "" if number < 26 else _letter(number // 26 - 1)
    return f"{first}{chr(ord('a') + number % 26)}"


def is_significant(results: pd.DataFrame, level: float = 0.05) -> list[bool]:
    """Return which rows of a results table have an adjusted p below `level`, or p where none was adjusted."""
    p = results["p_adjusted"] if "p_adjusted" in results.columns else results["p"]
    return [bool(value < level) for value in p.astype("float64").fillna(1.0)]


def is_adjusted(results: pd.DataFrame) -> bool:
    """Return whether the p of a results table were adjusted."""
    return "adjustment" in results.columns and any(words(results["adjustment"]))
