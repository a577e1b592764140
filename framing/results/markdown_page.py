"""A page of Markdown that a verb fills as far as it can: it displays itself, is saved, and names what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.files.whole_file import whole_file

_OPENS, _CLOSES = "**[", "]**"  # about what is open or missing


def open_place(what: str) -> str:
    """Mark a place that only the researcher can fill.

    Examples
    --------
    >>> open_place("the search string")
    '**[open: the search string]**'
    """
    return f"{_OPENS}open: {what}{_CLOSES}"


def missing(what: str) -> str:
    """Mark evidence that is not there, with what would give it."""
    return f"{_OPENS}missing: {what}{_CLOSES}"


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    r"""Write a table; a bar in a cell is escaped.

    Examples
    --------
    >>> print(markdown_table(["outlet", "n"], [["Bee | Sun", 3]]))
    | outlet | n |
    |---|---|
    | Bee \| Sun | 3 |
    """
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "|---" * len(head) + "|" if line == lines[1] else f"| {' | '.join(_cell(cell) for cell in line)} |"
        for line in lines
    )


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


@dataclass(frozen=True, slots=True, repr=False)
class MarkdownPage:
    """A page: a notebook displays it, ``str()`` is its Markdown, `save` writes it, `open` lists what is still open."""

    title: str
    markdown: str

    @property
    def open(self) -> list[str]:
        """What is open or missing, in the order of the page."""
        marked = [part.split(_CLOSES)[0] for part in self.markdown.split(_OPENS)[1:]]
        return [place.split(": ", 1)[1] for place in marked]

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
