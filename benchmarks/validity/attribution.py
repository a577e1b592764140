"""How well attributions, and the voice that follows from them, match a coded corpus.

``python benchmarks/validity/attribution.py PATH/polnear_dev.jsonl --coder "who coded it"``

``--cues FILE`` keeps, on both sides, only attributions one of whose cue words stands in FILE, one lower-case form a
line. ``--by outlet`` gives a row for each outlet. ``--hedges FILE`` takes coded hedges of the same articles and tells
how often the package is right whether a hedge stands in the outlet's voice.
"""

from __future__ import annotations

from pathlib import Path

import gold
import pandas as pd

import framing
from framing.counting.denominators import words_by_layer

VOICES = ["outlet", "quoted", "reported"]


def with_cue_in(spans: pd.DataFrame, articles: pd.DataFrame, words: set[str]) -> pd.DataFrame:
    """Keep the attributions one of whose cue words stands in `words`."""
    cues = spans[spans["role"] == "cue"].merge(articles[["doc_id", "text"]], on="doc_id")
    phrases = [text[start:end] for text, start, end in zip(cues["text"], cues["start"], cues["end"], strict=True)]
    says = [any(word.strip(".,;:'\"").lower() in words for word in phrase.split()) for phrase in phrases]
    kept = cues.loc[says, ["doc_id", "instance"]].drop_duplicates()
    return spans.merge(kept, on=["doc_id", "instance"])


def stand_in_content(hedges: pd.DataFrame, spans: pd.DataFrame) -> pd.Series:
    """Tell which hedges start inside a content of `spans`: in a voice that is not the outlet's."""
    contents = spans.loc[spans["role"] == "content", ["doc_id", "start", "end"]]
    pairs = hedges.reset_index(names="hedge").merge(contents, on="doc_id", suffixes=("", "_around"))
    inside = pairs[(pairs["start_around"] <= pairs["start"]) & (pairs["start"] < pairs["end_around"])]
    return pd.Series(hedges.index.isin(inside["hedge"]), index=hedges.index)


def voice_of_hedges(path: Path, coded: gold.Gold, found: pd.DataFrame) -> str:
    """Say how often the voice of a coded hedge, outlet or not, is told as the coded attributions tell it."""
    spans = gold.read_cues(path, "").spans
    hedges = spans[(spans["device"] == "hedge") & spans["doc_id"].isin(coded.articles["doc_id"])]
    hedges = hedges.drop_duplicates(["doc_id", "start", "end"])
    ours, theirs = stand_in_content(hedges, found), stand_in_content(hedges, coded.spans)
    right = (ours == theirs).mean()
    return (
        f"voice of the hedges in {path.name}: {right:.3f} right (outlet's or not) of {len(hedges)}, in "
        f"{hedges['doc_id'].nunique()} articles; inside a content: coded {theirs.sum()}, found {ours.sum()}, "
        f"both {(ours & theirs).sum()}\n"
    )


def words_by_voice(spans: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Give each outlet's share of words in each voice, in per cent."""
    counted = words_by_layer(articles, spans.assign(voice=""), {}, ["voice"]).merge(articles[["doc_id", "outlet"]])
    words = counted.pivot_table("words", "outlet", "voice", aggfunc="sum", observed=True)[VOICES]
    words.loc["all"] = words.sum()
    return 100 * words.div(words.sum(axis="columns"), axis="index")


def main() -> None:
    """Label the corpus and print the agreement with its coder, and what it means for voice."""
    parser = gold.parser(__doc__.splitlines()[0])
    parser.add_argument("--by", choices=["outlet"], default=())
    parser.add_argument("--cues", type=Path, help="cue words that an attribution must have, one per line")
    parser.add_argument("--hedges", type=Path, help="coded hedges of the same articles, JSON lines")
    asked = parser.parse_args()
    coded = gold.read_attributions(asked.gold, asked.coder)
    found = framing.label(coded.articles, ["attribution"])
    ours, theirs, title = found, coded.spans, gold.heading(asked.gold, coded.articles, asked.coder)
    if asked.cues:
        words = set(asked.cues.read_text(encoding="utf-8").split())
        ours, theirs = (with_cue_in(spans, coded.articles, words) for spans in (found, coded.spans))
        title += f"; only cues in {asked.cues.name}"
    table = framing.agree(coded.articles, ours, reference=theirs, by=asked.by)
    gold.show(title, gold.against_reference(table).drop(columns=["coder", "device"]))
    if asked.hedges:
        print(voice_of_hedges(asked.hedges, coded, found))
    sides = {"coded": words_by_voice(coded.spans, coded.articles), "found": words_by_voice(found, coded.articles)}
    shares = pd.concat(
        [sides[side][voice].rename(f"{voice} {side}") for voice in VOICES for side in sides], axis="columns"
    )
    gold.show("words by voice, in per cent", shares.reset_index(), decimals=1)


if __name__ == "__main__":
    main()
