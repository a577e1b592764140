"""What share of labels readers find right: ``python verdicts.py [--by-outlet] [--still allsides_10k.jsonl.gz]``.

`verdicts.csv` has one row a label and reader: `doc_id, outlet, version, reader, device, start, end, verdict, second`.
`start` and `end` are where the cue stands; `second` is the verdict on the speaker of an attribution and on the voice of
a hedge. `blind.csv` has the attributions that each reader coded before any label was seen (`missed_before` and
`missed_after`: 1 where no label covers it). The guide of the readers is README.md. `--still` labels the articles of the
later rounds with the package of today, and shows the verdicts on attributions whose cue it still marks, and on those
that it leaves out: what has changed in a source or content since is not judged.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd

import framing

sys.path.extend(str(Path(__file__).parents[1] / name) for name in ("training", "validity"))
import gold
from examples import articles

HERE = Path(__file__).parent
ROUNDS = ("24 more", "36 more", "40 more", "40 last", "40 apart", "32 longer")  # before the labels of today


def share(table: pd.DataFrame, is_right: Callable[[pd.DataFrame], pd.Series]) -> tuple[float, float, float]:
    """Give the share that is right, and its 95 % interval by a bootstrap over articles (both readers together)."""
    right = is_right(table).groupby(table["doc_id"]).agg(["sum", "size"]).to_numpy(dtype=float)
    return gold.share(right[:, 0], right[:, 1])


def show_still(attributions: pd.DataFrame, path: Path) -> None:
    """Print what share was right of the attributions that today's package still marks, and of those it leaves out."""
    rounds = attributions[attributions["version"].isin(ROUNDS)]
    read = set(rounds["doc_id"])
    texts = pd.DataFrame([one for one in articles(path) if one["doc_id"] in read])
    cues = framing.label(texts[["doc_id", "outlet", "text"]], ["attribution"]).query("role == 'cue'")
    marked = set(cues[["doc_id", "start", "end"]].itertuples(index=False, name=None))
    is_marked = pd.Series(
        [place in marked for place in rounds[["doc_id", "start", "end"]].itertuples(index=False, name=None)],
        index=rounds.index,
    )
    for name, some in (("still marked", rounds[is_marked]), ("left out", rounds[~is_marked])):
        right, low, high = share(some, lambda part: part["verdict"] == "right")
        print(f"{name}: {len(some) // 2} of {len(rounds) // 2}, right {right:.3f} ({low:.3f} to {high:.3f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--still", type=Path, help="the AllSides articles")
    parser.add_argument("--by-outlet", action="store_true", help="voice of hedges and speakers, outlet by outlet")
    options = parser.parse_args()
    verdicts, blind = pd.read_csv(HERE / "verdicts.csv"), pd.read_csv(HERE / "blind.csv")
    attributions, hedges = (verdicts[verdicts["device"] == device] for device in ("attribution", "hedge"))
    named = attributions[attributions["second"] != "-"]
    questions = {
        "attribution right": (attributions, "verdict", "right"),
        "attribution none": (attributions, "verdict", "none"),
        "attribution wrong source": (attributions, "verdict", "source"),
        "attribution wrong content": (attributions, "verdict", "content"),
        "speaker right": (named, "second", "right"),
        "speaker partly right": (named, "second", "partial"),
        "hedge right": (hedges, "verdict", "right"),
        "voice of hedge right": (hedges, "second", "right"),
        "evaluation right": (verdicts[verdicts["device"] == "evaluation"], "verdict", "right"),
    }
    rows = []
    for name, (table, column, value) in questions.items():
        for version, of_version in table.groupby("version", sort=False):
            readers = [f"{(part[column] == value).mean():.2f}" for _, part in of_version.groupby("reader")]
            found = share(of_version, lambda part, column=column, value=value: part[column] == value)
            labels = len(of_version) // of_version["reader"].nunique()
            rows.append((name, version, labels, "/".join(readers), *(round(number, 3) for number in found)))
    for version in ("before", "after"):
        found = share(blind, lambda part, version=version: part[f"missed_{version}"] == 1)
        readers = [f"{part[f'missed_{version}'].mean():.2f}" for _, part in blind.groupby("reader")]
        labels = len(blind) // blind["reader"].nunique()
        rows.append(("top-level missed", version, labels, "/".join(readers), *(round(number, 3) for number in found)))
    columns = ["question", "version", "n", "readers", "share", "low", "high"]
    print(pd.DataFrame(rows, columns=columns).to_string(index=False))
    if options.still:
        show_still(attributions, options.still)
    if options.by_outlet:
        after = verdicts[verdicts["version"] == "after"]
        voice, speaker = (
            after[after["device"] == "hedge"],
            after[(after["device"] == "attribution") & (after["second"] != "-")],
        )
        told = {name: part.groupby("outlet")["second"].agg(lambda values: (values == "right").mean()) for name, part in
                (("voice right", voice), ("speaker right", speaker))}  # fmt: skip
        print(pd.DataFrame(told).round(2).to_string())


if __name__ == "__main__":
    main()
