"""Every way to write a news or picture agency: ``lexicons/agencies.toml``."""

from __future__ import annotations

import tomllib
from importlib import resources

_LISTED = tomllib.loads(resources.files("framing").joinpath("lexicons", "agencies.toml").read_text("utf-8"))

# As found in bylines, credits and contributor lines, in upper and lower case as they stand; by which agency.
NAMES: dict[str, str] = {written: agency for agency, ways in _LISTED.items() for written in ways.get("names", ())}
# … and with short forms, where nothing but an agency can stand.
NAMES_AND_MARKS: dict[str, str] = {
    written: agency
    for agency, ways in _LISTED.items()
    if "names" in ways
    for written in [*ways["names"], *ways["marks"], agency]
}
# As credited below pictures.
PICTURE_CREDITS = frozenset(written for ways in _LISTED.values() for written in ways.get("pictures", ()))
