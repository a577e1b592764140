"""A page of Markdown that a verb fills as far as it can: it displays itself, is saved, and names what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from framing.files.whole_file import whole_file


class Open(str):
    """The mark of a place without text of its own: `what` belongs there, `kind` is *open* or *missing*."""

    __slots__ = ("what",)
    what: str

    def __new__(cls, what: str, kind: str) -> Self:
        """Write the mark as Markdown."""
        mark = super().__new__(cls, f"**[{kind}: {what}]**")
        mark.what = what
        return mark


def open_place(what: str) -> Open:
    """Mark a place that only the researcher can fill.

    Examples
    --------
    >>> open_place("the search string")
    '**[open: the search string]**'
    """
    return Open(what, "open")


def missing(what: str) -> Open:
    """Mark evidence that is not there, with what would give it."""
    return Open(what, "missing")


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    r"""Write a table; a bar in a cell is escaped.

    Examples
    --------
    >>> print(markdown_table(["outlet", "n"], [["Bee | Sun", 3]]))
    | outlet | n |
    |---|---|
    | Bee \| Sun | 3 |
    """
    return "\n".join([_row(head), "|---" * len(head) + "|", *map(_row, rows)])


def _row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


@dataclass(frozen=True, slots=True, repr=False)
class MarkdownPage:
    """A page: a notebook displays it, ``str()`` is its Markdown, `save` writes it, `open` lists what is still open."""

    title: str
    markdown: str
    open: tuple[str, ...]

    @classmethod
    def of(cls, title: str, parts: Iterable[str], places: Iterable[str]) -> Self:
        """Join the parts that have text; of the places, in the order of the page, those that are `Open` are open.

        Examples
        --------
        >>> place = open_place("the search string")
        >>> MarkdownPage.of("sheet", ["# Sheet", "", place], ["**[rain]** AND sun", place]).open
        ('the search string',)
        """
        markdown = "\n\n".join(part for part in parts if part) + "\n"
        return cls(title, markdown, tuple(place.what for place in places if isinstance(place, Open)))

    def save(self, path: str | Path) -> Path:
        """Write the page as Markdown; a file that differs is kept, since its open places may have been filled."""
        target = Path(path).expanduser()
        content = self.markdown.encode("utf-8")
        if target.exists() and (target.is_dir() or target.read_bytes() != content):
            raise ValueError(f"{target}: exists already and may have been filled in by hand; give another name")
        with whole_file(target) as file:
            file.write(content)
        return target

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __str__(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        return f"<{self.title}, {len(self.open)} places open: a notebook displays it, print() writes it out>"
