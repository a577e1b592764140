"""What is done with each part of a corpus, in any process that reaches the folder."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from framing.article_languages import article_languages
from framing.boilerplate.repetition import Keys, Numbers, Repetition
from framing.files.whole_file import whole_file
from framing.labelling.kept import DECIDING, with_devices
from framing.labelling.part import label_part, paragraph_keys, with_joined_speakers
from framing.labelling.plan import Plan
from framing.shards.folder import ARTICLES, KEYS, LABELLED, NAMES, SPANS, ShardFolder
from framing.speakers.corpus_names import Alone, CorpusNames

REPETITION = "repetition.json"
_MOST_AT_ONCE = 2_000_000  # paragraphs of outlets whose repetition is counted together


class Part(NamedTuple):
    """One part of a corpus to work on."""

    folder: ShardFolder
    number: int
    plan: Plan

    @property
    def name(self) -> str:
        """The file, for messages."""
        return str(self.folder.path(ARTICLES, self.number))


def save_keys(part: Part) -> int:
    """Write the numbers of the paragraphs of a part, by which repetition is seen."""
    articles = part.folder.read(ARTICLES, part.number, ["outlet", "text"])
    keys = paragraph_keys(articles, part.plan)
    none = [np.zeros(0, dtype=np.int64)]
    exact, near, sizes = (np.concatenate([*none, *(getattr(one, name) for one in keys)]) for name in Keys._fields)
    with whole_file(part.folder.path(KEYS, part.number)) as file:
        np.savez(
            file, outlets=articles["outlet"].map(str).to_numpy(dtype=np.str_), has_keys=bool(keys),
            lengths=np.array([len(one.exact) for one in keys], dtype=np.int64), exact=exact, near=near, sizes=sizes,
        )  # fmt: skip
    return part.number


def label_one(part: Part) -> int:
    """Write the labels of a part, with speakers as its articles name them, and whom they name."""
    articles = part.folder.read(ARTICLES, part.number)
    columns = [name for name in DECIDING if name in articles.columns]
    outlets, keys = _keys(part)
    known = _repetitions(part.folder.root / REPETITION, (part.folder.root / REPETITION).stat().st_mtime_ns)
    here = {outlet: known[outlet] for outlet in set(outlets) if outlet in known}
    labelled = label_part(articles[columns].assign(lang=article_languages(articles)), part.plan, keys, here)
    with whole_file(part.folder.path(NAMES, part.number)) as file:
        file.write(json.dumps(labelled.names.as_lists(), ensure_ascii=False).encode("utf-8", "surrogatepass"))
    part.folder.save(labelled.spans, LABELLED, part.number)  # last: it says that the part is done
    return part.number


def join_one(part: Part, names: CorpusNames) -> int:
    """Write the spans of a part with the speakers' names over the corpus; returns the number of instances."""
    spans = with_devices(part.folder.read(LABELLED, part.number), part.plan.wanted)
    names.know_alone(_lists(part.folder, part.number)[1])
    joined = with_joined_speakers(spans, names)
    part.folder.save(joined, SPANS, part.number)
    return int((joined["role"] == "cue").sum())


class PersonsInParts:
    """Whom each article of all parts names in full, read from disk each time it is iterated."""

    def __init__(self, folder: ShardFolder) -> None:
        self._folder = folder

    def __iter__(self) -> Iterator[frozenset[str]]:
        for number in self._folder.numbers(NAMES):
            persons, _ = _lists(self._folder, number)
            yield from map(frozenset, persons)


def save_repetitions(folder: ShardFolder, parts: int) -> None:
    """Count over all parts what comes back within each outlet, a few outlets at a time."""
    sizes: dict[str, int] = defaultdict(int)
    for number in range(parts):
        with np.load(folder.path(KEYS, number)) as kept:
            if kept["has_keys"]:
                for outlet, length in zip(kept["outlets"].tolist(), kept["lengths"].tolist(), strict=True):
                    sizes[outlet] += length
    found: dict[str, tuple[int, list[tuple[int, int]], list[tuple[int, int]]]] = {}
    for outlets in _groups(sizes):
        keys: dict[str, list[Keys]] = {outlet: [] for outlet in outlets}
        for number in range(parts):
            for outlet, one in zip(*_read_keys(folder, number), strict=True):
                if outlet in keys:
                    keys[outlet].append(one)
        found |= {outlet: Repetition(of_outlet).counts() for outlet, of_outlet in keys.items()}
    with whole_file(folder.root / REPETITION) as file:
        file.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _groups(sizes: dict[str, int]) -> Iterator[list[str]]:
    group: list[str] = []
    size = 0
    for outlet in sorted(sizes):
        if group and size + sizes[outlet] > _MOST_AT_ONCE:
            yield group
            group, size = [], 0
        group.append(outlet)
        size += sizes[outlet]
    if group:
        yield group


@lru_cache(maxsize=1)
def _repetitions(path: Path, written: int) -> dict[str, Repetition]:
    """Read what comes back within each outlet, once a process; `written` tells one run's file from another's."""
    counts = json.loads(path.read_text("utf-8", "surrogatepass"))
    return {outlet: Repetition.of_counts(*of_outlet) for outlet, of_outlet in counts.items()}


def _keys(part: Part) -> tuple[list[str], list[Keys]]:
    return _read_keys(part.folder, part.number)


def _read_keys(folder: ShardFolder, number: int) -> tuple[list[str], list[Keys]]:
    with np.load(folder.path(KEYS, number)) as kept:
        if not kept["has_keys"]:
            return [], []
        borders = np.cumsum(kept["lengths"])[:-1]
        columns: Sequence[list[Numbers]] = [np.split(kept[name], borders) for name in Keys._fields]
        outlets: list[str] = kept["outlets"].tolist()
    return outlets, [Keys(*one) for one in zip(*columns, strict=True)]


def _lists(folder: ShardFolder, number: int) -> tuple[list[list[str]], list[Alone]]:
    persons, alone = json.loads(folder.path(NAMES, number).read_text("utf-8", "surrogatepass"))
    return persons, alone
