"""Learn from news which given names are women's and which are men's.

``python benchmarks/training/given_names.py TEXTS.jsonl.gz [MORE.jsonl ...] --census WOMEN MEN`` reads the field `text`
of JSON lines and writes ``framing/models/given_names.tsv``. A full name tells a sex once a text: by *Mr., Ms., Mrs.*
before its surname, else by the pronouns that follow it, before another name, in its sentence or as the first word of
the next. Kept are words that are rarely written small, stand in at least `LEAST_SEEN` full names, and are told to be of
one sex by a clear majority.

The files of the census, ``dist.female.first`` and ``dist.male.first`` (US Census Bureau, 1990; as the package `names`
brings them), add names that nearly always are of one sex, unless news copy shows them to be mostly something else: a
place, a surname, a common word.
"""

from __future__ import annotations

import gzip
import json
import re
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

LEAST_SEEN, LEAST_TOLD, LEAST_SHARE, LEAST_RATE, LEAST_SURNAMES = 20, 6, 0.75, 0.08, 4
TABLE = Path(__file__).parents[2] / "framing" / "models" / "given_names.tsv"
FULL_NAME = re.compile(r"\b([A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?) (?:[A-Z]\. )?((?:[A-Z][a-z]?[’'])?[A-Z][a-zà-ÿ-]+\w)")
TITLED = re.compile(r"\b(Mr|Mrs|Ms)\.? (?:[A-Z][a-z]+ )?([A-Z][\w’'-]+\w)")
PRONOUN = re.compile(
    r"\b(?:(he|his|him|himself)|(she|her|herself))\b|[.?!][\"”’']*\s+(?:(He|His)|(She|Her))\b|[.?!]\s|[A-Z]"
)
WORD = re.compile(r"\b(?:[A-Z][a-z]?[’'])?[A-Z][a-zà-ÿ-]+\w")
# Words that passed the thresholds and are no given names: found by reading the list.
NOT_GIVEN = frozenset(
    "Abu Al America Ash Associated Atlantic Breitbart Cambridge Capitol Chairwoman Eastern Ford Fox Hong "
    "Hurricane Iraq Islamic Judge Judiciary Kennedy King La Latin Leader Marine Middle Miss Mount Mr "
    "Muslim Navy Nevada Northern Oklahoma Oval Pinterest Pope Port President Prince Puerto Roman Rose "
    "Rush Saudi South Street Supreme Trump United Van Vietnam Washington West White Yahoo Justice Rhode".split()
)
SMALL = re.compile(r"\b[a-zà-ÿ]{2,}\b")
CAPITAL = re.compile(r"\b[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?\b")
LEAST_CENSUS_SHARE, LEAST_AS_GIVEN, FEW = 0.9, 0.03, 5
REACH = 250


def texts(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def told_sex(text: str) -> Iterator[tuple[str, str, int]]:
    """Give each full name, and 1 for a woman, -1 for a man, 0 where the text does not tell."""
    names = {name.groups() for name in FULL_NAME.finditer(text)}
    bearers = Counter(surname for _, surname in names)
    titled: Counter[str] = Counter()
    for title, surname in TITLED.findall(text):
        titled[surname] += -1 if title == "Mr" else 1
    by_pronoun: Counter[str] = Counter()
    for word in WORD.finditer(text):
        if bearers[word.group()] == 1:
            found = PRONOUN.search(text, word.end(), word.end() + REACH)
            groups = found.groups() if found else (None,) * 4
            by_pronoun[word.group()] += bool(groups[1] or groups[3]) - bool(groups[0] or groups[2])
    for given, surname in names:
        sex = (titled[surname] or by_pronoun[surname]) if bearers[surname] == 1 else 0
        yield given, surname, (sex > 0) - (sex < 0)


def census(women: Path, men: Path) -> dict[str, tuple[int, int]]:
    """Give how many of 100,000 women and of 100,000 men bear each name."""
    rates: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for sex, path in enumerate((women, men)):
        for line in path.read_text("ascii").splitlines():
            name, percent, *_ = line.split()
            rates[name.capitalize()][sex] = round(1000 * float(percent))
    return {name: (found[0], found[1]) for name, found in rates.items()}


def main() -> None:
    options = ArgumentParser(description=__doc__)
    options.add_argument("--census", type=Path, nargs=2, metavar=("WOMEN", "MEN"), help="the census's two files")
    options.add_argument("texts", type=Path, nargs="+", help="JSON lines, may be gzipped")
    given = options.parse_args()
    tallies = {sex: Counter[str]() for sex in (1, -1, 0)}
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    surnames: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts(given.texts):
        small.update(SMALL.findall(text))
        capital.update(CAPITAL.findall(text))
        for name, surname, sex in told_sex(text):
            tallies[sex][name] += 1
            surnames[name].add(surname)
    rows = {}
    for name in tallies[1] | tallies[-1]:
        women, men, unclear = (tallies[sex][name] for sex in (1, -1, 0))
        told, seen = women + men, women + men + unclear
        is_clear = told >= LEAST_TOLD and max(women, men) >= LEAST_SHARE * told and told >= LEAST_RATE * seen
        is_name = name not in NOT_GIVEN and len(surnames[name]) >= LEAST_SURNAMES and small[name.lower()] < 4 * seen
        if is_name and is_clear and seen >= LEAST_SEEN:
            rows[name] = f"{name}\t{women}\t{men}\tnews\n"
    for name, (women, men) in census(*given.census).items() if given.census else ():
        told = tallies[1][name], tallies[-1][name]
        is_clear = max(women, men) >= LEAST_CENSUS_SHARE * (women + men)
        agrees = (told[0] - told[1]) * (women - men) >= 0
        # a place or a surname is seldom followed by a surname and a pronoun; a common word is written small
        is_given = capital[name] <= FEW or sum(told) >= LEAST_AS_GIVEN * capital[name]
        is_name = name not in NOT_GIVEN and small[name.lower()] <= capital[name] // 4
        if name not in rows and is_clear and agrees and is_given and is_name:
            rows[name] = f"{name}\t{women}\t{men}\tcensus\n"
    TABLE.write_text("".join(["name\twomen\tmen\tfrom\n", *(rows[name] for name in sorted(rows))]), encoding="utf-8")
    print(f"{TABLE}: {len(rows)} names")


if __name__ == "__main__":
    main()
