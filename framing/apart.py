"""Kinds of one device told apart: each becomes a device of its own, for every verb that follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import pandas as pd

from framing.model import check_columns, check_spans, named
from framing.pages import device_names, subtypes
from framing.pages import groups as groups_of


def apart(
    spans: pd.DataFrame, device: str = "hedge", *, groups: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """Tell kinds of one device apart: groups of its subtypes become devices of their own.

    What follows (`count`, `compare`, `rates`, `concordance`, `plot`) then treats each as it treats a device, so that
    one call of `compare` has both and adjusts p for both. Nothing is counted twice.

    Parameters
    ----------
    spans : DataFrame
        The spans table.
    device : str, optional
        The device whose subtypes are grouped.
    groups : mapping of str to sequence of str, optional
        The subtypes of each group, by its name. By default those of the device's codebook page: for hedges
        ``epistemic hedge`` (all that doubt a claim) and ``approximator``, which rounds a quantity and need not doubt
        anything (Prince et al. 1982; Hyland 1998). A subtype in no group keeps the name of the device.

    Returns
    -------
    DataFrame
        The spans with other names in `device`; the groups stand in the device's place among the devices looked for.

    Raises
    ------
    ValueError
        If the device was not looked for, has no groups or more than cues, or a group has no new name, a subtype that
        does not exist, or one that another group has.

    Examples
    --------
    >>> import framing
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": ["About 20 ferries may sail. Perhaps."]})
    >>> counts = framing.count(articles, framing.apart(framing.label(articles, ["hedge"])))
    >>> counts[["device", "n"]]
                device  n
    0  epistemic hedge  2
    1     approximator  1
    """
    check_spans(spans)
    check_columns(spans, ("subtype",), name="spans", way_out="framing.label gives it")
    looked_for = [str(name) for name in spans["device"].cat.categories]
    if device not in looked_for:
        raise ValueError(f"apart: {device!r} was not looked for (only {named(looked_for, most=8)}); label with it too")
    is_own = spans["device"] == device
    if (spans.loc[is_own, "role"] != "cue").any():
        raise ValueError(
            f"apart: {device} has sources and contents beside its cues; count(by='subtype') counts its kinds"
        )
    group_of = _group_of(device, groups, looked_for, set(spans.loc[is_own, "subtype"]))
    names = spans["device"].astype(object).mask(is_own, spans["subtype"].map(group_of).fillna(device))
    new = [name for name in dict.fromkeys([*group_of.values(), device]) if name != device or (names == device).any()]
    place = looked_for.index(device)
    order = [*looked_for[:place], *new, *looked_for[place + 1 :]]
    return spans.assign(device=pd.Categorical(names, categories=order))


def _group_of(
    device: str, groups: Mapping[str, Sequence[str]] | None, looked_for: Sequence[str], found: set[str]
) -> dict[str, str]:
    """Give the group of each subtype, the groups checked."""
    has_page = device in device_names()
    chosen = groups if groups is not None else groups_of(device) if has_page else {}
    if not chosen:
        raise ValueError(
            f"apart: the codebook has no groups for {device!r}; name them: groups={{'name': ['subtype', ...]}}"
        )
    if taken := [name for name in chosen if name in looked_for]:
        raise ValueError(f"apart: groups: there is a device {taken[0]!r} already; give the group another name")
    if groups is not None:
        _check_subtypes(device, groups, {*found, *(subtypes(device) if has_page else ())})
    group_of: dict[str, str] = {}
    for name, subtype in ((name, subtype) for name, members in chosen.items() for subtype in members):
        if subtype in group_of:
            raise ValueError(f"apart: groups: {subtype!r} is in {group_of[subtype]!r} and in {name!r}; choose one")
        group_of[subtype] = name
    return group_of


def _check_subtypes(device: str, groups: Mapping[str, Sequence[str]], known: set[str]) -> None:
    """Raise where a group names a subtype that there is not, which would be a zero without a reason."""
    for name, members in groups.items():
        if isinstance(members, str):
            raise ValueError(f"apart: groups: a list of subtypes is needed for {name!r}, such as [{members!r}]")
        if unknown := [subtype for subtype in members if subtype not in known]:
            near = get_close_matches(unknown[0], known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {named(sorted(known), most=20)}"
            raise ValueError(f"apart: groups: {device} has no subtype {unknown[0]!r}; {hint}")
