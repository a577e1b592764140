"""What a manuscript may name: numbers with a name, and cells of the tables of results and rates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from framing.results.numbers import counted, estimate, p_value, rate, whole

_PAIR, _GROUP = '["device", "first group", "second group"]', '["device", "group"]'
_OF_PAIRS = ("ratio", "low", "high", "p", "contrast")
_OF_GROUPS = ("rate", "n", "words")
FORMS = {**dict.fromkeys(_OF_PAIRS, _PAIR), **dict.fromkeys(_OF_GROUPS, _GROUP)}


class Number(NamedTuple):
    """A number as printed, as computed, and what it is."""

    text: str
    value: float | str
    meaning: str


class Values:
    """Named numbers, and lookups such as ``ratio["hedge", "Bee", "Sun"]``."""

    def __init__(self, numbers: Mapping[str, Number], results: pd.DataFrame, rates: pd.DataFrame) -> None:
        self.numbers = dict(numbers)
        self._cells: dict[tuple[str, ...], Number] = {}
        for row in results[results["kind"] == "contrast"].to_dict("records"):
            self._add_pair(str(row["device"]), str(row["a"]), str(row["b"]), {str(key): row[key] for key in row})
        for row in rates.to_dict("records"):
            place = (str(row["device"]), str(row["group"]))
            for name in _OF_GROUPS:
                value = float(row[name])
                text = rate(value) if name == "rate" else whole(value)
                self._cells[name, *place] = Number(text, value, f"{name} of {', '.join(place)}")

    def _add_pair(self, device: str, a: str, b: str, row: Mapping[str, object]) -> None:
        """Add a contrast and the same one turned round."""
        ratio, low, high, p = (float(str(row[name])) for name in ("ratio", "low", "high", "p_adjusted"))
        turned = (_inverse(ratio), _inverse(high), _inverse(low))
        for first, second, (middle, least, most) in ((a, b, (ratio, low, high)), (b, a, turned)):
            place, meaning = (device, first, second), f"{device}: {first} / {second}"
            self._cells["ratio", *place] = Number(estimate(middle, least, most), middle, f"ratio of {meaning}")
            self._cells["low", *place] = Number(estimate(least), least, f"lower limit of {meaning}")
            self._cells["high", *place] = Number(estimate(most), most, f"upper limit of {meaning}")
            self._cells["p", *place] = Number(p_value(p), p, f"adjusted p of {meaning}")
            parts = [estimate(middle, least, most), _units(row), p_value(p)]
            text = ", ".join(part.replace(" ", "\u00a0") for part in parts if part)
            self._cells["contrast", *place] = Number(text, middle, f"ratio, interval, units and p of {meaning}")

    def named(self, name: str) -> Number:
        """Return the number with this name."""
        if name not in self.numbers:
            raise ValueError(f"the number {name!r} is unknown; findings.py makes the numbers")
        return self.numbers[name]

    def cell(self, name: str, key: tuple[str, ...]) -> Number:
        """Return a cell of the tables."""
        if name not in FORMS:
            raise ValueError(f"there are no cells {name!r}; there are {', '.join(FORMS)}")
        if (name, *key) not in self._cells:
            raise ValueError(f"{name}[{', '.join(map(repr, key))}] is in no table; write {name}{FORMS[name]}")
        return self._cells[name, *key]


def _units(row: Mapping[str, object]) -> str:
    """Print the number of units, where the table has one unit."""
    name = str(row.get("unit") or "")
    return counted(float(str(row["units"])), name) if name and not row.get("unit_2") else ""


def _inverse(value: float) -> float:
    if value == 0:
        return float("inf")
    return 1 / value
