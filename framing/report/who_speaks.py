"""The page's tables on who speaks: shares of words by voice, kinds of source, speakers, classes of cues."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from framing.model import VOICES
from framing.report.analysis import ANONYMOUS, Analysis, Comparison
from framing.report.frequent import frequent_speakers
from framing.report.rows import Block, Row, result_blocks, tested, units_and_note
from framing.results.numbers import percent, whole
from framing.speakers.source_kinds import SOURCE_KINDS

LEAST_SPEAKERS, MOST_SPEAKERS = 3, 10  # of a group
MOST_SPEAKER_ROWS = 40
LONGEST_ROLE = 60


@dataclass(frozen=True, slots=True)
class WhoSpeaks:
    """The tables of the section, with the columns of the tables of shares."""

    voices: list[Row]
    voice_results: list[Block]
    voice_tested: int
    attributions: int
    kinds: Sequence[str]
    kind_shares: list[Row]
    anonymous_results: list[Block]
    anonymous_tested: int
    classes: Sequence[str]
    class_shares: list[Row]
    speakers: list[Block]


def who_speaks(analysis: Analysis) -> WhoSpeaks:
    """Build the tables of the section from the analysis."""
    groups = analysis.groups.shown
    kinds = _in_order(analysis.source_kinds, SOURCE_KINDS)
    classes = _commonest_first(analysis.cue_classes)
    return WhoSpeaks(
        voices=_voices(analysis),
        voice_results=result_blocks(analysis.shares, ["quoted", "reported"]),
        voice_tested=tested(analysis.shares),
        attributions=len(analysis.sources),
        kinds=kinds,
        kind_shares=_shares(analysis.source_kinds, kinds, groups, percent),
        anonymous_results=result_blocks(analysis.source_kinds, [ANONYMOUS]),
        anonymous_tested=tested(analysis.source_kinds),
        classes=classes,
        class_shares=_shares(analysis.cue_classes, classes, groups, lambda share, *_: percent(share)),
        speakers=_speakers(analysis),
    )


def _voices(analysis: Analysis) -> list[Row]:
    table = {(row["group"], row["device"]): row for row in analysis.shares.rates.to_dict("records")}
    rows = []
    for group in analysis.groups.shown:
        found = [table[group, voice] for voice in VOICES]
        bar = tuple(round(100 * row["rate"], 1) for row in found) if found[0]["words"] else ()
        rows.append(Row(group, tuple(percent(*_share(row)) for row in found), bar=bar))
    return rows


def _share(row: Mapping[Hashable, Any]) -> tuple[float, float, float]:
    return row["rate"], row["low"], row["high"]


def _in_order(comparison: Comparison, order: Sequence[str]) -> list[str]:
    found = set(comparison.rates["device"])
    return [name for name in order if name in found]


def _commonest_first(comparison: Comparison) -> list[str]:
    numbers = comparison.rates.groupby("device")["n"].sum()
    return [str(name) for name in numbers.sort_values(ascending=False, kind="stable").index]


def _shares(
    comparison: Comparison, columns: Sequence[str], groups: Sequence[str], written: Callable[..., str]
) -> list[Row]:
    """Return one row per group: attributions, units, and the share of each column."""
    table = {(row["group"], row["device"]): row for row in comparison.rates.to_dict("records")}
    rows = []
    for group in groups if columns else ():
        found = [table[group, name] for name in columns]
        units = max((units_and_note(row)[0] for row in found), key=len)
        rows.append(Row(group, (whole(found[0]["words"]), units, *(written(*_share(row)) for row in found))))
    return rows


def _speakers(analysis: Analysis) -> list[Block]:
    """Return one block per group with the most frequent speakers: kind, role, times, words."""
    table = frequent_speakers(analysis)
    table = table[table["is_named"]]
    groups = analysis.groups.shown
    most = min(max(MOST_SPEAKER_ROWS // len(groups), LEAST_SPEAKERS), MOST_SPEAKERS)
    return [Block(group, _speaker_rows(table[table["group"] == group].head(most))) for group in groups]


def _speaker_rows(table: pd.DataFrame) -> tuple[Row, ...]:
    columns = (table[name] for name in ("speaker", "source_kind", "role_title", "times", "words"))
    return tuple(
        Row(speaker, (kind, _cut(role), whole(times), whole(words)))
        for speaker, kind, role, times, words in zip(*columns, strict=True)
    )


def _cut(role: str) -> str:
    return role if len(role) <= LONGEST_ROLE else f"{role[:LONGEST_ROLE].rstrip()} …"
