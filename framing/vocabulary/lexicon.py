"""Term lists: read from TSV, and found in a text all together in one pass, longest first."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from framing.texts.word_starts import KEY, SLOTS, code_points, codes_of, cut_keys, key_of, slots, word_starts
from framing.vocabulary.dictionary_file import SUFFIXES, read_dictionary
from framing.vocabulary.lexicon_file import COLUMNS, Entry, entries_of

__all__ = [
    "Entry",
    "Hit",
    "Lexicon",
    "bundled",
    "by_device",
    "compiled",
    "domains",
    "read_lexicon",
    "rules_beside",
    "sources",
]


_LETTER, _MARK = r"[^\W_]", r"(?:[^\w\s]|_)"
_WORD = 0  # the size of the keys of terms that are one whole word;
_SIZES = (8, 5, 3, 1)  # characters in those of other terms, which begin alike where a text has the term


class Hit(NamedTuple):
    """One place where a term stands, on word borders."""

    start: int
    end: int
    entry: Entry


class _Term(NamedTuple):
    """A term without its `*`, what its borders have to be, and its entries."""

    body: str
    opens_with_accent: bool
    ends_word: bool
    entries: tuple[Entry, ...]


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


class Lexicon:
    """All terms of all devices, compiled to find them in one pass over a text.

    Its state is a table of how terms begin: the first letters of all words of a text are looked up in it at once, and
    the few words that begin as a term does are compared with it. Finding costs time by the text and its hits, not by
    the number of terms. For each device the longest term wins: where two terms of one device overlap, the one that starts first, then
    the longer one, is kept; of two as long, the one without `*`.

    Parameters
    ----------
    entries : iterable of Entry
        The terms.

    Examples
    --------
    >>> lexicon = Lexicon([Entry("seem*", "hedge", "verb", "x"), Entry("seemed to", "hedge", "verb", "x")])
    >>> [(hit.start, hit.end) for hit in lexicon.find("it seemed to rain. it seems.")["hedge"]]
    [(3, 12), (22, 27)]
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        by_body: dict[str, list[Entry]] = {}
        for entry in self.entries:
            by_body.setdefault(entry.term.removesuffix("*"), []).append(entry)
        self._terms: dict[int, dict[int, list[_Term]]] = {}
        for body, group in by_body.items():
            is_word = body.isalnum() and not any(entry.term.endswith("*") for entry in group)
            size = _WORD if is_word else next(size for size in _SIZES if size <= len(body))
            term = _Term(body, unicodedata.combining(body[0]) > 0, body[-1].isalnum(), tuple(group))
            self._terms.setdefault(size, {}).setdefault(key_of(body[: size or KEY]), []).append(term)
        self._slots = {size: np.zeros(SLOTS, dtype=bool) for size in self._terms}
        for size, terms in self._terms.items():
            self._slots[size][slots(np.array(list(terms), dtype=np.uint64))] = True

    @property
    def devices(self) -> tuple[str, ...]:
        """The devices that have terms here, sorted."""
        return tuple(sorted({entry.device for entry in self.entries}))

    def find(self, text_view: str) -> dict[str, list[Hit]]:
        """Find every term on word borders.

        Parameters
        ----------
        text_view : str
            A text as `framing.texts.text.view` gives it.

        Returns
        -------
        dict of str to list of Hit
            By device, in order of place, not overlapping within a device.
        """
        found: dict[str, list[Hit]] = {}
        length = len(text_view)
        for start, terms in self._candidates(text_view):
            for body, opens_with_accent, ends_word, entries in terms:
                if not text_view.startswith(body, start) or (start and opens_with_accent):
                    continue
                end = start + len(body)
                ends_inside = False
                if end < length:
                    after = text_view[end]
                    ends_inside = (ends_word and after.isalnum()) or (
                        after > "\u02ff" and unicodedata.combining(after) > 0
                    )
                if ends_inside:
                    entries = tuple(entry for entry in entries if entry.term.endswith("*"))
                    if not entries:
                        continue
                    end = _word_end(text_view, end)
                for entry in entries:
                    if entry.device in found:
                        found[entry.device].append(Hit(start, end, entry))
                    else:
                        found[entry.device] = [Hit(start, end, entry)]
        return {device: _longest_first(hits) for device, hits in found.items()}

    def _candidates(self, text_view: str) -> Iterator[tuple[int, list[_Term]]]:
        """Give the places where a word or mark begins as terms do, in order, and these terms."""
        words = word_starts(codes_of(text_view), code_points(_LETTER), code_points(_MARK))
        columns = []
        for size, is_there in self._slots.items():
            keys = cut_keys(words.key, size or words.size)
            at = np.flatnonzero(is_there[slots(keys)])
            columns.append((words.start[at], keys[at], np.full(len(at), size)))
        if not columns:
            return
        places, keys, sizes = map(np.concatenate, zip(*columns, strict=True))
        order = np.argsort(places, kind="stable")
        for place, key, size in zip(*(column[order].tolist() for column in (places, keys, sizes)), strict=True):
            terms = self._terms[size].get(key)
            if terms is not None:
                yield place, terms


def _word_end(text: str, place: int) -> int:
    while place < len(text) and (text[place].isalnum() or unicodedata.combining(text[place])):
        place += 1
    return place


def _longest_first(hits: list[Hit]) -> list[Hit]:
    if all(one[1] <= other[0] for one, other in pairwise(hits)):
        return hits
    hits.sort(key=lambda hit: (hit.start, -hit.end, hit.entry.term.endswith("*")))
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


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
