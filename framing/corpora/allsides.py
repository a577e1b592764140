"""Article-Bias-Prediction: one JSON file per article, with the label of the article's leaning."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from framing.corpora.coded import Coded, Row, filled
from framing.corpora.members import Members


def read_original(members: Members) -> Iterator[Coded]:
    """Read ``data/jsons/<ID>.json``; the text is ``content_original``, as it was before tokenising."""
    for name in members.names("data/jsons/", ".json"):
        row = json.loads(members.text_of(name))
        labels = {"bias_text": row["bias_text"]}
        yield _coded(
            {
                **row,
                "doc_id": f"abp-{row['ID']}",
                "outlet": row["source"],
                "text": row["content_original"],
                "labels": labels,
            }
        )


def read_copy(rows: Iterable[Row], name: str) -> Iterator[Coded]:
    """Read the converted copy."""
    yield from map(_coded, rows)


def _coded(row: Row) -> Coded:
    return Coded(
        {
            "doc_id": row["doc_id"],
            "outlet": row["outlet"],
            "date": filled(row["date"]),
            "headline": row["title"],
            "byline": filled(row["authors"]),
            "url": row["url"],
            "topic": row["topic"],
            "leaning": row["labels"]["bias_text"],
            "text": row["text"],
        }
    )
