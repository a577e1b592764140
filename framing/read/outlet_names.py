"""One name per outlet: what archives and pages call it, unified by the aliases of the outlets' profiles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

from framing.boilerplate.outlet import Profile, bundled_profiles

# What exports add to a name: the edition, the place, a notice of its web site.
_ADDED = re.compile(
    r"\s*+(?:\((?:[^()]{0,40}edition|late edition|online|web|print|international|international edition|us|u\.s\.|usa|"
    r"london|england|uk|new york|washington)\)|,\s*+(?:late|first|final|national|international)?\s*edition\b.{0,40}|"
    r"(?<=\s)\(?online\)?)\s*+$",
    re.IGNORECASE,
)
_MOST_ADDED = 3
_LONGEST_NAME = 200


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


def unified_name(name: str, own: Mapping[str, str] = MappingProxyType({})) -> str:
    """Give the name that an outlet's profile has for it; the name itself where there is no profile.

    `own` has the names of a researcher's own profiles, which go first.

    Examples
    --------
    >>> [unified_name(name) for name in ("Fox Online News", "The New York Times (International Edition)", "The Bee")]
    ['Fox News', 'The New York Times', 'The Bee']
    """
    if len(name) > _LONGEST_NAME:
        return name
    shorter = name
    for _ in range(_MOST_ADDED):
        key = _key(shorter)
        for names in (own, _names()):
            if (found := names.get(key) or names.get(key.removeprefix("the "))) is not None:
                return found
        shorter, before = _ADDED.sub("", shorter), shorter
        if shorter == before:
            break
    return name


def unified(outlets: pd.Series, own: Sequence[Profile] = ()) -> pd.Series:
    """Unify a column of names by a researcher's own profiles and the bundled ones."""
    names = {_key(name): profile.name for profile in reversed(own) for name in (profile.name, *profile.aliases)}
    changed = {name: unified_name(name, names) for name in outlets.unique()}
    return outlets.map(changed)
