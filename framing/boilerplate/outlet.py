"""Outlet profiles: what stands on the pages of one outlet again and again, each line with where it was seen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from framing.model import paths_of
from framing.texts.text import Place, view

MATCHES = ("exact", "start", "end")
CATEGORIES = (
    "ad_marker", "newsletter", "donation", "paywall", "privacy", "copyright", "caption", "credit", "contributor",
    "share", "read_more", "contact", "author_bio", "byline", "correction", "standing", "comments", "commerce",
    "agency_line",
)  # fmt: skip
_SLACK = 20  # characters that a line may have more than its folded form
_LONGEST_OPENED = 800  # characters; in a longer paragraph reporting may follow the line that opens it
_DIGIT = re.compile(r"\d")
_KEYS = ("name", "aliases", "line")


class StandingLine(NamedTuple):
    """One line of an outlet's pages: its wording, how it has to match, its category, and where it was seen."""

    text: str
    match: str
    category: str
    seen: str


_LINE_KEYS = StandingLine._fields


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
        With file and line, where the file is not there or no TOML, a key is unknown, missing, blank or of another type,
        or a line comes twice.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> daily = pathlib.Path(tempfile.mkdtemp(), "daily.toml")
    >>> _ = daily.write_text('name = "Daily"\n[[line]]\ntext = "Ring us"\ncategory = "contact"\nseen = "2024-05-03"\n')
    >>> read_profile(daily).lines
    (StandingLine(text='Ring us', match='exact', category='contact', seen='2024-05-03'),)
    """
    if not isinstance(path, (str, Path)):
        raise ValueError(f"outlets: a path to a profile is needed, not {type(path).__name__}")
    file = Path(path)
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        at = f"byte 0x{error.object[error.start]:02x} at {error.start}"
        raise ValueError(f"{file.name}: not UTF-8 ({at}); save it as text in UTF-8") from None
    except FileNotFoundError:
        raise ValueError(
            f"{file}: no such outlet profile; framing.outlet_profile(articles) proposes one to save there"
        ) from None
    except OSError as error:
        raise ValueError(f"{file}: cannot be opened ({error.strerror}); give the file of a profile") from None
    return _profile(text, file.name)


def _profile(text: str, name: str) -> Profile:
    try:
        told: dict[str, object] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a ValueError that is none of TOML's: a number of 5,000 digits
        reason = "nested too deeply" if isinstance(error, RecursionError) else error
        raise ValueError(
            f"{name}: no TOML ({reason}); see the profiles in framing/outlets for how one is written"
        ) from None
    _check_keys(told, _KEYS, ("name",), name, "a profile has name, aliases and [[line]] tables")
    aliases, tables = told.get("aliases", []), told.get("line", [])
    if not isinstance(aliases, list):
        raise ValueError(f'{name}: aliases is {_kind(aliases)}; write a list of names, aliases = ["Daily"]')
    if not isinstance(tables, list):
        raise ValueError(f"{name}: line is {_kind(tables)}; write a table [[line]], with two brackets, for each line")
    own_name = _string(told["name"], "name", name)
    lines = [_line(table, f"{name}, line {number}") for number, table in enumerate(tables, start=1)]
    _check_once(lines, name)
    return Profile(own_name, tuple(_string(alias, "an alias", name) for alias in aliases), tuple(lines))


def _line(told: object, where: str) -> StandingLine:
    if not isinstance(told, dict):
        raise ValueError(f"{where}: is {_kind(told)}, not a table; write [[line]] above its keys")
    needed = ("text", "category", "seen")
    _check_keys(told, _LINE_KEYS, needed, where, "a line has text, category, seen and, if not exact, match")
    line = StandingLine(*(_string(told.get(key, "exact"), key, where) for key in _LINE_KEYS))
    _check_known(line.match, "match", MATCHES, where)
    _check_known(line.category, "category", CATEGORIES, where)
    return line


def _check_keys(told: dict[str, object], known: Sequence[str], needed: Sequence[str], where: str, way_out: str) -> None:
    """Raise where a table has a key that none of its kind has, or lacks one that it needs."""
    for key in told:
        if key not in known:
            raise ValueError(f"{where}: unknown key {key!r}{_near(key, known)}; {way_out}")
    if missing := [key for key in needed if key not in told]:
        raise ValueError(f"{where}: no {missing[0]}; {way_out}")


def _check_known(value: str, key: str, known: Sequence[str], where: str) -> None:
    if value not in known:
        raise ValueError(f"{where}: {key} {value!r} is none of {', '.join(known)}{_near(value, known)}")


def _check_once(lines: Sequence[StandingLine], name: str) -> None:
    """Raise where two lines are one as lines are compared: the category of the second would be lost."""
    seen: dict[tuple[str, str], int] = {}
    for number, line in enumerate(lines, start=1):
        first = seen.setdefault((_folded(line.text), line.match), number)
        if first != number:
            raise ValueError(f"{name}, line {number}: text {line.text!r} is there already (line {first}); keep one")


def _string(value: object, key: str, where: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{where}: {key} is {_kind(value)}; write it as a string, in quotation marks")
    if not value.strip():
        raise ValueError(f"{where}: {key} is blank; fill it")
    return value


def _kind(value: object) -> str:
    """Name what a TOML value is, as its author sees it."""
    kinds = {
        str: "a string",
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    return kinds.get(type(value), "a date or time")


def _near(written: str, known: Sequence[str]) -> str:
    close = get_close_matches(written.casefold(), known, n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


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
    own : path or iterable of path, optional
        Profiles of a researcher's own. One that shares a name with a bundled one is added to it.

    Examples
    --------
    >>> lines = Outlets().standing("Politico", "Reporting.\n\nStory Continued Below", [(0, 10), (12, 33)])
    >>> lines
    {(12, 33): ('ad_marker', 'profile: Politico')}
    """

    def __init__(self, own: str | Path | Iterable[str | Path] = ()) -> None:
        self._by_name: dict[str, _Matcher] = {}
        for profile in (*map(read_profile, paths_of(own)), *bundled_profiles()):
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
