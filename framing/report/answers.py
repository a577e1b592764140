"""The results in words: a few sentences from the tables that claim no more than these show."""

from __future__ import annotations

import math

import pandas as pd

from framing.report.analysis import (
    APPROXIMATOR,
    ATTRIBUTION,
    EPISTEMIC,
    HEDGE,
    UNKNOWN,
    UNNAMED,
    Analysis,
    Comparison,
)
from framing.report.removed import Removed
from framing.results.notes import decoded, reason
from framing.results.numbers import counted, interval_beside, p_value, percent, rate_estimate, times, whole
from framing.results.sentences import LEVEL

# Limits that change how a ratio is to be taken.
_CAVEATS = {"influential_unit", "one_unit_has_all", "pooled_ratio_outside", "mean_ratio_outside"}
MOST_SENTENCES = 8
_NOUNS = {
    HEDGE: "other hedges", ATTRIBUTION: "attributions", EPISTEMIC: "epistemic hedges", APPROXIMATOR: "approximators",
    UNNAMED: "unnamed sources, as a share of the attributions of speech to people,",
}  # fmt: skip


def answers(analysis: Analysis, left_out: Removed) -> list[str]:
    """Answer in three to eight sentences: corpus, main devices, voices, sources, warnings."""
    warning = removal_warning(analysis, left_out)
    main = analysis.names.main
    own = [device for device in main if device not in (EPISTEMIC, APPROXIMATOR, HEDGE, ATTRIBUTION)]
    sentences = [_corpus(analysis)]
    if len(analysis.groups.names) == 1:
        only = analysis.groups.names[0]
        sentences.append(f"There is one {analysis.groups.by} ({only}), so nothing can be compared.")
        sentences += [_rate(analysis.devices, device) for device in main if device != HEDGE]
    else:
        asked = [(analysis.devices, device, "") for device in (*own, EPISTEMIC, APPROXIMATOR, ATTRIBUTION)]
        asked.insert(len(own) + 1, (analysis.by_voice, EPISTEMIC, "outlet"))
        sentences += [
            _difference(analysis, table, device, voice=voice) for table, device, voice in asked if device in main
        ]
        sentences.append(_quoted(analysis))
        sentences.append(_unnamed(analysis))
    kept = [sentence for sentence in sentences if sentence][: MOST_SENTENCES - bool(warning)]
    return [*kept, warning] if warning else kept


def noun(device: str) -> str:
    """Return the name of a device's instances, in the plural."""
    return _NOUNS.get(device, f"instances of {device}")


def units(number: float, unit: str) -> str:
    """Return a number of units with its noun.

    Examples
    --------
    >>> units(20, "event"), units(8, "week_of_year")
    ('20 events', '8 units (week_of_year)')
    """
    return counted(int(number), unit) if unit in ("event", "article", "outlet") else f"{int(number)} units ({unit})"


def removal_warning(analysis: Analysis, left_out: Removed) -> str:
    """Warn if very different shares of the groups' text were left out."""
    shown = analysis.groups.shown
    if not left_out.differs(shown):
        return ""
    table = left_out.shares[left_out.shares["group"].isin(shown)].dropna(subset="share").sort_values("share")
    least, most = table.iloc[0], table.iloc[-1]
    smaller = percent(least["share"]) if least["share"] > 0 else "none"
    return (
        f"Caution: {percent(most['share'])} of the words of {most['group']} were left out as boilerplate and "
        f"{smaller} of {least['group']}; check below whether this is correct."
    )


def _corpus(analysis: Analysis) -> str:
    groups = analysis.groups
    words = whole(float(analysis.words.sum()))
    shown = f", of which the {len(groups.shown)} largest are compared" if len(groups.shown) < len(groups.names) else ""
    nameless = int((analysis.articles["outlet"] == UNKNOWN).sum()) if groups.by == "outlet" else 0
    of = (
        f"{len(groups.names):,} values of {groups.by}"
        if groups.by != "outlet"
        else counted(len(groups.names) - bool(nameless), "outlet") + (f", {nameless:,} without one" if nameless else "")
    )
    return f"{counted(len(analysis.articles), 'article')} of {of}{shown}, {words} words without boilerplate."


def _rate(comparison: Comparison, device: str) -> str:
    row = comparison.rates[comparison.rates["device"] == device].iloc[0]
    rate = rate_estimate(row["rate"], row["low"], row["high"])
    return f"{_capital(noun(device))}: {rate} per 1,000 words ({counted(int(row['n']), 'instance')})."


def _difference(analysis: Analysis, comparison: Comparison, device: str, *, voice: str = "") -> str:
    """Describe for one device where groups differ most, that no difference was shown, or why nothing can be said."""
    rows = comparison.results[comparison.results["device"] == device]
    rows = rows[rows["voice"] == voice] if voice and len(rows) else rows
    what = f"in the outlets' own voice, {noun(device)}" if voice else noun(device)
    tested = rows[rows["p_adjusted"].notna() & rows["ratio"].notna()].astype({"ratio": float, "p_adjusted": float})
    if tested.empty:
        row = rows.iloc[0].to_dict() if len(rows) else {}
        why = (
            reason(decoded(row["limits"]), row) if row else f"nothing was counted in two values of {analysis.groups.by}"
        )
        return f"{_capital(what)} cannot be compared: {why}."
    size = tested["ratio"].map(lambda value: abs(math.log(value)) if 0 < value < math.inf else math.inf)
    tested = tested.assign(size=size).sort_values(["size", "a", "b"], ascending=[False, True, True], kind="stable")
    differing = tested[tested["p_adjusted"] < LEVEL]
    first = (differing if len(differing) else tested).iloc[0]
    more, less, value, low, high = _from_the_larger(first)
    interval = interval_beside(value, low, high)
    caveat = "; a note on its row" if _CAVEATS & decoded(first["limits"]).keys() else ""
    found = f"({units(first['units'], first['unit'])}, {p_value(first['p_adjusted'])}{caveat}"
    if differing.empty and math.isinf(value):
        of = f" in {len(tested)} comparisons" if len(tested) > 1 else ""
        return f"{_capital(what)}: no difference was shown{of}; {less} has none of the few that {more} has {found})."
    if differing.empty:
        of = f" in {len(tested)} comparisons; the largest ratio is" if len(tested) > 1 else "; the ratio is"
        return f"{_capital(what)}: no difference was shown{of} {times(value)} {interval}, {more} to {less} {found})."
    shows = "shows" if len(differing) == 1 else "show"
    of = f"; {len(differing)} of {len(tested)} comparisons {shows} a difference" if len(tested) > 1 else ""
    if math.isinf(value):
        return f"{_capital(what)} are found in {more} and not once in {less} {found}{of})."
    return f"{_capital(what)} are {times(value)} times as frequent in {more} as in {less} {interval} {found}{of})."


def _unnamed(analysis: Analysis) -> str:
    """Describe where the share of unnamed sources differs, if the adjusted test shows it."""
    differs = (analysis.naming.results["p_adjusted"] < LEVEL).any()
    return _difference(analysis, analysis.naming, UNNAMED) if differs else ""


def _from_the_larger(row: pd.Series) -> tuple[str, str, float, float, float]:
    """Orient a contrast so that its ratio is above 1: the group with more, the group with less, ratio and interval."""
    if row["ratio"] >= 1:
        return row["a"], row["b"], row["ratio"], row["low"], row["high"]
    ratio, low, high = (1 / value if value else math.inf for value in (row["ratio"], row["high"], row["low"]))
    return row["b"], row["a"], ratio, low, high


def _quoted(analysis: Analysis) -> str:
    """Describe which group quotes most and least, by share of words, of those with the units for an interval."""
    rates = analysis.shares.rates
    rows = rates[(rates["device"] == "quoted") & rates["group"].isin(analysis.groups.shown) & rates["rate"].notna()]
    rows = rows[rows["limits"].map(lambda limits: "too_few_units" not in decoded(limits)).astype(bool)]
    rows = rows.sort_values(["rate", "group"], kind="stable")
    if len(rows) < 2:
        return ""
    shares = [percent(row["rate"], row["low"], row["high"]) for _, row in rows.iterrows()]
    most, least = rows.iloc[-1]["group"], rows.iloc[0]["group"]
    return f"Quoted words are {shares[-1]} of {most} (the most) and {shares[0]} of {least} (the least)."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
