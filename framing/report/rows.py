"""The rows of the page's tables: formatted numbers in the order effect, interval, n, adjusted p."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from framing.report.analysis import Comparison
from framing.results.notes import decoded, in_words
from framing.results.numbers import estimate, pair, probability, rate_estimate, whole
from framing.results.sentences import LEVEL
from framing.vocabulary.codebook_pages import cautions

_SAID_ONCE = ("few_units", "caution", "coder_error", "truth_is_model")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: header, cells, and a note in small print."""

    head: str
    cells: tuple[str, ...]
    note: str = ""
    is_marked: bool = False
    bar: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A section of a table with its heading and the caution of the codebook page for its device."""

    head: str
    rows: tuple[Row, ...]
    caution: str = ""


def rate_blocks(comparison: Comparison, devices: Sequence[str], groups: Sequence[str]) -> list[Block]:
    """Return one block per device with one row per group, in the order of the groups."""
    found = {(row["device"], row["group"]): row for row in comparison.rates.to_dict("records")}
    return [
        _block(device, [_rate(found[device, group]) for group in groups if (device, group) in found])
        for device in devices
    ]


def _block(device: str, rows: Iterable[Row]) -> Block:
    return Block(device, tuple(rows), cautions().get(device, ""))


def _rate(row: Mapping[Hashable, Any]) -> Row:
    rate = rate_estimate(row["rate"], row["low"], row["high"])
    units, note = units_and_note(row)
    return Row(row["group"], (rate, whole(row["n"]), whole(row["articles"]), units, whole(row["words"])), note)


def units_and_note(row: Mapping[Hashable, Any]) -> tuple[str, str]:
    """Mark few units with an asterisk, and leave out what a section says once instead of in every row."""
    limits = decoded(row["limits"])
    note = in_words(limits, row, without=_SAID_ONCE)
    return whole(row["units"]) + "*" * ("few_units" in limits), note


def result_blocks(comparison: Comparison, devices: Sequence[str]) -> list[Block]:
    """Return one block per device with one row per contrast."""
    blocks = []
    for device in devices:
        table = comparison.results[comparison.results["device"] == device]
        blocks.append(_block(device, [_contrast(row) for row in table.to_dict("records")]))
    return blocks


def _contrast(row: Mapping[Hashable, Any]) -> Row:
    """Format one contrast: effect and interval, n, adjusted p; rates per 1,000 words, shares in per cent."""
    units, note = units_and_note(row)
    times = 1 if row["measure"] == "rate" else 100
    both = pair(times * row["rate_a"], times * row["rate_b"])
    cells = (estimate(row["ratio"], row["low"], row["high"]), units, both, probability(row["p_adjusted"]))
    return Row(f"{row['a']} / {row['b']}", cells, note, is_marked=bool(row["p_adjusted"] < LEVEL))


def tested(comparison: Comparison) -> int:
    """Count the contrasts with a p: the family for which p is adjusted."""
    return int(comparison.results["p"].notna().sum())


def listed(names: pd.Series, numbers: pd.Series, most: int) -> str:
    """Join the first names with their numbers."""
    # The number must not be torn from its name at the end of a line.
    items = [f"{name}\u00a0{number:,}" for name, number in zip(names[:most], numbers[:most], strict=True)]
    return " · ".join(items) or "none"
