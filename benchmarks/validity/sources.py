"""How often the kind and the name of a source are told rightly, given the coded source phrases.

``python benchmarks/validity/sources.py [--polnear PATH/polnear_dev.jsonl PATH/polnear_train.jsonl]``

The demonstration corpus is coded in ``corpus/codings/sources.csv``; ten PolNeAR articles in
``sources_polnear_dev.csv`` and 21 more in ``sources_polnear_more.csv``, as places alone. A name is right if it is the
coded one but for case, apostrophes and *a, an, the*. `looked_at` tells the articles whose errors were read while the
rules were written; of the others in the first table an earlier version's errors were seen once. Intervals are Wilson's
over sources; sources of one article are alike, so they are too narrow.
"""

from __future__ import annotations

from argparse import ArgumentParser
from math import sqrt
from pathlib import Path

import gold
import pandas as pd

import framing
from framing.speakers.source_kinds import source_kind
from framing.speakers.speaker import speakers_and_organisations

HERE = Path(__file__).parent
CODINGS = Path(__file__).parents[2] / "corpus" / "codings"
Z = 1.96


def demonstration() -> tuple[pd.DataFrame, dict[str, str]]:
    """Give the coded sources of the demonstration corpus, with their places, and its texts."""
    spans = pd.read_csv(CODINGS / "coder_1.csv", keep_default_na=False)
    places = spans[(spans["device"] == "attribution") & (spans["role"] == "source")]
    places = places.drop_duplicates(["doc_id", "instance"])[["doc_id", "instance", "start", "end"]]
    coded = pd.read_csv(CODINGS / "sources.csv", keep_default_na=False).merge(places, on=["doc_id", "instance"])
    articles = framing.read(CODINGS.parent / "demo")
    return coded, dict(zip(articles["doc_id"], articles["text"], strict=True))


def polnear(name: str, paths: list[Path]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Give the coded sources of a table of PolNeAR articles, those whose texts are in `paths`, and their texts."""
    texts = {document["doc_id"]: document["text"] for path in paths for document in gold.lines(path)}
    coded = pd.read_csv(HERE / name, keep_default_na=False)
    coded = coded[coded["doc_id"].isin(texts)]
    ends = zip(coded["doc_id"], coded["speaker_start"], coded["speaker_end"], strict=True)
    return coded.assign(speaker=[texts[doc_id][start:end] for doc_id, start, end in ends]), texts


def plain(name: str) -> str:
    """Give a name as it is compared."""
    return " ".join(word for word in name.lower().replace("’", "'").split() if word not in ("a", "an", "the"))


def told(coded: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Add whether the kind and the speaker of each coded source are told rightly."""
    tables = []
    for doc_id, sources in coded.groupby("doc_id", sort=False):
        text = texts[str(doc_id)]
        rows = []
        for number, (start, end) in enumerate(sources[["start", "end"]].itertuples(index=False)):
            rows += [(number, "cue", start, start), (number, "source", start, end)]
        names, organisations = speakers_and_organisations(text, rows)
        phrases = [text[start:end] for start, end in sources[["start", "end"]].itertuples(index=False)]
        kinds = [source_kind(phrase, names[number], organisations) for number, phrase in enumerate(phrases)]
        right = [plain(names[number]) == plain(speaker) for number, speaker in enumerate(sources["speaker"])]
        tables.append(sources.assign(kind_right=sources["source_kind"] == kinds, speaker_right=right))
    return pd.concat(tables)


def share(right: pd.Series) -> str:
    """Give a share with its n and its interval."""
    n, p = len(right), right.mean()
    middle, half = p + Z**2 / (2 * n), Z * sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    low, high = ((middle + sign * half) / (1 + Z**2 / n) for sign in (-1, 1))
    return f"{p:.2f} ({low:.2f} to {high:.2f})"


def main() -> None:
    options = ArgumentParser(description=__doc__)
    options.add_argument("--polnear", type=Path, nargs="+", default=[], help="PolNeAR's parts, JSON lines")
    paths = options.parse_args().polnear
    sets = {"demonstration corpus": told(*demonstration())}
    if paths:
        tables = {name: told(*polnear(f"sources_{name}.csv", paths)) for name in ("polnear_dev", "polnear_more")}
        tables["both"] = pd.concat(tables.values())
        for name, table in tables.items():
            for part, of_part in table.groupby("looked_at", sort=False):
                sets[f"{name}, {'looked at' if part == 'yes' else 'others'}"] = of_part
    rows = [
        (name, table["doc_id"].nunique(), len(table), share(table["kind_right"]), share(table["speaker_right"]))
        for name, table in sets.items()
    ]
    print(f"framing {framing.__version__}; coded once by a language model")
    print(pd.DataFrame(rows, columns=["", "articles", "sources", "source_kind", "speaker"]).to_string(index=False))


if __name__ == "__main__":
    main()
