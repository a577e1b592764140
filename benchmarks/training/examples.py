"""Coded articles as training examples: the stretches of a text, and in each the attributions with their words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from framing.features import Vocabulary, words_of
from framing.lexicon import bundled
from framing.model import Document
from framing.text import Reading


@dataclass
class Example:
    """One stretch: features (words x 8), sentence numbers, and attributions as (head, source, content) words."""

    features: npt.NDArray[np.int64]
    sentences: npt.NDArray[np.int64]
    attributions: list[tuple[int, list[int], list[int]]]


def cue_classes() -> dict[str, int]:
    """Give each one-word reporting cue of the bundled lexicon the number of its class."""
    entries = [entry for entry in bundled() if entry.device == "attribution" and " " not in entry.term]
    names = sorted({entry.subtype for entry in entries})
    return {entry.term: names.index(entry.subtype) + 1 for entry in entries}


def read_examples(path: Path, vocabulary: Vocabulary) -> list[Example]:
    """Read coded articles, one JSON line each, as examples."""
    examples = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            examples += _examples(article["text"], article["attributions"], vocabulary)
    return examples


def _examples(text: str, attributions: list[dict[str, list[list[int]]]], vocabulary: Vocabulary) -> list[Example]:
    words = words_of(Reading(Document("", text)))
    features = vocabulary.features(words)
    firsts = np.flatnonzero(np.diff(words.stretch, prepend=-1))
    lasts = [*firsts[1:], len(words.forms)]
    found = [
        Example(features[first:last], words.sentence[first:last].astype(np.int64), [])
        for first, last in zip(firsts, lasts, strict=True)
    ]

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
        roles = [
            [word - int(firsts[stretch]) for word in inside(attribution[role]) if words.stretch[word] == stretch]
            for role in ("source", "content")
        ]
        found[stretch].attributions.append((head - int(firsts[stretch]), *roles))
    return found
