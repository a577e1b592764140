"""Dictionaries that people own, read as lexicons: LIWC's ``.dic`` and quanteda's YAML."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from framing.model import named, note
from framing.texts.text import view
from framing.vocabulary.lexicon_file import Entry

SUFFIXES = (".dic", ".yml", ".yaml")
_PATH = tuple[str, ...]
_ITEM = re.compile(r"(?P<indent> *+)(?:- *+(?P<item>.*)|(?P<key>[^:#]++|\"[^\"]*+\"|'[^']*+'):\s*+(?P<value>.*))$")


def read_dictionary(path: str | Path, taken: Collection[str] = ()) -> list[Entry]:
    r"""Read a dictionary: each category is a device, each of its parts a subtype.

    No dictionary is bundled, since most are sold or restricted. Terms that this package cannot search, such as those
    with `*` before the end, are left out, counted and named in a note.

    Parameters
    ----------
    path : str or Path
        ``.dic`` as LIWC has it: categories between two lines of ``%``, then a term and the numbers of its categories in
        a line. ``.yml`` or ``.yaml`` as quanteda has it: categories with lists of terms, nested or not.
    taken : collection of str, optional
        Names of devices that a category must not have; such a one gets the name of the file before its own.

    Returns
    -------
    list of Entry
        One for each term and category; `source` is the name of the file.

    Raises
    ------
    ValueError
        Where the file is neither, or a line has a category that there is not: with file, line and the way out.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "mine.yml")
    >>> _ = file.write_text("weather:\n  wet:\n    - rain*\n    - flood\n  dry: [drought]\n")
    >>> [(entry.term, entry.device, entry.subtype) for entry in read_dictionary(file)]
    [('rain*', 'weather', 'wet'), ('flood', 'weather', 'wet'), ('drought', 'weather', 'dry')]
    """
    file = Path(path)
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{file.name}: not UTF-8 (byte {error.start}); save it as text in UTF-8") from None
    found = list(_liwc(text, file.name) if file.suffix.lower() == ".dic" else _quanteda(text, file.name))
    if not found:
        raise ValueError(f"{file.name}: no terms; a dictionary has categories with terms")
    entries: dict[tuple[str, str], Entry] = {}
    lost: list[str] = []
    again: list[str] = []
    for where, written in found:
        term = " ".join(view(written).split())
        if not _can_match(term):
            lost.append(written)
            continue
        device = _device(where[0], file.stem, taken)
        key = term, device
        if key in entries and entries[key].subtype != ".".join(where[1:]):
            again.append(term)
        entries.setdefault(key, Entry(term, device, ".".join(where[1:]), file.name))
    if lost:
        note(f"{file.name}: terms that cannot be searched: {len(lost)}, left out ({named(lost)})", stacklevel=4)
    if again:
        note(
            f"{file.name}: terms in two parts of a category: {len(again)}, kept in the first ({named(again)})",
            stacklevel=4,
        )
    return list(entries.values())


def _can_match(term: str) -> bool:
    body = term.removesuffix("*")
    has_stem = term == body or body[-1:].isalnum()
    return has_stem and not set(body) & set("*?()<>[]{}/") and any(character.isalnum() for character in body)


def _device(category: str, stem: str, taken: Collection[str]) -> str:
    """Make a name of a device out of that of a category."""
    name = re.sub(r"\W+", "_", category.lower()).strip("_") or "category"
    name = name if name.isidentifier() else f"category_{name}"
    prefix = re.sub(r"\W+", "_", stem.lower()).strip("_")
    return f"{prefix}_{name}" if name in taken else name


def _liwc(text: str, name: str) -> Iterator[tuple[_PATH, str]]:
    """Give category and term of each line of a ``.dic`` file."""
    lines = list(enumerate(text.splitlines(), start=1))
    marks = [number for number, line in lines if line.strip().startswith("%")]
    if len(marks) < 2:
        raise ValueError(f"{name}: no categories; a .dic file lists them between two lines of %")
    categories: dict[str, str] = {}
    for number, line in lines:
        parts = line.split()
        if marks[0] < number < marks[1] and parts:
            if len(parts) < 2:
                raise ValueError(f"{name}, line {number}: a category needs a number and a name")
            categories[parts[0]] = parts[1]
        elif number > marks[1] and parts:
            cut = next((place for place, part in enumerate(parts) if place and part in categories), len(parts))
            if unknown := [part for part in parts[cut:] if part not in categories]:
                raise ValueError(
                    f"{name}, line {number}: no category {unknown[0]!r}; there are: {named(categories, most=8)}"
                )
            if cut == len(parts):
                raise ValueError(f"{name}, line {number}: {line.strip()!r} has no category; write its number behind it")
            for part in parts[cut:]:
                yield (categories[part],), " ".join(parts[:cut])


def _quanteda(text: str, name: str) -> Iterator[tuple[_PATH, str]]:
    """Give the path and term of each item of nested lists; of YAML what dictionaries use."""
    above: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith(("#", "---")):
            continue
        found = _ITEM.match(line.expandtabs(2).rstrip())
        if found is None:
            raise ValueError(f"{name}, line {number}: neither a category (name:) nor a term (- term)")
        indent = len(found["indent"])
        if found["item"] is not None:
            while above and above[-1][0] > indent:
                above.pop()
            if not above:
                raise ValueError(f"{name}, line {number}: a term without a category; write one above it")
            yield tuple(key for _, key in above), _bare(found["item"])
            continue
        while above and above[-1][0] >= indent:
            above.pop()
        above.append((indent, _bare(found["key"])))
        if found["value"]:
            for term in found["value"].strip("[] ").split(","):
                yield tuple(key for _, key in above), _bare(term)


def _bare(written: str) -> str:
    """Take quotation marks off."""
    return written.strip().strip("\"'").strip()
