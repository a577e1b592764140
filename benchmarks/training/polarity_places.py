"""Coded and uncoded places for the polarity network: mentions in sentences, split by source; see README.md."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from framing.texts.text import sentence_spans

TEST, DEVELOPMENT = 15, 25  # per cent of the sources: up to the first held out, up to the second for choices
_NAME = re.compile(r"(?:(?<=\s)|(?<=[“\"(]))[A-Z][\w’'\-]+(?: [A-Z][\w’'\-]+)*|(?<!\S)(?:[Hh]e|[Ss]he)(?!\S)")
_NO_NAMES = frozenset(
    "The A An In On At It But And He's She's This That These Those If When While As For To Of By From With After "
    "Before They We I You His Her Its Their Our My There Here What Who How Why Where No Yes Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday January February March April May June July August September October November "
    "December".split()
)
_SHORTEST, _LONGEST = 40, 400  # characters of a sentence


class Coded(NamedTuple):
    """One mention in a sentence; `polarity` is -1, 0 or 1, and None where nobody coded it."""

    text: str
    start: int
    end: int
    polarity: int | None
    part: str = ""


def places(path: Path) -> list[Coded]:
    """Read the coded sentences, each with its part: no event, source article or sentence is in two parts."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    above: dict[str, str] = {}

    def top(name: str) -> str:
        above.setdefault(name, name)
        while above[name] != name:
            name = above[name]
        return name

    for row in rows:
        first, second = sorted((top(_source(row["doc_id"])), top(f"~{_letters(row['text'])}")))
        above[second] = first
    found = []
    for row in rows:
        digest = hashlib.sha256(f"polarity {top(_source(row['doc_id']))}".encode()).hexdigest()
        share = int(digest, 16) % 100
        part = "test" if share < TEST else "development" if share < DEVELOPMENT else "train"
        found += [
            Coded(row["text"], target["start"], target["end"], target["polarity"], part) for target in row["targets"]
        ]
    return found


def uncoded(path: Path, number: int, besides: Sequence[Coded], *, seed: int = 0) -> list[Coded]:
    """Draw mentions of names, *he* and *she* in articles none of whose sentences is among `besides`."""
    shuffle = random.Random(seed)
    forbidden = {_letters(place.text)[:60] for place in besides}
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    texts = [json.loads(line)["text"] for line in content.splitlines()]
    shuffle.shuffle(texts)
    found: list[Coded] = []
    for text in texts:
        sentences = [text[slice(*place)] for place in sentence_spans(text)]
        if any(_letters(sentence)[:60] in forbidden for sentence in sentences):
            continue
        drawn = [place for sentence in sentences for place in _mentions(sentence)]
        found += shuffle.sample(drawn, min(len(drawn), 8))
        if len(found) >= number:
            return found[:number]
    return found


def _mentions(sentence: str) -> Iterator[Coded]:
    if _SHORTEST <= len(sentence) <= _LONGEST and "\n" not in sentence:
        for name in _NAME.finditer(sentence):
            if name.group().split()[0] not in _NO_NAMES:
                yield Coded(sentence, name.start(), name.end(), None)


def _source(doc_id: str) -> str:
    """Name the event of an AllSides sentence, or the article of a POLUSA one."""
    fields = doc_id.split("_")
    return f"event {fields[2]}" if fields[0] == "allsides" else f"article {fields[2]}"


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()
