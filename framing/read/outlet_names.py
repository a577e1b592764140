"""One name per outlet: what archives and pages call it, unified by the aliases of the outlets' profiles."""

from __future__ import annotations

import re
from functools import lru_cache

import pandas as pd

from framing.boilerplate.outlet import bundled_profiles

# What exports add to a name: the edition, the place, a notice of its web site.
_ADDED = re.compile(
    r"\s*(?:\((?:[^()]{0,40}edition|late edition|online|web|print|international|international edition|us|u\.s\.|usa|"
    r"london|england|uk|new york|washington)\)|,\s*(?:late|first|final|national|international)?\s*edition\b.{0,40}|"
    r"\s+\(?online\)?)\s*$",
    re.IGNORECASE,
)
_MOST_ADDED = 3


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Give the name of each profile by its names in lower case; a name that two profiles have is no name."""
    names: dict[str, set[str]] = {}
    for profile in bundled_profiles():
        for name in (profile.name, *profile.aliases):
            names.setdefault(_key(name), set()).add(profile.name)
    return {key: next(iter(found)) for key, found in names.items() if len(found) == 1}


def _key(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("www.")


def unified_name(name: str) -> str:
    """Give the name that an outlet's profile has for it; the name itself where there is no profile.

    Examples
    --------
    >>> [unified_name(name) for name in ("Fox Online News", "The New York Times (International Edition)", "The Bee")]
    ['Fox News', 'The New York Times', 'The Bee']
    """
    shorter = name
    for _ in range(_MOST_ADDED):
        key = _key(shorter)
        if (found := _names().get(key) or _names().get(key.removeprefix("the "))) is not None:
            return found
        shorter, before = _ADDED.sub("", shorter), shorter
        if shorter == before:
            break
    return name


def unified(outlets: pd.Series) -> pd.Series:
    """Unify a column of names."""
    changed = {name: unified_name(name) for name in outlets.unique()}
    return outlets.map(changed)
