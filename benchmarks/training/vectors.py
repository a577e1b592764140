"""Learn word vectors and look up parts of speech; see README.md in this folder.

python vectors.py OUT TEXTS.jsonl[.gz] ...
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import numpy as np
from gensim.models import Word2Vec

from framing.attributing.features import plain_form, words_of
from framing.model import Document
from framing.texts.text import Reading

SIZE, MOST_WORDS, MOST_TAGS = 64, 24_000, 48


class Sentences:
    """The stretches of all texts, as lists of plain forms; gensim goes through them several times."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths

    def __iter__(self) -> Iterator[list[str]]:
        for path in self.paths:
            opened = gzip.open if path.suffix == ".gz" else open
            with opened(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    reading = Reading(Document("", json.loads(line)["text"] or ""))
                    words = words_of(reading)
                    firsts = np.flatnonzero(np.diff(words.stretch, prepend=-1))
                    for first, last in zip(firsts, [*firsts[1:], len(words.forms)], strict=True):
                        yield [plain_form(form) for form in words.forms[first:last]]


def most_frequent_tags() -> dict[str, str]:
    """Give each word's most frequent part of speech, the lower-case entry before the capitalised one."""
    tags: dict[str, str] = {}
    text = resources.files("textblob").joinpath("en", "en-lexicon.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith(";;;"):
            word, tag = line.split()[:2]
            if word == word.lower():
                tags[word] = tag
            else:
                tags.setdefault(word.lower(), tag)
    return tags


def main() -> None:
    out, paths = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    out.mkdir(parents=True, exist_ok=True)
    learned = Word2Vec(
        Sentences(paths), vector_size=SIZE, window=4, min_count=5, sg=1, negative=8, epochs=3, workers=2, seed=1,
        max_final_vocab=MOST_WORDS,
    ).wv  # fmt: skip
    words = [word for word in learned.index_to_key if not word.startswith("\0")]
    tags = most_frequent_tags()
    kept = {tag: number for number, (tag, _) in enumerate(Counter(tags.values()).most_common(MOST_TAGS), start=1)}
    np.savez(
        out / "vectors.npz",
        words=np.array(words),
        vectors=np.stack([learned[word] for word in words]),
        marks=np.stack([learned[mark] for mark in ("\0o", "\0c", "\0m")]),
        tags=np.array([kept.get(tags.get(word, ""), 0) for word in words], dtype=np.uint8),
    )
    print(f"{len(words):,} words, {int(sum(word in tags for word in words)):,} with a part of speech")


if __name__ == "__main__":
    main()
