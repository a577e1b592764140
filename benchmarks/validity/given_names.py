"""How many given names `infer_gender` knows, and how often it is wrong, by gender and origin of the name.

``python benchmarks/validity/given_names.py nam_dict.txt`` reads the list of first names by J. Michael (2008), as the
package `gender-guesser` 0.4.0 brings it: about 48,000 names with the countries where they are found, told by people
who know these. It was not used to make ``framing/models/given_names.tsv``. Scored are names that the list gives to one
gender alone or mostly; a name of several regions counts in the one where it is most frequent. Each name counts once,
however many bear it.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd

from framing.speakers.article_sources import gender_inferred

GENDERS = {"M": "man", "1M": "man", "?M": "man", "F": "woman", "1F": "woman", "?F": "woman"}
HEX = " 123456789ABCD"  # how frequent a name is in a country, on a scale of logarithms
FIRST = 30  # the column of the first country
REGIONS = {
    "English": range(3), "Romance": range(3, 8), "German, Dutch, Nordic": range(8, 20), "Baltic, Slavic": range(20, 42),
    "Caucasus, Central Asia": range(42, 46), "Turkish": range(46, 47), "Arabic, Persian": range(47, 48),
    "Hebrew": range(48, 49), "Chinese": range(49, 50), "Indian": range(50, 51), "Japanese": range(51, 52),
    "Korean": range(52, 53), "Vietnamese": range(53, 54),
}  # fmt: skip


def names(path: Path) -> list[tuple[str, str, str]]:
    """Give name, gender and region of each name of the list."""
    rows = []
    for line in path.read_text("iso-8859-1").splitlines():
        if line.startswith(("#", "=")) or line[:2].strip() not in GENDERS:
            continue
        name = line[3:29].strip()
        often = {
            region: max((HEX.find(line[FIRST + i : FIRST + i + 1] or " ") for i in columns), default=0)
            for region, columns in REGIONS.items()
        }
        most = max(often, key=lambda region: often[region])
        if often[most] > 0 and "+" not in name:
            rows.append((name, GENDERS[line[:2].strip()], most))
    return rows


def main() -> None:
    options = ArgumentParser(description=__doc__)
    options.add_argument("names", type=Path)
    numbers: dict[str, Counter[str]] = defaultdict(Counter)
    for name, gender, region in names(options.parse_args().names):
        told = gender_inferred(f"{name} Orr", "individual")
        for group in (region, "all"):
            numbers[group][gender] += 1
            numbers[group][f"{gender} known"] += told != "undecided"
            numbers[group][f"{gender} wrong"] += told not in ("undecided", gender)
    rows = []
    for group in (*REGIONS, "all"):
        count = numbers[group]
        row: list[object] = [group]
        for gender in ("woman", "man"):
            known = count[f"{gender} known"]
            row += [
                count[gender],
                f"{known / max(1, count[gender]):.2f}",
                f"{count[f'{gender} wrong'] / max(1, known):.3f}",
            ]
        rows.append(row)
    columns = ["origin", "women's names", "known", "wrong", "men's names", "known", "wrong"]
    print(pd.DataFrame(rows, columns=columns).to_string(index=False))


if __name__ == "__main__":
    main()
