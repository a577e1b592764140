"""Lines in context for reading: aligned at the cue, grouped, as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

from framing.model import check_columns, named
from framing.whole_file import whole_file

MOST_DISPLAYED = 200  # lines; a notebook stalls on tens of thousands
WIDEST = 90  # characters on a side; the table has the whole context
_NEAREST = {"left": -1, "right": 0}  # the word next to the cue
_EDGE = "“”‘’\"'«»()[].,;:!?"

# No colour of ground or ink is set, so the page is legible on the light and the dark ground of any notebook.
_CSS = """
.framing-kwic{border-collapse:collapse;font:14px/1.5 Georgia,'Times New Roman',serif;color:inherit}
.framing-kwic td{padding:0;white-space:pre;border:0;background:none;unicode-bidi:isolate}
.framing-kwic .l{text-align:right}.framing-kwic .r{text-align:left}
.framing-kwic .w,.framing-kwic th{font:12px/1.5 system-ui,sans-serif}
.framing-kwic .w{padding-left:2em;text-align:left;opacity:.75}
.framing-kwic th{padding:1em 0 .2em;text-align:center;font-weight:700;border:0;background:none}
""".replace("\n", "")


@dataclass(frozen=True, slots=True, repr=False)
class AlignedLines:
    """Lines in context, aligned: display themselves in a notebook, and are their HTML as a string."""

    lines: pd.DataFrame
    by: str | None

    def _repr_html_(self) -> str:
        return self._html(MOST_DISPLAYED)

    def __str__(self) -> str:
        return self._html(len(self.lines))

    def __repr__(self) -> str:
        return f"<{len(self.lines):,} lines in context: a notebook displays them, .save('lines.html') writes them>"

    def save(self, path: str | Path) -> None:
        """Write a page for the browser with all lines; an existing file is replaced."""
        head = '<!doctype html><html><head><meta charset="utf-8"><title>Lines in context</title></head>'
        with whole_file(path) as file:
            file.write(f"{head}<body>{self}</body></html>".encode())

    def _html(self, most: int) -> str:
        rows = "".join(self._rows(most))
        more = len(self.lines) - most
        left_out = f"<p><small>{more:,} more lines; .save('lines.html') writes all</small></p>" if more > 0 else ""
        return (
            f'<div class="tex2jax_ignore mathjax_ignore"><style>{_CSS}</style>'
            f'<table class="framing-kwic"><tbody>{rows}</tbody></table>{left_out}</div>'
        )

    def _rows(self, most: int) -> Iterator[str]:
        """Give the rows: under each heading its lines, the largest group first."""
        lines = self.lines
        if self.by is None:
            yield from _lines(lines.head(most))
            return
        keys = _keys(lines[self.by])
        for name, number in sorted(keys.value_counts().items(), key=lambda group: (-group[1], str(group[0]))):
            if most <= 0:
                return
            yield f'<tr><th colspan="3">{escape(str(name)) or "–"} · {number:,}</th></tr>'
            yield from _lines(lines[(keys == name).to_numpy()].head(most))
            most -= number


def kwic(lines: pd.DataFrame, *, by: str | None = None) -> AlignedLines:
    """Align lines in context at their cues, for reading, and group them.

    Long contexts are cut to 90 characters on a side; ``lines.to_csv("lines.csv")`` has them whole.

    Parameters
    ----------
    lines : DataFrame
        Lines as `framing.concordance` gives them, in the order in which they are to be read.
    by : str, optional
        The column whose values make groups, the largest first: ``"match"``, ``"voice"``, ``"outlet"``, ``"speaker"``
        …; of ``"left"`` and ``"right"`` it is the word next to the cue.

    Returns
    -------
    AlignedLines
        Displays its first 200 lines in a notebook; ``str()`` is the HTML with all, complete in itself and without
        scripts; ``.save(path)`` writes it as a page.

    Raises
    ------
    ValueError
        If the table has not the columns of a concordance, or not the column to group by.

    Examples
    --------
    >>> lines = pd.DataFrame({"left": ["Rain "], "match": ["may"], "right": [" fall."]})
    >>> kwic(lines, by="match")
    <1 lines in context: a notebook displays them, .save('lines.html') writes them>
    >>> '<td class="l">Rain </td><td class="r"><b>may</b> fall.</td>' in str(kwic(lines))
    True
    """
    check_columns(lines, ("left", "match", "right"), name="lines", way_out="framing.concordance makes this table")
    if by is not None and by not in lines.columns:
        raise ValueError(f"kwic: by={by!r} is no column of the lines: {named(lines.columns, most=20)}")
    return AlignedLines(lines.copy(), by)


def _keys(column: pd.Series) -> pd.Series:
    """Give the group of each line; wordings without regard to case, contexts by their word next to the cue."""
    words = column.astype(object).where(column.notna(), "").astype(str)
    if column.name in _NEAREST:
        nearest = _NEAREST[str(column.name)]
        return words.map(lambda text: (text.split() or [""])[nearest].strip(_EDGE).casefold())
    return words.str.casefold() if column.name == "match" else words


def _lines(lines: pd.DataFrame) -> Iterator[str]:
    """Write lines as rows of a table: context, cue, context, and where it stands."""
    told = [column for column in ("outlet", "date", "voice", "speaker") if column in lines.columns]
    for row in lines.to_dict("records"):
        left, match, right = (" ".join(str(row[side]).split("\n")) for side in ("left", "match", "right"))
        where = ", ".join(_word(row[column]) for column in told if not pd.isna(row[column]) and row[column] != "")
        title = f' title="{escape(str(row["doc_id"]))}"' if "doc_id" in row else ""
        yield (
            f'<tr{title}><td class="l">{escape(_cut_left(left))}</td>'
            f'<td class="r"><b>{escape(match)}</b>{escape(_cut_right(right))}</td>'
            f'<td class="w">{escape(where)}</td></tr>'
        )


def _word(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def _cut_right(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[:WIDEST].rsplit(' ', 1)[0]} …"


def _cut_left(text: str) -> str:
    return text if len(text) <= WIDEST else f"… {text[-WIDEST:].split(' ', 1)[-1]}"
