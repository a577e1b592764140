"""Outlet profiles: what stands on the pages of one outlet again and again, each line with where it was seen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from framing.text import Place, view

MATCHES = ("exact", "start", "end")
CATEGORIES = (
    "ad_marker", "newsletter", "donation", "paywall", "privacy", "copyright", "caption", "credit", "contributor",
    "share", "read_more", "contact", "author_bio", "byline", "correction", "standing", "comments", "commerce",
    "agency_line",
)  # fmt: skip
_SLACK = 20  # characters that a line may have more than its folded form
_LONGEST_OPENED = 800  # characters; in a longer paragraph reporting may follow the line that opens it
_DIGIT = re.compile(r"\d")
_KEYS = frozenset(("name", "aliases", "line"))
_LINE_KEYS = frozenset(("text", "match", "category", "seen"))


class StandingLine(NamedTuple):
    """One line of an outlet's pages: its wording, how it has to match, its category, and where it was seen."""

    text: str
    match: str
    category: str
    seen: str


class Profile(NamedTuple):
    """What is known of one outlet."""

    name: str
    aliases: tuple[str, ...]
    lines: tuple[StandingLine, ...]


def read_profile(path: str | Path) -> Profile:
    r"""Read an outlet's profile: TOML with `name`, `aliases` and a table ``[[line]]`` a standing line.

    A line has `text`; `match`, which is ``exact`` (it is all of a paragraph; the default), ``start`` (it opens one) or
    ``end`` (it closes one, glued to reporting: then only that part is boilerplate); `category`, one of those of the
    codebook page ``boilerplate``; and `seen`, where it was seen. Capitals, digits and the kind of apostrophe do not
    matter.

    Parameters
    ----------
    path : str or Path
        The file, UTF-8.

    Returns
    -------
    Profile

    Raises
    ------
    ValueError
        Where the file is not there or no TOML, or a line lacks its text, category or where it was seen.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> daily = pathlib.Path(tempfile.mkdtemp(), "daily.toml")
    >>> _ = daily.write_text('name = "Daily"\n[[line]]\ntext = "Ring us"\ncategory = "contact"\nseen = "2024-05-03"\n')
    >>> read_profile(daily).lines
    (StandingLine(text='Ring us', match='exact', category='contact', seen='2024-05-03'),)
    """
    file = Path(path)
    if not file.is_file():
        raise ValueError(f"{file}: no such outlet profile; framing.profile(articles) proposes one to save there")
    return _profile(file.read_text("utf-8-sig"), file.name)


def _profile(text: str, name: str) -> Profile:
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(
            f"{name}: no TOML ({error}); see the profiles in framing/outlets for how one is written"
        ) from None
    unknown = set(told) - _KEYS
    if unknown or not isinstance(told.get("name"), str):
        wrong = f"unknown key {min(unknown)!r}" if unknown else "no name"
        raise ValueError(f"{name}: {wrong}; a profile has name, aliases and [[line]] tables")
    lines = [_line(line, f"{name}, line {number}") for number, line in enumerate(told.get("line", ()), start=1)]
    return Profile(told["name"], tuple(map(str, told.get("aliases", ()))), tuple(lines))


def _line(told: dict[str, str], where: str) -> StandingLine:
    missing = [key for key in ("text", "category", "seen") if not told.get(key)]
    if missing or set(told) - _LINE_KEYS:
        wrong = f"no {missing[0]}" if missing else f"unknown key {min(set(told) - _LINE_KEYS)!r}"
        raise ValueError(f"{where}: {wrong}; a line has text, category, seen and, if not exact, match")
    line = StandingLine(told["text"], told.get("match", "exact"), told["category"], told["seen"])
    if line.match not in MATCHES or line.category not in CATEGORIES:
        key, value, known = (
            ("match", line.match, MATCHES) if line.match not in MATCHES else ("category", line.category, CATEGORIES)
        )
        raise ValueError(f"{where}: {key} {value!r} is none of {', '.join(known)}")
    return line


@lru_cache(maxsize=1)
def bundled_profiles() -> tuple[Profile, ...]:
    """Give the profiles that the package brings, sorted by file.

    Examples
    --------
    >>> len(bundled_profiles()) >= 25
    True
    """
    folder = resources.files("framing").joinpath("outlets")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(_profile(file.read_text("utf-8"), file.name) for file in files)


class Outlets:
    r"""Profiles by the names of their outlets; a researcher's own come before the bundled ones.

    Its state is the lines ready for matching.

    Parameters
    ----------
    own : iterable of path, optional
        Profiles of a researcher's own. One that shares a name with a bundled one is added to it.

    Examples
    --------
    >>> lines = Outlets().standing("Politico", "Reporting.\n\nStory Continued Below", [(0, 10), (12, 33)])
    >>> lines
    {(12, 33): ('ad_marker', 'profile: Politico')}
    """

    def __init__(self, own: Iterable[str | Path] = ()) -> None:
        self._by_name: dict[str, _Matcher] = {}
        for profile in (*map(read_profile, own), *bundled_profiles()):
            matcher = next(
                (self._by_name[key] for key in _keys(profile) if key in self._by_name), _Matcher(profile.name)
            )
            matcher.add(profile.lines)
            for key in _keys(profile):
                self._by_name.setdefault(key, matcher)

    def standing(self, outlet: str, text: str, paragraphs: Sequence[Place]) -> dict[Place, tuple[str, str]]:
        """Give the places of the outlet's standing lines in a text, each with its category and ``profile: name``."""
        matcher = self._by_name.get(outlet.casefold())
        return matcher.find(text, paragraphs) if matcher is not None else {}


def _keys(profile: Profile) -> list[str]:
    return [name.casefold() for name in (profile.name, *profile.aliases)]


class _Matcher:
    def __init__(self, name: str) -> None:
        self._evidence = f"profile: {name}"
        self._exact: dict[str, str] = {}
        self._starts: dict[str, str] = {}
        self._ends: dict[str, str] = {}

    def add(self, lines: Iterable[StandingLine]) -> None:
        tables = {"exact": self._exact, "start": self._starts, "end": self._ends}
        for line in lines:
            tables[line.match].setdefault(_folded(line.text), line.category)
        self._opening, self._closing = tuple(self._starts), tuple(self._ends)
        self._longest = max(map(len, (*self._exact, *self._starts, *self._ends)), default=0) + _SLACK

    def find(self, text: str, paragraphs: Sequence[Place]) -> dict[Place, tuple[str, str]]:
        found: dict[Place, tuple[str, str]] = {}
        for start, end in paragraphs:
            head = _folded(text[start : min(end, start + self._longest)])
            category = self._exact.get(head) if end - start < self._longest else None
            if category is None and end - start <= _LONGEST_OPENED and head.startswith(self._opening):
                category = next(self._starts[line] for line in self._opening if head.startswith(line))
            if category is not None:
                found[start, end] = (category, self._evidence)
            elif self._closing:
                tail = _folded(text[max(start, end - self._longest) : end])
                line = next((line for line in self._closing if tail.endswith(line)), None)
                if line is not None and _folded(text[end - len(line) : end]) == line:
                    found[end - len(line), end] = (self._ends[line], self._evidence)
        return found


def _folded(text: str) -> str:
    """Give a line as lines are compared: lower case, plain apostrophes, one space, every digit a 0."""
    return _DIGIT.sub("0", " ".join(view(text).split()))
