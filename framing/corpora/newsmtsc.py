"""NewsMTSC: sentences as JSON lines, with targets and a polarity towards each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from framing.corpora.coded import Coded, Row, cue
from framing.corpora.members import Members

_FILE = "NewsMTSC-dataset/train.jsonl"
_POLARITIES = {-1: "negative", 0: "neutral", 1: "positive"}
_CODED = {2.0: -1, 4.0: 0, 6.0: 1}


def read_original(members: Members) -> Iterator[Coded]:
    """Read the training part, ``NewsMTSC-dataset/train.jsonl``, wherever the repository keeps it."""
    names = members.names(end=_FILE)
    if not names:
        raise ValueError(f"newsmtsc: the archive has no {_FILE}; its layout has changed")
    for line in members.text_of(names[0]).split("\n"):
        if not line.strip():
            continue
        row = json.loads(line)
        targets = [
            {"start": target["from"], "end": target["to"], "polarity": _CODED[float(target["polarity"])]}
            for target in row["targets"]
        ]
        yield _coded({"doc_id": row["primary_gid"], "text": row["sentence_normalized"], "targets": targets})


def read_copy(rows: Iterable[Row], name: str) -> Iterator[Coded]:
    """Read the converted copy."""
    yield from map(_coded, rows)


def _coded(row: Row) -> Coded:
    """Make a sentence, whose outlet is not published, and a span per target."""
    article = {"doc_id": row["doc_id"], "outlet": "unknown", "text": row["text"]}
    targets = [
        cue(number, target["start"], target["end"], "target", _POLARITIES[int(target["polarity"])])
        for number, target in enumerate(row["targets"])
    ]
    return Coded(article, targets)
