"""The lines of the page's tables: numbers as they are printed, in the order effect, interval, n, adjusted p."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from framing.pages import cautions
from framing.report.analysis import Comparison
from framing.results.notes import decoded, in_words
from framing.results.numbers import estimate, pair, probability, whole
from framing.results.sentences import LEVEL


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its head, its cells, and a note in small print."""

    head: str
    cells: tuple[str, ...]
    note: str = ""
    is_marked: bool = False
    bar: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a table under one heading of its own, with the caution of the codebook's page for its device."""

    head: str
    rows: tuple[Row, ...]
    caution: str = ""


def rate_blocks(comparison: Comparison, devices: Sequence[str], groups: Sequence[str]) -> list[Block]:
    """Give a block a device with a row a group, in the order of the groups."""
    found = {(row["device"], row["group"]): row for row in comparison.rates.to_dict("records")}
    return [_block(device, [_rate(found[device, group]) for group in groups]) for device in devices]


def _block(device: str, rows: Iterable[Row]) -> Block:
    return Block(device, tuple(rows), cautions().get(device, ""))


def _rate(row: Mapping[Hashable, Any]) -> Row:
    rate = estimate(row["rate"], row["low"], row["high"])
    units, note = units_and_note(row)
    return Row(row["group"], (rate, whole(row["n"]), whole(row["articles"]), units, whole(row["words"])), note)


def units_and_note(row: Mapping[Hashable, Any]) -> tuple[str, str]:
    """Give few units a star instead of a note, which would stand in every row, as the caution that the block has."""
    limits = decoded(row["limits"])
    note = in_words(limits, row, without=("few_units", "caution"))
    return whole(row["units"]) + "*" * ("few_units" in limits), note


def result_blocks(comparison: Comparison, devices: Sequence[str]) -> list[Block]:
    """Give one block per device with one row per contrast."""
    blocks = []
    for device in devices:
        table = comparison.results[comparison.results["device"] == device]
        blocks.append(_block(device, [_contrast(row) for row in table.to_dict("records")]))
    return blocks


def _contrast(row: Mapping[Hashable, Any]) -> Row:
    """Write one contrast: effect and interval, n, adjusted p, in that order; rates per 1,000 words, shares per cent."""
    units, note = units_and_note(row)
    times = 1 if row["measure"] == "rate" else 100
    both = pair(times * row["rate_a"], times * row["rate_b"])
    cells = (estimate(row["ratio"], row["low"], row["high"]), units, both, probability(row["p_adjusted"]))
    return Row(f"{row['a']} / {row['b']}", cells, note, is_marked=bool(row["p_adjusted"] < LEVEL))


def tested(comparison: Comparison) -> int:
    """Count the contrasts with a p: the family that p is adjusted for."""
    return int(comparison.results["p"].notna().sum())


def listed(names: pd.Series, numbers: pd.Series, most: int) -> str:
    """Join the first names with their numbers."""
    # The number must not be torn from its name at the end of a line.
    items = [f"{name}\u00a0{number:,}" for name, number in zip(names[:most], numbers[:most], strict=True)]
    return " · ".join(items) or "none"
