"""The verb `account`: what was read from each file."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

COLUMNS = ("file", "format", "articles", "stated", "skipped", "note")


def account(articles: pd.DataFrame) -> pd.DataFrame:
    r"""Show what `framing.read` found in each file, so that nothing is lost unseen.

    The account stays with the articles table, also in Parquet and in tables that are made from it by selecting rows; it
    then still describes all that was read. A table made in another way has none, and CSV does not keep it.

    Parameters
    ----------
    articles : DataFrame
        A table that `framing.read` returned.

    Returns
    -------
    DataFrame
        One row per file: `file`; `format`, empty for a file that was left out; `articles`, the number found;
        `stated`, the number that the export itself says it has (missing if it says none); `skipped`, what stands in
        the file and is no row of the table, with the reason, joined by semicolons; `note`.

    Raises
    ------
    ValueError
        If the table has no account.

    Examples
    --------
    >>> import pathlib, tempfile, framing
    >>> path = pathlib.Path(tempfile.mkdtemp(), "rain.csv")
    >>> _ = path.write_text("outlet,text\nThe Daily,It may rain.\nThe Sun,Perhaps.\n", encoding="utf-8")
    >>> account(framing.read(path))[["format", "articles", "stated"]]
      format  articles  stated
    0    csv         2    <NA>
    """
    kept = articles.attrs.get("account") if isinstance(articles, pd.DataFrame) else None
    if not isinstance(kept, list) or not all(isinstance(entry, Mapping) for entry in kept):
        raise ValueError("account: this table has no account; give the table that framing.read returned")
    table = pd.DataFrame([dict(entry) for entry in kept], columns=list(COLUMNS))
    return table.assign(
        articles=table["articles"].astype("int64"),
        stated=table["stated"].astype("Int64"),
        skipped=["; ".join(map(str, parts or [])) for parts in table["skipped"]],
    )
