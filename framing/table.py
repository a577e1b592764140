"""Tables as a paper prints them: LaTeX, HTML (also to paste into a word processor) and CSV."""

from __future__ import annotations

from html import escape

import pandas as pd

from framing.caption import table_caption
from framing.checks import check_columns
from framing.model import named
from framing.results.footnotes import is_adjusted
from framing.results.notes import Record, decoded, in_words
from framing.results.printed import columns_of, kind_of, printed

FORMATS = ("html", "latex", "csv")
_KINDS = ("results", "rates", "a trend", "key terms", "dispersion", "agreement")
LATEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "–": "--", "∞": r"$\infty$", "−": "$-$",
    "<": "$<$", ">": "$>$",
})  # fmt: skip


class PrintedTable(str):
    """The text of a table; a notebook displays that of HTML as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str | None:
        return str(self) if self.startswith("<table") else None


def table(results: pd.DataFrame, *, format: str = "html") -> PrintedTable:
    """Print a table of results, rates, a trend, key terms, dispersion or agreement as a paper does.

    Numbers are rounded to meaningful digits and p has three decimals (``< .001``); the exact numbers are in the table
    given. Rows keep their order.

    Parameters
    ----------
    results : DataFrame
        What `framing.compare`, `correct`, `change`, `rates`, `trend`, `keyness`, `dispersion` or `agree` returns, or
        rows of it.
    format : str
        ``"html"``, which a notebook displays, and which can be pasted into a word processor; ``"latex"``, for the
        package booktabs; or ``"csv"``, with the cells as printed.

    Returns
    -------
    str
        The text of the table. Below its rows are notes: what is bold (an adjusted p below .05), how p was adjusted,
        what was counted, the footnotes, and each row's limits in full.

    Raises
    ------
    ValueError
        If the format is unknown, or the table is none of these or has no rows.

    Examples
    --------
    >>> rates = pd.DataFrame({
    ...     "device": "hedge", "group": ["Bee", "Sun"], "rate": [6.0, 0.0], "low": [5.0, None], "high": [7.0, None],
    ...     "n": [31, 0], "words": 5000, "articles": 20, "units": 20, "kind": "rate", "measure": "rate",
    ...     "base": "words", "limits": ["", '{"none_found": {"sides": [["Sun", 20, 5000]]}}'],
    ... })
    >>> print(table(rates, format="csv"))
    device,group,n,words,articles,units,rate [95 %]
    hedge,Bee,31,"5,000",20,20,"6.00 [5.00, 7.00]"
    hedge,Sun,0,"5,000",20,20,0 a
    ...
    """
    if format not in FORMATS:
        raise ValueError(f"table: format={format!r} is unknown; choose one of {', '.join(map(repr, FORMATS))}")
    check_columns(results, ("kind",), name="table", way_out="the tables of compare, change, rates and agree have it")
    if results.empty:
        raise ValueError("table: the table has no rows, so there is nothing to print")
    kind = kind_of(results)
    if not kind:
        raise ValueError(f"table: rows of kind {named(results['kind'].unique())} are not one of: {', '.join(_KINDS)}")
    check_columns(
        results, columns_of(kind), name="table", way_out="the tables of compare, change, rates and agree have it"
    )
    results = results.reset_index(drop=True)
    cells, meanings, is_bold = printed(results)
    notes = _notes(results, meanings, is_bold)
    if format == "csv":
        lines = pd.DataFrame({"note": notes}).to_csv(index=False, header=False, lineterminator="\n") if notes else ""
        return PrintedTable(cells.to_csv(index=False, lineterminator="\n") + lines)
    return PrintedTable(_html(cells, notes, is_bold) if format == "html" else _latex(cells, notes, is_bold))


def _notes(results: pd.DataFrame, meanings: dict[str, str], is_bold: list[bool]) -> list[str]:
    """Return the notes: bold, the caption of the same rows, limits of each row."""
    shown = results[results["kind"] != "omnibus"]
    p = "adjusted p" if is_adjusted(results) else "p"
    notes = [f"Bold: {p} below .05."] if any(is_bold) else []
    if len(shown):
        text = table_caption(shown, most=len(shown))
        for letter, meaning in meanings.items():
            text = text.replace(f" {letter}: {meaning}.", "")
        notes.append(text)
    notes += [f"{letter}: {meaning}." for letter, meaning in meanings.items()]
    rows_of: dict[str, list[int]] = {}
    for row, record in enumerate(results.to_dict("records"), start=1):
        for told in _limits(record):
            rows_of.setdefault(told, []).append(row)
    shared = {told: rows for told, rows in rows_of.items() if len(rows) > 1}
    for told, rows in sorted(shared.items(), key=lambda item: -len(item[1])):
        notes.append(f"{'All rows' if len(rows) == len(results) else f'Rows {named(rows, most=len(rows))}'}: {told}.")
    for row in range(1, len(results) + 1):
        own = [told for told, rows in rows_of.items() if rows == [row]]
        notes += [f"Row {row}: {'; '.join(own)}."] if own else []
    return notes


def _limits(row: Record) -> list[str]:
    """Return each limit of a row in words; or its note, where the table has no limits."""
    if limits := decoded(row.get("limits")):
        return [in_words({code: values}, row) for code, values in limits.items()]
    note = row.get("note")
    return [note] if isinstance(note, str) and note else []


def _is_right(name: str) -> bool:
    return name not in ("device", "subtype", "voice", "speaker", "part", "first", "second", "group", "term", "unit",
                        "match", "measure", "period")  # fmt: skip


def _html(cells: pd.DataFrame, notes: list[str], is_bold: list[bool]) -> str:
    """Write HTML whose looks are in the elements, since word processors leave out style sheets."""

    def cell(tag: str, name: str, text: str, looks: str = "") -> str:
        side = "right" if _is_right(name) else "left"
        return f'<{tag} style="text-align:{side};padding:2px 8px;{looks}">{escape(text)}</{tag}>'

    rule = "border-bottom:1px solid currentColor"
    head = "".join(cell("th", name, name, f"{rule};border-top:2px solid currentColor;") for name in cells.columns)
    rows = []
    for number, (row, bold) in enumerate(zip(cells.itertuples(index=False), is_bold, strict=True)):
        looks = ("font-weight:bold;" if bold else "") + (
            "border-bottom:2px solid currentColor;" if number == len(cells) - 1 else ""
        )
        rows.append(
            f"<tr>{''.join(cell('td', name, text, looks) for name, text in zip(cells.columns, row, strict=True))}</tr>"
        )
    told = "".join(
        f'<tr><td colspan="{len(cells.columns)}" style="text-align:left;padding:1px 8px;font-size:85%">'
        f"{escape(text)}</td></tr>"
        for text in notes
    )
    body = "\n".join(rows)
    return (
        '<table style="border-collapse:collapse;font-variant-numeric:tabular-nums">\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n<tfoot>{told}</tfoot>\n</table>"
    )


def _latex(cells: pd.DataFrame, notes: list[str], is_bold: list[bool]) -> str:
    columns = "".join("r" if _is_right(name) else "l" for name in cells.columns)

    def line(row: tuple[str, ...], *, bold: bool) -> str:
        escaped = [text.translate(LATEX) for text in row]
        return " & ".join(rf"\textbf{{{text}}}" if bold and text else text for text in escaped) + r" \\"

    lines = [rf"\begin{{tabular}}{{{columns}}}", r"\toprule", line(tuple(cells.columns), bold=False), r"\midrule"]
    lines += [
        line(tuple(row), bold=bold) for row, bold in zip(cells.itertuples(index=False, name=None), is_bold, strict=True)
    ]
    lines += [r"\bottomrule", r"\end{tabular}", ""]
    told = [rf"\par\smallskip{{\footnotesize {text.translate(LATEX)}\par}}" for text in notes]
    return "\n".join([*lines, *told, ""])
