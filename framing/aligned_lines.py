"""A table of lines in context that displays itself: aligned at the cue, grouped, as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import ClassVar

import pandas as pd

from framing.checks import check_columns
from framing.files.whole_file import whole_file

MOST_DISPLAYED = 200  # lines; a notebook stalls on tens of thousands
WIDEST = 90  # characters on a side; the table has the whole context
_NEAREST = {"left": -1, "right": 0}  # the word next to the cue
_EDGE = "“”‘’\"'«»()[].,;:!?"

# No colour of ground or ink is set, so the page is legible on the light and the dark ground of any notebook. The name
# of the table comes twice, so that the style which a notebook has for all tables does not win. A line is as wide as
# its pane: what is too long is cut where it is farthest from the cue.
_CSS = """
.framing-lines.framing-lines{table-layout:fixed;width:100%;max-width:110em;border-collapse:collapse;
font:14px/1.5 Georgia,'Times New Roman',serif;color:inherit;margin:0}
.framing-lines.framing-lines tr{background:none}
.framing-lines.framing-lines td{padding:1px 0;border:0;background:none;white-space:pre;overflow:hidden;
vertical-align:top;max-width:none}
.framing-lines.framing-lines td div{display:flex;unicode-bidi:isolate}
.framing-lines.framing-lines .l div{justify-content:flex-end}
.framing-lines.framing-lines .r{text-align:left}
.framing-lines.framing-lines .w{padding-left:1.5em;text-align:left;white-space:nowrap;text-overflow:ellipsis}
.framing-lines.framing-lines .w,.framing-lines.framing-lines th{font:12px/1.75 system-ui,sans-serif}
.framing-lines.framing-lines th{padding:1em 0 .2em;text-align:center;font-weight:700;border:0;background:none}
""".replace("\n", "")
_COLUMNS = '<colgroup><col style="width:40%"><col style="width:42%"><col style="width:18%"></colgroup>'


class AlignedLines(pd.DataFrame):
    """A table of lines in context that a notebook displays aligned at the cue, grouped by the column `by` if any.

    A line takes the width of its pane, and what does not fit is cut where it is farthest from the cue. Filtering and
    sorting keep the display; a table without the columns `left`, `match` and `right` is a plain one.

    Examples
    --------
    >>> lines = AlignedLines({"left": ["Rain "], "match": ["may"], "right": [" fall."]})
    >>> '<b>may</b><span> fall.</span>' in lines.query("match == 'may'")._repr_html_()
    True
    """

    _metadata: ClassVar[list[str]] = ["by"]
    by: str | None = None

    @property
    def _constructor(self) -> Callable[..., AlignedLines]:
        return AlignedLines

    def _repr_html_(self) -> str | None:
        if not {"left", "match", "right"} <= {*self.columns} or not self.columns.is_unique:
            table: str | None = pd.DataFrame(self)._repr_html_()  # type: ignore[operator]
            return table
        return self._aligned(MOST_DISPLAYED)

    def save(self, path: str | Path) -> None:
        """Write a page for the browser with all lines; an existing file is replaced."""
        check_columns(self, ("left", "match", "right"), name="lines", way_out="framing.concordance makes this table")
        head = '<!doctype html><html><head><meta charset="utf-8"><title>Lines in context</title></head>'
        with whole_file(path) as file:
            file.write(f"{head}<body>{self._aligned(len(self))}</body></html>".encode())

    def _aligned(self, most: int) -> str:
        rows = "".join(self._rows(most))
        more = len(self) - most
        left_out = f"<p><small>{more:,} more lines; .save('lines.html') writes all</small></p>" if more > 0 else ""
        return (
            f'<div class="tex2jax_ignore mathjax_ignore"><style>{_CSS}</style>'
            f'<table class="framing-lines">{_COLUMNS}<tbody>{rows}</tbody></table>{left_out}</div>'
        )

    def _rows(self, most: int) -> Iterator[str]:
        """Give the rows: under each heading its lines, the largest group first."""
        if self.by not in self.columns:
            yield from _lines(self.head(most))
            return
        keys = _keys(self[self.by])
        for name, number in sorted(keys.value_counts().items(), key=lambda group: (-group[1], str(group[0]))):
            if most <= 0:
                return
            yield f'<tr><th colspan="3">{escape(str(name)) or "–"} · {number:,}</th></tr>'
            yield from _lines(self[(keys == name).to_numpy()].head(most))
            most -= number


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
        left, right = _cut_left(left), _cut_right(right)
        whole = "\n".join(filter(None, (f"{left}{match}{right}", where, str(row.get("doc_id", "")))))
        yield (
            f'<tr title="{escape(whole)}"><td class="l"><div><span>{escape(left)}</span></div></td>'
            f'<td class="r"><div><b>{escape(match)}</b><span>{escape(right)}</span></div></td>'
            f'<td class="w">{escape(where)}</td></tr>'
        )


def _word(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def _cut_right(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[:WIDEST].rsplit(' ', 1)[0]} …"


def _cut_left(text: str) -> str:
    return text if len(text) <= WIDEST else f"… {text[-WIDEST:].split(' ', 1)[-1]}"
