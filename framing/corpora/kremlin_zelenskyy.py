"""The statements of two presidents: two CSV files, the Kremlin's with a summary of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from framing.corpora.coded import Coded, Row, filled, table_rows
from framing.corpora.members import Members

_OUTLETS = {"putin": "kremlin.ru", "zelenskyy": "president.gov.ua"}


def read_original(members: Members) -> Iterator[Coded]:
    """Read ``putin.csv`` and ``zelenskyy.csv``; a summary comes before the body, as it does on the page."""
    for who, outlet in _OUTLETS.items():
        for number, row in enumerate(table_rows(members, f"{who}.csv", delimiter=",")):
            parts = [filled(row.get("summary")), filled(row["body"])]
            found = {"doc_id": f"zp-{who}-{number}", "outlet": outlet, "date": row["date"][:10]}
            text = " ".join(part for part in parts if part)
            yield _coded({**found, "title": row["headline"], "url": row["link"], "text": text})


def read_copy(rows: Iterable[Row], name: str) -> Iterator[Coded]:
    """Read the converted copy."""
    yield from map(_coded, rows)


def _coded(row: Row) -> Coded:
    columns = {"doc_id": "doc_id", "outlet": "outlet", "date": "date", "title": "headline", "url": "url"}
    return Coded({**{ours: row[theirs] for theirs, ours in columns.items()}, "text": row["text"]})
