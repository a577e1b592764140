"""The file of shapes, ``lexicons/layout.toml``: its rows, and the patterns that they are made of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from framing.vocabulary.agency_names import PICTURE_CREDITS
from framing.vocabulary.word_lists import any_of

_PART = re.compile(r"<(\w+)>")


def read_shapes() -> list[dict[str, Any]]:
    """Give the rows of shapes as they stand in ``lexicons/layout.toml``, with their examples.

    Examples
    --------
    >>> read_shapes()[0]["shows"]
    'credit at the end'
    """
    rows: list[dict[str, Any]] = _data()["shape"]
    return rows


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("framing").joinpath("lexicons", "layout.toml").read_text("utf-8"))


def filled(pattern: str | Sequence[str]) -> str:
    """Join the alternatives of a pattern, and put the parts in that it names."""
    joined = pattern if isinstance(pattern, str) else "|".join(pattern)
    return f"(?:{_PART.sub(lambda found: part_of_patterns(found.group(1)), joined)})"


@lru_cache(maxsize=64)
def part_of_patterns(name: str) -> str:
    """Give the pattern of a part that several patterns name, such as ``agency``."""
    return any_of(PICTURE_CREDITS) if name == "agency" else filled(_data()["parts"][name])


def compiled(name: str) -> re.Pattern[str]:
    """Compile such a part alone."""
    return re.compile(part_of_patterns(name))


def opening(name: str) -> re.Pattern[str]:
    """Compile such a part of what a paragraph begins with: elsewhere in it, nothing is tried."""
    return re.compile(rf"\A{part_of_patterns(name)}")
