"""How well two labellings of the coded demonstration articles match: the detectors and a coder, two coders.

Run from anywhere: ``python benchmarks/validity/demo.py``. The articles are fictional and few; the figures show that the
detectors work on text of this kind, not how well they do on news.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pandas as pd

import framing
from framing.coding.matching import Stretch, joined, length
from framing.coding.measures import Instance, attributions, placed
from framing.texts.text import is_covered, paragraph_spans

CORPUS = Path(__file__).parents[2] / "corpus"
DEVICES = ["boilerplate", "hedge", "attribution"]
MEASURES = {
    ("boilerplate", "cue", "exact"): "paragraph",
    ("hedge", "cue", "overlap"): "cue, any overlap",
    ("hedge", "cue", "exact"): "cue, exact",
    ("attribution", "cue", "overlap"): "cue, any overlap",
    ("attribution", "content", "half"): "content, half",
    ("attribution", "content", "exact"): "content, exact",
}
BOTH = "source and content, half of each"


def comparable(spans: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Make leftovers whole paragraphs, leave out what stands in them, and give a cue of no width one character."""
    covered = defaultdict(list)
    leftovers = spans[spans["device"] == "boilerplate"].sort_values(["start", "end"])
    for doc_id, start, end in leftovers[["doc_id", "start", "end"]].itertuples(index=False):
        covered[doc_id].append((start, end))
    places = [
        (doc_id, *place)
        for doc_id, text in zip(articles["doc_id"], articles["text"], strict=True)
        for place in paragraph_spans(text)
        if is_covered(place, covered[doc_id])
    ]
    left_out = pd.DataFrame(places, columns=["doc_id", "start", "end"])
    kept = spans[spans["device"] != "boilerplate"].reset_index(drop=True)
    pairs = kept.reset_index(names="row").merge(left_out, on="doc_id", suffixes=("", "_out"))
    inside = pairs.loc[(pairs["start_out"] <= pairs["start"]) & (pairs["start"] < pairs["end_out"]), "row"]
    kept = kept[~kept.index.isin(inside)]
    kept = kept.assign(end=kept["end"].where(kept["end"] > kept["start"], kept["start"] + 1))
    paragraphs = left_out.assign(device="boilerplate", subtype="", role="cue", instance=range(len(left_out)))
    both = pd.concat([kept.astype({"device": str})[paragraphs.columns], paragraphs], ignore_index=True)
    return both.assign(device=pd.Categorical(both["device"], categories=DEVICES))


def likeness(a: Stretch, b: Stretch) -> float:
    """Give the share of the longer one that two stretches have in common; absent in both is alike."""
    return 1.0 if a == b else (length(a) + length(b) - length(joined([*a, *b]))) / max(length(a), length(b))


def in_source_and_content(found: pd.DataFrame, coded: pd.DataFrame, articles: pd.DataFrame) -> int:
    """Count the attributions whose content and source share half with another's, one to one, most similar first."""
    ours, theirs = (attributions(placed(spans[spans["device"] == "attribution"], articles)) for spans in (found, coded))
    pairs = [
        (-min(likeness(one, other), likeness(ours.sources.get(i, ()), theirs.sources.get(j, ()))), j, i)
        for i, one in zip(ours.owners, ours.contents, strict=True)
        for j, other in zip(theirs.owners, theirs.contents, strict=True)
        if i[0] == j[0]
    ]
    taken: tuple[set[Instance], set[Instance]] = (set(), set())
    for unlike, j, i in sorted(pairs):
        if -unlike >= 0.5 and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    return len(taken[0])


def table(coded: pd.DataFrame, found: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Compare two spans tables of the same articles; `coded` is the one taken as right."""
    found, coded = comparable(found, articles), comparable(coded, articles)
    agreed = framing.agree(articles, found, reference=coded, match=["overlap", "exact"], replicates=0)
    of_marks = agreed[agreed["measure"].isin(["recall", "precision"])]
    marks = of_marks.pivot_table(index=["device", "unit", "match"], columns="measure", values="units", aggfunc="sum")
    matched = of_marks.groupby(["device", "unit", "match"])["matched"].first()
    rows = [
        (key[0], words, int(marks.loc[key, "recall"]), int(marks.loc[key, "precision"]), int(matched[key]))
        for key, words in MEASURES.items()
    ]
    _, _, n_coded, n_found, _ = rows[-1]
    rows.append(("attribution", BOTH, n_coded, n_found, in_source_and_content(found, coded, articles)))
    compared = pd.DataFrame(rows, columns=["device", "what", "coded", "found", "matched"])
    shares = {
        "precision": compared["matched"] / compared["found"],
        "recall": compared["matched"] / compared["coded"],
        "F1": 2 * compared["matched"] / (compared["found"] + compared["coded"]),
    }
    return compared.assign(**{name: share.map("{:.2f}".format) for name, share in shares.items()})


def main() -> None:
    """Print both comparisons."""
    first, second = (framing.read_spans(CORPUS / "codings" / f"coder_{number}.csv") for number in (1, 2))
    articles = framing.read(CORPUS / "demo")
    articles = articles[articles["doc_id"].isin(first["doc_id"])]
    comparisons = {f"framing {framing.__version__}": framing.label(articles, DEVICES), "coder_2": second}
    for name, found in comparisons.items():
        compared = table(first, found, articles).to_string(index=False)
        print(f"{name} against coder_1, {len(articles)} articles\n{compared}\n")


if __name__ == "__main__":
    main()
