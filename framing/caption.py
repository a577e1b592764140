"""The caption of a figure: what it shows, of how many, with which interval and adjustment, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase

import pandas as pd

from framing.checks import check_columns
from framing.model import KEYS, named
from framing.results.footnotes import footnotes, is_adjusted, is_significant
from framing.results.methods import counted_apart, of_adjustments, of_texts_read
from framing.results.names import heads, level_of, of_what, ratio_of_what, readable, sides_of_moderation, words
from framing.results.notes import decoded
from framing.results.numbers import whole

_RESULTS = ("contrast", "change", "change_difference", "moderation")
_VALUES = {"rate": "rate", "trend": "rate", "agreement": "value"}
_COUNTED = {"rate": "instances", "prevalence": "articles with at least one"}
_MOST_NAMED = 8
_FEW_PAIRS = 3
_FAMILY_COLUMNS = ("p", "adjustment", "family", "p_adjusted")


def caption(
    table: pd.DataFrame, *, events: Mapping[str, str] | None = None, most: int = 10, brief: bool = False
) -> str:
    """Write the caption of the figure that `framing.plot` draws of a table.

    It says what is drawn, not what it means; a reader of your paper also needs the corpus and the period, which a table
    of results does not contain.

    Parameters
    ----------
    table
        The table given to `framing.plot`.
    events, most
        The options given to `framing.plot`.
    brief
        Leave out what the methods of a paper say once for all figures: adjustment, voices counted, text excluded.

    Returns
    -------
    str
        Plain text: the measure, devices and groups; interval, units and n; the meaning of filled markers, with the
        adjustment of p; the text excluded; footnotes. A fact that the table lacks has no sentence.

    Raises
    ------
    ValueError
        If the table has no rows or no column `kind`.

    Examples
    --------
    >>> rates = pd.DataFrame({
    ...     "device": "hedge", "group": ["Bee", "Sun"], "rate": [6.0, 4.0], "low": [5.0, 3.0], "high": [7.0, 5.0],
    ...     "n": [31, 18], "units": [20, 20], "unit": "event", "kind": "rate", "measure": "rate", "base": "words",
    ...     "limits": "",
    ... })
    >>> print(caption(rates))  # doctest: +NORMALIZE_WHITESPACE
    Instances per 1,000 words (hedge; Bee, Sun), with 95 % intervals. Units of analysis: 20 (event) in each row. n: 18
    to 31 instances.
    """
    check_columns(table, ("kind",), name="caption", way_out="give the table that plot draws")
    table = table[table["kind"] != "omnibus"]
    if table.empty:
        raise ValueError("caption: the table has no rows, so there is no figure to describe")
    kind = str(table["kind"].iloc[0])
    if kind in _RESULTS:
        sentences = _of_ratios(table, is_brief=brief)
    elif kind in ("rate", "trend"):
        sentences = _of_rates(table, events or {}, is_brief=brief)
    elif kind == "keyness":
        sentences = _of_keyness(table, most)
    elif kind == "dispersion":
        sentences = _of_dispersion(table, most)
    elif kind == "agreement":
        sentences = _of_agreement(table)
    else:
        raise ValueError(f"caption: there is no figure for rows of kind {kind}")
    return " ".join(filter(None, [*sentences, *_footnotes(table, kind)]))


def table_caption(table: pd.DataFrame, *, most: int = 10) -> str:
    """Write the caption of the same rows printed as a table, which has no markers and no scale."""
    shown = table[table["kind"] != "omnibus"]
    if shown.empty or str(shown["kind"].iloc[0]) not in _RESULTS:
        return caption(table, most=most)
    return " ".join(filter(None, [*_of_ratios(shown, is_drawn=False), *_footnotes(shown, "contrast")]))


def _of_ratios(table: pd.DataFrame, *, is_drawn: bool = True, is_brief: bool = False) -> list[str]:
    what = ratio_of_what(table).replace("ratio", "Ratios", 1)
    p = "the adjusted p" if is_adjusted(table) else "p"
    filled = is_significant(table)
    marked = f"Filled markers: {p} is below .05; hollow markers: it is not."
    if all(filled) or not any(filled):
        marked = f"{'Filled' if all(filled) else 'Hollow'} markers: {p} is {'' if all(filled) else 'not '}below .05."
    if not is_drawn:
        marked = ""
    has_family = set(_FAMILY_COLUMNS) <= set(table.columns)
    told = of_adjustments(table) if has_family and table["family"].notna().all() else []
    told += ["The intervals are not adjusted."] if is_adjusted(table) else []
    of_the_paper = [] if is_brief else [*told, *_read(table)]
    scale = ", on a logarithmic scale" if is_drawn else ""
    return [
        f"{what} ({_shown(table, _pairs(table), 'pair')}), with {level_of(table)} intervals{scale}.",
        _units(table), _articles(table), marked, *of_the_paper, _corrected(table),
    ]  # fmt: skip


def _of_rates(table: pd.DataFrame, events: Mapping[str, str], *, is_brief: bool) -> list[str]:
    what = of_what(table)
    read = [] if is_brief else _read(table)
    name = f"Instances {what}" if what == "per 1,000 words" else f"Share in {what}"
    if (table["measure"] == "prevalence").all():
        of_codes = table["base"].iloc[0] == "coded articles"
        present = "in which the code is present" if of_codes else "with at least one instance"
        name = f"Share of {table['base'].iloc[0]} {present}, in %"
    if table["kind"].iloc[0] != "trend":
        unit = _COUNTED.get(str(table["measure"].iloc[0]), str(table["base"].iloc[0]))
        return [
            f"{name} ({_shown(table, words(table['group']), 'group')}), with {level_of(table)} intervals.",
            _units(table), _range(table, "n", unit), _of_base(table), *read, _corrected(table),
        ]  # fmt: skip
    first, last = (pd.Timestamp(when) for when in (table["period"].min(), table["period"].max()))
    periods = table["period"].nunique()
    named_events = [
        f"{letter}: {name} ({day})" for letter, (day, name) in zip(ascii_uppercase, events.items(), strict=False)
    ]
    lacks = (table["rate"].notna() & table["low"].isna()).any()
    return [
        f"{name} over time ({_shown(table, words(table['group']), 'group')}), with {level_of(table)} intervals, "
        f"in {periods} periods "
        f"that begin from {first:%Y-%m-%d} to {last:%Y-%m-%d}.",
        _units(table), "Hollow markers: no interval." if lacks else "",
        "A line is interrupted where there is no rate." if table["rate"].isna().any() else "",
        f"Vertical lines: {'; '.join(named_events)}." if named_events else "", *read,
        "The axes of the devices differ." if len(set(words(table["device"]))) > 1 else "",
    ]  # fmt: skip


def _of_keyness(table: pd.DataFrame, most: int) -> list[str]:
    groups = list(dict.fromkeys(words(table["group"])))
    many = len(groups) != 2
    where = "of each group against the rest" if many else f"of {groups[0]} against {groups[1]}"
    return [
        f"Key terms {where}{f' ({_listed(groups)})' if many else ''}: log-odds ratios, shrunk "
        f"towards 0 by a prior, of up "
        f"to {most} terms{'' if many else ' on each side'}, in the order of their z scores.",
        "Beside the bars: frequencies and numbers of articles with the term (the first against the "
        "second), and DP, the "
        "deviation of proportions (0: spread evenly over the articles), where the term is more frequent.",
    ]


def _of_dispersion(table: pd.DataFrame, most: int) -> list[str]:
    shown = min(most, len(table))
    return [
        f"Dispersion of the first {shown} of {len(table):,} terms: DP, the deviation of proportions "
        f"(Gries 2008; 0: spread "
        "over the articles in proportion to their words, near 1: all in one article).",
        "Beside the markers: frequency and number of articles with the term.",
    ]


def _of_agreement(table: pd.DataFrame) -> list[str]:
    measures = [readable(name) for name in dict.fromkeys(words(table["measure"]))]
    percent = "; per cent are divided by 100" if "percent" in measures else ""
    return [
        f"Agreement of coders ({_listed(list(dict.fromkeys(heads(table))))}): {_listed(measures)} "
        f"by unit of coding, with "
        f"{level_of(table)} bootstrap intervals{percent}.",
        _range(table, "articles", "articles") if "articles" in table.columns else "",
    ]


def _shown(table: pd.DataFrame, names: Sequence[str], noun: str) -> str:
    """Name devices, and groups or pairs, or count them where they are many."""
    devices, groups = [readable(name) for name in dict.fromkeys(words(table["device"]))], list(dict.fromkeys(names))
    split = [key for key in KEYS if key in table.columns]
    by = f" by {' and '.join(split)}" if split else ""
    return f"{_listed(devices)}{by}; {_listed(groups) if len(groups) <= _MOST_NAMED else f'{len(groups)} {noun}s'}"


def _pairs(table: pd.DataFrame) -> list[str]:
    """Name the pairs compared; of many, the groups."""
    first, second = words(table["a"]), words(table["b"])
    is_change = table["kind"] == "change"
    if is_change.any():
        groups = [name.removesuffix(", after") for name in dict.fromkeys(words(table["a"][is_change]))]
        further = "" if is_change.all() else ", and the changes against each other"
        return [f"after against before in {_listed(groups)}{further}"]
    if (table["kind"] == "moderation").all():
        compared = [sides_of_moderation(a, b) for a, b in zip(first, second, strict=True)]
        of_pairs = list(dict.fromkeys(pair for pair, *_ in compared))
        values = list(dict.fromkeys(value for _, *own in compared for value in own))
        return [f"{_listed(of_pairs)}; one value of {_listed(values)} against another"]
    pairs = list(dict.fromkeys(f"{a} / {b}" for a, b in zip(first, second, strict=True)))
    if len(pairs) <= _FEW_PAIRS:
        return pairs
    return [f"{len(pairs)} pairs of {_listed(list(dict.fromkeys([*first, *second])))}"]


def _listed(names: Sequence[str]) -> str:
    return named(names, most=_MOST_NAMED)


def _units(table: pd.DataFrame) -> str:
    if not {"units", "unit"} <= set(table.columns) or table["units"].isna().all():
        return ""
    names = [" crossed with ".join(filter(None, pair)) for pair in zip(*_unit_columns(table), strict=True)]
    least, most = table["units"].min(), table["units"].max()
    many = f"{whole(least)} ({_listed(list(dict.fromkeys(names)))}) in each row"
    if least != most:
        many = f"{whole(least)} to {whole(most)} ({_listed(list(dict.fromkeys(names)))}) per row"
    return f"Units of analysis: {many}."


def _unit_columns(table: pd.DataFrame) -> list[list[str]]:
    return [words(table[name]) for name in ("unit", "unit_2") if name in table.columns]


def _articles(table: pd.DataFrame) -> str:
    if not {"n_a", "n_b"} <= set(table.columns) or table[["n_a", "n_b"]].isna().all(axis=None):
        return ""
    numbers = table[["n_a", "n_b"]]
    least, most = whole(float(numbers.to_numpy(dtype=float).min())), whole(float(numbers.to_numpy(dtype=float).max()))
    return f"n: {least if least == most else f'{least} to {most}'} articles on each side."


def _range(table: pd.DataFrame, column: str, noun: str) -> str:
    least, most = whole(float(table[column].min())), whole(float(table[column].max()))
    told = least if least == most else f"{least} to {most}"
    return f"n: {told} {noun}".rstrip() + "."


def _of_base(table: pd.DataFrame) -> str:
    """State the denominator of each group, which shares of parts have in common."""
    if (table["measure"] != "share").any() or "words" not in table.columns:
        return ""
    totals = dict(zip(words(table["group"]), table["words"].astype("float64").tolist(), strict=True))
    told = [f"{group} {whole(total)}" for group, total in list(totals.items())[:_MOST_NAMED]]
    has_one = table.groupby("group", sort=False)["words"].nunique().max() == 1
    return f"Number of {table['base'].iloc[0]}: {', '.join(told)}." if has_one and len(totals) <= _MOST_NAMED else ""


def _read(table: pd.DataFrame) -> list[str]:
    """State which voices were counted and which text was excluded, as far as the table says."""
    if not {"voices", "excluded"} <= set(table.columns) or table[["voices", "excluded"]].isna().all(axis=None):
        return []
    apart = [f"In {device}, {' and '.join(names)} are not counted." for device, names in counted_apart(table).items()]
    return [*of_texts_read(table), *apart]


def _corrected(table: pd.DataFrame) -> str:
    if "coded" not in table.columns or table["coded"].isna().all():
        return ""
    if (table["base"] == "coded articles").all():
        models = {decoded(cell).get("truth_is_model", {}).get("coder") for cell in table["limits"]} - {None}
        truth = (
            f" The codes of {named(sorted(map(str, models)))}, which no person made, count as truth." if models else ""
        )
        return f"Corrected by a coded sample; coder error and construct validity stay uncorrected.{truth}"
    return f"Corrected for labelling errors by {whole(float(table['coded'].max()))} sentences coded by hand."


def _footnotes(table: pd.DataFrame, kind: str) -> list[str]:
    value = "ratio" if kind in _RESULTS else _VALUES.get(kind, "")
    if not value or kind == "trend":
        return []
    _, meanings = footnotes(table, value)
    return [f"{letter}: {text}." for letter, text in meanings.items()]
