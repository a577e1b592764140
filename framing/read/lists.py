"""Lists of addresses without texts (Media Cloud, GDELT, Zotero), and their texts from saved pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import pandas as pd

from framing.model import ARTICLE_COLUMNS
from framing.read.assemble import Batch
from framing.read.by_value import is_missing, sampled
from framing.read.domains import is_address, mostly, same_page
from framing.read.files import File
from framing.read.remarks import Remarks


class AddressList(NamedTuple):
    """A table of addresses, under our names where it has them."""

    file: File
    table: pd.DataFrame


def is_list(table: pd.DataFrame, matched: dict[str, str]) -> bool:
    """Return whether a table has the addresses of articles, and no text."""
    return "text" not in matched and "url" in matched and mostly(map(is_address, sampled(list(table[matched["url"]]))))


def refuse_lists(lists: Sequence[AddressList]) -> None:
    """Raise for lists of which no page was given."""
    addresses = sum(len(each.table) for each in lists)
    raise ValueError(
        f"{lists[0].file.name}: a list of {addresses:,} web addresses without texts; save the pages (.html or WARC)"
        " in a folder and read both: framing.read([list, folder]), which finds each text by its address"
    )


def joined(articles: pd.DataFrame, lists: Sequence[AddressList]) -> tuple[pd.DataFrame, list[list[str]]]:
    """Add what a list says of an article to its row: missing values, and columns of the list's own.

    Articles and addresses are the same page if they differ in no more than scheme, ``www.``, fragment, tracking and
    last slash. Returns also, for each list, the addresses of which there is no article.

    Examples
    --------
    >>> from pathlib import Path
    >>> pages = pd.DataFrame({"url": ["https://bee.example/rain"], "date": [None], "text": ["It may rain."]})
    >>> rows = pd.DataFrame({"url": ["http://bee.example/rain/", "http://bee.example/sun"], "date": "2024-01-12"})
    >>> table, missing = joined(pages, [AddressList(File(Path("a.csv"), ".csv", False, "a", ""), rows)])
    >>> table["date"].tolist(), missing
    (['2024-01-12'], [['http://bee.example/sun']])
    """
    table = articles.copy(deep=False)
    addresses = table["url"] if "url" in table else pd.Series(None, index=table.index, dtype=object)
    keys = addresses.map(lambda value: same_page(value) if isinstance(value, str) else "")
    missing = []
    for each in lists:
        pages = each.table["url"].map(lambda value: same_page(value) if isinstance(value, str) else "")
        rows = each.table[(pages != "") & ~pages.duplicated()]
        rows = rows.set_axis(pages[rows.index])
        found = keys.isin(rows.index)
        missing.append([str(url) for url, page in zip(each.table["url"], pages, strict=True) if page not in set(keys)])
        for name in rows.columns.drop("url"):
            said = keys.where(found).map(rows[name])
            if name not in table:
                table[name] = said
            elif name in ARTICLE_COLUMNS:
                table[name] = table[name].where(~table[name].map(is_missing).astype(bool), said)
            else:
                table[f"{name}_in_list"] = said
    return table, missing


def with_lists(batches: Sequence[Batch], lists: Sequence[AddressList], remarks: Remarks) -> list[Batch]:
    """Add the lists of a call to its articles; report the addresses of which there is no article."""
    articles = pd.concat([batch.table.astype(object) for batch in batches], ignore_index=True)
    table, missing = joined(articles, lists)
    for each, addresses in zip(lists, missing, strict=True):
        places = [f"{each.file.name}: {address}" for address in addresses]
        remarks.add("address", "of a list without a saved page or text, left out", places)
    ends = list(accumulate(len(batch.table) for batch in batches))
    return [
        Batch(table.iloc[end - len(batch.table) : end].reset_index(drop=True), batch.files, batch.is_export)
        for batch, end in zip(batches, ends, strict=True)
    ]
