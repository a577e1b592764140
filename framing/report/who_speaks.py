"""The page's tables on who speaks: voices, roles, naming and genders of sources, speakers, classes of cues."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from framing.model import VOICES
from framing.report.analysis import UNNAMED, Analysis, Comparison
from framing.report.frequent import frequent_speakers
from framing.report.rows import Block, Row, result_blocks, tested, units_and_note
from framing.results.numbers import percent, whole
from framing.speakers.article_sources import GENDERS
from framing.speakers.source_naming import NAMINGS
from framing.speakers.source_roles import SOURCE_ROLES

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
    roles: Sequence[str]
    role_shares: list[Row]
    namings: Sequence[str]
    naming_shares: list[Row]
    unnamed_results: list[Block]
    unnamed_tested: int
    genders: Sequence[str]
    gender_bounds: list[Row]
    classes: Sequence[str]
    class_shares: list[Row]
    speakers: list[Block]


def who_speaks(analysis: Analysis) -> WhoSpeaks:
    """Build the tables of the section from the analysis."""
    groups = analysis.groups.shown
    roles, namings = _in_order(analysis.source_roles, SOURCE_ROLES), _in_order(analysis.naming, NAMINGS)
    genders = _in_order(analysis.genders, GENDERS[:-1])
    classes = _commonest_first(analysis.cue_classes)
    return WhoSpeaks(
        voices=_voices(analysis),
        voice_results=result_blocks(analysis.shares, ["quoted", "reported"]),
        voice_tested=tested(analysis.shares),
        attributions=len(analysis.sources),
        roles=[_plain(role) for role in roles],
        role_shares=_shares(analysis.source_roles, roles, groups, lambda share, *_: percent(share)),
        namings=namings,
        naming_shares=_shares(analysis.naming, namings, groups, percent),
        unnamed_results=result_blocks(analysis.naming, [UNNAMED]),
        unnamed_tested=tested(analysis.naming),
        genders=genders,
        gender_bounds=_bounds(analysis.genders, genders, groups),
        classes=classes,
        class_shares=_shares(analysis.cue_classes, classes, groups, lambda share, *_: percent(share)),
        speakers=_speakers(analysis),
    )


def _voices(analysis: Analysis) -> list[Row]:
    table = {(row["group"], row["device"]): row for row in analysis.shares.rates.to_dict("records")}
    rows = []
    for group in analysis.groups.shown:
        if (group, VOICES[0]) not in table:
            continue  # no article of it was searched
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


def _plain(role: str) -> str:
    """Write a role as a heading.

    Examples
    --------
    >>> _plain("law_courts")
    'law, courts'
    """
    return role.replace("_", ", ")


def _bounds(comparison: Comparison, genders: Sequence[str], groups: Sequence[str]) -> list[Row]:
    """Return per group the bounds of each gender's share: as if none, and as if all of the undecided were of it."""
    table = {(row["group"], row["device"]): row for row in comparison.rates.to_dict("records")}
    rows = []
    for group in groups if genders else ():
        told = [table[group, gender] for gender in genders]
        total, decided = told[0]["words"], sum(row["n"] for row in told)
        undecided = total - decided
        cells = [
            f"{percent(row['n'] / total)} to {percent((row['n'] + undecided) / total)}" if total else "–"
            for row in told
        ]
        rows.append(Row(group, (whole(total), percent(undecided / total) if total else "–", *cells)))
    return rows


def _speakers(analysis: Analysis) -> list[Block]:
    """Return one block per group with the most frequent speakers: role, description, times, words."""
    table = frequent_speakers(analysis)
    table = table[table["is_named"]]
    groups = analysis.groups.shown
    most = min(max(MOST_SPEAKER_ROWS // len(groups), LEAST_SPEAKERS), MOST_SPEAKERS)
    return [Block(group, _speaker_rows(table[table["group"] == group].head(most))) for group in groups]


def _speaker_rows(table: pd.DataFrame) -> tuple[Row, ...]:
    columns = (table[name] for name in ("speaker", "role", "role_title", "times", "words"))
    return tuple(
        Row(speaker, (_plain(role), _cut(title), whole(times), whole(words)))
        for speaker, role, title, times, words in zip(*columns, strict=True)
    )


def _cut(role: str) -> str:
    return role if len(role) <= LONGEST_ROLE else f"{role[:LONGEST_ROLE].rstrip()} …"
