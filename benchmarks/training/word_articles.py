"""Count in how many news articles each word stands, for `framing/copies/likeness.py`.

The card is framing/models/word_articles.md.

python benchmarks/training/word_articles.py <allsides_10k.jsonl.gz>
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from framing.copies.likeness import words_of

LEAST = 100
PLACE = Path(__file__).parents[2] / "framing" / "models" / "word_articles.tsv"


def main(path: Path) -> None:
    tally: Counter[str] = Counter()
    articles = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            tally.update(set(words_of(json.loads(line)["text"])))
            articles += 1
    kept = sorted((word, number) for word, number in tally.items() if number >= LEAST)
    rows = [("*", articles), *kept]
    PLACE.write_text("".join(f"{word}\t{number}\n" for word, number in rows), encoding="utf-8")
    print(f"{len(kept)} words of {articles} articles")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
