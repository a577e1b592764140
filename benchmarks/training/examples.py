"""Articles as training examples: the stretches of a text, and in each the words that are cues, sources and contents."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from framing.attributing.features import Vocabulary, words_of
from framing.model import Document
from framing.texts.text import Reading
from framing.vocabulary.lexicon import bundled

Chances = npt.NDArray[np.float32]


@dataclass
class Example:
    """One stretch, and how likely its words play which role: 0 or 1 where people coded it, between where a teacher did.

    `features` are words x 8. `cue` holds a chance a word; `heads` are the words whose roles are told, `roles` (heads x
    words x 2) how likely each word belongs to the source and to the content of each.
    """

    forms: list[str]
    features: npt.NDArray[np.int64]
    sentences: npt.NDArray[np.int64]
    cue: Chances
    heads: list[int]
    roles: Chances


def cue_classes() -> dict[str, int]:
    """Give each one-word reporting cue of the bundled lexicon the number of its class."""
    entries = [entry for entry in bundled() if entry.device == "attribution" and " " not in entry.term]
    names = sorted({entry.subtype for entry in entries})
    return {entry.term: names.index(entry.subtype) + 1 for entry in entries}


def articles(path: Path) -> Iterator[dict]:
    """Read JSON lines, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def stretches(text: str, vocabulary: Vocabulary) -> list[Example]:
    """Cut a text into examples of which nothing is known yet."""
    words = words_of(Reading(Document("", text)))
    features = vocabulary.features(words.forms, words.quoted, words.border)
    firsts = np.flatnonzero(np.diff(words.stretch, prepend=-1))
    return [
        Example(
            words.forms[first:last], features[first:last], words.sentence[first:last].astype(np.int64),
            np.zeros(last - first, np.float32), [], np.zeros((0, last - first, 2), np.float32),
        )
        for first, last in zip(firsts, [*firsts[1:], len(words.forms)], strict=True)
    ]  # fmt: skip


def read_examples(path: Path, vocabulary: Vocabulary) -> list[Example]:
    """Read coded articles, one JSON line each, as examples."""
    return [
        example
        for article in articles(path)
        for example in _coded(article["text"], article["attributions"], vocabulary)
    ]


def _coded(text: str, attributions: list[dict[str, list[list[int]]]], vocabulary: Vocabulary) -> list[Example]:
    words = words_of(Reading(Document("", text)))
    found = stretches(text, vocabulary)
    firsts = np.cumsum([0, *(len(example.forms) for example in found)])
    features = np.concatenate([example.features for example in found]) if found else np.zeros((0, 8), np.int64)

    def inside(spans: list[list[int]]) -> list[int]:
        ranges = [
            range(np.searchsorted(words.end, start, side="right"), np.searchsorted(words.start, end))
            for start, end in spans
        ]
        return [word for places in ranges for word in places]

    for attribution in attributions:
        cue = inside(attribution["cue"])
        if not cue:
            continue
        # the word that stands for the cue: a reporting verb if there is one, else its last word that is not a mark
        verbs = [word for word in cue if features[word, 3] > 0]
        plain = [word for word in cue if features[word, 5] < 6]
        head = verbs[0] if verbs else plain[-1] if plain else cue[-1]
        stretch = int(words.stretch[head])
        example, first = found[stretch], int(firsts[stretch])
        told = np.zeros((1, len(example.forms), 2), np.float32)
        for column, role in enumerate(("source", "content")):
            told[0, [word - first for word in inside(attribution[role]) if words.stretch[word] == stretch], column] = 1
        example.cue[head - first] = 1
        example.heads.append(head - first)
        example.roles = np.concatenate([example.roles, told])
    return found
