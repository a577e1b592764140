"""Whether an outlet's typography changes what is found: the same coded articles, re-typed in each style.

``python benchmarks/validity/typography.py PATH/polnear_dev.jsonl``

Each outermost quotation gets the marks of the style and quotations inside it the other kind; offsets of the coding move
along. Prints F1 of whole attributions and contents by style; the texts are changed for this measurement only.
"""

from __future__ import annotations

import re

import gold
import numpy as np
import pandas as pd

import framing
from framing.model import Document
from framing.texts.text import Reading

STYLES = {
    "curly": ("“", "”", "‘", "’"),
    "straight": ('"', '"', "'", "'"),
    "two apostrophes": ("''", "''", "'", "'"),
    "single curly": ("‘", "’", "“", "”"),
    "single straight": ("'", "'", '"', '"'),
    "guillemets": ("«", "»", "“", "”"),
}
MARK = re.compile(r"''|``|[\"“”„«»]")
INNER_OPEN = re.compile(r"(?<![^\W_])[‘'](?=\w)")


def retyped(text: str, marks: tuple[str, str, str, str]) -> tuple[str, np.ndarray]:
    """Give the text with other quotation marks, and for each place of the old text its place in the new one."""
    opening, closing, inner_opening, inner_closing = marks
    changes: dict[int, tuple[int, str]] = {}
    for quotation in Reading(Document("", text)).quotations:
        found = MARK.match(text, quotation.start)
        if found is None:
            continue
        changes[quotation.start] = (found.end(), opening)
        last = [mark for mark in MARK.finditer(text, found.end(), quotation.end) if mark.end() == quotation.end]
        end = last[0].start() if last else quotation.end
        if last:
            changes[end] = (quotation.end, closing)
        for inner in INNER_OPEN.finditer(text, found.end(), end):
            close = next((i for i in range(inner.end(), end) if text[i] in "’'" and not text[i + 1].isalnum()), -1)
            if close > 0 and text[close - 1] != " ":
                changes[inner.start()] = (inner.end(), inner_opening)
                changes[close] = (close + 1, inner_closing)
    pieces, places, at, new = [], np.zeros(len(text) + 1, dtype=np.int64), 0, 0
    while at <= len(text):
        end, written = changes.get(at, (at + 1, text[at : at + 1]))
        places[at : end + 1] = new
        pieces.append(written)
        new, at = new + len(written), end
        if at <= len(text):
            places[at] = new
    return "".join(pieces), places


def main() -> None:
    options = gold.parser(__doc__).parse_args()
    coded = gold.read_attributions(options.gold, options.coder)
    rows = []
    for style, marks in STYLES.items():
        texts = [retyped(text, marks) for text in coded.articles["text"]]
        places = dict(zip(coded.articles["doc_id"], [place for _, place in texts], strict=True))
        articles = coded.articles.assign(text=[text for text, _ in texts])
        moved = {
            edge: [places[doc_id][at] for doc_id, at in zip(coded.spans["doc_id"], coded.spans[edge], strict=True)]
            for edge in ("start", "end")
        }
        found, reference = framing.label(articles, ["attribution"]), coded.spans.assign(**moved)
        agreed = framing.agree(articles, found, reference=reference, replicates=0)
        f1 = agreed[(agreed["measure"] == "f1") & (agreed["match"] != "exact")].set_index("unit")["value"]
        rows.append({"style": style} | f1[["cue", "source", "content", "whole"]].to_dict())
    table = pd.DataFrame(rows).set_index("style")
    print(table.round(3).to_string())
    print(f"\nlargest difference between styles: {(table.max() - table.min()).round(3).to_dict()}")


if __name__ == "__main__":
    main()
