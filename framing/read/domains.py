"""Web addresses: which values are addresses, and the outlet that a domain belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from framing.boilerplate.outlet import bundled_profiles

_ADDRESS = re.compile(r"(?:https?:)?//[^\s/]+\S*", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9_-]{0,62})\.)+[a-z][a-z0-9-]{1,62}\.?", re.IGNORECASE)
_FRONT = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=.+\.)")
_TRACKING = re.compile(r"^(?:utm_.*|fbclid|gclid|cmpid|ito|ref|smid|mc_cid|mc_eid)$", re.IGNORECASE)
_ENOUGH = 0.5


def is_address(value: object) -> bool:
    """Return whether a value is a web address.

    Examples
    --------
    >>> [is_address(value) for value in ("https://dailybee.example/rain", "The Daily Bee", "dailybee.example")]
    [True, False, False]
    """
    return isinstance(value, str) and _ADDRESS.fullmatch(value.strip()) is not None


def is_host(value: object) -> bool:
    """Return whether a value is the name of a host, such as ``www.dailybee.example``."""
    return isinstance(value, str) and len(value) < 254 and _HOST.fullmatch(value.strip()) is not None


def mostly(is_so: Iterable[bool]) -> bool:
    """Return whether more than half are so; false if there are none."""
    found = list(is_so)
    return bool(found) and sum(found) > _ENOUGH * len(found)


def domain(value: object) -> str:
    """Return the domain of an address or host, without ``www.``; empty if it is neither.

    Examples
    --------
    >>> domain("https://www.dailybee.example:8080/rain?page=2"), domain("M.DailyBee.example"), domain("Daily Bee")
    ('dailybee.example', 'dailybee.example', '')
    """
    if is_address(value):
        try:
            host = urlsplit(str(value).strip()).hostname or ""
        except ValueError:  # brackets that are no IPv6 address
            return ""
    elif is_host(value):
        host = str(value)
    else:
        return ""
    return _FRONT.sub("", host.strip().rstrip(".").lower())


def same_page(address: str) -> str:
    """Reduce an address to what identifies the page: without scheme, ``www.``, fragment, tracking and last slash.

    Examples
    --------
    >>> same_page("http://www.dailybee.example/rain/?utm_source=x#top") == same_page("https://dailybee.example/rain")
    True
    """
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return address.strip()
    query = [pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair.partition("=")[0])]
    path = parts.path.rstrip("/")
    return f"{_FRONT.sub('', host.lower())}{path}{'?' if query else ''}{'&'.join(sorted(query))}"


@lru_cache(maxsize=1)
def _profiles() -> dict[str, str]:
    named = [(name, profile.name) for profile in bundled_profiles() for name in profile.aliases if is_host(name)]
    return {name.lower(): outlet for name, outlet in reversed(named)}


def outlet_of(host: str) -> str:
    """Return the outlet whose profile names a domain, or one above it; without a profile the domain itself.

    Examples
    --------
    >>> outlet_of("edition.cnn.com"), outlet_of("money.cnn.com"), outlet_of("dailybee.example")
    ('CNN', 'CNN', 'dailybee.example')
    """
    labels = host.split(".")
    for first in range(len(labels) - 1):
        if name := _profiles().get(".".join(labels[first:])):
            return name
    return host
