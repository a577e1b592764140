"""PolNeAR: texts, a table of articles, and attributions as brat standoff files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from framing.corpora.coded import Coded, Row, filled, table_rows
from framing.corpora.members import Members

SPLITS = ("train", "dev", "test")
_ROLES = ("cue", "source", "content")
_ARGUMENT = re.compile(r"(Source|Cue|Content)\d*:(\S+)")

Places = list[tuple[int, int]]


def read_original(members: Members) -> Iterator[Coded]:
    """Read ``data/metadata.tsv``, ``data/<split>/text`` and ``data/<split>/attributions``.

    An article coded by several people has the codings of the first that the table names. The articles of the coders'
    training, and those whose texts are not published, are no part of the corpus.
    """
    for row in table_rows(members, "data/metadata.tsv", delimiter="\t", quotes=False):
        split, doc_id, annotator = row["compartment"], row["filename"], row["annotators"].split("|")[0]
        if split not in SPLITS:
            continue
        text = members.text_of(f"data/{split}/text/{doc_id}.txt")
        standoff = members.text_of(f"data/{split}/attributions/{doc_id}_{annotator}.ann")
        article = {"doc_id": doc_id, "outlet": row["publisher"], "date": row["publication_date"], **row}
        yield _coded({**article, "annotator": annotator, "text": text}, split, parse_standoff(standoff))


def read_copy(rows: Iterable[Row], name: str) -> Iterator[Coded]:
    """Read the converted copy, a file per split."""
    split = PurePosixPath(name).stem.rpartition("_")[2]
    for row in rows:
        attributions = [
            {role: [(start, end) for start, end in attribution[role]] for role in _ROLES}
            for attribution in row["attributions"]
        ]
        yield _coded(row, split, attributions)


def parse_standoff(text: str) -> list[dict[str, Places]]:
    r"""Parse the attributions of a brat file: ``T`` lines are spans, ``E`` lines tie them.

    Examples
    --------
    >>> parse_standoff("T1\tCue 4 8\tsaid\nT2\tContent 9 11;14 16\tit so\nE1\tCue:T1 Content:T2")
    [{'cue': [(4, 8)], 'source': [], 'content': [(9, 11), (14, 16)]}]
    """
    places: dict[str, Places] = {}
    events: list[str] = []
    for line in text.split("\n"):
        key, _, rest = line.rstrip("\r").partition("\t")
        if key.startswith("T"):
            numbers = rest.partition("\t")[0].partition(" ")[2]
            places[key] = [(int(start), int(end)) for start, end in (part.split() for part in numbers.split(";"))]
        elif key.startswith("E"):
            events.append(rest)
    found = []
    for event in events:
        attribution: dict[str, Places] = {role: [] for role in _ROLES}
        for role, key in _ARGUMENT.findall(event):
            attribution[role.lower()] += places.get(key, [])
        found.append(attribution)
    return found


def _coded(row: Row, split: str, attributions: Iterable[dict[str, Places]]) -> Coded:
    """Make the article and its spans; an attribution without a cue gets an empty one where it starts."""
    article = {
        "doc_id": row["doc_id"],
        "outlet": row["outlet"],
        "date": row["date"],
        "headline": row["title"],
        "byline": filled(row["author"]),
        "credit": filled(row["credit"]),
        "wire": filled(row["wire"]),
        "split": split,
        "annotator": row["annotator"],
        "text": row["text"],
    }
    coded = Coded(article)
    for attribution in attributions:
        first = min((start for role in _ROLES for start, _ in attribution[role]), default=None)
        if first is None:
            coded.unplaced.append("attribution without a span")
            continue
        number = len({row["instance"] for row in coded.codings})
        cues = attribution["cue"] or [(first, first)]
        whole = {**attribution, "cue": [(cues[0][0], cues[-1][1])]}
        for role in _ROLES:
            for start, end in whole[role]:
                own = {"start": start, "end": end, "device": "attribution", "subtype": "", "role": role}
                coded.codings.append({**own, "instance": number})
    return coded
