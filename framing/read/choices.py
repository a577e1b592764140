"""The options of one call of `read`, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from framing.read.columns import check_chosen
from framing.read.formats import check_format
from framing.read.web.extract import Keep


@dataclass(frozen=True)
class Choices:
    """The options of one call of `read` that concern single files."""

    columns: Mapping[str, str]
    outlet: str | None
    format: str | None
    encoding: str | None
    replaces: bool
    skips: bool
    keep: Keep = "article"


def checked_choices(
    *,
    columns: Mapping[str, str] | None,
    outlet: str | None,
    errors: Literal["raise", "skip"],
    encoding: str | None,
    encoding_errors: Literal["strict", "replace"],
    dayfirst: bool | None,
    format: str | None,
    keep: Keep,
) -> Choices:
    """Check the options of a call, and put those of single files together."""
    if errors not in ("raise", "skip"):
        raise ValueError(f'errors={errors!r} is unknown; errors="raise" or errors="skip"')
    if encoding_errors not in ("strict", "replace"):
        raise ValueError(f'encoding_errors={encoding_errors!r} is unknown; "strict" or "replace"')
    if not isinstance(outlet, (str, type(None))):
        raise ValueError(f"outlet={outlet!r} is not a name; give a string")
    if keep not in ("article", "all"):
        raise ValueError(f'keep={keep!r} is unknown; keep="article" or keep="all"')
    if dayfirst not in (None, True, False):
        raise ValueError(f"dayfirst={dayfirst!r} is unknown; True, False or None")
    chosen, forced = check_chosen(columns), check_format(format)
    return Choices(chosen, outlet, forced, encoding, encoding_errors == "replace", errors == "skip", keep)
