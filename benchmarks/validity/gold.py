"""Coded corpora as tables: articles, and spans as delivered by a coder.

Corpora are JSON lines, one article per line, positions in code points, half-open. None is part of this repository.
"""

from __future__ import annotations

import gzip
import json
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

import framing
from framing.model import Document
from framing.texts.quotation import quoted_length
from framing.texts.text import Place, Reading, is_covered, paragraph_spans

MOSTLY_QUOTED, LEAST_QUOTED = 0.9, 3  # a share of the characters for direct, characters for mixed
SAMPLES = 2000  # of a bootstrap
COLUMNS = ["doc_id", "start", "end", "device", "subtype", "role", "instance"]
Places = list[tuple[int, int]]


class One(NamedTuple):
    """One attribution: the places of its roles, and its score."""

    source: Places
    cue: Places
    content: Places
    score: float


class Gold(NamedTuple):
    """One coded corpus."""

    articles: pd.DataFrame
    spans: pd.DataFrame


def parser(description: str) -> ArgumentParser:
    """Give a command line that asks for the corpus and for what it does not say itself: who coded it."""
    made = ArgumentParser(description=description)
    made.add_argument("gold", type=Path, help="the coded corpus, JSON lines")
    made.add_argument("--coder", default="coder not stated", help="who coded it; printed with the figures")
    return made


def lines(path: Path) -> list[dict]:
    """Read JSON lines, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def articles_of(documents: Sequence[dict]) -> pd.DataFrame:
    """Make the articles table."""
    return pd.DataFrame(documents)[["doc_id", "outlet", "text"]].astype({"outlet": str})


def spans_of(rows: Iterable[tuple], devices: Sequence[str], coder: str) -> pd.DataFrame:
    """Make a spans table of rows in the order of COLUMNS; `devices` are those that were looked for."""
    table = pd.DataFrame(list(rows), columns=COLUMNS)
    return table.assign(device=pd.Categorical(table["device"], categories=list(devices)), voice="", coder=coder)


def read_cues(path: Path, coder: str) -> Gold:
    """Read devices of one row an instance: ``{"doc_id", "outlet", "text", "spans": [{"start", "end", "label"}]}``."""
    documents = lines(path)
    rows = [
        (document["doc_id"], span["start"], span["end"], span["label"], span.get("subtype", ""), "cue", number)
        for document in documents
        for number, span in enumerate(document["spans"])
    ]
    return Gold(articles_of(documents), spans_of(rows, sorted({row[3] for row in rows}), coder))


def read_attributions(path: Path, coder: str) -> Gold:
    """Read ``{"doc_id", "outlet", "text", "attributions": [{"source", "cue", "content"}]}``.

    A role is a list of places. An attribution without a cue word gets a cue of no width where it starts. Whether a
    content is direct, mixed or indirect is not coded: it follows from the quotation marks in the text.
    """
    documents = lines(path)
    rows = [row for document in documents for row in _attribution_rows(document)]
    return Gold(articles_of(documents), spans_of(rows, ["attribution"], coder))


def _attribution_rows(document: dict) -> Iterable[tuple]:
    reading = Reading(Document(document["doc_id"], document["text"]))
    for number, attribution in enumerate(document["attributions"]):
        content = attribution["content"]
        subtype = _quotation_type(reading, content)
        first = min((start for start, _ in content or attribution["source"]), default=0)
        roles = {**attribution, "cue": attribution["cue"] or [(first, first)]}
        for role in ("cue", "source", "content"):
            for start, end in roles[role]:
                yield document["doc_id"], start, end, "attribution", subtype, role, number


def _quotation_type(reading: Reading, content: Sequence[Place]) -> str:
    quoted = sum(quoted_length(reading.quotations, (start, end)) for start, end in content)
    if quoted >= MOSTLY_QUOTED * sum(end - start for start, end in content):
        return "direct"
    return "mixed" if quoted >= LEAST_QUOTED else "indirect"


def read_paragraphs(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read ``{"doc_id", "outlet", "paragraphs": [{"text", "label", "category"}]}``.

    Returns the articles, whose text is their paragraphs in a row, and a table of the paragraphs with their place,
    `label` and `category`. The label is empty where a paragraph is not to be scored.
    """
    documents = lines(path)
    texts = ["\n\n".join(paragraph["text"] for paragraph in document["paragraphs"]) for document in documents]
    articles = articles_of([{**document, "text": text} for document, text in zip(documents, texts, strict=True)])
    told = [
        (None if paragraph.get("ignore") else paragraph["label"], paragraph.get("category", ""))
        for document in documents
        for paragraph in document["paragraphs"]
    ]
    paragraphs = paragraphs_of(articles)
    if len(paragraphs) != len(told):
        raise ValueError(f"{path}: {len(told)} paragraphs make {len(paragraphs)} lines; each has to be one line")
    return articles, paragraphs.join(pd.DataFrame(told, columns=["label", "category"]))


def paragraphs_of(articles: pd.DataFrame) -> pd.DataFrame:
    """Give the place of every paragraph."""
    places = [
        (doc_id, *place)
        for doc_id, text in zip(articles["doc_id"], articles["text"], strict=True)
        for place in paragraph_spans(text)
    ]
    return pd.DataFrame(places, columns=["doc_id", "start", "end"])


def are_boilerplate(paragraphs: pd.DataFrame, spans: pd.DataFrame) -> pd.Series:
    """Tell of which paragraphs at least half is covered by the boilerplate in `spans`."""
    covered = defaultdict(list)
    rows = spans[spans["device"] == "boilerplate"].sort_values(["start", "end"])
    for doc_id, start, end in rows[["doc_id", "start", "end"]].itertuples(index=False):
        covered[doc_id].append((start, end))
    places = paragraphs[["doc_id", "start", "end"]].itertuples(index=False)
    told = [is_covered((start, end), covered[doc_id]) for doc_id, start, end in places]
    return pd.Series(told, index=paragraphs.index, dtype=bool)


def as_boilerplate(paragraphs: pd.DataFrame, coder: str) -> pd.DataFrame:
    """Make whole paragraphs into spans, so that ``exact`` is agreement on paragraphs."""
    rows = paragraphs.assign(device="boilerplate", subtype="", role="cue", instance=range(len(paragraphs)))
    return spans_of(rows[COLUMNS].itertuples(index=False), ["boilerplate"], coder)


def ones(rows: pd.DataFrame, number: str = "instance") -> dict[str, list[One]]:
    """Give the attributions of each article that have a content."""
    scores = rows["score"] if "score" in rows else np.full(len(rows), np.nan)
    columns = (rows[name] for name in ("doc_id", number, "role", "start", "end"))
    made: dict[tuple[str, int], One] = {}
    for doc_id, instance, role, start, end, score in zip(*columns, scores, strict=True):
        one = made.setdefault((str(doc_id), int(instance)), One([], [], [], score))
        getattr(one, role).append((int(start), int(end)))
    found: dict[str, list[One]] = {}
    for (doc_id, _), one in sorted(made.items()):
        if one.content:
            found.setdefault(doc_id, []).append(one)
    return found


def shared(one: Places, other: Places) -> int:
    """Count the characters that two lists of places share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def size(places: Places) -> int:
    """Count the characters of places."""
    return sum(end - start for start, end in places)


def has_same_content(one: One, other: One) -> bool:
    """Tell whether two attributions share half of each one's content."""
    return 2 * shared(one.content, other.content) >= max(size(one.content), size(other.content))


def has_same_source(one: One, other: One) -> bool:
    """Tell whether the sources of two attributions touch, or neither has one."""
    return not (one.source or other.source) or shared(one.source, other.source) > 0


def share(hits: np.ndarray, totals: np.ndarray) -> tuple[float, float, float]:
    """Give the share of hits among totals, a number an article, and its 95 % interval by a bootstrap over articles."""
    drawn = np.random.default_rng(0).integers(0, len(hits), (SAMPLES, len(hits)))
    low, high = np.quantile(hits[drawn].sum(axis=1) / np.maximum(totals[drawn].sum(axis=1), 1), (0.025, 0.975))
    return hits.sum() / totals.sum(), low, high


def show(title: str, table: pd.DataFrame, *, decimals: int = 3) -> None:
    """Print a table of figures under its title."""
    print(f"{title}\n{table.to_string(index=False, float_format=f'{{:.{decimals}f}}'.format)}\n")


def against_reference(agreed: pd.DataFrame) -> pd.DataFrame:
    """Keep F1, precision and recall of a table of `framing.agree`, without constant columns."""
    rows = agreed[agreed["measure"].isin(["f1", "precision", "recall"])]
    return rows.drop(columns=["reference", "coders", "marked", "kind", "limits"])


def heading(path: Path, articles: pd.DataFrame, coder: str) -> str:
    """Say what the figures are of: version, corpus, n, coder."""
    outlets = articles["outlet"].nunique()
    return f"framing {framing.__version__} against {path.name}: {len(articles)} articles, {outlets} outlets; {coder}"
