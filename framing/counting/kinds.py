"""Kinds of one device as devices of their own, for everything that counts or lists devices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import pandas as pd

from framing.checks import check_columns, check_looked_for
from framing.model import named
from framing.vocabulary.codebook_pages import apart, device_names, subtypes
from framing.vocabulary.codebook_pages import groups as groups_of

Groups = Mapping[str, Sequence[str]]
Kinds = str | Sequence[str] | Mapping[str, Groups]


def bundled_names() -> set[str]:
    """Name the bundled devices and their kinds.

    Examples
    --------
    >>> {"hedge", "bound"} <= bundled_names()
    True
    """
    return {name for device in device_names() for name in (device, *groups_of(device))}


def in_kinds(spans: pd.DataFrame, kinds: Kinds) -> pd.DataFrame:
    """Give the spans with the kinds of some devices in the place of these devices.

    Parameters
    ----------
    spans : DataFrame
        The spans table, checked.
    kinds : str, sequence of str, or mapping
        The device or devices, whose groups are those of the codebook pages; or each device with groups of its subtypes.
        A subtype in no group keeps the name of the device.

    Returns
    -------
    DataFrame
        The spans with other names in `device`; the groups stand in the device's place among the devices looked for.

    Raises
    ------
    ValueError
        If a device was not looked for, has no groups or more than cues, or a group has no new name, a subtype that
        does not exist, or one that another group has.

    Examples
    --------
    >>> spans = pd.DataFrame({"device": pd.Categorical(["hedge"] * 2), "subtype": ["modal", "approximator"]})
    >>> in_kinds(spans.assign(role="cue"), "hedge")["device"].tolist()
    ['epistemic hedge', 'approximator']
    """
    check_columns(spans, ("subtype",), name="spans", way_out="framing.label gives it")
    chosen = kinds if isinstance(kinds, Mapping) else dict.fromkeys([kinds] if isinstance(kinds, str) else kinds)
    for device, groups in chosen.items():
        spans = _in_groups(spans, device, groups)
    return spans


def without_apart(spans: pd.DataFrame) -> pd.DataFrame:
    """Leave out the subtypes that their codebook page counts apart from the device: bounds and hearsay of hedges.

    Parameters
    ----------
    spans : DataFrame
        The spans table, checked; kinds named before, by `in_kinds`, are devices of their own and stay.

    Returns
    -------
    DataFrame
        The other spans.

    Examples
    --------
    >>> spans = pd.DataFrame({"device": pd.Categorical(["hedge"] * 3), "subtype": ["modal", "bound", "hearsay"]})
    >>> without_apart(spans)["subtype"].tolist()
    ['modal']
    """
    if "subtype" not in spans.columns:
        return spans
    is_apart = pd.Series(False, index=spans.index)
    for device in spans["device"].cat.categories:
        if names := apart(str(device)):
            is_apart |= (spans["device"] == device) & spans["subtype"].isin(names)
    return spans[~is_apart]


def _in_groups(spans: pd.DataFrame, device: str, groups: Groups | None) -> pd.DataFrame:
    check_looked_for(spans, [device], option="kinds")
    looked_for = [str(name) for name in spans["device"].cat.categories]
    is_own = spans["device"] == device
    if (spans.loc[is_own, "role"] != "cue").any():
        raise ValueError(f"kinds: {device} has sources and contents beside its cues; by='subtype' counts its kinds")
    group_of = _group_of(device, groups, looked_for, set(spans.loc[is_own, "subtype"]))
    names = spans["device"].astype(object).mask(is_own, spans["subtype"].map(group_of).fillna(device))
    new = [name for name in dict.fromkeys([*group_of.values(), device]) if name != device or (names == device).any()]
    place = looked_for.index(device)
    order = [*looked_for[:place], *new, *looked_for[place + 1 :]]
    return spans.assign(device=pd.Categorical(names, categories=order))


def _group_of(device: str, groups: Groups | None, looked_for: Sequence[str], found: set[str]) -> dict[str, str]:
    """Give the group of each subtype, the groups checked."""
    has_page = device in device_names()
    chosen = groups if groups is not None else groups_of(device) if has_page else {}
    if not chosen:
        raise ValueError(
            f"kinds: the codebook has no groups for {device!r}; name them: "
            f"kinds={{{device!r}: {{'name': ['subtype', ...]}}}}"
        )
    if taken := [name for name in chosen if name in looked_for]:
        raise ValueError(f"kinds: there is a device {taken[0]!r} already; give the group another name")
    if groups is not None:
        _check_subtypes(device, groups, {*found, *(subtypes(device) if has_page else ())})
    group_of: dict[str, str] = {}
    for name, subtype in ((name, subtype) for name, members in chosen.items() for subtype in members):
        if subtype in group_of:
            raise ValueError(f"kinds: {subtype!r} is in {group_of[subtype]!r} and in {name!r}; choose one")
        group_of[subtype] = name
    return group_of


def _check_subtypes(device: str, groups: Groups, known: set[str]) -> None:
    """Raise where a group names a subtype that there is not, which would be a zero without a reason."""
    for name, members in groups.items():
        if isinstance(members, str):
            raise ValueError(f"kinds: a list of subtypes is needed for {name!r}, such as [{members!r}]")
        if unknown := [subtype for subtype in members if subtype not in known]:
            near = get_close_matches(unknown[0], known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {named(sorted(known), most=20)}"
            raise ValueError(f"kinds: {device} has no subtype {unknown[0]!r}; {hint}")
