"""Term lists: read from TSV, and compiled for `framing.vocabulary.term_search`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path

from framing.vocabulary.dictionary_file import SUFFIXES, read_dictionary
from framing.vocabulary.lexicon_file import COLUMNS, Entry, entries_of
from framing.vocabulary.term_search import Hit, Hits, Lexicon

__all__ = [
    "Entry",
    "Hit",
    "Hits",
    "Lexicon",
    "bundled",
    "by_device",
    "compiled",
    "domains",
    "read_lexicon",
    "rules_beside",
    "sources",
]


def bundled() -> list[Entry]:
    """Read the lexicons that the package brings, one TSV a device, sorted by device.

    Examples
    --------
    >>> sorted({entry.device for entry in bundled()})[:2]
    ['attribution', 'boilerplate']
    """
    return list(_bundled())


@lru_cache(maxsize=1)
def _bundled() -> tuple[Entry, ...]:
    folder = resources.files("framing").joinpath("lexicons")
    known = frozenset(sources())
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".tsv")), key=lambda file: file.name)
    read = (entries_of(file.read_bytes(), file.name, known_sources=known) for file in files)
    return tuple(entry for entries in read for entry in entries)


def sources() -> dict[str, dict[str, str]]:
    """Give the works that bundled terms were taken from: key to citation, licence and what was changed.

    Examples
    --------
    >>> sources()["hyland2005"]["licence"]
    'terms compiled from the book; no text copied'
    """
    text = resources.files("framing").joinpath("lexicons", "sources.toml").read_text("utf-8")
    return tomllib.loads(text)


def read_lexicon(path: str | Path) -> list[Entry]:
    r"""Read one lexicon file of a researcher's own: tab-separated ``term  device  subtype  source``.

    `subtype` may be empty; `source` says where the term comes from and is needed, though it need not be one of the
    bundled ones. `device` is one of the package's, which gets the term besides its own, or a new one. A cue of
    attribution may have a column `frames`: what it reports and how, as in the package's `attribution.tsv`. A column
    `language` (a code such as ``de``) says in which articles a term counts; empty, it counts in all. A
    spreadsheet's BOM and quotation marks are taken off, an accent written as a character of its own is joined to its
    letter, and a line that starts with # is a comment.

    Parameters
    ----------
    path : str or Path
        The file, UTF-8, or the name of a bundled domain. Of a LIWC dictionary (``.dic``) or one of quanteda (``.yml``)
        each category is a device (`framing.vocabulary.dictionary_file`).

    Returns
    -------
    list of Entry
        The entries, in the order of the file.

    Raises
    ------
    ValueError
        Where the file is not tab-separated text in UTF-8 or lacks a column, or a line lacks a term, device or source,
        holds a term twice, one that can never match, or a device that is one of the package's but for a slip of the
        pen: file, line and the way out.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> mine = pathlib.Path(tempfile.mkdtemp(), "mine.tsv")
    >>> _ = mine.write_text("term\tdevice\tsubtype\tsource\nflood of\tmetaphor\twater\town reading\n")
    >>> read_lexicon(mine)
    [Entry(term='flood of', device='metaphor', subtype='water', source='own reading', frames=(), language='')]
    """
    file = Path(path)
    devices = tuple(dict.fromkeys(entry.device for entry in _bundled()))
    if file.is_file() and file.suffix.lower() in SUFFIXES:
        return read_dictionary(file, devices)
    if file.is_file():
        return list(entries_of(file.read_bytes(), file.name, devices))
    if str(path) in domains():
        domain = resources.files("framing").joinpath("lexicons", "domains", f"{path}.tsv")
        return list(entries_of(domain.read_bytes(), domain.name, devices, frozenset(sources())))
    raise ValueError(
        f"{file}: no such lexicon file; give the path of a TSV with the columns {', '.join(COLUMNS)}, "
        f"or name a domain: {', '.join(domains())}"
    )


def rules_beside(path: str | Path) -> Path | None:
    """Give the file of rules beside a lexicon of one's own, ``mine.rules.toml`` beside ``mine.tsv``; None without one.

    Examples
    --------
    >>> rules_beside("debate") is None
    True
    """
    rules = Path(path).with_suffix(".rules.toml")
    return rules if Path(path).is_file() and rules.is_file() else None


@lru_cache(maxsize=1)
def domains() -> tuple[str, ...]:
    """Name the bundled lexicons for texts that are no news: `label` takes a name where it takes a path.

    A domain changes which terms of a device count in its kind of text, and never what is found without it.

    Examples
    --------
    >>> domains()
    ('biomedicine', 'debate', 'encyclopedia')
    """
    folder = resources.files("framing").joinpath("lexicons", "domains").iterdir()
    return tuple(sorted(file.name.removesuffix(".tsv") for file in folder if file.name.endswith(".tsv")))


@lru_cache(maxsize=8)
def compiled(devices: tuple[str, ...], own: tuple[Entry, ...] = ()) -> Lexicon:
    """Compile the bundled terms of `devices` with a researcher's own, once for all the articles that follow.

    Own terms are added to the bundled ones; one with the term and device of a bundled one takes its place, and keeps
    its frames where it names none.

    Examples
    --------
    >>> lexicon = compiled(("hedge",), (Entry("seems", "hedge", "mine", "own"), Entry("rain", "weather", "", "own")))
    >>> [(hit.entry.term, hit.entry.source) for hit in lexicon.find("it seems so and may rain")["hedge"]]
    [('seems', 'own'), ('may', 'hyland2005')]
    """
    wanted = frozenset(devices)
    terms: dict[tuple[str, str], Entry] = {}
    for entry in (*_bundled(), *own):
        if entry.device in wanted:
            key = entry.term, entry.device
            known = entry.frames or key not in terms
            terms[key] = entry if known else entry._replace(frames=terms[key].frames)
    return Lexicon(terms.values())


def by_device(entries: Sequence[Entry]) -> Mapping[str, list[Entry]]:
    """Group entries by device, devices in the order of their first term.

    Examples
    --------
    >>> list(by_device([Entry("may", "hedge", "modal", "x"), Entry("must", "booster", "modal", "x")]))
    ['hedge', 'booster']
    """
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.device, []).append(entry)
    return grouped
