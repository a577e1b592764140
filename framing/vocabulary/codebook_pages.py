"""The codebook: one page a device, read for its definition and for the examples that the tests run."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from framing.model import ROLES, subtype_parts
from framing.vocabulary.code_pages import is_code_page, page_texts

_BULLET = re.compile(r"- (?:\*\*\w+\*\*: [^\[]*)?(.+)")
_NAMED = re.compile(r"- \*\*\w+\*\*")
_MARKS = re.compile(r"\*\*|(?<!\w)\*|\*(?!\w)|`")  # of Markdown, around words
_BRACKET = re.compile(r"\[|\]\{([^{}]*)\}")


class Mark(NamedTuple):
    """One bracket of an example: a place in its text, and the words of its label."""

    start: int
    end: int
    label: tuple[str, ...]


class Example(NamedTuple):
    """One example of a codebook page: where it stands, its text without brackets, and what is to be found in it."""

    device: str
    line: int
    text: str
    marks: tuple[Mark, ...]


def device_names() -> tuple[str, ...]:
    """Name the devices that have a codebook page, sorted: those that the package brings. Pages of codes are no devices.

    Examples
    --------
    >>> "hedge" in device_names()
    True
    """
    return tuple(sorted(name for name, text in page_texts().items() if not is_code_page(text)))


def page(device: str) -> str:
    """Give the codebook page of a device, as Markdown.

    Raises
    ------
    ValueError
        Where the package has no page for it.

    Examples
    --------
    >>> page("hedge").splitlines()[0]
    '# hedge'
    """
    names = device_names()
    if device not in names:
        near = get_close_matches(device, names, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names)}"
        raise ValueError(f"codebook: no page for {device!r}; {hint}")
    return resources.files("framing").joinpath("codebook", f"{device}.md").read_text("utf-8")


def definition(device: str) -> str:
    """Give the paragraph that defines a device, as one line.

    Examples
    --------
    >>> definition("hedge")[:44]
    'An expression that presents a claim as less '
    """
    found = paragraph(device, "Definition")
    if not found:
        raise ValueError(f"codebook: {device}.md has no paragraph that starts with **Definition.**; write one")
    return found


def paragraph(device: str, name: str) -> str:
    """Give the paragraph of a page that opens with a bold name, as one line without marks; empty where it has none.

    Pages have ``Definition``, ``Unit``, ``Measured`` (how accurate the package is, in a sentence), and some ``Caution``
    (why it must not be compared blindly), ``Groups`` and ``Apart``.

    Examples
    --------
    >>> paragraph("hedge", "Unit")[:24]
    'The shortest expression '
    >>> paragraph("hedge", "Recipe")
    ''
    """
    found = re.search(rf"^\*\*{re.escape(name)}\.\*\*\s+(.+?)(?:\n\n|\Z)", page(device), re.MULTILINE | re.DOTALL)
    return " ".join(_MARKS.sub("", found.group(1)).split()) if found else ""


def groups(device: str) -> dict[str, tuple[str, ...]]:
    """Give the groups of subtypes that are separated by default, as the page's paragraph ``Groups`` has them.

    It reads ``**Groups.** name: subtype, subtype; name: subtype.``

    Examples
    --------
    >>> list(groups("hedge")), groups("boilerplate")
    (['epistemic hedge', 'approximator', 'bound', 'hearsay'], {})
    """
    parts = [part.partition(":") for part in paragraph(device, "Groups").rstrip(".").split(";") if part]
    return {name.strip(): tuple(word.strip() for word in words.split(",")) for name, _, words in parts}


@lru_cache(maxsize=64)
def apart(device: str) -> tuple[str, ...]:
    """Name the subtypes that are counted apart from their device, as the page's paragraph ``Apart`` has them first.

    It reads ``**Apart.** subtype, subtype: reason``. A device without a page has none.

    Examples
    --------
    >>> apart("hedge"), apart("booster")
    (('bound', 'hearsay'), ())
    """
    if device not in device_names():
        return ()
    named, _, _ = paragraph(device, "Apart").partition(":")
    return tuple(word.strip() for word in named.split(",") if word.strip())


@lru_cache(maxsize=1)
def cautions() -> dict[str, str]:
    """Give the caution of each device that has one, also under the names of its groups.

    Examples
    --------
    >>> "attribution" in cautions()
    False
    """
    told = {device: paragraph(device, "Caution") for device in device_names()}
    return {name: caution for device, caution in told.items() if caution for name in (device, *groups(device))}


def subtypes(device: str) -> tuple[str, ...]:
    """Name the subtypes of a device as its examples have them; of ``set:alternative`` the sets.

    Examples
    --------
    >>> subtypes("attribution")
    ('direct', 'indirect', 'mixed')
    """
    labels = [subtype_parts(mark.label[-1])[0] for example in examples(device) for mark in example.marks if mark.label]
    return tuple(label for label in dict.fromkeys(labels) if label not in ROLES)


def examples(device: str) -> list[Example]:
    """Give the examples of a device's page, in order.

    Each list item of the page is one. Brackets mark what is to be found, ``[may]{modal}``, and may be nested; an item
    without brackets holds none of the device. An item that opens with a bold name explains it: its example starts at
    its first bracket, and without a bracket it is none.

    Examples
    --------
    >>> first = examples("hedge")[0]
    >>> first.text, [(first.text[mark.start : mark.end], mark.label) for mark in first.marks]
    ('The talks could collapse before the weekend.', [('could', ('modal',))])
    """
    found = []
    for number, line in enumerate(page(device).splitlines(), start=1):
        bullet = _BULLET.fullmatch(line.rstrip())
        if bullet is not None and ("[" in line or not _NAMED.match(line)):
            text, marks = _unbracketed(bullet.group(1), f"{device}.md, line {number}")
            found.append(Example(device, number, text, marks))
    return found


def _unbracketed(marked: str, where: str) -> tuple[str, tuple[Mark, ...]]:
    """Take the brackets off an example; a ¶ in it ends a paragraph."""
    pieces: list[str] = []
    marks: list[Mark] = []
    opened: list[int] = []
    length = at = 0
    for bracket in _BRACKET.finditer(marked):
        pieces.append(marked[at : bracket.start()])
        length, at = length + bracket.start() - at, bracket.end()
        if bracket.group() == "[":
            opened.append(length)
        elif opened:
            marks.append(Mark(opened.pop(), length, tuple(bracket.group(1).split())))
        else:
            raise ValueError(f"{where}: {bracket.group()!r} closes a bracket that was not opened")
    if opened:
        raise ValueError(f"{where}: a bracket is not closed by ]{{label}}")
    return "".join([*pieces, marked[at:]]).replace("¶", "\n"), tuple(sorted(marks))
