"""How fast the package reads, labels and counts, in megacharacters a second of processor time on one core.

``OPENBLAS_NUM_THREADS=1 python benchmarks/speed.py PATH/articles.jsonl.gz [--articles 400]``

Also prints what 2,000 further terms cost: finding terms is one pass over a text, however many there are.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import framing


def seconds(work: Callable[[], object]) -> float:
    """Give the processor time of `work`, the second time it is done."""
    work()
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=400)
    options = parser.parse_args()
    articles = framing.read(options.corpus).head(options.articles)
    size = articles["text"].str.len().sum() / 1e6
    spans = framing.label(articles)
    print(f"framing {framing.__version__}: {len(articles):,} articles, {size:.2f} million characters")
    work: dict[str, Callable[[], object]] = {
        "tokenise": lambda: framing.tokenise(articles),
        "label hedge, without voice": lambda: framing.label(articles, ["hedge"], voice=False),
        "label boilerplate, without voice": lambda: framing.label(articles, ["boilerplate"], voice=False),
        "label attribution, without voice": lambda: framing.label(articles, ["attribution"], voice=False),
        "label attribution, with voice and speaker": lambda: framing.label(articles, ["attribution"]),
        "label everything": lambda: framing.label(articles),
        "count by voice": lambda: framing.count(spans, articles, by="voice", exclude="boilerplate"),
    }
    for name, one in work.items():
        taken = seconds(one)
        print(f"{name:<45} {size / taken:6.2f} MB/s")
    with tempfile.TemporaryDirectory() as folder:
        more = Path(folder) / "more.tsv"
        terms = "".join(f"term{number} of words\thedge\tverb\tinvented\n" for number in range(2000))
        more.write_text("term\tdevice\tsubtype\tsource\n" + terms, encoding="utf-8")
        few = seconds(lambda: framing.label(articles, ["hedge"], voice=False))
        many = seconds(lambda: framing.label(articles, ["hedge"], voice=False, lexicons=[more]))
    print(f"\nwith 2,000 more terms, labelling hedges takes {many / few:.2f} times as long")


if __name__ == "__main__":
    main()
