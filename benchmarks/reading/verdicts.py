"""What share of labels readers find right, from their verdicts: ``python verdicts.py [--by-outlet]``.

`verdicts.csv` has one row a label and reader: `doc_id, outlet, version, reader, device, start, end, verdict, second`.
`start` and `end` are where the cue stands; `second` is the verdict on the speaker of an attribution and on the voice of
a hedge. `blind.csv` has the attributions that each reader coded before any label was seen (`missed_before` and
`missed_after`: 1 where no label covers it). The guide of the readers is README.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd

sys.path.append(str(Path(__file__).parents[1] / "validity"))
import gold

HERE = Path(__file__).parent


def share(table: pd.DataFrame, is_right: Callable[[pd.DataFrame], pd.Series]) -> tuple[float, float, float]:
    """Give the share that is right, and its 95 % interval by a bootstrap over articles (both readers together)."""
    right = is_right(table).groupby(table["doc_id"]).agg(["sum", "size"]).to_numpy(dtype=float)
    return gold.share(right[:, 0], right[:, 1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
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
