"""What is known about each corpus: where it is, what it is good for, how many articles have to arrive."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True)
class Download:
    """One file of a corpus at its source; `sha256` is empty where it is not known."""

    address: str
    name: str
    sha256: str = ""


@dataclass(frozen=True)
class Entry:
    """One corpus of ``registry.toml``, which explains the fields."""

    name: str
    title: str
    good_for: str
    languages: tuple[str, ...]
    licence: str
    citation: str
    page: str
    commit: str
    files: tuple[Download, ...]
    copies: tuple[str, ...]
    articles: int
    articles_in_copies: int
    codings: str
    at_least: bool = False
    words: int | None = None
    codings_in_copies: int | None = None
    devices: tuple[str, ...] = ()

    @property
    def verified(self) -> str:
        """How what arrives is checked."""
        return "sha256 and counts" if all(file.sha256 for file in self.files) else "counts"


@lru_cache(maxsize=1)
def registry() -> dict[str, Entry]:
    """Read the registry of the package: the corpora by name.

    Examples
    --------
    >>> registry()["basil"].articles
    300
    """
    text = resources.files("framing.corpora").joinpath("registry.toml").read_text(encoding="utf-8")
    return {name: _entry(name, fields) for name, fields in tomllib.loads(text).items()}


def _entry(name: str, fields: dict[str, object]) -> Entry:
    """Make an entry of a table of the file."""
    commit = fields["commit"]
    files = [{**file, "address": file["address"].format(commit=commit)} for file in fields["files"]]  # type: ignore[attr-defined]
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    return Entry(**{**plain, "name": name, "files": tuple(Download(**file) for file in files)})  # type: ignore[arg-type]


def entry_of(name: object, *, verb: str) -> Entry:
    """Find a corpus by its name, or raise a one-line `ValueError` with the names that there are.

    Examples
    --------
    >>> entry_of("polnaer", verb="corpus")
    Traceback (most recent call last):
    ValueError: corpus: no corpus is called 'polnaer'; did you mean 'polnear'? framing.corpora() lists them
    """
    known = registry()
    if isinstance(name, str) and name in known:
        return known[name]
    if not isinstance(name, str):
        raise ValueError(f"{verb}: a corpus's name is needed, not {type(name).__name__}; one of {', '.join(known)}")
    plain = name.lower().replace("-", "_").replace(" ", "_")
    close = [key for key in known if plain and key.startswith(plain)] or get_close_matches(plain, known, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"one of {', '.join(known)};"
    raise ValueError(f"{verb}: no corpus is called {name!r}; {hint} framing.corpora() lists them")
